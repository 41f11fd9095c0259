"""Simulations as the command tells them: the table, JSON, the picture, what cannot be asked."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import PATH, changed
from workflows.commands import simulate as command
from workflows.commands.outcome import Status

PLAN_FILE = str(PATH)
SMALL = ("--nominations", "20", "--reviewers", "10", "--editions", "200")


# ---------------------------------------------------------------- the command


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    words = (PLAN_FILE, *SMALL, "--category", "youth-leader", "--plot")

    first = run(command.COMMAND, *words, str(tmp_path / "1.svg"))
    second = run(command.COMMAND, *words, str(tmp_path / "2.svg"))
    other = run(command.COMMAND, *words, str(tmp_path / "3.svg"), "--seed", "2")

    assert first.status is Status.HOLDS
    assert first == second != other
    pictures = [(tmp_path / f"{n}.svg").read_bytes() for n in (1, 2, 3)]
    assert pictures[0] == pictures[1] != pictures[2]


def test_the_table_names_the_plan_and_what_it_needs() -> None:
    told = run(command.COMMAND, PLAN_FILE, *SMALL).text

    assert "The panel's ballots are approximated by the ranking" in told
    assert "two reviews correlate by 0.34" in told
    assert " 3 plan " in told
    assert "Rows with more reviewers" not in told
    assert (
        "at most 16 each"
        in run(
            command.COMMAND,
            PLAN_FILE,
            "--nominations",
            "50",
            "--reviewers",
            "10",
            "--editions",
            "100",
        ).text
    )


def test_json_tells_every_row() -> None:
    told = json.loads(run(command.COMMAND, PLAN_FILE, *SMALL, "--json", "--noise", "1").text)

    assert [row["reviews"] for row in told["rows"]] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [row["reviewers"] for row in told["rows"]] == [10] * 8
    assert [row["is_plan"] for row in told["rows"]].index(True) == 2
    assert told["rows"][2]["load"] == {"min": 6, "mean": 6.0, "max": 6}
    assert (told["method"]["places"], told["setting"]["noise"]) == (3, 1.0)
    for row in told["rows"]:
        for figure in (f for f in row.values() if isinstance(f, dict) and "low" in f):
            assert figure["low"] <= figure["value"] <= figure["high"]


def test_a_row_does_not_depend_on_the_others() -> None:
    words = (PLAN_FILE, *SMALL, "--json", "--reviews")

    one = json.loads(run(command.COMMAND, *words, "3").text)["rows"]
    some = json.loads(run(command.COMMAND, *words, "5, 2-4").text)["rows"]

    assert [row["reviews"] for row in some] == [2, 3, 4, 5]
    assert one == some[1:2]


def test_fewer_nominations_than_places() -> None:
    told = json.loads(
        run(command.COMMAND, PLAN_FILE, *SMALL[2:], "--nominations", "3", "--json").text
    )

    assert all(row["first_shortlisted"]["value"] == 3 for row in told["rows"])


HOSTILE = {
    "no nominations": (("--nominations", "0"), "--nominations: must be a number from 3 to 10,000"),
    "below nought": (("--nominations", "-5"), "--nominations: must be a number from 3"),
    "absurdly many": (("--nominations", "9" * 30), "--nominations: must be a number from 3"),
    "no reviewers": (("--reviewers", "0"), "--reviewers: must be a number from 1"),
    "many reviewers": (("--reviewers", "10001"), "--reviewers: must be a number from 1"),
    "few reviewers": (("--reviewers", "2"), "3 reviews of a nomination need as many reviewers"),
    "no capacity": (
        ("--nominations", "200", "--reviews", "8"),
        "200 nominations with 8 reviews each make 1600; 10 reviewers with at most 16 give 160; "
        "at least 100 reviewers would do",
    ),
    "plan's capacity": (("--nominations", "200"), "at least 38 reviewers would do"),
    "few editions": (("--editions", "1"), "--editions: must be a number from 100"),
    "many editions": (("--editions", "10" * 9), "--editions: must be a number from 100"),
    "too much work": (
        ("--editions", "1000000", "--nominations", "1000", "--reviewers", "1000"),
        "would have to be drawn",
    ),
    "seed": (("--seed", "-1"), "--seed: must be"),
    "long seed": (("--seed", str(2**70)), "--seed: must be"),
    "noise": (("--noise", "nan"), "--noise: must be"),
    "endless noise": (("--noise", "inf"), "--noise: must be"),
    "severity": (("--severity", "-0.1"), "--severity: must be"),
    "endless severity": (("--severity", "inf"), "--severity: must be"),
    "halo": (("--halo", "1.5"), "--halo: must be a number from 0 to 1"),
    "no halo": (("--halo", "nan"), "--halo: must be"),
    "reviews": (("--reviews", "0"), "--reviews: 0: from 1 to 20, the smaller first"),
    "backwards": (("--reviews", "8-1"), "--reviews: 8-1: from 1 to 20"),
    "wide": (("--reviews", "1-9999"), "--reviews: 1-9999: from 1 to 20"),
    "words": (("--reviews", "many"), "--reviews: 'many' is neither a number nor a range"),
    "nothing": (("--reviews", ""), "--reviews: '' is neither a number nor a range"),
    "category": (("--category", "youth-leadr"), "did you mean 'youth-leader'"),
    "plot": (("--plot", "/nowhere/at/all.svg"), "cannot be written: No such file or directory"),
    "plot\0": (("--plot", "a\0b"), "cannot be written"),
}


@pytest.mark.parametrize(("words", "sentence"), HOSTILE.values(), ids=[*map(repr, HOSTILE)])
def test_options_that_cannot_be(words: tuple[str, ...], sentence: str) -> None:
    outcome = run(command.COMMAND, PLAN_FILE, *SMALL, *words)

    assert outcome.status is Status.UNUSABLE
    assert sentence in outcome.remarks
    assert outcome.text == ""


@pytest.mark.parametrize("words", [("--nominations", "x"), ("--noise", "x"), ("--seed", "1.5")])
def test_options_that_are_no_numbers(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(command.COMMAND, PLAN_FILE, *SMALL, *words)

    assert ended.value.code == 2


def test_a_plan_that_does_not_hold_is_not_simulated() -> None:
    outcome = run(
        command.COMMAND, "-", *SMALL, stdin=changed(("weight = 35", "weight = 30")).encode()
    )

    assert (outcome.status, "does not hold" in outcome.remarks) == (Status.UNUSABLE, True)


# ---------------------------------------------------------------- the picture


def test_the_picture_is_svg_that_a_strict_page_may_hold(tmp_path: Path) -> None:
    place = tmp_path / "plot.svg"

    run(command.COMMAND, PLAN_FILE, *SMALL, "--plot", str(place))

    svg = place.read_text(encoding="utf-8")
    root = ET.fromstring(svg)  # noqa: S314
    words = {text for element in root.iter() for text in [element.text] if text}
    assert {"best nominee honoured", "reviews per nomination", "the plan", "Percent"} <= words
    kinds = Counter(element.get("class") for element in root.iter())
    assert kinds["sim-mark"] == 4 * 8 + 4
    assert kinds["sim-bar"] == 4 * 8 * 3
    assert kinds["sim-line"] == 4
    assert not {"style", "script", "href"} & {key for e in root.iter() for key in e.attrib}
    for element in root.iter():
        assert 0 <= float(element.get("y") or 0) <= 430
        assert 0 <= float(element.get("x") or 0) <= 820


def test_a_picture_of_one_row_without_the_plans_own(tmp_path: Path) -> None:
    place = tmp_path / "plot.svg"

    run(command.COMMAND, PLAN_FILE, *SMALL, "--reviews", "5", "--plot", str(place))

    svg = place.read_text(encoding="utf-8")
    assert "the plan" not in svg
    assert svg.count('class="sim-bar"') == 4 * 3
