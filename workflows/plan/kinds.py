"""Closed sets that more than one part of the plan speaks of."""

from enum import StrEnum


class CategoryKind(StrEnum):
    """Who can receive an award."""

    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"


class Debt(StrEnum):
    """What somebody can owe by a deadline; `workflows/reminding.py` says in which stages."""

    HAND_IN = "hand-in"
    CONSENT = "consent"
    SCREENING = "screening"
    REVIEW = "review"
    VOTE = "vote"
    APPROVAL = "approval"


class Late(StrEnum):
    """What becomes of something that comes after its deadline."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
