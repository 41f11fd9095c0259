"""Every guard at its boundary: what it lets through and with what reason it refuses."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.shipped import NOON
from workflows.conditions import Verdict
from workflows.errors import Refusal
from workflows.guards import GUARDS, SELECTING, BallotOutcome, Facts, GuardUse, read_guard
from workflows.plan.faults import FaultCode, Faults
from workflows.plan.reading import MISSING

SECOND = timedelta(seconds=1)
CLOSE = {"close": NOON}


def ask(written: Any, **facts: Any) -> Refusal | None:
    """What a guard, written as in a plan, says to these facts."""
    faults = Faults()
    guard = read_guard(written, "g", faults)
    assert faults.found == []
    assert isinstance(guard, GuardUse)
    now = facts.pop("now", NOON)
    return guard.refuses(Facts(now=now, **facts))


def outcome(**given: Any) -> BallotOutcome:
    """A ballot that went well, but for what is given."""
    facts: dict[str, Any] = {
        "quorum_reached": True, "voted": 5, "needed": 5, "place": 1, "elected": True, "yes": 4,
        "votes_cast": 5, "threshold_met": True,
    }  # fmt: skip
    return BallotOutcome(**(facts | given))


def told(code: str, **facts: Any) -> Refusal:
    """The refusal about the deadline of these tests."""
    return Refusal(code, {"deadline": "close", "at": NOON.isoformat()} | facts)


@pytest.mark.parametrize(
    ("name", "now", "refusal"),
    [
        ("before_deadline", NOON - SECOND, None),
        ("before_deadline", NOON, None),
        ("before_deadline", NOON + SECOND / 2, None),
        ("before_deadline", NOON + SECOND, told("deadline_passed")),
        ("after_deadline", NOON - SECOND, told("too_early")),
        ("after_deadline", NOON, told("too_early")),
        ("after_deadline", NOON + SECOND / 2, told("too_early")),
        ("after_deadline", NOON + SECOND, None),
        ("opened", NOON - SECOND, told("not_open_yet")),
        ("opened", NOON, None),
        ("opened", NOON + SECOND, None),
    ],
)
def test_deadlines(name: str, now: datetime, refusal: Refusal | None) -> None:
    assert ask({name: {"deadline": "close"}}, now=now, deadlines=CLOSE) == refusal


@pytest.mark.parametrize(
    ("since", "opens"),
    [
        (NOON - timedelta(days=30), True),
        (NOON - timedelta(days=30) + SECOND, False),
        (NOON - timedelta(days=31), True),
        (None, False),
    ],
)
def test_days_in_stage(since: datetime | None, opens: bool) -> None:
    until = ((since or NOON) + timedelta(days=30)).isoformat()
    refusal = None if opens else Refusal("window_open", {"days": 30, "at": until})

    assert ask({"days_in_stage": {"days": 30}}, in_stage_since=since) == refusal


@pytest.mark.parametrize(
    ("written", "facts", "refusal"),
    [
        ("form_complete", {"form_faults": 0}, None),
        ("form_complete", {"form_faults": 1}, Refusal("form_incomplete", {"faults": 1})),
        ("entry_conditions_hold", {"findings": {}}, None),
        ("entry_conditions_hold", {"findings": {"a": Verdict.HOLDS}}, None),
        (
            "entry_conditions_hold",
            {"findings": {"a": Verdict.FAILS, "b": Verdict.UNKNOWN, "c": Verdict.HOLDS}},
            Refusal("conditions_open", {"failed": 1, "unknown": 1}),
        ),
        ("some_condition_fails", {"findings": {"a": Verdict.FAILS}}, None),
        (
            "some_condition_fails",
            {"findings": {"a": Verdict.UNKNOWN}},
            Refusal("no_condition_fails"),
        ),
        ("reviewers_assigned", {"reviewers_assigned": 3, "reviews_required": 3}, None),
        (
            "reviewers_assigned",
            {"reviewers_assigned": 2, "reviews_required": 3},
            Refusal("reviewers_missing", {"assigned": 2, "required": 3}),
        ),
        ("reviews_complete", {"reviews_submitted": 3, "reviews_required": 3}, None),
        (
            "reviews_complete",
            {"reviews_submitted": 2, "reviews_required": 3},
            Refusal("reviews_missing", {"submitted": 2, "required": 3}),
        ),
        ({"within_places": {"places": 3}}, {"place": 3}, None),
        (
            {"within_places": {"places": 3}},
            {"place": 4},
            Refusal("place_too_low", {"places": 3, "place": 4}),
        ),
        ({"within_places": {"places": 3}}, {}, Refusal("not_ranked", {"places": 3})),
        ("minimum_field_met", {"field_size": 3, "minimum_field": 3}, None),
        (
            "minimum_field_met",
            {"field_size": 2, "minimum_field": 3},
            Refusal("field_too_small", {"minimum": 3}),
        ),
        ("minimum_field_missed", {"field_size": 2, "minimum_field": 3}, None),
        (
            "minimum_field_missed",
            {"field_size": 3, "minimum_field": 3},
            Refusal("field_large_enough", {"minimum": 3}),
        ),
        ("award_available", {"awards_left": 1}, None),
        ("award_available", {"awards_left": 0}, Refusal("no_award_left")),
        ("reserve_available", {"reserves_left": 1}, None),
        ("reserve_available", {"reserves_left": 0}, Refusal("no_reserve_left")),
        ("approver_is_new", {"actor": "b", "signed_by": frozenset({"a"})}, None),
        (
            "approver_is_new",
            {"actor": "a", "signed_by": frozenset({"a"})},
            Refusal("signed_before"),
        ),
    ],
)
def test_numbers_and_persons(written: Any, facts: Any, refusal: Refusal | None) -> None:
    assert ask(written, **facts) == refusal


@pytest.mark.parametrize("name", ["ballot_closed", "quorum_reached", "threshold_met", "elected"])
def test_no_ballot_guard_passes_before_the_count(name: str) -> None:
    written = {name: {"ballot": "award"}}

    assert ask(written) == Refusal("ballot_not_closed", {"ballot": "award"})
    assert ask(written, ballots={"award": outcome()}) is None


@pytest.mark.parametrize(
    ("name", "given", "refusal"),
    [
        (
            "quorum_reached",
            {"quorum_reached": False, "voted": 4},
            Refusal("quorum_missing", {"voted": 4, "needed": 5}),
        ),
        (
            "threshold_met",
            {"threshold_met": False, "yes": 3},
            Refusal("threshold_missed", {"yes": 3, "votes": 5}),
        ),
        ("elected", {"elected": False}, Refusal("not_elected", {"ballot": "award"})),
    ],
)
def test_ballots_that_went_otherwise(name: str, given: Any, refusal: Refusal) -> None:
    ballots = {"award": outcome(**given)}

    assert ask({name: {"ballot": "award"}}, ballots=ballots) == refusal


def test_an_unknown_guard_is_named_with_its_nearest() -> None:
    faults = Faults()

    assert read_guard("form_complet", "g", faults) is MISSING
    assert [(f.code, f.sentence) for f in faults.found] == [
        (
            FaultCode.UNKNOWN_GUARD,
            "there is no rule 'form_complet' (did you mean 'form_complete'?)",
        )
    ]


@pytest.mark.parametrize(
    ("share", "scored", "assigned", "needed"),
    [
        ("3/4", 3, 4, None),
        ("3/4", 2, 4, 3),
        ("3/4", 4, 5, None),
        ("3/4", 3, 5, 4),
        ("1/2", 0, 0, 1),
        ("1/1", 7, 7, None),
        ("1/1", 6, 7, 7),
    ],
)
def test_a_share_of_those_who_were_given_it(
    share: str, scored: int, assigned: int, needed: int | None
) -> None:
    facts = {"scored": scored, "needed": needed, "assigned": assigned}
    refusal = Refusal("panel_share_missed", facts) if needed else None  # type: ignore[arg-type]

    given = {"reviews_submitted": scored, "reviewers_assigned": assigned}
    assert ask({"panel_share": {"share": share}}, **given) == refusal
    if share == "3/4":
        assert ask("panel_share", **given) == refusal


@pytest.mark.parametrize(
    ("name", "shortlisted", "code"),
    [
        ("on_shortlist", True, None),
        ("on_shortlist", False, "not_picked"),
        ("on_shortlist", None, "not_ranked_yet"),
        ("off_shortlist", False, None),
        ("off_shortlist", True, "picked"),
        ("off_shortlist", None, "not_ranked_yet"),
    ],
)
def test_the_shortlist_of_the_round(name: str, shortlisted: bool | None, code: str | None) -> None:
    assert ask(name, shortlisted=shortlisted) == (Refusal(code) if code else None)


def test_a_selection_is_told_from_other_refusals() -> None:
    refused = [ask("on_shortlist", shortlisted=False), ask("off_shortlist", shortlisted=True)]

    assert {refusal.code for refusal in refused if refusal} == SELECTING
    assert ask("on_shortlist") not in refused


def test_every_guard_is_tested_here_and_explains_itself() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")

    assert all(f'"{kind.name}"' in tested for kind in GUARDS)
    assert all(kind.doc.startswith("Refuse ") for kind in GUARDS)
