"""Ballots in short, for the tests of the rules."""

from __future__ import annotations

from workflows.ballots import (
    Profile,
    Rule,
    WeightedBallot,
)

PAIRWISE_RULES = (Rule.SCHULZE, Rule.RANKED_PAIRS)
"""Rules that compare two names at a time."""


def vote(text: str, *, seats: int = 1) -> Profile:
    """Ballots in short: "3 A>B=C; 2 C ~A" is three ballots, and two that did not see A."""
    ballots = []
    for part in text.split(";"):
        count, order, *unseen = part.split()
        groups = [tuple(group.split("=")) for group in order.split(">") if group != "-"]
        ballots.append(
            WeightedBallot(int(count), tuple(groups), frozenset(name[1:] for name in unseen))
        )
    names = {name for ballot in ballots for name in (*ballot.listed(), *ballot.unseen)}
    return Profile(tuple(sorted(names)), tuple(ballots), seats)
