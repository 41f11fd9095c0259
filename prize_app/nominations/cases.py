"""Nominations as their entry conditions see them, many at once in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.editions import EarlierLaureate, Grant
from prize_app.db.laureates import Laureate
from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.own_form import unasked
from workflows.conditions import Case, Consent, Honour, Nominator, Office
from workflows.instants import zone_named
from workflows.plan.evaluation import Role

OFFICES = (Role.COMMITTEE, Role.CHAIR, Role.DEPUTY, Role.BOARD, Role.SECRETARIAT)


def cases(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    *,
    now: datetime,
) -> Mapping[UUID, Case]:
    """One case per nomination: six statements, however many nominations.

    And one for each plan version that this process has not read yet.
    """
    zone = zone_named(edition.plan.prize.zone)
    today = edition.time(now).astimezone(zone).date()
    files = file_counts(session, [n.id for n in nominations])
    nominators = _nominators(session, [n.nominator_id for n in nominations])
    handed_in = _handed_in(session, edition)
    laureates = _laureates(session, edition)
    offices = _offices(session, edition)
    return {
        n.id: Case(
            answers=n.answers,
            category=n.category_key,
            today=today,
            edition_year=edition.plan.prize.year,
            nominee=n.nominee_name,
            nominee_email=n.nominee_email,
            files=files[n.id],
            consent=Consent(n.consent),
            nominator=nominators[n.nominator_id],
            laureates=laureates,
            offices=offices,
            nominations_in_category=handed_in[(n.nominator_id, n.category_key)]
            + (n.submitted_at is None),
            unasked=unasked(session, edition, n),
        )
        for n in nominations
    }


def file_counts(session: Session, nomination_ids: Sequence[UUID]) -> Mapping[UUID, dict[str, int]]:
    """Nomination -> field key -> number of attached files."""
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = session.execute(
        select(Attachment.nomination_id, Attachment.field_key, func.count())
        .where(Attachment.nomination_id.in_(nomination_ids), Attachment.removed_at.is_(None))
        .group_by(Attachment.nomination_id, Attachment.field_key)
    )
    for nomination_id, field_key, count in rows:
        counts[nomination_id][field_key] = count
    return counts


def _nominators(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Nominator]:
    people = session.scalars(select(Person).where(Person.id.in_(set(ids))))
    return {p.id: Nominator(p.name, p.email, p.institution, p.country) for p in people}


def _handed_in(session: Session, edition: RunningEdition) -> Mapping[tuple[UUID, str], int]:
    """How many nominations each nominator has handed in and not taken back, by category."""
    counts: dict[tuple[UUID, str], int] = defaultdict(int)
    rows = session.execute(
        select(Nomination.nominator_id, Nomination.category_key, Nomination.stage, func.count())
        .where(Nomination.edition_id == edition.id, Nomination.submitted_at.is_not(None))
        .group_by(Nomination.nominator_id, Nomination.category_key, Nomination.stage)
    )
    for nominator_id, category_key, stage, count in rows:
        if not edition.plan.workflow_of(category_key).stages[stage].frees_quota:
            counts[(nominator_id, category_key)] += count
    return counts


def _laureates(session: Session, edition: RunningEdition) -> tuple[Honour, ...]:
    registered = session.execute(
        select(EarlierLaureate.name, EarlierLaureate.category_key, EarlierLaureate.year)
    ).all()
    here = session.execute(
        select(
            Nomination.nominee_name,
            Laureate.category_key,
            func.extract("year", Laureate.honoured_at),
        )
        .join(Nomination, Nomination.id == Laureate.nomination_id)
        .where(Laureate.edition_id != edition.id)
    ).all()
    return tuple(Honour(name, category, int(year)) for name, category, year in [*registered, *here])


def _offices(session: Session, edition: RunningEdition) -> tuple[Office, ...]:
    rows = session.execute(
        select(Person.name, Person.email, Grant.role)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.edition_id == edition.id, Grant.role.in_([r.value for r in OFFICES]))
        .order_by(Person.name)
    )
    return tuple(Office(name, email, role) for name, email, role in rows)
