"""The picture: complete, without overlaps, safe for a strict page, the same every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN, TEXT, WORKFLOW, changed
from workflows.drawing import Way, taken_from, workflow_mermaid, workflow_svg
from workflows.drawing.arranging import arrange, main_way
from workflows.drawing.lettering import width, wrapped
from workflows.plan.evaluation import Workflow
from workflows.plan.faults import Faults
from workflows.plan.loading import read_plan
from workflows.plan.reading import read_table

SVG = "{http://www.w3.org/2000/svg}"
WAY = [
    "draft", "submitted", "eligible", "in-review", "ranked", "shortlisted", "proposed",
    "approved", "notice", "awarded",
]  # fmt: skip


class Area(NamedTuple):
    """What a piece of the picture covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether two areas share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def parsed(svg: str) -> ET.Element:
    """The document; the text is our own."""
    return ET.fromstring(svg)  # noqa: S314


def boxes(root: ET.Element) -> list[Area]:
    """Every box of a stage or a pointer to one."""
    found = []
    for rect in root.iter(f"{SVG}rect"):
        if {"wf-stage", "wf-pointer"} & set(rect.get("class", "").split()):
            x, y, wide, high = (float(rect.get(k, "0")) for k in ("x", "y", "width", "height"))
            found.append(Area(x, y, x + wide, y + high))
    return found


def lines(root: ET.Element) -> list[tuple[str, Area]]:
    """Every line of text with the room that it takes."""
    found = []
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", "0"))
        for span in text.iter(f"{SVG}tspan"):
            x, y = float(span.get("x", "0")), float(span.get("y", "0"))
            wide = width(span.text or "", size)
            left = x - wide / 2 if text.get("text-anchor") == "middle" else x
            found.append(
                (span.text or "", Area(left, y - size * 0.75, left + wide, y + size * 0.2))
            )
    return found


PICTURES = [workflow_svg(WORKFLOW, "en"), workflow_svg(WORKFLOW, "zh")]


@pytest.mark.parametrize("svg", PICTURES, ids=["en", "zh"])
def test_nothing_overlaps(svg: str) -> None:
    root = parsed(svg)
    texts, areas = lines(root), boxes(root)
    _, _, wide, high = (float(n) for n in root.get("viewBox", "").split())

    assert [pair for pair in combinations(areas, 2) if pair[0].meets(pair[1])] == []
    assert [(a, b) for (a, one), (b, other) in combinations(texts, 2) if one.meets(other)] == []
    for said, room in texts:
        assert room.left >= 0, said
        assert room.right <= wide, said
        assert room.bottom <= high, said
        for area in (a for a in areas if a.meets(room)):
            assert area.left <= room.left, said
            assert room.right <= area.right, said


@pytest.mark.parametrize("svg", PICTURES, ids=["en", "zh"])
def test_no_arrow_runs_through_words_or_boxes(svg: str) -> None:
    root = parsed(svg)
    for line in root.iter(f"{SVG}line"):
        x1, y1, x2, y2 = (float(line.get(k, "0")) for k in ("x1", "y1", "x2", "y2"))
        run = Area(min(x1, x2) - 0.1, min(y1, y2) - 0.1, max(x1, x2) + 0.1, max(y1, y2) + 0.1)
        assert [said for said, room in lines(root) if run.meets(room)] == []
        inner = (Area(b.left + 1, b.top + 1, b.right - 1, b.bottom - 1) for b in boxes(root))
        assert [b for b in inner if run.meets(b)] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_stage_and_action_is_named(language: str) -> None:
    told = "".join(said for said, _ in lines(parsed(workflow_svg(WORKFLOW, language))))
    squeezed = re.sub(r"\s", "", told)

    for part in (*WORKFLOW.stages.values(), *WORKFLOW.actions.values()):
        assert re.sub(r"\s", "", part.label[language]) in squeezed, part.key


def test_the_picture_explains_itself_and_obeys_a_strict_page() -> None:
    svg = workflow_svg(WORKFLOW, "en")
    root = parsed(svg)

    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert title.text == "Nomination to certificate"
    assert f"{len(WORKFLOW.stages)} stages and {len(WORKFLOW.actions)} actions" in str(
        described.text
    )
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert root.get("role") == "img"
    for forbidden in (" style=", "<style", "<script", "href", "url(", " on", "data:"):
        assert forbidden not in re.sub(r">[^<]*<", "><", svg), forbidden
    assert svg == workflow_svg(WORKFLOW, "en")


def test_labels_are_escaped() -> None:
    text = changed(('en = "Draft"', 'en = "<b>&\\"Draft\\""'))
    plan = read_plan(text).plan
    assert plan is not None

    svg = workflow_svg(plan.workflows["standard"], "en")

    assert "&lt;b&gt;&amp;" in svg
    parsed(svg)


def drawn(root: ET.Element, kind: str) -> int:
    """How many elements have this class."""
    return sum(kind in part.get("class", "").split() for part in root.iter())


def test_what_was_taken_and_where_it_stands() -> None:
    taken = ["submit", "accept", "open-review", "withdraw"]

    root = parsed(workflow_svg(WORKFLOW, "en", way=taken_from(WORKFLOW, taken)))

    assert drawn(root, "wf-here") == 1
    assert drawn(root, "wf-taken") == 3 + 4  # three arrows down, the four strokes of the bracket
    assert drawn(parsed(workflow_svg(WORKFLOW, "en")), "wf-here") == 0


def test_an_end_without_a_known_way_is_marked_wherever_it_stands() -> None:
    root = parsed(workflow_svg(WORKFLOW, "en", way=Way(here="lapsed")))

    assert drawn(root, "wf-here") == 2


@pytest.mark.parametrize(
    ("taken", "steps"),
    [
        ([], set()),
        (["submit", "accept"], {("draft", "submit"), ("submitted", "accept")}),
        (["submit", "fly", "accept"], {("draft", "submit")}),
        (["accept"], set()),
    ],
)
def test_steps_that_do_not_follow_on_each_other_are_not_drawn(
    taken: list[str], steps: set[tuple[str, str]]
) -> None:
    assert taken_from(WORKFLOW, taken).taken == steps


def test_the_main_way_is_what_every_nomination_may_go() -> None:
    assert list(main_way(WORKFLOW)) == WAY


def test_every_action_is_drawn_from_every_stage_that_it_starts_from() -> None:
    plan = arrange(WORKFLOW)
    shown = {(row.stage.key, a.key) for row in plan.rows for a in row.onward}
    shown |= {(row.stage.key, e.action.key) for row in plan.rows for e in row.exits}
    for row in plan.rows:
        for detour in row.detours:
            shown |= {(row.stage.key, action.key) for action in detour.entries}
            shown |= {(detour.stage.key, action.key) for action in detour.returns}
            shown |= {(detour.stage.key, e.action.key) for e in detour.exits}
    for bracket in plan.brackets:
        shown |= {(key, bracket.action.key) for key in WAY[bracket.first : bracket.last + 1]}

    assert shown == {(s, a.key) for a in WORKFLOW.actions.values() for s in a.sources}
    assert [(b.action.key, b.first, b.last) for b in plan.brackets] == [("withdraw", 0, 7)]


def workflow(stages: dict[str, object], actions: dict[str, tuple[list[str], str]]) -> Workflow:
    """A small workflow, every action by the secretariat."""
    named = {"en": "L", "zh": "名"}
    document = {
        "label": named,
        "initial": next(iter(stages)),
        "stages": {
            key: {"label": {"en": key.capitalize()}} | (more if isinstance(more, dict) else {})
            for key, more in stages.items()
        },
        "actions": {
            key: {"label": {"en": key}, "from": sources, "to": target, "by": ["secretariat"]}
            for key, (sources, target) in actions.items()
        },
    }
    faults = Faults()
    read: Workflow = read_table(Workflow, document, "w", faults, "w")
    assert faults.found == []
    return read


END = {"final": True}


def test_without_a_strip_the_way_leads_to_the_honour() -> None:
    small = workflow(
        {"a": {}, "b": {}, "no": END, "yes": {"final": True, "tone": "honoured"}},
        {"go": (["a"], "b"), "refuse": (["a", "b"], "no"), "give": (["b"], "yes")},
    )

    assert main_way(small) == ("a", "b", "yes")


def test_a_strip_that_does_not_hang_together_is_not_followed() -> None:
    small = workflow(
        {"a": {"on_strip": True}, "b": {}, "c": {"final": True, "on_strip": True}},
        {"go": (["a"], "b"), "end": (["b"], "c")},
    )

    assert main_way(small) == ("a", "b", "c")


def test_a_workflow_without_an_end_is_drawn_all_the_same() -> None:
    endless = workflow({"a": {}, "b": {}}, {"go": (["a"], "b"), "back": (["b"], "a")})

    parsed(workflow_svg(endless, "en"))

    assert main_way(endless) == ("a",)


def test_two_brackets_and_stages_that_nobody_reaches() -> None:
    keys = ["a", "b", "c", "d"]
    small = workflow(
        {key: {"on_strip": True} for key in keys}
        | {"end": {"final": True, "on_strip": True}, "x": END, "y": END, "lost": {}, "gone": END},
        {f"to-{two}": ([one], two) for one, two in pairwise([*keys, "end"])}
        | {
            "drop": (keys, "x"),
            "stop": (keys[1:], "y"),
            "find": (["lost"], "a"),
            "self": (["a"], "a"),
        },
    )

    plan = arrange(small)
    root = parsed(workflow_svg(small, "en"))

    assert [(b.first, b.last) for b in plan.brackets] == [(0, 3), (1, 3)]
    assert [d.stage.key for d in plan.rows[-1].detours] == ["lost", "gone"]
    assert [pair for pair in combinations(boxes(root), 2) if pair[0].meets(pair[1])] == []


def test_a_detour_with_a_long_name_has_room() -> None:
    long = "A stage whose name needs very many words, on a good many lines, to be told in full"
    small = workflow(
        {"a": {"on_strip": True}, "end": {"final": True, "on_strip": True}, "b": {}},
        {"to-end": (["a"], "end"), "go": (["a"], "b"), "leave": (["b"], "end")},
    )
    named = replace(small.stages["b"], label={"en": long})

    root = parsed(workflow_svg(replace(small, stages={**small.stages, "b": named}), "en"))

    assert [pair for pair in combinations(boxes(root), 2) if pair[0].meets(pair[1])] == []
    assert all(area.top >= 0 for area in boxes(root))


def test_brackets_one_below_the_other_share_a_column() -> None:
    keys = list("abcdef")
    small = workflow(
        {key: {"on_strip": True} for key in keys}
        | {"end": {"final": True, "on_strip": True}, "x": END, "y": END},
        {f"to-{two}": ([one], two) for one, two in pairwise([*keys, "end"])}
        | {"drop": (keys[:3], "x"), "stop": (keys[3:], "y")},
    )

    root = parsed(workflow_svg(small, "en"))

    assert root.get("width") == parsed(PICTURES[0]).get("width")


def test_mermaid() -> None:
    told = workflow_mermaid(WORKFLOW, "en")

    assert told.startswith("stateDiagram-v2\n    [*] --> s1\n    s1 : Draft\n")
    assert "    s1 --> s2 : Hand in the nomination (nominator)\n" in told
    assert told.count(" --> [*]\n") == sum(s.final for s in WORKFLOW.stages.values())
    assert told.count(" --> s") == 1 + sum(len(a.sources) for a in WORKFLOW.actions.values())


def test_mermaid_keeps_labels_from_ending_a_line() -> None:
    text = changed(('en = "Draft"', 'en = "A: b;\\nc #1"'))
    plan = read_plan(text).plan
    assert plan is not None

    assert "    s1 : A#58; b#59; c #35;1\n" in workflow_mermaid(plan.workflows["standard"], "en")


@pytest.mark.parametrize(
    ("text", "room", "broken"),
    [
        ("one two", 1000, ("one two",)),
        ("one two", 40, ("one", "two")),
        ("", 40, ()),
        ("评议，委员会", 32, ("评", "议，", "委员", "会")),
        ("e\u0301e\u0301", 1000, ("e\u0301e\u0301",)),
    ],
)
def test_wrapped(text: str, room: float, broken: tuple[str, ...]) -> None:
    assert wrapped(text, 15, room) == broken


@given(st.text(max_size=80), st.floats(20, 400))
def test_wrapping_loses_nothing(text: str, room: float) -> None:
    assert "".join("".join(wrapped(text, 14, room)).split()) == "".join(text.split())


def test_marks_above_letters_take_no_room() -> None:
    assert width("e\u0301", 10) == width("e", 10) == 5.5
    assert (width("i", 100), width("W", 100), width("评", 100)) == (34, 74, 100)


def test_all_categories_can_be_drawn() -> None:
    assert TEXT
    for key in PLAN.categories:
        parsed(workflow_svg(PLAN.workflow_of(key), "zh"))
