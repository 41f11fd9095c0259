"""Two accounts of one person: suggested, settled, and bound by each other's conflicts."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from prize_app.conflicts import same, service, undoing
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


def settle(session, make, secretary, edition, *, is_same=True, reason="She told us.", minutes=0):
    (pair,) = same.suggested_accounts(session, edition)
    return same.settle_accounts(
        session, secretary, edition.row.slug, *(p for p in ids(pair)), pair.fingerprint, reason,
        is_same=is_same, now=make.now + timedelta(minutes=minutes),
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


def take_back(session, make, by, edition, first, second, reason="Two cousins.", minutes=0):
    return undoing.take_back(
        session, by, edition.row.slug, first.id, second.id, reason,
        now=make.now + timedelta(minutes=minutes),
    )  # fmt: skip


def test_taking_back_lifts_only_what_bound_through_the_other(
    session, make, edition, secretary, twice
):
    first, second = twice
    others, both = make.nomination(), make.nomination()
    make.conflict(others, second)
    make.conflict(both, first)
    make.conflict(both, second)
    settle(session, make, secretary, edition)
    assert (others.id, first.id, "identity") in conflicts(session)

    take_back(session, make, secretary, edition, first, second)

    assert conflicts(session) == {
        (others.id, second.id, "oneself"),
        (both.id, first.id, "oneself"),
        (both.id, second.id, "oneself"),
    }
    assert event_names(session) == ["identity:confirm", "identity:take-back", "conflict:lift"]
    assert undoing.list_found(session, edition) == []


def test_what_only_the_other_account_is_tied_to_is_not_found_any_more(
    session, make, edition, secretary, twice
):
    first, second = twice
    nominated, own = make.nomination(by=second), make.nomination(by=first)
    settle(session, make, secretary, edition)
    second.name = "Somebody Else"  # nothing but the identity ties the first to it now

    def found():
        open_ = look(session, edition, [nominated, own], [first], now=make.now).open
        return {(each.nomination, each.tie) for each in open_}

    assert found() == {(str(n.id), Tie.NOMINATOR) for n in (nominated, own)}
    take_back(session, make, secretary, edition, first, second)
    assert found() == {(str(own.id), Tie.NOMINATOR)}


def test_of_three_accounts_two_stay_one_person(session, make, edition, secretary, twice):
    first, second = twice
    third = make.person("Wanjiru Kimathe", institution="Institute of Soil")
    nomination = make.nomination()
    make.conflict(nomination, third)
    for other in (second, third):
        settle_pair(session, make, secretary, edition, {str(first.id), str(other.id)})
    assert {person for _, person, _ in conflicts(session)} == {first.id, second.id, third.id}

    take_back(session, make, secretary, edition, first, second)
    assert {person for _, person, _ in conflicts(session)} == {first.id, third.id}
    assert len(undoing.list_found(session, edition)) == 1

    take_back(session, make, secretary, edition, first, third)
    assert {person for _, person, _ in conflicts(session)} == {third.id}


def settle_pair(session, make, secretary, edition, wanted):
    """One of several questions."""
    pairs = same.suggested_accounts(session, edition)
    pair = next(p for p in pairs if {p.one, p.other} == wanted)
    same.settle_accounts(
        session, secretary, edition.row.slug, *ids(pair), pair.fingerprint, "They told us.",
        is_same=True, now=make.now,
    )  # fmt: skip


def test_taken_back_it_is_asked_again_only_when_the_evidence_changes(
    session, make, edition, secretary, twice
):
    first, second = twice
    settle(session, make, secretary, edition)
    second.original_name = "Changed meanwhile"
    session.flush()

    take_back(session, make, secretary, edition, first, second)
    assert same.suggested_accounts(session, edition) == []

    second.original_name = "Changed again"
    session.flush()
    assert len(same.suggested_accounts(session, edition)) == 1
    settle(session, make, secretary, edition, minutes=1)
    take_back(session, make, secretary, edition, first, second, minutes=2)
    assert same.suggested_accounts(session, edition) == []


def test_taking_back_needs_a_reason_and_somebody_else_of_the_secretariat(
    session, make, edition, secretary, twice
):
    first, second = twice
    nomination = make.nomination()
    make.conflict(nomination, second)
    settle(session, make, secretary, edition)
    make.grant(Role.SECRETARIAT, first)
    before = conflicts(session)

    with pytest.raises(RuleBroken) as refused:
        take_back(session, make, secretary, edition, first, second, reason=" ")
    assert codes(refused) == ["reason_missing"]
    with pytest.raises(RuleBroken) as refused:
        take_back(session, make, actor(first), edition, first, second)
    assert codes(refused) == ["conflict_is_own"]
    for stranger in (make.grant(Role.CHAIR), make.person("Nobody")):
        with pytest.raises(NotFound):
            take_back(session, make, actor(stranger), edition, first, second)
    with pytest.raises(NotFound):
        take_back(session, make, secretary, edition, first, make.person("Another"))
    assert conflicts(session) == before
    assert event_names(session) == ["identity:confirm"]
