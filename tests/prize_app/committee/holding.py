"""Ballots and decisions for tests, made as rows or through the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from prize_app.committee import ballots
from prize_app.db.committee import BallotRound, Decision
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from tests.factories import Make, actor
from workflows.guards import BallotOutcome

CARRIED = BallotOutcome(
    quorum_reached=True,
    voted=5,
    needed=4,
    place=1,
    elected=True,
    yes=5,
    votes_cast=5,
    threshold_met=True,
)


def closed_round(make: Make, nomination: Nomination, ballot: str, **outcome: Any) -> BallotRound:
    """A counted round over one nomination; it carried unless something else is said."""
    item = asdict(CARRIED) | outcome
    row = BallotRound(
        edition_id=nomination.edition_id,
        category_key=nomination.category_key,
        ballot_key=ballot,
        nominations=[str(nomination.id)],
        opened_at=make.now,
        closed_at=make.now,
        outcome={
            "items": {str(nomination.id): item},
            "votes": item["voted"],
            "sheet": [],
            "tie_break": None,
        },
    )
    make.session.add(row)
    make.session.flush()
    return row


def decision(make: Make, nomination: Nomination, by: Person | None, **columns: Any) -> Decision:
    """A proposal that stands."""
    values: dict[str, Any] = {
        "nomination_id": nomination.id,
        "action_key": "propose",
        "reasons": "It brought them together.",
        "citation": {"en": "For wells."},
        "proposed_by": by.id if by else None,
        "proposed_at": make.now,
    }
    row = Decision(**{**values, **columns})
    make.session.add(row)
    make.session.flush()
    return row


def opened(make: Make, chair: Person, ballot: str, category: str) -> BallotRound:
    """A round opened through the service, in the edition made last."""
    round_ = ballots.open_ballot(
        make.session, actor(chair), make.the_edition.row.slug, category, ballot, now=make.now
    )
    make.session.flush()
    return round_


def cast(make: Make, member: Person, round_: BallotRound, given: Mapping[str, Any]) -> None:
    """One vote through the service."""
    ballots.cast_ballot(make.session, actor(member), round_.id, given, now=make.now)
    make.session.flush()


def close(make: Make, chair: Person, round_: BallotRound) -> Mapping[str, Any]:
    """Close and count; gives the outcome."""
    closed = ballots.close_ballot(make.session, actor(chair), round_.id, now=make.now)
    make.session.flush()
    assert closed.outcome is not None
    return closed.outcome


def to_all(nominations: Sequence[Nomination], answer: str) -> dict[str, str]:
    """The same answer for each."""
    return {str(n.id): answer for n in nominations}
