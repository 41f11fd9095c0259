"""Guards of reviews, rankings and shortlists; all of the round that a stage belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from workflows.errors import Refusal
from workflows.facts import Facts
from workflows.guarding import Nothing, guard
from workflows.plan.reading import spec

SELECTING: Final = frozenset({"not_picked", "picked"})
"""Refusals by which a collective action leaves a nomination where it is, and takes the others."""


@guard
def reviewers_assigned(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse until the nomination has its number of reviewers."""
    if facts.reviewers_assigned >= facts.reviews_required:
        return None
    return Refusal(
        "reviewers_missing",
        {"assigned": facts.reviewers_assigned, "required": facts.reviews_required},
    )


@guard
def reviews_complete(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse until every required review is in."""
    if facts.reviews_submitted >= facts.reviews_required:
        return None
    return Refusal(
        "reviews_missing",
        {"submitted": facts.reviews_submitted, "required": facts.reviews_required},
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number of people."""

    share: Fraction = spec("part of them, as a fraction or in percent", default=Fraction(3, 4))


@guard
def panel_share(facts: Facts, rule: Share) -> Refusal | None:
    """Refuse until enough of those who were given the nomination have scored it.

    Counted over people without a conflict of interest, in the round of review that the stage
    belongs to; a share is rounded up, and at least one must have scored.
    Source: the rules of learned societies (British Pharmacological Society: at least 75 %).
    """
    needed = max(1, ceil(rule.share * facts.reviewers_assigned))
    if facts.reviews_submitted >= needed:
        return None
    return Refusal(
        "panel_share_missed",
        {
            "scored": facts.reviews_submitted,
            "needed": needed,
            "assigned": facts.reviewers_assigned,
        },
    )


@guard
def on_shortlist(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse a nomination that the round's rule does not pick; the others go on without it."""
    if facts.shortlisted is None:
        return Refusal("not_ranked_yet")
    return None if facts.shortlisted else Refusal("not_picked")


@guard
def off_shortlist(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse a nomination that the round's rule picks."""
    if facts.shortlisted is None:
        return Refusal("not_ranked_yet")
    return Refusal("picked") if facts.shortlisted else None


@dataclass(frozen=True, slots=True)
class Places:
    """A number of places of the ranking."""

    places: int = spec("last place that still counts, from 1", minimum=1, maximum=500)


@guard
def within_places(facts: Facts, rule: Places) -> Refusal | None:
    """Refuse below a place of the frozen ranking; shared places count as the better one."""
    if facts.place is None:
        return Refusal("not_ranked", {"places": rule.places})
    if facts.place <= rule.places:
        return None
    return Refusal("place_too_low", {"places": rule.places, "place": facts.place})
