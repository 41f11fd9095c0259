"""Where a plan cuts the ranking of a category: after the shortlist, after the awards."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.guards import GuardUse, elected, within_places
from workflows.plan.evaluation import Action, Trait, Workflow
from workflows.plan.model import Plan
from workflows.review_guards import on_shortlist


def cuts_of(plan: Plan, category: str) -> tuple[int, ...]:
    """Numbers of places, the largest first: of the shortlist, where there is one, and of awards.

    A category that gives nothing and shortlists nobody is cut after its first place.
    """
    found = {shortlist_places(plan, category) or 0, plan.categories[category].award.awards}
    return tuple(sorted(found - {0}, reverse=True)) or (1,)


def shortlist_places(plan: Plan, category: str) -> int | None:
    """How many go on to be decided about: the narrowest stage before a decision.

    Several actions that lead to one stage are several ways there, so the widest counts.
    """
    workflow = plan.workflow_of(category)
    widest: dict[str, int] = {}
    for action in _before_decision(workflow):
        limits = [*_limits(plan, category, action)]
        if limits:
            widest[action.target] = max(widest.get(action.target, 0), min(limits))
    return min(widest.values(), default=None)


def _before_decision(workflow: Workflow) -> Iterator[Action]:
    decided = workflow.stages_with(Trait.DECIDED)
    return (action for action in workflow.actions.values() if action.target not in decided)


def _limits(plan: Plan, category: str, action: Action) -> Iterator[int]:
    for guard in action.guards:
        if _is(guard, within_places):
            yield guard.use.parameters.places
        elif _is(guard, elected):
            yield plan.panel_of(category).ballots[guard.use.parameters.ballot].places
        elif _is(guard, on_shortlist):
            rounds = (plan.round_named(plan.round_at(category, s)) for s in action.sources)
            yield from (r.first_places for r in rounds if r.first_places is not None)


def _is(guard: GuardUse, rule: object) -> bool:
    return guard.use.kind.function is rule
