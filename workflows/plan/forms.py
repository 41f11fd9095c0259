"""The form of a nomination as data: which fields it has and what each may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.plan.reading import spec

Words = Mapping[str, str]


class FieldKind(StrEnum):
    """What a field holds. The stored answer is JSON: text, number, true/false, list."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    EMAIL = "email"
    URL = "url"
    COUNTRY = "country"
    COUNTRIES = "countries"
    LANGUAGE = "language"
    CHOICE = "choice"
    THEME = "theme"
    DECLARATION = "declaration"
    ROWS = "rows"
    FILES = "files"


class Means(StrEnum):
    """What a field is to the engine, so that no code needs to know a field's own name."""

    NOMINEE_NAME = "nominee-name"
    NOMINEE_ORIGINAL_NAME = "nominee-original-name"
    NOMINEE_LANGUAGE = "nominee-language"
    NOMINEE_EMAIL = "nominee-email"
    NOMINEE_COUNTRY = "nominee-country"
    NOMINEE_INSTITUTION = "nominee-institution"
    CITATION = "citation"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Option:
    """One allowed answer of a choice."""

    key: str
    label: Words = spec("what people read")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a field that holds rows."""

    key: str
    label: Words = spec("heading of the column")
    kind: FieldKind = spec("text, year, date, country, url or email")
    required: bool = spec("a row that has anything must have this", default=True)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form."""

    key: str
    label: Words = spec("the question")
    kind: FieldKind = spec("what the answer is")
    hint: Words = spec("a line of help beneath the label", default={})
    required: bool = spec("must be answered before handing in", default=False)
    max_words: int | None = spec("most words", default=None, minimum=1, maximum=5000)
    max_length: int = spec("most characters", default=400, minimum=1, maximum=40_000)
    minimum: int | None = spec("smallest number or year", default=None)
    maximum: int | None = spec("largest number or year; most rows or files", default=None)
    options: Mapping[str, Option] = spec("allowed answers of a choice", default={})
    columns: Mapping[str, Column] = spec("columns of a field that holds rows", default={})
    means: Means | None = spec("what this field is to the engine", default=None)
    hidden_from_reviewers: bool = spec("left out of the reviewers' dossier", default=False)
    compared: bool = spec(
        "the secretariat sees points by the answers of this choice, side by side", default=False
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields under one heading."""

    key: str
    label: Words = spec("heading")
    fields: Mapping[str, Field] = spec("the questions, in order", minimum=1)


@dataclass(frozen=True, slots=True)
class Form:
    """All questions that a nomination in some categories answers."""

    key: str
    label: Words = spec("name of the form")
    sections: Mapping[str, Section] = spec("the groups of questions, in order", minimum=1)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by key, in the order of the form."""
        return {key: f for section in self.sections.values() for key, f in section.fields.items()}

    def field_that_means(self, means: Means) -> Field | None:
        """The field with this meaning, if the form has one."""
        return next((f for f in self.fields.values() if f.means is means), None)
