"""Every plan we ship: it holds, can be drawn, and whatever happens a nomination comes to an end."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import PATH
from workflows.calendar import closing_times
from workflows.commands import check
from workflows.commands.outcome import Status
from workflows.conditions import Verdict
from workflows.drawing import workflow_mermaid, workflow_svg
from workflows.guards import BallotOutcome, Facts
from workflows.machine import advance, options
from workflows.plan.checking.graph import ways_from_start
from workflows.plan.checking.references import exists
from workflows.plan.checking.words import texts
from workflows.plan.evaluation import Action, Role, Trait, Workflow
from workflows.plan.judging import most_in, reviews_in, rounds_of
from workflows.plan.loading import load_plan
from workflows.plan.rounds import Pool, Scoring

PLANS = {path.stem: load_plan(path.read_text("utf-8")) for path in PATH.parent.glob("*.toml")}
CLOSING = {name: closing_times(plan) for name, plan in PLANS.items()}
EACH = pytest.mark.parametrize("name", sorted(PLANS))
LONGEST_WALK = 300


def test_these_are_shipped() -> None:
    assert sorted(PLANS) == [
        "anso-prize", "award-in-rounds", "members-ballot", "young-scientist-tech-transfer",
    ]  # fmt: skip


@EACH
def test_it_holds(name: str) -> None:
    path = str(PATH.parent / f"{name}.toml")

    outcome = run(check.COMMAND, path)

    assert outcome.status is Status.HOLDS
    assert outcome.text.startswith(f"{path} holds: ")


@EACH
def test_no_stage_is_unreachable(name: str) -> None:
    for workflow in PLANS[name].workflows.values():
        assert set(ways_from_start(workflow)) == set(workflow.stages)


@EACH
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_category_can_be_drawn(name: str, language: str) -> None:
    plan = PLANS[name]
    for key in plan.categories:
        workflow = plan.workflow_of(key)
        picture = ET.fromstring(workflow_svg(workflow, language))  # noqa: S314 -- our own text
        assert workflow.label[language] in [e.text for e in picture]
        told = workflow_mermaid(workflow, language)
        assert told.count(" --> [*]\n") == sum(s.final for s in workflow.stages.values())


@EACH
def test_both_languages_are_written_in_their_own_script(name: str) -> None:
    for place, words in texts(PLANS[name], ""):
        chinese = [c for c in words["zh"] if "\u4e00" <= c <= "\u9fff"]
        assert chinese, place
        assert not any("\u4e00" <= c <= "\u9fff" for c in words["en"]), place


@EACH
def test_what_is_proposed_is_there_and_amounts_are_proposed(name: str) -> None:
    plan = PLANS[name]
    proposed = {proposal.at for proposal in plan.proposals.values()}

    assert all(exists(plan, at) for at in proposed)
    assert {f"incentives.{key}" for key in ("fund", "medal", "activities", "reserve")} <= proposed
    assert {f"categories.{key}.award.amount" for key in plan.categories} <= proposed


@pytest.mark.parametrize("name", sorted(PLANS.keys() - {"anso-prize"}))
def test_every_entry_condition_and_deadline_waits_for_confirmation(name: str) -> None:
    plan = PLANS[name]
    proposed = {proposal.at for proposal in plan.proposals.values()}

    assert {f"conditions.{key}.rule" for key in plan.conditions} <= proposed
    assert {f"calendar.{key}.at" for key in plan.calendar} <= proposed


def test_the_members_vote_without_reviews() -> None:
    workflow = PLANS["members-ballot"].workflows["vote"]

    assert workflow.stages_with(Trait.ASSIGNABLE) | workflow.stages_with(Trait.REVIEWING) == set()


def test_the_pitch_has_two_interviews_each_with_its_ballot() -> None:
    workflow = PLANS["young-scientist-tech-transfer"].workflows["pitching"]
    ballots = [stage.ballot for stage in workflow.stages.values() if stage.ballot]

    assert ballots == ["technology", "business", "award"]


def test_a_prize_in_rounds_gives_each_round_its_people_its_rubric_and_its_way_of_scoring() -> None:
    plan = PLANS["award-in-rounds"]
    (category,) = plan.categories

    told = [
        (plan.round_named(key).by, plan.rubric_of(category, key).key, reviews_in(plan, key),
         most_in(plan, key), plan.round_named(key).scoring)
        for key in rounds_of(plan, category)
    ]  # fmt: skip

    assert told == [
        (Pool.REVIEWERS, "first-look", 3, 40, Scoring.POINTS),
        (Pool.EXTERNAL, "individual", 5, 4, Scoring.POINTS),
        (Pool.COMMITTEE, "individual", 5, 12, Scoring.ORDER),
    ]


@pytest.mark.parametrize("name", sorted(PLANS.keys() - {"award-in-rounds"}))
def test_without_rounds_there_is_one_as_before(name: str) -> None:
    plan = PLANS[name]
    for key, category in plan.categories.items():
        assert rounds_of(plan, key) == ("",)
        assert plan.rubric_of(key, "") is plan.rubrics[category.rubric]
        assert {plan.round_at(key, stage) for stage in plan.workflow_of(key).stages} == {""}
    assert plan.round_named("").by is Pool.REVIEWERS
    assert reviews_in(plan, "") == plan.reviewing.reviews_per_nomination
    assert most_in(plan, "") == plan.reviewing.most_per_reviewer


def some_facts(name: str, category: str, chance: random.Random, now: datetime) -> Facts:
    """Whatever may have happened by then."""
    plan = PLANS[name]
    ballots = {
        key: BallotOutcome(
            quorum_reached=chance.random() < 0.8, voted=4, needed=4, place=1,
            elected=chance.random() < 0.5, yes=3, votes_cast=4, threshold_met=chance.random() < 0.5,
        )
        for key in plan.panel_of(category).ballots if chance.random() < 0.8
    }  # fmt: skip
    return Facts(
        now=now,
        deadlines=CLOSING[name],
        in_stage_since=now - timedelta(days=chance.randint(0, 60)),
        form_faults=chance.randint(0, 2),
        findings={"a": chance.choice(list(Verdict))},
        reviewers_assigned=chance.randint(2, 3),
        reviews_required=3,
        reviews_submitted=chance.randint(2, 3),
        place=chance.randint(1, 12),
        field_size=chance.randint(0, 5),
        minimum_field=plan.categories[category].minimum_field,
        ballots=ballots,
        awards_left=chance.randint(0, 1),
        reserves_left=chance.randint(0, 1),
        actor=chance.choice("ab"),
        signed_by=frozenset(chance.choice(["", "a"])),
        shortlisted=chance.choice([True, False, None]),
    )


def _likelihood(workflow: Workflow, action: Action) -> float:
    ends = workflow.stages[action.target].final
    return (0.15 if ends else 1) / len(action.sources) ** 2


def end_of_a_walk(name: str, category: str, seed: int) -> str:
    """Where a nomination ends to which anything happens that the machine allows."""
    chance = random.Random(seed)  # noqa: S311 -- a walk, not a secret
    workflow = PLANS[name].workflow_of(category)
    stage, now = workflow.initial, min(CLOSING[name].values())
    for _ in range(LONGEST_WALK):
        if workflow.stages[stage].final:
            return stage
        facts = some_facts(name, category, chance, now)
        open_now = [o.action for o in options(workflow, stage, set(Role), facts) if o.is_open]
        action = chance.choice(open_now) if open_now else None
        # What is possible nearly everywhere, and what ends it, is done seldom: walks shall be long.
        if action and chance.random() < _likelihood(workflow, action):
            stage = advance(workflow, stage, action.key, set(action.by), facts).target
        now += timedelta(days=chance.randint(0, 15))
    return f"{stage}, and no end"


@EACH
def test_random_walks_end_and_find_every_end(name: str) -> None:
    plan = PLANS[name]
    category = next(iter(plan.categories))
    workflow = plan.workflow_of(category)
    revoked = {action.target for action in workflow.actions.values() if action.extraordinary}

    ends = {end_of_a_walk(name, category, seed) for seed in range(400)}

    assert ends == {stage.key for stage in workflow.stages.values() if stage.final} - revoked
