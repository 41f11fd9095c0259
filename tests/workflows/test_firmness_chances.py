"""How likely each place is, and how firm each cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.workflows.firm import REVIEWS, clear, cut, judged, places_hold
from tests.workflows.judged import world
from workflows.calibration import Review, calibrate
from workflows.calibration.by_nominations import ByNominations
from workflows.firmness import (
    Grade,
    cut_sentences,
    firmness,
)
from workflows.firmness.chances import drawn, with_places
from workflows.firmness.cutting import grade_of


def test_standings_follow_the_calibrated_scores() -> None:
    found = judged(1, 6)
    merits = [each.merit for each in found.standings]

    assert merits == sorted(merits, reverse=True)
    assert [each.place for each in found.standings] == list(range(1, 25))
    assert all(each.low < each.merit < each.high for each in found.standings)
    assert all(e.best_place <= e.place <= e.worst_place for e in found.standings)


def test_probabilities_of_a_cut_add_up_to_its_places() -> None:
    found = judged(1, 6)

    for places in (1, 6):
        assert sum(e.inside[places] for e in found.standings) == pytest.approx(places)
    assert all(e.this_place <= e.this_or_better for e in found.standings)


def test_the_best_and_the_worst_place_hold_nineteen_draws_of_twenty() -> None:
    places_hold(judged(1, 6))


def test_pairs_are_complementary_and_ordered_like_the_ranking() -> None:
    found = judged(6)
    matrix = np.array(found.pairwise)

    assert matrix + matrix.T == pytest.approx(np.ones((24, 24)))
    assert matrix[0, -1] > 0.99
    at = cut(found, 6)
    last, first = found.paired.index(at.last or ""), found.paired.index(at.first or "")
    assert at.apart == pytest.approx(matrix[last, first])


def test_probabilities_come_true_as_often_as_they_say() -> None:
    """Over many categories, the first of the ranking is the best as often as foretold."""
    foretold, happened = [], []
    for seed in range(60):
        truth = world(12, 6, 3, seed=seed)
        first = firmness(calibrate(truth.reviews), (1,)).standings[0]
        foretold.append(first.inside[1])
        happened.append(max(truth.merit, key=truth.merit.__getitem__) == first.id)

    assert np.mean(happened) == pytest.approx(np.mean(foretold), abs=0.12)


def test_the_same_seed_gives_the_same_and_another_nearly_the_same() -> None:
    again = firmness(calibrate(REVIEWS), (1, 6), seed=1)
    other = judged(1, 6, seed=2)

    assert again == judged(1, 6)
    assert other != again
    assert [e.id for e in other.standings] == [e.id for e in again.standings]
    assert cut(other, 6).apart == pytest.approx(cut(again, 6).apart, abs=0.05)


def test_fewer_points_can_be_better() -> None:
    turned = calibrate(replace(e, points=-(e.points or 0)) for e in REVIEWS)
    found = firmness(turned, (6,), low_is_best=True)

    assert [e.id for e in found.standings] == [e.id for e in judged(6).standings]
    assert cut(found, 6).inside == cut(judged(6), 6).inside
    change, plain = cut(found, 6).change, cut(judged(6), 6).change
    assert change is not None
    assert plain is not None
    assert (change.reviewer, change.to) == (plain.reviewer, pytest.approx(-plain.to))


def test_a_refused_calibration_has_no_firmness() -> None:
    with pytest.raises(ValueError, match="refused"):
        firmness(calibrate([]), (1,))


@pytest.mark.parametrize("size", [(750, 30, 3), (750, 1100, 6)])
def test_large_categories_have_chances_too(size: tuple[int, int, int]) -> None:
    found = firmness(calibrate(world(*size).reviews), (10,))

    assert sum(e.inside[10] for e in found.standings) == pytest.approx(10)
    assert not cut(found, 10).varied
    assert cut(found, 10).reviewers == ()
    assert any("not tried" in line for line in cut_sentences(cut(found, 10), 750, "en"))


FOUR = with_places(np.array([[3.0, 2.0, 1.0], [3.0, 1.0, 2.0], [1.0, 3.0, 2.0], [3.0, 2.0, 1.0]]))
"""Four draws of three nominations."""


def test_chances_are_shares_of_the_draws() -> None:
    everybody = np.arange(3)

    assert FOUR.place.tolist() == [[1, 2, 3], [1, 3, 2], [3, 1, 2], [1, 2, 3]]
    assert FOUR.inside(1).tolist() == [0.75, 0.25, 0]
    assert FOUR.inside(2).tolist() == [0.75, 0.75, 0.5]
    assert FOUR.exactly(np.array([True, True, False])) == 0.5
    assert FOUR.exactly(np.array([True, False, False])) == 0.75
    assert (FOUR.better(0, 1), FOUR.better(1, 0)) == (0.75, 0.25)
    assert FOUR.pairwise(everybody).tolist() == [
        [0.5, 0.75, 0.75], [0.25, 0.5, 0.75], [0.25, 0.25, 0.5],
    ]  # fmt: skip
    assert FOUR.at_places(everybody, 2).tolist() == [[0.75, 0], [0.25, 0.5], [0, 0.5]]


def test_draws_spread_as_what_the_reviews_leave_open_with_the_noise_unknown_too() -> None:
    """A variance known from f degrees of freedom widens the draws by f / (f - 2)."""
    fit = calibrate(world(6, 3, 3, seed=2).reviews).fit
    assert fit is not None
    assert fit.freedom == 15
    known = replace(fit, likely=((fit.ratio, fit.residual),))

    found = np.cov(drawn(known, 1, low_is_best=False).merit.T)

    expected = fit.residual * ByNominations(fit.table).covariance(fit.ratio) * 15 / 13
    assert np.trace(found) == pytest.approx(np.trace(expected), rel=0.06)
    assert found == pytest.approx(expected, abs=0.15 * float(np.max(expected)))


def test_where_fewer_points_are_better_the_last_are_the_first() -> None:
    fit = calibrate(REVIEWS).fit
    assert fit is not None

    high, low = (drawn(fit, 1, low_is_best=each).place for each in (False, True))

    assert (high + low == len(fit.table.nominations) + 1).all()


@pytest.mark.parametrize(
    ("apart", "grade"),
    [(1.0, Grade.FIRM), (0.95, Grade.FIRM), (0.949, Grade.LEANING), (0.8, Grade.LEANING),
     (0.799, Grade.IN_NOISE), (0.5, Grade.IN_NOISE)],
)  # fmt: skip
def test_each_grade_at_its_boundary(apart: float, grade: Grade) -> None:
    assert grade_of(apart) is grade


def test_in_play_is_who_is_on_the_other_side_once_in_twenty_draws() -> None:
    found = judged(1, 6)
    inside = cut(found, 6).inside

    assert set(cut(found, 6).in_play) == {
        each.id
        for each in found.standings
        if (1 - each.inside[6] if each.id in inside else each.inside[6]) >= 0.05
    }


def test_a_wide_gap_is_firm_and_a_narrow_one_noise() -> None:
    firm, noisy = firmness(clear(20), (3,)).cuts[0], cut(judged(6), 6)

    assert (firm.grade, set(firm.inside)) == (Grade.FIRM, {"N0", "N1", "N2"})
    assert firm.exact is not None
    assert firm.exact > 0.95
    assert firm.in_play == ()
    assert not any(each.changes for each in firm.reviewers)
    assert noisy.grade is Grade.IN_NOISE
    assert len(noisy.in_play) >= 4


def test_a_cut_that_lets_everybody_in_has_no_edge() -> None:
    found = firmness(clear(20), (8, 20))

    assert [(each.grade, each.last) for each in found.cuts] == [(Grade.BEYOND, None)] * 2


def test_equal_merits_cannot_be_cut() -> None:
    even = [
        Review(nomination, reviewer, float(points))
        for reviewer, given in (("x", (1, 2, 3, 4)), ("y", (4, 3, 2, 1)))
        for nomination, points in zip("ABCD", given, strict=True)
    ]
    found = firmness(calibrate(even), (2,))

    assert [each.place for each in found.standings] == [1, 1, 1, 1]
    assert found.cuts[0].grade is Grade.SHARED
    assert all(0.4 < each.inside[2] < 0.6 for each in found.standings)
