"""Two accounts of one person: suggested, settled, and bound by each other's conflicts."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from prize_app.conflicts import same, service
from prize_app.conflicts.kinds import ConflictKind
from prize_app.conflicts.queries import look
from prize_app.db.conflicts import SamePerson
from prize_app.db.reviews import ConflictOfInterest
from prize_app.reviews.service import declare_conflict
from tests.factories import actor
from tests.prize_app.assignments.written import codes, event_names
from workflows.errors import NotFound, RuleBroken
from workflows.plan.conflicts import Tie
from workflows.plan.evaluation import Role


@pytest.fixture
def twice(make, edition):
    """A reviewer, and another account of the same name and house."""
    first = make.grant(Role.REVIEWER, name="Wanjiru Kimathe", institution="Institute of Soil")
    second = make.person("Kimathe Wanjiru", institution="Soil, Institute of")
    return first, second


def settle(session, make, secretary, edition, *, is_same=True, reason="She told us."):
    (pair,) = same.suggested_accounts(session, edition)
    return same.settle_accounts(
        session, secretary, edition.row.slug, *(p for p in ids(pair)), pair.fingerprint, reason,
        is_same=is_same, now=make.now,
    )  # fmt: skip


def ids(pair):
    return UUID(pair.one), UUID(pair.other)


def conflicts(session):
    rows = session.scalars(select(ConflictOfInterest))
    return {(row.nomination_id, row.person_id, row.source) for row in rows}


def test_confirmed_accounts_share_what_is_on_record(session, make, edition, secretary, twice):
    first, second = twice
    nomination = make.nomination()
    make.conflict(nomination, second)

    settle(session, make, secretary, edition)
    session.flush()

    assert conflicts(session) == {
        (nomination.id, second.id, "oneself"),
        (nomination.id, first.id, "identity"),
    }
    assert event_names(session) == ["identity:confirm"]
    assert same.suggested_accounts(session, edition) == []


def test_what_comes_later_binds_both(session, make, edition, secretary, twice):
    first, second = twice
    make.grant(Role.REVIEWER, second)
    settle(session, make, secretary, edition)
    one, other = make.nomination(), make.nomination()

    service.declare_for(session, secretary, one.id, first.id, ConflictKind.KIN, "So.", now=make.now)
    make.assignment(other, second)
    other.stage = "in-review"
    session.flush()
    declare_conflict(session, actor(second), other.id, ConflictKind.KIN, "", now=make.now)
    session.flush()

    assert conflicts(session) == {
        (one.id, first.id, "secretariat"),
        (one.id, second.id, "identity"),
        (other.id, second.id, "oneself"),
        (other.id, first.id, "identity"),
    }


def test_the_nominator_is_found_through_the_other_account(session, make, edition, secretary, twice):
    first, second = twice
    nomination = make.nomination(by=second)
    settle(session, make, secretary, edition)
    session.flush()

    found = look(session, edition, [nomination], [first], now=make.now).open

    assert [(each.tie, each.is_strict) for each in found] == [(Tie.NOMINATOR, True)]


def test_two_people_of_one_name_are_asked_about_once(session, make, edition, secretary, twice):
    _, second = twice
    nomination = make.nomination()
    make.conflict(nomination, second)

    settle(session, make, secretary, edition, is_same=False)
    session.flush()

    assert same.suggested_accounts(session, edition) == []
    assert conflicts(session) == {(nomination.id, second.id, "oneself")}
    assert event_names(session) == ["identity:dismiss"]

    second.original_name = "Somebody"
    assert len(same.suggested_accounts(session, edition)) == 1


def test_accounts_without_a_role_here_are_not_asked_about(session, make, edition):
    for _ in range(2):
        make.person("Wanjiru Kimathe", institution="Institute of Soil")

    assert same.suggested_accounts(session, edition) == []


def test_settling_needs_a_reason_and_somebody_else(session, make, edition, secretary, twice):
    first, _ = twice
    make.grant(Role.SECRETARIAT, first)

    with pytest.raises(RuleBroken) as refused:
        settle(session, make, secretary, edition, reason=" ")
    assert codes(refused) == ["reason_missing"]
    with pytest.raises(RuleBroken) as refused:
        settle(session, make, actor(first), edition)
    assert codes(refused) == ["conflict_is_own"]
    with pytest.raises(NotFound):
        settle(session, make, actor(make.grant(Role.CHAIR)), edition)
    assert session.scalars(select(SamePerson)).all() == []
