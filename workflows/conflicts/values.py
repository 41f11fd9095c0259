"""What conflicts of interest are looked for in, and what is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workflows.errors import Fact
from workflows.plan.conflicts import Tie


class Source(StrEnum):
    """Where a line of evidence stands."""

    ACCOUNT = "account"
    PROFILE = "profile"
    FORM = "form"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where somebody works or worked. `organization` is a node of the tree, if it is known.

    A day that is not known is None: then it counts as within every window.
    """

    name: str
    organization: str = ""
    began: date | None = None
    ended: date | None = None
    source: Source = Source.PROFILE


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who could review or decide; `accounts` are all that are known to be this one's."""

    id: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    country: str = ""
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """A person whom a nomination names, and what he or she is to it.

    `ended` is the last day of the tie where that is known; `account` an account that is known to be
    this person's; `place` the field of the form that says so.
    """

    tie: Tie
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    country: str = ""
    account: str = ""
    ended: date | None = None
    source: Source = Source.FORM
    place: str = ""


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nomination with everybody whom it names."""

    id: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One line of evidence: what is written, of whom, where, and from when to when.

    `of` is the tie of the party it is about, or empty for the person who may be conflicted.
    """

    of: str
    value: str
    source: str
    place: str = ""
    began: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A conflict of interest that the plan's rules see between a person and a nomination.

    `is_strict`: nobody may dismiss it. `since` is the first day of the window, None where there is
    no end to it. `rule` names the rule of the plan; code and facts make the sentence.
    """

    nomination: str
    person: str
    tie: Tie
    rule: str
    is_strict: bool
    code: str
    facts: dict[str, Fact] = field(hash=False)
    evidence: tuple[Line, ...] = ()
    since: date | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of kind and evidence: the same as long as the evidence is, whatever the day."""
        lines = [[e.of, e.value, e.source, e.place, e.began, e.ended] for e in self.evidence]
        return digest([self.tie.value, lines])


@dataclass(frozen=True, slots=True)
class SuggestedPair:
    """Two accounts that may be one person's, and why; the ids stand in order."""

    one: str
    other: str
    evidence: tuple[Line, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the evidence."""
        return digest([[e.of, e.value, e.source] for e in self.evidence])


def digest(told: Sequence[object]) -> str:
    """SHA-256 of plain values as JSON."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
