"""Assigning by hand, proposing, confirming, releasing: what happens and what is refused."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.assignments import service
from prize_app.assignments.pool import pool_of
from prize_app.assignments.proposing import instance_of
from prize_app.db.audit import AuditEvent
from prize_app.db.notices import Notice
from prize_app.db.reviews import Assignment
from tests.factories import PLAN, actor
from workflows.assignment import Status, instance_from_json
from workflows.assignment import propose as engine_proposes
from workflows.errors import NotAllowed, NotFound, PrizeError, RuleBroken, WrongStage
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def secretary(make, edition):
    return actor(make.grant(Role.SECRETARIAT))


@pytest.fixture
def reviewer(make, edition):
    return make.grant(Role.REVIEWER)


def assignments(session):
    return session.scalars(select(Assignment)).all()


def events(session):
    return [e.event for e in session.scalars(select(AuditEvent).order_by(AuditEvent.number))]


def letters(session):
    return Counter((n.kind, n.recipient) for n in session.scalars(select(Notice)))


def codes(refused):
    return [refusal.code for refusal in refused.value.refusals]


def assert_nothing_written(session):
    session.expire_all()
    assert events(session) == []
    assert letters(session) == {}


def confirm(session, secretary, edition, pairs, make):
    return service.confirm(
        session, secretary, edition.row.slug, CATEGORY, pairs, now=make.now
    )


def propose(session, who, edition, make, category=CATEGORY):
    return service.propose(session, who, edition.row.slug, category, now=make.now)


# ---- by hand


def test_assign_stores_records_and_tells(session, make, secretary, reviewer):
    nomination = make.nomination()

    assignment = service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)
    session.flush()

    assert (assignment.status, assignment.proposed_by_engine) == ("assigned", False)
    assert assignment.assigned_by == secretary.id
    assert events(session) == ["assignment:assign"]
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
    assert_nothing_written(session)


def test_assign_refuses_the_nominator(session, make, secretary, reviewer):
    nomination = make.nomination(by=reviewer)

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, reviewer.id, now=make.now)

    assert codes(refused) == ["reviewer_conflicted"]
    assert_nothing_written(session)


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
    assert events(session) == ["assignment:assign"]


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

    assert_nothing_written(session)


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


# ---- proposing


def test_propose_keeps_what_is_there_and_writes_nothing(session, make, edition, secretary):
    nominations = [make.nomination() for _ in range(2)]
    reviewers = [make.grant(Role.REVIEWER) for _ in range(4)]
    make.assignment(nominations[0], reviewers[0])

    view = propose(session, secretary, edition, make)

    assert Counter(n for n, _ in view.pairs) == {nominations[0].id: 2, nominations[1].id: 3}
    assert (nominations[0].id, reviewers[0].id) not in view.pairs
    assert sum(load.further for load in view.loads) == 5
    assert view.shortage is None
    assert len(assignments(session)) == 1
    assert_nothing_written(session)


def test_propose_prefers_a_shared_theme_and_then_another_country(session, make, edition, secretary):
    nomination = make.nomination(stage="in-review")
    for _ in range(2):
        make.assignment(nomination)
    make.grant(Role.REVIEWER, themes=["water"], country="TN")
    other_country = make.grant(Role.REVIEWER, themes=["water"], country="NP")
    make.grant(Role.REVIEWER, themes=["energy"], country="NP")

    view = propose(session, secretary, edition, make)

    assert view.pairs == [(nomination.id, other_country.id)]
    [(_, [proposed])] = view.by_nomination
    assert (proposed.shares_theme, proposed.same_country) == (True, False)


def test_propose_asks_nobody_again_who_handed_back(session, make, edition, secretary):
    nomination = make.nomination()
    declined = make.grant(Role.REVIEWER)
    make.assignment(nomination, declined, status="declined")
    others = {make.grant(Role.REVIEWER).id for _ in range(3)}

    view = propose(session, secretary, edition, make)

    assert {reviewer for _, reviewer in view.pairs} == others


def test_propose_never_names_a_conflict(session, make, edition, secretary):
    nomination = make.nomination()
    make.conflict(nomination, make.grant(Role.REVIEWER))
    make.grant(Role.REVIEWER, institution=nomination.nominee_institution)
    free = {make.grant(Role.REVIEWER).id for _ in range(3)}

    view = propose(session, secretary, edition, make)

    assert {reviewer for _, reviewer in view.pairs} == free


def test_propose_says_who_stands_in_the_way(session, make, edition, secretary):
    nomination = make.nomination()
    free = make.grant(Role.REVIEWER)
    make.conflict(nomination, make.grant(Role.REVIEWER))

    view = propose(session, secretary, edition, make)

    assert view.pairs == []
    assert [n.id for n in view.shortage.nominations] == [nomination.id]
    assert [p.id for p in view.shortage.reviewers] == [free.id]
    assert (view.shortage.needed, view.shortage.available) == (3, 1)


def test_propose_without_any_reviewer_is_a_shortage(session, make, edition, secretary):
    make.nomination()

    view = propose(session, secretary, edition, make)

    assert (view.shortage.reviewers, view.shortage.needed, view.shortage.available) == ([], 3, 0)


def test_propose_without_a_nomination_is_empty(session, make, edition, secretary, reviewer):
    view = propose(session, secretary, edition, make)

    assert (view.pairs, view.shortage) == ([], None)


def test_propose_leaves_out_what_the_secretary_is_recused_from(session, make, edition):
    person = make.grant(Role.SECRETARIAT)
    hidden, shown = make.nomination(), make.nomination()
    make.conflict(hidden, person)
    for _ in range(3):
        make.assignment(hidden, make.grant(Role.REVIEWER))

    view = propose(session, actor(person), edition, make)

    assert {n for n, _ in view.pairs} == {shown.id}
    assert [load.present for load in view.loads] == [0, 0, 0]


def test_propose_is_the_same_for_the_same_question(session, make, edition, secretary):
    make.nomination()
    for _ in range(5):
        make.grant(Role.REVIEWER)

    first, second = (propose(session, secretary, edition, make) for _ in range(2))

    assert (first.pairs, first.input_hash) == (second.pairs, second.input_hash)


@pytest.mark.parametrize("role", [None, Role.OBSERVER, Role.CHAIR, Role.REVIEWER])
def test_propose_is_for_the_secretariat_only(session, make, edition, role):
    person = make.grant(role) if role else make.person()

    with pytest.raises(NotFound):
        propose(session, actor(person), edition, make)


def test_propose_knows_the_editions_categories_only(session, make, edition, secretary):
    with pytest.raises(NotFound):
        propose(session, secretary, edition, make, category="best-in-show")


# ---- confirming


def test_confirm_stores_exactly_the_pairs(session, make, edition, secretary):
    make.nomination()
    make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    view = propose(session, secretary, edition, make)

    count = confirm(session, secretary, edition, view.pairs, make)
    session.flush()

    stored = assignments(session)
    assert count == 6
    assert sorted((a.nomination_id, a.reviewer_id) for a in stored) == sorted(view.pairs)
    assert {a.proposed_by_engine for a in stored} == {True}
    event = session.scalars(select(AuditEvent)).one()
    assert event.event == "assignment:confirm"
    assert event.facts == {"category": CATEGORY, "count": 6, "input": view.input_hash}
    # Two nominations each, one letter each.
    assert sorted(letters(session).values()) == [1, 1, 1]
    assert "2 more nominations" in session.scalars(select(Notice)).first().body


def test_confirm_twice_stores_once(session, make, edition, secretary):
    make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    pairs = propose(session, secretary, edition, make).pairs
    confirm(session, secretary, edition, pairs, make)
    session.flush()

    with pytest.raises(WrongStage) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["already_assigned"]
    assert len(assignments(session)) == 3
    assert events(session) == ["assignment:confirm"]


def test_confirm_refuses_what_somebody_has_filled_meanwhile(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    pairs = propose(session, secretary, edition, make).pairs
    make.assignment(nomination, make.grant(Role.REVIEWER))

    with pytest.raises(WrongStage) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["moved_on"]
    assert_nothing_written(session)


def test_confirm_refuses_all_where_one_pair_is_in_conflict(session, make, edition, secretary):
    nomination = make.nomination()
    people = [make.grant(Role.REVIEWER) for _ in range(3)]
    pairs = propose(session, secretary, edition, make).pairs
    make.conflict(nomination, people[1])

    with pytest.raises(RuleBroken) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["reviewer_conflicted"]
    assert assignments(session) == []
    assert_nothing_written(session)


def test_confirm_refuses_more_than_a_reviewer_may_have(session, make, edition, secretary, reviewer):
    for _ in range(15):
        make.assignment(make.nomination(category="youth-leader"), reviewer)
    pairs = [(make.nomination().id, reviewer.id) for _ in range(2)]

    with pytest.raises(RuleBroken) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["reviewer_full"]
    assert_nothing_written(session)


def test_confirm_of_nothing_is_refused(session, make, edition, secretary):
    with pytest.raises(RuleBroken) as refused:
        confirm(session, secretary, edition, [], make)

    assert codes(refused) == ["none_to_take"]


def test_confirm_does_not_reach_other_categories_or_unknown_things(
    session, make, edition, secretary, reviewer
):
    elsewhere = make.nomination(category="youth-leader")

    for nomination_id in (elsewhere.id, uuid4()):
        with pytest.raises(NotFound):
            confirm(session, secretary, edition, [(nomination_id, reviewer.id)], make)

    assert_nothing_written(session)


def test_the_stored_hash_is_of_a_question_that_the_engine_reads(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    document = instance_of(pool_of(session, edition, CATEGORY, [nomination]))

    answer = engine_proposes(instance_from_json(json.loads(json.dumps(document))))

    assert answer.status is Status.OPTIMAL
    assert len(answer.assignment) == 3


# ---- releasing


def test_release_ends_records_and_tells(session, make, secretary, reviewer):
    assignment = make.assignment(make.nomination(), reviewer)

    service.release(session, secretary, assignment.id, "Ill.", now=make.now)
    session.flush()

    assert (assignment.status, assignment.reason) == ("released", "Ill.")
    assert events(session) == ["assignment:release"]
    assert letters(session) == {("review-released", reviewer.email): 1}
    assert "Ill." not in session.scalars(select(Notice)).one().body


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_missing"), ("  \n", "reason_missing"), ("x" * 2001, "too_long")]
)
def test_release_needs_a_reason_of_good_length(session, make, secretary, reviewer, reason, code):
    assignment = make.assignment(make.nomination(), reviewer)

    with pytest.raises(RuleBroken) as refused:
        service.release(session, secretary, assignment.id, reason, now=make.now)

    assert codes(refused) == [code]
    assert assignment.status == "assigned"
    assert_nothing_written(session)


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
    assert events(session) == ["assignment:release"]


def test_release_is_for_the_secretariat_only(session, make, edition, reviewer):
    assignment = make.assignment(make.nomination(), reviewer)

    for person in (reviewer, make.person(), make.grant(Role.OBSERVER)):
        with pytest.raises(NotFound):
            service.release(session, actor(person), assignment.id, "No.", now=make.now)
    with pytest.raises(NotFound):
        service.release(session, actor(make.grant(Role.SECRETARIAT)), uuid4(), "No.", now=make.now)

    assert_nothing_written(session)


def test_events_bear_the_editions_time(session, make, edition, secretary, reviewer):
    edition.row.clock_shift_seconds = 3600
    session.flush()

    service.assign(session, secretary, make.nomination().id, reviewer.id, now=make.now)

    event = session.scalars(select(AuditEvent)).one()
    assert (event.at, event.recorded_at) == (make.now + timedelta(hours=1), make.now)
