"""Confirming a proposal: every pair is checked again, all are stored or none."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.assignments import service
from prize_app.assignments.asking import question_of
from prize_app.assignments.pool import pool_of
from prize_app.assignments.proposing import Wanted
from prize_app.db.audit import AuditEvent
from prize_app.db.notices import Notice
from tests.prize_app.assignments.written import (
    assert_nothing_told,
    assignments,
    codes,
    event_names,
    letters,
)
from workflows.assignment import Status, instance_from_json
from workflows.assignment import propose as engine_proposes
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


def propose(session, who, edition, make, category=CATEGORY):
    return service.propose(session, who, Wanted(edition.row.slug, category), now=make.now)


def confirm(session, secretary, edition, pairs, make):
    return service.confirm(session, secretary, edition.row.slug, CATEGORY, pairs, now=make.now)


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
    assert event_names(session) == ["assignment:confirm"]


def test_confirm_refuses_what_somebody_has_filled_meanwhile(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    pairs = propose(session, secretary, edition, make).pairs
    make.assignment(nomination, make.grant(Role.REVIEWER))

    with pytest.raises(WrongStage) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["moved_on"]
    assert_nothing_told(session)


def test_confirm_refuses_all_where_one_pair_is_in_conflict(session, make, edition, secretary):
    nomination = make.nomination()
    people = [make.grant(Role.REVIEWER) for _ in range(3)]
    pairs = propose(session, secretary, edition, make).pairs
    make.conflict(nomination, people[1])

    with pytest.raises(RuleBroken) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["reviewer_conflicted"]
    assert assignments(session) == []
    assert_nothing_told(session)


def test_confirm_refuses_more_than_a_reviewer_may_have(session, make, edition, secretary, reviewer):
    for _ in range(15):
        make.assignment(make.nomination(category="youth-leader"), reviewer)
    pairs = [(make.nomination().id, reviewer.id) for _ in range(2)]

    with pytest.raises(RuleBroken) as refused:
        confirm(session, secretary, edition, pairs, make)

    assert codes(refused) == ["reviewer_full"]
    assert_nothing_told(session)


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

    assert_nothing_told(session)


def test_the_stored_hash_is_of_a_question_that_the_engine_reads(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(3):
        make.grant(Role.REVIEWER)
    document = question_of(session, pool_of(session, edition, CATEGORY, [nomination])).document

    answer = engine_proposes(instance_from_json(json.loads(json.dumps(document))))

    assert answer.status is Status.OPTIMAL
    assert len(answer.assignment) == 3
