"""Two who second, refuse or take back at the same moment, on connections of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.db.audit import AuditEvent
from prize_app.db.motions import Motion
from prize_app.nominations.moving import Given
from prize_app.procedure.due import take_all_due
from prize_app.procedure.seconding import agree, propose_action, take_back
from tests.factories import actor
from tests.prize_app.db.real import committed
from tests.prize_app.procedure.test_at_once import Attempt, wait_until_blocked
from workflows.errors import WrongStage
from workflows.plan.evaluation import Role

REASON = Given("The missing letter came by post.")


def at_once(own, settle_first, settle_second):
    """Run two settlements so that the second waits for the first; what each came to."""
    with own.transaction() as session:
        settle_first(session)
        session.flush()
        late = Attempt(own, settle_second)
        wait_until_blocked(own, late)
    return late.ended()


def proposed(own):
    """A motion that is really committed, its proposer, and two who could second."""
    with committed(own) as make:
        make.edition()
        people = [actor(make.grant(Role.SECRETARIAT)) for _ in range(3)]
        nomination = make.nomination(stage="ineligible", consent="refused")
        motion = propose_action(
            make.session, people[0], nomination.id, "override", REASON, now=make.now
        )
    return make, motion.id, nomination.id, people


def times(own, nomination_id, event="nomination:override"):
    """How often something was recorded of a nomination."""
    wanted = select(func.count()).where(
        AuditEvent.event == event, AuditEvent.subject_id == nomination_id
    )
    with own.reading() as session:
        return session.scalar(wanted)


@pytest.mark.parametrize("who", [(1, 2), (1, 1)], ids=["two seconders", "two clicks"])
def test_two_who_agree_at_once_take_it_once(own, who):
    make, motion_id, nomination_id, people = proposed(own)

    raised = at_once(
        own,
        lambda session: agree(session, people[who[0]], motion_id, now=make.now),
        lambda session: agree(session, people[who[1]], motion_id, now=make.now),
    )

    assert isinstance(raised, WrongStage), raised
    assert times(own, nomination_id) == 1


def test_agreeing_and_taking_back_at_once_is_one_of_them(own):
    make, motion_id, nomination_id, people = proposed(own)

    raised = at_once(
        own,
        lambda session: take_back(session, people[0], motion_id, now=make.now),
        lambda session: agree(session, people[1], motion_id, now=make.now),
    )

    assert isinstance(raised, WrongStage), raised
    assert times(own, nomination_id) == 0


def test_two_who_propose_at_once_propose_once(own):
    with committed(own) as make:
        make.edition()
        people = [actor(make.grant(Role.SECRETARIAT)) for _ in range(2)]
        nomination = make.nomination(stage="submitted")

    def propose(person):
        return lambda session: propose_action(
            session, person, nomination.id, "override", REASON, now=make.now
        )

    raised = at_once(own, propose(people[0]), propose(people[1]))

    assert isinstance(raised, WrongStage), raised
    assert times(own, nomination.id, "motion:propose") == 1


def test_the_calendar_voids_what_no_longer_holds(own):
    make, motion_id, nomination_id, _ = proposed(own)
    with own.transaction() as session:
        motion = session.get_one(Motion, motion_id)
        motion.stage_since = make.now - timedelta(days=1)

    take_all_due(own, now=make.now)
    take_all_due(own, now=make.now)

    with own.reading() as session:
        assert session.get_one(Motion, motion_id).state == "void"
    assert times(own, nomination_id, "motion:lapse") == 1
