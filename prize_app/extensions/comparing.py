"""The equal-treatment list: what was asked and given by each deadline, beside who is alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.editions.queries import RunningEdition, standing_in
from prize_app.extensions.deciding import is_alike
from prize_app.extensions.queries import Line, extendable_debts, list_extensions
from prize_app.nominations.debts import Owed
from workflows.calendar import Due, calendar_of
from workflows.instants import has_passed
from workflows.plan.kinds import Debt
from workflows.policy import Permission, Standing, allowed

WORK = {Debt.HAND_IN: "forms to hand in", Debt.REVIEW: "reviews"}


@dataclass(frozen=True, slots=True)
class Row:
    """One extension, by whom (as far as the reader may know), and how many are like it.

    `is_needed` is false once what it is for was done, or is not asked any more.
    """

    line: Line
    who: str
    alike: int
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One deadline and one kind of work: everybody in it is in a comparable situation."""

    due: Due
    work: str
    rows: Sequence[Row]
    owing: int

    def count(self, state: str) -> int:
        """How many extensions stand so."""
        return sum(row.line.extension.state == state for row in self.rows)

    @property
    def days(self) -> Sequence[int]:
        """The days that were granted, each number once, fewest first."""
        return sorted({r.line.days for r in self.rows if r.line.extension.state == "granted"})


def compare(
    session: Session, actor: Actor, edition: RunningEdition, *, at: datetime
) -> list[Group]:
    """Every deadline that can be extended, or was, with all extensions that the actor may see."""
    lines = list_extensions(session, actor, edition)
    debts = extendable_debts(session, actor, edition)
    who = naming(session, actor, edition)
    groups = []
    for due in calendar_of(edition.plan):
        for debt, work in WORK.items():
            owing = [o for o in debts if (o.due.key, o.debt) == (due.key, debt)]
            rows = [
                Row(line, who(line), _alike(line, owing, at), _is_needed(line, owing))
                for line in lines
                if (line.extension.deadline_key, line.extension.debt) == (due.key, debt)
            ]
            if rows or (owing and due.is_extendable and not has_passed(due.hard_at, at)):
                groups.append(Group(due, work, rows, len(owing)))
    return groups


def _alike(line: Line, owing: Sequence[Owed], at: datetime) -> int:
    if line.extension.state != "granted":
        return 0
    own = (line.extension.nomination_id, str(line.extension.person_id))
    return sum(
        is_alike(owed, line.extension, at=at) and (owed.subject_id, owed.recipient) != own
        for owed in owing
    )


def _is_needed(line: Line, owing: Sequence[Owed]) -> bool:
    own = (line.extension.nomination_id, str(line.extension.person_id))
    return own in {(owed.subject_id, owed.recipient) for owed in owing}


def naming(session: Session, actor: Actor, edition: RunningEdition) -> Callable[[Line], str]:
    """How the actor may call the person of an extension: observers do not know who reviews."""
    standing: Standing = standing_in(session, actor, edition.id)
    knows = allowed(Permission.REVIEWERS_READ, Standing(standing.roles, handed_in=True))
    decides = allowed(Permission.EXTENSION_DECIDE, standing)

    def who(line: Line) -> str:
        if line.extension.debt == Debt.REVIEW:
            return line.person if knows else "a reviewer"
        # A draft is its nominator's alone, but for those who decide on its time.
        is_open = decides or line.nomination.submitted_at is not None
        return line.person if is_open else "its nominator"

    return who


def lines_for(
    session: Session, actor: Actor, edition: RunningEdition, extension: Extension
) -> list[Line]:
    """What others in the same situation asked for and were given."""
    key: tuple[str, str] = (extension.deadline_key, extension.debt)
    own: UUID = extension.id
    return [
        line
        for line in list_extensions(session, actor, edition)
        if (line.extension.deadline_key, line.extension.debt) == key and line.extension.id != own
    ]
