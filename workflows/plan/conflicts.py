"""Conflicts of interest as data: which ties bind whom, how firmly, for how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.plan.forms import Words
from workflows.plan.reading import spec
from workflows.plan.reviewing import Reviewing


class Tie(StrEnum):
    """What can tie somebody to a nomination."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    REFEREE = "referee"
    TEAM = "team"
    KIN = "kin"
    ADVISER = "adviser"
    CO_AUTHOR = "co-author"
    CO_GRANT = "co-grant"
    OBJECTED = "objected"
    SAME_ORGANIZATION = "same-organization"
    NEAR_ORGANIZATION = "near-organization"
    SAME_COUNTRY = "same-country"
    EMAIL_DOMAIN = "email-domain"
    NAME_VARIANT = "name-variant"


class Binding(StrEnum):
    """How firmly a tie binds: nobody lifts a strict one, a person may dismiss a general one."""

    STRICT = "strict"
    GENERAL = "general"
    NONE = "none"


PARTS: Final = frozenset({
    Tie.NOMINEE, Tie.NOMINATOR, Tie.REFEREE, Tie.TEAM, Tie.KIN, Tie.ADVISER, Tie.CO_AUTHOR,
    Tie.CO_GRANT, Tie.OBJECTED,
})  # fmt: skip
"""Ties by being a person that the nomination names."""

DATED: Final = frozenset({
    Tie.ADVISER, Tie.CO_AUTHOR, Tie.CO_GRANT, Tie.SAME_ORGANIZATION, Tie.NEAR_ORGANIZATION,
})  # fmt: skip
"""Ties that pass with the years, so that a window makes sense."""


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """How firmly one tie binds."""

    key: str
    label: Words = spec("the rule as people read it, in one sentence")
    tie: Tie = spec("what ties somebody to the nomination")
    binds: Binding = spec(
        "strict: nobody lifts it; general: the secretariat may dismiss it with a reason; none: it "
        "is no conflict of interest"
    )
    years: int | None = spec(
        "for so many years after the tie has ended; without it for ever",
        default=None,
        minimum=0,
        maximum=60,
    )
    distance: int | None = spec(
        "of near organizations: most steps from one to the other on the organization tree "
        "(institute to its academy: 1, two institutes of one academy: 2)",
        default=None,
        minimum=1,
        maximum=8,
    )


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """People whom a field of the form names."""

    key: str
    field: str = spec("field of the form: rows, or a text that is one person's name")
    tie: Tie = spec("what they are to the nomination")
    person: str | None = spec(
        "column with the name; several names are divided by semicolons", default=None
    )
    institution: str | None = spec("column with the institution", default=None)
    country: str | None = spec("column with the country", default=None)
    email: str | None = spec("column with the e-mail address", default=None)
    year: str | None = spec("column with the last year of the tie", default=None)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Which ties are conflicts of interest, and where a nomination names people."""

    rules: Mapping[str, ConflictRule] = spec("how firmly each tie binds", default={})
    people: Mapping[str, NamedPeople] = spec(
        "fields of the form that name people with a tie", default={}
    )


_OURS: Final[Mapping[Tie, Words]] = {
    Tie.NOMINEE: {"en": "The nominee reviews nobody here", "zh": "被提名人不参与评审"},
    Tie.NOMINATOR: {"en": "The nominator does not review", "zh": "提名人不参与评审"},
    Tie.SAME_ORGANIZATION: {"en": "Works at the same institution", "zh": "在同一单位工作"},
    Tie.SAME_COUNTRY: {"en": "Works in the same country", "zh": "在同一国家工作"},
}


def rules_in_force(conflicts: Conflicts, reviewing: Reviewing) -> list[ConflictRule]:
    """The rules of a plan, and those that hold where it has none of their tie.

    Nominee and nominator never review their own. `shared_institution` and `shared_country` of
    `reviewing` bind strictly as they always did, unless a rule of that tie takes their place.
    """
    ruled = {rule.tie for rule in conflicts.rules.values()}
    own = [rule for rule in conflicts.rules.values() if rule.binds is not Binding.NONE]
    return [*own, *(rule for rule in _unwritten(reviewing) if rule.tie not in ruled)]


def _unwritten(reviewing: Reviewing) -> Iterator[ConflictRule]:
    held = {
        Tie.NOMINEE: True,
        Tie.NOMINATOR: True,
        Tie.SAME_ORGANIZATION: reviewing.shared_institution,
        Tie.SAME_COUNTRY: reviewing.shared_country,
    }
    for tie, holds in held.items():
        if holds:
            # Until now an institution was the present one: only what has not ended binds.
            years = 0 if tie is Tie.SAME_ORGANIZATION else None
            yield ConflictRule(
                key=tie.value, label=_OURS[tie], tie=tie, binds=Binding.STRICT, years=years
            )
