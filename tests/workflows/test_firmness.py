"""How firm a ranking is, in words and as a picture."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ET

import pytest

from tests.house.sources import calls, modules, parsed
from tests.workflows.firm import REVIEWS, cut, judged
from tests.workflows.judged import world
from workflows.calibration import calibrate
from workflows.firmness import (
    Firmness,
    ScoreRule,
    cut_sentences,
    firmness,
    firmness_document,
    firmness_svg,
    percent,
)
from workflows.remarks import Remark, remark_sentence
from workflows.texts import firmness_chinese, firmness_english

SVG = "{http://www.w3.org/2000/svg}"

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
