"""What is known beyond rows of people and nominations: profiles, bids, rulings on pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.assignments.conflicts import Pair
from prize_app.db.people import ReviewerProfile
from prize_app.db.reviews import PairRuling, ReviewerBid


@dataclass(frozen=True, slots=True)
class Background:
    """Profiles by person, bids and rulings by pair."""

    profiles: Mapping[UUID, ReviewerProfile]
    bids: Mapping[Pair, str]
    rulings: Mapping[Pair, PairRuling]

    def ruled(self, ruling: str) -> set[Pair]:
        """The pairs with this ruling."""
        return {pair for pair, found in self.rulings.items() if found.ruling == ruling}


def background_of(
    session: Session, nomination_ids: Sequence[UUID], reviewer_ids: Sequence[UUID]
) -> Background:
    """Gather it: three statements."""
    profiles = session.scalars(
        select(ReviewerProfile).where(ReviewerProfile.person_id.in_(reviewer_ids))
    )
    bids = session.execute(
        select(ReviewerBid.nomination_id, ReviewerBid.reviewer_id, ReviewerBid.answer).where(
            ReviewerBid.nomination_id.in_(nomination_ids)
        )
    )
    rulings = session.scalars(
        select(PairRuling).where(
            PairRuling.nomination_id.in_(nomination_ids), PairRuling.ruling != "lifted"
        )
    )
    return Background(
        {profile.person_id: profile for profile in profiles},
        {(nomination, reviewer): answer for nomination, reviewer, answer in bids},
        {(ruling.nomination_id, ruling.reviewer_id): ruling for ruling in rulings},
    )
