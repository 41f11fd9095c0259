"""Telling people about steps: nominators of each nomination, reviewers once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.nominations.moving import Taken
from prize_app.notices import service as notices
from workflows.plan.evaluation import Ask, Role


def tell(session: Session, taken: Sequence[Taken]) -> None:
    """Write the letters that the action of these steps asks for."""
    notified = taken[0].step.action.notifies
    if Role.NOMINATOR in notified:
        _tell_nominators(session, taken)
    if Role.REVIEWER in notified:
        _tell_reviewers(session, taken)


def _tell_nominators(session: Session, taken: Sequence[Taken]) -> None:
    people = _people(session, {one.nomination.nominator_id for one in taken})
    for one in taken:
        person = people[one.nomination.nominator_id]
        plan = one.edition.plan
        stage = plan.workflow_of(one.nomination.category_key).stages[one.step.target]
        is_message = Ask.MESSAGE in one.step.action.asks
        notices.queue(
            session,
            "nomination-moved",
            to=person.email,
            now=one.now,
            edition_id=one.edition.id,
            name=person.name,
            nominee=one.nomination.nominee_name,
            award=plan.categories[one.nomination.category_key].name["en"],
            stage=(stage.public_label or stage.label)["en"],
            # A reason is for the record; only a message is written to be read by the nominator.
            message=one.given.reason if is_message else "",
            nomination_id=one.nomination.id,
        )


def _tell_reviewers(session: Session, taken: Sequence[Taken]) -> None:
    rows = session.execute(
        select(Assignment.reviewer_id, Assignment.nomination_id, Assignment.round)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id.in_([one.nomination.id for one in taken]),
            Assignment.status == "assigned",
            ConflictOfInterest.id.is_(None),
        )
    )
    first = taken[0]
    workflow = first.edition.plan.workflow_of(first.nomination.category_key)
    round_key = workflow.stages[first.step.target].round or ""
    counts: dict[UUID, int] = defaultdict(int)
    for reviewer_id, _, of_round in rows:
        if of_round == round_key:
            counts[reviewer_id] += 1
    people = _people(session, set(counts))
    for reviewer_id, count in sorted(counts.items()):
        notices.queue(
            session,
            "review-open",
            to=people[reviewer_id].email,
            now=first.now,
            edition_id=first.edition.id,
            name=people[reviewer_id].name,
            count=count,
            award=first.edition.plan.categories[first.nomination.category_key].name["en"],
        )


def _people(session: Session, ids: set[UUID]) -> Mapping[UUID, Person]:
    return {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
