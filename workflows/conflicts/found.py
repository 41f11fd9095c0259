"""A tie that was found, before the plan's rules say whether and how firmly it binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from workflows.conflicts.values import Affiliation, Line, Party, Source
from workflows.errors import Fact
from workflows.plan.conflicts import Tie


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody, what ties, and both lines of evidence.

    `ended` is the day on which the tie ended, None while it lasts or where that is not known;
    `distance` counts steps on the organization tree where the tie is one.
    """

    person: str
    tie: Tie
    is_sure: bool
    code: str
    facts: dict[str, Fact] = field(hash=False)
    evidence: tuple[Line, ...] = ()
    ended: date | None = None
    distance: int | None = None


def line_of_party(party: Party, value: str) -> Line:
    """What the nomination says."""
    ended = party.ended.isoformat() if party.ended else ""
    return Line(party.tie, value, party.source, party.place, "", ended)


def line_of_person(value: str) -> Line:
    """What somebody's account says."""
    return Line("", value, Source.ACCOUNT)


@lru_cache(maxsize=65_536)
def line_of_affiliation(of: str, place: str, affiliation: Affiliation) -> Line:
    """Where one of the two works or worked, and when."""
    began = affiliation.began.isoformat() if affiliation.began else ""
    ended = affiliation.ended.isoformat() if affiliation.ended else ""
    return Line(of, affiliation.name, affiliation.source, place, began, ended)


def earliest_end(one: date | None, other: date | None) -> date | None:
    """The day from which not both last any more; None where neither is known to have ended."""
    if one is None or other is None:
        return one or other
    return min(one, other)
