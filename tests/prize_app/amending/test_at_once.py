"""Taking an amendment while others click, hand in and open ballots: on connections of their own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.amending import service
from prize_app.amending.taking import take
from prize_app.audit.queries import check_chains
from prize_app.db.nominations import Nomination
from prize_app.db.plans import Amendment, PlanDraft
from prize_app.nominations.moving import Given
from prize_app.procedure.service import take_action
from tests.factories import actor
from tests.prize_app.amending.drafting import RENAMED, table, with_stage_renamed
from tests.prize_app.db.real import committed
from tests.prize_app.procedure.test_at_once import Attempt, wait_until_blocked
from workflows.errors import NotAllowed, RuleBroken, WrongStage


@pytest.fixture
def signed(own):
    """A committed edition with a signed draft that renames the stage of the eligible."""
    with committed(own) as make:
        desk = table(make)
        nomination = make.nomination(stage="eligible", by=make.person())
        screened = make.nomination(stage="submitted", by=make.person())
        draft = desk.draft(with_stage_renamed(desk.source), {"standard": {"eligible": RENAMED}})
        desk.propose(draft)
        desk.sign(draft)
        seen = desk.seen(draft)
    return desk, draft.id, seen, nomination.id, screened.id


def taking(desk, seen):
    return lambda session: take(
        session, actor(desk.secretary), desk.slug, seen=seen, now=desk.make.now
    )


def test_two_clicks_at_the_same_moment_take_it_once(own, signed):
    desk, draft_id, seen, nomination_id, _ = signed

    with own.transaction() as session:
        taking(desk, seen)(session)
        session.flush()
        second = Attempt(own, taking(desk, seen))
        wait_until_blocked(own, second)
    second.ended()

    assert isinstance(second.raised, WrongStage)
    with own.reading() as session:
        wanted = select(Amendment).where(Amendment.edition_id == desk.edition.id)
        assert len(session.scalars(wanted).all()) == 1
        assert session.get_one(PlanDraft, draft_id).state == "taken"
        assert session.get_one(Nomination, nomination_id).stage == RENAMED


def test_a_step_that_waited_for_the_amendment_is_decided_by_the_new_plan(own, signed):
    desk, _, seen, _, screened_id = signed
    accept = Given()

    with own.transaction() as session:
        taking(desk, seen)(session)
        session.flush()
        step = Attempt(
            own,
            lambda s: take_action(
                s, actor(desk.secretary), screened_id, "accept", accept, now=desk.make.now
            ),
        )
        wait_until_blocked(own, step)
    step.ended()

    assert step.raised is None
    with own.reading() as session:
        assert session.get_one(Nomination, screened_id).stage == RENAMED


def test_a_step_taken_first_is_found_by_the_dry_run_inside(own):
    with committed(own) as make:
        desk = table(make)
        screened = make.nomination(stage="submitted", by=make.person())
        draft = desk.draft(with_stage_renamed(desk.source))  # nobody is eligible: no mapping
        desk.propose(draft)
        desk.sign(draft)
        seen = desk.seen(draft)

    with own.transaction() as session:
        take_action(
            session, actor(desk.secretary), screened.id, "accept", Given(), now=desk.make.now
        )
        session.flush()
        click = Attempt(own, taking(desk, seen))
        wait_until_blocked(own, click)
    click.ended()

    assert isinstance(click.raised, RuleBroken)
    assert [r.code for r in click.raised.refusals] == ["amendment_barred"]
    with own.reading() as session:
        assert session.get_one(Nomination, screened.id).stage == "eligible"
        assert (
            session.scalars(select(Amendment).where(Amendment.edition_id == desk.edition.id)).all()
            == []
        )


def test_a_withdrawn_signature_counts_even_at_the_last_moment(own, signed):
    desk, draft_id, seen, _, _ = signed

    with own.transaction() as session:
        service.withdraw_signature(session, actor(desk.second), desk.slug, now=desk.make.now)
        session.flush()
        click = Attempt(own, taking(desk, seen))
        wait_until_blocked(own, click)
    click.ended()

    assert [r.code for r in click.raised.refusals] == ["signatures_missing"]
    with own.reading() as session:
        assert session.get_one(PlanDraft, draft_id).state == "proposed"


def test_what_fails_half_way_leaves_nothing_behind(own, signed):
    desk, draft_id, seen, nomination_id, _ = signed

    with pytest.raises(NotAllowed), own.transaction() as session:
        taking(desk, seen)(session)
        session.flush()
        raise NotAllowed

    with own.reading() as session:
        assert session.get_one(PlanDraft, draft_id).state == "proposed"
        assert session.get_one(Nomination, nomination_id).stage == "eligible"
        broken = [r for r in check_chains(session) if r.edition == desk.slug]
        assert [p for p in broken[0].problems if "stands at" not in p] == []
