"""Ballots whose equals nothing would ever part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows.ballots import Rule
from workflows.plan.evaluation import Trait, Workflow
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan
from workflows.plan.panels import BallotSpec
from workflows.ties import TieBreak

_CHOOSING: Final = frozenset({"elected", "threshold_met"})


def faults(plan: Plan) -> Iterator[Fault]:
    """Every ballot must end, whatever the votes are."""
    for panel in plan.panels.values():
        for ballot in panel.ballots.values():
            place = f"panels.{panel.key}.ballots.{ballot.key}.tie_break"
            yield from _ends(place, ballot)
            if ballot.tie_break and ballot.tie_break[-1] is TieBreak.SHARED:
                yield from _shareable(place, plan, panel.key, ballot.key)


def _ends(place: str, ballot: BallotSpec) -> Iterator[Fault]:
    order = ballot.tie_break
    if not order:
        sentence = 'equals would stay equal for ever; add tie_break, such as ["chair", "lot"]'
        yield Fault(place, FaultCode.ENDLESS_TIE, sentence)
        return
    if order[-1] not in (TieBreak.LOT, TieBreak.SHARED):
        sentence = f'{order[-1]} may leave a tie; let the order end with "lot" (or "shared")'
        yield Fault(place, FaultCode.ENDLESS_TIE, sentence)
    for number, tie_break in enumerate(order[:-1]):
        if tie_break in (TieBreak.LOT, TieBreak.SHARED):
            sentence = f"{tie_break} always decides: what stands after it is never asked"
            yield Fault(f"{place}[{number}]", FaultCode.ENDLESS_TIE, sentence)
    if TieBreak.RUN_OFF in order and ballot.rule is Rule.APPROVAL:
        sentence = "papers that say yes or no hold no order; a run-off cannot be counted from them"
        place = f"{place}[{order.index(TieBreak.RUN_OFF)}]"
        yield Fault(place, FaultCode.ENDLESS_TIE, sentence)


def _shareable(place: str, plan: Plan, panel: str, ballot: str) -> Iterator[Fault]:
    for category in plan.categories.values():
        workflow = plan.workflows.get(category.workflow)
        if category.panel != panel or workflow is None or not gives_award(workflow, ballot):
            continue
        if category.award.shared_by_at_most == 1:
            sentence = (
                f'an award of {category.key!r} cannot be shared; end with "lot", or raise '
                "shared_by_at_most"
            )
            yield Fault(place, FaultCode.ENDLESS_TIE, sentence)


def gives_award(workflow: Workflow, ballot: str) -> bool:
    """Whether who comes out of a ballot is thereby decided on, not only put on a list."""
    decided = workflow.stages_with(Trait.DECIDED)
    return any(
        guard.name in _CHOOSING and guard.use.parameters.ballot == ballot
        for action in workflow.actions.values()
        if action.target in decided
        for guard in action.guards
    )
