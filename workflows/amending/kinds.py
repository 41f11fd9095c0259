"""What an amendment can do to what is under way, as codes with their weight and their facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.amending.landing import Standing
from workflows.errors import Fact


class Weight(StrEnum):
    """What a consequence demands."""

    BARS = "bars"
    ASKS = "asks"
    TELLS = "tells"


class ConsequenceCode(StrEnum):
    """What an amendment can do to what is under way."""

    OPEN_BALLOT = "open-ballot"
    BALLOT_GONE = "ballot-gone"
    OTHER_SCALE = "other-scale"
    NUMBER_TAKEN = "number-taken"
    COUNTED_BALLOT = "counted-ballot"
    REVIEWED_RUBRIC = "reviewed-rubric"
    DECIDED_AWARD = "decided-award"
    DEADLINE_CLOSES = "deadline-closes"
    DEADLINE_REOPENS = "deadline-reopens"
    DEADLINE_REWRITTEN = "deadline-rewritten"
    DEADLINE_MOVES = "deadline-moves"
    BEGUN_REVIEWS = "begun-reviews"
    ROUND_UNDER_WAY = "round-under-way"
    ROUND_LEFT_BEHIND = "round-left-behind"
    ROUND_GIVEN_OUT = "round-given-out"
    ROUND_OTHER_METHOD = "round-other-method"
    ROUND_METHOD_SINCE = "round-method-since"
    ROUND_OTHER_PEOPLE = "round-other-people"
    ROUND_RULE_AFTERWARDS = "round-rule-afterwards"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One consequence; `key` names it in the author's decisions and stays while facts move."""

    code: ConsequenceCode
    weight: Weight
    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was done in a round of review: given out, begun, handed in; whether it was frozen.

    What was begun is a review, an order or answers to pairs that nobody has handed in yet.
    """

    given: int = 0
    begun: int = 0
    handed_in: int = 0
    is_frozen: bool = False

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has done anything in it, nor been asked to."""
        return not (self.given or self.begun or self.handed_in or self.is_frozen)


@dataclass(frozen=True, slots=True)
class Past:
    """What has happened so far, as far as an amendment can touch it.

    Ballots are (category, ballot) keys, `rounds` (category, round) keys, the round "" where the
    plan has none; reviews are counted by category over all rounds, handed in and begun.
    """

    standing: Standing = field(default_factory=dict)
    open_ballots: frozenset[tuple[str, str]] = frozenset()
    counted_ballots: frozenset[tuple[str, str]] = frozenset()
    reviews_in: Mapping[str, int] = field(default_factory=dict)
    reviews_begun: Mapping[str, int] = field(default_factory=dict)
    rounds: Mapping[tuple[str, str], Judged] = field(default_factory=dict)
