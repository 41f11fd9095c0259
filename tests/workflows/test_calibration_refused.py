"""Where calibration says no, and where it holds by a thread: reasons, parts, weak ties."""

from __future__ import annotations

import numpy as np
import pytest

from tests.workflows.judged import world
from workflows.calibration import (
    Calibration,
    Hold,
    Review,
    SharedReviewers,
    Variances,
    calibrate,
    holding,
)
from workflows.errors import UnusableInput


def merits(calibration: Calibration) -> dict[str, float]:
    """Merit by nomination, those that have one."""
    return {each.id: each.merit for each in calibration.nominations if each.merit is not None}


def variances(calibration: Calibration) -> Variances:
    """The variances of a calibration that was not refused."""
    assert calibration.variances is not None
    return calibration.variances


def codes(calibration: Calibration) -> list[str]:
    """Why it was refused."""
    return [each.code for each in calibration.refusals]


SMALL = world(12, 5, 3).reviews

# ---------------------------------------------------------------- where it cannot be


def reviews_of(*rows: tuple[str, str, float | None]) -> list[Review]:
    """Reviews written as rows."""
    return [Review(*row) for row in rows]


def test_nothing_at_all_is_refused() -> None:
    assert codes(calibrate([])) == ["no_points"]
    assert codes(calibrate(reviews_of(("A", "x", None)))) == ["no_points"]


def test_an_abstention_is_missing_and_no_zero() -> None:
    extra = [Review(SMALL[0].nomination, "silent", None), Review("unread", SMALL[0].reviewer, None)]
    plain, found = calibrate(SMALL), calibrate([*SMALL, *extra])

    assert merits(found) == merits(plain)
    assert [(e.id, e.reviews, e.raw_mean) for e in found.nominations if e.merit is None] == [
        ("unread", 0, None)
    ]
    assert [(e.id, e.severity) for e in found.reviewers if not e.reviews] == [("silent", None)]
    assert [each.code for each in found.remarks if each.code == "unscored"] == ["unscored"]


def test_parts_that_no_reviewer_ties_are_named() -> None:
    apart = reviews_of(
        ("A", "x", 1), ("A", "y", 2), ("B", "x", 3), ("B", "y", 3),
        ("C", "z", 5), ("D", "z", 6), ("D", "w", 5), ("C", "w", 7), ("E", "w", 7),
    )  # fmt: skip
    found = calibrate(apart)

    assert codes(found) == ["reviewers_apart"]
    assert found.refusals[0].facts == {"parts": 2, "first": "C, D, E", "second": "A, B"}
    assert [(part.nominations, part.reviewers) for part in found.parts] == [
        (("C", "D", "E"), ("w", "z")),
        (("A", "B"), ("x", "y")),
    ]
    # A and B have as many reviews; the last part's least read is D, but for E, who has fewer.
    assert [(each.code, each.facts) for each in found.remarks] == [
        ("tied_by", {"missing": 1, "read": "E", "unread": "A"})
    ]
    assert not found.connected
    assert [each.raw_mean for each in found.nominations] == [1.5, 3, 6, 5.5, 7]
    # One reviewer who reads on both sides is enough.
    assert calibrate([*apart, Review("A", "z", 4)]).connected


def test_one_review_of_each_by_one_reviewer_tells_no_noise_from_merit() -> None:
    found = calibrate(reviews_of(("A", "x", 1), ("B", "x", 2), ("C", "x", 5)))

    assert codes(found) == ["reviews_too_few"]
    assert found.refusals[0].facts == {"reviews": 3, "nominations": 3, "reviewers": 1}


def test_one_nomination_cannot_be_compared() -> None:
    found = calibrate(reviews_of(("A", "x", 1), ("A", "y", 3)))

    assert codes(found) == ["too_few_nominations"]


@pytest.mark.parametrize("levels", [(5, 5, 5), (2, 5, 9)])
def test_reviewers_who_give_everybody_the_same_say_nothing(levels: tuple[int, int, int]) -> None:
    same = [
        Review(nomination, reviewer, float(level))
        for nomination in "ABCD"
        for reviewer, level in zip("xyz", levels, strict=True)
    ]

    assert codes(calibrate(same)) == ["points_all_equal"]


def test_differences_no_larger_than_chance_are_no_order() -> None:
    """Reviewers contradict each other: the variance of merit is nought, and that is said."""
    even = [
        Review(nomination, reviewer, float(points))
        for reviewer, all_points in (("x", (1, 2, 3, 4)), ("y", (4, 3, 2, 1)))
        for nomination, points in zip("ABCD", all_points, strict=True)
    ]
    found = calibrate(even)

    assert variances(found).nomination == 0
    assert set(merits(found).values()) == {2.5}
    assert all(each.sd is not None and each.sd > 0.3 for each in found.nominations)
    assert "no_difference_measured" in [each.code for each in found.remarks]


def test_points_without_noise_are_taken_as_they_are() -> None:
    exact = [Review(f"N{n}", f"R{r}", 10.0 * n + 3 * r) for n in range(6) for r in range(3)]
    found = calibrate(exact)

    assert variances(found).residual < 1e-3
    assert [round(each, 2) for each in np.diff(list(merits(found).values()))] == [10.0] * 5


def test_unknown_reviewers_only_shrink() -> None:
    rows = reviews_of(("A", "1", 5), ("A", "2", 6), ("B", "1", 2), ("B", "2", 4), ("C", "1", 9))
    found = calibrate(rows, known=False)

    assert codes(found) == []
    assert found.reviewers == ()
    assert variances(found).reviewer is None
    assert sorted(merits(found), key=merits(found).__getitem__) == ["B", "A", "C"]


def test_a_pair_twice_is_no_review() -> None:
    with pytest.raises(UnusableInput, match="'x' has reviewed 'A' twice"):
        calibrate(reviews_of(("A", "x", 1), ("A", "x", 2)))


@pytest.mark.parametrize("points", [float("nan"), float("inf")])
def test_points_must_be_numbers(points: float) -> None:
    with pytest.raises(UnusableInput, match="finite"):
        calibrate(reviews_of(("A", "x", points)))


# ---------------------------------------------------------------- ties


def bridged(between: int) -> list[Review]:
    """Two halves of eight nominations, tied by so many reviews."""
    first, second = world(8, 4, 3, seed=1).reviews, world(8, 4, 3, seed=2).reviews
    left = [Review("a" + e.nomination, "a" + e.reviewer, e.points) for e in first]
    right = [Review("b" + e.nomination, "b" + e.reviewer, e.points) for e in second]
    tie = [Review(f"bN{n:05}", "aR00000", 60.0 + n) for n in range(between)]
    return [*left, *right, *tie]


@pytest.mark.parametrize(("between", "is_weak"), [(1, True), (4, True), (5, False)])
def test_halves_that_few_reviews_tie_are_pointed_out(between: int, is_weak: bool) -> None:
    found = calibrate(bridged(between))

    assert found.split is not None
    assert found.split.reviews_between == between
    assert {name[0] for name in found.split.part.nominations} in ({"a"}, {"b"})
    assert found.split.is_weak == is_weak
    assert ("weakly_tied" in [each.code for each in found.remarks]) == is_weak


@pytest.mark.parametrize("between", [1, 4])
def test_so_many_further_reviews_as_are_said_do_close_the_gap(between: int) -> None:
    reviews = bridged(between)
    told = next(each for each in calibrate(reviews).remarks if each.code == "tied_by")
    read, unread = str(told.facts["read"]), str(told.facts["unread"])
    given = {(each.nomination, each.reviewer) for each in reviews}
    reviewer = min(who for nomination, who in given if nomination == read and who[0] == read[0])
    further = [
        Review(nomination, reviewer, 60.0)
        for nomination in [unread, *(f"{unread[0]}N{number:05}" for number in range(8))]
        if (nomination, reviewer) not in given
    ]
    more = list(dict.fromkeys(further))[: 5 - between]

    assert told.facts["missing"] == 5 - between
    assert "weakly_tied" not in {each.code for each in calibrate([*reviews, *more]).remarks}


@pytest.mark.parametrize(
    ("pairs", "hold", "codes_"),
    [
        ([], Hold.WELL, []),
        ([("A", "x")], Hold.WELL, []),
        ([("A", "x"), ("B", "y")], Hold.APART, ["reviewers_apart", "tied_by"]),
        ([("A", "x"), ("B", "x"), ("B", "y")], Hold.WEAKLY, ["reviews_too_few"]),
        ([("A", "x"), ("B", "x"), ("B", "y"), ("A", "y")], Hold.WELL, []),
        ([(e.nomination, e.reviewer) for e in world(9, 4, 3).reviews], Hold.WELL, []),
    ],
)
def test_ties_are_told_before_there_are_points(
    pairs: list[tuple[str, str]], hold: Hold, codes_: list[str]
) -> None:
    found, said = holding(pairs)

    assert (found, [each.code for each in said]) == (hold, codes_)


def test_weak_ties_are_told_before_there_are_points() -> None:
    found, said = holding((e.nomination, e.reviewer) for e in bridged(2))

    assert (found, [each.code for each in said]) == (Hold.WEAKLY, ["weakly_tied", "tied_by"])
    assert said[1].facts["missing"] == 3


def test_where_everybody_reads_everything_no_place_is_weaker_than_another() -> None:
    assert calibrate(world(10, 5, 5).reviews).split is None


def test_a_well_mixed_category_has_no_weak_place() -> None:
    split = calibrate(world(60, 12, 4).reviews).split

    assert split is not None
    assert not split.is_weak
    assert split.connectivity > 0.3


def test_groups_that_hardly_share_reviewers_are_pointed_out() -> None:
    groups = {each.nomination: each.nomination[0] for each in bridged(1)}
    found = calibrate(bridged(1), groups=groups)

    assert [(e.first, e.second, e.reviewers) for e in found.shared] == [("a", "b", 1)]
    told = next(each for each in found.remarks if each.code == "groups_weakly_tied")
    assert told.facts == {"first": "a", "second": "b", "reviewers": 1}


@pytest.mark.parametrize(("shared", "is_weak"), [(2, True), (3, False)])
def test_three_shared_reviewers_are_enough_for_two_groups(shared: int, is_weak: bool) -> None:
    assert SharedReviewers("a", "b", shared).is_weak is is_weak
