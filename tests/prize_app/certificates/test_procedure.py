"""What the procedure's own steps do to laureates and certificates."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from prize_app.db.laureates import Certificate, Laureate
from prize_app.nominations.moving import Given
from prize_app.procedure.seconding import agree, propose_action
from prize_app.procedure.service import take_due_step
from tests.factories import actor
from tests.prize_app.certificates.making import certificates, decision
from workflows.plan.evaluation import Role


def test_the_calendar_awards_and_the_laureate_is_in_the_register(session, make):
    nomination = make.nomination(stage="notice", stage_since=make.now - timedelta(days=31))
    decision(make, nomination, {"en": "For wells."})

    assert take_due_step(session, nomination.id, "award", now=make.now)

    laureate = session.scalars(select(Laureate)).one()
    assert (laureate.nomination_id, laureate.citation) == (nomination.id, {"en": "For wells."})
    assert nomination.stage == "awarded"


def test_before_the_notice_is_over_nobody_is_a_laureate(session, make):
    nomination = make.nomination(stage="notice", stage_since=make.now - timedelta(days=29))

    assert not take_due_step(session, nomination.id, "award", now=make.now)
    assert session.scalar(select(func.count()).select_from(Laureate)) == 0


def test_the_board_revokes_the_award_and_with_it_the_certificate(session, make):
    nomination = make.nomination(stage="notice", stage_since=make.now - timedelta(days=31))
    decision(make, nomination, {"en": "For wells."})
    take_due_step(session, nomination.id, "award", now=make.now)
    session.flush()
    [certificate] = certificates(make)
    board = make.grant(Role.BOARD)

    motion = propose_action(
        session, actor(board), nomination.id, "revoke", Given("Fabricated data."), now=make.now
    )
    agree(session, actor(make.grant(Role.BOARD)), motion.id, now=make.now)

    session.flush()
    assert session.scalars(select(Certificate)).one() is certificate
    assert certificate.revoked_at is not None
    assert certificate.revocation_reason == "Fabricated data."
    assert nomination.stage == "revoked"
