"""What one person compares with each other: all that was given to them in a round of a category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, Review
from prize_app.editions.queries import RunningEdition
from prize_app.editions.recording import append_event
from prize_app.nominations.standing import standings
from prize_app.reviews.own import Mine, hold_own, see_own
from prize_app.reviews.queries import own_assignments
from workflows.errors import NotFound
from workflows.plan.rounds import ReviewRound, Scoring
from workflows.policy import Permission, allowed


@dataclass(frozen=True, slots=True)
class Given:
    """One nomination that somebody compares."""

    assignment: Assignment
    nomination: Nomination
    review: Review | None

    @property
    def is_done(self) -> bool:
        """Whether what was handed in covers it."""
        return self.review is not None and self.review.submitted_at is not None


@dataclass(frozen=True, slots=True)
class Field:
    """All of them, by reference; only such as can be read and reviewed now."""

    mine: Mine
    round: ReviewRound
    given: Sequence[Given]

    @property
    def edition(self) -> RunningEdition:
        """The edition."""
        return self.mine.seen.edition

    @property
    def category_key(self) -> str:
        """The category."""
        return self.mine.seen.nomination.category_key

    @property
    def names(self) -> list[str]:
        """The ids as the engine has them."""
        return [str(each.nomination.id) for each in self.given]

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is open any more."""
        return all(each.is_done for each in self.given)


def see_field(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    scoring: Scoring,
    *,
    to_write: bool = False,
) -> Field:
    """The field to which an assignment of the actor belongs

    Raises:
        NotFound: no such assignment of the actor, its round is scored otherwise, or is not open.
    """
    mine = (hold_own if to_write else see_own)(session, actor, assignment_id)
    edition, round_key = mine.seen.edition, mine.assignment.round
    round_ = edition.plan.rounds.get(round_key)
    if round_ is None or round_.scoring is not scoring or not mine.is_of_now:
        raise NotFound
    category_key = mine.seen.nomination.category_key
    rows = [
        row
        for row in own_assignments(session, actor.id)
        if (row[0].round, row[0].status) == (round_key, "assigned")
        and (row[1].edition_id, row[1].category_key) == (edition.id, category_key)
        and edition.plan.round_at(category_key, row[1].stage) == round_key
    ]
    stood = standings(session, actor, edition, [nomination for _, nomination, _ in rows])
    given = [Given(*row) for row in rows if allowed(Permission.REVIEW_WRITE, stood[row[1].id])]
    if assignment_id not in {each.assignment.id for each in given}:
        raise NotFound
    return Field(mine, round_, given)


def hand_in(session: Session, actor: Actor, field: Field, *, at: datetime) -> None:
    """Count everything in the field as reviewed: guards, queues and reminders look at reviews."""
    for each in field.given:
        review = each.review
        if review is None:
            review = Review(assignment_id=each.assignment.id, points={})
            session.add(review)
        if review.submitted_at is None:
            review.saved_at = review.submitted_at = at
    session.flush()


def note_order(session: Session, actor: Actor, field: Field, number: int, *, now: datetime) -> None:
    """Append that an order is in. It is not said how it goes."""
    append_event(
        session,
        field.edition,
        "review:submit-order",
        actor_id=actor.id,
        subject_id=field.edition.id,
        facts={"category": field.category_key, "round": field.round.key, "nominations": number},
        now=now,
    )
