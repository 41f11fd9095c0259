"""One door to all rules: a profile and a rule in, the tally out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from workflows.ballots.elimination import irv
from workflows.ballots.first_preferences import plurality, run_off
from workflows.ballots.profile import Profile
from workflows.ballots.ranked_pairs import ranked_pairs
from workflows.ballots.schulze import schulze
from workflows.ballots.scores import approval, borda, median
from workflows.ballots.sheet import Count, Rule, Strength, Tally
from workflows.errors import UnusableInput

RULES: Final[Mapping[Rule, Callable[[Profile], Count]]] = {
    Rule.PLURALITY: plurality,
    Rule.RUN_OFF: run_off,
    Rule.APPROVAL: approval,
    Rule.BORDA: borda,
    Rule.IRV: irv,
    Rule.MEDIAN: median,
}

PAIRWISE_RULES: Final[Mapping[Rule, Callable[[Profile, Strength], Count]]] = {
    Rule.SCHULZE: schulze,
    Rule.RANKED_PAIRS: ranked_pairs,
}

ONE_SEAT_ONLY: Final = frozenset({Rule.RUN_OFF, Rule.IRV})


def tally(profile: Profile, rule: Rule, *, strength: Strength = Strength.MARGINS) -> Tally:
    """Count the ballots. The same ballots in any order, of any candidates in any order, agree.

    `strength` matters to schulze and ranked-pairs only. With several seats the first places
    of the order of merit are filled.

    Raises:
        UnusableInput: more than one seat under a rule that is defined for one only, or more
            ties than the rule can follow (irv, ranked-pairs).
    """
    if profile.seats > 1 and rule in ONE_SEAT_ONLY:
        raise UnusableInput("seats", f"{rule.value} fills one seat only")
    count = (
        PAIRWISE_RULES[rule](profile, strength) if rule in PAIRWISE_RULES else RULES[rule](profile)
    )
    winners = tuple(name for name in profile.names() if count.places[name] <= profile.seats)
    tied = len(winners) > profile.seats
    return Tally(
        rule=rule,
        winners=winners,
        tied=tied,
        tie_break=count.open_choice.value if tied else None,
        sheet=count.sheet,
        order=_order(count.places),
    )


def _order(places: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(sorted(name for name in places if places[name] == place))
        for place in sorted(set(places.values()))
    )
