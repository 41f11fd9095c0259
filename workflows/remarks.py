"""What is to be said of figures: a code with facts, and its sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Final

from workflows.errors import Fact
from workflows.phrasing import filled
from workflows.texts import firmness_chinese, firmness_english

_LANGUAGES: Final[Mapping[str, ModuleType]] = {"en": firmness_english, "zh": firmness_chinese}
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the figures of a calibration say, or why there are none."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def named(names: tuple[str, ...]) -> str:
    """The first few names of a list, and a sign that there are more."""
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def remark_sentence(remark: Remark, language: str) -> str:
    """In words; English for languages that we do not speak.

    Raises:
        KeyError: a code that the engine does not use.
    """
    return filled(words_for_figures(language).REMARKS[remark.code], remark.facts)


def words_for_figures(language: str) -> ModuleType:
    """The texts about figures in a language tag."""
    return _LANGUAGES.get(language.split("-")[0].casefold(), firmness_english)
