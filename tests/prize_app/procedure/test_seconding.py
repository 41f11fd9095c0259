"""Two persons for one step: proposing, agreeing, refusing, taking back, lapsing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from prize_app.audit.queries import check_chains
from prize_app.dashboards.desk import tasks_of
from prize_app.db.audit import AuditEvent
from prize_app.db.editions import Grant
from prize_app.db.nominations import Screening
from prize_app.db.notices import Notice
from prize_app.editions.queries import edition_by_id, plan_source
from prize_app.nominations.motions import waiting_in
from prize_app.nominations.moving import Given
from prize_app.procedure.lapsing import lapse_stale, stale_motions
from prize_app.procedure.seconding import agree, propose_action, refuse, take_back
from prize_app.procedure.service import take_action
from tests.factories import actor
from tests.prize_app.procedure.test_actions import refused
from workflows.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role

REASON = Given("The missing letter came by post.")


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def first(make, edition):
    return make.grant(Role.SECRETARIAT, make.person("First Secretary"))


@pytest.fixture
def second(make, edition):
    return make.grant(Role.SECRETARIAT, make.person("Second Secretary"))


@pytest.fixture
def nomination(make, edition):
    return make.nomination(stage="ineligible", consent="refused")


@pytest.fixture
def motion(session, make, first, second, nomination):
    """The first secretary has proposed to admit the nomination in spite of a condition."""
    return propose_action(session, actor(first), nomination.id, "override", REASON, now=make.now)


def events(session):
    found = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    return [(e.event, e.actor_id, e.facts) for e in found]


def letters(session):
    return sorted((n.kind, n.recipient) for n in session.scalars(select(Notice)))


# ---- proposing


def test_a_proposal_moves_nothing_and_asks_those_who_may_second(
    session, make, first, second, nomination, motion
):
    assert (motion.state, motion.reason, motion.stage) == ("open", REASON.reason, "ineligible")
    assert nomination.stage == "ineligible"
    assert session.scalar(select(func.count()).select_from(Screening)) == 0
    assert events(session) == [
        ("motion:propose", first.id, {"action": "override", "reason": REASON.reason})
    ]
    assert letters(session) == [("second-asked", second.email)]


def test_neither_the_nominator_nor_who_is_recused_is_asked(session, make, edition, first):
    nominator = make.grant(Role.SECRETARIAT)
    recused = make.grant(Role.SECRETARIAT)
    nomination = make.nomination(by=nominator, stage="submitted")
    make.conflict(nomination, recused)

    propose_action(session, actor(first), nomination.id, "override", REASON, now=make.now)

    assert letters(session) == []


def test_it_is_not_taken_by_one_person(session, make, first, nomination):
    codes = refused(
        session,
        RuleBroken,
        lambda: take_action(session, actor(first), nomination.id, "override", REASON, now=make.now),
    )

    assert codes == ["second_missing"]


def test_without_a_reason_nothing_is_proposed(session, make, first, nomination):
    def attempt():
        propose_action(session, actor(first), nomination.id, "override", Given(" "), now=make.now)

    assert refused(session, RuleBroken, attempt) == ["reason_missing"]


@pytest.mark.parametrize("again", ["first", "second"])
def test_the_same_step_is_proposed_once(request, session, make, nomination, motion, again):
    person = request.getfixturevalue(again)

    def attempt():
        propose_action(session, actor(person), nomination.id, "override", REASON, now=make.now)

    assert refused(session, WrongStage, attempt) == ["motion_waits"]


def test_what_needs_no_second_person_is_not_proposed(session, make, first):
    nomination = make.nomination(stage="submitted")

    def attempt():
        propose_action(session, actor(first), nomination.id, "return", REASON, now=make.now)

    assert refused(session, NotAllowed, attempt) == ["not_yours"]


def test_who_nominated_does_not_propose(session, make, edition):
    both = make.grant(Role.SECRETARIAT)
    nomination = make.nomination(by=both, stage="submitted")

    def attempt():
        propose_action(session, actor(both), nomination.id, "override", REASON, now=make.now)

    assert refused(session, RuleBroken, attempt) == ["own_nomination"]


# ---- agreeing


def test_the_second_agrees_and_it_is_done(session, make, first, second, nomination, motion):
    taken = agree(session, actor(second), motion.id, now=make.now)
    session.flush()

    assert (taken.actor_id, taken.proposed_by) == (second.id, first.id)
    assert nomination.stage == "eligible"
    assert (motion.state, motion.settled_by) == ("agreed", second.id)
    [screening] = session.scalars(select(Screening))
    assert (screening.reason, screening.screened_by) == (REASON.reason, second.id)
    assert events(session)[1:] == [
        ("motion:agree", second.id, {"action": "override"}),
        (
            "nomination:override",
            second.id,
            {
                "from": "ineligible",
                "to": "eligible",
                "reason": REASON.reason,
                "proposed_by": str(first.id),
            },
        ),
    ]
    assert ("second-answered", first.email) in letters(session)
    assert check_chains(session)[0].problems == ()


def test_nobody_seconds_their_own(session, make, first, motion):
    codes = refused(
        session, RuleBroken, lambda: agree(session, actor(first), motion.id, now=make.now)
    )

    assert codes == ["own_motion"]


def test_who_nominated_does_not_second(session, make, first, nomination, motion):
    make.grant(Role.SECRETARIAT, session.get_one(type(first), nomination.nominator_id))
    nominator = actor(session.get_one(type(first), nomination.nominator_id))

    for settle in (
        lambda: agree(session, nominator, motion.id, now=make.now),
        lambda: refuse(session, nominator, motion.id, "No.", now=make.now),
    ):
        assert refused(session, RuleBroken, settle) == ["own_nomination"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OBSERVER, Role.BOARD])
def test_for_other_roles_there_is_no_motion(session, make, motion, role):
    other = actor(make.grant(role))

    refused(session, NotFound, lambda: agree(session, other, motion.id, now=make.now))
    refused(session, NotFound, lambda: refuse(session, other, motion.id, "No.", now=make.now))


def test_for_who_is_recused_there_is_no_motion(session, make, second, nomination, motion):
    make.conflict(nomination, second)

    refused(session, NotFound, lambda: agree(session, actor(second), motion.id, now=make.now))


@pytest.mark.parametrize("how", ["recused", "role taken back"])
def test_a_proposer_who_may_no_longer_act_is_no_first_person(
    session, make, first, second, nomination, motion, how
):
    if how == "recused":
        make.conflict(nomination, first)
    else:
        session.execute(delete(Grant).where(Grant.person_id == first.id))

    codes = refused(
        session, RuleBroken, lambda: agree(session, actor(second), motion.id, now=make.now)
    )

    assert codes == ["proposer_left"]
    refuse(session, actor(second), motion.id, "Propose it anew, please.", now=make.now)
    assert motion.state == "refused"


def test_the_guards_are_asked_both_times(session, make, edition):
    source = plan_source(session, edition)
    changed = source.replace(
        'to = "eligible"\nby = ["secretariat"]\nasks',
        'to = "eligible"\nby = ["secretariat"]\nguards = ["some_condition_fails"]\nasks',
    )
    assert changed != source
    make.edition(source=changed)
    one, other = make.grant(Role.SECRETARIAT), make.grant(Role.SECRETARIAT)
    nomination = make.nomination(stage="submitted")

    def proposing():
        return propose_action(session, actor(one), nomination.id, "override", REASON, now=make.now)

    assert refused(session, RuleBroken, proposing) == ["no_condition_fails"]
    nomination.consent = "refused"
    session.flush()
    motion = proposing()
    nomination.consent = "given"
    session.flush()
    codes = refused(
        session, RuleBroken, lambda: agree(session, actor(other), motion.id, now=make.now)
    )
    assert codes == ["no_condition_fails"]
    assert motion.state == "open"


# ---- refusing, taking back


def test_the_second_refuses_with_a_reason_and_it_can_be_proposed_again(
    session, make, first, second, nomination, motion
):
    refuse(session, actor(second), motion.id, "The letter is not signed.", now=make.now)
    session.flush()

    assert (motion.state, motion.settled_reason) == ("refused", "The letter is not signed.")
    assert nomination.stage == "ineligible"
    assert events(session)[-1] == (
        "motion:refuse",
        second.id,
        {"action": "override", "reason": "The letter is not signed."},
    )
    body = session.scalars(select(Notice.body).where(Notice.kind == "second-answered")).one()
    assert "has refused what you proposed" in body
    assert "The letter is not signed." in body
    again = propose_action(session, actor(second), nomination.id, "override", REASON, now=make.now)
    assert again.state == "open"


@pytest.mark.parametrize(("reason", "code"), [(" ", "reason_missing"), ("x" * 4001, "too_long")])
def test_a_refusal_needs_a_reason_that_fits(session, make, second, motion, reason, code):
    codes = refused(
        session,
        RuleBroken,
        lambda: refuse(session, actor(second), motion.id, reason, now=make.now),
    )

    assert codes == [code]


def test_the_first_takes_it_back_and_nobody_else_can(session, make, first, second, motion):
    refused(session, NotFound, lambda: take_back(session, actor(second), motion.id, now=make.now))

    take_back(session, actor(first), motion.id, now=make.now)

    assert motion.state == "taken-back"
    assert events(session)[-1] == ("motion:take-back", first.id, {"action": "override"})


@pytest.mark.parametrize("settled", ["agreed", "refused", "taken back"])
def test_what_is_settled_is_not_settled_again(session, make, first, second, motion, settled):
    if settled == "agreed":
        agree(session, actor(second), motion.id, now=make.now)
    elif settled == "refused":
        refuse(session, actor(second), motion.id, "No.", now=make.now)
    else:
        take_back(session, actor(first), motion.id, now=make.now)
    session.flush()

    for again in (
        lambda: agree(session, actor(second), motion.id, now=make.now),
        lambda: refuse(session, actor(second), motion.id, "No.", now=make.now),
        lambda: take_back(session, actor(first), motion.id, now=make.now),
    ):
        assert refused(session, WrongStage, again) == ["motion_settled"]


# ---- lapsing


def test_when_the_nomination_moves_the_motion_lapses(session, make, first, second):
    nomination = make.nomination(stage="submitted", consent="refused")
    motion = propose_action(session, actor(first), nomination.id, "override", REASON, now=make.now)

    take_action(session, actor(second), nomination.id, "refuse", Given("No consent."), now=make.now)
    session.flush()

    assert motion.state == "void"
    assert events(session)[-1] == ("motion:lapse", None, {"action": "override"})
    codes = refused(
        session, WrongStage, lambda: agree(session, actor(second), motion.id, now=make.now)
    )
    assert codes == ["motion_settled"]
    # Back where it was proposed: the old motion does not come to life again.
    nomination.stage = "submitted"
    session.flush()
    propose_action(session, actor(first), nomination.id, "override", REASON, now=make.now)


@pytest.mark.parametrize("what", ["stage", "moment", "plan"])
def test_what_changes_another_way_voids_it_too(
    session, make, edition, first, second, nomination, motion, what
):
    if what == "stage":
        nomination.stage = "submitted"
    elif what == "moment":
        nomination.stage_since = make.now + timedelta(seconds=1)
    else:
        edition.row.plan_version_id = make.edition(days=31).published.id
    session.flush()

    assert waiting_in(session, actor(second), edition_by_id(session, edition.id)) == []
    codes = refused(
        session, WrongStage, lambda: agree(session, actor(second), motion.id, now=make.now)
    )
    assert codes == ["motion_settled"]
    assert stale_motions(session) == [motion.id]
    assert lapse_stale(session, motion.id, now=make.now)
    assert not lapse_stale(session, motion.id, now=make.now)
    session.flush()
    assert motion.state == "void"
    assert stale_motions(session) == []


def test_a_proposal_takes_the_place_of_one_that_no_longer_holds(
    session, make, second, nomination, motion
):
    nomination.stage_since = make.now + timedelta(seconds=1)
    session.flush()

    again = propose_action(session, actor(second), nomination.id, "override", REASON, now=make.now)

    assert (motion.state, again.state) == ("void", "open")
    assert [event for event, _, _ in events(session)] == [
        "motion:propose",
        "motion:lapse",
        "motion:propose",
    ]


# ---- where it is seen


def test_the_desk_asks_the_second_and_not_the_first(session, app, make, first, second, motion):
    with app.test_request_context():
        asked, own = (
            [
                task.title
                for task in tasks_of(session, actor(person), make.now)
                if "second" in task.title
            ]
            for person in (second, first)
        )

    assert asked == ["A second person is asked: Admit in spite of a condition, Amina Haddad"]
    assert own == []


def test_waiting_takes_as_many_statements_for_three_as_for_one(
    session, make, edition, first, second, motion, statements
):
    def read():
        with statements() as seen:
            found = waiting_in(session, actor(second), edition)
        return len(found), len(seen)

    one = read()
    for _ in range(2):
        other = make.nomination(stage="submitted")
        propose_action(session, actor(first), other.id, "override", REASON, now=make.now)
    session.flush()

    assert one[0] == 1
    assert read() == (3, one[1])
