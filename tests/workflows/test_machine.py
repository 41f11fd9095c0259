"""Steps: who, where, why not; and that every nomination comes to an end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import NOON, PLAN, WORKFLOW
from workflows.calendar import closing_times
from workflows.conditions import Verdict
from workflows.errors import NotAllowed, Refusal, RuleBroken, WrongStage
from workflows.guards import BallotOutcome, Facts
from workflows.machine import Step, advance, options, refusals_of
from workflows.plan.checking.graph import ways_from_start
from workflows.plan.evaluation import Action, Role, Trait

READY = Facts(now=NOON, deadlines=closing_times(PLAN), actor="second", proposed_by="first")
NOMINATOR = {Role.NOMINATOR}


def test_advance_decides_the_step_and_stores_nothing() -> None:
    step = advance(WORKFLOW, "draft", "submit", NOMINATOR, READY)

    assert step == Step(WORKFLOW.actions["submit"], "draft", "submitted", NOON)


@pytest.mark.parametrize(
    ("stage", "action", "roles", "error", "refusals"),
    [
        ("draft", "submit", {Role.CHAIR}, NotAllowed, [Refusal("not_yours", {"action": "submit"})]),
        ("draft", "submit", set(), NotAllowed, [Refusal("not_yours", {"action": "submit"})]),
        ("draft", "fly", NOMINATOR, NotAllowed, [Refusal("not_yours", {"action": "fly"})]),
        ("awarded", "submit", {Role.BOARD}, NotAllowed,
         [Refusal("not_yours", {"action": "submit"})]),
        ("eligible", "submit", NOMINATOR, WrongStage,
         [Refusal("moved_on", {"action": "submit", "stage": "eligible"})]),
        ("nowhere", "submit", NOMINATOR, WrongStage,
         [Refusal("moved_on", {"action": "submit", "stage": "nowhere"})]),
    ],
)  # fmt: skip
def test_who_is_asked_before_where(
    stage: str, action: str, roles: set[Role], error: type, refusals: list[Refusal]
) -> None:
    with pytest.raises(error) as refused:
        advance(WORKFLOW, stage, action, roles, READY)

    assert list(refused.value.refusals) == refusals


def test_all_reasons_are_told_at_once() -> None:
    late = Facts(
        now=READY.deadlines["nominations-close"] + timedelta(seconds=1),
        deadlines=READY.deadlines,
        form_faults=2,
    )

    with pytest.raises(RuleBroken) as refused:
        advance(WORKFLOW, "draft", "submit", NOMINATOR, late)

    codes = [refusal.code for refusal in refused.value.refusals]
    assert codes == ["deadline_passed", "form_incomplete"]
    assert refusals_of(WORKFLOW.actions["submit"], late) == refused.value.refusals


def test_options_show_closed_doors_with_their_reasons() -> None:
    early = Facts(now=NOON - timedelta(days=365), deadlines=READY.deadlines)

    shown = {o.action.key: o.is_open for o in options(WORKFLOW, "draft", NOMINATOR, early)}

    assert shown == {"submit": False, "withdraw": True}


@given(st.sampled_from(list(WORKFLOW.stages)), st.sets(st.sampled_from(Role)))
def test_an_option_is_open_exactly_when_the_act_succeeds(stage: str, roles: set[Role]) -> None:
    shown = {o.action.key: o.refusals for o in options(WORKFLOW, stage, roles, READY)}

    for key in WORKFLOW.actions:
        assert _refusals_to(stage, key, roles) == shown.get(key)


def _refusals_to(stage: str, key: str, roles: set[Role]) -> tuple[Refusal, ...] | None:
    """Why the act is refused; None for whom it is not, or not here."""
    try:
        advance(WORKFLOW, stage, key, roles, READY)
    except RuleBroken as refused:
        return refused.refusals
    except (NotAllowed, WrongStage):
        return None
    return ()


WON = BallotOutcome(True, 7, 5, 1, True, 7, 7, True)


def generous(action: Action) -> Facts:
    """Facts under which this action's guards pass, where any facts let them."""
    names = {guard.name for guard in action.guards}
    late = "after_deadline" in names or "days_in_stage" in names
    return Facts(
        now=NOON + timedelta(days=400 if late else 0),
        deadlines=READY.deadlines,
        in_stage_since=NOON,
        findings={"a": Verdict.FAILS} if "some_condition_fails" in names else {},
        reviewers_assigned=3,
        reviews_required=3,
        reviews_submitted=3,
        place=1,
        field_size=0 if "minimum_field_missed" in names else 9,
        minimum_field=3,
        ballots={"shortlist": WON, "award": WON},
        awards_left=1,
        reserves_left=1,
        actor="somebody",
        proposed_by="somebody else",
    )


def take(stage: str, action: Action) -> str:
    """Where one step leads."""
    return advance(WORKFLOW, stage, action.key, set(action.by), generous(action)).target


@given(st.data())
def test_a_walk_of_any_length_can_still_come_to_an_end(data: st.DataObject) -> None:
    stage = WORKFLOW.initial
    for _ in range(data.draw(st.integers(0, 40))):
        leaving = [a for a in WORKFLOW.actions.values() if stage in a.sources]
        if not leaving:
            break
        stage = take(stage, data.draw(st.sampled_from(leaving)))

    for _ in range(len(WORKFLOW.stages)):
        if WORKFLOW.stages[stage].final:
            break
        stage = take(stage, _towards_an_end(stage))
    assert WORKFLOW.stages[stage].final


def _towards_an_end(stage: str) -> Action:
    """The first action of a shortest way out."""
    leaving = [a for a in WORKFLOW.actions.values() if stage in a.sources]
    return min(leaving, key=lambda action: _distance(action.target, frozenset({stage})))


def _distance(stage: str, seen: frozenset[str]) -> int:
    if WORKFLOW.stages[stage].final:
        return 0
    further = [a.target for a in WORKFLOW.actions.values() if stage in a.sources]
    ways = [_distance(t, seen | {stage}) for t in further if t not in seen | {stage}]
    return 1 + min(ways, default=10**6)


def test_stages_are_asked_for_by_what_they_allow() -> None:
    assert WORKFLOW.stages_with(Trait.EDITABLE) == {"draft", "returned"}
    assert WORKFLOW.stages_with(Trait.HONOURED) == {"awarded"}


def test_every_stage_is_reached_by_steps_that_the_machine_takes() -> None:
    for way in ways_from_start(WORKFLOW).values():
        stage = way[0]
        for action, target in zip(way[1::2], way[2::2], strict=True):
            stage = take(stage, WORKFLOW.actions[action])
            assert stage == target
    assert set(ways_from_start(WORKFLOW)) == set(WORKFLOW.stages)
