"""How many members an item needs in the room, counted after those recused from it have left."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


def quorum_needed(
    members: int, recused: int, fraction: Fraction, *, strict: bool, least: int = 1
) -> int:
    """How many of the members not recused must be present, never fewer than `least` or one.

    `strict` says how the statute words it: True is "more than" the fraction, False "at least".
    Of 9 members, more than 2/3 are 7 and at least 2/3 are 6. When everybody is recused one is
    needed still, so that nobody cannot decide.

    Raises:
        ValueError: fewer than no members, more recusals than members, or a fraction that
            nobody could miss or meet: outside (0, 1], or outside [0, 1) when strict.

    Rule: docs/rules/ballots.md, "Quorum".
    """
    if not 0 <= recused <= members:
        raise ValueError(f"{recused} of {members} members cannot be recused")
    in_range = 0 <= fraction < 1 if strict else 0 < fraction <= 1
    if not in_range:
        raise ValueError(f"no quorum can be {'more than' if strict else 'at least'} {fraction}")
    share = fraction * (members - recused)
    whole = share.numerator // share.denominator
    needed = whole + 1 if strict or whole < share else whole
    return max(1, least, needed)


@dataclass(frozen=True, slots=True)
class Quorum:
    """The quorum of one item: members needed, members present who are not recused.

    `most_recused` is with how many recusals the panel may decide at all; None sets no limit.

    Raises:
        ValueError: numbers that contradict each other, so somebody was counted who must not be.
    """

    needed: int
    present: int
    members: int
    recused: int
    most_recused: int | None = None

    def __post_init__(self) -> None:
        """Refuse a count that includes recused members, and a quorum that needs nobody."""
        if self.needed < 1:
            raise ValueError("a quorum needs at least one member")
        if not 0 <= self.recused <= self.members:
            raise ValueError(f"{self.recused} of {self.members} members cannot be recused")
        if not 0 <= self.present <= self.members - self.recused:
            raise ValueError(
                f"{self.present} present of {self.members} with {self.recused} recused"
            )

    @property
    def too_many_recused(self) -> bool:
        """Whether so many are recused that the panel may not decide, whoever is present."""
        return self.most_recused is not None and self.recused > self.most_recused

    @property
    def reached(self) -> bool:
        """Whether the item may be decided."""
        return self.present >= self.needed and not self.too_many_recused
