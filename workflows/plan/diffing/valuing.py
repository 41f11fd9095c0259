"""Raw values of a plan become values that explain themselves: money, instants, names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from workflows import calendar
from workflows.conditions import Rule
from workflows.conditions.rule import Join
from workflows.guards import GuardUse
from workflows.named import Use
from workflows.plan.deadlines import Deadline
from workflows.plan.diffing.model import (
    Moment,
    Money,
    Named,
    Part,
    Percent,
    RuleText,
    Series,
    Share,
    Value,
    Way,
    Word,
)
from workflows.plan.evaluation import Action, Criterion
from workflows.plan.forms import Field, Form, Words
from workflows.plan.model import Category, Confirmation, EntryCondition, Plan, Proposal, Split
from workflows.plan.panels import BallotSpec
from workflows.plan.reading import declared_in

AMOUNTS: Final = frozenset({
    "Award.amount", "Incentives.fund", "Incentives.medal", "Incentives.activities",
    "Incentives.reserve", "Split.shares",
})  # fmt: skip
"""Keys that hold minor units of the prize's currency."""

_NAMES: Final = ("label", "name", "role")


def name_of(item: Any, key: str) -> Named:
    """A part of the plan by its own text; without one, by what it points at or its key."""
    if isinstance(item, Proposal | Confirmation):
        return Named(key, {"": item.at})
    texts = (getattr(item, name, None) for name in _NAMES)
    return Named(key, next((text for text in texts if isinstance(text, Mapping)), {}))


@dataclasses.dataclass(frozen=True, slots=True)
class Valuing:
    """The values of one plan."""

    plan: Plan

    def value(self, owner: Any, key: str, place: str) -> Value:
        """The value of one key of a table."""
        declared = declared_in(type(owner))[key]
        raw = getattr(owner, declared.name)
        what = f"{type(owner).__name__}.{key}"
        if what in AMOUNTS:
            return self._money(raw)
        if isinstance(owner, Deadline) and key == "at":
            zone = self.plan.prize.zone
            return Moment(calendar.instant(owner, zone), owner.zone or zone)
        if isinstance(owner, BallotSpec) and key == "quorum":
            return Share(raw, owner.quorum_is_strict)
        table = "ballots" if what == "Stage.ballot" else declared.metadata["refers_to"]
        return self.plain(raw, table, place)

    def plain(self, raw: Any, table: str | None, place: str) -> Value:
        """A value by its type alone, or the name of what it refers to in a table."""
        if isinstance(raw, tuple):
            return Series(tuple(self.plain(item, table, place) for item in raw))
        if isinstance(raw, StrEnum):
            return Word(type(raw).__name__, raw.value)
        if isinstance(raw, Fraction):
            return Share(raw)
        if isinstance(raw, Decimal):
            return Percent(raw)
        if table and raw is not None:
            return self._named(str(raw), self._tables(table, place))
        value: Value = raw
        return value

    def _money(self, raw: int | tuple[int, ...]) -> Value:
        if isinstance(raw, tuple):
            return Series(tuple(self._money(each) for each in raw))
        return Money(raw, self.plan.prize.currency)

    def part(self, item: Any, key: str, place: str) -> Part:
        """A part that came or went, with what matters most of it."""
        return Part(name_of(item, key), self._detail(item, place))

    def rule(self, condition: EntryCondition) -> RuleText:
        """The rule of an entry condition, its parts in a fixed order."""
        return self._rule(condition.rule, tuple(self._forms(condition.key)))

    def guard(self, guard: GuardUse) -> RuleText:
        """A guard with the labels of the deadlines and ballots that it names."""
        return self._use(guard.use, ())

    def _detail(self, item: Any, place: str) -> Value:
        match item:
            case Deadline():
                return self.value(item, "at", place)
            case EntryCondition():
                return self.rule(item)
            case Criterion():
                return self.value(item, "weight", place)
            case BallotSpec():
                return self.value(item, "rule", place)
            case Split():
                return self.value(item, "shares", place)
            case Category():
                return self.value(item.award, "amount", place)
            case Action():
                target = self._named(item.target, self._tables("stages", place))
                return Way(self.plain(item.sources, "stages", place), target)
        return None

    def _named(self, key: str, tables: Iterable[Mapping[str, Any]]) -> Named:
        found = next((table[key] for table in tables if key in table), None)
        return name_of(found, key)

    def _tables(self, table: str, place: str) -> Iterator[Mapping[str, Any]]:
        if table == "stages":
            yield self.plan.workflows[place.split(".")[1]].stages
        elif table == "ballots":
            yield from (panel.ballots for panel in self.plan.panels.values())
        elif table == "fields":
            yield from (form.fields for form in self.plan.forms.values())
        else:
            yield getattr(self.plan, table)

    def _forms(self, condition: str) -> Iterator[Form]:
        """The forms that a condition is asked of; every form where no category asks it."""
        used = [c.form for c in self.plan.categories.values() if condition in c.conditions]
        yield from (self.plan.forms[key] for key in used or self.plan.forms)

    def _rule(self, rule: Rule, forms: tuple[Form, ...]) -> RuleText:
        if rule.use is not None:
            return self._use(rule.use, forms)
        parts = sorted(rule.parts, key=_order)
        return RuleText(rule.join, parts=tuple(self._rule(part, forms) for part in parts))

    def _use(self, use: Use, forms: tuple[Form, ...]) -> RuleText:
        parameters = tuple(
            (key, self._parameter(use.parameters, declared, forms))
            for key, declared in declared_in(type(use.parameters)).items()
        )
        return RuleText(Join.IS, use.kind.name, parameters)

    def _parameter(self, given: Any, declared: Any, forms: tuple[Form, ...]) -> Value:
        raw, table = getattr(given, declared.name), declared.metadata["refers_to"]
        if raw is None or table in (None, "calendar", "ballots", "countries"):
            return self.plain(raw, None if table == "countries" else table, "")
        if table == "fields":
            return self._named(raw, [form.fields for form in forms])
        if table == "columns":
            return self._named(raw, [field.columns for field in _fields(forms, given.rows)])
        asked = [field.options for field in _fields(forms, given.question)]
        return Series(tuple(self._named(key, [*asked, self.plan.themes]) for key in raw))


def _fields(forms: Iterable[Form], key: str) -> Iterator[Field]:
    return (form.fields[key] for form in forms if key in form.fields)


def _order(rule: Rule) -> str:
    """A text by which rules sort the same however a plan lists them: kinds before parameters."""
    if rule.use is not None:
        return f"{rule.use.kind.name} {rule.use.parameters!r}"
    return f"{rule.join} {sorted(_order(part) for part in rule.parts)}"


def text_of(words: Words, language: str) -> str | None:
    """A text in one language; None where there is none."""
    return words.get(language) or None
