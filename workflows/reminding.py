"""Who owes what by a deadline, until when it can be paid, and which letter is due when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflows.calendar import Due, closing_times
from workflows.instants import days_from, has_passed
from workflows.plan.deadlines import Reminder
from workflows.plan.evaluation import Action, Record, Role, Stage, Trait, Workflow
from workflows.plan.kinds import Debt
from workflows.plan.model import Plan

STALE: Final = timedelta(days=7)
"""A reminder that could not be sent for so long is left out: it would only puzzle its reader."""

_SHOWN_BY: Final = {
    Debt.SCREENING: Trait.SCREENING,
    Debt.REVIEW: Trait.REVIEWING,
}


@dataclass(frozen=True, slots=True)
class Timed:
    """One reminder with its instant; `days` counts from the deadline, negative before it."""

    days: int
    at: datetime


def stages_owing(workflow: Workflow, debt: Debt, deadline: str) -> frozenset[str]:
    """The stages in which somebody owes this by that deadline: `due`, traits and records say so."""
    return frozenset(
        stage.key
        for stage in workflow.stages.values()
        if stage.due == deadline and not stage.final and _is_owed(workflow, stage, debt)
    )


def _is_owed(workflow: Workflow, stage: Stage, debt: Debt) -> bool:
    if debt is Debt.VOTE:
        return stage.ballot is not None
    if debt is Debt.CONSENT:  # nobody is asked before the form is handed in for the first time
        shown = {Trait.SCREENING, Trait.EDITABLE} & set(stage.traits)
        return bool(shown) and stage.key != workflow.initial
    if debt is Debt.HAND_IN:
        return Trait.EDITABLE in stage.traits and bool(_answers(workflow, stage, debt))
    if debt is Debt.APPROVAL:
        return bool(_answers(workflow, stage, debt))
    return _SHOWN_BY[debt] in stage.traits


def signers(workflow: Workflow, stage: Stage) -> frozenset[Role]:
    """The roles whose signature leads on from a stage."""
    return frozenset(role for a in _answers(workflow, stage, Debt.APPROVAL) for role in a.by)


def _answers(workflow: Workflow, stage: Stage, debt: Debt) -> list[Action]:
    """The actions that pay a debt; none where a row does it: a review, a vote, a yes or no."""
    return [
        action
        for action in workflow.actions.values()
        if stage.key in action.sources and _pays(workflow, stage, action, debt)
    ]


def _pays(workflow: Workflow, stage: Stage, action: Action, debt: Debt) -> bool:
    if debt is Debt.HAND_IN:
        return Role.NOMINATOR in action.by and Record.VERSION in action.records
    if debt is Debt.SCREENING:
        return Role.SECRETARIAT in action.by and Record.SCREENING in action.records
    if debt is Debt.APPROVAL:
        return Record.APPROVAL in action.records and _leads_on(workflow, stage, action)
    return False


def _leads_on(workflow: Workflow, stage: Stage, action: Action) -> bool:
    """Whether an action goes onward on the strip: signing against something is not owed."""
    way = [s.key for s in workflow.stages.values() if s.on_strip]
    return stage.key in way and action.target in way[way.index(stage.key) + 1 :]


def last_moment(plan: Plan, workflow: Workflow, stage_key: str, debt: Debt) -> datetime | None:
    """The last instant at which a debt can be paid in a stage, grace included; None if ever.

    Either every action that pays it is closed by then, or the calendar leads on from the stage.
    """
    stage, closing = workflow.stages[stage_key], closing_times(plan)
    ends = [_end(action, closing) for action in _answers(workflow, stage, debt)]
    known = [end for end in ends if end is not None]
    moments = [max(known)] if ends and len(known) == len(ends) else []
    leaving = (
        _begin(action, closing)
        for action in workflow.actions.values()
        if stage_key in action.sources and Role.SYSTEM in action.by
    )
    return min([*moments, *(at for at in leaving if at is not None)], default=None)


def _end(action: Action, closing: Mapping[str, datetime]) -> datetime | None:
    """When the first of its deadlines closes an action."""
    return min(_instants(action, "before_deadline", closing), default=None)


def _begin(action: Action, closing: Mapping[str, datetime]) -> datetime | None:
    """When the calendar takes an action that waits for deadlines and for nothing else."""
    instants = list(_instants(action, "after_deadline", closing))
    return max(instants) if instants and len(instants) == len(action.guards) else None


def _instants(action: Action, guard: str, closing: Mapping[str, datetime]) -> Iterator[datetime]:
    named = (use.use.parameters.deadline for use in action.guards if use.name == guard)
    return (closing[key] for key in named if key in closing)


def timed(due: Due, reminder: Reminder) -> tuple[Timed, ...]:
    """The letters of a reminder, earliest first: whole days from the deadline, on its own clocks.

    With an extension they move along, because the deadline that is told has moved.
    """
    days = {-day for day in reminder.before} | set(reminder.overdue)
    return tuple(Timed(day, days_from(due.at, day, due.zone)) for day in sorted(days))


def due_now(
    due: Due, letters: Sequence[Timed], *, owed_since: datetime, taken: Set[int], now: datetime
) -> Timed | None:
    """The letter that has to be written now, or None.

    Only the latest counts: whoever comes late to a debt, or was out of reach for a while, does not
    get three letters at once. None is written twice, for a time before the debt began, or of days
    that are left when none is left.

    Args:
        taken: the days of letters written already for this very deadline.
    """
    passed = [letter for letter in letters if letter.at <= now]
    if not passed:
        return None
    latest = passed[-1]
    is_over = latest.days < 0 and has_passed(due.at, now)
    is_known = latest.at < owed_since or any(days >= latest.days for days in taken)
    is_stale = now - latest.at > STALE
    return None if is_over or is_known or is_stale else latest


def coming(letters: Sequence[Timed], *, taken: Set[int], now: datetime) -> Timed | None:
    """The next letter that will be written if nothing is paid until then."""
    return next((x for x in letters if x.at > now and x.days not in taken), None)
