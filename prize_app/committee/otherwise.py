"""Counted ballots beside what other rules would have made of the same papers, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from prize_app.committee.settling import Told, implied, items_of, tie_of
from workflows.ballots import Rule
from workflows.decisions import Implied
from workflows.other_rules import (
    Compared,
    Held,
    Outcome,
    Reading,
    Trial,
    compare,
    order_of_items,
    outcome_by,
)
from workflows.other_rules_telling import (
    held_word,
    purpose_sentence,
    rule_words,
    summary_sentence,
    trial_sentences,
    withheld_sentence,
)
from workflows.plan.model import Award
from workflows.plan.panels import BallotSpec

TONES: Final[Mapping[Held, str]] = {
    Held.SAME: "good",
    Held.OTHER_ORDER: "good",
    Held.TIE: "waiting",
    Held.OTHER: "warning",
    Held.NOT_COUNTED: "neutral",
}

_ISOLATED: Final = "\u2068{}\u2069"
"""A name in any script, kept apart from the direction of the sentence around it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: its name, its verdict and what it would have decided."""

    rule: str
    verdict: str
    tone: str
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """A counted ballot by other rules; only `withheld` where too few have voted to tell."""

    summary: str
    purpose: str
    lines: Sequence[Line]
    withheld: str = ""


def tried_by_others(
    told: Told, names: Mapping[str, str], language: str = "en"
) -> Mapping[UUID, Tried]:
    """Ballot -> what other rules make of it, where it was tried and something could come out.

    Args:
        told: the counted ballots of which the reader may know everything.
        names: nomination -> nominee, as the reader may know them.
    """
    called = {key: _ISOLATED.format(name) for key, name in names.items()}
    found = {
        round_.id: _tried(spec, award, round_.outcome or {}, called, language)
        for round_, spec, award in told
    }
    return {key: tried for key, tried in found.items() if tried is not None}


def _tried(
    spec: BallotSpec,
    award: Award,
    outcome: Mapping[str, Any],
    names: Mapping[str, str],
    language: str,
) -> Tried | None:
    # Rounds from before there were trials hold none.
    trials = outcome.get("others", [])
    if trials is None:
        return Tried("", "", (), withheld_sentence(language))
    quorate = [n for n, item in items_of(outcome).items() if item.quorum_reached]
    if not trials or not quorate:
        return None
    compared = compared_with(spec, award, outcome)
    lines = [
        Line(
            rule_words(each.trial.rule, language),
            held_word(each.held, language),
            TONES[each.held],
            trial_sentences(each, names, language),
        )
        for each in compared
    ]
    return Tried(summary_sentence(compared, language), purpose_sentence(language), lines)


def compared_with(spec: BallotSpec, award: Award, outcome: Mapping[str, Any]) -> Sequence[Compared]:
    """Every trial that is kept with an outcome, beside who came out after the tie-breaks."""
    items = items_of(outcome)
    quorate = {n for n, item in items.items() if item.quorum_reached}
    counted = order_of_items(spec, items)
    is_approval = spec.rule is Rule.APPROVAL
    places = award.awards * award.shared_by_at_most if is_approval else spec.places
    if is_approval:
        came = _awarded(spec, award, outcome, outcome_by(counted, places))
    else:
        tie = tie_of(spec, award, outcome)
        elected = frozenset(n for n in quorate if items[n].elected)
        came = Outcome(elected, frozenset(tie.waits if tie else ()) & quorate)
    return [compare(_trial(one), counted, came, places, quorate) for one in outcome["others"]]


def _awarded(
    spec: BallotSpec, award: Award, outcome: Mapping[str, Any], counted: Outcome
) -> Outcome:
    """Who has an award by the votes; a tie for the reserve alone leaves no award open."""
    implied_for = {line.nomination: line.implied for line in implied(spec, award, outcome)}
    return Outcome(
        frozenset(n for n, what in implied_for.items() if what is Implied.AWARD),
        frozenset(n for n in counted.left_open if implied_for[n] is Implied.UNDECIDED),
    )


def _trial(given: Mapping[str, Any]) -> Trial:
    rule = given["rule"]
    order = given["order"]
    return Trial(
        Reading(rule) if rule in list(Reading) else Rule(rule),
        None if order is None else tuple(tuple(group) for group in order),
    )
