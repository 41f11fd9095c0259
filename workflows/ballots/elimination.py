"""Instant run-off: the last is eliminated until one is left, whatever order ties are broken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from workflows.ballots.profile import Profile, WeightedBallot
from workflows.ballots.sheet import Count, SheetRow, TieBreak, row
from workflows.errors import UnusableInput

Remaining = frozenset[str]
Lists = Mapping[tuple[str, ...], int]

MOST_STATES = 100_000
"""Sets of remaining names followed before a count is refused; 16 names all level need 65,536."""


def irv(profile: Profile, *, most_states: int = MOST_STATES) -> Count:
    """Each ballot counts for its first remaining name; the name with the fewest is eliminated.

    A ballot counts no further than its first shared rank (an overvote exhausts it). Every way
    of choosing among names tied for the last place is followed, each set of remaining names
    once. The sheet shows one of these ways, the first by name, until someone has more than
    half of the ballots not exhausted.

    Raises:
        UnusableInput: ties open more than `most_states` sets of remaining names.

    Source: Hare's single transferable vote for one seat ("alternative vote"); parallel
        universes as in Conitzer, Rognlie and Xia, IJCAI 2009. Overvotes: docs/rules/ballots.md.
    """
    lists: Counter[tuple[str, ...]] = Counter()
    for ballot in profile.ballots:
        lists[strict_part(ballot)] += ballot.count
    everyone = frozenset(profile.names())
    places = _best_places(everyone, lists, most_states)
    return Count(places, _rounds(everyone, lists), TieBreak.ELIMINATION)


def strict_part(ballot: WeightedBallot) -> tuple[str, ...]:
    """The names before the ballot's first shared rank."""
    strict: list[str] = []
    for group in ballot.groups:
        if len(group) > 1:
            break
        strict += group
    return tuple(strict)


def votes_among(remaining: Remaining, lists: Lists) -> dict[str, int]:
    """How many ballots each remaining name holds."""
    votes = dict.fromkeys(sorted(remaining), 0)
    for names, count in lists.items():
        for name in names:
            if name in remaining:
                votes[name] += count
                break
    return votes


def _best_places(everyone: Remaining, lists: Lists, most_states: int) -> dict[str, int]:
    """The best place over all ways to break ties; place 1 is to be the last one left."""
    places = {name: len(everyone) for name in everyone}
    layers: dict[int, set[Remaining]] = {len(everyone): {everyone}}
    followed = 0
    for size in range(len(everyone), 0, -1):
        for remaining in layers.pop(size, ()):
            followed += 1
            if followed > most_states:
                raise UnusableInput("ballots", "too many ties to follow; use another rule")
            last, rests = _eliminations(remaining, votes_among(remaining, lists))
            for name in last:
                places[name] = min(places[name], min(map(len, rests)) + 1)
            for rest in rests:
                layers.setdefault(len(rest), set()).add(rest)
    return places


def _eliminations(
    remaining: Remaining, votes: Mapping[str, int]
) -> tuple[list[str], list[Remaining]]:
    """Who is last, and the sets that may be left.

    Names nobody votes for go before all others, and no ballot moves when they go: in whatever
    order that happens the same set is left, so they are taken out together.
    """
    last = [name for name in votes if votes[name] == min(votes.values())]
    if votes[last[0]] == 0:
        return last, [remaining.difference(last)]
    return last, [remaining - {name} for name in last]


def _rounds(remaining: Remaining, lists: Lists) -> tuple[SheetRow, ...]:
    """The count sheet of the way that eliminates the first by name of those who are last."""
    sheet: list[SheetRow] = []
    while remaining:
        votes = votes_among(remaining, lists)
        counted = sum(votes.values())
        exhausted = sum(lists.values()) - counted
        sheet.append(row(f"round {len(sheet) + 1}", votes, exhausted))
        if len(votes) <= 2 or 2 * max(votes.values()) > counted:
            break
        remaining = _eliminations(remaining, votes)[1][0]
    return tuple(sheet)
