"""What a verdict rests on, in words: what was looked at, what it said, where it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from workflows.conditions import Evidence, Input, Source, Verdict
from workflows.phrasing import texts_in, words_in
from workflows.plan.forms import Field, FieldKind
from workflows.plan.model import Plan
from workflows.texts import chinese_sources, english_sources

_WORDS: Final[dict[str, ModuleType]] = {"en": english_sources, "zh": chinese_sources}
_REGISTERS: Final = frozenset(
    {Source.LAUREATES, Source.OFFICES, Source.ORGANIZATIONS, Source.NOMINATIONS}
)


@dataclass(frozen=True, slots=True)
class Told:
    """One input for people."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of one plan and category in one language; `country` names an ISO 3166 code."""

    plan: Plan
    category: str
    language: str
    country: Callable[[str], str] = str

    def inputs(self, evidence: Evidence) -> list[Told]:
        """Every input of a rule, in its order."""
        return [self.one(each) for each in evidence.inputs]

    def one(self, given: Input) -> Told:
        """One input: the label of its field or what the line is about, the value, the source."""
        words = self._words
        field = self.plan.form_of(self.category).fields.get(given.name)
        if given.source in (Source.FIELD, Source.DOCUMENT) and field is not None:
            name = words_in(field.label, self.language)
            value = self._answer(field, given.value)
        else:
            name = words.INPUTS.get(given.name, given.name)
            value = self._value(given)
        nothing = words.NOTHING["line" if given.source in _REGISTERS else ""]
        return Told(name, value or nothing, words.SOURCES.get(given.source, given.source))

    def line(self, line: str) -> str:
        """A line of a register with the plan's words for categories, ours for offices."""
        first, *rest = line.split(", ")
        return ", ".join([first, *map(self._part, rest)])

    def settles(self, evidence: Evidence) -> str:
        """What would settle a condition that is not known."""
        return str(texts_in(self.language).SETTLES.get(evidence.rule, ""))

    @property
    def _words(self) -> ModuleType:
        return _WORDS.get(self.language.split("-")[0].casefold(), english_sources)

    def _value(self, given: Input) -> str:
        if given.source in _REGISTERS:
            return self.line(given.value)
        if given.source == Source.NOMINEE:
            return str(self._words.CONSENT.get(given.value, given.value))
        return given.value

    def _part(self, part: str) -> str:
        category = self.plan.categories.get(part)
        if category is not None:
            return words_in(category.name, self.language)
        if len(part) == 2 and part.isupper():
            return self.country(part)
        roles = texts_in(self.language).ROLES
        return str(self._words.LINES.get(part, roles.get(part, part)))

    def _answer(self, field: Field, value: str) -> str:
        if field.kind is FieldKind.COUNTRY:
            return self.country(value) if value else ""
        if field.kind is FieldKind.DECLARATION:
            return str(self._words.YES if value == "True" else self._words.NO)
        if field.kind is FieldKind.CHOICE and value in field.options:
            return words_in(field.options[value].label, self.language)
        if field.kind is FieldKind.THEME and value in self.plan.themes:
            return words_in(self.plan.themes[value].label, self.language)
        if field.kind is FieldKind.COUNTRIES:
            return ", ".join(self.country(code) for code in _codes(value))
        if field.kind is FieldKind.ROWS:
            return ", ".join(self._cell(part) for part in value.split(", ") if part != "None")
        return value

    def _cell(self, part: str) -> str:
        return self.country(part) if len(part) == 2 and part.isupper() else part


def _codes(value: str) -> list[str]:
    """The codes of a list as Python writes it, which is how an answer stands in the evidence."""
    return [code for code in (part.strip("[]' ") for part in value.split(",")) if code]


def open_evidence(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """The parts of a finding that are not known."""
    return [each for each in evidence if each.verdict is Verdict.UNKNOWN]
