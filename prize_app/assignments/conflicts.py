"""Who must not review what, and why: what was declared and what the plan's rules find."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from workflows.plan.kinds import CategoryKind
from workflows.plan.model import Plan
from workflows.text import folded

Pair = tuple[UUID, UUID]
"""The ids of a nomination and of a reviewer, in this order."""


class Bar(StrEnum):
    """Why somebody must not review a nomination."""

    DECLARED = "declared"
    NOMINATOR = "nominator"
    NOMINEE = "nominee"
    INSTITUTION = "institution"
    COUNTRY = "country"


def bars(
    plan: Plan,
    nominations: Sequence[Nomination],
    reviewers: Sequence[Person],
    declared: Collection[Pair],
) -> Mapping[Pair, Bar]:
    """The first reason against each pair that must not be; pairs that may be are left out.

    An institution is the same when its name is, but for case, accents and the order of words. A
    shared e-mail domain is no reason: whole countries share one.
    """
    institutions = {p.id: folded(p.institution) for p in reviewers}
    found = {}
    for nomination in nominations:
        home = folded(_home(plan, nomination))
        for person in reviewers:
            pair = (nomination.id, person.id)
            if pair in declared:
                found[pair] = Bar.DECLARED
            elif bar := next(_rules(plan, nomination, person, home, institutions[person.id]), None):
                found[pair] = bar
    return found


def _rules(
    plan: Plan, nomination: Nomination, person: Person, home: str, institution: str
) -> Iterator[Bar]:
    if nomination.nominator_id == person.id:
        yield Bar.NOMINATOR
    if nomination.nominee_email.casefold() == person.email:
        yield Bar.NOMINEE
    if plan.reviewing.shared_institution and home and home == institution:
        yield Bar.INSTITUTION
    if plan.reviewing.shared_country and same_country(nomination, person):
        yield Bar.COUNTRY


def same_country(nomination: Nomination, person: Person) -> bool:
    """Whether both work in one country, where both are known."""
    return bool(person.country) and nomination.nominee_country == person.country


def _home(plan: Plan, nomination: Nomination) -> str:
    """The nominee's institution; an organization is its own."""
    if plan.categories[nomination.category_key].kind is CategoryKind.ORGANIZATION:
        return nomination.nominee_name
    return nomination.nominee_institution
