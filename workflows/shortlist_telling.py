"""A shortlist in words: by what rule, who goes on, where the cut lies, who was kept with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Final

from workflows.phrasing import filled
from workflows.plan.rounds import Keeping, ReviewRound
from workflows.shortlist import Shortlist
from workflows.texts import rounds_chinese, rounds_english

_LANGUAGES: Final[Mapping[str, ModuleType]] = {"en": rounds_english, "zh": rounds_chinese}


def rule_sentence(rule: ReviewRound, language: str) -> str:
    """The rule by itself: who goes on."""
    texts = _texts(language)
    lines = list(_lines(rule, texts))
    told = filled(texts.SHORTLIST["rule"], {"lines": texts.SHORTLIST["and"].join(lines)})
    return told + (texts.SHORTLIST["with_noise"] if rule.keep is Keeping.NOISE else "")


def shortlist_sentences(rule: ReviewRound, found: Shortlist, language: str) -> list[str]:
    """What came of the rule: numbers, the cut, whoever was kept, and whether noise was known."""
    texts = _texts(language)
    going = len(found.picked) + len(found.kept)
    told = [filled(texts.SHORTLIST["outcome"], {"going": going, "total": found.total})]
    if found.cut is not None:
        told.append(filled(texts.SHORTLIST["cut"], {"points": f"{found.cut:.2f}"}))
    if found.line is not None:
        told.append(filled(texts.SHORTLIST["median"], {"points": f"{found.line:.2f}"}))
    if found.kept:
        told.append(filled(texts.SHORTLIST["kept"], {"count": len(found.kept)}))
    if rule.keep is Keeping.NOISE and found.noise is None:
        told.append(texts.SHORTLIST["no_noise"])
    return told


def _lines(rule: ReviewRound, texts: ModuleType) -> Iterator[str]:
    if rule.first_places is not None:
        yield filled(texts.SHORTLIST["first"], {"places": rule.first_places})
    if rule.least_points is not None:
        yield filled(texts.SHORTLIST["least"], {"points": rule.least_points})
    if rule.above_median:
        yield texts.SHORTLIST["above"]


def _texts(language: str) -> ModuleType:
    return _LANGUAGES.get(language.split("-")[0].casefold(), rounds_english)
