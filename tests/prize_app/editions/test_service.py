"""Opening editions, giving and taking roles, the clock of a demonstration."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from prize_app.db.audit import AuditEvent
from prize_app.db.editions import Edition, Grant, PlanVersion
from prize_app.db.notices import Notice
from prize_app.editions import service
from prize_app.editions.queries import find_edition, get_edition, people_with_role, standing_in
from tests.factories import PLAN, actor
from workflows.errors import NotAllowed, NotFound, PlanFaulty, RuleBroken
from workflows.plan.evaluation import Role

SHIPPED = PLAN.read_text("utf-8")


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def secretary(make, edition):
    return actor(make.grant(Role.SECRETARIAT))


def give(session, make, edition, secretary, email, role=Role.REVIEWER, category=""):
    return service.grant_role(
        session,
        secretary,
        edition.row.slug,
        email=email,
        role=role,
        category_key=category,
        now=make.now,
    )


def take_back(session, make, edition, secretary, grant_id):
    service.revoke_role(session, secretary, edition.row.slug, grant_id, now=make.now)
    session.flush()


def grants(session, person_id):
    return [
        (g.role, g.category_key)
        for g in session.scalars(select(Grant).where(Grant.person_id == person_id))
    ]


def grant_of(session, person_id):
    return session.scalars(select(Grant).where(Grant.person_id == person_id)).one()


def events(session):
    return [e.event for e in session.scalars(select(AuditEvent).order_by(AuditEvent.number))]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


# ---- opening


def test_open_pins_the_plan_by_its_hash_and_begins_the_chain(session, make):
    edition = service.open_edition(
        session, slug="first", title="First", plan_source=SHIPPED, now=make.now
    )

    [event] = session.scalars(select(AuditEvent))
    assert (event.event, event.number) == ("edition:open", 1)
    assert event.facts == {"plan": edition.published.content_hash}
    assert get_edition(session, "first").plan.prize.code == "ANSO"


def test_open_under_the_same_plan_keeps_one_version_of_it(session, make):
    for slug in ("first", "second"):
        service.open_edition(session, slug=slug, title=slug, plan_source=SHIPPED, now=make.now)

    assert (count(session, Edition), count(session, PlanVersion)) == (2, 1)


def test_open_with_a_faulty_plan_names_every_fault_and_writes_nothing(session, make):
    faulty = SHIPPED.replace("weight = 35", "weight = 36").replace(
        'from = ["eligible"]', 'from = ["nowhere"]'
    )

    with pytest.raises(PlanFaulty) as refused:
        service.open_edition(session, slug="x", title="X", plan_source=faulty, now=make.now)

    said = " ".join(str(fault) for fault in refused.value.faults)
    assert "nowhere" in said
    assert "101" in said
    session.flush()
    assert [count(session, t) for t in (Edition, PlanVersion, AuditEvent)] == [0, 0, 0]


def test_an_unknown_edition_is_not_found(session, make):
    assert find_edition(session, "nothing") is None
    with pytest.raises(NotFound):
        get_edition(session, "nothing")


# ---- roles


def test_grant_writes_role_event_and_letter(session, make, edition, secretary):
    person = make.person()

    grant = give(session, make, edition, secretary, person.email.upper(), category="youth-leader")
    session.flush()

    assert grants(session, person.id) == [("reviewer", "youth-leader")]
    assert grant.granted_by == secretary.id
    assert events(session) == ["role:grant"]
    [letter] = session.scalars(select(Notice))
    assert (letter.kind, letter.recipient) == ("role-granted", person.email)


def test_granting_twice_is_granting_once(session, make, edition, secretary):
    person = make.person()

    first = give(session, make, edition, secretary, person.email)
    second = give(session, make, edition, secretary, person.email)
    session.flush()

    assert first is second
    assert events(session) == ["role:grant"]
    assert count(session, Notice) == 1


def test_grant_to_somebody_unknown_is_refused(session, make, edition, secretary):
    with pytest.raises(RuleBroken, match="no_such_person"):
        give(session, make, edition, secretary, "nobody@people.example")

    assert events(session) == []


def test_grant_in_a_category_that_the_plan_has_not_is_refused(session, make, edition, secretary):
    person = make.person()

    with pytest.raises(NotFound):
        give(session, make, edition, secretary, person.email, category="no-such-category")

    assert grants(session, person.id) == []


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SECRETARIAT])
def test_only_the_secretariat_gives_and_takes_roles(session, make, edition, role):
    somebody = actor(make.grant(role))
    person = make.grant(Role.OBSERVER)

    with pytest.raises(NotAllowed):
        give(session, make, edition, somebody, person.email, role=Role.CHAIR)
    with pytest.raises(NotAllowed):
        take_back(session, make, edition, somebody, grant_of(session, person.id).id)

    assert grants(session, person.id) == [("observer", "")]
    assert events(session) == []


def test_the_secretariat_of_another_edition_gives_nothing_here(session, make, edition):
    elsewhere = make.edition()
    stranger = actor(make.grant(Role.SECRETARIAT, edition=elsewhere))

    with pytest.raises(NotAllowed):
        give(session, make, edition, stranger, make.person().email)


def test_revoke_takes_the_role_and_records_it(session, make, edition, secretary):
    person = make.grant(Role.REVIEWER)

    take_back(session, make, edition, secretary, grant_of(session, person.id).id)

    assert grants(session, person.id) == []
    assert events(session) == ["role:revoke"]


def test_the_last_secretary_stays(session, make, edition, secretary):
    with pytest.raises(RuleBroken, match="last_secretary"):
        take_back(session, make, edition, secretary, grant_of(session, secretary.id).id)

    assert grants(session, secretary.id) == [("secretariat", "")]


def test_a_secretary_of_one_category_does_not_replace_the_last_of_all(
    session, make, edition, secretary
):
    """The edition's pages are opened by a role in all categories only."""
    make.grant(Role.SECRETARIAT, category="youth-leader")

    with pytest.raises(RuleBroken, match="last_secretary"):
        take_back(session, make, edition, secretary, grant_of(session, secretary.id).id)


def test_with_a_second_secretary_the_first_may_go(session, make, edition, secretary):
    make.grant(Role.SECRETARIAT)

    take_back(session, make, edition, secretary, grant_of(session, secretary.id).id)

    assert grants(session, secretary.id) == []


def test_a_secretary_of_one_category_may_go(session, make, edition, secretary):
    person = make.grant(Role.SECRETARIAT, category="youth-leader")

    take_back(session, make, edition, secretary, grant_of(session, person.id).id)

    assert grants(session, person.id) == []


def test_revoke_what_is_not_there_or_of_another_edition_is_not_found(
    session, make, edition, secretary
):
    elsewhere = make.grant(Role.REVIEWER, edition=make.edition())

    for grant_id in (uuid4(), grant_of(session, elsewhere.id).id):
        with pytest.raises(NotFound):
            take_back(session, make, edition, secretary, grant_id)

    assert grants(session, elsewhere.id) == [("reviewer", "")]


def test_roles_are_those_for_all_categories_and_for_the_one_asked(session, make, edition):
    person = make.grant(Role.OBSERVER)
    make.grant(Role.COMMITTEE, person, category="youth-leader")
    who = actor(person)

    assert standing_in(session, who, edition.id).roles == {Role.OBSERVER}
    assert standing_in(session, who, edition.id, "youth-leader").roles == {
        Role.OBSERVER,
        Role.COMMITTEE,
    }
    assert people_with_role(session, edition.id, Role.COMMITTEE) == []
    assert people_with_role(session, edition.id, Role.COMMITTEE, "youth-leader") == [person]


def test_somebody_with_a_role_twice_votes_once(session, make, edition):
    person = make.grant(Role.COMMITTEE)
    make.grant(Role.COMMITTEE, person, category="youth-leader")

    assert people_with_role(session, edition.id, Role.COMMITTEE, "youth-leader") == [person]


# ---- the clock


def move(session, make, edition, secretary, **by):
    service.move_clock(
        session, secretary, edition.row.slug, to=make.now + timedelta(**by), now=make.now
    )


def test_the_clock_moves_forward_and_the_move_is_recorded(session, make, edition, secretary):
    move(session, make, edition, secretary, days=10)

    moved = edition.time(make.now) - make.now
    assert timedelta(days=10) <= moved <= timedelta(days=10, seconds=1)
    [event] = session.scalars(select(AuditEvent))
    assert event.event == "demonstration:move-clock"
    assert (event.at, event.recorded_at) == (edition.time(make.now), make.now)


@pytest.mark.parametrize(
    ("by", "works"),
    [
        ({"seconds": -1}, False),
        ({"seconds": 0}, True),
        ({"days": 1098}, True),
        ({"days": 1098, "seconds": 1}, False),
    ],
)
def test_the_clock_goes_forward_and_at_most_three_years(
    session, make, edition, secretary, by, works
):
    if works:
        move(session, make, edition, secretary, **by)
    else:
        with pytest.raises(RuleBroken, match="no_clock"):
            move(session, make, edition, secretary, **by)

    assert (edition.row.clock_shift_seconds > 0) is works


def test_the_clock_does_not_go_back_to_where_it_was(session, make, edition, secretary):
    move(session, make, edition, secretary, days=10)

    with pytest.raises(RuleBroken, match="no_clock"):
        move(session, make, edition, secretary, days=9)


def test_a_real_edition_has_the_real_time(session, make):
    edition = make.edition(is_demonstration=False)
    secretary = actor(make.grant(Role.SECRETARIAT))

    with pytest.raises(RuleBroken, match="no_clock"):
        move(session, make, edition, secretary, days=1)

    assert edition.row.clock_shift_seconds == 0


def test_only_the_secretariat_moves_the_clock(session, make, edition):
    with pytest.raises(NotAllowed):
        move(session, make, edition, actor(make.grant(Role.CHAIR)), days=1)
