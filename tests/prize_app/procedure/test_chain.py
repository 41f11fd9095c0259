"""What the audit log proves of a nomination that went the whole way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from prize_app.audit.queries import check_chains, head_of
from prize_app.audit.service import record
from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import Nomination
from prize_app.db.saving import Save
from prize_app.nominations import service as nominations
from prize_app.nominations.moving import Given
from tests.answers import INDIVIDUAL
from tests.factories import actor
from tests.prize_app.procedure.moving import alone, events, in_twos
from tests.prize_app.procedure.ways import CATEGORY
from workflows.plan.evaluation import Role


@pytest.fixture
def walked(session, make):
    """A nomination begun, written, handed in, returned, corrected, found eligible and withdrawn."""
    edition = make.edition()
    nominator, secretary = make.person(), make.grant(Role.SECRETARIAT)
    begun = nominations.begin_nomination(
        session, actor(nominator), edition.row.slug, CATEGORY, now=make.now
    )
    nominations.save_answers(
        session,
        actor(nominator),
        begun.id,
        INDIVIDUAL,
        save=Save(begun.lock_version, "p"),
        now=make.now,
    )
    make.attachment(begun)
    alone(session, make, nominator, begun, "submit", Given())
    alone(session, make, secretary, begun, "return", Given("Please correct the theme."))
    alone(session, make, nominator, begun, "resubmit", Given())
    in_twos(session, make, secretary, begun, "override")
    alone(session, make, nominator, begun, "withdraw")
    return begun


def problems(session, **given):
    session.flush()
    session.expire_all()
    [report] = check_chains(session, **given)
    return report.problems


def test_the_chain_is_whole_and_numbered_without_gaps(session, walked):
    assert problems(session) == ()
    assert [(e.number, e.event) for e in events(session)] == [
        (1, "nomination:begin"),
        (2, "nomination:submit"),
        (3, "nomination:return"),
        (4, "nomination:resubmit"),
        (5, "motion:propose"),
        (6, "motion:agree"),
        (7, "nomination:override"),
        (8, "nomination:withdraw"),
    ]
    head = head_of(session, walked.edition_id)
    assert (head.number, head.hash) == (8, events(session)[-1].hash)


def test_it_was_walked_by_three_people(session, walked):
    assert len({e.actor_id for e in events(session)}) == 3
    assert walked.stage == "withdrawn"


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"from": "submitted", "to": "returned", "reason": "Another."}},
        {"actor_id": None},
        {"event": "nomination:accept"},
        {"subject_id": None},
        {"number": 30},
        {"hash": "0" * 64},
        {"previous_hash": "0" * 64},
    ],
)
def test_a_changed_event_is_found(session, walked, change):
    session.execute(update(AuditEvent).where(AuditEvent.number == 3).values(**change))

    assert problems(session) != ()


@pytest.mark.parametrize("column", ["at", "recorded_at"])
def test_a_changed_moment_is_found(session, make, walked, column):
    earlier = make.now - timedelta(microseconds=1)
    session.execute(update(AuditEvent).where(AuditEvent.number == 3).values({column: earlier}))

    assert problems(session) == ("event 3 was changed after it was written",)


def test_a_removed_last_event_is_found(session, walked):
    session.execute(delete(AuditEvent).where(AuditEvent.number == 8))

    found = " ".join(problems(session))
    assert "the end of the chain is not the recorded head" in found
    assert "stands at 'withdrawn', but the log says 'eligible'" in found


def test_a_removed_middle_event_is_found(session, walked):
    session.execute(delete(AuditEvent).where(AuditEvent.number == 3))

    assert "event 3 is missing (found 4)" in problems(session)


def test_a_log_that_was_emptied_is_found(session, walked):
    session.execute(delete(AuditEvent))

    assert len(problems(session)) == 2


def test_a_stage_that_was_changed_behind_its_back_is_found(session, walked):
    session.execute(update(Nomination).values(stage="awarded"))

    [problem] = problems(session)
    assert problem == (
        f"nomination {walked.reference} stands at 'awarded', but the log says 'withdrawn'"
    )


def test_a_long_chain_is_read_in_parts(session, make, walked):
    record(session, walked.edition_id, "edition:test", actor_id=None, at=make.now, now=make.now)

    assert problems(session, batch=2) == ()
