"""Severity on each criterion: found, removed although reviewers abstain, refused where unknown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workflows.judged import world
from tests.workflows.running import run
from tests.workflows.shipped import PLAN
from workflows.calibration import Calibration, Criteria, calibrate, calibrate_by_criterion
from workflows.commands import calibrate as command
from workflows.commands.outcome import Outcome, Status
from workflows.firmness import firmness
from workflows.placing import placed, placing_document
from workflows.plan.evaluation import Order

WEIGHTS = {"depth": Decimal(50), "reach": Decimal(30), "care": Decimal(20)}
Severity = dict[tuple[str, str], float]


@cache
def abstaining(share: float = 0.25, seed: int = 1) -> tuple[Criteria, dict[str, float], Severity]:
    """Reviewers who differ by criterion and abstain now and then; the truth beside it."""
    truth, chance = world(60, 8, 4, seed=seed), np.random.Generator(np.random.PCG64(seed + 50))
    severity = {
        (key, who): 4 * float(chance.standard_normal()) for key in WEIGHTS for who in truth.severity
    }
    points: dict[tuple[str, str], Mapping[str, float | None]] = {}
    for each in truth.reviews:
        abstained = chance.random(3) < share
        points[each.nomination, each.reviewer] = {
            key: None
            if abstained[number]
            else (each.points or 0.0) + severity[key, each.reviewer] + float(chance.normal())
            for number, key in enumerate(WEIGHTS)
        }
    return Criteria(WEIGHTS, points), truth.merit, severity


def error(found: Calibration, truth: Mapping[str, float]) -> float:
    """Root mean square distance of merits from the truth, but for a constant."""
    left = [(each.merit or 0.0) - truth[each.id] for each in found.nominations]
    return float(np.std(left))


def test_the_severities_on_each_criterion_are_found() -> None:
    criteria, _, severity = abstaining()

    found = calibrate_by_criterion(criteria)

    assert set(found.criteria) == set(WEIGHTS)
    for key, own in found.criteria.items():
        told = np.array([each.severity for each in own.reviewers])
        true = np.array([severity[key, each.id] for each in own.reviewers])
        assert np.corrcoef(told, true)[0, 1] > 0.95


def test_what_abstentions_hide_is_removed() -> None:
    whole, by_criterion = [], []
    for seed in range(1, 6):
        criteria, truth, _ = abstaining(seed=seed)
        plain, found = calibrate(criteria.reviews()), calibrate_by_criterion(criteria)
        whole.append(error(plain, truth) ** 2)
        by_criterion.append(error(found, truth) ** 2)
        assert [e.raw_mean for e in found.nominations] == [e.raw_mean for e in plain.nominations]

    assert sum(by_criterion) < 0.6 * sum(whole)


def test_without_abstentions_it_comes_to_the_same() -> None:
    criteria, _, _ = abstaining(0.0)
    whole, by_criterion = calibrate(criteria.reviews()), calibrate_by_criterion(criteria)

    for one, other in zip(whole.nominations, by_criterion.nominations, strict=True):
        assert other.merit == pytest.approx(one.merit, abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(sorted(WEIGHTS)), st.integers(0, 7), st.floats(-30, 30), st.integers(1, 20))
def test_shifting_one_reviewer_on_one_criterion_changes_no_order(
    criterion: str, number: int, shift: float, seed: int
) -> None:
    criteria, _, _ = abstaining(0.3, seed)
    reviewer = f"R{number:05}"
    moved = Criteria(
        WEIGHTS,
        {
            pair: {
                key: v + shift if v is not None and (key, pair[1]) == (criterion, reviewer) else v
                for key, v in given_points.items()
            }
            for pair, given_points in criteria.points.items()
        },
    )
    before, after = calibrate_by_criterion(criteria), calibrate_by_criterion(moved)
    assume(not before.refusals)

    steps = [
        (other.merit or 0) - (one.merit or 0)
        for one, other in zip(before.nominations, after.nominations, strict=True)
    ]
    assert max(steps) - min(steps) < 1e-3


def test_a_criterion_that_cannot_be_told_by_itself_leaves_severity_to_whole_scores() -> None:
    criteria, _, _ = abstaining()
    alone = Criteria(
        WEIGHTS,
        {
            pair: {**points, "care": 7.0 if pair[1] == "R00001" else None}
            for pair, points in criteria.points.items()
        },
    )
    found = calibrate_by_criterion(alone)

    assert found.leanings == {}
    assert [each.facts for each in found.remarks if each.code == "criterion_not_by_itself"] == [
        {"criterion": "care"}
    ]
    assert found.nominations == calibrate(alone.reviews()).nominations


def test_a_criterion_nobody_scored_is_left_out() -> None:
    criteria, _, _ = abstaining()
    without = Criteria(
        WEIGHTS, {pair: {**points, "care": None} for pair, points in criteria.points.items()}
    )

    found = calibrate_by_criterion(without)

    assert (set(found.criteria), found.remarks) == ({"depth", "reach"}, ())
    assert {key for key, _ in found.leanings} == {"depth", "reach"}


def test_weights_are_tried_on_points_without_severity() -> None:
    """Nobody truly differs by criterion: without severities a tenth of a weight moves nothing."""
    criteria, _, _ = abstaining()
    found = calibrate_by_criterion(criteria)
    plain = calibrate(criteria.reviews())

    def moved(calibration: Calibration) -> int:
        cuts = firmness(calibration, range(5, 55, 5), criteria=criteria).cuts
        return sum(each.changes for cut in cuts for _, each in cut.weights)

    assert moved(found) < moved(plain)


# ---------------------------------------------------------------- the option, plan and command

RUBRIC = replace(
    PLAN.rubrics["individual"], ordered_by=Order.CALIBRATED, severity_by_criterion=True
)


def document() -> dict[str, Any]:
    """A ranking's document in which points are given 1 to 5 and now and then withheld."""
    chance = np.random.Generator(np.random.PCG64(4))
    lean = {(who, key): int(chance.integers(-1, 2)) for who in range(6) for key in RUBRIC.criteria}
    reviews = {
        f"N{number:02}": {
            f"R{who}": {
                key: None
                if chance.random() < 0.2
                else int(np.clip(1 + number % 5 + lean[who, key], 1, 5))
                for key in RUBRIC.criteria
            }
            for who in sorted(chance.choice(6, 4, replace=False).tolist())
        }
        for number in range(14)
    }
    return placing_document(RUBRIC, reviews, (3, 1))


def start(content: object, *words: str) -> Outcome:
    return run(command.COMMAND, "-", *words, stdin=json.dumps(content).encode())


def test_the_command_does_to_the_file_what_the_page_does() -> None:
    content = document()
    found = placed(content, {f"N{number:02}": Decimal(50) for number in range(14)})
    answer = json.loads(start(content, "--json").text)

    assert content["method"]["severity_by_criterion"] is True
    assert found.calibration.leanings
    assert {each["id"]: each["merit"] for each in answer["nominations"]} == {
        each.id: round(each.merit or 0, 6) for each in found.calibration.nominations
    }
    for key, own in found.calibration.criteria.items():
        told = answer["criteria"][key]["reviewers"]
        assert [each["severity"] for each in told] == [
            None if each.severity is None else round(each.severity, 6) for each in own.reviewers
        ]


def test_an_option_asks_for_it_and_the_table_shows_it() -> None:
    content = document()
    plain = {**content, "method": {**content["method"], "severity_by_criterion": False}}

    asked = start(plain, "--severity-by-criterion")

    assert asked.text == start(content).text
    assert asked.text != start(plain).text
    [heading] = [line for line in asked.text.splitlines() if line.startswith("severity")]
    assert heading.split()[1:] == sorted(RUBRIC.criteria)


def test_documents_from_before_there_was_a_choice_are_read_as_they_were() -> None:
    content = document()
    old = {k: v for k, v in content["method"].items() if k != "severity_by_criterion"}
    means = {f"N{number:02}": Decimal(50) for number in range(14)}

    assert placed({**content, "method": old}, means).calibration.leanings == {}


def test_reviewers_who_cannot_be_followed_have_no_severity_on_a_criterion() -> None:
    outcome = start(document(), "--unknown-reviewers")

    assert outcome.status is Status.UNUSABLE
    assert "--severity-by-criterion: needs reviewers who can be followed" in outcome.remarks


# ---------------------------------------------------------------- widths of scales


def test_why_no_scale_was_evened_is_said() -> None:
    few = calibrate(world(6, 2, 2).reviews, scaled=True)
    alike = calibrate(world(80, 8, 4, seed=3).reviews, scaled=True)

    assert "scales_unknown" in {each.code for each in few.remarks}
    assert {each.code for each in alike.remarks} <= {"scales_alike"}
    assert {each.scale for each in few.reviewers} == {1.0}
