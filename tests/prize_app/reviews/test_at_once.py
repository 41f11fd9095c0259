"""Reviewers, their office and the calendar at the same moment, on connections of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.assignments import ruling
from prize_app.assignments import service as assignments
from prize_app.audit import service as audit
from prize_app.committee import ballots
from prize_app.conflicts.service import declare_for
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import Ballot, BallotRound
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.reviewers import Invitation, InvitationLink
from prize_app.db.reviews import Assignment, Review
from prize_app.editions import service as editions
from prize_app.editions.queries import lock_edition
from prize_app.reviewers import answering, inviting
from prize_app.reviewers.queries import hashed
from prize_app.reviewers.reminding import write_invitation_reminders
from prize_app.reviews import replacing, service
from prize_app.reviews.kinds import ConflictKind
from tests.factories import actor
from tests.prize_app.db.at_once import Attempt, wait_until_blocked
from tests.prize_app.db.real import committed
from tests.prize_app.reviewers.test_inviting import ACCOUNT
from tests.prize_app.reviews.test_writing import submit
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
KIN = ConflictKind.PERSONAL
DAY = timedelta(days=1)


class Scene:
    """An edition with its secretariat, a nomination in review, and its reviewer."""

    def __init__(self, make):
        self.make, self.now = make, make.now
        self.edition = make.edition(passed="corrections-close")
        self.secretary = actor(make.grant(Role.SECRETARIAT))
        self.reviewer = make.grant(Role.REVIEWER)
        self.nomination = make.nomination(stage="in-review")
        self.assignment = make.assignment(self.nomination, self.reviewer)
        # The chain has begun: its first event is no matter of two at once.
        self.note(make.session)

    def note(self, session):
        """Append to the chain of the edition."""
        at = {"at": self.now, "now": self.now}
        audit.record(session, self.edition.id, "edition:test", actor_id=None, **at)

    def bind(self, session, person):
        """Put on record that somebody is in conflict with the nomination."""
        declare_for(
            session, self.secretary, self.nomination.id, person.id, KIN, "Kin.", now=self.now
        )

    def hand_in(self, session):
        """The reviewer hands the review in."""
        return submit(session, self.make, self.reviewer, self.assignment)

    def close(self, session):
        """Let the review be over, as a step of the procedure does."""
        lock_edition(session, self.edition.id)
        session.get_one(Nomination, self.nomination.id).stage = "ranked"


@pytest.fixture
def scene(own):
    with committed(own) as make:
        return Scene(make)


def told(raised):
    """The codes that somebody was refused with."""
    return [refusal.code for refusal in raised.refusals]


def first_then(own, first, second):
    """What the second came to, who began while the first was not done yet."""
    with own.transaction() as session:
        first(session)
        session.flush()
        other = Attempt(own, second)
        wait_until_blocked(own, other)
    return other.ended()


def meanwhile(own, scene, second, then):
    """What the second came to, who began when the edition was held and much was still to do."""
    with own.transaction() as session:
        lock_edition(session, scene.edition.id)
        other = Attempt(own, second)
        wait_until_blocked(own, other)
        then(session)
    return other.ended()


def status(own, assignment):
    with own.reading() as session:
        return session.get_one(Assignment, assignment.id).status


def count(own, *wanted):
    with own.reading() as session:
        return session.scalar(select(func.count()).where(*wanted))


def test_nobody_is_assigned_who_steps_back_at_that_moment(own):
    with committed(own) as make:
        scene = Scene(make)
        member = make.grant(Role.COMMITTEE, scene.reviewer)
        other = make.nomination(stage="in-review")

    raised = first_then(
        own,
        lambda s: service.declare_conflict(s, actor(member), other.id, KIN, "Kin.", now=scene.now),
        lambda s: assignments.assign(s, scene.secretary, other.id, member.id, now=scene.now),
    )

    assert isinstance(raised, RuleBroken), raised
    assert told(raised) == ["reviewer_conflicted"]
    assert count(own, Assignment.nomination_id == other.id) == 0


def test_whoever_steps_back_while_being_assigned_is_taken_off(own):
    with committed(own) as make:
        scene = Scene(make)
        member = make.grant(Role.COMMITTEE, scene.reviewer)
        other = make.nomination(stage="in-review")
    given = []

    raised = first_then(
        own,
        lambda s: given.append(
            assignments.assign(s, scene.secretary, other.id, member.id, now=scene.now)
        ),
        lambda s: service.declare_conflict(s, actor(member), other.id, KIN, "Kin.", now=scene.now),
    )

    assert raised is None
    assert status(own, given[0]) == "recused"


def test_no_review_comes_in_after_the_review_is_over(own, scene):
    raised = first_then(own, scene.close, scene.hand_in)

    assert isinstance(raised, WrongStage), raised
    assert count(own, Review.assignment_id == scene.assignment.id) == 0


def test_a_nomination_that_moved_on_while_one_waited_is_not_assigned(own):
    with committed(own) as make:
        scene = Scene(make)
        further = make.grant(Role.REVIEWER)

    def assign(session):
        assignments.assign(session, scene.secretary, scene.nomination.id, further.id, now=scene.now)

    raised = first_then(own, scene.close, assign)

    assert isinstance(raised, WrongStage), raised
    assert count(own, Assignment.reviewer_id == further.id) == 0


def test_a_conflict_and_a_review_at_once_do_not_wait_in_a_circle(own, scene):
    """Of the two the conflict was first: the review does not come in."""
    raised = meanwhile(own, scene, scene.hand_in, lambda s: scene.bind(s, scene.reviewer))

    assert isinstance(raised, NotFound), raised
    assert status(own, scene.assignment) == "recused"
    assert count(own, Review.assignment_id == scene.assignment.id) == 0


def test_a_review_given_to_somebody_else_does_not_wait_in_a_circle(own):
    with committed(own) as make:
        scene = Scene(make)
        other = make.grant(Role.REVIEWER)

    def replace(session):
        replacing.replace(
            session, scene.secretary, scene.assignment.id, other.id, "Silent.", now=scene.now
        )

    assert meanwhile(own, scene, replace, scene.note) is None
    assert status(own, scene.assignment) == "released"


def test_a_pair_locked_at_that_moment_is_not_released(own, scene):
    pair = scene.nomination.id, scene.reviewer.id

    raised = first_then(
        own,
        lambda s: ruling.rule(s, scene.secretary, *pair, "locked", "Expert.", now=scene.now),
        lambda s: assignments.release(
            s, scene.secretary, scene.assignment.id, "No.", now=scene.now
        ),
    )

    assert isinstance(raised, RuleBroken), raised
    assert told(raised) == ["pair_locked"]
    assert status(own, scene.assignment) == "assigned"


def test_two_who_remind_at_once_write_one_letter(own, scene):
    def remind(session):
        replacing.remind(session, scene.secretary, scene.assignment.id, now=scene.now)

    raised = first_then(own, remind, remind)

    assert isinstance(raised, RuleBroken), raised
    assert told(raised) == ["reminded_today"]
    assert count(own, Notice.recipient == scene.reviewer.email) == 1


def test_a_guest_who_answers_while_reminders_are_written_does_not_wait_in_a_circle(own, scene):
    token, guest = "g" * 43, f"guest-of-{scene.edition.row.slug}@people.example"
    with own.transaction() as session:
        row = inviting.invite(
            session,
            scene.secretary,
            scene.edition.row.slug,
            inviting.Guest(guest, "Ada Guest"),
            now=scene.now,
        )
        session.add(
            InvitationLink(invitation_id=row.id, token_hash=hashed(token), made_at=scene.now)
        )
    end = row.expires_at

    def accept(session):
        answering.accept(session, token, {CATEGORY: 2}, ACCOUNT, now=scene.now)

    def remind(session):
        assert write_invitation_reminders(session, scene.edition.id, now=end - DAY) == 1

    assert meanwhile(own, scene, accept, remind) is None
    with own.reading() as session:
        assert session.get_one(Invitation, row.id).state == "accepted"


def test_no_vote_is_cast_on_what_a_conflict_takes_away_at_that_moment(own):
    with committed(own) as make:
        scene = Scene(make)
        member = make.grant(Role.COMMITTEE)
        round_ = BallotRound(
            edition_id=scene.edition.id,
            category_key=CATEGORY,
            ballot_key="award",
            nominations=[str(scene.nomination.id)],
            opened_at=make.now,
        )
        make.session.add(round_)
    given = {str(scene.nomination.id): "yes"}

    raised = first_then(
        own,
        lambda s: scene.bind(s, member),
        lambda s: ballots.cast_ballot(s, actor(member), round_.id, given, now=scene.now),
    )

    assert isinstance(raised, NotFound), raised
    assert count(own, Ballot.round_id == round_.id) == 0


def test_a_role_that_two_take_back_at_once_is_taken_back_once(own):
    with committed(own) as make:
        scene = Scene(make)
        member = make.grant(Role.COMMITTEE)
        grant = make.session.scalars(select(Grant).where(Grant.person_id == member.id)).one()

    def revoke(session):
        slug = scene.edition.row.slug
        editions.revoke_role(session, scene.secretary, slug, grant.id, now=scene.now)

    raised = first_then(own, revoke, revoke)

    assert isinstance(raised, NotFound), raised
    told_once = AuditEvent.subject_id == member.id, AuditEvent.event == "role:revoke"
    assert count(own, *told_once) == 1
