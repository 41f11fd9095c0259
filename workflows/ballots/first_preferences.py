"""Rules that begin with everyone's first preference: plurality and the run-off."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from workflows.ballots.pairwise import Pair, Pairwise, pairwise
from workflows.ballots.profile import Profile
from workflows.ballots.sheet import Count, SheetRow, TieBreak, places_by, row


def plurality(profile: Profile) -> Count:
    """The most first preferences. A shared first place names nobody and is not counted.

    Source: the common single vote; shared first places as overvotes, docs/rules/ballots.md.
    """
    votes = first_preferences(profile)
    return Count(places_by(votes), (_sheet(profile, votes),), TieBreak.EQUAL_FIGURES)


def run_off(profile: Profile) -> Count:
    """More than half of the first preferences, or else the better of the first two in a duel.

    The duel counts every ballot that prefers one of the two. Where a tie decides who is among
    the first two, every pair it could be is tried. Places below the duel follow the first
    preferences.

    Source: the two-round system, read from one ranked ballot ("contingent vote").
    """
    votes = first_preferences(profile)
    sheet = [_sheet(profile, votes)]
    first = places_by(votes)
    majority = [name for name in votes if 2 * votes[name] > sum(votes.values())]
    if majority or len(votes) == 1:
        return Count(first, tuple(sheet), TieBreak.FINALISTS)
    table = pairwise(profile)
    duels = finalists(first)
    sheet += [_duel(table, pair) for pair in duels]
    return Count(_after(table, duels, first), tuple(sheet), TieBreak.FINALISTS)


def first_preferences(profile: Profile) -> dict[str, int]:
    """How many ballots put each name alone in front."""
    votes = dict.fromkeys(profile.names(), 0)
    for ballot in profile.ballots:
        if ballot.groups and len(ballot.groups[0]) == 1:
            votes[ballot.groups[0][0]] += ballot.count
    return votes


def finalists(first: dict[str, int]) -> list[Pair]:
    """Every pair that could be the first two, given shared places by first preferences."""
    front = sorted(name for name in first if first[name] == 1)
    if len(front) > 1:
        return list(combinations(front, 2))
    return [(front[0], name) for name in sorted(first) if first[name] == 2]


def _after(table: Pairwise, duels: Iterable[Pair], first: dict[str, int]) -> dict[str, int]:
    """Best places: 1 for whom some duel can elect, 2 for other finalists, then as before."""
    places = {name: max(place, 3) for name, place in first.items()}
    for name, other in duels:
        margin = table.margin(name, other)
        places[name] = min(places[name], 1 if margin >= 0 else 2)
        places[other] = min(places[other], 1 if margin <= 0 else 2)
    return places


def _duel(table: Pairwise, pair: Pair) -> SheetRow:
    name, other = pair
    return row(
        f"run-off {name} against {other}",
        {name: table.votes[name, other], other: table.votes[other, name]},
    )


def _sheet(profile: Profile, votes: dict[str, int]) -> SheetRow:
    return row("first preferences", votes, profile.voters - sum(votes.values()))
