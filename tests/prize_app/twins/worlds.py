"""Two databases that differ only in what one person may not see."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Config
from prize_app import create_app, migrating
from prize_app.actors import Actor
from prize_app.clock import now
from prize_app.committee.analysis import analysed, read
from prize_app.db.committee import Decision, Ranking, RankingLine
from prize_app.db.conflicts import SamePerson
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant, PlanVersion
from prize_app.db.nominations import Attachment, Nomination, NominationVersion
from prize_app.db.people import Person
from prize_app.db.plans import Amendment, PlanDraft
from prize_app.db.reviewers import ServiceCertificate
from prize_app.db.reviews import (
    Assignment,
    ConflictOfInterest,
    Review,
    ReviewRemark,
    ReviewVersion,
)
from prize_app.demonstration import loading
from prize_app.editions.queries import edition_by_id, get_edition
from prize_app.reviewers import thanks
from tests.prize_app.amending.drafting import replaced, with_stage_renamed
from tests.prize_app.twins.questions import notice
from workflows.plan.evaluation import Role, Stage
from workflows.plan.forms import Words

Change = Callable[[Session], None]


@dataclass(frozen=True)
class Instance:
    """An installation in a folder of its own."""

    app: Flask
    folder: Path

    def writing(self):
        """A transaction in its database."""
        return self.app.extensions["database"].transaction()

    def reading(self):
        """A session that cannot write."""
        return self.app.extensions["database"].reading()


class _Compiled(BytecodeCache):
    """Templates in the memory of the process: compiled once for all worlds."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


def install(folder: Path, *, demonstration: bool = True) -> Instance:
    """Open the installation in a folder; its database must be there."""
    url = f"sqlite:///{folder}/prize.sqlite3"
    app = create_app(
        Config(secret_key="x" * 40, instance=folder, database_url=url, demonstration=demonstration)
    )
    app.config["WTF_CSRF_ENABLED"] = False  # its tokens are random
    app.jinja_env.bytecode_cache = COMPILED
    notice(app)
    return Instance(app, folder)


def load_first(folder: Path) -> Instance:
    """The demonstration, from which the twins are copied."""
    migrating.upgrade(f"sqlite:///{folder}/prize.sqlite3")
    first = install(folder)
    loading.load(first.app, lambda said: None)
    with first.writing() as session:
        amending(session)
        ask_for_time(session)
        thank_one(session)
        find_one_person(session)
    return first


def amending(session: Session) -> None:
    """A draft of a plan under which many verdicts change, and an amendment that changed all."""
    edition = get_edition(session, "under-way")
    person = holder(session, Role.SECRETARIAT.value)
    version = session.get_one(PlanVersion, edition.published.id)
    source = with_stage_renamed(version.source, "in-review", "at-review")
    source = replaced(source, ("years = 45", "years = 30"), ("fewest = 2", "fewest = 3"))
    at = edition.row.created_at
    wanted = select(Nomination.id).where(Nomination.edition_id == edition.id)
    verdicts = [
        {"nomination": str(key), "before": "holds", "after": "unknown", "conditions": []}
        for key in session.scalars(wanted.order_by(Nomination.reference))
    ]
    session.add_all([
        PlanDraft(
            edition_id=edition.id, base_version_id=version.id, source=source,
            mapping={"standard": {"in-review": "at-review"}}, begun_by=person.id, begun_at=at,
            changed_by=person.id, changed_at=at,
        ),
        Amendment(
            edition_id=edition.id, from_version_id=version.id, to_version_id=version.id, number=1,
            content_hash="0" * 64, verdicts=verdicts, moved=len(verdicts), taken_at=at,
        ),
    ])  # fmt: skip


def ask_for_time(session: Session) -> None:
    """The nominator of every nomination, and one reviewer of it, have asked for more time."""
    at = now()
    assigned = dict(session.execute(select(Assignment.nomination_id, Assignment.reviewer_id)).all())
    for row in session.scalars(select(Nomination)):
        asking = [("hand-in", "corrections-close", row.nominator_id)]
        if row.id in assigned:
            asking.append(("review", "reviews-due", assigned[row.id]))
        for debt, key, person_id in asking:
            session.add(
                Extension(
                    edition_id=row.edition_id, deadline_key=key, debt=debt, person_id=person_id,
                    nomination_id=row.id, asked_by=person_id, asked_at=at, reason="The archive.",
                    asked_until=at + timedelta(days=30), until=at + timedelta(days=30),
                )
            )  # fmt: skip


def thank_one(session: Session) -> None:
    """One reviewer has a certificate of service."""
    person = holder(session, Role.SECRETARIAT.value)
    thanks.thank(session, Actor(person.id, person.name, person.email), "under-way", now=now())
    session.flush()
    _, *others = session.scalars(select(ServiceCertificate).order_by(ServiceCertificate.serial))
    for row in others:
        session.delete(row)


def find_one_person(session: Session) -> None:
    """The last two reviewers were found to be one person."""
    wanted = (
        select(Person).join(Grant, Grant.person_id == Person.id).where(Grant.role == "reviewer")
    )
    people = session.scalars(wanted.order_by(Person.email.desc())).unique().all()
    one, other = sorted({person.id for person in people[:4]}, key=str)[:2]
    session.add(
        SamePerson(
            one_id=one, other_id=other, is_same=True, fingerprint="0", reason="They said so.",
            decided_at=now(),
        )
    )  # fmt: skip


def twin_of(
    first: Instance, folder: Path, *changes: Change, demonstration: bool = True
) -> Instance:
    """A copy of an installation to which some changes were made behind everybody's back."""
    first.app.extensions["database"].dispose()
    shutil.copytree(first.folder, folder)
    copy = install(folder, demonstration=demonstration)
    with copy.writing() as session:
        for change in changes:
            change(session)
    return copy


def recused(person: UUID, nomination: UUID) -> Change:
    """A conflict of interest, and the end of the person's own review if there was one."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        session.add(
            ConflictOfInterest(
                nomination_id=nomination, person_id=person, kind="kin", declared_at=row.stage_since
            )
        )
        for given in session.scalars(
            select(Assignment).where(
                Assignment.nomination_id == nomination, Assignment.reviewer_id == person
            )
        ):
            given.status = "recused"

    return change


def taken_back(person: UUID, nomination: UUID) -> Change:
    """A reviewer's own review is a draft again."""

    def change(session: Session) -> None:
        for review in session.scalars(
            select(Review)
            .join(Assignment, Assignment.id == Review.assignment_id)
            .where(Assignment.nomination_id == nomination, Assignment.reviewer_id == person)
        ):
            review.submitted_at = None

    return change


def other_content(nomination: UUID, *, but: Set[str] = frozenset()) -> Change:
    """Another nominee, another dossier, other reviews, another place in the ranking.

    Args:
        but: what stays: `theme`, or keys of answers.
    """

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        row.nominee_name, row.nominee_original_name = "Somebody Else Entirely", "Кто-то другой"
        row.nominee_email, row.nominee_country = "somebody-else@example.org", "PE"
        row.nominee_institution = "Another Institute"
        row.theme = row.theme if "theme" in but else ""
        other = {"citation": "For something else", "summary": "Another life"}
        row.answers = row.answers | {key: value for key, value in other.items() if key not in but}
        for version in session.scalars(
            select(NominationVersion).where(NominationVersion.nomination_id == nomination)
        ):
            version.answers = row.answers
        for file in session.scalars(
            select(Attachment).where(Attachment.nomination_id == nomination)
        ):
            file.file_name, file.pages = "another.pdf", file.pages + 1
        other_reviews(nomination)(session)
        other_place(nomination)(session)
        for extension in session.scalars(
            select(Extension).where(Extension.nomination_id == nomination)
        ):
            extension.reason = "Another reason"
        for decision in session.scalars(
            select(Decision).where(Decision.nomination_id == nomination)
        ):
            decision.reasons, decision.citation = "Other reasons", {"en": "Another citation"}

    return change


def other_reviews(nomination: UUID, *, but_of: UUID | None = None) -> Change:
    """Other points and words in every review of a nomination, but for those of one reviewer."""

    def change(session: Session) -> None:
        for extension in session.scalars(
            select(Extension).where(
                Extension.nomination_id == nomination,
                Extension.debt == "review",
                Extension.person_id != (but_of or nomination),
            )
        ):
            extension.reason = "A reviewer's other reason"
        for review in session.scalars(
            select(Review)
            .join(Assignment, Assignment.id == Review.assignment_id)
            .where(
                Assignment.nomination_id == nomination,
                Assignment.reviewer_id.is_distinct_from(but_of),
            )
        ):
            review.points = {key: 1 for key in review.points}
            review.strengths, review.weaknesses = "Other strengths", "Other weaknesses"
            review.reasons, review.confidence = {key: "Otherwise" for key in review.points}, 1
            _other_versions(session, review)
        for remark in session.scalars(
            select(ReviewRemark).where(
                ReviewRemark.nomination_id == nomination,
                ReviewRemark.person_id.is_distinct_from(but_of),
            )
        ):
            remark.words = "Something else was said"

    return change


def _other_versions(session: Session, review: Review) -> None:
    """What was in at first was something else, too, and the change has another reason."""
    for version in session.scalars(
        select(ReviewVersion).where(ReviewVersion.review_id == review.id)
    ):
        version.points = {key: 2 for key in version.points}
        version.change_reason = "Another reason to change" if version.number > 1 else ""


def other_place(nomination: UUID) -> Change:
    """In every ranking it was in: the last place with no points if it was not last, else the first.

    The others move up or down as they would have.
    """

    def change(session: Session) -> None:
        for ranking in session.scalars(
            select(Ranking)
            .join(RankingLine, RankingLine.ranking_id == Ranking.id)
            .where(RankingLine.nomination_id == nomination)
        ):
            lines = session.scalars(
                select(RankingLine).where(RankingLine.ranking_id == ranking.id)
            ).all()
            own = next(line for line in lines if line.nomination_id == nomination)
            others = [line for line in lines if line is not own and line.place is not None]
            if own.place is None or not others:
                continue
            is_last = all(line.place < own.place for line in others)
            own.mean_points = 100 if is_last else 0
            for line in others:
                line.place += is_last if line.place < own.place else -(not is_last)
            own.place = 1 if is_last else len(others) + 1
            other_analysis(session, ranking, nomination, 100 if is_last else 0)

    return change


def other_analysis(session: Session, ranking: Ranking, nomination: UUID, points: int) -> None:
    """What calibration would have said, had the nomination got so many points from everybody."""
    inputs = json.loads(json.dumps(ranking.inputs))
    reference = session.get_one(Nomination, nomination).reference
    for review in inputs["document"]["reviews"]:
        if review["nomination"] == reference:
            review["points"] = dict.fromkeys(review["points"], float(points))
    inputs["means"][reference] = str(points)
    ranking.inputs, ranking.analysis = inputs, analysed(inputs)
    found = read(ranking.analysis)
    for line, own in session.execute(
        select(RankingLine, Nomination.reference)
        .join(Nomination, Nomination.id == RankingLine.nomination_id)
        .where(RankingLine.ranking_id == ranking.id)
    ):
        figures = found.figures[own]
        line.merit, line.low, line.high = figures.merit, figures.low, figures.high


def other_inner_stage(nomination: UUID) -> Change:
    """Another stage that the plan calls by the same public name."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        plan = edition_by_id(session, row.edition_id).plan
        stages = plan.workflow_of(row.category_key).stages
        alike = [
            stage.key
            for stage in stages.values()
            if _public(stage) == _public(stages[row.stage]) and stage.key != row.stage
        ]
        row.stage = alike[0] if alike else row.stage

    return change


def _public(stage: Stage) -> Words:
    return stage.public_label or stage.label


def holder(session: Session, role: str) -> Person:
    """Somebody who holds a role in the edition under way, always the same."""
    wanted = select(Person).join(Grant, Grant.person_id == Person.id).where(Grant.role == role)
    return session.scalars(wanted.order_by(Person.email)).first()
