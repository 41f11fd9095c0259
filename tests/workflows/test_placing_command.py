"""A ranking from a file on the command line, and where a plan cuts it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import PATH, PLAN
from tests.workflows.test_placing import CALIBRATED, RUBRIC, ranked, reviews
from workflows.commands import calibrate as command
from workflows.commands.outcome import Outcome, Status
from workflows.cuts import cuts_of, shortlist_places
from workflows.placing import placing_document
from workflows.plan.evaluation import Rubric

# ---------------------------------------------------------------- from a file


def start(document: object, *words: str) -> Outcome:
    return run(command.COMMAND, "-", *words, stdin=json.dumps(document).encode())


@pytest.mark.parametrize("rubric", [RUBRIC, replace(CALIBRATED, interval=80, even_scales=True)])
def test_the_command_does_to_the_file_what_the_page_does(rubric: Rubric) -> None:
    given = reviews()
    found = ranked(rubric, given)
    assert found.firmness is not None

    answer = json.loads(start(placing_document(rubric, given, (3, 1)), "--json").text)

    figures = {each["id"]: each for each in answer["nominations"]}
    for each in found.firmness.standings:
        own = figures[each.id]
        assert own["place"] == found.places[each.id]
        assert (own["merit"], own["low"], own["high"]) == tuple(
            round(figure, 6) for figure in (each.merit, each.low, each.high)
        )
    told = {each["id"]: each["severity"] for each in answer["reviewers"]}
    assert told == {
        each.id: None if each.severity is None else round(each.severity, 6)
        for each in found.calibration.reviewers
    }
    assert [cut["apart"] for cut in answer["firmness"]["cuts"]] == [
        None if cut.apart is None else round(cut.apart, 6) for cut in found.firmness.cuts
    ]
    assert answer["firmness"]["order"] == rubric.ordered_by
    assert answer["firmness"]["interval"] == rubric.interval


def test_options_are_over_what_the_file_says() -> None:
    document = placing_document(RUBRIC, reviews(), (3,))

    answer = json.loads(
        start(document, "--json", "--order", "calibrated", "--interval", "90", "--cut", "2").text
    )

    assert answer["firmness"]["order"] == "calibrated"
    assert answer["firmness"]["interval"] == 90
    assert [cut["places"] for cut in answer["firmness"]["cuts"]] == [2]


def test_a_plan_can_say_how_to_rank() -> None:
    document = placing_document(CALIBRATED, reviews(), (5,))

    words = ("--plan", str(PATH), "--category", "youth-leader", "--json")
    answer = json.loads(start(document, *words).text)

    assert answer["firmness"]["order"] == "raw-mean"
    assert [cut["places"] for cut in answer["firmness"]["cuts"]] == [1, 3]


@pytest.mark.parametrize(
    ("method", "place"),
    [
        ({"order": "best"}, "-: method.order"),
        ({"interval": 100}, "-: method.interval"),
        ({"interval": True}, "-: method.interval"),
        ({"cuts": []}, "-: method.cuts"),
        ({"cuts": [0]}, "-: method.cuts"),
        ({"even_scales": 1}, "-: method.even_scales"),
        ({"scale": [1]}, "-: method.scale"),
        ({"scale": [5, 1]}, "-: method.scale"),
        ({"scales": [1, 5]}, "-: method.scales"),
        ([], "-: method"),
    ],
)
def test_a_method_that_cannot_be_is_unusable(method: object, place: str) -> None:
    document = placing_document(RUBRIC, reviews(), (3,)) | {"method": method}

    outcome = start(document)

    assert outcome.status is Status.UNUSABLE
    assert outcome.remarks.startswith(f"{place}:")


@pytest.mark.parametrize(
    "words", [("--plan", str(PATH)), ("--plan", str(PATH), "--category", "nothing")]
)
def test_a_plan_needs_a_category_of_it(words: tuple[str, ...]) -> None:
    assert start(placing_document(RUBRIC, reviews(), (3,)), *words).status is Status.UNUSABLE


# ---------------------------------------------------------------- cuts


def test_cuts_are_those_of_the_plan() -> None:
    assert shortlist_places(PLAN, "youth-leader") == 3
    assert cuts_of(PLAN, "youth-leader") == (3, 1)
