"""What reviewers and the office wrote about nominations, as far as others read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from prize_app.db.audit import AuditEvent
from prize_app.db.people import Person
from prize_app.db.reviews import (
    Assignment,
    ConflictOfInterest,
    Review,
    ReviewRemark,
    ReviewVersion,
)
from prize_app.editions.queries import RunningEdition
from prize_app.nominations import veil as places
from prize_app.phrases import day_words
from workflows.leaks import Passage, Written


@dataclass(frozen=True, slots=True)
class Words:
    """One text and who reads such a text."""

    written: Written
    passage: Passage


def words_on(
    session: Session, edition: RunningEdition, ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[Words]]:
    """Nomination -> what was written about it: four statements.

    Drafts, and what somebody in conflict wrote, are read by nobody and left out.
    """
    found: dict[UUID, list[Words]] = defaultdict(list)
    parts = (_reviews(session, edition, ids), _changes(session, ids), _remarks(session, ids),
             _reasons(session, ids))  # fmt: skip
    for part in parts:
        for nomination_id, words in part:
            if words.passage.text.strip():
                found[nomination_id].append(words)
    return found


Found = Iterator[tuple[UUID, Words]]


Ids = InstrumentedAttribute[UUID]


def _is_impartial(person_id: Ids, nomination_id: Ids) -> ColumnElement[bool]:
    return ~exists().where(
        ConflictOfInterest.person_id == person_id,
        ConflictOfInterest.nomination_id == nomination_id,
    )


def _reviews(session: Session, edition: RunningEdition, ids: Sequence[UUID]) -> Found:
    rows = session.execute(
        select(Assignment, Review, Person.name)
        .join(Review, Review.assignment_id == Assignment.id)
        .join(Person, Person.id == Assignment.reviewer_id)
        .where(
            Assignment.nomination_id.in_(ids),
            Assignment.status == "assigned",
            Review.submitted_at.is_not(None),
            _is_impartial(Assignment.reviewer_id, Assignment.nomination_id),
        )
        .order_by(Assignment.id)
    )
    criteria = {
        key: criterion.label["en"]
        for rubric in edition.plan.rubrics.values()
        for key, criterion in rubric.criteria.items()
    }
    for given, review, name in rows:
        texts = {"strengths": review.strengths, "weaknesses": review.weaknesses}
        texts |= {f"reason:{key}": words for key, words in review.reasons.items()}
        for part, text in texts.items():
            label = f"Review by {name}, {criteria.get(part.removeprefix('reason:'), part)}"
            passage = Passage(places.of_review(review.id, part), label, text)
            yield given.nomination_id, Words(Written.REVIEW, passage)


def _changes(session: Session, ids: Sequence[UUID]) -> Found:
    rows = session.execute(
        select(Assignment.nomination_id, ReviewVersion, Person.name)
        .join(Review, Review.id == ReviewVersion.review_id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Person, Person.id == Assignment.reviewer_id)
        .where(
            Assignment.nomination_id.in_(ids),
            Assignment.status == "assigned",
            ReviewVersion.number > 1,
            _is_impartial(Assignment.reviewer_id, Assignment.nomination_id),
        )
        .order_by(ReviewVersion.handed_in_at, ReviewVersion.id)
    )
    for nomination_id, version, name in rows:
        label = f"Review by {name}, why it was changed"
        passage = Passage(places.of_change(version.id), label, version.change_reason)
        yield nomination_id, Words(Written.REMARK, passage)


def _remarks(session: Session, ids: Sequence[UUID]) -> Found:
    rows = session.execute(
        select(ReviewRemark, Person.name)
        .join(Person, Person.id == ReviewRemark.person_id)
        .where(
            ReviewRemark.nomination_id.in_(ids),
            _is_impartial(ReviewRemark.person_id, ReviewRemark.nomination_id),
        )
        .order_by(ReviewRemark.written_at, ReviewRemark.id)
    )
    for remark, name in rows:
        passage = Passage(places.of_remark(remark.id), f"Remark by {name}", remark.words)
        yield remark.nomination_id, Words(Written.REMARK, passage)


def _reasons(session: Session, ids: Sequence[UUID]) -> Found:
    rows = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_id.in_(ids), AuditEvent.event.like("nomination:%"))
        .order_by(AuditEvent.number)
    )
    for event in rows:
        if event.subject_id is not None and "to" in event.facts:
            label = f"Reason for a step on {day_words(event.at)}"
            text = str(event.facts.get("reason") or "")
            passage = Passage(places.of_reason(event.subject_id, text), label, text)
            yield event.subject_id, Words(Written.REASON, passage)
