"""Letters about extensions: to the secretariat that decides, to the person who asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.deadlines import told
from prize_app.editions.queries import RunningEdition, people_with_role
from prize_app.nominations.debts import Owed
from prize_app.notices import service as notices
from workflows.calendar import due_of, extended
from workflows.plan.evaluation import Role


def tell_secretariat(
    session: Session,
    edition: RunningEdition,
    nomination: Nomination,
    extension: Extension,
    owed: Owed,
    author: Actor,
    *,
    now: datetime,
) -> None:
    """Ask those of the secretariat who may decide: not the author, nobody in conflict."""
    in_conflict = set(
        session.scalars(
            select(ConflictOfInterest.person_id).where(
                ConflictOfInterest.nomination_id == nomination.id
            )
        )
    )
    for person in people_with_role(session, edition.id, Role.SECRETARIAT, nomination.category_key):
        if person.id not in in_conflict | {author.id, extension.person_id}:
            notices.queue(
                session,
                "extension-asked",
                to=person.email,
                now=now,
                edition_id=edition.id,
                name=person.name,
                who=owed.name,
                reference=nomination.reference,
                deadline=owed.due.label["en"],
                until=told(extended(owed.due, extension.until), person.zone),
                reason=extension.reason,
                extension_id=extension.id,
            )


def tell_of_many(
    session: Session,
    edition: RunningEdition,
    entered: Sequence[Extension],
    author: Actor,
    *,
    now: datetime,
) -> None:
    """Ask once for all that were entered together, whoever may know of one of them at least."""
    deadline = edition.plan.calendar[entered[0].deadline_key]
    concerned = {extension.nomination_id for extension in entered}
    conflicts = Counter(
        session.scalars(
            select(ConflictOfInterest.person_id).where(
                ConflictOfInterest.nomination_id.in_(concerned)
            )
        )
    )
    for person in people_with_role(session, edition.id, Role.SECRETARIAT):
        if person.id != author.id and conflicts[person.id] < len(concerned):
            notices.queue(
                session,
                "extensions-entered",
                to=person.email,
                now=now,
                edition_id=edition.id,
                name=person.name,
                author=author.name,
                deadline=deadline.label["en"],
                slug=edition.row.slug,
            )


def tell_person(
    session: Session,
    edition: RunningEdition,
    nomination: Nomination,
    extension: Extension,
    *,
    now: datetime,
) -> None:
    """Tell the person what was decided, and until when there is time now."""
    person = session.get_one(Person, extension.person_id)
    due = due_of(edition.plan.calendar[extension.deadline_key], edition.plan)
    is_granted = extension.state == "granted"
    notices.queue(
        session,
        "extension-decided",
        to=person.email,
        now=now,
        edition_id=edition.id,
        name=person.name,
        is_granted=is_granted,
        debt=extension.debt,
        reference=nomination.reference,
        deadline=due.label["en"],
        until=told(extended(due, extension.until) if is_granted else due, person.zone),
        reason=extension.decision_reason,
        nomination_id=nomination.id,
    )
