"""Taking a nomination off a reviewer."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.assignments import service
from prize_app.db.audit import AuditEvent
from prize_app.db.notices import Notice
from tests.factories import actor
from tests.prize_app.assignments.written import (
    assert_nothing_told,
    codes,
    event_names,
    letters,
)
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role


def test_release_ends_records_and_tells(session, make, secretary, reviewer):
    assignment = make.assignment(make.nomination(), reviewer)

    service.release(session, secretary, assignment.id, "Ill.", now=make.now)
    session.flush()

    assert (assignment.status, assignment.reason) == ("released", "Ill.")
    assert event_names(session) == ["assignment:release"]
    assert letters(session) == {("review-released", reviewer.email): 1}
    assert "Ill." not in session.scalars(select(Notice)).one().body


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "reason_missing"), ("  \n", "reason_missing"), ("x" * 2001, "too_long")],
)
def test_release_needs_a_reason_of_good_length(session, make, secretary, reviewer, reason, code):
    assignment = make.assignment(make.nomination(), reviewer)

    with pytest.raises(RuleBroken) as refused:
        service.release(session, secretary, assignment.id, reason, now=make.now)

    assert codes(refused) == [code]
    assert assignment.status == "assigned"
    assert_nothing_told(session)


def test_release_leaves_a_submitted_review_alone(session, make, secretary, reviewer):
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer)
    make.review(assignment)

    with pytest.raises(RuleBroken) as refused:
        service.release(session, secretary, assignment.id, "Too severe.", now=make.now)

    assert codes(refused) == ["review_submitted"]
    assert assignment.status == "assigned"


def test_release_takes_a_draft_along(session, make, secretary, reviewer):
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer)
    make.review(assignment, submitted_at=None)

    service.release(session, secretary, assignment.id, "Ill.", now=make.now)

    assert assignment.status == "released"


def test_release_twice_is_too_late_the_second_time(session, make, secretary, reviewer):
    assignment = make.assignment(make.nomination(), reviewer)
    service.release(session, secretary, assignment.id, "Ill.", now=make.now)

    with pytest.raises(WrongStage) as refused:
        service.release(session, secretary, assignment.id, "Ill.", now=make.now)

    assert codes(refused) == ["assignment_ended"]
    assert event_names(session) == ["assignment:release"]


def test_release_is_for_the_secretariat_only(session, make, edition, reviewer):
    assignment = make.assignment(make.nomination(), reviewer)

    for person in (reviewer, make.person(), make.grant(Role.OBSERVER)):
        with pytest.raises(NotFound):
            service.release(session, actor(person), assignment.id, "No.", now=make.now)
    with pytest.raises(NotFound):
        service.release(session, actor(make.grant(Role.SECRETARIAT)), uuid4(), "No.", now=make.now)

    assert_nothing_told(session)


def test_events_bear_the_editions_time(session, make, edition, secretary, reviewer):
    edition.row.clock_shift_seconds = 3600
    session.flush()

    service.assign(session, secretary, make.nomination().id, reviewer.id, now=make.now)

    event = session.scalars(select(AuditEvent)).one()
    assert (event.at, event.recorded_at) == (make.now + timedelta(hours=1), make.now)
