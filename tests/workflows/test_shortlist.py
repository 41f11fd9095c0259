"""Shortlists by rule: the boundary of each line, equals, noise, and what is told of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.plan.rounds import Keeping, ReviewRound
from workflows.shortlist import Score, noise_of, shortlist
from workflows.shortlist_telling import rule_sentence, shortlist_sentences
from workflows.texts import rounds_chinese, rounds_english


def rule(**given: Any) -> ReviewRound:
    """A round with a shortlist rule."""
    return ReviewRound("r", label={"en": "Round"}, **given)


def scores(**points: float | None) -> dict[str, Score]:
    """Scores without reviews."""
    return {k: Score(None if v is None else Decimal(str(v))) for k, v in points.items()}


FIVE = scores(a=90, b=80, c=80, d=70, e=None)


@pytest.mark.parametrize(
    ("given", "picked"),
    [
        ({"first_places": 1}, "a"),
        ({"first_places": 2}, "abc"),
        ({"first_places": 3}, "abc"),
        ({"first_places": 4}, "abcd"),
        ({"first_places": 500}, "abcd"),
        ({"least_points": Decimal(80)}, "abc"),
        ({"least_points": Decimal("80.01")}, "a"),
        ({"above_median": True}, "a"),
        ({"first_places": 3, "least_points": Decimal(85)}, "a"),
        ({"least_points": Decimal(95)}, ""),
    ],
)
def test_every_line_at_its_boundary(given: dict[str, Any], picked: str) -> None:
    found = shortlist(rule(**given), FIVE)

    assert "".join(found.picked) == picked
    assert found.kept == ()
    assert found.total == 5
    assert "e" in found.left
    assert [name in found for name in "abcde"] == [name in picked for name in "abcde"]


def reviewed(**reviews: list[float]) -> dict[str, Score]:
    """Scores that are the means of some reviews."""
    return {k: Score(Decimal(str(round(sum(v) / len(v), 2))), tuple(v)) for k, v in reviews.items()}


CLOSE = reviewed(a=[80, 90], b=[70, 80], c=[68, 78], d=[20, 30])


def test_what_the_scores_cannot_tell_from_the_last_goes_on() -> None:
    found = shortlist(rule(first_places=2, keep=Keeping.NOISE), CLOSE)

    assert (found.picked, found.kept, found.left) == (("a", "b"), ("c",), ("d",))
    assert found.cut == 75
    assert found.noise is not None
    assert found.noise.freedom == 4
    # Four pairs ten apart: 50 in the variance; t of four degrees of freedom is 2.776.
    assert found.noise.sd == pytest.approx(50**0.5)
    assert found.noise.least_difference(2, 2) == pytest.approx(2.7764 * 50**0.5, rel=1e-4)


def test_the_last_one_picked_decides_who_cannot_be_told_apart() -> None:
    """The first is far ahead of b, and b of nobody; who is near to c, kept with it, stays out."""
    given = reviewed(d=[52, 62], c=[60, 70], b=[72, 82], a=[110, 120])

    found = shortlist(rule(first_places=2, keep=Keeping.NOISE), given)

    assert found.noise is not None
    assert 12 < found.noise.least_difference(2, 2) < 20
    assert (found.picked, found.kept, found.left) == (("a", "b"), ("c",), ("d",))


def test_equals_are_listed_by_name() -> None:
    found = shortlist(rule(first_places=2), scores(c=80, b=80, a=80, e=10, d=10))

    assert (found.picked, found.left) == (("a", "b", "c"), ("d", "e"))


def test_without_noise_only_equals_are_kept() -> None:
    assert shortlist(rule(first_places=2), CLOSE).kept == ()
    assert shortlist(rule(first_places=2), CLOSE).noise is None


def test_single_reviews_tell_nothing_of_noise() -> None:
    single = reviewed(a=[80.0], b=[79.0], c=[10.0])

    found = shortlist(rule(first_places=1, keep=Keeping.NOISE), single)

    assert noise_of(single.values()) is None
    assert (found.kept, found.noise) == ((), None)
    assert rounds_english.SHORTLIST["no_noise"] in shortlist_sentences(
        rule(first_places=1, keep=Keeping.NOISE), found, "en"
    )


def test_the_rule_and_its_outcome_in_words() -> None:
    both = rule(first_places=2, least_points=Decimal(40), keep=Keeping.NOISE)
    found = shortlist(both, CLOSE)

    assert rule_sentence(both, "en") == (
        "Who goes on: the first 2 places of the ranking, and at least 40 points. Whoever the "
        "scores cannot tell from the last of them goes on as well."
    )
    assert shortlist_sentences(both, found, "en") == [
        "3 of 4 nominations go on.",
        "The last one picked has 75.00 points.",
        "Beside them 1 nomination goes on that the scores cannot tell from the last one picked.",
    ]
    assert shortlist_sentences(rule(above_median=True), shortlist(rule(above_median=True), FIVE),
                               "zh") == [
        "5 项提名中 1 项入围。", "依规则入围的末位为 90.00 分。", "中位数为 80.00 分。",
    ]  # fmt: skip
    assert set(rounds_english.SHORTLIST) == set(rounds_chinese.SHORTLIST)


POINTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 100), min_size=1, max_size=12
)


@given(POINTS, st.integers(1, 12), st.booleans())
def test_nobody_is_left_who_has_more_points_than_somebody_who_goes_on(
    points: dict[str, int], places: int, noisy: bool
) -> None:
    given = {k: Score(Decimal(v), (v - 5, v + 5)) for k, v in points.items()}
    keep = Keeping.NOISE if noisy else Keeping.EQUALS

    found = shortlist(rule(first_places=places, keep=keep), given)

    going = [points[name] for name in (*found.picked, *found.kept)]
    assert len(found.picked) >= min(places, len(points))
    assert set(found.picked) | set(found.kept) | set(found.left) == set(points)
    assert all(points[name] < min(going) for name in found.left)


@given(POINTS, st.integers(1, 6))
def test_more_places_never_put_anybody_out(points: dict[str, int], places: int) -> None:
    given = {k: Score(Decimal(v)) for k, v in points.items()}

    fewer = shortlist(rule(first_places=places), given)
    more = shortlist(rule(first_places=places + 1), given)

    assert set(fewer.picked) <= set(more.picked)
