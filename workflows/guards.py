"""Guards: one rule, one function over `Facts`, and a reason with its numbers when it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from workflows.conditions.values import Verdict
from workflows.errors import Refusal
from workflows.facts import BallotOutcome, Facts
from workflows.guarding import GUARDS, GuardUse, Nothing, guard, read_guard
from workflows.instants import has_passed
from workflows.plan.reading import spec
from workflows.review_guards import SELECTING, within_places

__all__ = [
    "GUARDS", "SELECTING", "BallotOutcome", "Facts", "GuardUse", "guard", "read_guard",
    "within_places",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class At:
    """A deadline of the calendar."""

    deadline: str = spec("key of the deadline", refers_to="calendar")


@guard
def before_deadline(facts: Facts, rule: At) -> Refusal | None:
    """Refuse once a deadline has passed; the deadline's own second still counts."""
    at = facts.deadlines[rule.deadline]
    if not has_passed(at, facts.now):
        return None
    return Refusal("deadline_passed", {"deadline": rule.deadline, "at": at.isoformat()})


@guard
def after_deadline(facts: Facts, rule: At) -> Refusal | None:
    """Refuse until a deadline has passed, its own second included."""
    at = facts.deadlines[rule.deadline]
    if has_passed(at, facts.now):
        return None
    return Refusal("too_early", {"deadline": rule.deadline, "at": at.isoformat()})


@guard
def opened(facts: Facts, rule: At) -> Refusal | None:
    """Refuse before an opening; the instant itself is open."""
    at = facts.deadlines[rule.deadline]
    if facts.now >= at:
        return None
    return Refusal("not_open_yet", {"deadline": rule.deadline, "at": at.isoformat()})


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days."""

    days: int = spec("full days of 24 hours", minimum=1, maximum=3650)


@guard
def days_in_stage(facts: Facts, rule: Days) -> Refusal | None:
    """Refuse until the nomination has been where it is for so many days."""
    until = (facts.in_stage_since or facts.now) + timedelta(days=rule.days)
    if facts.now >= until:
        return None
    return Refusal("window_open", {"days": rule.days, "at": until.isoformat()})


@guard
def form_complete(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse while required questions are open or answers have faults."""
    if facts.form_faults == 0:
        return None
    return Refusal("form_incomplete", {"faults": facts.form_faults})


@guard
def entry_conditions_hold(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse unless every entry condition holds."""
    failed = sum(verdict is Verdict.FAILS for verdict in facts.findings.values())
    unknown = sum(verdict is Verdict.UNKNOWN for verdict in facts.findings.values())
    if failed + unknown == 0:
        return None
    return Refusal("conditions_open", {"failed": failed, "unknown": unknown})


@guard
def some_condition_fails(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse while no entry condition is known to fail."""
    if Verdict.FAILS in facts.findings.values():
        return None
    return Refusal("no_condition_fails")


@guard
def minimum_field_met(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse while the category has fewer nominations in the running than the plan asks."""
    if facts.field_size >= facts.minimum_field:
        return None
    # How many there are is not said: some of them may not be there for whoever reads it.
    return Refusal("field_too_small", {"minimum": facts.minimum_field})


@guard
def minimum_field_missed(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse while the category has enough nominations in the running."""
    if facts.field_size < facts.minimum_field:
        return None
    return Refusal("field_large_enough", {"minimum": facts.minimum_field})


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot of the category's panel."""

    ballot: str = spec("key of the ballot", refers_to="ballots")


def _not_held(rule: Ballot) -> Refusal:
    return Refusal("ballot_not_closed", {"ballot": rule.ballot})


@guard
def ballot_closed(facts: Facts, rule: Ballot) -> Refusal | None:
    """Refuse until the ballot over this nomination has been counted."""
    return None if rule.ballot in facts.ballots else _not_held(rule)


@guard
def quorum_reached(facts: Facts, rule: Ballot) -> Refusal | None:
    """Refuse a ballot in which too few members voted; the recused are in neither number."""
    outcome = facts.ballots.get(rule.ballot)
    if outcome is None:
        return _not_held(rule)
    if outcome.quorum_reached:
        return None
    if outcome.too_many_recused:
        return Refusal("too_many_recused", {"ballot": rule.ballot})
    return Refusal("quorum_missing", {"voted": outcome.voted, "needed": outcome.needed})


@guard
def threshold_met(facts: Facts, rule: Ballot) -> Refusal | None:
    """Refuse a nomination that too few of the votes cast approve."""
    outcome = facts.ballots.get(rule.ballot)
    if outcome is None:
        return _not_held(rule)
    if outcome.threshold_met:
        return None
    return Refusal("threshold_missed", {"yes": outcome.yes, "votes": outcome.votes_cast})


@guard
def elected(facts: Facts, rule: Ballot) -> Refusal | None:
    """Refuse a nomination that did not come out of the ballot."""
    outcome = facts.ballots.get(rule.ballot)
    if outcome is None:
        return _not_held(rule)
    return None if outcome.elected else Refusal("not_elected", {"ballot": rule.ballot})


@guard
def award_available(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse when every award of the category is already decided."""
    return None if facts.awards_left > 0 else Refusal("no_award_left")


@guard
def reserve_available(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse when every place of the reserve is taken."""
    return None if facts.reserves_left > 0 else Refusal("no_reserve_left")


@guard
def approver_is_new(facts: Facts, rule: Nothing) -> Refusal | None:
    """Refuse whoever proposed this decision or approved it before: two pairs of eyes."""
    return Refusal("signed_before") if facts.actor in facts.signed_by else None
