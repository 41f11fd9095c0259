"""Signing a draft: by whom, under what, until when; and what makes a signature void."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.amending import service
from prize_app.db.editions import Grant
from prize_app.db.plans import PlanSignature
from tests.factories import actor
from tests.prize_app.amending.drafting import (
    AGE_LIMIT,
    YOUTH,
    replaced,
)
from tests.prize_app.amending.outcomes import codes
from workflows.errors import NotAllowed, RuleBroken, WrongStage
from workflows.plan.evaluation import Role


def test_two_different_persons_sign(desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)
    assert codes(refused) == ["signatures_missing"]
    desk.sign(draft, desk.secretary)

    with pytest.raises(RuleBroken) as refused:
        desk.sign(draft, desk.secretary)
    assert codes(refused) == ["already_signed"]
    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)
    assert codes(refused) == ["signatures_missing"]

    desk.sign(draft, desk.second)
    assert desk.take(draft).number == 1


def test_the_chair_may_be_one_of_the_two_but_chair_and_deputy_are_not_enough(make, desk):
    chair, deputy = make.grant(Role.CHAIR), make.grant(Role.DEPUTY)
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    desk.sign(draft, chair, deputy)

    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)
    assert codes(refused) == ["secretariat_must_sign"]

    desk.sign(draft, desk.second)
    assert desk.take(draft).number == 1


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.BOARD, Role.OBSERVER, Role.REVIEWER])
def test_other_roles_do_not_sign(make, desk, role):
    person = make.grant(role)
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)

    with pytest.raises(NotAllowed):
        desk.sign(draft, person)


@pytest.mark.parametrize("act", ["propose", "sign", "take"])
def test_the_secretariat_of_one_category_amends_no_plan_of_all(session, make, desk, act):
    person = make.grant(Role.SECRETARIAT, category=YOUTH)
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    if act != "propose":
        desk.propose(draft)
        desk.sign(draft)

    with pytest.raises(NotAllowed):
        if act == "propose":
            service.propose(session, actor(person), desk.slug, seen=desk.seen(draft), now=make.now)
        elif act == "sign":
            desk.sign(draft, person)
        else:
            desk.take(draft, by=person)
    assert desk.amendments() == []


def test_a_change_of_content_makes_signatures_void(session, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    desk.sign(draft)
    looked_at = desk.seen(draft)
    draft.source = replaced(draft.source, ("years = 40", "years = 41"))
    session.flush()

    with pytest.raises(StaleDataError):
        service.sign(session, actor(desk.second), desk.slug, seen=looked_at, now=desk.make.now)
    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)
    assert codes(refused) == ["signatures_missing"]
    desk.sign(draft)
    assert desk.take(draft).number == 1


@pytest.mark.parametrize("what", ["mapping", "decisions"])
def test_the_mapping_and_the_words_why_are_signed_too(session, make, desk, what):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    seen = desk.seen(draft)

    setattr(draft, what, {"standard": {"a": "b"}} if what == "mapping" else {"a": "because"})

    assert desk.seen(draft) != seen


def test_a_signer_may_withdraw(session, make, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    desk.sign(draft)
    service.withdraw_signature(session, actor(desk.second), desk.slug, now=make.now)

    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)
    assert codes(refused) == ["signatures_missing"]
    with pytest.raises(RuleBroken) as refused:
        service.withdraw_signature(session, actor(desk.second), desk.slug, now=make.now)
    assert codes(refused) == ["not_signed"]


def test_a_signature_of_somebody_who_lost_the_role_does_not_count(session, make, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    desk.sign(draft)
    session.delete(session.scalars(select(Grant).where(Grant.person_id == desk.second.id)).one())
    session.flush()

    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)

    assert codes(refused) == ["signatures_missing"]


def test_what_is_taken_back_loses_its_signatures(session, make, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    desk.sign(draft)

    service.take_back(session, actor(desk.secretary), desk.slug, now=make.now)

    assert draft.state == "writing"
    assert session.scalars(select(PlanSignature)).all() == []
    with pytest.raises(WrongStage):
        desk.sign(draft)


def test_what_is_proposed_does_not_change(session, make, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)

    with pytest.raises(WrongStage) as refused:
        service.settle(
            session, actor(desk.secretary), desk.slug, mapping={}, decisions={},
            seen=desk.seen(draft), now=make.now,
        )  # fmt: skip
    assert codes(refused) == ["draft_is_proposed"]
