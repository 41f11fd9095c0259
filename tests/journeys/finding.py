"""Looking up in an instance what stands where, for tests that need something in a certain state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from prize_app.db.committee import BallotRound, Participation
from prize_app.db.editions import Edition, Grant, RegisteredOrganization
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, Review
from prize_app.db.session import Database


@dataclass(frozen=True, slots=True)
class Found:
    """A path, and the e-mail address of whoever it belongs to."""

    path: str
    email: str

    @property
    def key(self) -> str:
        """The id that stands at the end of the path."""
        return self.path.rsplit("/", 1)[-1]


class Instance:
    """Reads the database of a served instance; it never writes."""

    def __init__(self, folder: Path) -> None:
        self._url = f"sqlite:///{folder}/prize.sqlite3"

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        database = Database(self._url)
        with database.reading() as session:
            yield session
        database.dispose()

    def nominations(self, stage: str, slug: str = "under-way", category: str = "") -> list[Found]:
        """The nominations at a stage, with their nominators."""
        wanted = (
            select(Nomination.id, Person.email)
            .join(Person, Person.id == Nomination.nominator_id)
            .join(Edition, Edition.id == Nomination.edition_id)
            .where(Nomination.stage == stage, Edition.slug == slug)
            .order_by(Nomination.reference)
        )
        if category:
            wanted = wanted.where(Nomination.category_key == category)
        with self._reading() as session:
            return [Found(f"/nominations/{n}", email) for n, email in session.execute(wanted)]

    def unwritten_reviews(self) -> list[Found]:
        """Reviews that can be written now and are not begun, with their reviewers."""
        return self._reviews(Review.id.is_(None))

    def begun_reviews(self) -> list[Found]:
        """Reviews that are begun and not in, with their reviewers."""
        return self._reviews(Review.id.is_not(None) & Review.submitted_at.is_(None))

    def handed_in_reviews(self) -> list[Found]:
        """Reviews that are in and can still be changed, with their reviewers."""
        return self._reviews(Review.submitted_at.is_not(None))

    def _reviews(self, standing: ColumnElement[bool]) -> list[Found]:
        wanted = (
            select(Assignment.id, Person.email)
            .join(Person, Person.id == Assignment.reviewer_id)
            .join(Nomination, Nomination.id == Assignment.nomination_id)
            .outerjoin(Review, Review.assignment_id == Assignment.id)
            .where(
                Assignment.status == "assigned",
                Nomination.stage == "in-review",
                standing,
            )
            .order_by(Assignment.id)
        )
        with self._reading() as session:
            return [Found(f"/reviews/{a}", email) for a, email in session.execute(wanted)]

    def open_ballot(self) -> tuple[str, Sequence[str]]:
        """The path of an open ballot, and the e-mail addresses of those who can still vote."""
        with self._reading() as session:
            round_ = session.scalars(
                select(BallotRound).where(BallotRound.closed_at.is_(None))
            ).one()
            voted = select(Participation.person_id).where(Participation.round_id == round_.id)
            waiting = session.scalars(
                select(Person.email)
                .join(Grant, Grant.person_id == Person.id)
                .where(
                    Grant.edition_id == round_.edition_id,
                    Grant.role == "committee",
                    Person.id.not_in(voted),
                )
                .order_by(Person.email)
            ).all()
            return f"/ballots/{round_.id}", waiting

    def any_ids(self) -> dict[str, str]:
        """Something for each kind of id that an address can have."""
        one = select(Nomination.id).where(Nomination.stage == "in-review")
        one = one.order_by(Nomination.reference).limit(1)
        tables = {
            "nomination_id": one,
            "attachment_id": select(Attachment.id).where(
                Attachment.nomination_id == one.scalar_subquery()
            ),
            "assignment_id": select(Assignment.id).where(
                Assignment.nomination_id == one.scalar_subquery(), Assignment.status == "assigned"
            ),
            "round_id": select(BallotRound.id).where(BallotRound.closed_at.is_(None)),
            "person_id": select(Assignment.reviewer_id).where(
                Assignment.nomination_id == one.scalar_subquery(), Assignment.status == "assigned"
            ),
            "grant_id": select(Grant.id).where(Grant.role == "observer"),
            "certificate_id": select(Certificate.id),
            "notice_id": select(Notice.id),
            "organization_id": select(RegisteredOrganization.id),
            "check_code": select(Certificate.check_code),
            "version_id": select(Edition.plan_version_id).where(Edition.slug == "under-way"),
        }
        with self._reading() as session:
            return {key: str(session.scalars(q.limit(1)).one()) for key, q in tables.items()}

    def unrelated(self, emails: Sequence[str]) -> str:
        """The first of these people who has no part in what `any_ids` names."""
        ids = self.any_ids()
        nomination, certificate = UUID(ids["nomination_id"]), UUID(ids["certificate_id"])
        honoured = (
            select(Laureate.nomination_id)
            .join(Certificate, Certificate.laureate_id == Laureate.id)
            .where(Certificate.id == certificate)
        )
        nominators = select(Nomination.nominator_id).where(
            (Nomination.id == nomination) | Nomination.id.in_(honoured)
        )
        reviewers = select(Assignment.reviewer_id).where(Assignment.nomination_id == nomination)
        with self._reading() as session:
            related = {*session.scalars(nominators), *session.scalars(reviewers)}
            known = {p.email: p.id for p in session.scalars(select(Person))}
        return next(email for email in emails if known[email] not in related)
