"""Amendments that take a round of review away, or have it judged otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workflows.amending.consequences import (
    ConsequenceCode,
    Judged,
    Past,
    Weight,
    consequences,
)
from workflows.amending.judging import rounds_touched
from workflows.amending.phrasing import consequence_sentence
from workflows.plan.loading import load_plan
from workflows.plan.model import Plan

PAST_TIME = datetime(2027, 1, 1, tzinfo=UTC)
HERE = Path(__file__).resolve().parents[2] / "workflows" / "plans"
TEXT = (HERE / "award-in-rounds.toml").read_text("utf-8")
PLAN = load_plan(TEXT)
PLAIN = load_plan((HERE / "anso-prize.toml").read_text("utf-8"))
CATEGORY = "lifetime-achievement"
WRITTEN = Judged(given=6, begun=1, handed_in=3)


def without(round_key: str) -> Plan:
    """The plan with the stages of a round counted to the round before."""
    other = {"referees": "preselection", "interviews": "referees", "preselection": "referees"}
    head, _, rest = TEXT.partition(f"[rounds.{round_key}]")
    text = head + rest[rest.index("\n[") :]
    text = "\n".join(line for line in text.splitlines() if f'"rounds.{round_key}' not in line)
    return load_plan(text.replace(f'round = "{round_key}"', f'round = "{other[round_key]}"'))


def changed(*changes: tuple[str, str]) -> Plan:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return load_plan(text)


def touched(
    new: Plan, round_key: str, done: Judged, stage: str = "declined", old: Plan = PLAN
) -> list[tuple[ConsequenceCode, Weight]]:
    past = Past(standing={(CATEGORY, stage): 2}, rounds={(CATEGORY, round_key): done})
    return [(c.code, c.weight) for c in rounds_touched(old, new, past)]


@pytest.mark.parametrize(
    ("done", "stage", "expected"),
    [
        (WRITTEN, "with-referees", (ConsequenceCode.ROUND_UNDER_WAY, Weight.BARS)),
        (Judged(given=6, begun=1), "finalist", (ConsequenceCode.ROUND_UNDER_WAY, Weight.BARS)),
        (WRITTEN, "called-in", (ConsequenceCode.ROUND_LEFT_BEHIND, Weight.ASKS)),
        (Judged(is_frozen=True), "called-in", (ConsequenceCode.ROUND_LEFT_BEHIND, Weight.ASKS)),
        (Judged(given=6), "with-referees", (ConsequenceCode.ROUND_GIVEN_OUT, Weight.ASKS)),
    ],
)
def test_a_round_does_not_go_silently(
    done: Judged, stage: str, expected: tuple[ConsequenceCode, Weight]
) -> None:
    assert touched(without("referees"), "referees", done, stage) == [expected]


def test_a_round_in_which_nothing_was_done_goes_without_a_word() -> None:
    assert touched(without("referees"), "referees", Judged(), "finalist") == []
    assert touched(without("referees"), "preselection", WRITTEN, "finalist") == []


def test_the_one_implied_round_is_lost_by_naming_others() -> None:
    past = Past(standing={(CATEGORY, "in-review"): 1}, rounds={(CATEGORY, ""): Judged(3, 0, 1)})

    (found,) = rounds_touched(PLAIN, PLAN, past)

    assert (found.code, found.weight) == (ConsequenceCode.ROUND_UNDER_WAY, Weight.BARS)
    assert "“Reviews”" in consequence_sentence(found, PLAIN, PLAN, "en")
    assert "“评审”" in consequence_sentence(found, PLAIN, PLAN, "zh")


ORDER = ('scoring = "order"', 'scoring = "pairs"')


def test_another_way_of_judging_waits_until_the_round_is_frozen() -> None:
    pairs = changed(ORDER)
    frozen = Judged(given=4, handed_in=4, is_frozen=True)

    assert touched(pairs, "interviews", WRITTEN, "in-interviews") == [
        (ConsequenceCode.ROUND_OTHER_METHOD, Weight.BARS)
    ]
    assert touched(pairs, "interviews", frozen, "in-interviews") == [
        (ConsequenceCode.ROUND_OTHER_METHOD, Weight.BARS)
    ]
    assert touched(pairs, "interviews", frozen, "heard") == [
        (ConsequenceCode.ROUND_METHOD_SINCE, Weight.ASKS)
    ]
    assert touched(pairs, "interviews", Judged(given=4), "in-interviews") == []


def test_other_people_and_another_rule_are_said() -> None:
    people = changed(('by = "external"', 'by = "committee"'))
    rule = changed(("first_places = 8", "first_places = 6"))

    assert touched(people, "referees", Judged(given=4), "finalist") == [
        (ConsequenceCode.ROUND_OTHER_PEOPLE, Weight.ASKS)
    ]
    assert touched(people, "referees", WRITTEN, "called-in") == []
    assert touched(rule, "preselection", Judged(3, 0, 3, is_frozen=True), "preselected") == [
        (ConsequenceCode.ROUND_RULE_AFTERWARDS, Weight.ASKS)
    ]
    assert touched(rule, "preselection", WRITTEN, "in-preselection") == []


def test_a_rubric_is_looked_at_round_by_round() -> None:
    head, rest = TEXT.split("[rubrics.first-look]", 1)
    weights = load_plan(
        head
        + "[rubrics.first-look]"
        + rest.replace("weight = 50", "weight = 40", 1).replace("weight = 50", "weight = 60", 1)
    )

    def codes(**rounds: Any) -> list[ConsequenceCode]:
        past = Past(rounds={(CATEGORY, key): done for key, done in rounds.items()})
        return [c.code for c in consequences(PLAN, weights, past, PAST_TIME)]

    assert codes(preselection=Judged(3, 0, 3)) == [ConsequenceCode.REVIEWED_RUBRIC]
    assert codes(referees=Judged(3, 0, 3)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "code", [code for code in ConsequenceCode if code.value.startswith("round-")]
)
def test_every_consequence_has_a_sentence(code: ConsequenceCode, language: str) -> None:
    past = Past(
        standing={(CATEGORY, "with-referees"): 2},
        rounds={(CATEGORY, "referees"): Judged(given=1)},
    )
    (found,) = rounds_touched(PLAN, without("referees"), past)

    said = consequence_sentence(
        type(found)(code, found.weight, found.key, found.facts), PLAN, PLAN, language
    )

    assert PLAN.rounds["referees"].label[language] in said
    assert "{" not in said
