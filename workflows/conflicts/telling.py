"""A suggested conflict of interest in words."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Final

from workflows.conflicts.values import Line, Suggestion
from workflows.phrasing import filled
from workflows.texts import chinese_conflicts, english_conflicts

_TEXTS: Final = {"en": english_conflicts, "zh": chinese_conflicts}


def _texts(language: str) -> ModuleType:
    return _TEXTS.get(language.split("-")[0].casefold(), english_conflicts)


def tie_words(tie: str, language: str = "en") -> str:
    """What somebody is to a nomination."""
    return str(_texts(language).TIES[tie])


def sentence(
    suggestion: Suggestion, language: str = "en", country: Callable[[str], str] = str
) -> str:
    """What was found, in one or two sentences; `country` writes a code of ISO 3166-1 out."""
    facts = dict(suggestion.facts)
    facts["who"] = tie_words(str(facts["tie"]), language)
    if "country" in facts:
        facts["country"] = country(str(facts["country"]))
    return filled(_texts(language).SENTENCES[suggestion.code], facts)


def line_words(line: Line, language: str = "en") -> str:
    """Where a line of evidence stands, and of whom it speaks."""
    source = str(_texts(language).SOURCES[line.source])
    return f"{source}: {tie_words(line.of, language)}" if line.of else source
