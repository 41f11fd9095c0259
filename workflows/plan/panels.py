"""Who decides, as data: the panel of a category and the votes that it can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflows.ballots import Rule
from workflows.plan.forms import Words
from workflows.plan.reading import spec
from workflows.ties import TieBreak


@dataclass(frozen=True, slots=True)
class BallotSpec:
    """One vote that the panel can hold."""

    key: str
    label: Words = spec("name of the ballot")
    rule: Rule = spec("how it is counted")
    quorum: Fraction = spec("share of the members not recused who must vote")
    quorum_is_strict: bool = spec("more than that share, not just as much", default=True)
    least_votes: int = spec(
        "fewest members who must vote, however small the share", default=1, minimum=1, maximum=60
    )
    threshold: Fraction | None = spec(
        "least share of yes among the votes cast, for approval", default=None
    )
    places: int = spec("how many may come out of it", default=1, minimum=1, maximum=50)
    tie_break: tuple[TieBreak, ...] = spec(
        "what decides between equals, in this order; the last must always decide (lot, or shared "
        "where all of them can have it)",
        default=(),
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """The committee of a category."""

    key: str
    label: Words = spec("name of the panel")
    members: int = spec("how many members vote", minimum=1, maximum=60)
    most_recusals: int | None = spec(
        "most members recused from a nomination with whom the panel still decides it; without it "
        "there is no limit, and the check proves the quorum with one",
        default=None,
        minimum=0,
        maximum=59,
    )
    ballots: Mapping[str, BallotSpec] = spec("its votes", minimum=1)
