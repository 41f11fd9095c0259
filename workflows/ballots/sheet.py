"""What a count answers with: who is elected, whether a tie decides, and the sheet to recount it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

Merit = TypeVar("Merit", int, Fraction, tuple[Fraction, Fraction])


class Rule(StrEnum):
    """The rules of counting, by their names on the command line."""

    PLURALITY = "plurality"
    RUN_OFF = "run-off"
    APPROVAL = "approval"
    BORDA = "borda"
    IRV = "irv"
    SCHULZE = "schulze"
    RANKED_PAIRS = "ranked-pairs"
    MEDIAN = "median"


class Strength(StrEnum):
    """How the strength of one majority over another is measured by the pairwise rules."""

    MARGINS = "margins"
    WINNING_VOTES = "winning-votes"


class TieBreak(StrEnum):
    """Which choice the rule leaves open when a tie decides."""

    EQUAL_FIGURES = "equal-figures"
    FINALISTS = "finalists-and-their-votes"
    ELIMINATION = "order-of-elimination"
    EQUAL_PATHS = "equal-paths"
    EQUAL_MAJORITIES = "order-of-equal-majorities"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the count sheet, figures in the order of the names.

    `not_counted` says how many ballots the line leaves out (blank, shared or exhausted), where
    the rule leaves out any; None where the question does not arise.
    """

    label: str
    figures: tuple[tuple[str, Fraction], ...]
    not_counted: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What one rule found: for each name the best place some breaking of ties can give it."""

    places: Mapping[str, int]
    sheet: tuple[SheetRow, ...]
    open_choice: TieBreak


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer to one vote.

    `winners` names everyone whom some order of breaking ties would elect; `tied` says that
    these are more than the seats, and `tie_break` (None otherwise) which choice decides.
    `order` is the order of merit by the best place that breaking ties can give a name, those
    with the same best place in one group: the first group of a single-seat vote is `winners`.
    """

    rule: Rule
    winners: tuple[str, ...]
    tied: bool
    tie_break: str | None
    sheet: tuple[SheetRow, ...]
    order: tuple[tuple[str, ...], ...]


def row(
    label: str, figures: Mapping[str, int] | Mapping[str, Fraction], not_counted: int | None = None
) -> SheetRow:
    """A line of the sheet with its figures sorted by name, so equal counts give equal sheets."""
    return SheetRow(
        label, tuple((name, Fraction(figures[name])) for name in sorted(figures)), not_counted
    )


def places_by(merits: Mapping[str, Merit]) -> dict[str, int]:
    """Places from 1, the largest merit first; equal merits share the better place."""
    descending = sorted(merits.values(), reverse=True)
    return {name: 1 + descending.index(merit) for name, merit in merits.items()}
