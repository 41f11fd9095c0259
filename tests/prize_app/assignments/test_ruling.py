"""Locked and forbidden pairs, and rules that hand edits keep."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.assignments import ruling, service
from prize_app.assignments.proposing import Wanted
from prize_app.db.reviews import PairRuling
from tests.factories import PLAN, actor
from tests.prize_app.assignments.written import assert_nothing_told, codes, event_names
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


def rule(session, who, nomination, reviewer, what, make, reason="Knows the field best."):
    found = ruling.rule(session, who, nomination.id, reviewer.id, what, reason, now=make.now)
    session.flush()
    return found


def propose(session, who, edition, make):
    return service.propose(session, who, Wanted(edition.row.slug, CATEGORY), now=make.now)


def test_a_locked_pair_is_always_proposed(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(4):
        make.grant(Role.REVIEWER, themes=["water"])
    locked = make.grant(Role.REVIEWER, themes=["energy"])
    rule(session, secretary, nomination, locked, "locked", make)

    view = propose(session, secretary, edition, make)

    assert (nomination.id, locked.id) in view.pairs
    assert event_names(session) == ["assignment:rule"]
    [why] = [p.why for p in view.lines[0].proposed if p.reviewer.id == locked.id]
    assert why[-1] == "locked by the secretariat"


def test_a_forbidden_pair_is_never_proposed_nor_assigned_by_hand(session, make, edition, secretary):
    nomination = make.nomination()
    forbidden = make.grant(Role.REVIEWER, themes=["water"])
    others = {make.grant(Role.REVIEWER).id for _ in range(3)}
    rule(session, secretary, nomination, forbidden, "forbidden", make)

    view = propose(session, secretary, edition, make)
    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, forbidden.id, now=make.now)

    assert {r for _, r in view.pairs} == others
    assert codes(refused) == ["pair_forbidden"]


def test_a_lifted_ruling_rules_nothing_and_stays_on_record(session, make, edition, secretary):
    nomination, person = make.nomination(), make.grant(Role.REVIEWER)
    rule(session, secretary, nomination, person, "forbidden", make)
    rule(session, secretary, nomination, person, "lifted", make, "A mistake.")

    service.assign(session, secretary, nomination.id, person.id, now=make.now)

    row = session.scalars(select(PairRuling)).one()
    assert (row.ruling, row.reason) == ("lifted", "A mistake.")


def test_a_locked_pair_is_not_released(session, make, secretary, reviewer):
    nomination = make.nomination()
    assignment = make.assignment(nomination, reviewer)
    rule(session, secretary, nomination, reviewer, "locked", make)

    with pytest.raises(RuleBroken) as refused:
        service.release(session, secretary, assignment.id, "Ill.", now=make.now)

    assert codes(refused) == ["pair_locked"]
    assert assignment.status == "assigned"


@pytest.mark.parametrize(
    ("what", "reason", "code"),
    [
        ("locked", " ", "reason_missing"),
        ("locked", "x" * 2001, "too_long"),
        ("always", "Yes.", "ruling_unreadable"),
    ],
)
def test_a_ruling_needs_a_kind_and_a_reason(session, make, secretary, reviewer, what, reason, code):
    with pytest.raises(RuleBroken) as refused:
        rule(session, secretary, make.nomination(), reviewer, what, make, reason)

    assert codes(refused) == [code]
    assert_nothing_told(session)


def test_a_conflicted_reviewer_cannot_be_locked_nor_an_assigned_one_ruled_out(
    session, make, secretary, reviewer
):
    nomination, other = make.nomination(), make.grant(Role.REVIEWER)
    make.conflict(nomination, reviewer)
    make.assignment(nomination, other)

    for person, what, code in (
        (reviewer, "locked", "reviewer_conflicted"),
        (other, "forbidden", "already_assigned"),
        (make.person(), "locked", "not_a_reviewer"),
    ):
        with pytest.raises(RuleBroken) as refused:
            rule(session, secretary, nomination, person, what, make)
        assert codes(refused) == [code]


def test_a_conflict_after_the_lock_is_said_in_words(session, make, edition, secretary):
    nomination = make.nomination()
    locked = make.grant(Role.REVIEWER)
    for _ in range(3):
        make.grant(Role.REVIEWER)
    rule(session, secretary, nomination, locked, "locked", make)
    make.conflict(nomination, locked)

    view = propose(session, secretary, edition, make)

    assert view.pairs == []
    assert view.shortage.why == "locked_pair_in_conflict"
    assert [n.id for n in view.shortage.nominations] == [nomination.id]
    assert [p.id for p in view.shortage.reviewers] == [locked.id]


def test_rulings_are_for_the_secretariat_and_in_time(session, make, secretary, reviewer):
    with pytest.raises(NotFound):
        rule(session, actor(reviewer), make.nomination(), reviewer, "locked", make)
    with pytest.raises(WrongStage):
        rule(session, secretary, make.nomination(stage="ranked"), reviewer, "locked", make)
    assert_nothing_told(session)


def test_the_board_shows_rulings_and_lifts_them(session, make, edition, office, reviewer):
    nomination = make.nomination()
    address = f"/nominations/{nomination.id}/rulings"
    asked = {"reviewer": str(reviewer.id), "ruling": "locked", "reason": "Ask her first."}

    assert office.post(address, data=asked).status_code == 303
    board = office.get(f"/editions/{edition.row.slug}/assignments/{CATEGORY}").text
    assert "is locked to this nomination" in board
    assert "Ask her first." in board
    lifted = {**asked, "ruling": "lifted", "reason": "No need."}
    assert office.post(address, data=lifted).status_code == 303
    assert office.post(address, data={**asked, "reviewer": "x"}).status_code == 422
    session.expire_all()
    assert session.scalars(select(PairRuling.ruling)).all() == ["lifted"]


# ---- rules of spread, by hand


def test_a_nomination_gets_no_more_reviewers_than_the_plan_says(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(3):
        make.assignment(nomination, make.grant(Role.REVIEWER))

    with pytest.raises(RuleBroken) as refused:
        service.assign(
            session, secretary, nomination.id, make.grant(Role.REVIEWER).id, now=make.now
        )

    assert codes(refused) == ["reviews_full"]


def test_a_third_reviewer_from_one_country_is_refused_in_words(session, make, edition, secretary):
    nomination = make.nomination()
    for _ in range(2):
        make.assignment(nomination, make.grant(Role.REVIEWER, country="KE"))
    third = make.grant(Role.REVIEWER, country="KE")

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, third.id, now=make.now)

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.facts) == (
        "spread_refused",
        {"rule": "at most 2 reviewers from one country"},
    )


def test_the_last_place_is_kept_for_somebody_from_another_country(session, make):
    source = PLAN.read_text(encoding="utf-8").replace("reviewers = 2 }", "reviewers = 3 }")
    make.edition(source=source)
    secretary = actor(make.grant(Role.SECRETARIAT))
    nomination = make.nomination()
    for _ in range(2):
        make.assignment(nomination, make.grant(Role.REVIEWER, country="TN"))
    same, other = make.grant(Role.REVIEWER, country="TN"), make.grant(Role.REVIEWER, country="PE")

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, secretary, nomination.id, same.id, now=make.now)
    service.assign(session, secretary, nomination.id, other.id, now=make.now)

    assert [r.facts["rule"] for r in refused.value.refusals] == [
        "at least 1 reviewer from another country than the nominee"
    ]
