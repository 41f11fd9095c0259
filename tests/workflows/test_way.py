"""The way of one nomination: told in words, drawn with figures, and folded for outsiders."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from tests.workflows.shipped import PATH, PLAN, WORKFLOW
from workflows.drawing import (
    Census,
    Way,
    due_words,
    public_view,
    taken_from,
    way_in_words,
    workflow_svg,
)
from workflows.plan.evaluation import Role, Workflow
from workflows.plan.loading import load_plan

TO_REVIEW = ["submit", "accept", "open-review"]
TO_SHORTLIST = [*TO_REVIEW, "rank", "shortlist"]
PUBLIC = public_view(WORKFLOW)
PLANS = sorted(PATH.parent.glob("*.toml"))
WORKFLOWS = [
    workflow for path in PLANS for workflow in load_plan(path.read_text()).workflows.values()
]


def words_of(svg: str) -> str:
    """Every word of a picture, in order."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    return " ".join("".join(part.itertext()) for part in root.iter() if part.text or len(part))


def public_svg(*actions: str) -> str:
    """What a nominator sees once these actions were taken."""
    way = taken_from(WORKFLOW, actions)
    return workflow_svg(PUBLIC.workflow, "en", way=PUBLIC.way(way))


def test_the_way_in_words() -> None:
    way = taken_from(WORKFLOW, ["submit", "accept"])

    assert way_in_words(WORKFLOW, way, "en") == (
        "The way so far: Draft, then Handed in, to be screened, then Eligible. Now at: Eligible."
    )
    assert way_in_words(WORKFLOW, way, "zh") == (
        "已经历：草稿，然后已提交，待资格审查，然后符合条件。目前处于：符合条件。"
    )
    assert way_in_words(WORKFLOW, Way(), "en") == "The way so far: Draft."


def test_the_picture_tells_the_way_to_who_cannot_see_it() -> None:
    way = taken_from(WORKFLOW, ["submit"])

    assert way_in_words(WORKFLOW, way, "en") in workflow_svg(WORKFLOW, "en", way=way)


def test_a_step_that_the_plan_does_not_know_is_told_and_not_drawn() -> None:
    way = Way((("elsewhere", "moved", "eligible"),), "eligible")

    assert way_in_words(WORKFLOW, way, "en").endswith("then Eligible. Now at: Eligible.")
    assert "wf-taken" not in workflow_svg(WORKFLOW, "en", way=way)


def test_figures_stand_in_the_boxes() -> None:
    census = Census(
        {"eligible": 12, "in-review": 1},
        {("draft", "withdraw"): 2, ("submitted", "withdraw"): 1, ("ranked", "set-aside"): 4},
    )

    words = words_of(workflow_svg(WORKFLOW, "en", census=census))

    for said in ("12 nominations", "1 nomination", "3 came this way", "4 came this way"):
        assert said in words
    assert "0 nomination" not in words


@pytest.mark.parametrize("census", [Census(), Census({"eligible": 1_000_000})])
def test_figures_leave_the_boxes_apart(census: Census) -> None:
    plain, counted = workflow_svg(WORKFLOW, "en"), workflow_svg(WORKFLOW, "en", census=census)

    assert counted.count("wf-stage") == plain.count("wf-stage")


# ---- what a nominator may know


def test_a_nominator_cannot_tell_stages_apart_that_have_one_public_name() -> None:
    reviewed, ranked = public_svg(*TO_REVIEW), public_svg(*TO_REVIEW, "rank")
    shortlisted = public_svg(*TO_SHORTLIST)
    later = [
        public_svg(*TO_SHORTLIST, "propose"),
        public_svg(*TO_SHORTLIST, "propose", "approve"),
        public_svg(*TO_SHORTLIST, "propose", "approve", "send-back"),
    ]

    assert reviewed == ranked
    assert later == [shortlisted] * 3
    assert public_svg(*TO_SHORTLIST, "name-reserve") == public_svg(*TO_SHORTLIST, "decline")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda w: w.key)
def test_no_inner_name_or_key_is_in_the_picture_for_outsiders(workflow: Workflow) -> None:
    view = public_view(workflow)
    svg = workflow_svg(view.workflow, "en", way=Way(here=view.workflow.initial))
    words = words_of(svg)
    public = {(s.public_label or s.label)["en"] for s in workflow.stages.values()}

    for stage in workflow.stages.values():
        if stage.label["en"] not in public:
            assert stage.label["en"] not in words
        assert f'"{stage.key}"' not in svg
    told = {
        action.label["en"]
        for action in workflow.actions.values()
        if Role.NOMINATOR in action.by or set(action.by) == {Role.SYSTEM}
    }
    assert {a.label["en"] for a in view.workflow.actions.values()} <= told | {"The prize decides"}
    assert {s.label["en"] for s in view.workflow.stages.values()} == public


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda w: w.key)
def test_every_step_outside_one_public_stage_is_drawn_for_outsiders(workflow: Workflow) -> None:
    view = public_view(workflow)

    for action in workflow.actions.values():
        for source in action.sources:
            way = view.way(Way(((source, action.key, action.target),), action.target))
            one, other = view.group_of[source], view.group_of[action.target]
            assert len(way.steps) == (one != other)
            for group, key, target in way.steps:
                assert group in view.workflow.actions[key].sources
                assert view.workflow.actions[key].target == target
            assert way.here == other


def test_the_public_way_hangs_together_and_is_told_in_public_words() -> None:
    way = PUBLIC.way(taken_from(WORKFLOW, [*TO_SHORTLIST, "propose", "approve", "confirm"]))

    assert all(one[2] == other[0] for one, other in pairwise(way.steps))
    assert way_in_words(PUBLIC.workflow, way, "en") == (
        "The way so far: Draft, then Handed in, then Eligible, then In review, "
        "then Before the committee, then Public notice. Now at: Public notice."
    )


def test_a_stage_says_by_when_one_should_lead_on_from_it() -> None:
    dues = due_words(PLAN, WORKFLOW, "en")

    words = words_of(workflow_svg(WORKFLOW, "en", dues=dues))

    assert dues["in-review"] == "by 31 July 2027"
    assert "by 31 July 2027" in words
    assert "by 31 July 2027" not in words_of(workflow_svg(WORKFLOW, "en"))
    assert due_words(PLAN, WORKFLOW, "zh")["in-review"] == "截止 2027年7月31日"
