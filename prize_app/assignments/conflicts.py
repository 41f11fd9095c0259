"""Who must not review what, and why: what is on record and what the plan's rules find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from prize_app.conflicts.queries import Pair, look
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from workflows.plan.conflicts import Tie


class Bar(StrEnum):
    """Why somebody must not review a nomination: it is on record, or there is a tie not settled."""

    DECLARED = "declared"
    NOMINATOR = "nominator"
    NOMINEE = "nominee"
    INSTITUTION = "institution"
    COUNTRY = "country"
    NAMED = "named"
    NEAR = "near"
    QUESTION = "question"


_OF_TIE: Final[Mapping[Tie, Bar]] = {
    Tie.NOMINATOR: Bar.NOMINATOR,
    Tie.NOMINEE: Bar.NOMINEE,
    Tie.SAME_ORGANIZATION: Bar.INSTITUTION,
    Tie.NEAR_ORGANIZATION: Bar.NEAR,
    Tie.SAME_COUNTRY: Bar.COUNTRY,
    Tie.EMAIL_DOMAIN: Bar.QUESTION,
    Tie.NAME_VARIANT: Bar.QUESTION,
}
"""Every other tie is one of people whom the nomination names."""


def bars(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    reviewers: Sequence[Person],
    *,
    now: datetime,
) -> Mapping[Pair, Bar]:
    """The first reason against each pair that must not be; pairs that may be are left out.

    A tie that nobody has settled yet bars like one that is on record.
    """
    seen = look(session, edition, nominations, reviewers, now=now)
    found = {pair: _OF_TIE.get(tie, Bar.NAMED) for pair, tie in seen.ties().items()}
    return {**found, **dict.fromkeys(seen.declared, Bar.DECLARED)}


def same_country(nomination: Nomination, person: Person) -> bool:
    """Whether both work in one country, where both are known."""
    return bool(person.country) and nomination.nominee_country == person.country


__all__ = ["Bar", "Pair", "bars", "same_country"]
