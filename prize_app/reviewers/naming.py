"""What people are asked for in words: a role is named by the rounds that it reviews in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.calendar import Due, due_of
from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Words
from workflows.plan.judging import reviews_in, roles_invited, rounds_judged_by
from workflows.plan.model import Plan
from workflows.plan.rounds import Scoring


def role_named(plan: Plan, role: Role) -> str:
    """A role as people know it: the names of its rounds, nothing where the plan has one pool."""
    keys = [key for key in rounds_judged_by(plan, role) if key]
    return ", ".join(plan.rounds[key].label["en"] for key in keys)


def roles_named(plan: Plan) -> Mapping[Role, str]:
    """The roles that a letter may ask for, with what they are called, in the order of rounds."""
    return {role: role_named(plan, role) or "Reviewer" for role in roles_invited(plan)}


@dataclass(frozen=True, slots=True)
class RoundAsked:
    """What one round asks of whoever reviews in it, for the page of an invitation."""

    label: Words
    scoring: Scoring
    reviews: int
    due: Due | None


def asked_of_rounds(plan: Plan, role: Role) -> Sequence[RoundAsked]:
    """What the rounds of a role ask; the implied one, without a name, where there are no others."""
    return [
        RoundAsked(round_.label, round_.scoring, reviews_in(plan, key), round_due(plan, key))
        for key in rounds_judged_by(plan, role)
        for round_ in (plan.round_named(key),)
    ]


def round_due(plan: Plan, round_key: str) -> Due | None:
    """The latest deadline by which reviews of a round are due, None where the plan has none."""
    keys = {
        stage.due
        for workflow in plan.workflows.values()
        for stage in workflow.stages.values()
        if (stage.round or "") == round_key and Trait.REVIEWING in stage.traits and stage.due
    }
    dues = [due_of(plan.calendar[key], plan) for key in keys]
    return max(dues, key=lambda due: due.closes_at, default=None)
