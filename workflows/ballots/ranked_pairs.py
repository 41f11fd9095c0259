"""Ranked pairs: lock majorities in, the strongest first, unless they contradict those locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from workflows.ballots.pairwise import Force, Pair, Pairwise, pairwise
from workflows.ballots.profile import Profile
from workflows.ballots.sheet import Count, SheetRow, Strength, TieBreak, row
from workflows.errors import UnusableInput

Edge = tuple[int, int]
Locked = tuple[int, ...]
"""For each name (by number) the set of all names below it, as bits."""

MOST_STATES = 20_000
"""Orders of equal majorities told apart before a count is refused."""


def ranked_pairs(profile: Profile, strength: Strength, *, most_states: int = MOST_STATES) -> Count:
    """Best places over every order in which equally strong majorities can be locked.

    Finding every winner is NP-complete in general (Brill and Fischer 2012), so the search is
    exact but bounded: majorities that no order can contradict are locked at once, only those
    on a circle of equals branch, and two orders that lock the same are followed once.

    Raises:
        UnusableInput: more than `most_states` different ways to lock equal majorities.

    Source: Tideman 1987, Independence of clones as a criterion for voting rules, Soc Choice
        Welf 4; all orders of ties as in Brill and Fischer 2012, AAAI-12.
    """
    table = pairwise(profile)
    majorities = table.majorities(strength)
    number = {name: position for position, name in enumerate(table.names)}
    states: set[Locked] = {(0,) * len(number)}
    for pairs in _by_strength(majorities):
        edges = [(number[name], number[other]) for name, other in pairs]
        states = {
            after for state in states for after in settle(state, edges, most_states=most_states)
        }
        if len(states) > most_states:
            raise _too_many()
    places = {
        name: 1 + min(sum(below >> at & 1 for below in state) for state in states)
        for name, at in number.items()
    }
    return Count(places, (*table.rows(), *_rows(table, majorities)), TieBreak.EQUAL_MAJORITIES)


def settle(start: Locked, edges: Iterable[Edge], *, most_states: int = MOST_STATES) -> set[Locked]:
    """Every result of locking equally strong edges, over all orders of taking them.

    Each step decides one edge: it is locked, or it stays out and must be contradicted by
    what is locked in the end. So no set of locked edges is followed twice.
    """
    results: set[Locked] = set()
    followed = 0
    waiting = [(start, frozenset(edges), frozenset[Edge]())]
    while waiting:
        state, undecided, refused = waiting.pop()
        state, undecided = _forced(state, undecided, refused)
        if not _refusable(state, undecided, refused):
            continue
        followed += 1
        if followed > most_states:
            raise _too_many()
        if not undecided:
            results.add(state)
            continue
        edge = min(undecided)
        rest = undecided - {edge}
        waiting += [(lock(state, edge), rest, refused), (state, rest, refused | {edge})]
    return results


def lock(state: Locked, edge: Edge) -> Locked:
    """The state with one more edge and all that follows from it."""
    upper, lower = edge
    gained = state[lower] | 1 << lower
    return tuple(
        below | gained if at == upper or below >> upper & 1 else below
        for at, below in enumerate(state)
    )


def _forced(
    state: Locked, undecided: frozenset[Edge], refused: frozenset[Edge]
) -> tuple[Locked, frozenset[Edge]]:
    """Lock what nothing can contradict any more, and drop what is decided already."""
    while True:
        undecided = frozenset(
            (a, b) for a, b in undecided if not state[a] >> b & 1 and not state[b] >> a & 1
        )
        reachable = _with_all(state, undecided)
        free = sorted((a, b) for a, b in undecided if not reachable[b] >> a & 1)
        if not free:
            return state, undecided
        state = _with_all(state, free)


def _with_all(state: Locked, edges: Iterable[Edge]) -> Locked:
    for edge in edges:
        state = lock(state, edge)
    return state


def _refusable(state: Locked, undecided: frozenset[Edge], refused: frozenset[Edge]) -> bool:
    """An edge may stay out only if what is locked in the end contradicts it."""
    reachable = _with_all(state, undecided)
    return all(reachable[b] >> a & 1 for a, b in refused)


def _by_strength(majorities: Mapping[Pair, Force]) -> list[list[Pair]]:
    """Pairs of equal strength together, the strongest first."""
    ordered = sorted(majorities, key=lambda pair: (majorities[pair], pair), reverse=True)
    return [list(pairs) for _, pairs in groupby(ordered, key=lambda pair: majorities[pair])]


def _too_many() -> UnusableInput:
    return UnusableInput("ballots", "too many equal majorities to follow; use another rule")


def _rows(table: Pairwise, majorities: Mapping[Pair, Force]) -> tuple[SheetRow, ...]:
    """The majorities in the order of their strength: the list that is locked from the top."""
    return tuple(
        row(
            f"majority {place}: {name} over {other}",
            {name: table.votes[name, other], other: table.votes[other, name]},
        )
        for place, pairs in enumerate(_by_strength(majorities), start=1)
        for name, other in sorted(pairs)
    )
