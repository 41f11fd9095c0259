"""Invitations: asked, answered, expired, asked again; and who is never invited by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.accounts.service import HASHER
from prize_app.db.audit import AuditEvent
from prize_app.db.editions import Grant
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import (
    Invitation,
    InvitationEvent,
    ReviewerCapacity,
    SuggestedReviewer,
)
from prize_app.reviewers import answering, inviting, suggesting
from prize_app.reviewers.answering import Proposal
from prize_app.reviewers.joining import NewAccount
from prize_app.reviewers.queries import State, state_of
from prize_app.reviewers.reminding import write_invitation_reminders
from tests.factories import PASSWORD, actor
from tests.prize_app.reviewers.conftest import ADDRESS
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.plan.evaluation import Role

ACCOUNT = NewAccount("Ada Guest", "Institute of Guests", "KE", PASSWORD)
TWO = ("youth-leader", "outstanding-women")


def codes(refused):
    return [refusal.code for refusal in refused.value.refusals]


def kinds(session):
    """What became of all invitations, in order."""
    return list(session.scalars(select(InvitationEvent.kind).order_by(InvitationEvent.at)))


def grants_of(session, person):
    wanted = select(Grant.role, Grant.category_key).where(Grant.person_id == person.id)
    return sorted(tuple(row) for row in session.execute(wanted))


def test_accepting_makes_an_account_a_role_and_a_capacity(scene, session):
    row = scene.invite(categories=TWO, details={"keywords": ["groundwater"]})

    person = answering.accept(
        session, scene.token(), {"youth-leader": 3}, ACCOUNT, now=scene.now + timedelta(days=1)
    )

    assert (person.email, person.name, person.country) == (ADDRESS, "Ada Guest", "KE")
    assert HASHER.verify(person.password_hash, PASSWORD)
    assert person.email_confirmed_at is not None
    assert grants_of(session, person) == [("reviewer", "youth-leader")]
    wanted = select(ReviewerCapacity.category_key, ReviewerCapacity.most)
    assert [tuple(r) for r in session.execute(wanted)] == [("youth-leader", 3)]
    assert session.get_one(ReviewerProfile, person.id).keywords == ["groundwater"]
    assert (row.state, row.person_id) == ("accepted", person.id)
    assert kinds(session) == ["invited", "accepted"]
    assert scene.letters() == ["invitation", "invitation-accepted"]
    assert scene.letters(scene.secretary.email) == ["invitation-answered"]


def test_all_categories_are_one_grant(scene, session):
    scene.invite()
    every = dict.fromkeys(scene.edition.plan.categories, 2)

    person = answering.accept(session, scene.token(), every, ACCOUNT, now=scene.now)

    assert grants_of(session, person) == [("reviewer", "")]


def test_whoever_has_an_account_keeps_its_password(scene, session, make):
    known = make.person(email=ADDRESS)
    before = known.password_hash
    scene.invite()

    person = answering.accept(session, scene.token(), {"youth-leader": 1}, None, now=scene.now)

    assert person.id == known.id
    assert person.password_hash == before


def test_an_account_that_nobody_confirmed_is_not_left_to_whoever_made_it(scene, session, make):
    """Somebody else may have registered the address with a password of their own."""
    squatted = make.person(
        "Mallory", email=ADDRESS, email_confirmed_at=None, password_hash=HASHER.hash("mallory" * 3)
    )
    scene.invite()

    with pytest.raises(RuleBroken) as refused:
        answering.accept(session, scene.token(), {"youth-leader": 1}, None, now=scene.now)
    person = answering.accept(session, scene.token(), {"youth-leader": 1}, ACCOUNT, now=scene.now)

    assert codes(refused) == ["account_missing"]
    assert (person.id, person.name) == (squatted.id, "Ada Guest")
    assert HASHER.verify(person.password_hash, PASSWORD)
    assert person.sign_in_epoch == 1


@pytest.mark.parametrize(
    ("capacity", "code"),
    [
        ({}, "no_category_chosen"),
        ({"lifetime-achievement": 1}, "no_category_chosen"),
        ({"youth-leader": 0}, "capacity_out_of_range"),
        ({"youth-leader": 17}, "capacity_out_of_range"),
    ],
)
def test_what_was_not_asked_for_cannot_be_accepted(scene, session, capacity, code):
    scene.invite(categories=TWO)

    with pytest.raises(RuleBroken) as refused:
        answering.accept(session, scene.token(), capacity, ACCOUNT, now=scene.now)

    assert codes(refused) == [code]
    assert session.scalar(select(Person).where(Person.email == ADDRESS)) is None
    assert session.scalars(select(ReviewerCapacity)).all() == []


def test_who_is_proposed_waits_for_the_secretariat_and_gets_no_letter(scene, session):
    scene.invite()

    answering.decline(
        session,
        scene.token(),
        "On expedition.",
        Proposal("Grace Other", "Grace@other.example", why="She leads the field."),
        now=scene.now,
    )

    (proposed,) = session.scalars(select(SuggestedReviewer))
    assert (proposed.name, proposed.email, proposed.state) == (
        "Grace Other", "grace@other.example", "open",
    )  # fmt: skip
    assert scene.letters("grace@other.example") == []
    assert session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_the_secretariat_invites_or_puts_aside_who_was_proposed(scene, session):
    for address in ("a@people.example", "b@people.example"):
        scene.invite(address)
        answering.decline(
            session, scene.token(address), "No time.", Proposal(f"Other {address}"), now=scene.now
        )
    first, second = session.scalars(select(SuggestedReviewer).order_by(SuggestedReviewer.name))
    guest = inviting.Guest("other@people.example", first.name)

    inviting.invite(
        session, scene.secretary, scene.slug, guest, suggested_id=first.id, now=scene.now
    )
    suggesting.dismiss(session, scene.secretary, scene.slug, second.id, now=scene.now)

    assert (first.state, second.state) == ("invited", "dismissed")
    with pytest.raises(NotFound):
        suggesting.dismiss(session, scene.secretary, scene.slug, second.id, now=scene.now)


def test_declining_needs_a_reason(scene, session):
    row = scene.invite()

    with pytest.raises(RuleBroken) as refused:
        answering.decline(session, scene.token(), "  ", now=scene.now)

    assert codes(refused) == ["reason_missing"]
    assert row.state == "open"


def test_the_last_second_counts_and_the_next_does_not(scene, session):
    row = scene.invite()
    end = row.invited_at + timedelta(days=21)

    assert row.expires_at == end
    assert [state_of(row, end), state_of(row, end + timedelta(seconds=1))] == [
        State.OPEN, State.EXPIRED,
    ]  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        answering.accept(
            session,
            scene.token(),
            {"youth-leader": 1},
            ACCOUNT,
            now=scene.now + timedelta(days=21, seconds=1),
        )
    assert codes(refused) == ["invitation_settled"]


def test_whoever_declined_can_be_invited_again_and_the_history_stays(scene, session):
    row = scene.invite()
    answering.decline(session, scene.token(), "No time.", now=scene.now + timedelta(hours=1))

    later = scene.now + timedelta(days=30)
    inviting.invite_again(session, scene.secretary, scene.slug, row.id, now=later)

    assert (row.state, row.reason, row.answered_at) == ("open", "", None)
    assert row.expires_at == later + timedelta(days=21)
    assert kinds(session) == ["invited", "declined", "invited-again"]
    assert session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_nobody_is_invited_twice_at_once_or_as_a_reviewer(scene, session, make):
    row = scene.invite()
    reviewer = make.grant(Role.REVIEWER)

    with pytest.raises(RuleBroken) as twice:
        scene.invite(ADDRESS.upper())
    with pytest.raises(RuleBroken) as reviews:
        scene.invite(reviewer.email)

    assert (codes(twice), codes(reviews)) == (["invited_already"], ["reviews_already"])
    assert session.scalars(select(Invitation)).all() == [row]


def test_what_is_withdrawn_cannot_be_answered_or_reminded_of(scene, session):
    row = scene.invite()
    token = scene.token()

    inviting.withdraw(session, scene.secretary, scene.slug, row.id, now=scene.now)

    for act in (
        lambda: answering.accept(session, token, {"youth-leader": 1}, ACCOUNT, now=scene.now),
        lambda: answering.decline(session, token, "No.", now=scene.now),
        lambda: inviting.remind(session, scene.secretary, scene.slug, row.id, now=scene.now),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert codes(refused) == ["invitation_settled"]
    assert scene.letters() == ["invitation", "invitation-withdrawn"]


def test_five_presses_of_remind_are_one_letter_a_day(scene, session):
    row = scene.invite()

    def remind(after):
        inviting.remind(session, scene.secretary, scene.slug, row.id, now=scene.now + after)

    remind(timedelta())
    for press in range(4):
        with pytest.raises(RuleBroken) as refused:
            remind(timedelta(seconds=press))
        assert codes(refused) == ["reminded_of_invitation"]
    assert scene.letters() == ["invitation", "invitation-reminder"]

    remind(timedelta(days=1))
    assert scene.letters() == ["invitation", "invitation-reminder", "invitation-reminder"]


def test_a_new_invitation_is_reminded_of_by_itself(scene, session):
    row = scene.invite()
    act = (session, scene.secretary, scene.slug, row.id)
    inviting.remind(*act, now=scene.now)
    inviting.withdraw(*act, now=scene.now)
    inviting.invite_again(*act, now=scene.now + timedelta(minutes=1))

    inviting.remind(*act, now=scene.now + timedelta(minutes=2))

    assert scene.letters().count("invitation-reminder") == 2


def test_every_link_opens_the_invitation_and_none_is_kept_in_the_open(scene, session):
    row = scene.invite()
    first = scene.token()
    inviting.remind(
        session, scene.secretary, scene.slug, row.id, now=scene.now + timedelta(minutes=1)
    )
    second = scene.token()

    assert first != second
    for token in (first, second):
        assert answering.open_invitation(session, token, now=scene.now).row is row
    with pytest.raises(NotFound):
        answering.open_invitation(session, "guessed", now=scene.now)


def test_the_plan_reminds_on_its_days_once_each(scene, session):
    row = scene.invite()
    end = row.expires_at

    def write(before):
        return write_invitation_reminders(session, scene.edition.id, now=end - before)

    assert write(timedelta(days=7, seconds=1)) == 0
    assert write(timedelta(days=7)) == 1
    assert write(timedelta(days=7)) == 0
    assert write(timedelta(days=2)) == 1
    assert write(timedelta(hours=1)) == 0
    assert scene.letters() == ["invitation", "invitation-reminder", "invitation-reminder"]


def test_nobody_who_answered_is_reminded(scene, session):
    row = scene.invite()
    answering.decline(session, scene.token(), "No time.", now=scene.now)

    at = row.expires_at - timedelta(days=7)
    assert write_invitation_reminders(session, scene.edition.id, now=at) == 0


def test_only_the_secretariat_invites(scene, session, make):
    for person in (make.person(), make.grant(Role.CHAIR), make.grant(Role.REVIEWER)):
        with pytest.raises(NotAllowed):
            inviting.invite(
                session, actor(person), scene.slug, inviting.Guest(ADDRESS, "A"), now=scene.now
            )
    assert session.scalars(select(Invitation)).all() == []


def test_every_act_is_in_the_audit_log(scene, session):
    row = scene.invite()
    inviting.remind(session, scene.secretary, scene.slug, row.id, now=scene.now)
    inviting.withdraw(session, scene.secretary, scene.slug, row.id, now=scene.now)
    inviting.invite_again(session, scene.secretary, scene.slug, row.id, now=scene.now)
    answering.decline(
        session, scene.token(), "No.", Proposal("Other"), now=scene.now + timedelta(hours=1)
    )
    (proposed,) = session.scalars(select(SuggestedReviewer))
    suggesting.dismiss(session, scene.secretary, scene.slug, proposed.id, now=scene.now)

    events = session.scalars(select(AuditEvent.event).order_by(AuditEvent.number)).all()
    assert events == [
        "invitation:send", "invitation:remind", "invitation:withdraw", "invitation:send",
        "invitation:decline", "invitation:dismiss",
    ]  # fmt: skip
