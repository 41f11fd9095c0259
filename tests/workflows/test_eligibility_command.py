"""The command for entry conditions: verdicts, findings, and nominations that nobody could use."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import (
    ELIGIBLE_ANSWERS,
    ELIGIBLE_FILES,
    ELIGIBLE_PAGES,
    PATH,
    TEXT,
)
from workflows.commands import eligibility
from workflows.commands.outcome import Outcome, Status
from workflows.plan.loading import content_hash

PLAN_FILE = str(PATH)


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
