"""The ballots of one vote, checked so that every rule can count them without asking again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workflows.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class WeightedBallot:
    """One way of voting and how many voters voted so.

    `groups` lists names from the most to the least preferred; names in one group are tied.
    Names listed nowhere stand below all listed ones and are equal among themselves. `unseen`
    holds the names these voters were recused from: they say nothing about them, neither
    good nor bad, which is not the same as leaving them unlisted.
    """

    count: int
    groups: tuple[tuple[str, ...], ...]
    unseen: frozenset[str] = frozenset()

    def listed(self) -> tuple[str, ...]:
        """Every name the ballot ranks, best first."""
        return tuple(name for group in self.groups for name in group)


@dataclass(frozen=True, slots=True)
class Profile:
    """All ballots of one vote. The order of candidates and of ballots never matters.

    Raises:
        UnusableInput: at the first thing that would make a count ambiguous (no or repeated
            candidates, an unknown, repeated or unseen name on a ballot, a count below one,
            more seats than candidates).
    """

    candidates: tuple[str, ...]
    ballots: tuple[WeightedBallot, ...]
    seats: int = 1

    def __post_init__(self) -> None:
        """Check once what every rule relies on."""
        if not self.candidates:
            raise UnusableInput("candidates", "there is nobody to vote for")
        for name in self.candidates:
            if not name.strip():
                raise UnusableInput("candidates", "a name is empty")
        _refuse_repeats("candidates", self.candidates)
        if not 1 <= self.seats <= len(self.candidates):
            raise UnusableInput("seats", f"must lie between 1 and {len(self.candidates)}")
        known = frozenset(self.candidates)
        for number, ballot in enumerate(self.ballots):
            _check_ballot(f"ballots[{number}]", ballot, known)

    @property
    def voters(self) -> int:
        """How many ballots were cast, blank ones included."""
        return sum(ballot.count for ballot in self.ballots)

    def names(self) -> tuple[str, ...]:
        """The candidates in the one order every count sheet uses."""
        return tuple(sorted(self.candidates))


def _check_ballot(place: str, ballot: WeightedBallot, known: frozenset[str]) -> None:
    if ballot.count < 1:
        raise UnusableInput(place, "the count must be a whole number above zero")
    if not all(ballot.groups):
        raise UnusableInput(place, "a group of ties is empty")
    listed = ballot.listed()
    _refuse_repeats(place, listed)
    for name in sorted({*listed, *ballot.unseen} - known):
        raise UnusableInput(place, f"{name!r} is not among the candidates")
    for name in sorted(ballot.unseen.intersection(listed)):
        raise UnusableInput(place, f"{name!r} is ranked and marked as unseen")


def _refuse_repeats(place: str, names: tuple[str, ...]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise UnusableInput(place, f"{name!r} is named {times} times")
