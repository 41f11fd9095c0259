"""The same ballots by the other rules: what each of them would have made of the papers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from workflows.ballots.counting import ONE_SEAT_ONLY, tally
from workflows.ballots.profile import Profile
from workflows.ballots.sheet import Rule, Strength
from workflows.errors import UnusableInput

Groups = tuple[tuple[str, ...], ...]
"""Names from the first place on; those whom the rule leaves equal in one group."""

OF_ORDERS: Final = tuple(rule for rule in Rule if rule is not Rule.APPROVAL)
"""Rules for papers that give places: these do not say where approval ends."""

FOR_ONE_PLACE: Final = ONE_SEAT_ONLY | {Rule.PLURALITY}
"""Rules that say who is first: by first preferences alone everybody else is equal."""

MOST_FOLLOWED: Final = 12
"""Names up to which ranked pairs are tried: circles of equals take 1.5 seconds then, 5 of 16."""


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """The order by another rule; None where there are too many names or ties for it to follow."""

    rule: Rule
    order: Groups | None


def orders_by_others(
    profile: Profile,
    counted_by: Rule,
    places: int,
    *,
    among: Collection[Rule] = OF_ORDERS,
    strength: Strength = Strength.MARGINS,
) -> tuple[OtherOrder, ...]:
    """Count the ballots by every rule but the one that counts.

    Args:
        places: how many come out; rules that say only who is first are left out for more.
        among: the rules that fit this kind of papers.
        strength: of majorities, for schulze and ranked-pairs.
    """
    rules = [r for r in Rule if r in among and r is not counted_by]
    fitting = [r for r in rules if places == 1 or r not in FOR_ONE_PLACE]
    one = Profile(profile.candidates, profile.ballots)
    return tuple(OtherOrder(rule, _order(one, rule, strength)) for rule in fitting)


def _order(profile: Profile, rule: Rule, strength: Strength) -> Groups | None:
    if rule is Rule.RANKED_PAIRS and len(profile.candidates) > MOST_FOLLOWED:
        return None
    try:
        return tally(profile, rule, strength=strength).order
    except UnusableInput:
        # A trial must not stop the count of the rule that decides.
        return None


def elected_by(order: Groups, seats: int) -> tuple[str, ...]:
    """Everybody whom some way of breaking ties would elect, as `Tally.winners` names them."""
    found: list[str] = []
    for group in order:
        if len(found) >= seats:
            break
        found += group
    return tuple(sorted(found))
