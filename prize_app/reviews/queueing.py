"""A reviewer's queue: all that is asked of one person, edition by edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, Review
from prize_app.editions.queries import RunningEdition, edition_by_id
from prize_app.nominations.personal import Times, own_times
from prize_app.nominations.standing import standings
from prize_app.reviews import queries
from prize_app.reviews.own import compared_by
from prize_app.reviews.progress import time_left
from workflows.calendar import NOBODYS, Due, due_at
from workflows.plan.evaluation import Trait
from workflows.plan.rounds import ReviewRound
from workflows.policy import Permission, Standing, allowed
from workflows.reviewing import is_late

Row = tuple[Assignment, Nomination, Review | None]


class State(StrEnum):
    """Where an assignment stands for its reviewer; queues list them in this order."""

    ASLEEP = "asleep"
    DRAFT = "draft"
    OPEN = "open"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One assignment in the queue; what the reviewer may not read is known by reference only."""

    assignment: Assignment
    nomination: Nomination
    review: Review | None
    state: State
    may_discuss: bool = False
    may_revise: bool = False
    change_begun: bool = False
    time_left: str = ""
    is_late: bool = False
    round: ReviewRound | None = None

    @property
    def together(self) -> str:
        """How nominations of its round are compared with each other; nothing where by points."""
        return compared_by(self.round)

    @property
    def is_readable(self) -> bool:
        """Whether the dossier is open to the reviewer."""
        return self.state in (State.OPEN, State.DRAFT, State.SUBMITTED)

    @property
    def is_done(self) -> bool:
        """Whether the review is in."""
        return self.review is not None and self.review.submitted_at is not None


@dataclass(frozen=True, slots=True)
class Queue:
    """What somebody reviews in one edition. Handed-back assignments are listed, not counted."""

    edition: RunningEdition
    lines: Sequence[QueueLine]
    due: Due | None

    @property
    def total(self) -> int:
        """How many reviews are asked of the person."""
        return sum(line.state is not State.DECLINED for line in self.lines)

    @property
    def done(self) -> int:
        """How many of them are in."""
        return sum(line.is_done for line in self.lines if line.state is not State.DECLINED)

    @property
    def following(self) -> QueueLine | None:
        """What to go on with: a draft before a dossier not yet opened."""
        for state in (State.DRAFT, State.OPEN):
            for line in self.lines:
                if line.state is state:
                    return line
        return None


def queues(session: Session, actor: Actor, *, now: datetime) -> list[Queue]:
    """Everything that somebody reviews, edition by edition, the latest edition first."""
    by_edition, times = defaultdict(list), own_times(session, actor.id)
    own = queries.own_assignments(session, actor.id)
    begun = queries.changes_begun(session, [review.id for *_, review in own if review])
    for row in own:
        by_edition[row[1].edition_id].append(row)
    found = []
    for edition_id, rows in by_edition.items():
        edition = edition_by_id(session, edition_id)
        standing = standings(session, actor, edition, [nomination for _, nomination, _ in rows])
        lines = [
            _line(
                edition,
                row,
                standing[row[1].id],
                _due_of(edition, row[1], times.get(row[1].id, NOBODYS)),
                begun,
                edition.time(now),
            )
            for row in rows
        ]
        due = _due(edition, rows, times)
        found.append(Queue(edition, sorted(lines, key=_order), due))
    return sorted(found, key=lambda queue: queue.edition.row.created_at, reverse=True)


def _due(edition: RunningEdition, rows: Sequence[Row], times: Mapping[UUID, Times]) -> Due | None:
    """The earliest deadline of the reviews that are still to be written, or else of any."""
    dues = [
        (review is not None and review.submitted_at is not None, due)
        for assignment, nomination, review in rows
        if _is_of_now(edition, assignment, nomination)
        and (due := _due_of(edition, nomination, times.get(nomination.id, NOBODYS))) is not None
    ]
    first = min(dues, key=lambda pair: (pair[0], pair[1].at), default=None)
    return first[1] if first else None


def _due_of(edition: RunningEdition, nomination: Nomination, times: Times) -> Due | None:
    stage = edition.plan.workflow_of(nomination.category_key).stages[nomination.stage]
    return due_at(edition.plan, stage, times) if Trait.REVIEWING in stage.traits else None


def _is_of_now(edition: RunningEdition, assignment: Assignment, nomination: Nomination) -> bool:
    return assignment.round == edition.plan.round_at(nomination.category_key, nomination.stage)


def _line(
    edition: RunningEdition,
    row: Row,
    standing: Standing,
    due: Due | None,
    begun: frozenset[UUID],
    at: datetime,
) -> QueueLine:
    assignment, nomination, review = row
    is_of_now = _is_of_now(edition, assignment, nomination)
    state = _state(assignment, review, standing, is_of_now)
    to_write = state in (State.OPEN, State.DRAFT)
    is_in = state is State.SUBMITTED
    return QueueLine(
        assignment,
        nomination,
        review,
        state,
        may_discuss=is_in and allowed(Permission.DISCUSSION_WRITE, standing),
        may_revise=is_in and allowed(Permission.REVIEW_REVISE, standing),
        change_begun=review is not None and review.id in begun,
        time_left=time_left(due, at) if to_write else "",
        is_late=to_write and is_late(edition.plan, due, at),
        round=edition.plan.rounds.get(assignment.round),
    )


def _state(
    assignment: Assignment, review: Review | None, standing: Standing, is_of_now: bool
) -> State:
    if assignment.status == "declined":
        return State.DECLINED
    if not is_of_now:
        return State.CLOSED
    if standing.asleep and allowed(Permission.NOMINATION_READ, standing.awake):
        return State.ASLEEP
    if not allowed(Permission.NOMINATION_READ, standing):
        return State.WAITING if Trait.ASSIGNABLE in standing.traits else State.CLOSED
    if review is not None and review.submitted_at is not None:
        return State.SUBMITTED
    if Trait.REVIEWING not in standing.traits:
        return State.CLOSED
    return State.OPEN if review is None else State.DRAFT


def _order(line: QueueLine) -> tuple[int, str]:
    return list(State).index(line.state), line.nomination.reference
