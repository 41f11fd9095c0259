"""Two people, or two workers, at the same moment: on connections of their own, committed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.audit import service as audit
from prize_app.audit.queries import check_chains
from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import Nomination
from prize_app.nominations.service import begin_nomination
from prize_app.procedure.due import take_all_due
from prize_app.procedure.service import take_action, take_due_step
from tests.factories import actor
from tests.prize_app.committee.holding import closed_round
from tests.prize_app.db.at_once import Attempt, wait_until_blocked
from tests.prize_app.db.real import committed
from tests.prize_app.procedure.ways import CATEGORY, PROPOSAL
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role


def test_two_proposals_at_once_do_not_share_the_last_award(own):
    with committed(own) as make:
        edition = make.edition(passed="corrections-close")
        audit.record(
            make.session, edition.id, "edition:open", actor_id=None, at=make.now, now=make.now
        )
        people = [make.grant(Role.COMMITTEE) for _ in range(2)]
        rivals = [make.nomination(category=CATEGORY, stage="shortlisted") for _ in range(2)]
        for nomination in rivals:
            closed_round(make, nomination, "award")
        for _ in range(2):
            make.nomination(category=CATEGORY, stage="proposed")

    def propose(session, number):
        take_action(
            session, actor(people[number]), rivals[number].id, "propose", PROPOSAL, now=make.now
        )

    with own.transaction() as session:
        propose(session, 0)
        session.flush()
        second = Attempt(own, lambda other: propose(other, 1))
        wait_until_blocked(own, second)
    raised = second.ended()

    assert isinstance(raised, RuleBroken), raised
    assert [r.code for r in raised.refusals] == ["no_award_left"]


def test_who_begins_and_who_records_do_not_wait_for_each_other_for_ever(own):
    """One holds the end of the chain and comes back for the edition, the other the reverse."""
    with committed(own) as make:
        edition = make.edition()
        person = actor(make.person())
        audit.record(
            make.session, edition.id, "edition:open", actor_id=None, at=make.now, now=make.now
        )

    with own.transaction() as session:
        audit.record(session, edition.id, "edition:test", actor_id=None, at=make.now, now=make.now)
        beginning = Attempt(
            own,
            lambda other: begin_nomination(other, person, edition.row.slug, CATEGORY, now=make.now),
        )
        wait_until_blocked(own, beginning)
    assert beginning.ended() is None

    with own.reading() as session:
        numbers = session.scalars(
            select(AuditEvent.number).where(AuditEvent.edition_id == edition.id)
        ).all()
    assert sorted(numbers) == [1, 2, 3]


def test_references_are_given_once_to_many_who_begin_at_once(own):
    with committed(own) as make:
        edition = make.edition()
        people = [actor(make.person()) for _ in range(6)]
        audit.record(
            make.session, edition.id, "edition:open", actor_id=None, at=make.now, now=make.now
        )

    def begin(person):
        with own.transaction() as session:
            return begin_nomination(
                session, person, edition.row.slug, CATEGORY, now=make.now
            ).reference

    with ThreadPoolExecutor(6) as pool:
        references = sorted(pool.map(begin, people))

    assert references == [f"2027-02-{number:03}" for number in range(1, 7)]


@pytest.fixture
def due_award(own):
    """A nomination whose public notice is over."""
    with committed(own) as make:
        make.edition(passed="corrections-close")
        nomination = make.nomination(
            category=CATEGORY, stage="notice", stage_since=make.now - timedelta(days=31)
        )
    return nomination.id, make.now


def awarded(own, nomination_id):
    with own.reading() as session:
        events = select(func.count()).where(
            AuditEvent.subject_id == nomination_id, AuditEvent.event == "nomination:award"
        )
        stage = session.scalar(select(Nomination.stage).where(Nomination.id == nomination_id))
        return stage, session.scalar(events)


def test_a_step_that_is_due_is_taken_once_by_two_who_take_it(own, due_award):
    nomination_id, now = due_award
    said = []

    def take(session):
        said.append(take_due_step(session, nomination_id, "award", now=now))

    with own.transaction() as session:
        take(session)
        session.flush()
        second = Attempt(own, take)
        wait_until_blocked(own, second)
    assert second.ended() is None

    assert said == [True, False]
    assert awarded(own, nomination_id) == ("awarded", 1)


def test_two_workers_that_look_at_the_calendar_at_once_take_each_step_once(own, due_award):
    nomination_id, now = due_award

    with ThreadPoolExecutor(2) as pool:
        taken = sum(pool.map(lambda _: take_all_due(own, now=now), range(2)))

    assert taken >= 1
    assert awarded(own, nomination_id) == ("awarded", 1)
    assert take_all_due(own, now=now) == 0


def test_the_chains_are_whole_after_all_this(own):
    with own.reading() as session:
        problems = [p for report in check_chains(session) for p in report.problems]

    # Rows that tests made without the services stand in no log; nothing else may differ.
    assert [p for p in problems if not p.endswith("but the log says None")] == []
