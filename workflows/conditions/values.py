"""What entry conditions look at and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.errors import Fact


class Verdict(StrEnum):
    """Whether a condition holds. Unknown is not false: somebody has to find out."""

    HOLDS = "holds"
    FAILS = "does-not-hold"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """What the nominee has said."""

    NOT_ASKED = "not-asked"
    AWAITED = "awaited"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Nominator:
    """Who nominates, as far as conditions care."""

    name: str = ""
    email: str = ""
    institution: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Honour:
    """A line of the register of laureates."""

    name: str
    category: str
    year: int


@dataclass(frozen=True, slots=True)
class Office:
    """A line of the register of committee, board and staff."""

    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Case:
    """One nomination as its entry conditions see it.

    `answers` is field key -> answer (ISO text for dates, a list of tables for rows); a missing or
    empty answer makes the conditions on it unknown. `nominations_in_category` counts those that
    the nominator has handed in, this one included. `unasked` is field key -> label of questions
    that the present plan asks and the form that this nomination was written on did not.
    """

    answers: Mapping[str, Any]
    category: str
    today: date
    edition_year: int
    nominee: str = ""
    nominee_email: str = ""
    files: Mapping[str, int] = field(default_factory=dict)
    consent: Consent = Consent.NOT_ASKED
    nominator: Nominator = field(default_factory=Nominator)
    laureates: tuple[Honour, ...] = ()
    offices: tuple[Office, ...] = ()
    nominations_in_category: int = 1
    unasked: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a verdict rests on, and where it came from."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answer of one rule: the verdict, the facts for its sentence, the inputs it used."""

    rule: str
    verdict: Verdict
    facts: Mapping[str, Fact] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()


def judged(rule: str, holds: bool | None, facts: Mapping[str, Fact], *inputs: Input) -> Evidence:
    """Evidence of a rule whose answer is yes, no or (None) not known."""
    verdict = {True: Verdict.HOLDS, False: Verdict.FAILS, None: Verdict.UNKNOWN}[holds]
    return Evidence(rule, verdict, facts, inputs)


def from_field(case: Case, key: str) -> Input:
    """The answer to a form field as an input; an empty value when there is none."""
    answer = case.answers.get(key)
    return Input(key, "" if answer is None else str(answer), "field")


def date_of(case: Case, key: str) -> date | None:
    """The date answered to a field, or None when there is none or it is no date."""
    try:
        return date.fromisoformat(str(case.answers.get(key) or ""))
    except ValueError:
        return None


def number_of(case: Case, key: str) -> int | None:
    """The whole number answered to a field, or None when there is none or it is no number."""
    answer = case.answers.get(key)
    return answer if type(answer) is int else None


def years_between(earlier: date, later: date) -> int:
    """Completed years. Who is born on 29 February completes a year on 1 March in common years.

    Source: civil reckoning of age as in German Civil Code § 187(2), 188(2), and the law of most
    countries outside leap years.
    """
    before_birthday = (later.month, later.day) < (earlier.month, earlier.day)
    return later.year - earlier.year - before_birthday
