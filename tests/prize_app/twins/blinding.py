"""Changes of a world around blindness: a plan that hides, and what it hides."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.clock import now
from prize_app.db.editions import PlanVersion
from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, Review
from prize_app.editions.queries import edition_by_id, get_edition
from prize_app.plans import plan_by_id
from tests.prize_app.twins.worlds import Change
from workflows.calendar import due_at
from workflows.plan.evaluation import Trait
from workflows.plan.forms import Means
from workflows.plan.loading import content_hash


def blind(whom: str) -> Change:
    """The edition goes over to a plan that hides nominee, institution and country from somebody."""

    def change(session: Session) -> None:
        edition = get_edition(session, "under-way")
        version = session.get_one(PlanVersion, edition.published.id)
        version_id = uuid5(version.id, whom)  # plans are read once a process
        source = version.source + (
            "\n[blindness.twin]\n"
            'label = { en = "Blind", zh = "匿名" }\n'
            f"whom = {whom}\n"
            'names = ["nominee", "nominator", "institution", "country"]\n'
        )
        session.add(
            PlanVersion(
                id=version_id, content_hash=content_hash(source), source=source,
                published_at=version.published_at,
            )
        )  # fmt: skip
        session.flush()
        edition.row.plan_version_id = version_id

    return change


def in_review(nomination: UUID) -> Change:
    """Back among those for which reviews are written."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        workflow = edition_by_id(session, row.edition_id).plan.workflow_of(row.category_key)
        row.stage = min(workflow.stages_with(Trait.REVIEWING))

    return change


def review_owed(nomination: UUID, reviewer: UUID) -> Change:
    """It is in review two days before the deadline, and this reviewer's review is not in."""

    def change(session: Session) -> None:
        in_review(nomination)(session)
        row = session.get_one(Nomination, nomination)
        edition = edition_by_id(session, row.edition_id)
        stage = edition.plan.workflow_of(row.category_key).stages[row.stage]
        due = due_at(edition.plan, stage)
        ahead = due.at - timedelta(days=2) + timedelta(minutes=1) - now()
        edition.row.clock_shift_seconds = int(ahead.total_seconds())
        for review in session.scalars(
            select(Review)
            .join(Assignment, Assignment.id == Review.assignment_id)
            .where(Assignment.nomination_id == nomination, Assignment.reviewer_id == reviewer)
        ):
            review.submitted_at = None

    return change


def other_nominee(nomination: UUID) -> Change:
    """Only who is nominated, by whom, from where, and what the files are called."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        form = plan_by_id(session, row.plan_version_id).plan.form_of(row.category_key)
        answers = dict(row.answers)
        for means, text in OTHER.items():
            field = form.field_that_means(means)
            if field is not None:
                answers[field.key] = text
        row.answers = answers
        row.nominee_name, row.nominee_original_name = "Somebody Else Entirely", "Кто-то другой"
        row.nominee_email, row.nominee_country = "somebody-else@example.org", "PE"
        row.nominee_institution, row.nominee_language = "Another Institute", "ru"
        for file in session.scalars(
            select(Attachment).where(Attachment.nomination_id == nomination)
        ):
            file.file_name = "Somebody Else.pdf"
        nominator = session.get_one(Person, row.nominator_id)
        nominator.name, nominator.institution = "Another Nominator", "Another Academy"

    return change


OTHER = {
    Means.NOMINEE_NAME: "Somebody Else Entirely",
    Means.NOMINEE_ORIGINAL_NAME: "Кто-то другой",
    Means.NOMINEE_LANGUAGE: "ru",
    Means.NOMINEE_EMAIL: "somebody-else@example.org",
    Means.NOMINEE_COUNTRY: "PE",
    Means.NOMINEE_INSTITUTION: "Another Institute",
}
