"""``calibrate``: files in, figures out; what is wrong with a file is said with its place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.judged import DATA, world
from tests.workflows.running import run
from workflows.commands import calibrate as command
from workflows.commands.outcome import Outcome, Status

SKATING = str(DATA / "skating_points.csv.gz")


def csv_of(reviews: list[Any], header: str = "nomination,reviewer,points") -> bytes:
    """Reviews as a file."""
    rows = [f"{each.nomination},{each.reviewer},{each.points:.2f}" for each in reviews]
    return "\n".join([header, *rows, ""]).encode()


SMALL = csv_of(world(10, 5, 3).reviews)


def start(*words: str, stdin: bytes = SMALL) -> Outcome:
    """Run on standard input."""
    return run(command.COMMAND, "-", *words, stdin=stdin)


def told(*words: str, stdin: bytes = SMALL) -> dict[str, Any]:
    """The answer in JSON."""
    found: dict[str, Any] = json.loads(start("--json", *words, stdin=stdin).text)
    return found


def test_the_answer_has_the_documented_keys() -> None:
    answer = told()

    assert set(answer) == {
        "mean", "variances", "nominations", "reviewers", "connected", "refusals", "remarks",
        "parts", "weakest", "groups", "firmness",
    }  # fmt: skip
    assert set(answer["variances"]) == {"nomination", "reviewer", "residual"}
    assert set(answer["nominations"][0]) == {
        "id", "place", "reviews", "raw_mean", "merit", "sd", "low", "high",
    }  # fmt: skip
    assert set(answer["reviewers"][0]) == {
        "id", "reviews", "severity", "sd", "low", "high", "scale",
    }  # fmt: skip
    assert [each["place"] for each in answer["nominations"]] == list(range(1, 11))
    assert (answer["connected"], answer["refusals"]) == (True, [])


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    pictures = [tmp_path / "a.svg", tmp_path / "b.svg"]
    answers = [start("--json", "--seed", "5", "--plot", str(path)) for path in pictures]

    assert answers[0] == answers[1]
    assert pictures[0].read_bytes() == pictures[1].read_bytes()
    assert start("--json", "--seed", "6") != answers[0]


def test_a_table_for_people() -> None:
    outcome = start("--cut", "3")

    assert outcome.status is Status.HOLDS
    lines = outcome.text.splitlines()
    assert lines[1].startswith("variances\tnomination ")
    heads = [line.split()[:2] for line in lines if line.startswith((" place", "place", "reviewer"))]
    assert heads == [["place", "nomination"], ["reviewer", "reviews"]]
    assert [line.split()[0] for line in lines[4:14]] == [str(n) for n in range(1, 11)]
    assert sum(line.startswith("cut 3\t") for line in lines) >= 4


def test_real_points_from_a_packed_file() -> None:
    outcome = run(command.COMMAND, SKATING, "--json", "--cut", "10")
    answer = json.loads(outcome.text)

    assert outcome.status is Status.HOLDS
    assert len(answer["nominations"]) == 560
    assert answer["variances"]["residual"] == pytest.approx(0.1123, abs=1e-3)


def test_columns_may_be_called_otherwise_and_an_empty_cell_abstains() -> None:
    rows = SMALL.decode().replace("nomination,reviewer,points", "note;who;what;mark")
    other = "\n".join(
        line if line.startswith("note") else "x;" + line.replace(",", ";")
        for line in rows.splitlines()
    )
    words = ("--nomination", "who", "--reviewer", "what", "--points", "mark")

    assert told(*words, stdin=other.encode()) == told()
    lacking = told(stdin=SMALL + b"N00000,R-silent,\n")
    assert {e["id"]: e["severity"] for e in lacking["reviewers"]}["R-silent"] is None
    assert lacking["nominations"] == told()["nominations"]


def test_parts_that_hang_apart_are_refused_with_their_names() -> None:
    apart = b"nomination,reviewer,points\nA,x,1\nA,y,2\nB,x,2\nB,y,4\nC,z,5\nD,z,6\n"
    outcome = start(stdin=apart)
    answer = told(stdin=apart)

    assert outcome.status is Status.DOES_NOT_HOLD
    assert outcome.text.startswith("refused\tThe reviews fall into 2 parts that no reviewer ties")
    assert "part 2\tC, D | z" in outcome.text
    assert answer["connected"] is False
    assert [each["code"] for each in answer["refusals"]] == ["reviewers_apart"]
    assert [part["nominations"] for part in answer["parts"]] == [["A", "B"], ["C", "D"]]
    assert [(e["id"], e["raw_mean"], e["merit"]) for e in answer["nominations"]] == [
        ("A", 1.5, None), ("B", 3.0, None), ("C", 5.0, None), ("D", 6.0, None),
    ]  # fmt: skip
    assert answer["firmness"] is None


def test_a_refusal_in_chinese() -> None:
    outcome = start("--language", "zh", stdin=b"nomination,reviewer,points\n")

    assert outcome.text.startswith("refused\t尚无人打分")


def test_low_points_can_be_best() -> None:
    places = {e["id"]: e["place"] for e in told()["nominations"]}
    turned = {e["id"]: e["place"] for e in told("--scale-low-is-best")["nominations"]}

    assert {key: 11 - place for key, place in places.items()} == turned


def test_criteria_are_weighted_and_calibrated_each() -> None:
    rows = ["nomination,reviewer,criterion,points"]
    for each in world(8, 4, 3).reviews:
        rows += [f"{each.nomination},{each.reviewer},{key},{(each.points or 0) + more:.2f}"
                 for key, more in (("depth", 3), ("reach", -1))]  # fmt: skip
    words = ("--criterion", "criterion", "--weights", "depth=75,reach=25", "--cut", "2")
    answer = told(*words, stdin="\n".join(rows).encode())

    assert set(answer["criteria"]) == {"depth", "reach"}
    depth = {e["id"]: e["merit"] for e in answer["criteria"]["depth"]["nominations"]}
    for each in answer["nominations"]:
        assert each["merit"] == pytest.approx(depth[each["id"]] - 1, abs=1e-3)
    assert answer["firmness"]["cuts"][0]["weights"] == []


def test_json_gives_points_by_criterion_with_weights_and_groups() -> None:
    document = {
        "reviews": [
            {"nomination": e.nomination, "reviewer": e.reviewer, "group": e.nomination[-1],
             "points": {"a": e.points, "b": None if e.reviewer == "R00001" else e.points}}
            for e in world(6, 4, 3).reviews
        ],
        "weights": {"a": 3, "b": 1},
    }  # fmt: skip
    answer = told(stdin=json.dumps(document).encode())
    plain = told(stdin=csv_of(world(6, 4, 3).reviews))

    assert [e["id"] for e in answer["nominations"]] == [e["id"] for e in plain["nominations"]]
    assert len(answer["groups"]) == 15
    assert answer["criteria"]["b"]["mean"] is not None


def test_unknown_reviewers_need_no_column() -> None:
    rows = b"nomination,points\nA,4\nA,5\nB,1\nB,2\nC,8\nC,6\n"
    answer = told("--unknown-reviewers", stdin=rows)

    assert answer["reviewers"] == []
    assert answer["variances"]["reviewer"] is None
    assert [each["id"] for each in answer["nominations"]] == ["C", "A", "B"]


def test_expected_points_of_further_pairs(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("nomination,reviewer\nN00001,R00002\nnew,new\n", "utf-8")
    answer = told("--predict", str(pairs))

    assert [each["nomination"] for each in answer["predictions"]] == ["N00001", "new"]
    assert answer["predictions"][1]["points"] == pytest.approx(answer["mean"], abs=1e-4)


def test_held_out_points_are_compared() -> None:
    outcome = start("--held-out", stdin=csv_of(world(40, 8, 4).reviews))

    assert "held out\t160 reviews, root mean square error: by raw means" in outcome.text


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        (b"", "the column 'nomination' is missing"),
        (b"nomination,reviewer\nA,x\n", "the column 'points' is missing"),
        (b"nomination,nomination,reviewer,points\n", "is there twice"),
        (b"nomination,reviewer,points\nA,x\n", "-, line 2: has 2 cells, not 3"),
        (b"nomination,reviewer,points\nA,x,many\n", "'many' is no number of points"),
        (b"nomination,reviewer,points\nA,x,nan\n", "'nan' is no number of points"),
        (b"nomination,reviewer,points\nA,x,1e400\n", "is no number of points"),
        (b"nomination,reviewer,points\nA,,1\n", "reviewer is empty"),
        (b"nomination,reviewer,points\nA,x,1\nA,x,2\n", "line 3: 'x' has reviewed 'A' twice"),
        (b'nomination,reviewer,points\n"A,x,1\n', "not CSV"),
        (b"[1, 2]", 'must be an object with "reviews"'),
        (b'{"reviews": [], "more": 1}', "more: is not a key"),
        (b'{"reviews": [7]}', "reviews[0]: must be an object"),
        (b'{"reviews": [{"nomination": 1}]}', "must be a text that is not empty"),
        (b'{"reviews": [{"nomination": "A", "points": true}]}', "must be a number"),
        (b'{"reviews": [{"nomination": "A", "score": 1}]}', "score: is not a key"),
        (b'{"reviews": [{"nomination": "A", "points": {"a": 1}}], "weights": {"b": 1}}',
         "the criterion 'a' has no weight"),
        (b'{"reviews": [{"nomination": "A", "points": {"a": 1}}], "weights": {"a": -1}}',
         "'-1' is no weight"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)  # fmt: skip
def test_an_unusable_file_is_refused_with_its_place(stdin: bytes, message: str) -> None:
    outcome = start(stdin=stdin)

    assert (outcome.text, outcome.status) == ("", Status.UNUSABLE)
    assert message in outcome.remarks


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--cut", "0"), "--cut: must be a number of places from 1"),
        (("--seed", "-1"), "--seed: must be a whole number"),
        (("--weights", "depth"), "--weights: 'depth' is not CRITERION=WEIGHT"),
        (("--predict", "-"), "only one of the two files"),
        (("--predict", "/nowhere.csv"), "/nowhere.csv: cannot be read"),
        (("--plot", "/nowhere/a.svg"), "/nowhere/a.svg: cannot be written"),
    ],
)
def test_options_that_cannot_be(words: tuple[str, ...], message: str) -> None:
    outcome = start(*words)

    assert outcome.status is Status.UNUSABLE
    assert message in outcome.remarks


def test_a_packed_file_is_unpacked() -> None:
    assert told(stdin=gzip.compress(SMALL)) == told()
