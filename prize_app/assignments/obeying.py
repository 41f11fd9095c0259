"""The rules that every assignment keeps, whoever makes it: by proposal, by hand, by confirming."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from prize_app.assignments.asking import Question
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.explaining import quota_words
from workflows.assignment import Flaw, Instance, Quota, broken_rules
from workflows.errors import Refusal

_WORDS: Final = {
    Flaw.STRANGE_PAIR: "everybody in it reviews in this category",
    Flaw.FORBIDDEN_PAIR: "no pair in conflict or ruled out",
    Flaw.LOCKED_PAIR_MISSING: "locked pairs and begun reviews stay",
}


def broken_by(question: Question, pairs: Collection[Pair]) -> list[str]:
    """The rules that an assignment of these pairs breaks, in words; nothing where it keeps all."""
    instance = question.instance
    named = [(str(n), str(r)) for n, r in pairs]
    flaws = broken_rules(instance, named)
    found = [words for flaw, words in _WORDS.items() if flaw in flaws]
    if Flaw.REVIEWS_OUT_OF_LIMITS in flaws:
        found.append(_reviews_words(question))
    if Flaw.LOADS_OUT_OF_LIMITS in flaws:
        found.append(_loads_words(question))
    by_nomination = defaultdict[str, set[str]](set)
    for nomination, reviewer in named:
        by_nomination[nomination].add(reviewer)
    broken = (q.rule for q in instance.quotas if not _holds(q, by_nomination[q.nomination]))
    return [*found, *dict.fromkeys(quota_words(question, rule) for rule in broken)]


def hand_refusal(question: Question, pair: Pair) -> Refusal | None:
    """Why this pair cannot be added by hand; nothing where it can."""
    refusal = question.pool.refusal(pair)
    if refusal is not None:
        return refusal
    if pair in question.known.ruled("forbidden"):
        return Refusal("pair_forbidden")
    most = question.settings.most_reviews
    have = question.pool.present(pair[0])
    if have >= most:
        return Refusal("reviews_full", {"most": most})
    return next(_spread_refusals(question, pair, most - have - 1), None)


def _spread_refusals(question: Question, pair: Pair, left: int) -> Iterator[Refusal]:
    """Rules that the pair would break, or that the places left after it could not meet."""
    nomination, reviewer = str(pair[0]), str(pair[1])
    present = {str(r) for n, r in question.present if n == pair[0]} | {reviewer}
    for quota in _quotas_of(question.instance, nomination):
        inside = len(quota.reviewers & present)
        is_over = reviewer in quota.reviewers and inside > quota.maximum
        if is_over or quota.minimum - inside > left:
            yield Refusal("spread_refused", {"rule": quota_words(question, quota.rule)})


def _quotas_of(instance: Instance, nomination: str) -> Iterator[Quota]:
    return (quota for quota in instance.quotas if quota.nomination == nomination)


def _holds(quota: Quota, reviewers: set[str]) -> bool:
    return quota.minimum <= len(quota.reviewers & reviewers) <= quota.maximum


def _reviews_words(question: Question) -> str:
    least, most = question.settings.reviews, question.settings.most_reviews
    asked = str(least) if least == most else f"{least} to {most}"
    return f"{asked} reviews for each nomination"


def _loads_words(question: Question) -> str:
    least, most = question.settings.least, question.settings.capacity
    asked = f"{least} to {most}" if least else f"at most {most}"
    return f"{asked} nominations for each reviewer, or fewer where they have said so"
