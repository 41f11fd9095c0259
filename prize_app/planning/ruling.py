"""Rules on a page: the kind chosen from the registry, parameters by the kind's own declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from prize_app.planning import data, wording
from prize_app.planning.data import NOTHING, place_of
from prize_app.planning.outline import GUARD_KINDS, JOINS, RULES, Key, rule_use
from prize_app.planning.questions import Control, Question, Role, Ruling, Uses
from prize_app.planning.spans import Path
from workflows.conditions import Rule
from workflows.conditions.rule import Join
from workflows.named import Kind
from workflows.plan.reading import declared_in, is_required

if TYPE_CHECKING:
    from prize_app.planning.building import Building

MOST_LEVELS: Final = 3
"""Compositions inside compositions that a page shows; what is deeper is left to the document."""

COMPOSED: Final = {
    Join.ALL: "All of several conditions hold",
    Join.ANY: "At least one of several conditions holds",
    Join.NOT: "Another condition does not hold",
}
DEEPER: Final = "This is composed further than a page shows. Change it in the document itself."


class RulingPages:
    """The rules below one key."""

    def __init__(self, building: Building, key: Key) -> None:
        self._building = building
        self._key = key
        self._kinds = RULES if key.hint is Rule else GUARD_KINDS

    def uses(self) -> Uses:
        """A list of rules by name, and room for another."""
        key, value = self._key, data.at(self._building.parsed, self._key.path)
        count = len(value) if isinstance(value, list) else 0
        label = wording.capital(wording.noun(key.owner, str(key.path[-1])))
        parts = tuple(self._part((*key.path, n), 1) for n in range(count))
        return Uses(
            place=place_of(key.path),
            label=f"{label}s",
            hint=wording.hint(key.declared, label),
            parts=parts,
            adding=self._choice(
                key.path, Role.ADDING, "", f"Add {wording.with_article(label.casefold())}"
            ),
            faults=self._building.faults_of(key.path),
        )

    def ruling(self, path: Path, level: int = 0) -> Ruling:
        """One rule with everything in it."""
        value = data.at(self._building.parsed, path)
        label = "What must hold" if level == 0 else f"Part {_number(path)}"
        use = rule_use(value, path, self._kinds)
        faults = self._building.faults_of(path)
        if use is not None:
            items = tuple(
                self._building.question(
                    p, wording.capital(wording.parameter(use.kind, p.declared)), use.given
                )
                for p in use.parameters
            )
            choice = self._choice(path, Role.KIND, use.kind.name, label)
            return Ruling(place_of(path), label, choice, "", items, faults=faults)
        join = _join(value) if self._kinds is RULES else None
        if join is None:
            return self._unclear(path, value, label)
        if level >= MOST_LEVELS:
            choice = self._choice(path, Role.KIND, join, label)
            return Ruling(place_of(path), label, choice, DEEPER, faults=faults)
        return self._composed(path, value[join], join, label, level)

    def _composed(self, path: Path, inner: Any, join: Join, label: str, level: int) -> Ruling:
        inside = (*path, str(join))
        parts: tuple[Ruling, ...]
        adding = None
        if join is Join.NOT:
            parts = (self.ruling(inside, level + 1),)
        else:
            count = len(inner) if isinstance(inner, list) else 0
            parts = tuple(self._part((*inside, n), level + 1) for n in range(count))
            adding = self._choice(inside, Role.ADDING, "", "Add another condition here")
        choice = self._choice(path, Role.KIND, join, label)
        faults = (*self._building.faults_of(path), *self._building.faults_of(inside))
        return Ruling(place_of(path), label, choice, "", (), parts, adding, faults)

    def _part(self, path: Path, level: int) -> Ruling:
        found = self.ruling(path, level)
        return Ruling(
            found.place, found.label, found.choice, found.explanation, found.items, found.parts,
            found.adding, found.faults, removable=True,
        )  # fmt: skip

    def _unclear(self, path: Path, value: Any, label: str) -> Ruling:
        """A rule that is missing or that nobody knows; another one can be chosen."""
        written = next(iter(value), "") if isinstance(value, dict) else value
        chosen = written if isinstance(written, str) else ""
        choice = self._choice(path, Role.KIND, chosen, label)
        explanation = "" if value is NOTHING else "This is no rule that the engine knows."
        return Ruling(
            place_of(path), label, choice, explanation, faults=self._building.faults_at(path)
        )

    def _choice(self, path: Path, role: Role, chosen: str, label: str) -> Question:
        offered = [(kind.name, wording.kind_line(kind)) for kind in self._kinds.values()]
        if self._kinds is RULES:
            offered = [*((str(j), words) for j, words in COMPOSED.items()), *offered]
        if chosen and chosen not in dict(offered):
            offered.append((chosen, f"{chosen[:60]} (not known)"))
        return Question(
            path=path,
            place=place_of(path),
            label=label,
            hint="",
            control=Control.CHOICE,
            was=chosen,
            value=chosen,
            choices=tuple(offered),
            required=role is Role.KIND,
            role=role,
        )


def chosen_rule(old: Any, name: str, kinds: dict[str, Kind]) -> Any:
    """What is written when another kind is chosen; parameters of the same name stay.

    A composition that is chosen takes in what was there; chosen instead of one, a kind that is a
    part of it keeps its parameters.
    """
    if name in COMPOSED:
        join = _join(old)
        if name == Join.NOT:
            return {name: old}
        inner = old[Join.NOT] if join is Join.NOT else old
        return {name: [] if old is NOTHING else [inner]}
    given = _given(old, name)
    names = declared_in(kinds[name].parameters)
    kept = {p: v for p, v in given.items() if p in names}
    if not kept and not any(is_required(d) for d in names.values()):
        return name
    return {name: kept}


def _given(old: Any, name: str) -> dict[str, Any]:
    if isinstance(old, dict) and len(old) == 1:
        ((_, inner),) = old.items()
        if isinstance(inner, list):
            found = (p[name] for p in inner if isinstance(p, dict) and name in p)
            inner = next(found, {})
        return inner if isinstance(inner, dict) else {}
    return {}


def _join(value: Any) -> Join | None:
    if isinstance(value, dict) and len(value) == 1:
        ((name, _),) = value.items()
        return Join(name) if name in JOINS else None
    return None


def _number(path: Path) -> int:
    """The number of a part among its neighbours, from 1."""
    return path[-1] + 1 if isinstance(path[-1], int) else 1
