"""Handing an assignment back, and declaring a conflict of interest."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.nominations import Nomination
from prize_app.db.reviews import ConflictOfInterest
from prize_app.nominations.standing import see_nomination
from prize_app.reviews import service
from prize_app.reviews.kinds import KIND_WORDS, ConflictKind
from prize_app.reviews.own import see_own
from tests.factories import actor
from tests.prize_app.assignments.written import codes, event_names, events, letters
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role
from workflows.policy import Permission


def declare(session, make, who, nomination_id, kind=ConflictKind.KIN, explanation=""):
    return service.declare_conflict(
        session, actor(who), nomination_id, kind, explanation, now=make.now
    )


def _of(make, assignment):
    return make.session.get_one(Nomination, assignment.nomination_id)


def test_decline_ends_records_and_tells_the_secretariat(session, make, reviewer, assignment):
    secretary = make.grant(Role.SECRETARIAT)

    service.decline(session, actor(reviewer), assignment.id, "On leave.", now=make.now)
    session.flush()

    assert (assignment.status, assignment.reason) == ("declined", "On leave.")
    [event] = events(session)
    assert (event.event, event.facts) == ("assignment:decline", {"reason": "On leave."})
    assert letters(session) == {("reviewer-declined", secretary.email): 1}


def test_decline_is_possible_before_the_review_opens(session, make, reviewer):
    assignment = make.assignment(make.nomination(stage="eligible"), reviewer)

    service.decline(session, actor(reviewer), assignment.id, "On leave.", now=make.now)

    assert assignment.status == "declined"


@pytest.mark.parametrize(("reason", "code"), [("", "reason_missing"), ("x" * 2001, "too_long")])
def test_decline_needs_a_reason(session, make, reviewer, assignment, reason, code):
    with pytest.raises(RuleBroken) as refused:
        service.decline(session, actor(reviewer), assignment.id, reason, now=make.now)

    assert codes(refused) == [code]
    assert assignment.status == "assigned"
    assert (events(session), letters(session)) == ([], {})


def test_a_submitted_review_is_not_handed_back(session, make, reviewer, assignment):
    make.review(assignment)

    with pytest.raises(RuleBroken) as refused:
        service.decline(session, actor(reviewer), assignment.id, "Regret.", now=make.now)

    assert codes(refused) == ["review_submitted"]
    assert assignment.status == "assigned"


def test_decline_after_the_review_is_too_late(session, make, reviewer):
    assignment = make.assignment(make.nomination(stage="ranked"), reviewer)

    with pytest.raises(WrongStage):
        service.decline(session, actor(reviewer), assignment.id, "Late.", now=make.now)

    assert assignment.status == "assigned"


def test_decline_does_not_tell_a_recused_secretary(session, make, reviewer, assignment):
    recused = make.grant(Role.SECRETARIAT)
    make.conflict(_of(make, assignment), recused)

    service.decline(session, actor(reviewer), assignment.id, "On leave.", now=make.now)

    assert ("reviewer-declined", recused.email) not in letters(session)


def test_a_declared_conflict_takes_the_nomination_away(session, make, reviewer, assignment):
    secretary = make.grant(Role.SECRETARIAT)

    declare(session, make, reviewer, assignment.nomination_id, ConflictKind.CO_AUTHOR, "Papers.")
    session.flush()

    conflict = session.scalars(select(ConflictOfInterest)).one()
    assert (conflict.kind, conflict.explanation) == ("co-author", "Papers.")
    assert assignment.status == "recused"
    [event] = events(session)
    assert (event.event, event.facts) == ("conflict:declare", {"kind": "co-author"})
    assert letters(session) == {("conflict-declared", secretary.email): 1}
    with pytest.raises(NotFound):
        see_nomination(session, actor(reviewer), assignment.nomination_id)
    with pytest.raises(NotFound):
        see_own(session, actor(reviewer), assignment.id)


def test_a_late_conflict_silences_a_submitted_review(session, make, reviewer, assignment):
    make.review(assignment)

    declare(session, make, reviewer, assignment.nomination_id)

    assert assignment.status == "recused"


def test_a_conflict_is_declared_once(session, make, reviewer, assignment):
    declare(session, make, reviewer, assignment.nomination_id)

    with pytest.raises(NotFound):
        declare(session, make, reviewer, assignment.nomination_id)

    assert event_names(session) == ["conflict:declare"]


def test_a_secretary_who_steps_back_gets_no_letter_about_it(session, make, edition):
    leaving, staying = (make.grant(Role.SECRETARIAT) for _ in range(2))
    nomination = make.nomination()

    declare(session, make, leaving, nomination.id)

    assert letters(session) == {("conflict-declared", staying.email): 1}
    with pytest.raises(NotFound):
        see_nomination(session, actor(leaving), nomination.id, Permission.ASSIGNMENT_WRITE)


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.CHAIR, Role.BOARD, Role.SECRETARIAT])
def test_everybody_who_will_judge_can_step_back(session, make, edition, role):
    person = make.grant(role)

    declare(session, make, person, make.nomination().id)

    assert session.scalars(select(ConflictOfInterest)).one().person_id == person.id


def test_strangers_observers_and_drafts_have_nothing_to_declare(session, make, edition):
    handed_in, draft = make.nomination(), make.nomination(stage="draft")
    cases = [(make.person(), handed_in.id), (make.grant(Role.OBSERVER), handed_in.id),
             (make.grant(Role.REVIEWER), handed_in.id), (make.grant(Role.SECRETARIAT), draft.id),
             (make.grant(Role.SECRETARIAT), uuid4())]  # fmt: skip

    for person, nomination_id in cases:
        with pytest.raises(NotFound):
            declare(session, make, person, nomination_id)

    assert (events(session), session.scalars(select(ConflictOfInterest)).all()) == ([], [])


@pytest.mark.parametrize(
    ("kind", "explanation", "code"),
    [
        (ConflictKind.OTHER, " ", "reason_missing"),
        (ConflictKind.KIN, "x" * 2001, "too_long"),
    ],
)
def test_an_explanation_is_asked_for_where_no_kind_fits(
    session, make, reviewer, assignment, kind, explanation, code
):
    with pytest.raises(RuleBroken) as refused:
        declare(session, make, reviewer, assignment.nomination_id, kind, explanation)

    assert codes(refused) == [code]
    assert assignment.status == "assigned"
    assert events(session) == []


def test_every_kind_has_words_and_room_in_its_column():
    assert set(KIND_WORDS) == set(ConflictKind)
    assert all(len(kind) <= ConflictOfInterest.__table__.c.kind.type.length for kind in KIND_WORDS)
