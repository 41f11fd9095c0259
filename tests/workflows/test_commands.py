"""The commands in this process: answers, exit codes, and input that nobody could use."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import (
    PATH,
    TEXT,
    changed,
)
from workflows.commands import COMMANDS, check, draw, eligibility, tally
from workflows.commands.inputs import LARGEST_FILE
from workflows.commands.outcome import Outcome, Status, printable
from workflows.plan.loading import content_hash

PLAN_FILE = str(PATH)


HOSTILE = {
    "empty": b"",
    "blank": b" \n\t\n",
    "binary": bytes(range(256)) * 40,
    "nul": b"\0" * 100,
    "utf-16": "prize".encode("utf-16"),
    "truncated gzip": gzip.compress(b"x" * 10_000)[:-9],
    "gzip magic only": b"\x1f\x8b",
    "deep JSON": b"[" * 200_000,
    "deep object": b'{"a":' * 200_000,
    "number": b"7",
    "null": b"null",
    "list": b"[1, 2]",
    "text": b'"nominations"',
    "NaN": b'{"nominations": NaN}',
    "twice": b'{"nominations": [], "nominations": []}',
    "long number": b'{"nominations": [' + b"9" * 5000 + b"]}",
    "surrogate": b'{"nominations": "\\ud800"}',
    "ten megabytes": b'{"nominations": "' + b"x" * 10_000_000 + b'"}',
    "escapes": b'{"\\u001b[31m": 1}',
}


def test_check_says_what_it_checked() -> None:
    outcome = run(check.COMMAND, PLAN_FILE)

    assert outcome.status is Status.HOLDS
    assert outcome.text.startswith(f"{PLAN_FILE} holds: 7 categories, ")


@pytest.mark.parametrize(
    "data", [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode()], ids=["plain", "BOM"]
)
@pytest.mark.parametrize("is_packed", [False, True])
def test_check_reads_standard_input_and_gzip(data: bytes, is_packed: bool) -> None:
    outcome = run(check.COMMAND, "-", "--json", stdin=gzip.compress(data) if is_packed else data)

    told = json.loads(outcome.text)
    assert (told["holds"], told["faults"], told["hash"]) == (True, [], content_hash(TEXT))
    assert told["counts"]["categories"] == 7


def test_check_in_json_tells_place_line_code_and_path() -> None:
    text = changed(("frees_quota = true, final = true }\nrevoked", "frees_quota = true }\nrevoked"))

    outcome = run(check.COMMAND, "-", "--json", stdin=text.encode())

    (fault,) = json.loads(outcome.text)["faults"]
    line = next(n for n, said in enumerate(text.split("\n"), 1) if said.startswith("lapsed ="))
    assert outcome.status is Status.DOES_NOT_HOLD
    assert fault["place"] == "workflows.standard.stages.lapsed"
    assert (fault["line"], fault["code"]) == (line, "trap")
    assert fault["path"] == ["draft", "lapse", "lapsed"]


def test_check_of_what_cannot_be_read_has_no_counts() -> None:
    outcome = run(check.COMMAND, "-", "--json", stdin=b"[prize")

    told = json.loads(outcome.text)
    assert (told["holds"], told["counts"], told["faults"][0]["line"]) == (False, None, 1)


def test_check_counts_its_faults() -> None:
    outcome = run(check.COMMAND, "-", stdin=b"")
    one = run(check.COMMAND, "-", stdin=changed(("year = 2027", "year = 1999")).encode())

    assert outcome.remarks == "- does not hold: 11 faults. What to do:\n  missing-key: add it"
    assert outcome.text.startswith("-: calendar: missing-key: 'calendar' is missing\n")
    assert one.remarks.startswith("- does not hold: 1 fault. What to do:\n")


def test_draw() -> None:
    svg = run(draw.COMMAND, PLAN_FILE, "--category", "youth-leader", "--language", "zh")
    mermaid = run(draw.COMMAND, PLAN_FILE, "--category", "youth-leader", "--mermaid")

    same = run(draw.COMMAND, PLAN_FILE, "--category", "youth-leader", "--format", "mermaid")

    assert svg.text.startswith("<svg ")
    assert "提交提名" in svg.text
    assert same.text == mermaid.text
    assert mermaid.text.startswith("stateDiagram-v2\n")
    assert (svg.status, mermaid.status) == (Status.HOLDS, Status.HOLDS)


def test_draw_the_way_of_one_nomination() -> None:
    category = ("--category", "youth-leader")

    drawn = run(draw.COMMAND, PLAN_FILE, *category, "--taken", "submit, accept")

    assert "wf-taken" in drawn.text
    assert "then Eligible. Now at: Eligible." in drawn.text
    refused = run(draw.COMMAND, PLAN_FILE, *category, "--taken", "submit,acept")
    assert refused.remarks == (
        "--taken: 'acept' does not start at 'submitted' (did you mean 'accept'?)"
    )


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (("--category", "youth-leadr"),
         "--category: there is no category 'youth-leadr' (did you mean 'youth-leader'?)"),
        (("--category", "youth-leader", "--language", "fr"),
         "--language: the plan speaks en, zh, not 'fr'"),
    ],
)  # fmt: skip
def test_draw_of_what_is_not_there(words: tuple[str, ...], remark: str) -> None:
    outcome = run(draw.COMMAND, PLAN_FILE, *words)

    assert outcome == Outcome("", Status.UNUSABLE, remark)


def test_only_plans_that_hold_are_drawn() -> None:
    text = changed(("year = 2027", "year = 1999"), ("year = 1999", 'year = ""'), ('"CNY"', '"C"'))

    outcome = run(draw.COMMAND, "-", "--category", "x", stdin=text.encode())

    assert outcome.status is Status.UNUSABLE
    assert outcome.remarks.startswith("-: the plan does not hold; run check. First fault: prize.")
    assert outcome.remarks.endswith(", and 1 more")


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_in_words(data: bytes) -> None:
    plan = run(check.COMMAND, "-", stdin=data)
    nominations = run(eligibility.COMMAND, PLAN_FILE, "-", stdin=data)
    ballots = run(tally.COMMAND, "-", "--json", stdin=data)

    assert plan.status in (Status.DOES_NOT_HOLD, Status.UNUSABLE)
    assert (nominations.status, nominations.text) == (Status.UNUSABLE, "")
    assert ballots.status is Status.UNUSABLE
    assert json.loads(ballots.text)["error"].keys() == {"place", "message"}
    for outcome in (plan, nominations, ballots):
        assert outcome.text + outcome.remarks
        assert "\x1b" not in outcome.text + outcome.remarks
        assert len(outcome.text + outcome.remarks) < 20_000


def test_files_that_are_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"

    assert run(check.COMMAND, str(missing)).remarks == (
        f"{missing}: cannot be read: No such file or directory"
    )
    assert (
        run(check.COMMAND, str(tmp_path)).remarks == f"{tmp_path}: cannot be read: Is a directory"
    )
    assert run(check.COMMAND, "a\0b").remarks == "a\ufffdb: cannot be read: embedded null byte"


def test_files_without_end_are_refused() -> None:
    large = run(check.COMMAND, "-", stdin=bytes(LARGEST_FILE + 1))

    assert large.remarks == "-: is larger than 64000000 bytes"


def test_a_small_file_that_unpacks_to_a_large_one() -> None:
    bomb = gzip.compress(bytes(LARGEST_FILE + 1), compresslevel=1)
    assert len(bomb) < LARGEST_FILE // 100

    assert run(check.COMMAND, "-", stdin=bomb).remarks == "-: is larger than 64000000 bytes"


def test_every_command_documents_its_formats_and_its_exit() -> None:
    assert [command.name for command in COMMANDS] == [
        "check", "draw", "diff", "eligibility", "calibrate", "merits", "assign", "tally",
        "simulate", "reference", "schema",
    ]  # fmt: skip
    for command in COMMANDS:
        if command.name not in ("reference", "schema"):
            assert "Exit: 0" in command.formats


def test_printable_keeps_lines_and_tabs() -> None:
    assert printable("a\tb\n\x1b[31m\x9b\x7f") == "a\tb\n\ufffd[31m\ufffd\ufffd"
