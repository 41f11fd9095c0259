"""The differences of two plans in the order in which somebody who signs wants to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from workflows.plan.diffing import Change, Difference
from workflows.plan.model import Plan


class Part(StrEnum):
    """Parts of a plan as people speak of them, the weightiest for running nominations first."""

    CALENDAR = "calendar"
    CONDITIONS = "conditions"
    WORKFLOWS = "workflows"
    RUBRICS = "rubrics"
    ROUNDS = "rounds"
    REVIEWING = "reviewing"
    BLINDNESS = "blindness"
    CONFLICTS = "conflicts"
    PANELS = "panels"
    CATEGORIES = "categories"
    FORMS = "forms"
    INCENTIVES = "incentives"
    PRIZE = "prize"
    THEMES = "themes"
    CERTIFICATES = "certificates"
    TERMS = "terms"
    PROPOSALS = "proposals"
    TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Line:
    """One difference, and whether nominations are under way where it holds."""

    difference: Difference
    touches: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The differences of one part."""

    part: Part
    lines: tuple[Line, ...]

    @property
    def touches(self) -> bool:
        """Whether any of them concerns running nominations."""
        return any(line.touches for line in self.lines)


def part_of(difference: Difference) -> Part:
    """The part that a difference belongs to; which conditions a category asks is one of them."""
    first, *rest = difference.place.split(".")
    if first == Part.CATEGORIES and rest[1:2] == ["conditions"]:
        return Part.CONDITIONS
    return Part(first)


def grouped(
    found: Sequence[Difference], old: Plan, occupied: Set[str] = frozenset()
) -> tuple[Group, ...]:
    """By part; what touches running nominations first, texts last.

    Args:
        old: the plan in force.
        occupied: keys of categories in which nominations are under way.
    """
    used = frozenset(_used(old, occupied))
    groups = []
    for part in Part:
        lines = [Line(d, _touches(d, used)) for d in found if part_of(d) is part]
        if lines:
            groups.append(Group(part, tuple(sorted(lines, key=_weight))))
    return tuple(sorted(groups, key=lambda group: not group.touches))


def _weight(line: Line) -> tuple[bool, bool]:
    return line.difference.kind is Change.REWORDED, not line.touches


def _touches(difference: Difference, used: Set[str]) -> bool:
    """Whether something that occupied categories use is inside; words touch nobody."""
    if difference.kind is Change.REWORDED:
        return False
    parts = difference.place.split(".")
    return parts[0] in used or ".".join(parts[:2]) in used


def _used(old: Plan, occupied: Set[str]) -> Iterator[str]:
    if occupied:
        yield from (Part.CALENDAR, Part.REVIEWING, Part.ROUNDS)
    for key in occupied & set(old.categories):
        category = old.categories[key]
        yield from (f"{Part.CATEGORIES}.{key}", f"{Part.FORMS}.{category.form}")
        yield from (f"{Part.RUBRICS}.{category.rubric}", f"{Part.PANELS}.{category.panel}")
        yield f"{Part.WORKFLOWS}.{category.workflow}"
        yield from (f"{Part.CONDITIONS}.{condition}" for condition in category.conditions)


def for_nominators(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """What the public call must say: other deadlines and other entry conditions, no wordings."""
    told = (Part.CALENDAR, Part.CONDITIONS)
    return tuple(d for d in found if d.kind is not Change.REWORDED and part_of(d) in told)
