"""A ranking as its plan makes it: means or calibrated scores, and the same from a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from tests.workflows.shipped import PLAN
from workflows.firmness import Names, firmness_from, kept, percent, with_names
from workflows.placing import Placing, placed, placing_document
from workflows.plan.evaluation import Order, Rubric
from workflows.scoring import Points, summarise

RUBRIC = PLAN.rubrics["individual"]
CALIBRATED = replace(RUBRIC, ordered_by=Order.CALIBRATED)
Given = dict[str, dict[str, dict[str, int | None]]]


def reviews(nominations: int = 14, reviewers: int = 6, each: int = 3, seed: int = 5) -> Given:
    """Whole points on the rubric's scale; the first reviewer is severe."""
    chance = np.random.Generator(np.random.PCG64(seed))
    merit = chance.standard_normal(nominations)
    severity = np.where(np.arange(reviewers) == 0, -1.5, 0.3)
    found: Given = {}
    for number in range(nominations):
        for who in sorted(chance.choice(reviewers, each, replace=False).tolist()):
            centre = 3 + merit[number] + severity[who]
            found.setdefault(f"N{number:02}", {})[f"R{who}"] = {
                key: int(np.clip(round(centre + 0.6 * chance.standard_normal()), 1, 5))
                for key in RUBRIC.criteria
            }
    return found


def means(rubric: Rubric, given: Mapping[str, Mapping[str, Points]]) -> dict[str, Decimal | None]:
    return {key: summarise(rubric, key, by).mean_points for key, by in given.items()}


def ranked(rubric: Rubric, given: Given, *cuts: int) -> Placing:
    return placed(placing_document(rubric, given, cuts or (3, 1)), means(rubric, given))


def test_means_make_the_places_and_the_cuts_where_the_plan_says_so() -> None:
    given = reviews()
    found = ranked(RUBRIC, given)
    own = means(RUBRIC, given)

    assert found.firmness is not None
    assert found.ordered_by is Order.RAW_MEAN
    assert {each.id: each.place for each in found.firmness.standings} == found.places
    for each in found.firmness.standings:
        mean = own[each.id]
        assert mean is not None
        assert each.raw_mean == pytest.approx(float(mean), abs=1e-9)
    first = found.firmness.cuts[0]
    assert set(first.inside) == {key for key, place in found.places.items() if place == 1}


def test_calibrated_scores_make_them_where_the_plan_says_so() -> None:
    found = ranked(CALIBRATED, reviews())

    assert found.firmness is not None
    merits = [each.merit for each in found.firmness.standings]
    assert merits == sorted(merits, reverse=True)
    assert found.places != ranked(RUBRIC, reviews()).places
    assert {each.id: each.place for each in found.firmness.standings} == found.places


def test_a_reviewer_who_is_severe_by_a_constant_moves_means_and_no_calibrated_place() -> None:
    given = reviews()
    wide = replace(CALIBRATED, lowest=0, highest=20)
    shifted = {
        n: {
            r: {k: None if v is None else v + 7 * (r == "R1") for k, v in points.items()}
            for r, points in by.items()
        }
        for n, by in given.items()
    }

    assert ranked(wide, given).places == ranked(wide, shifted).places
    by_mean = replace(wide, ordered_by=Order.RAW_MEAN)
    assert ranked(by_mean, given).places != ranked(by_mean, shifted).places


def test_where_calibration_is_refused_means_make_the_places() -> None:
    given = reviews(6, 6, 2)
    apart = {
        n: {f"R{k + 10 * (n > 'N02')}": points for k, points in enumerate(by.values())}
        for n, by in given.items()
    }

    found = ranked(CALIBRATED, apart)

    assert [each.code for each in found.calibration.refusals] == ["reviewers_apart"]
    assert (found.ordered_by, found.firmness) == (Order.RAW_MEAN, None)
    assert found.places == ranked(RUBRIC, apart).places


def test_whom_nobody_scored_has_no_place() -> None:
    given = reviews()
    own = means(CALIBRATED, given) | {"N99": None}

    assert placed(placing_document(CALIBRATED, given, (1,)), own).places["N99"] is None


def test_other_rules_are_those_that_do_not_make_the_order() -> None:
    by_mean, by_merit = ranked(RUBRIC, reviews()).firmness, ranked(CALIBRATED, reviews()).firmness

    assert by_mean is not None
    assert by_merit is not None
    assert [v.name for v in by_mean.cuts[0].rules] == ["calibrated", "median", "trimmed", "borda"]
    assert [v.name for v in by_merit.cuts[0].rules] == ["mean", "median", "trimmed", "borda"]


def test_leaving_out_a_reviewer_is_ranking_without_that_reviewer() -> None:
    given = reviews()
    found = ranked(RUBRIC, given, 3).firmness
    assert found is not None

    for variation in found.cuts[0].reviewers:
        rest = {n: {r: p for r, p in by.items() if r != variation.name} for n, by in given.items()}
        places = ranked(RUBRIC, rest, 3).places
        inside = {n for n, place in places.items() if place is not None and place <= 3}
        assert set(variation.enters) == inside - set(found.cuts[0].inside)
        assert set(variation.leaves) == set(found.cuts[0].inside) - inside


def test_the_smallest_change_of_a_mean_does_change_it() -> None:
    given = reviews(9, 5, 3, seed=2)
    found = ranked(RUBRIC, given, 2).firmness
    assert found is not None
    change = found.cuts[0].change
    assert change is not None
    own = means(RUBRIC, given)
    moved = own[change.nomination]
    other = own[change.enters if change.nomination == change.leaves else change.leaves]
    assert moved is not None
    assert other is not None

    count = len(given[change.nomination])
    assert float(moved) + (change.to - change.given) / count == pytest.approx(
        float(other), abs=0.02
    )


@pytest.mark.parametrize("level", [80, 95, 99])
def test_intervals_are_as_wide_as_the_plan_has_them(level: int) -> None:
    found = ranked(replace(RUBRIC, interval=level), reviews()).firmness
    usual = ranked(RUBRIC, reviews()).firmness
    assert found is not None
    assert usual is not None

    def width(standing: Any) -> float:
        return float(standing.high - standing.low)

    share = width(found.standings[0]) / width(usual.standings[0])
    assert share == pytest.approx({80: 0.64, 95: 1.0, 99: 1.35}[level], abs=0.03)
    assert percent(found.level) == level


def test_a_cut_by_means_is_as_firm_as_its_weakest_pair() -> None:
    """A severe reviewer left somebody outside who is truly better: the neighbours do not tell."""
    found = ranked(RUBRIC, reviews(), 4).firmness
    assert found is not None
    cut, merit = found.cuts[0], {each.id: each.merit for each in found.standings}
    outside = merit.keys() - set(cut.inside)

    assert cut.last == min(cut.inside, key=merit.__getitem__)
    assert cut.first == max(outside, key=merit.__getitem__)
    row, column = found.paired.index(cut.last), found.paired.index(cut.first)
    assert cut.apart == pytest.approx(found.pairwise[row][column], abs=1e-9)


def test_the_chances_of_all_places_of_a_nomination_are_a_whole() -> None:
    found = ranked(RUBRIC, reviews()).firmness
    assert found is not None

    for row in found.by_place:
        assert sum(row) == pytest.approx(1)
    for column in zip(*found.by_place, strict=True):
        assert sum(column) == pytest.approx(1)


def test_verdicts_can_be_kept_and_come_back_the_same() -> None:
    found = ranked(RUBRIC, reviews()).firmness
    assert found is not None
    plain = json.loads(json.dumps(kept(found)))

    assert kept(firmness_from(plain)) == plain
    assert firmness_from(plain).cuts[0].inside == found.cuts[0].inside


def test_verdicts_are_told_with_names() -> None:
    found = ranked(RUBRIC, reviews(), 3).firmness
    assert found is not None
    last = found.cuts[0].last
    assert last is not None

    named = with_names(found, Names({last: "Amina Haddad"}, {"R0": "Reviewer X"}))

    assert named.cuts[0].last == "Amina Haddad"
    assert "Amina Haddad" in named.cuts[0].inside
    assert last not in {each.id for each in named.standings}
    assert "Reviewer X" in {each.name for each in named.cuts[0].reviewers}
