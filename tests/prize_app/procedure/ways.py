"""For every action of the shipped plan: where it starts, who takes it, and what stops each guard.

`WAYS` is the table; `ready` makes a nomination on which the action is open, `SPOILS` then breaks
one guard and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.nominations.moving import Given
from tests.factories import Make
from tests.prize_app.committee.holding import closed_round, decision
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
REASON = Given("Because the committee found so.")
PROPOSAL = Given("It lasts.", {"en": "For wells that eleven countries share.", "zh": "表彰水井。"})


@dataclass
class Way:
    """An action as a test takes it: `passed` is the deadline that lies `days` back."""

    by: Role
    starts: str
    ends: str
    given: Given = field(default_factory=Given)
    passed: str = "nominations-open"
    days: int = 30
    consent: str = "given"


@dataclass
class Ready:
    """A nomination on which an action is open, and who may take it."""

    make: Make
    nomination: Nomination
    person: Person | None


WAYS: Mapping[str, Way] = {
    "submit": Way(Role.NOMINATOR, "draft", "submitted"),
    "resubmit": Way(Role.NOMINATOR, "returned", "submitted", passed="nominations-close", days=10),
    "withdraw": Way(Role.NOMINATOR, "eligible", "withdrawn", REASON),
    "lapse": Way(Role.SYSTEM, "draft", "lapsed", passed="nominations-close", days=2),
    "lapse-returned": Way(Role.SYSTEM, "returned", "lapsed", passed="corrections-close", days=2),
    "return": Way(Role.SECRETARIAT, "submitted", "returned", Given("Please attach the letters.")),
    "accept": Way(Role.SECRETARIAT, "submitted", "eligible"),
    "refuse": Way(
        Role.SECRETARIAT,
        "submitted",
        "ineligible",
        Given("The nominee declined."),
        consent="refused",
    ),
    "override": Way(Role.SECRETARIAT, "ineligible", "eligible", REASON, consent="refused"),
    "screen-again": Way(Role.SECRETARIAT, "eligible", "submitted", REASON),
    "close-ineligible": Way(
        Role.SECRETARIAT, "ineligible", "declined", passed="corrections-close", days=2
    ),
    "open-review": Way(
        Role.SECRETARIAT, "eligible", "in-review", passed="nominations-close", days=2
    ),
    "carry-over": Way(
        Role.SECRETARIAT, "eligible", "carried-over", passed="nominations-close", days=2
    ),
    "rank": Way(Role.CHAIR, "in-review", "ranked", passed="corrections-close"),
    "shortlist": Way(Role.CHAIR, "ranked", "shortlisted"),
    "set-aside": Way(Role.DEPUTY, "ranked", "declined", REASON),
    "propose": Way(Role.COMMITTEE, "shortlisted", "proposed", PROPOSAL),
    "name-reserve": Way(Role.CHAIR, "shortlisted", "reserve", REASON),
    "decline": Way(Role.CHAIR, "shortlisted", "declined", REASON),
    "approve": Way(Role.CHAIR, "proposed", "approved", REASON),
    "send-back": Way(Role.BOARD, "approved", "shortlisted", REASON),
    "confirm": Way(Role.BOARD, "approved", "notice", REASON),
    "uphold-objection": Way(Role.BOARD, "notice", "declined", REASON),
    "award": Way(Role.SYSTEM, "notice", "awarded"),
    "revoke": Way(Role.BOARD, "awarded", "revoked", REASON),
}


def ready(make: Make, key: str) -> Ready:
    """An edition at the right time, and in it a nomination on which the action is open."""
    way = WAYS[key]
    make.edition(passed=way.passed, days=way.days)
    nominator = make.person()
    nomination = make.nomination(
        by=nominator,
        stage=way.starts,
        category=CATEGORY,
        consent=way.consent,
        stage_since=make.now - timedelta(days=31),
    )
    person = None if way.by is Role.SYSTEM else nominator
    if way.by not in (Role.SYSTEM, Role.NOMINATOR):
        person = make.grant(way.by)
    found = Ready(make, nomination, person)
    if key in FURTHER:
        FURTHER[key](found)
    return found


def _reviewed(found: Ready, *, submitted: bool) -> None:
    make = found.make
    for _ in range(3):
        assignment = make.assignment(found.nomination)
        if submitted:
            make.review(assignment)


def _field_of_three(found: Ready) -> None:
    # At a later stage, so that a collective action leaves them where they are.
    for _ in range(2):
        found.make.nomination(category=CATEGORY, stage="in-review")


def _open_review(found: Ready) -> None:
    _field_of_three(found)
    _reviewed(found, submitted=False)


def _ballot(key: str) -> Callable[[Ready], None]:
    def hold(found: Ready) -> None:
        closed_round(found.make, found.nomination, key)

    return hold


def _proposed(found: Ready) -> None:
    decision(found.make, found.nomination, found.make.person())


FURTHER: Mapping[str, Callable[[Ready], None]] = {
    "open-review": _open_review,
    "rank": lambda found: _reviewed(found, submitted=True),
    "shortlist": _ballot("shortlist"),
    "set-aside": _ballot("shortlist"),
    "propose": _ballot("award"),
    "name-reserve": _ballot("award"),
    "decline": _ballot("award"),
    "approve": _proposed,
    "send-back": _proposed,
    "confirm": _proposed,
    "uphold-objection": _proposed,
    "award": _proposed,
    "revoke": _proposed,
}


# ---- what stops each guard


def _at(passed: str, days: int) -> Callable[[Ready], None]:
    """Put the edition under a plan whose deadline lies elsewhere."""

    def spoil(found: Ready) -> None:
        elsewhere = found.make.edition(passed=passed, days=days)
        row = type(elsewhere.row)
        edition = found.make.session.get_one(row, found.nomination.edition_id)
        edition.plan_version_id = elsewhere.row.plan_version_id
        found.make.session.flush()

    return spoil


def _answers(found: Ready) -> None:
    found.nomination.answers = {
        k: v for k, v in found.nomination.answers.items() if k != "statement"
    }


def _consent(said: str) -> Callable[[Ready], None]:
    def spoil(found: Ready) -> None:
        found.nomination.consent = said

    return spoil


def _outcome(ballot: str, **outcome: object) -> Callable[[Ready], None]:
    """A later round of the ballot came out otherwise."""

    def spoil(found: Ready) -> None:
        round_ = closed_round(found.make, found.nomination, ballot, **outcome)
        round_.closed_at = found.make.now + timedelta(seconds=1)

    return spoil


def _at_stage(stage: str, number: int) -> Callable[[Ready], None]:
    def spoil(found: Ready) -> None:
        for _ in range(number):
            found.make.nomination(category=CATEGORY, stage=stage)

    return spoil


def _alone(found: Ready) -> None:
    for other in found.make.session.query(Nomination).filter(
        Nomination.edition_id == found.nomination.edition_id, Nomination.id != found.nomination.id
    ):
        other.stage = "withdrawn"


def _one_reviewer_less(found: Ready) -> None:
    """One of the three has a conflict of interest: neither assigned nor handed in counts."""
    assignment = (
        found.make.session.query(Assignment).filter_by(nomination_id=found.nomination.id).first()
    )
    found.make.conflict(
        found.nomination, found.make.session.get_one(Person, assignment.reviewer_id)
    )


def _signed_by_the_same(found: Ready) -> None:
    decision(found.make, found.nomination, found.person)


def _one_day_too_early(found: Ready) -> None:
    found.nomination.stage_since = found.make.now - timedelta(days=30) + timedelta(seconds=1)


SPOILS: Mapping[tuple[str, str], tuple[Callable[[Ready], None], str]] = {
    ("submit", "opened"): (_at("nominations-open", -5), "not_open_yet"),
    ("submit", "before_deadline"): (_at("nominations-close", 3), "deadline_passed"),
    ("submit", "form_complete"): (_answers, "form_incomplete"),
    ("resubmit", "before_deadline"): (_at("corrections-close", 3), "deadline_passed"),
    ("resubmit", "form_complete"): (_answers, "form_incomplete"),
    ("lapse", "after_deadline"): (_at("nominations-close", -2), "too_early"),
    ("lapse-returned", "after_deadline"): (_at("corrections-close", -2), "too_early"),
    ("return", "before_deadline"): (_at("corrections-close", 3), "deadline_passed"),
    ("accept", "entry_conditions_hold"): (_consent("awaited"), "conditions_open"),
    ("refuse", "some_condition_fails"): (_consent("given"), "no_condition_fails"),
    ("close-ineligible", "after_deadline"): (_at("corrections-close", -2), "too_early"),
    ("open-review", "after_deadline"): (_at("nominations-close", -2), "too_early"),
    ("open-review", "minimum_field_met"): (_alone, "field_too_small"),
    ("open-review", "reviewers_assigned"): (_one_reviewer_less, "reviewers_missing"),
    ("carry-over", "after_deadline"): (_at("nominations-close", -2), "too_early"),
    ("carry-over", "minimum_field_missed"): (_field_of_three, "field_large_enough"),
    ("rank", "reviews_complete"): (_one_reviewer_less, "reviews_missing"),
    ("shortlist", "quorum_reached"): (
        _outcome("shortlist", quorum_reached=False),
        "quorum_missing",
    ),
    ("shortlist", "elected"): (_outcome("shortlist", elected=False), "not_elected"),
    ("set-aside", "quorum_reached"): (
        _outcome("shortlist", quorum_reached=False),
        "quorum_missing",
    ),
    ("propose", "quorum_reached"): (_outcome("award", quorum_reached=False), "quorum_missing"),
    ("propose", "threshold_met"): (_outcome("award", threshold_met=False), "threshold_missed"),
    ("propose", "award_available"): (_at_stage("awarded", 3), "no_award_left"),
    ("name-reserve", "quorum_reached"): (
        _outcome("award", quorum_reached=False),
        "quorum_missing",
    ),
    ("name-reserve", "reserve_available"): (_at_stage("reserve", 1), "no_reserve_left"),
    ("decline", "quorum_reached"): (_outcome("award", quorum_reached=False), "quorum_missing"),
    ("approve", "approver_is_new"): (_signed_by_the_same, "signed_before"),
    ("confirm", "approver_is_new"): (_signed_by_the_same, "signed_before"),
    ("award", "days_in_stage"): (_one_day_too_early, "window_open"),
}
