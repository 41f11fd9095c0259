"""Pairs, rules and shortages in the words of the secretariat's pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from prize_app.assignments.asking import Question
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.knowing import languages_of, languages_read, subject_of, weights_of
from prize_app.countries import language_name
from workflows.affinity import Fit, Part
from workflows.assignment import Spread
from workflows.plan.assigning import SpreadTrait

_TRAITS: Final = {
    SpreadTrait.REGION: "region",
    SpreadTrait.COUNTRY: "country",
    SpreadTrait.INSTITUTION: "institution",
    SpreadTrait.LANGUAGE: "language",
}
_BIDS: Final = {
    "yes": "would like to read it",
    "maybe": "would read it if needed",
    "no": "would rather not read it",
}


def rule_words(kind: Spread, trait: SpreadTrait, number: int) -> str:
    """A rule of spread: at most 2 reviewers from one country."""
    people = "reviewer" if number == 1 else "reviewers"
    if kind is Spread.FROM_ANOTHER:
        return f"at least {number} {people} from another {_TRAITS[trait]} than the nominee"
    if kind is Spread.AT_MOST:
        return f"at most {number} {people} from one {_TRAITS[trait]}"
    verb = "reads" if number == 1 else "read"
    return f"at least {number} {people} who {verb} each language of the nomination"


def quota_words(question: Question, rule: str) -> str:
    """The rule behind a quota's name, such as `at_most:country:KE`."""
    kind, trait = Spread(rule.split(":")[0]), SpreadTrait(rule.split(":")[1])
    return rule_words(kind, trait, question.settings.spread.get((kind, trait), 1))


def written_in(question: Question, nomination_id: UUID) -> frozenset[str]:
    """The languages of a nomination."""
    plan, nomination = question.pool.edition.plan, question.pool.nominations[nomination_id]
    return languages_of(plan, nomination, subject_of(plan, nomination, ()).texts)


def why(question: Question, pair: Pair, written: frozenset[str]) -> list[str]:
    """What speaks for a pair and against it, most telling first; `written` are its languages."""
    fit = question.fits[str(pair[0]), str(pair[1])]
    return [
        *_theme(question, pair, fit),
        *(f"knows “{reason.name}”" for reason in fit.reasons if reason.part is Part.KEYWORD),
        *_texts(question, fit),
        *(_BIDS[reason.name] for reason in fit.reasons if reason.part is Part.BID),
        *_languages(question, pair, written),
        *_rulings(question, pair),
    ]


def points(question: Question, pair: Pair) -> Decimal:
    """The affinity of a pair; none where somebody is no reviewer any more."""
    fit = question.fits.get((str(pair[0]), str(pair[1])))
    return fit.points if fit else Decimal(0)


def _theme(question: Question, pair: Pair, fit: Fit) -> Iterator[str]:
    shared = [reason.name for reason in fit.reasons if reason.part is Part.THEME]
    themes = question.pool.edition.plan.themes
    if shared:
        name = themes[shared[0]].label["en"] if shared[0] in themes else shared[0]
        yield f"shared theme: {name}"
    elif question.pool.nominations[pair[0]].theme:
        yield "other theme"


def _texts(question: Question, fit: Fit) -> Iterator[str]:
    """How near the texts are, in percent, with the words that say so."""
    found = [reason for reason in fit.reasons if reason.part is Part.TEXT]
    weight = weights_of(question.pool.edition.plan).text
    if found and weight:
        near = sum((reason.points for reason in found), Decimal(0)) / weight
        words = ", ".join(reason.name for reason in found if reason.name)
        share = f"{100 * near:.0f}" if near >= Decimal("0.01") else "less than 1"
        told = f" ({words})" if words else ""
        yield f"{share}\N{NO-BREAK SPACE}% of the texts’ words{told}"


def _languages(question: Question, pair: Pair, written: frozenset[str]) -> Iterator[str]:
    read = languages_read(question.pool.reviewers[pair[1]], question.known)
    if written and read:
        verb, named = ("reads", written & read) if written & read else ("does not read", written)
        yield f"{verb} {', '.join(language_name(tag) for tag in sorted(named))}"


def _rulings(question: Question, pair: Pair) -> Iterator[str]:
    ruling = question.known.rulings.get(pair)
    if ruling is not None and ruling.ruling == "locked":
        yield "locked by the secretariat"


def shortage_words(why: str, facts: Mapping[str, Any], rules: Sequence[str]) -> str:
    """Why there is none, in one sentence about the nominations and reviewers beside it."""
    needed, available = facts.get("needed"), facts.get("available")
    return {
        "locked_pair_in_conflict": "These are locked to each other, but there is a conflict of "
        "interest between them, or the pair is ruled out. Lift one of the two.",
        "locked_pairs_over_maximum": "More pairs are locked here than there may be. Lift one.",
        "too_few_reviewers": f"These nominations need {needed} more reviews. Only the reviewers "
        f"named here may give them, and they can give {available}.",
        "too_few_nominations": f"These reviewers are to have {needed} more nominations. Only the "
        f"nominations named here may be given to them: {available} at most.",
        "rules_exclude": f"These nominations cannot keep: {'; '.join(rules)}.",
    }[why]


def named(ids: Sequence[str], among: Mapping[UUID, Any]) -> list[Any]:
    """What stands behind the engine's ids."""
    return [among[UUID(each)] for each in ids]
