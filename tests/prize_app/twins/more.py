"""One more of something in a world: a review, a conflict of interest, a draft."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from tests.prize_app.twins.worlds import Change


def _stranger(session: Session, nomination: UUID) -> Person:
    """Somebody who had nothing to do with anything."""
    row = session.get_one(Nomination, nomination)
    number = uuid5(nomination, "stranger")
    known = session.get(Person, number)
    if known is not None:
        return known
    person = Person(
        id=number, name="One More", email=f"{number}@people.example", institution="One",
        country="NP", themes=[], password_hash="", sign_in_epoch=0, created_at=row.created_at,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person


def one_more_review(nomination: UUID, *, by: UUID | None = None, round_key: str = "") -> Change:
    """A further reviewer, whose review is in: somebody nobody knew, if it is not said `by` whom."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        given = Assignment(
            id=uuid5(nomination, "assignment"), nomination_id=nomination,
            reviewer_id=by or _stranger(session, nomination).id, assigned_at=row.stage_since,
            round=round_key,
        )  # fmt: skip
        session.add(given)
        session.flush()
        session.add(
            Review(
                assignment_id=given.id, points={}, strengths="More", weaknesses="Less",
                saved_at=row.stage_since, submitted_at=row.stage_since,
            )
        )  # fmt: skip

    return change


def one_more_conflict(nomination: UUID) -> Change:
    """Somebody else is in conflict with it."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        session.add(
            ConflictOfInterest(
                nomination_id=nomination, person_id=_stranger(session, nomination).id,
                kind="kin", declared_at=row.stage_since,
            )
        )  # fmt: skip

    return change


def one_more_draft(nomination: UUID) -> Change:
    """Somebody else begins a nomination in the same category."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        editable = session.scalars(
            select(Nomination.stage).where(Nomination.submitted_at.is_(None))
        ).first()
        session.add(
            Nomination(
                id=uuid5(nomination, "draft"), edition_id=row.edition_id,
                plan_version_id=row.plan_version_id, category_key=row.category_key,
                reference=f"{row.reference}-more", answers={}, stage=editable or row.stage,
                nominator_id=_stranger(session, nomination).id, stage_since=row.created_at,
                created_at=row.created_at, updated_at=row.created_at,
            )
        )  # fmt: skip

    return change


def one_more_nomination(
    like: UUID, *, in_conflict: Iterable[UUID] = (), round_key: str = ""
) -> Change:
    """Somebody else has handed one in that stands where another one stands.

    Args:
        in_conflict: who must have nothing to do with it, and so not know of it.
    """

    def change(session: Session) -> None:
        row = session.get_one(Nomination, like)
        number = uuid5(like, "nomination")
        session.add(
            Nomination(
                id=number, edition_id=row.edition_id, plan_version_id=row.plan_version_id,
                category_key=row.category_key, reference=f"{row.reference}-more",
                answers=dict(row.answers), nominee_name="Somebody Else Entirely",
                nominee_email="somebody-else@example.org", nominee_country="PE",
                nominee_institution="Another Institute", theme=row.theme, stage=row.stage,
                consent=row.consent, nominator_id=_stranger(session, like).id,
                submitted_at=row.submitted_at, stage_since=row.stage_since,
                created_at=row.created_at, updated_at=row.updated_at,
            )
        )  # fmt: skip
        session.flush()
        for person in in_conflict:
            session.add(
                ConflictOfInterest(
                    nomination_id=number, person_id=person, kind="kin",
                    declared_at=row.stage_since,
                )
            )  # fmt: skip
        session.flush()
        one_more_review(number, round_key=round_key)(session)

    return change
