"""What stands where in the picture: the main way downwards, detours on the left, exits right.

No line ever crosses another: a stage that several stages lead to is drawn again at each of them,
and an action out of many neighbouring stages is drawn once, as a bracket beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workflows.plan.checking.graph import ways_from_start
from workflows.plan.evaluation import Action, Stage, Tone, Trait, Workflow

SHORTEST_BRACKET: Final = 3
"""Stages in a row that must share an action before it is drawn as a bracket."""


@dataclass(frozen=True, slots=True)
class Exit:
    """An action and the stage that it leads to."""

    action: Action
    target: Stage


@dataclass(frozen=True, slots=True)
class Detour:
    """A stage beside the main way: how one gets there, how back, and where else it leads."""

    stage: Stage
    entries: tuple[Action, ...]
    returns: tuple[Action, ...]
    exits: tuple[Exit, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A stage of the main way with everything that leads out of it."""

    stage: Stage
    onward: tuple[Action, ...]
    exits: tuple[Exit, ...]
    detours: tuple[Detour, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """One action out of several rows in a run, `first` to `last` (indices, both included)."""

    action: Action
    target: Stage
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The whole picture without measures."""

    rows: tuple[Row, ...]
    brackets: tuple[Bracket, ...]


def arrange(workflow: Workflow) -> Arrangement:
    """Find the main way and hang everything else on it."""
    way = main_way(workflow)
    homes = _homes(workflow, way)
    brackets = tuple(_brackets(workflow, way))
    bracketed = {(b.action.key, key) for b in brackets for key in way[b.first : b.last + 1]}
    rows = []
    for key, following in zip(way, [*way[1:], None], strict=True):
        detours = [stage for stage, home in homes.items() if home == key]
        leaving = [
            action
            for action in _out_of(workflow, key)
            if (action.key, key) not in bracketed and action.target not in {*detours, following}
        ]
        rows.append(
            Row(
                stage=workflow.stages[key],
                onward=_between(workflow, key, following) if following else (),
                exits=_exits(workflow, leaving),
                detours=tuple(_detour(workflow, key, stage) for stage in detours),
            )
        )
    return Arrangement(tuple(rows), brackets)


def main_way(workflow: Workflow) -> tuple[str, ...]:
    """The stages that every nomination may go, where they hang together; else a shortest way."""
    strip = [stage.key for stage in workflow.stages.values() if stage.on_strip]
    joined = all(_between(workflow, one, other) for one, other in pairwise(strip))
    if strip and strip[0] == workflow.initial and joined:
        return tuple(strip)
    ways = ways_from_start(workflow)
    ends = [s for s in workflow.stages.values() if s.final and s.key in ways]
    best = max(ends, key=lambda stage: (_honour(stage), len(ways[stage.key])), default=None)
    return ways[best.key][::2] if best else (workflow.initial,)


def _honour(stage: Stage) -> int:
    return 2 * (Trait.HONOURED in stage.traits) + (stage.tone is Tone.HONOURED)


def _out_of(workflow: Workflow, key: str) -> list[Action]:
    return [a for a in workflow.actions.values() if key in a.sources]


def _between(workflow: Workflow, source: str, target: str) -> tuple[Action, ...]:
    return tuple(a for a in _out_of(workflow, source) if a.target == target)


def _exits(workflow: Workflow, actions: Iterable[Action]) -> tuple[Exit, ...]:
    return tuple(Exit(action, workflow.stages[action.target]) for action in actions)


def _homes(workflow: Workflow, way: Sequence[str]) -> Mapping[str, str]:
    """Stage beside the main way -> the main stage that it is drawn next to.

    Only stages that lead on are drawn so; ends are drawn wherever something leads to them.
    """
    ways = ways_from_start(workflow)
    homes = {}
    for key, stage in workflow.stages.items():
        if key not in way and (not stage.final or key not in ways):
            visited = [step for step in ways.get(key, ())[::2] if step in way]
            homes[key] = visited[-1] if visited else way[-1]
    return homes


def _detour(workflow: Workflow, home: str, key: str) -> Detour:
    returns = _between(workflow, key, home)
    leaving = [action for action in _out_of(workflow, key) if action not in returns]
    return Detour(
        stage=workflow.stages[key],
        entries=_between(workflow, home, key),
        returns=returns,
        exits=_exits(workflow, leaving),
    )


def _brackets(workflow: Workflow, way: Sequence[str]) -> Iterable[Bracket]:
    for action in workflow.actions.values():
        if action.target in way or not workflow.stages[action.target].final:
            continue
        for first, last in _runs([key in action.sources for key in way]):
            if last - first + 1 >= SHORTEST_BRACKET:
                yield Bracket(action, workflow.stages[action.target], first, last)


def _runs(marks: Sequence[bool]) -> Iterable[tuple[int, int]]:
    start = None
    for number, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = number
        elif not mark and start is not None:
            yield start, number - 1
            start = None
