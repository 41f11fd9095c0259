"""The commands in this process: answers, exit codes, and input that nobody could use."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import (
    ELIGIBLE_ANSWERS,
    ELIGIBLE_FILES,
    ELIGIBLE_PAGES,
    PATH,
    TEXT,
    changed,
)
from workflows.ballots import Rule
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


def nomination(**changes: Any) -> dict[str, Any]:
    """A nomination that is eligible, but for the changes."""
    return {
        "id": "N1",
        "category": "youth-leader",
        "answers": ELIGIBLE_ANSWERS,
        "files": ELIGIBLE_FILES,
        "pages": {key: list(pages) for key, pages in ELIGIBLE_PAGES.items()},
        "consent": "given",
        "nominator": {"name": "Li Wei", "institution": "Institute of Soil"},
    } | changes


def judge(*nominations: dict[str, Any], options: tuple[str, ...] = (), **more: Any) -> Outcome:
    """The outcome of `eligibility` over these nominations."""
    document = json.dumps({"nominations": list(nominations), **more}).encode()
    return run(eligibility.COMMAND, PLAN_FILE, "-", *options, stdin=document)


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


def test_an_eligible_nomination() -> None:
    outcome = judge(nomination())

    assert outcome == Outcome("N1\teligible\tYouth Leader Award")


def test_what_keeps_a_nomination_from_being_eligible() -> None:
    late = nomination(
        id="N2", answers=ELIGIBLE_ANSWERS | {"born-on": "1970-01-01"}, consent="awaited"
    )

    outcome = judge(nomination(), late)

    assert outcome.status is Status.DOES_NOT_HOLD
    assert outcome.text.split("\n") == [
        "N1\teligible\tYouth Leader Award",
        "N2\tnot known yet\tYouth Leader Award",
        "    § 4 (1)\tnot known yet\tThe nominee has agreed to be nominated",
        "        The nominee has not answered yet. Please make sure that the e-mail address on "
        "the form is right, and that the nominee expects our letter.",
        "            Consent: asked, no answer yet [answer of the nominee]",
        "    § 3 (4)\tnot known yet\tYounger than 45 on 1 January, or doctorate at most ten years "
        "ago (leave credited)",
        "        57 years old on 1 January 2027; the nominee must be younger than 45. Please look "
        "whether another category fits.",
        "            Date of birth: 1970-01-01 [from the form]",
        "        The date that counts is missing, or lies after 1 January 2027. Please enter it; "
        "not more than 10 years may have passed on that day.",
        "            Date of the doctorate: no answer [from the form]",
        "            Months of parental, medical or service leave since: no answer [from the form]",
    ]


def test_registers_and_the_nominees_own_answers_are_used() -> None:
    outcome = judge(
        nomination(),
        nomination(id="N2", nominee="Somebody Else", nominee_email=""),
        laureates=[{"name": "AMINA YUSUF", "category": "youth-leader", "year": 2025}],
        offices=[{"name": "Yusuf Amina", "role": "board"}],
        options=("--json", "--language", "zh", "--today", "2027-05-01"),
    )

    first, second = json.loads(outcome.text)["nominations"]
    failed = {f["condition"]: f for f in first["findings"] if f["verdict"] != "holds"}
    assert set(failed) == {"no-office", "not-honoured-before"}
    assert failed["no-office"]["evidence"] == [
        {
            "rule": "not_office_holder",
            "verdict": "does-not-hold",
            "sentence": "被提名人载于任职名录（理事会），任职期间及离任后的间隔期内不得被提名。",
            "settles": "",
            "facts": {"role": "board"},
            "inputs": [
                {
                    "name": "line",
                    "value": "Yusuf Amina, board",
                    "source": "offices",
                    "words": [
                        "名录条目",
                        "Yusuf Amina, 理事会",
                        "委员会、理事会及工作人员名录",
                    ],
                }
            ],
        }
    ]
    assert (first["verdict"], second["verdict"]) == ("does-not-hold", "holds")
    assert outcome.status is Status.DOES_NOT_HOLD


def test_no_nominations_are_all_eligible() -> None:
    told = json.loads(judge(options=("--json",)).text)

    assert told == {"plan": content_hash(TEXT), "nominations": []}


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"catgory": "x"},
         "nominations[0].catgory: no such key exists here (did you mean 'category'?)"),
        ({"category": "youth-lead"},
         "nominations[0].category: no category 'youth-lead' (did you mean 'youth-leader'?)"),
        ({"category": 5}, "nominations[0].category: expected a text, found a whole number (5)"),
        ({"id": ""}, "nominations[0].id: the length 0 is below 1"),
        ({"answers": []}, "nominations[0].answers: expected a table, found a list"),
        ({"answers": {"citaton": "x"}},
         "nominations[0].answers.citaton: form 'individual' has no field 'citaton' (did you mean "
         "'citation'?)"),
        ({"files": {"letters": 1}},
         "nominations[0].files.letters: form 'individual' has no field for files 'letters' (did "
         "you mean 'letter-files'?)"),
        ({"files": {"letter-files": -1}}, "nominations[0].files.letter-files: -1 files cannot be"),
        ({"files": {"letter-files": "2"}},
         "nominations[0].files.letter-files: expected a whole number, found a text ('2')"),
        ({"consent": "yes"},
         "nominations[0].consent: expected one of not-asked, awaited, given, refused; found a "
         "text ('yes')"),
        ({"nominations_in_category": 0},
         "nominations[0].nominations_in_category: the value 0 is below 1"),
        ({"nominator": "Li Wei"},
         "nominations[0].nominator: expected a table, found a text ('Li Wei')"),
    ],
)  # fmt: skip
def test_nominations_that_cannot_be_used(changes: dict[str, Any], remark: str) -> None:
    assert judge(nomination(**changes)) == Outcome("", Status.UNUSABLE, remark)


def test_all_faults_of_the_file_are_told_at_once() -> None:
    outcome = judge(nomination(consent="x"), nomination(), laureates=[{"name": "A"}])  # type: ignore[arg-type]

    assert outcome.remarks.split("\n") == [
        "laureates[0].category: 'category' is missing",
        "laureates[0].year: 'year' is missing",
        "nominations[0].consent: expected one of not-asked, awaited, given, refused; found a text "
        "('x')",
        "nominations[1].id: 'N1' is the id of another nomination too",
    ]


def test_a_nomination_that_is_no_object() -> None:
    outcome = run(eligibility.COMMAND, PLAN_FILE, "-", stdin=b'{"nominations": [7]}')

    assert outcome.remarks == "nominations[0]: expected a table, found a whole number (7)"


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30"])
def test_a_day_that_is_none(day: str) -> None:
    outcome = judge(nomination(), options=("--today", day))

    assert outcome.remarks == f"--today: {day!r} is no date as 2027-04-30"


def test_standard_input_can_only_be_read_once() -> None:
    outcome = run(eligibility.COMMAND, "-", "-", stdin=b"")

    assert outcome.remarks == "-: only one of the two files can come from standard input"


BALLOTS = b'{"candidates": ["A", "B", "C"], "ballots": [[3, [["A"], ["B"]]], [2, [["B"], ["A"]]]]}'
TIED = b'{"candidates": ["A", "B"], "ballots": [[1, [["A"]]], [1, [["B"]]]]}'
PREFLIB = b"3\n1,Ann\n2,Ben\n3,Cem\n5,5,2\n3,1,2,3\n2,2,1,3\n"


@pytest.mark.parametrize("rule", [str(rule) for rule in Rule])
@pytest.mark.parametrize(
    "data", [BALLOTS, PREFLIB, gzip.compress(BALLOTS)], ids=["JSON", "PrefLib", "gz"]
)
def test_tally_by_every_rule(rule: str, data: bytes) -> None:
    outcome = run(tally.COMMAND, "-", "--rule", rule, "--json", stdin=data)

    told = json.loads(outcome.text)
    assert outcome.status is Status.HOLDS
    assert (told["rule"], told["tied"], told["tie_break"]) == (rule, False, None)
    assert told["winners"] in (["A"], ["1"])
    assert set(told) == {"rule", "winners", "tied", "tie_break", "sheet"}


def test_tally_for_people() -> None:
    outcome = run(tally.COMMAND, "-", "--rule", "plurality", stdin=PREFLIB)

    assert outcome.text.split("\n") == [
        "rule\tplurality",
        "elected\t1 (Ann)",
        "order\t1 (Ann) > 2 (Ben) > 3 (Cem)",
        "sheet\tfirst preferences: 1 (Ann) 3, 2 (Ben) 2, 3 (Cem) 0 (not counted: 0)",
    ]


def test_a_tie_is_told() -> None:
    outcome = run(tally.COMMAND, "-", "--strength", "winning-votes", stdin=TIED)

    assert "elected\tA, B\ntie\ta tie decides (equal-paths): each of these could be elected\n" in (
        outcome.text
    )


def test_fractions_stay_exact() -> None:
    data = b'{"candidates": ["A", "B"], "ballots": [[1, [["A"], ["B"]]], [2, [["B"], ["A"]]]]}'

    told = json.loads(run(tally.COMMAND, "-", "--rule", "median", "--json", stdin=data).text)

    assert told["sheet"][1]["figures"] != {"A": "1", "B": 1}
    assert told["sheet"][1]["figures"] == {"A": 1, "B": "2/3"}


def test_ballots_that_are_a_list() -> None:
    outcome = run(tally.COMMAND, "-", stdin=b"[]")

    assert outcome.remarks == "-: must be an object with candidates and ballots"


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
