"""How firm a ranking is: chances, what changes it, its words and its picture."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from tests.house.sources import calls, modules, parsed
from tests.workflows.judged import table, world
from workflows.calibration import Calibration, Criteria, Review, calibrate
from workflows.firmness import (
    Cut,
    Firmness,
    Grade,
    ScoreRule,
    by_rule,
    cut_sentences,
    firmness,
    firmness_document,
    firmness_svg,
    percent,
)
from workflows.firmness.varying import without_each
from workflows.remarks import Remark, remark_sentence
from workflows.texts import firmness_chinese, firmness_english

REVIEWS = world(24, 8, 3, seed=4).reviews
SVG = "{http://www.w3.org/2000/svg}"


@cache
def judged(*cuts: int, seed: int = 1) -> Firmness:
    """The firmness of a category of 24."""
    return firmness(calibrate(REVIEWS), cuts, seed=seed)


def cut(found: Firmness, places: int) -> Cut:
    """The cut after so many places."""
    return next(each for each in found.cuts if each.places == places)


# ---------------------------------------------------------------- chances


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


# ---------------------------------------------------------------- grades


def clear(gap: float) -> Calibration:
    """Eight nominations, the first three ahead by so much."""
    chance = np.random.Generator(np.random.PCG64(1))
    return calibrate(
        Review(f"N{n}", f"R{r}", 50 + gap * (n < 3) + n / 100 + float(chance.normal()))
        for n in range(8)
        for r in range(5)
    )


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


# ---------------------------------------------------------------- what is varied


def test_leaving_a_reviewer_out_is_what_refitting_without_would_give() -> None:
    found = calibrate(REVIEWS)
    assert found.fit is not None
    for name, merit in without_each(found.fit):
        rest = table([each for each in REVIEWS if each.reviewer != name])
        assert rest.nominations == found.fit.table.nominations
        equations = type(found.fit.equations)(rest)
        assert merit == pytest.approx(equations.merit(found.fit.ratio), abs=1e-8)


def test_the_smallest_change_is_just_enough() -> None:
    at = cut(judged(6), 6)
    assert at.change is not None
    change = at.change
    found = calibrate(REVIEWS)
    assert found.fit is not None

    def gap(points: float) -> float:
        moved = [
            replace(e, points=points)
            if (e.nomination, e.reviewer) == (change.nomination, change.reviewer)
            else e
            for e in REVIEWS
        ]
        assert found.fit is not None
        merit = found.fit.equations.merit(found.fit.ratio, table(moved).points)
        by_name = dict(zip(found.fit.table.nominations, merit.tolist(), strict=True))
        return float(by_name[change.enters] - by_name[change.leaves])

    step = 0.01 if change.to > change.given else -0.01
    assert gap(change.given) < 0
    assert gap(change.to + step) > 0 > gap(change.to - step)


def test_a_change_stays_within_the_scale() -> None:
    narrow = firmness(clear(20), (3,), scale=(45.0, 75.0)).cuts[0]
    wide = firmness(clear(20), (3,), scale=(-1000.0, 1000.0)).cuts[0]

    assert narrow.change is None
    assert wide.change is not None


def test_weights_are_moved_by_a_tenth() -> None:
    """B is better on one criterion by as much as A on the other: the weights decide."""
    points = {
        (f"{name}{n}", f"R{r}"): {"first": base + 5 * lean + r, "second": base - 5.2 * lean - r}
        for n, base in enumerate((20.0, 40.0, 60.0, 80.0))
        for name, lean in (("A", 1), ("B", -1))
        for r in range(3)
    }
    criteria = Criteria({"first": Decimal(1), "second": Decimal(1)}, points)
    reviews = [Review(*pair, score) for pair, score in criteria.weighted({}).items()]
    found = firmness(calibrate(reviews), (1,), criteria=criteria).cuts[0]

    assert found.inside == ("B3",)
    moved = {(each.name, more): each.enters for more, each in found.weights if each.changes}
    assert moved == {("first", True): ("A3",), ("second", False): ("A3",)}
    assert any("more weight on first" in line for line in cut_sentences(found, 8, "en"))


def test_weights_spread_where_a_criterion_is_left_out() -> None:
    criteria = Criteria(
        {"first": Decimal(3), "second": Decimal(1)},
        {("A", "x"): {"first": 8.0, "second": None}, ("A", "y"): {"first": 8.0, "second": 4.0},
         ("A", "z"): {"first": None, "second": None}},
    )  # fmt: skip

    assert criteria.weighted({}) == {("A", "x"): 8, ("A", "y"): 7, ("A", "z"): None}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ScoreRule.MEAN, [6, 4, 3.5]),
        (ScoreRule.MEDIAN, [4, 4, 3.5]),
        (ScoreRule.TRIMMED, [4, 4, 3.5]),
        # x: A above B and C, who tie. y: all three tie. z: A above C. w: B alone.
        (ScoreRule.BORDA, [2.5 / 3, 1.25 / 3, 0.75 / 3]),
    ],
)
def test_other_rules_count_as_by_hand(rule: ScoreRule, expected: list[float]) -> None:
    points = table(
        [
            Review("A", "x", 4), Review("A", "y", 4), Review("A", "z", 10),
            Review("B", "x", 3), Review("B", "y", 4), Review("B", "w", 5),
            Review("C", "x", 3), Review("C", "y", 4), Review("C", "z", 3.5),
        ]
    )  # fmt: skip

    assert by_rule(points, rule) == pytest.approx(expected)


# ---------------------------------------------------------------- words


def test_the_noise_is_told_in_plain_words() -> None:
    english = cut_sentences(cut(judged(6), 6), 24, "en")
    chinese = cut_sentences(cut(judged(6), 6), 24, "zh-Hans")

    assert english[0].startswith("The cut after place 6 falls inside the noise: ")
    assert chinese[0].startswith("第 6 名之后的界线落在误差范围之内：")
    assert len(english) == len(chinese) == 6
    assert english[-1].startswith("The smallest change of one review that moves it: had R")


@pytest.mark.parametrize("places", [1, 6, 24])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_cut_can_be_told(places: int, language: str) -> None:
    lines = cut_sentences(cut(judged(1, 6, 24), places), 24, language)

    assert lines
    assert not re.search(r"[{}]", "".join(lines))


@pytest.mark.parametrize(("share", "told"), [(0.0, 1), (0.004, 1), (0.5, 50), (0.9999, 99)])
def test_what_draws_cannot_rule_out_is_neither_never_nor_always(share: float, told: int) -> None:
    assert percent(share) == told


def asked(pattern: str) -> set[str]:
    """The facts that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("name", ["REMARKS", "RULES", "PICTURE", "COLUMNS"])
def test_both_languages_say_the_same_things(name: str) -> None:
    english, chinese = getattr(firmness_english, name), getattr(firmness_chinese, name)

    assert list(english) == list(chinese)
    for code, pattern in english.items():
        assert asked(pattern) == asked(chinese[code]), code


def test_every_remark_has_its_sentence_and_no_sentence_is_left_over() -> None:
    spoken = set()
    for path in modules("workflows"):
        for name, call in calls(parsed(path)):
            if name == "Remark":
                spoken |= set(re.findall(r"'(\w+)'", ast.unparse(call.args[0])))

    graded = {"cut_firm", "cut_leaning", "cut_in_noise"}
    assert spoken | graded == set(firmness_english.REMARKS)


def test_words_fit_the_number() -> None:
    one = Remark("weakly_tied", {"part": "A", "reviews": 1})

    assert "by 1 review only" in remark_sentence(one, "en")
    assert "英文" not in remark_sentence(one, "zh")
    with pytest.raises(KeyError):
        remark_sentence(Remark("never_heard_of"), "en")


def test_the_document_is_complete_and_rounded() -> None:
    document = firmness_document(judged(1, 6), "en")

    assert [each["place"] for each in document["places"]] == list(range(1, 25))
    assert [each["places"] for each in document["cuts"]] == [1, 6]
    assert document["cuts"][1]["grade"] == "in-noise"
    assert len(document["pairwise"]["better"]) == 24
    assert {each["name"] for each in document["cuts"][1]["rules"]} == set(ScoreRule)


# ---------------------------------------------------------------- picture


def drawn(found: Firmness, **more: object) -> ET.Element:
    """The picture, parsed."""
    return ET.fromstring(firmness_svg(found, **more))  # type: ignore[arg-type]  # noqa: S314


def texts(root: ET.Element) -> list[str]:
    """All texts of a picture."""
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def test_the_picture_has_a_dot_with_its_interval_for_everybody() -> None:
    root = drawn(judged(1, 6))
    rows = [each for each in root.iter(f"{SVG}g") if each.get("class") == "firm-row"]

    assert len(rows) == 24
    for row in rows:
        bar, dot = row.find(f"{SVG}line"), row.find(f"{SVG}circle[@class='firm-dot']")
        assert bar is not None
        assert dot is not None
        left, middle, right = (float(v or 0) for v in (bar.get("x1"), dot.get("cx"), bar.get("x2")))
        assert 150 <= left < middle < right <= 390
    assert "cut after 6: in the noise" in " ".join(texts(root))


def test_the_picture_may_stand_on_a_strict_page() -> None:
    picture = firmness_svg(judged(1, 6))

    assert not re.search(r"\bstyle=|<style|<script|\bon\w+=|href", picture)
    root = ET.fromstring(picture)  # noqa: S314 - our own
    names = (root.get("aria-labelledby") or "").split()
    assert {each.get("id") for each in root if each.get("id")} == set(names)
    assert [each.tag for each in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert "24 nominations" in (root[1].text or "")
    assert root.get("viewBox", "").startswith("0 0 390 ")


def test_a_long_order_is_drawn_around_its_cuts() -> None:
    found = firmness(calibrate(world(120, 20, 3).reviews), (3, 60))
    root = drawn(found)
    numbers = [int(t) for t in texts(root) if t.isdigit()]

    assert len([e for e in root.iter(f"{SVG}g")]) == 20 + 17
    assert {1, 20, 52, 68} <= set(numbers)
    assert "52 more" in texts(root)


def test_hostile_and_foreign_names_are_kept_apart() -> None:
    first = judged(6).standings[0].id
    named = {first: 'محمد <script>"&'}
    root = drawn(judged(6), names=named)

    assert any(t.startswith("\u2068محمد") and t.endswith("\u2069") for t in texts(root))
    assert f"{first}," not in firmness_svg(judged(6), names=named)


def test_the_same_order_is_the_same_picture() -> None:
    assert firmness_svg(judged(1, 6)) == firmness_svg(firmness(calibrate(REVIEWS), (1, 6)))
    assert drawn(judged(6), key="one", language="zh").get("lang") == "zh"
