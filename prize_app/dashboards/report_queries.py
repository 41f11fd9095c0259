"""Everything that reports are made of, gathered in a constant number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.audit.queries import head_of
from prize_app.committee.firm import Seen, latest_rankings
from prize_app.committee.lines import Line, ranking_lines
from prize_app.committee.queries import Resolved, resolved
from prize_app.countries import country_name
from prize_app.db.aliases import Alias, alias_of_reviewer
from prize_app.db.audit import AuditEvent
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.nominations import Nomination, Screening
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.queries import handed_in
from prize_app.nominations.shown import Nominee, shown_nominee
from prize_app.nominations.standing import standings
from prize_app.nominations.veil import Veil, veil_of
from workflows.aliases import alias_words
from workflows.blindness import Sight, sight
from workflows.policy import Permission, Standing, allowed


@dataclass(frozen=True, slots=True)
class CountedReview:
    """A review that counts: handed in, by a reviewer who is assigned and has no conflict."""

    reviewer: str
    alias: str
    points: Mapping[str, int | None]
    id: UUID
    strengths: str
    weaknesses: str
    submitted_at: datetime
    round: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reviews have come, in numbers of assignments."""

    asked: int
    standing: int
    begun: int
    handed_in: int


@dataclass(frozen=True, slots=True)
class Material:
    """An edition as one viewer may know it.

    Drafts, and nominations with which the viewer has a conflict of interest, are in no part of it.
    Mappings are by the nomination's id; `findings` is condition key -> verdict of the latest
    screening, `honoured` the laureate with the certificate's serial, if it is issued and valid.
    `rankings` are by category, each the latest.
    """

    edition: RunningEdition
    nominations: Sequence[Nomination]
    standings: Mapping[UUID, Standing]
    nominators: Mapping[UUID, str]
    reviews: Mapping[UUID, Sequence[CountedReview]]
    progress: Progress
    lines: Mapping[UUID, Line]
    rankings: Mapping[str, Seen]
    decisions: Mapping[UUID, Sequence[Resolved]]
    findings: Mapping[UUID, Mapping[str, str]]
    honoured: Mapping[UUID, tuple[Laureate, str | None]]
    audit_head: str
    ways: Mapping[UUID, Sequence[AuditEvent]]
    sights: Mapping[UUID, Sight]
    veil: Veil
    nominees: Mapping[UUID, Nominee]

    def country_of(self, nomination: Nomination) -> str:
        """The nominee's country in words, empty where there is none or it is hidden."""
        code = self.nominees[nomination.id].country
        return country_name(code) if code else ""

    def visible(self, permission: Permission) -> list[Nomination]:
        """Nominations for which the viewer has a permission, in the order of their references."""
        return [n for n in self.nominations if allowed(permission, self.standings[n.id])]


def gather(session: Session, actor: Actor, edition: RunningEdition) -> Material:
    """Read it all: eighteen statements and a few for what is hidden, however many nominations."""
    wanted = handed_in(edition.id, actor.id).order_by(Nomination.reference)
    nominations = session.scalars(wanted).all()
    ids = [n.id for n in nominations]
    reviews, progress = _reviews(session, ids)
    head = head_of(session, edition.id)
    stood = standings(session, actor, edition, nominations)
    sights = {key: sight(edition.plan, standing) for key, standing in stood.items()}
    return Material(
        edition=edition,
        nominations=nominations,
        standings=stood,
        nominators=_nominators(session, ids),
        reviews=reviews,
        progress=progress,
        lines=ranking_lines(session, ids, viewer_id=actor.id),
        rankings=latest_rankings(session, edition.id, actor),
        decisions=resolved(session, ids, sights),
        findings=_findings(session, ids),
        honoured=_honoured(session, ids),
        audit_head=head.hash if head else "",
        ways=_ways(session, edition.id, ids),
        sights=sights,
        veil=veil_of(session, ids),
        nominees={n.id: shown_nominee(n, sights[n.id]) for n in nominations},
    )


def _nominators(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    rows = session.execute(
        select(Nomination.id, Person.name)
        .join(Person, Person.id == Nomination.nominator_id)
        .where(Nomination.id.in_(ids))
    )
    return {nomination_id: name for nomination_id, name in rows}


def _reviews(
    session: Session, ids: Sequence[UUID]
) -> tuple[Mapping[UUID, Sequence[CountedReview]], Progress]:
    rows = session.execute(
        select(
            Assignment.nomination_id,
            Assignment.status,
            Review,
            Person.name,
            Alias.number,
            Assignment.round,
        )
        .join(Person, Person.id == Assignment.reviewer_id)
        .join(Alias, alias_of_reviewer())
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(Assignment.nomination_id.in_(ids), ConflictOfInterest.id.is_(None))
        .order_by(Alias.number)
    ).all()
    counted: dict[UUID, list[CountedReview]] = defaultdict(list)
    standing = [row for row in rows if row.status == "assigned"]
    for nomination_id, _, review, name, number, round_key in standing:
        if review is not None and review.submitted_at is not None:
            counted[nomination_id].append(
                CountedReview(
                    name,
                    alias_words(number, "en"),
                    review.points,
                    review.id,
                    review.strengths,
                    review.weaknesses,
                    review.submitted_at,
                    round_key,
                )
            )
    begun = sum(row.Review is not None for row in standing)
    submitted = sum(len(reviews) for reviews in counted.values())
    return counted, Progress(len(rows), len(standing), begun, submitted)


def _findings(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, str]]:
    rows = session.execute(
        select(Screening.nomination_id, Screening.findings)
        .where(Screening.nomination_id.in_(ids))
        .order_by(Screening.screened_at)
    )
    return {
        nomination_id: {finding["condition"]: finding["verdict"] for finding in findings}
        for nomination_id, findings in rows
    }


def _ways(
    session: Session, edition_id: UUID, ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[AuditEvent]]:
    """Nomination -> the events that may have moved it, in their order."""
    wanted = select(AuditEvent).where(
        AuditEvent.edition_id == edition_id,
        AuditEvent.subject_id.in_(ids),
        AuditEvent.event.like("nomination:%"),
    )
    found: dict[UUID, list[AuditEvent]] = defaultdict(list)
    for event in session.scalars(wanted.order_by(AuditEvent.number)):
        if event.subject_id is not None and "to" in event.facts:
            found[event.subject_id].append(event)
    return found


def _honoured(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, tuple[Laureate, str | None]]:
    rows = session.execute(
        select(Laureate, Certificate.serial)
        .outerjoin(
            Certificate,
            (Certificate.laureate_id == Laureate.id) & Certificate.revoked_at.is_(None),
        )
        .where(Laureate.nomination_id.in_(ids))
    )
    return {laureate.nomination_id: (laureate, serial) for laureate, serial in rows}


def reviewers_of(session: Session, edition_id: UUID) -> set[UUID]:
    """Everybody who was ever given a nomination of the edition to review."""
    return set(
        session.scalars(
            select(Assignment.reviewer_id)
            .join(Nomination, Nomination.id == Assignment.nomination_id)
            .where(Nomination.edition_id == edition_id)
            .distinct()
        )
    )
