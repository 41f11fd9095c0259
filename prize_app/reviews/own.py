"""One of a reviewer's own assignments: seeing it, and holding it to act on it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, Review
from prize_app.editions.queries import edition_by_id, lock_edition
from prize_app.nominations.own_form import form_plan
from prize_app.nominations.standing import Seen, standings
from prize_app.reviews import queries
from workflows.errors import NotFound
from workflows.plan.rounds import ReviewRound, Scoring


def compared_by(round_: ReviewRound | None) -> str:
    """The way of scoring of a round without points; nothing where there are points."""
    if round_ is None or round_.scoring is Scoring.POINTS:
        return ""
    return str(round_.scoring)


@dataclass(frozen=True, slots=True)
class Mine:
    """An assignment of the actor, with the nomination as a reviewer stands to it."""

    assignment: Assignment
    seen: Seen
    review: Review | None

    @property
    def is_of_now(self) -> bool:
        """Whether the nomination stands in the round of review that the assignment is of."""
        return self.assignment.round == (self.seen.stage.round or "")

    @property
    def together(self) -> str:
        """How nominations of its round are compared with each other; nothing where by points."""
        return compared_by(self.seen.edition.plan.round_named(self.assignment.round))

    @property
    def is_submitted(self) -> bool:
        """Whether the review is in."""
        return self.review is not None and self.review.submitted_at is not None


def see_own(session: Session, actor: Actor, assignment_id: UUID, *, to_write: bool = False) -> Mine:
    """An assignment that is the actor's and has not ended.

    `to_write` locks it, so that two windows of one person write one after the other.

    Raises:
        NotFound: there is none, it is another's, it has ended, or a conflict of interest is known.
    """
    assignment = session.get(Assignment, assignment_id, with_for_update=to_write)
    if assignment is None or (assignment.reviewer_id, assignment.status) != (actor.id, "assigned"):
        raise NotFound
    nomination = session.get_one(Nomination, assignment.nomination_id)
    edition = edition_by_id(session, nomination.edition_id)
    standing = standings(session, actor, edition, [nomination])[nomination.id]
    if not standing.is_impartial:
        raise NotFound
    seen = Seen(nomination, edition, standing, form_plan(session, nomination))
    return Mine(assignment, seen, queries.find_review(session, assignment_id))


def hold_own(session: Session, actor: Actor, assignment_id: UUID) -> Mine:
    """The same to hand in, change or give back, with nobody else acting in the edition meanwhile.

    The edition is locked before the assignment, as everybody does: nobody waits in a circle.

    Raises:
        NotFound: as `see_own`.
    """
    lock_edition(session, see_own(session, actor, assignment_id).seen.edition.id)
    return see_own(session, actor, assignment_id, to_write=True)
