"""What the pages of a draft say besides their fields: faults, marks of the parts, the drawing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prize_app.planning import data, trail
from prize_app.planning.data import NOTHING, path_of, place_of
from prize_app.planning.outline import name_of
from prize_app.planning.queries import Document
from prize_app.planning.questions import anchor
from prize_app.planning.spans import Path
from workflows.drawing import workflow_svg
from workflows.plan.advice import ADVICE
from workflows.plan.diffing import differences, sentence
from workflows.plan.evaluation import Workflow
from workflows.plan.faults import Fault, Faults
from workflows.plan.places import Places
from workflows.plan.reading import read_table

MOST_TOLD: Final = 100
"""Faults and differences on one page; the document of a beginner has fewer."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fault for a reader: where in words and in the document, the way into a trap, what to do."""

    fault: Fault
    where: str
    page: str
    anchor: str
    line: int | None
    way: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan in the list at the side."""

    key: str
    title: str
    is_changed: bool
    fault_count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside every page of a draft."""

    parts: tuple[Part, ...]
    faults: tuple[Told, ...]
    fault_count: int
    change_count: int | None


def side_of(now: Document, before: Document, here: str = "") -> Side:
    """The parts with their marks, and the faults."""
    faults = now.reading.faults
    old, new = before.parsed or {}, now.parsed
    parts = tuple(
        Part(
            key=key,
            title=title,
            is_changed=new is not None and not _is_same(old, new, key),
            fault_count=sum(_is_under(f.place, key) for f in faults),
            is_here=key == here,
        )
        for key, title in trail.parts()
    )
    one, two = before.reading.plan, now.reading.plan
    count = len(differences(one, two)) if one and two else None
    return Side(parts, told(now), len(faults), count)


def told(document: Document) -> tuple[Told, ...]:
    """The faults in their order, as many as a page holds."""
    places = Places("" if document.is_too_large else document.text)
    return tuple(_told(f, document, places) for f in document.reading.faults[:MOST_TOLD])


def _told(fault: Fault, document: Document, places: Places) -> Told:
    parsed = document.parsed or {}
    page = trail.page_of(parsed, path_of(fault.place))
    return Told(
        fault=fault,
        where=trail.where(parsed, fault.place),
        page=place_of(page),
        anchor=anchor(fault.place),
        line=places.line_of(fault),
        way=_way(fault, parsed),
        advice=ADVICE[fault.code][1],
    )


def _way(fault: Fault, parsed: Any) -> tuple[str, ...]:
    """The counter-example with the labels of its stages and actions."""
    workflow = data.at(parsed, path_of(fault.place)[:2])
    tables = [data.at(workflow, (table,)) for table in ("stages", "actions")]
    known: dict[str, Any] = {}
    for table in tables:
        known |= table if isinstance(table, dict) else {}
    return tuple(name_of(known.get(step, {}), step) for step in fault.path)


def changes(before: Document, now: Document) -> list[str] | None:
    """What differs from the plan in force, in words; None where the draft cannot be read."""
    one, two = before.reading.plan, now.reading.plan
    if one is None or two is None:
        return None
    return [sentence(difference, "en") for difference in differences(one, two)]


def drawing(parsed: Any, path: Path) -> str:
    """The workflow around a page as SVG, as far as it can be drawn; empty elsewhere."""
    table = data.at(parsed, path[:2])
    if path[:1] != ("workflows",) or len(path) < 2 or not isinstance(table, dict):
        return ""
    found = read_table(Workflow, table, place_of(path[:2]), Faults(), str(path[1]))
    workflow = _drawable(found)
    return workflow_svg(workflow, "en") if workflow else ""


def _drawable(workflow: Workflow) -> Workflow | None:
    """The workflow without what leads nowhere: a draft may be half written."""
    stages = workflow.stages
    actions = {
        key: dataclasses.replace(a, sources=tuple(s for s in a.sources if s in stages))
        for key, a in workflow.actions.items()
        if a.target in stages and any(s in stages for s in a.sources)
    }
    if workflow.initial not in stages or not actions:
        return None
    return dataclasses.replace(workflow, actions=actions)


def crumbs(parsed: Any, path: Path) -> Sequence[tuple[str, str]]:
    """(name, place of its page or nothing) of every step to a page, the page itself left out."""
    steps = trail.steps_to(parsed, path)
    return steps[:-1]


def title_of(parsed: Any, path: Path) -> str:
    """The heading of a page."""
    steps = trail.steps_to(parsed, path)
    return steps[-1][0] if steps else place_of(path)


def _is_same(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> bool:
    one, two = data.at(old, (key,)), data.at(new, (key,))
    return data.same({} if one is NOTHING else one, {} if two is NOTHING else two)


def _is_under(place: str, key: str) -> bool:
    return place == key or place.startswith(f"{key}.")
