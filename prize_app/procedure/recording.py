"""What an action records besides the step: each kind of record has one feature that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from prize_app.certificates.service import record_laureates, record_revocations
from prize_app.committee.decisions import record_approvals, record_decisions
from prize_app.committee.rankings import record_rankings
from prize_app.nominations.handing_in import record_versions
from prize_app.nominations.moving import Taken
from prize_app.screening.service import record_screenings
from workflows.plan.evaluation import Record, Trait

Recorder = Callable[[Session, Sequence[Taken]], None]

RECORDERS: Final[Mapping[Record, Recorder]] = {
    Record.VERSION: record_versions,
    Record.SCREENING: record_screenings,
    Record.RANKING: record_rankings,
    Record.DECISION: record_decisions,
    Record.APPROVAL: record_approvals,
    Record.LAUREATE: record_laureates,
}


def record_all(session: Session, taken: Sequence[Taken]) -> None:
    """Keep everything that the action of these steps records. All steps are of one action."""
    action = taken[0].step.action
    for kind in action.records:
        RECORDERS[kind](session, taken)
    dishonoured = [one for one in taken if _loses_honour(one)]
    if dishonoured:
        record_revocations(session, dishonoured)


def _loses_honour(one: Taken) -> bool:
    stages = one.edition.plan.workflow_of(one.nomination.category_key).stages
    before, after = stages[one.step.source], stages[one.step.target]
    return Trait.HONOURED in before.traits and Trait.HONOURED not in after.traits
