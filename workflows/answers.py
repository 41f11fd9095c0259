"""Answers of a form against the form: what is missing, what does not fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.errors import Fact
from workflows.plan.forms import Column, Field, FieldKind, Form
from workflows.text import count_words

# Without the characters that would make two addresses, or a name and an address, of one.
_NEITHER = r'@\s,;:<>()\[\]"\\'
_ADDRESS = re.compile(rf"[^{_NEITHER}]+@[^.{_NEITHER}]+(\.[^.{_NEITHER}]+)+")
_LINK = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def is_empty(answer: object) -> bool:
    """Whether nothing was answered. Zero is an answer; an unticked declaration is none."""
    return answer is None or answer is False or answer == "" or answer == []


class AnswerCode(StrEnum):
    """What can be wrong with an answer."""

    MISSING = "answer-missing"
    TOO_LONG = "too-long"
    TOO_MANY_WORDS = "too-many-words"
    NOT_AN_OPTION = "not-an-option"
    NOT_A_DATE = "not-a-date"
    NOT_A_NUMBER = "not-a-number"
    OUT_OF_RANGE = "out-of-range"
    NOT_AN_ADDRESS = "not-an-address"
    NOT_A_LINK = "not-a-link"
    TOO_MANY_ROWS = "too-many-rows"
    ROW_INCOMPLETE = "row-incomplete"


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """One thing wrong with one answer."""

    field: str
    code: AnswerCode
    facts: Mapping[str, Fact]


def faults_of(
    form: Form, answers: Mapping[str, Any], files: Mapping[str, int], themes: Collection[str]
) -> tuple[AnswerFault, ...]:
    """Everything that keeps a form from being handed in, in the order of the form.

    Args:
        answers: field key -> JSON value.
        files: field key -> number of attached files.
    """
    found: list[AnswerFault] = []
    for question in form.fields.values():
        if question.kind is FieldKind.FILES:
            if question.required and not files.get(question.key):
                found.append(AnswerFault(question.key, AnswerCode.MISSING, {}))
            continue
        answer = answers.get(question.key)
        if is_empty(answer):
            if question.required:
                found.append(AnswerFault(question.key, AnswerCode.MISSING, {}))
            continue
        found += [
            AnswerFault(question.key, code, facts)
            for code, facts in _faults(question, answer, themes)
        ]
    return tuple(found)


Found = Iterator[tuple[AnswerCode, dict[str, Fact]]]


def _faults(question: Field, answer: Any, themes: Collection[str]) -> Found:
    kind = question.kind
    if kind is FieldKind.ROWS:
        yield from _rows(question, answer)
    elif kind in (FieldKind.NUMBER, FieldKind.YEAR):
        yield from _number(question, answer)
    elif kind in (FieldKind.CHOICE, FieldKind.THEME):
        allowed = question.options if kind is FieldKind.CHOICE else themes
        if not isinstance(answer, str) or answer not in allowed:
            yield AnswerCode.NOT_AN_OPTION, {}
    elif isinstance(answer, str):
        yield from _text(question, answer)


def _text(question: Field, answer: str) -> Found:
    if len(answer) > question.max_length:
        yield AnswerCode.TOO_LONG, {"most": question.max_length}
    if question.max_words and (words := count_words(answer)) > question.max_words:
        yield AnswerCode.TOO_MANY_WORDS, {"most": question.max_words, "count": words}
    yield from _shape(question.kind, answer)


def _shape(kind: FieldKind, answer: str) -> Found:
    if kind is FieldKind.EMAIL and not _ADDRESS.fullmatch(answer):
        yield AnswerCode.NOT_AN_ADDRESS, {}
    if kind is FieldKind.URL and not _LINK.fullmatch(answer):
        yield AnswerCode.NOT_A_LINK, {}
    if kind is FieldKind.DATE:
        try:
            date.fromisoformat(answer)
        except ValueError:
            yield AnswerCode.NOT_A_DATE, {}


def _number(question: Field, answer: Any) -> Found:
    if not isinstance(answer, int) or isinstance(answer, bool):
        yield AnswerCode.NOT_A_NUMBER, {}
        return
    low, high = question.minimum, question.maximum
    if (low is not None and answer < low) or (high is not None and answer > high):
        yield AnswerCode.OUT_OF_RANGE, {"low": low or 0, "high": high or 9999}


def _rows(question: Field, rows: Any) -> Found:
    if not isinstance(rows, list):
        yield AnswerCode.NOT_AN_OPTION, {}
        return
    if question.maximum is not None and len(rows) > question.maximum:
        yield AnswerCode.TOO_MANY_ROWS, {"most": question.maximum, "count": len(rows)}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            yield AnswerCode.NOT_AN_OPTION, {}
            continue
        for column in question.columns.values():
            yield from _cell(number, column, row.get(column.key))


def _cell(number: int, column: Column, value: Any) -> Found:
    if is_empty(value):
        if column.required:
            yield (
                AnswerCode.ROW_INCOMPLETE,
                {"row": number, "column": next(iter(column.label.values()), column.key)},
            )
    elif isinstance(value, str):
        yield from _shape(column.kind, value)
