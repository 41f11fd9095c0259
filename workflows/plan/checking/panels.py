"""Panels and their ballots: quorum and threshold that can be met, ballots that are held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workflows.ballots import Rule
from workflows.plan.evaluation import Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Category, Plan
from workflows.plan.panels import BallotSpec, Panel
from workflows.quorum import quorum_needed


def faults(plan: Plan) -> Iterator[Fault]:
    """Check the panels, then what stages and guards ask of the panel of each category."""
    for panel in plan.panels.values():
        for ballot in panel.ballots.values():
            yield from _ballot(f"panels.{panel.key}.ballots.{ballot.key}", panel, ballot)
    for workflow in plan.workflows.values():
        yield from _never_held(workflow)
    for category in plan.categories.values():
        if category.panel in plan.panels and category.workflow in plan.workflows:
            yield from _used(plan, category)


def _ballot(place: str, panel: Panel, ballot: BallotSpec) -> Iterator[Fault]:
    if not 0 < ballot.quorum <= 1:
        sentence = "a quorum is more than 0 and at most 1"
        yield Fault(f"{place}.quorum", FaultCode.OUT_OF_RANGE, sentence)
    elif ballot.quorum == 1 and ballot.quorum_is_strict:
        sentence = (
            f"more than all {panel.members} members cannot vote; set quorum_is_strict = false"
        )
        yield Fault(f"{place}.quorum", FaultCode.QUORUM_UNREACHABLE, sentence)
    else:
        yield from _reachable(place, panel, ballot)
    if ballot.threshold is not None and not 0 < ballot.threshold <= 1:
        sentence = "a threshold is more than 0 and at most 1"
        yield Fault(f"{place}.threshold", FaultCode.OUT_OF_RANGE, sentence)
    if ballot.rule is Rule.APPROVAL and ballot.threshold is None:
        sentence = "a vote by approval needs a threshold"
        yield Fault(f"{place}.threshold", FaultCode.MISSING_KEY, sentence)


def _reachable(place: str, panel: Panel, ballot: BallotSpec) -> Iterator[Fault]:
    """The quorum must be reached by members who are not recused, with as many as may be."""
    stands = 1 if panel.most_recusals is None else panel.most_recusals
    strict, least = ballot.quorum_is_strict, ballot.least_votes
    for away in range(min(stands, panel.members) + 1):
        needed = quorum_needed(panel.members, away, ballot.quorum, strict=strict, least=least)
        if needed <= panel.members - away:
            continue
        sentence = f"{needed} must vote, the panel has {panel.members}"
        if away:
            sentence += f", and when {away} of them are recused only {panel.members - away} may"
        key = "least_votes" if needed == least > 1 else "quorum"
        told = f"{sentence}; ask for fewer, or have more members"
        yield Fault(f"{place}.{key}", FaultCode.QUORUM_UNREACHABLE, told)
        return


class _Named(NamedTuple):
    """A ballot that a workflow names: where, which, and by which guard if by one."""

    place: str
    ballot: str
    guard: str


def _asked_of_ballots(workflow: Workflow) -> Iterator[_Named]:
    for action in workflow.actions.values():
        for number, guard in enumerate(action.guards):
            ballot = getattr(guard.use.parameters, "ballot", None)
            if ballot is not None:
                place = f"workflows.{workflow.key}.actions.{action.key}.guards[{number}]"
                yield _Named(f"{place}.{guard.name}.ballot", ballot, guard.name)


def _held_at(workflow: Workflow) -> Iterator[_Named]:
    for stage in workflow.stages.values():
        if stage.ballot is not None:
            yield _Named(f"workflows.{workflow.key}.stages.{stage.key}.ballot", stage.ballot, "")


def _never_held(workflow: Workflow) -> Iterator[Fault]:
    held = {named.ballot for named in _held_at(workflow)}
    for place, ballot, _ in _asked_of_ballots(workflow):
        if ballot not in held:
            sentence = f"no stage of the workflow holds the ballot {ballot!r}"
            yield Fault(place, FaultCode.BALLOT_MISSING, sentence)


def _used(plan: Plan, category: Category) -> Iterator[Fault]:
    held = plan.panels[category.panel].ballots
    workflow = plan.workflows[category.workflow]
    for place, ballot, guard in (*_held_at(workflow), *_asked_of_ballots(workflow)):
        if ballot not in held:
            sentence = f"panel {category.panel!r} of {category.key!r} holds no ballot {ballot!r}"
            yield Fault(place, FaultCode.BALLOT_MISSING, sentence)
        elif guard == "threshold_met" and held[ballot].threshold is None:
            sentence = f"ballot {ballot!r} of panel {category.panel!r} has no threshold"
            yield Fault(place, FaultCode.MISSING_KEY, sentence)
