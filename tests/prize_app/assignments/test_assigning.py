"""Assigning by hand: what happens and what is refused."""

from __future__ import annotations

import pytest

from prize_app.assignments import service
from tests.factories import PLAN, actor
from tests.prize_app.assignments.written import (
    assert_nothing_told,
    assignments,
    codes,
    event_names,
    letters,
)
from workflows.errors import NotAllowed, NotFound, PrizeError, RuleBroken, WrongStage
from workflows.plan.evaluation import Role


def test_assign_stores_records_and_tells(session, make, secretary, reviewer):
    nomination = make.nomination()

    assignment = service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)
    session.flush()

    assert (assignment.status, assignment.proposed_by_engine) == ("assigned", False)
    assert assignment.assigned_by == secretary.id
    assert event_names(session) == ["assignment:assign"]
    assert letters(session) == {("review-assigned", reviewer.email): 1}


def test_assign_takes_up_what_was_handed_back(session, make, secretary, reviewer):
    nomination = make.nomination()
    declined = make.assignment(nomination, reviewer, status="declined", reason="on leave")

    service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)
    session.flush()

    assert [a.id for a in assignments(session)] == [declined.id]
    assert (declined.status, declined.reason) == ("assigned", "")


def _no_reviewer(make, nomination):
    return make.person()


def _reviewer_of_another_category(make, nomination):
    return make.grant(Role.REVIEWER, category="youth-leader")


def _declared(make, nomination):
    person = make.grant(Role.REVIEWER)
    make.conflict(nomination, person)
    return person


def _nominee(make, nomination):
    return make.grant(Role.REVIEWER, email=nomination.nominee_email)


def _same_institution(make, nomination):
    return make.grant(Role.REVIEWER, institution="SFAX, Water-Institute of")


def _full(make, nomination):
    person = make.grant(Role.REVIEWER)
    for _ in range(16):
        make.assignment(make.nomination(category="youth-leader"), person)
    return person


@pytest.mark.parametrize(
    ("somebody", "code"),
    [
        (_no_reviewer, "not_a_reviewer"),
        (_reviewer_of_another_category, "not_a_reviewer"),
        (_declared, "reviewer_conflicted"),
        (_nominee, "reviewer_conflicted"),
        (_same_institution, "reviewer_conflicted"),
        (_full, "reviewer_full"),
    ],
)
def test_assign_refuses_whom_the_rules_refuse(session, make, secretary, somebody, code):
    nomination = make.nomination()
    person = somebody(make, nomination)
    before = len(assignments(session))

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, person.id, now=make.now)

    assert codes(refused) == [code]
    assert len(assignments(session)) == before
    assert_nothing_told(session)


def test_assign_refuses_the_nominator(session, make, secretary, reviewer):
    nomination = make.nomination(by=reviewer)

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)

    assert codes(refused) == ["reviewer_conflicted"]
    assert_nothing_told(session)


def test_an_organization_is_its_own_institution(session, make, secretary):
    nomination = make.nomination(category="sti-outstanding-progress")
    member = make.grant(Role.REVIEWER, institution="Sahel Seed Exchange")

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, member.id, now=make.now)

    assert codes(refused) == ["reviewer_conflicted"]


@pytest.mark.parametrize("is_refused", [False, True])
def test_a_shared_country_is_refused_only_where_the_plan_says_so(session, make, is_refused):
    source = PLAN.read_text(encoding="utf-8")
    if is_refused:
        source = source.replace("shared_country = false", "shared_country = true")
    make.edition(source=source)
    secretary = actor(make.grant(Role.SECRETARIAT))
    nomination = make.nomination()
    compatriot = make.grant(Role.REVIEWER, country=nomination.nominee_country)

    if is_refused:
        with pytest.raises(RuleBroken):
            service.assign(session, secretary, nomination.id, compatriot.id, now=make.now)
    else:
        service.assign(session, secretary, nomination.id, compatriot.id, now=make.now)
    session.flush()

    assert len(assignments(session)) == (not is_refused)


def test_a_nomination_that_ended_unreviewed_is_no_load(session, make, secretary, reviewer):
    for _ in range(16):
        make.assignment(make.nomination(stage="withdrawn"), reviewer)

    service.assign(session, secretary, make.nomination().id, reviewer.id, now=make.now)


def test_assign_twice_is_too_late_the_second_time(session, make, secretary, reviewer):
    nomination = make.nomination()
    service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)

    with pytest.raises(WrongStage) as refused:
        service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)

    assert codes(refused) == ["already_assigned"]
    assert len(assignments(session)) == 1
    assert event_names(session) == ["assignment:assign"]


@pytest.mark.parametrize(
    ("role", "error"),
    [
        (None, NotFound),
        (Role.REVIEWER, NotFound),
        (Role.OBSERVER, NotFound),
        (Role.COMMITTEE, NotFound),
        (Role.BOARD, NotFound),
    ],
)
def test_assign_is_for_the_secretariat_only(session, make, edition, reviewer, role, error):
    person = make.grant(role) if role else make.person()

    with pytest.raises(error):
        service.assign(session, actor(person), make.nomination().id, reviewer.id, now=make.now)

    assert_nothing_told(session)


def test_assign_is_not_for_a_recused_secretary(session, make, edition, reviewer):
    person = make.grant(Role.SECRETARIAT)
    nomination = make.nomination()
    make.conflict(nomination, person)

    with pytest.raises(NotFound):
        service.assign(session, actor(person), nomination.id, reviewer.id, now=make.now)


def test_the_chair_sees_reviewers_after_the_review_but_assigns_nobody(session, make, reviewer):
    chair = make.grant(Role.CHAIR)

    with pytest.raises(PrizeError) as refused:
        service.assign(
            session, actor(chair), make.nomination(stage="ranked").id, reviewer.id, now=make.now
        )

    assert isinstance(refused.value, WrongStage | NotAllowed)
    assert assignments(session) == []


@pytest.mark.parametrize("stage", ["submitted", "ranked", "withdrawn"])
def test_assign_needs_a_stage_that_can_be_assigned(session, make, secretary, reviewer, stage):
    nomination = make.nomination(stage=stage)

    with pytest.raises(WrongStage) as refused:
        service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)

    assert codes(refused) == ["moved_on"]


def test_a_draft_cannot_be_assigned_because_nobody_sees_it(session, make, secretary, reviewer):
    with pytest.raises(NotFound):
        service.assign(
            session, secretary, make.nomination(stage="draft").id, reviewer.id, now=make.now
        )
