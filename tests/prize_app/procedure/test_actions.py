"""Every action of the shipped plan, taken once, and refused once by each of its guards."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from prize_app.db.audit import AuditEvent
from prize_app.db.base import Base
from prize_app.db.notices import Notice
from prize_app.editions.queries import edition_by_id
from prize_app.nominations.moving import Given
from prize_app.procedure.seconding import agree, propose_action
from prize_app.procedure.service import (
    due_steps,
    take_action,
    take_due_step,
    take_for_category,
)
from tests.factories import actor
from tests.prize_app.procedure.ways import CATEGORY, REASON, SPOILS, WAYS, Ready, ready
from tests.workflows.shipped import WORKFLOW
from workflows.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Ask, Role

ACTIONS = WORKFLOW.actions
BY_HAND = [key for key, action in ACTIONS.items() if Role.SYSTEM not in action.by]
BY_CALENDAR = [key for key, action in ACTIONS.items() if Role.SYSTEM in action.by]
GUARDED = [(key, guard.name) for key, action in ACTIONS.items() for guard in action.guards]


def take(found: Ready, key: str, given: Given | None = None):
    """Take an action as whoever takes it: by the calendar, for the category, or by hand."""
    make, action = found.make, ACTIONS[key]
    if Role.SYSTEM in action.by:
        taken = take_due_step(make.session, found.nomination.id, key, now=make.now)
        if not taken:
            raise RuleBroken
    elif action.collective:
        slug = make.session.get_one(type(make.the_edition.row), found.nomination.edition_id).slug
        take_for_category(make.session, actor(found.person), slug, CATEGORY, key, now=make.now)
    else:
        given = WAYS[key].given if given is None else given
        act = propose_action if action.seconded else take_action
        done = act(make.session, actor(found.person), found.nomination.id, key, given, now=make.now)
        if action.seconded:
            found.person = make.grant(WAYS[key].by, edition=edition_of(found))
            agree(make.session, actor(found.person), done.id, now=make.now)
    make.session.flush()


def edition_of(found: Ready):
    return edition_by_id(found.make.session, found.nomination.edition_id)


def counts(session):
    """Rows in every table: what a refusal must leave as it was."""
    session.flush()
    return {
        table.name: session.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }


def refused(session, error, attempt):
    """The codes of a refusal, after seeing that it wrote nothing."""
    before = counts(session)
    with pytest.raises(error) as no:
        attempt()
    assert counts(session) == before
    assert not session.dirty
    return [r.code for r in no.value.refusals]


def test_the_tables_cover_every_action_and_every_guard():
    assert list(WAYS) == list(ACTIONS)
    assert sorted(SPOILS) == sorted(GUARDED)
    assert {key: (w.starts in ACTIONS[key].sources, w.ends) for key, w in WAYS.items()} == {
        key: (True, action.target) for key, action in ACTIONS.items()
    }


@pytest.mark.parametrize("key", WAYS)
def test_an_action_moves_the_nomination_records_it_and_tells(session, make, key):
    found = ready(make, key)
    nomination, way, first = found.nomination, WAYS[key], found.person

    take(found, key)

    assert nomination.stage == way.ends
    assert nomination.stage_since == make.now
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.event == f"nomination:{key}"))
    assert event.facts == {
        "from": way.starts,
        "to": way.ends,
        **({"reason": way.given.reason} if way.given.reason else {}),
        **({"proposed_by": str(first.id)} if ACTIONS[key].seconded else {}),
    }
    assert event.actor_id == (found.person.id if found.person else None)
    told = dict(session.execute(select(Notice.kind, func.count()).group_by(Notice.kind)).all())
    notified = {Role.NOMINATOR: "nomination-moved", Role.REVIEWER: "review-open"}
    asked = {"second-answered"} if ACTIONS[key].seconded else set()
    assert set(told) == {notified[role] for role in ACTIONS[key].notifies} | asked


@pytest.mark.parametrize(("key", "guard"), SPOILS)
def test_a_guard_refuses_with_its_reason_and_nothing_is_written(session, make, key, guard):
    found = ready(make, key)
    spoil, code = SPOILS[(key, guard)]
    spoil(found)

    codes = refused(session, RuleBroken, lambda: take(found, key))

    assert found.nomination.stage == WAYS[key].starts
    if Role.SYSTEM not in ACTIONS[key].by:
        assert codes == [code]


@pytest.mark.parametrize("key", [k for k, a in ACTIONS.items() if a.asks])
@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_action_that_asks_for_a_reason_is_not_taken_without(session, make, key, words):
    found = ready(make, key)
    given = Given(words, WAYS[key].given.citation)

    codes = refused(session, RuleBroken, lambda: take(found, key, given))

    assert codes == ["reason_missing"]
    assert found.nomination.stage == WAYS[key].starts


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (Given("r", {}), ["citation_missing"]),
        (Given("r", {"zh": "只有中文。"}), ["citation_missing"]),
        (Given("r", {"en": " "}), ["citation_missing"]),
        (Given("r", {"en": "x" * 601}), ["too_long"]),
        (Given("r", {"en": "x" * 600, "zh": "水" * 201}), ["too_long"]),
        (Given("x" * 4001, {"en": "x"}), ["too_long"]),
        (Given("", {}), ["reason_missing", "citation_missing"]),
    ],
)
def test_a_proposal_needs_a_reason_and_a_citation_that_fit(session, make, given, codes):
    assert Ask.CITATION in ACTIONS["propose"].asks
    found = ready(make, "propose")

    assert refused(session, RuleBroken, lambda: take(found, "propose", given)) == codes


@pytest.mark.parametrize("key", BY_HAND)
def test_who_has_another_role_may_not(session, make, key):
    found = ready(make, key)
    others = [r for r in (Role.OBSERVER, Role.SECRETARIAT) if r not in ACTIONS[key].by]
    found.person = make.grant(others[0])

    error = NotFound if key == "submit" else NotAllowed
    refused(session, error, lambda: take(found, key))

    assert found.nomination.stage == WAYS[key].starts


@pytest.mark.parametrize("key", BY_HAND)
def test_an_action_is_not_taken_twice(session, make, key):
    found = ready(make, key)
    take(found, key)

    error = RuleBroken if ACTIONS[key].collective else (WrongStage, NotFound)
    refused(session, error, lambda: take(found, key))

    assert found.nomination.stage == WAYS[key].ends


@pytest.mark.parametrize("key", [k for k in BY_HAND if WAYS[k].by is not Role.NOMINATOR])
def test_a_recused_actor_finds_nothing(session, make, key):
    found = ready(make, key)
    make.conflict(found.nomination, found.person)

    error = NotAllowed if ACTIONS[key].collective else NotFound
    refused(session, error, lambda: take(found, key))

    assert found.nomination.stage == WAYS[key].starts


def test_a_recused_actor_is_not_told_more_than_a_stranger(session, make):
    """The same answer for what is there and what is not."""
    found = ready(make, "approve")
    make.conflict(found.nomination, found.person)

    with pytest.raises(NotFound) as recused:
        take(found, "approve")
    with pytest.raises(NotFound) as absent:
        take_action(session, actor(found.person), uuid4(), "approve", REASON, now=make.now)

    assert recused.value.args == absent.value.args
    assert recused.value.refusals == absent.value.refusals == ()


@pytest.mark.parametrize("key", BY_CALENDAR)
def test_nobody_takes_by_hand_what_the_calendar_takes(session, make, key):
    found = ready(make, key)
    everybody = make.grant(Role.SECRETARIAT)
    for role in (Role.CHAIR, Role.BOARD, Role.DEPUTY, Role.COMMITTEE):
        make.grant(role, everybody)
    nominator = make.session.get_one(type(everybody), found.nomination.nominator_id)

    for person in (everybody, nominator):
        refused(
            session,
            (NotAllowed, NotFound),
            lambda who=person: take_action(
                session, actor(who), found.nomination.id, key, REASON, now=make.now
            ),
        )


def test_an_action_that_the_plan_has_not_is_not_allowed(session, make):
    found = ready(make, "accept")

    refused(
        session,
        NotAllowed,
        lambda: take_action(
            session, actor(found.person), found.nomination.id, "abolish", REASON, now=make.now
        ),
    )


@pytest.mark.parametrize("key", BY_CALENDAR)
def test_what_the_calendar_takes_is_due_once(session, make, key):
    found = ready(make, key)
    assert due_steps(session, now=make.now) == [(found.nomination.id, key)]

    taken = [take_due_step(session, found.nomination.id, key, now=make.now) for _ in range(2)]
    session.flush()

    assert taken == [True, False]
    assert due_steps(session, now=make.now) == []
    events = session.scalars(select(AuditEvent.event)).all()
    assert events == [f"nomination:{key}"]


def test_a_step_of_what_is_not_there_is_not_taken(session, make):
    make.edition()

    assert not take_due_step(session, uuid4(), "lapse", now=make.now)


@pytest.mark.parametrize("key", ["accept", "nothing"])
def test_the_calendar_takes_nothing_that_people_take(session, make, key):
    found = ready(make, "accept")

    assert not take_due_step(session, found.nomination.id, key, now=make.now)
    assert found.nomination.stage == "submitted"
