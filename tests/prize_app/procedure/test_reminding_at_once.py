"""A button pressed twice at the same moment, on two connections: one reminder goes out."""

from __future__ import annotations

import threading

from sqlalchemy import select

from prize_app.db.notices import Notice
from prize_app.reviewers import inviting
from prize_app.reviews import replacing
from tests.factories import actor
from tests.prize_app.db.at_once import Attempt, wait_until_blocked
from tests.prize_app.db.real import committed
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role


def pressed_twice(own, remind):
    """What the second press came to that began before the first one had ended."""
    first_is_through, both_are_there = threading.Event(), threading.Event()

    def first(session):
        remind(session)
        first_is_through.set()
        assert both_are_there.wait(20)

    one = Attempt(own, first)
    assert first_is_through.wait(20), one.raised
    two = Attempt(own, remind)
    wait_until_blocked(own, two)
    both_are_there.set()
    assert one.ended() is None
    return two.ended()


def letters_to(own, address):
    with own.reading() as session:
        return sorted(session.scalars(select(Notice.kind).where(Notice.recipient == address)))


def test_a_late_review_is_reminded_of_once(own):
    with committed(own) as make:
        make.edition(passed="nominations-close")
        office, nomination = make.grant(Role.SECRETARIAT), make.nomination(stage="in-review")
        reviewer = make.grant(Role.REVIEWER)
        owed = make.assignment(nomination, reviewer).id
        secretary = actor(office)

    second = pressed_twice(
        own, lambda session: replacing.remind(session, secretary, owed, now=make.now)
    )

    assert isinstance(second, RuleBroken)
    assert letters_to(own, reviewer.email) == ["review-missing"]


def test_an_invitation_is_reminded_of_once(own):
    with committed(own) as make:
        slug = make.edition().row.slug
        secretary = actor(make.grant(Role.SECRETARIAT))
        guest = inviting.Guest("guest@people.example", "Ada Guest")
        row = inviting.invite(make.session, secretary, slug, guest, now=make.now)
        make.session.flush()
        invitation = row.id

    second = pressed_twice(
        own, lambda session: inviting.remind(session, secretary, slug, invitation, now=make.now)
    )

    assert isinstance(second, RuleBroken)
    assert letters_to(own, guest.email) == ["invitation", "invitation-reminder"]
