"""Every name against every other: the figures that Borda, Schulze and ranked pairs start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

from workflows.ballots.profile import Profile, WeightedBallot
from workflows.ballots.sheet import SheetRow, Strength, row

Pair = tuple[str, str]
Force = tuple[int, int]
"""Strength of a majority: primary figure, then the smaller opposition where that decides."""

NO_FORCE: Force = (0, 0)


@dataclass(frozen=True, slots=True)
class Pairwise:
    """How many voters prefer the first of a pair; voters recused from either are left out."""

    names: tuple[str, ...]
    votes: Mapping[Pair, int]

    def margin(self, name: str, other: str) -> int:
        """Votes for `name` over `other` less the votes the other way round."""
        return self.votes[name, other] - self.votes[other, name]

    def majorities(self, strength: Strength) -> dict[Pair, Force]:
        """The pairs that a majority decided, with the strength of each.

        With winning votes, equal support is told apart by the smaller opposition.
        Source: Schulze 2011 (Soc Choice Welf 36); Debian constitution, appendix A.
        """
        return {
            pair: (self.margin(*pair), 0)
            if strength is Strength.MARGINS
            else (votes, -self.votes[pair[1], pair[0]])
            for pair, votes in self.votes.items()
            if self.margin(*pair) > 0
        }

    def rows(self) -> tuple[SheetRow, ...]:
        """The table of votes, one line a name: its votes over each of the others."""
        return tuple(
            row(
                f"votes for {name} over",
                {other: self.votes[name, other] for other in self.names if other != name},
            )
            for name in self.names
        )


def pairwise(profile: Profile) -> Pairwise:
    """Count every pair once per ballot that saw both; ties on a ballot count for neither."""
    names = profile.names()
    votes = dict.fromkeys(permutations(names, 2), 0)
    for ballot in profile.ballots:
        level = levels(ballot, names)
        for name, other in permutations(level, 2):
            if level[name] < level[other]:
                votes[name, other] += ballot.count
    return Pairwise(names, votes)


def levels(ballot: WeightedBallot, names: tuple[str, ...]) -> dict[str, int]:
    """The group each seen name stands in, 0 the best; all unlisted ones share the last."""
    listed = {name: level for level, group in enumerate(ballot.groups) for name in group}
    last = len(ballot.groups)
    return {name: listed.get(name, last) for name in names if name not in ballot.unseen}
