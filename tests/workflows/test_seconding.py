"""A second person: asked the same as the first, never the same, never on one's own nomination."""

from __future__ import annotations

import pytest

from tests.workflows.shipped import NOON, PLAN, TEXT, WORKFLOW
from workflows.calendar import closing_times
from workflows.conditions import Verdict
from workflows.drawing import workflow_svg
from workflows.errors import NotAllowed, PlanFaulty, Refusal, RuleBroken, WrongStage
from workflows.guards import Facts
from workflows.machine import Step, advance, options, propose, reasons_against, why_not
from workflows.phrasing import refusal_sentence
from workflows.plan.evaluation import Role
from workflows.plan.faults import FaultCode
from workflows.plan.loading import load_plan

OVERRIDE = WORKFLOW.actions["override"]
SECRETARY = {Role.SECRETARIAT}
BOTH = {Role.SECRETARIAT, Role.NOMINATOR}


def facts(actor: str = "first", proposed_by: str = "", **more: object) -> Facts:
    """What is known when somebody acts."""
    return Facts(NOON, closing_times(PLAN), actor=actor, proposed_by=proposed_by, **more)  # type: ignore[arg-type]


def test_one_person_alone_does_not_take_it() -> None:
    with pytest.raises(RuleBroken) as refused:
        advance(WORKFLOW, "ineligible", "override", SECRETARY, facts())

    assert list(refused.value.refusals) == [Refusal("second_missing", {"action": "override"})]


def test_nobody_seconds_what_they_proposed() -> None:
    with pytest.raises(RuleBroken) as refused:
        advance(WORKFLOW, "ineligible", "override", SECRETARY, facts("first", "first"))

    assert list(refused.value.refusals) == [Refusal("own_motion")]


def test_two_persons_take_it() -> None:
    assert propose(WORKFLOW, "ineligible", "override", SECRETARY, facts()) is OVERRIDE
    step = advance(WORKFLOW, "ineligible", "override", SECRETARY, facts("second", "first"))

    assert step == Step(OVERRIDE, "ineligible", "eligible", NOON)


@pytest.mark.parametrize("act", [propose, advance])
def test_who_nominated_neither_proposes_nor_seconds(act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as refused:
        act(WORKFLOW, "ineligible", "override", BOTH, facts("second", "first"))

    assert list(refused.value.refusals) == [Refusal("own_nomination")]
    [shown] = [o for o in options(WORKFLOW, "ineligible", BOTH, facts()) if o.action is OVERRIDE]
    assert shown.refusals == (Refusal("own_nomination"),)


def test_who_nominated_takes_what_needs_one_person() -> None:
    [shown] = [o for o in options(WORKFLOW, "submitted", BOTH, facts()) if o.action.key == "return"]

    assert shown.is_open


def test_what_may_be_proposed_is_asked_like_a_step() -> None:
    with pytest.raises(NotAllowed):
        propose(WORKFLOW, "ineligible", "override", {Role.CHAIR}, facts())
    with pytest.raises(WrongStage):
        propose(WORKFLOW, "eligible", "override", SECRETARY, facts())
    with pytest.raises(NotAllowed):
        propose(WORKFLOW, "submitted", "return", SECRETARY, facts())


def test_every_reason_is_told_role_and_stage_and_guards() -> None:
    refuse = WORKFLOW.actions["refuse"]
    here = {"action": "refuse", "stage": "eligible", "starts": "submitted"}

    assert reasons_against(WORKFLOW, "submitted", refuse, {Role.CHAIR}, facts()) == (
        Refusal("role_needed", {"roles": "secretariat", "yours": "chair"}),
        Refusal("no_condition_fails"),
    )
    assert reasons_against(WORKFLOW, "eligible", refuse, set(), facts()) == (
        Refusal("role_needed", {"roles": "secretariat", "yours": ""}),
        Refusal("starts_elsewhere", here),
    )
    assert reasons_against(WORKFLOW, "eligible", refuse, SECRETARY, facts()) == (
        Refusal("starts_elsewhere", here),
    )
    assert not reasons_against(
        WORKFLOW, "submitted", refuse, SECRETARY, facts(findings={"a": Verdict.FAILS})
    )


def test_why_not_lists_ones_own_actions_and_with_leave_those_of_others_here() -> None:
    own = [
        o.action.key for o in why_not(WORKFLOW, "ranked", {Role.CHAIR}, facts(), everybodys=False)
    ]
    all_ = [
        o.action.key for o in why_not(WORKFLOW, "ranked", {Role.CHAIR}, facts(), everybodys=True)
    ]

    assert own == [a.key for a in WORKFLOW.actions.values() if Role.CHAIR in a.by]
    assert set(all_) - set(own) == {"withdraw"}


@pytest.mark.parametrize(
    ("refusal", "english", "chinese"),
    [
        (
            Refusal("role_needed", {"roles": "chair,deputy", "yours": "secretariat"}),
            "Who may do this: chair or deputy chair. Your part in this nomination: secretariat.",
            "此步骤由主席或副主席办理。您在本提名中的身份：秘书处。",
        ),
        (
            Refusal("role_needed", {"roles": "board", "yours": ""}),
            "Who may do this: Governing Board. Your part in this nomination: none.",
            "此步骤由理事会办理。您在本提名中的身份：无。",
        ),
        (
            Refusal(
                "starts_elsewhere",
                {"action": "approve", "stage": "ranked", "starts": "shortlisted,proposed"},
            ),
            "“Approve the proposal” starts at “Before the committee”; the nomination stands at "
            "“In review”.",
            "“批准提议”须从“委员会评议中”开始；该提名处于“评审中”。",
        ),
    ],
)
def test_reasons_of_role_and_place_in_words(refusal: Refusal, english: str, chinese: str) -> None:
    assert refusal_sentence(refusal, PLAN, "en") == english
    assert refusal_sentence(refusal, PLAN, "zh") == chinese


def codes_of(old: str, new: str) -> list[tuple[FaultCode, str]]:
    """What the check says of the shipped plan with one change."""
    assert old in TEXT
    try:
        load_plan(TEXT.replace(old, new, 1))
    except PlanFaulty as faulty:
        return sorted((fault.code, fault.place.rsplit(".", 1)[-1]) for fault in faulty.faults)
    return []


SHORTLIST = 'to = "shortlisted"\nby = ["chair", "deputy"]'


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ('["chair"]', [(FaultCode.NO_SUBSTITUTE, "by"), (FaultCode.SECOND_PERSON, "by")]),
        ('["deputy"]', [(FaultCode.NO_SUBSTITUTE, "by"), (FaultCode.SECOND_PERSON, "by")]),
        (
            '["chair", "nominator"]',
            [(FaultCode.SECOND_PERSON, "by"), (FaultCode.TELLS_STAGE, "from")],
        ),
        ('["secretariat", "system"]', [(FaultCode.SECOND_PERSON, "seconded")]),
        ('["chair", "deputy"]', []),
        ('["committee"]', []),
        ('["reviewer"]', []),
        ('["board"]', []),
    ],
)
def test_a_plan_needs_two_people_for_what_is_seconded(
    by: str, found: list[tuple[FaultCode, str]]
) -> None:
    assert codes_of(SHORTLIST, f'to = "shortlisted"\nby = {by}\nseconded = true') == found


def test_a_panel_of_one_and_a_single_review_have_no_second_person() -> None:
    text = TEXT.replace(SHORTLIST, 'to = "shortlisted"\nby = ["reviewer"]\nseconded = true')
    assert text != TEXT
    with pytest.raises(PlanFaulty) as faulty:
        load_plan(text.replace("reviews_per_nomination = 3", "reviews_per_nomination = 1"))

    assert [f.code for f in faulty.value.faults] == [FaultCode.SECOND_PERSON]


def test_a_step_for_a_whole_category_cannot_be_seconded() -> None:
    old = 'records = ["ranking"]\ncollective = true'

    assert codes_of(old, f"{old}\nseconded = true") == [(FaultCode.SECOND_PERSON, "collective")]


def test_the_drawing_says_two_persons() -> None:
    assert "two persons" in workflow_svg(WORKFLOW, "en")
    assert "须两人办理" in workflow_svg(WORKFLOW, "zh")
