"""Two plans compared key by key; the order of keys says nothing but where people read it."""

from __future__ import annotations

import dataclasses
import typing
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from workflows.conditions import Rule
from workflows.guards import GuardUse
from workflows.plan.diffing.model import Change, Difference, Label, RuleText, Series, Step, Value
from workflows.plan.diffing.valuing import Valuing, name_of, text_of
from workflows.plan.forms import Words
from workflows.plan.model import EntryCondition, Plan
from workflows.plan.reading import declared_in, join, types_in

_TOLD_WITH_ANOTHER: Final = frozenset({"Deadline.zone", "BallotSpec.quorum_is_strict"})
"""Keys without a line of their own: the instant and the quorum say them."""

_ORDERED_TABLES: Final = frozenset({
    "Form.sections", "Section.fields", "Field.options", "Field.columns",
})  # fmt: skip
ORDERED_LISTS: Final = frozenset({"Prize.languages", "BallotSpec.tie_break", "Split.shares"})
"""Lists whose order says something."""

Path = tuple[Step, ...]


def differences(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Everything that an amendment changes, in the order of the model.

    Labels are those of the old plan, which the reader knows. Parts that have another key are
    other parts. What is inside a part that came or went is not listed.
    """
    return tuple(_Comparison(Valuing(old), Valuing(new)).tables(old, new, "", ()))


@dataclasses.dataclass(frozen=True, slots=True)
class _Comparison:
    before: Valuing
    after: Valuing

    def tables(self, old: Any, new: Any, place: str, path: Path) -> Iterator[Difference]:
        """Everything that differs between two tables of one class."""
        cls = type(old)
        for key, declared in declared_in(cls).items():
            what, here = f"{cls.__name__}.{key}", join(place, key)
            hint = types_in(cls)[declared.name]
            one, two = getattr(old, declared.name), getattr(new, declared.name)
            if hint == Words:
                yield from self._words(one, two, here, Label(path, what))
            elif typing.get_origin(hint) is Mapping:
                yield from self._mappings(one, two, here, Label(path, what))
            elif hint == Rule:
                yield from self._rules(old, new, here)
            elif hint == tuple[GuardUse, ...]:
                yield from self._guards(one, two, here, Label(path, what))
            elif dataclasses.is_dataclass(hint):
                inner = path or (Step(what, name_of(None, key)),)
                yield from self.tables(one, two, here, inner)
            elif what not in _TOLD_WITH_ANOTHER:
                first = self.before.value(old, key, place)
                second = self.after.value(new, key, place)
                yield from self._values(first, second, here, Label(path, what))

    def _words(self, old: Words, new: Words, place: str, label: Label) -> Iterator[Difference]:
        for language in dict.fromkeys([*old, *new]):
            one, two = text_of(old, language), text_of(new, language)
            if one != two:
                yield Difference(f"{place}.{language}", Change.REWORDED, label, one, two)

    def _mappings(
        self, old: Mapping[str, Any], new: Mapping[str, Any], place: str, label: Label
    ) -> Iterator[Difference]:
        for key in dict.fromkeys([*old, *new]):
            here = f"{place}.{key}"
            if key not in new:
                gone = self.before.part(old[key], key, here)
                yield Difference(here, Change.REMOVED, label, gone, None)
            elif key not in old:
                come = self.after.part(new[key], key, here)
                yield Difference(here, Change.ADDED, label, None, come)
            else:
                path = (*label.path, Step(label.what, name_of(old[key], key)))
                yield from self.tables(old[key], new[key], here, path)
        if label.what in _ORDERED_TABLES:
            one = Series(tuple(name_of(old[key], key) for key in old if key in new))
            two = Series(tuple(name_of(new[key], key) for key in new if key in old))
            if one != two:
                yield Difference(place, Change.REORDERED, label, one, two)

    def _values(self, old: Value, new: Value, place: str, label: Label) -> Iterator[Difference]:
        if old == new:
            return
        if isinstance(old, Series) and isinstance(new, Series) and label.what not in ORDERED_LISTS:
            gone = [item for item in old.items if item not in new.items]
            come = [item for item in new.items if item not in old.items]
            yield from _moved(gone, come, place, label)
        else:
            yield Difference(place, Change.CHANGED, label, old, new)

    def _rules(self, old: EntryCondition, new: EntryCondition, here: str) -> Iterator[Difference]:
        one, two = self.before.rule(old), self.after.rule(new)
        label = Label(self._asked_of(old), "EntryCondition.rule", old.clause)
        if _same_shape(one, two):
            yield from self._parameters(one, two, here, label)
        else:
            yield Difference(here, Change.CHANGED, label, one, two)

    def _asked_of(self, condition: EntryCondition) -> Path:
        """The categories of the old plan that ask a condition; the condition where none does."""
        categories = self.before.plan.categories
        asking = [key for key, c in categories.items() if condition.key in c.conditions]
        if not asking:
            return (Step("Plan.conditions", name_of(condition, condition.key)),)
        if len(asking) == len(categories) > 1:
            return (Step("all", name_of(None, "")),)
        return tuple(Step("Plan.categories", name_of(categories[key], key)) for key in asking)

    def _parameters(
        self, old: RuleText, new: RuleText, place: str, label: Label
    ) -> Iterator[Difference]:
        """What differs between two rules that only differ in parameters."""
        for one, two in zip(old.parts, new.parts, strict=True):
            yield from self._parameters(one, two, place, label)
        for (key, first), (_, second) in zip(old.parameters, new.parameters, strict=True):
            what = f"{old.kind}.{key}"
            about = dataclasses.replace(label, what=what, given=old.parameters)
            yield from self._values(first, second, f"{place}.{what}", about)

    def _guards(
        self, old: Sequence[GuardUse], new: Sequence[GuardUse], place: str, label: Label
    ) -> Iterator[Difference]:
        one = [self.before.guard(guard) for guard in old]
        two = [self.after.guard(guard) for guard in new]
        gone = [guard for guard in one if guard not in two]
        come = [guard for guard in two if guard not in one]
        kinds = Counter(guard.kind for guard in gone), Counter(guard.kind for guard in come)
        for guard in gone:
            if kinds[0][guard.kind] == kinds[1][guard.kind] == 1:
                other = next(g for g in come if g.kind == guard.kind)
                yield from self._parameters(guard, other, place, label)
                come.remove(other)
            else:
                yield Difference(place, Change.REMOVED, label, guard, None)
        yield from _moved((), come, place, label)


def _moved(
    gone: Sequence[Value], come: Sequence[Value], place: str, label: Label
) -> Iterator[Difference]:
    for item in gone:
        yield Difference(place, Change.REMOVED, label, item, None)
    for item in come:
        yield Difference(place, Change.ADDED, label, None, item)


def _same_shape(one: RuleText, two: RuleText) -> bool:
    """Whether two rules are made of the same kinds in the same composition."""
    if (one.join, one.kind, len(one.parts)) != (two.join, two.kind, len(two.parts)):
        return False
    return all(_same_shape(a, b) for a, b in zip(one.parts, two.parts, strict=True))
