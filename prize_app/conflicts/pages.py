"""What the pages of conflicts of interest show: of nominations that the viewer may see only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts import queries
from prize_app.conflicts.same import suggested_accounts
from prize_app.db.conflicts import ConflictDismissal
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.queries import handed_in, page_of
from workflows.conflicts import SuggestedPair, Suggestion
from workflows.plan.model import Category


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """How many conflicts of interest a category has, open and on record."""

    category: Category
    nominations: int
    strict: int
    general: int
    on_record: int


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One suggestion with the people it concerns."""

    suggestion: Suggestion
    person: Person
    is_assigned: bool


@dataclass(frozen=True, slots=True)
class NominationLine:
    """A nomination with what is open between it and those who judge."""

    nomination: Nomination
    open: Sequence[OpenLine]


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of a category."""

    category: Category
    lines: Sequence[NominationLine]
    on_record: Sequence[tuple[ConflictOfInterest, Nomination, Person]]
    dismissed: Sequence[tuple[ConflictDismissal, Nomination, Person]]
    following: str
    names: Mapping[UUID, str]

    @property
    def open(self) -> int:
        """How many suggestions wait on this page."""
        return sum(len(line.open) for line in self.lines)


def category_lines(
    session: Session, actor: Actor, edition: RunningEdition, *, now: datetime
) -> list[CategoryLine]:
    """Every category, counted over the nominations that the viewer may see."""
    seen = session.scalars(handed_in(edition.id, actor.id)).all()
    category_of = {str(n.id): n.category_key for n in seen}
    bound = Counter(n.category_key for _, n, _ in queries.on_record(session, [n.id for n in seen]))
    people, categories = queries.everybody_judging(session, edition.id)
    found = Counter(
        (category_of[each.nomination], each.is_strict)
        for each in queries.look(session, edition, seen, people, now=now).open
        if categories[UUID(each.person)] & {"", category_of[each.nomination]}
    )
    nominations = Counter(n.category_key for n in seen)
    return [
        CategoryLine(c, nominations[key], found[key, True], found[key, False], bound[key])
        for key, c in edition.plan.categories.items()
    ]


def ledger(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    category_key: str,
    *,
    after: str,
    now: datetime,
) -> Ledger:
    """One category, a page of nominations from behind a reference."""
    wanted = handed_in(edition.id, actor.id, category_key=category_key)
    shown, following = page_of(session, wanted, after=after)
    ids = [n.id for n in shown]
    judging = queries.people_judging(session, edition.id, category_key)
    people = {str(p.id): p for p in judging}
    found = queries.look(session, edition, shown, judging, now=now)
    assigned = queries.assigned_pairs(session, ids)
    lines = []
    for nomination in shown:
        open_ = [
            OpenLine(s, people[s.person], (nomination.id, UUID(s.person)) in assigned)
            for s in found.open
            if s.nomination == str(nomination.id)
        ]
        if open_:
            lines.append(NominationLine(nomination, sorted(open_, key=_first)))
    bound, dismissed = queries.on_record(session, ids), queries.dismissals(session, ids)
    by = {row.declared_by for row, _, _ in bound} | {row.dismissed_by for row, _, _ in dismissed}
    names = session.execute(select(Person.id, Person.name).where(Person.id.in_(by - {None})))
    category = edition.plan.categories[category_key]
    return Ledger(category, lines, bound, dismissed, following, {key: name for key, name in names})


def account_lines(
    session: Session, edition: RunningEdition
) -> list[tuple[SuggestedPair, Person, Person]]:
    """Accounts that may be one person's, with both."""
    pairs = suggested_accounts(session, edition)
    wanted = {UUID(key) for pair in pairs for key in (pair.one, pair.other)}
    found = session.scalars(select(Person).where(Person.id.in_(wanted)))
    people = {str(p.id): p for p in found}
    return [(pair, people[pair.one], people[pair.other]) for pair in pairs]


def _first(line: OpenLine) -> tuple[bool, bool, str, str]:
    """Whoever reviews already first, then what binds strictly."""
    strict = line.suggestion.is_strict
    return (not line.is_assigned, not strict, line.person.name, line.suggestion.tie.value)
