"""Nominations as their entry conditions see them, many at once in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.nominations import registers
from prize_app.nominations.own_form import unasked
from workflows.conditions import Case, Consent, Nominated, Nominator
from workflows.instants import zone_named
from workflows.names import readings_of_body


def cases(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    *,
    now: datetime,
) -> Mapping[UUID, Case]:
    """One case per nomination: ten statements, however many nominations.

    And one for each plan version that this process has not read yet.
    """
    ids = [n.id for n in nominations]
    pages = _pages(session, ids)
    nominators = _nominators(session, [n.nominator_id for n in nominations])
    counts = _Counts(session, edition)
    plans = registers.plans_until(session, edition)
    laureates = registers.laureates(session, edition)
    offices = registers.offices(session, edition, plans)
    organizations = registers.organizations(session)
    nominated = registers.nominated(session, plans)
    lines, places = tuple(nominated.values()), {key: at for at, key in enumerate(nominated)}
    established = registers.established(session, edition, ids)
    today = edition.time(now).astimezone(zone_named(edition.plan.prize.zone)).date()
    return {
        n.id: Case(
            answers=n.answers,
            category=n.category_key,
            today=today,
            edition_year=edition.plan.prize.year,
            nominee=n.nominee_name,
            nominee_email=n.nominee_email,
            nominee_original=n.nominee_original_name,
            files={key: len(each) for key, each in pages[n.id].items()},
            pages={key: tuple(each) for key, each in pages[n.id].items()},
            consent=Consent(n.consent),
            nominator=nominators[n.nominator_id],
            laureates=laureates,
            offices=offices,
            organizations=organizations,
            nominated=_but(lines, places.get(n.id)),
            nominations_in_category=counts.of_nominator(n),
            nominations_of_body=counts.of_body(n, nominators[n.nominator_id].institution),
            established=established.get(n.id, {}),
            unasked=unasked(session, edition, n),
        )
        for n in nominations
    }


def _but(lines: tuple[Nominated, ...], place: int | None) -> tuple[Nominated, ...]:
    """All lines but the nomination's own, if it has one."""
    return lines if place is None else lines[:place] + lines[place + 1 :]


def _pages(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, dict[str, list[int]]]:
    """Nomination -> field key -> pages of each attached file."""
    found: dict[UUID, dict[str, list[int]]] = defaultdict(dict)
    rows = session.execute(
        select(Attachment.nomination_id, Attachment.field_key, Attachment.pages)
        .where(Attachment.nomination_id.in_(ids), Attachment.removed_at.is_(None))
        .order_by(Attachment.attached_at, Attachment.id)
    )
    for nomination_id, field_key, pages in rows:
        found[nomination_id].setdefault(field_key, []).append(pages)
    return found


def _nominators(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, Nominator]:
    people = session.scalars(select(Person).where(Person.id.in_(set(ids))))
    return {
        p.id: Nominator(p.name, p.email, p.institution, p.country, p.original_name) for p in people
    }


class _Counts:
    """How many nominations were handed in and not taken back, by category."""

    def __init__(self, session: Session, edition: RunningEdition) -> None:
        self._by_nominator: Counter[tuple[UUID, str]] = Counter()
        self._by_body: Counter[tuple[str, str]] = Counter()
        rows = session.execute(
            select(
                Nomination.nominator_id,
                Person.institution,
                Nomination.category_key,
                Nomination.stage,
                func.count(),
            )
            .join(Person, Person.id == Nomination.nominator_id)
            .where(Nomination.edition_id == edition.id, Nomination.submitted_at.is_not(None))
            .group_by(
                Nomination.nominator_id,
                Person.institution,
                Nomination.category_key,
                Nomination.stage,
            )
        )
        for nominator_id, body, category_key, stage, count in rows:
            if not edition.plan.workflow_of(category_key).stages[stage].frees_quota:
                self._by_nominator[(nominator_id, category_key)] += count
                self._by_body[(body, category_key)] += count
        self._read_as: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
        for body, category_key in self._by_body:
            for reading in readings_of_body(body):
                self._read_as[(category_key, reading)].add(body)

    def of_nominator(self, nomination: Nomination) -> int:
        """Those of its nominator in its category, itself included."""
        handed_in = self._by_nominator[(nomination.nominator_id, nomination.category_key)]
        return handed_in + (nomination.submitted_at is None)

    def of_body(self, nomination: Nomination, body: str) -> int:
        """Those of everybody from one institution in its category, itself included."""
        category = nomination.category_key
        # Not each with each: a thousand bodies would be compared a million times.
        named = {
            name
            for reading in readings_of_body(body)
            for name in self._read_as.get((category, reading), ())
        }
        handed_in = sum(self._by_body[(name, category)] for name in named)
        return handed_in + (nomination.submitted_at is None)
