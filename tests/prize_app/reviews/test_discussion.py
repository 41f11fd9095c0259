"""Reviewers of a nomination talk under aliases, once their own reviews are in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.db.nominations import Nomination
from prize_app.db.reviews import ReviewRemark
from prize_app.reviews import discussion
from prize_app.reviews.aliases import aliases_of
from tests.factories import actor
from tests.prize_app.assignments.written import codes, event_names
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.plan.evaluation import Role


@pytest.fixture
def nomination(make, assignment):
    """The nomination of the reviewer's assignment."""
    return make.session.get_one(Nomination, assignment.nomination_id)


@pytest.fixture
def colleague(make, nomination, assignment):
    """Another reviewer of it, whose review is in."""
    make.review(assignment)
    person = make.grant(Role.REVIEWER, make.person("Colleague Example"))
    later = make.now + timedelta(hours=1)
    make.review(make.assignment(nomination, person, assigned_at=later), points=2)
    return person


def say(session, make, who, nomination, words="Look at the letters."):
    return discussion.remark(session, actor(who), nomination.id, words, now=make.now)


def test_reviewers_see_each_other_under_aliases(session, make, reviewer, colleague, nomination):
    say(session, make, colleague, nomination)

    seen = discussion.see_discussion(session, actor(reviewer), nomination.id)

    known = aliases_of(session, nomination.id)
    assert [(p.alias, p.is_own, p.review.points["capacity"]) for p in seen.peers] == sorted(
        [(known[reviewer.id], True, 4), (known[colleague.id], False, 2)]
    )
    assert [(r.alias, r.is_own, r.words) for r in seen.remarks] == [
        (known[colleague.id], False, "Look at the letters.")
    ]
    assert event_names(session) == ["review:remark"]


def test_it_is_sealed_before_the_own_review_is_in(session, make, nomination, colleague):
    late = make.grant(Role.REVIEWER)
    make.review(make.assignment(nomination, late), submitted_at=None)

    with pytest.raises(NotFound):
        discussion.see_discussion(session, actor(late), nomination.id)
    with pytest.raises(NotFound):
        say(session, make, late, nomination)


@pytest.mark.parametrize("status", ["declined", "recused", "released"])
def test_whoever_left_sees_nothing(session, make, reviewer, assignment, nomination, status):
    make.review(assignment)
    assignment.status = status

    with pytest.raises(NotFound):
        discussion.see_discussion(session, actor(reviewer), nomination.id)


def test_a_conflict_of_interest_ends_it_for_both_sides(
    session, make, reviewer, colleague, nomination
):
    say(session, make, colleague, nomination)
    make.conflict(nomination, colleague)

    with pytest.raises(NotFound):
        discussion.see_discussion(session, actor(colleague), nomination.id)
    seen = discussion.see_discussion(session, actor(reviewer), nomination.id)

    assert [p.alias for p in seen.peers] == [aliases_of(session, nomination.id)[reviewer.id]]
    assert seen.remarks == []


def test_letters_stay_when_somebody_leaves_or_comes(session, make, reviewer, nomination, colleague):
    before = aliases_of(session, nomination.id)
    late = make.grant(Role.REVIEWER)
    make.assignment(nomination, late, assigned_at=make.now + timedelta(days=2))
    make.conflict(nomination, reviewer)

    after = aliases_of(session, nomination.id)

    assert set(before) == {reviewer.id, colleague.id}
    assert after == before | {late.id: after[late.id]}
    assert len(set(after.values())) == 3


def test_the_secretariat_reads_and_does_not_write(session, make, nomination, colleague):
    secretary = make.grant(Role.SECRETARIAT)

    assert not discussion.see_discussion(session, actor(secretary), nomination.id).may_write
    with pytest.raises(NotAllowed):
        say(session, make, secretary, nomination)


def test_a_secretary_who_has_to_review_waits_like_everybody(session, make, nomination, colleague):
    both = make.grant(Role.SECRETARIAT)
    assignment = make.assignment(nomination, both)

    with pytest.raises(NotFound):
        discussion.see_discussion(session, actor(both), nomination.id)
    make.review(assignment)
    assert discussion.see_discussion(session, actor(both), nomination.id).may_write


@pytest.mark.parametrize(("words", "code"), [(" \n", "remark_missing"), ("x" * 4001, "too_long")])
def test_nothing_and_too_much_are_refused(
    session, make, reviewer, nomination, colleague, words, code
):
    with pytest.raises(RuleBroken) as refused:
        say(session, make, reviewer, nomination, words)

    assert codes(refused) == [code]
    assert session.scalars(select(ReviewRemark)).all() == []


def test_the_page_names_nobody_and_keeps_what_is_refused(
    make, desk, reviewer, nomination, colleague
):
    address = f"/nominations/{nomination.id}/discussion"

    long = desk.post(address, data={"words": "y" * 4001})
    done = desk.post(address, data={"words": "<b>Bold</b> words\r\nin two lines"})
    page = desk.get(address)

    assert (long.status_code, "y" * 4001 in long.text) == (422, True)
    assert done.status_code == 303
    assert "Colleague Example" not in page.text
    assert "&lt;b&gt;Bold&lt;/b&gt; words" in page.text
    assert f"{aliases_of(make.session, nomination.id)[reviewer.id]} (you)" in page.text


def test_statements_do_not_grow_with_reviews_and_remarks(
    session, make, desk, reviewer, nomination, colleague, statements
):
    address = f"/nominations/{nomination.id}/discussion"
    say(session, make, colleague, nomination)
    session.expire_all()
    with statements() as for_one:
        desk.get(address)
    for number in range(3):
        person = make.grant(Role.REVIEWER)
        make.review(make.assignment(nomination, person))
        say(session, make, person, nomination, f"Remark {number}")
    session.expire_all()
    with statements() as for_more:
        assert desk.get(address).status_code == 200

    assert len(for_more) == len(for_one)


def test_a_remark_sent_twice_is_said_once_and_may_come_back_later(
    session, make, reviewer, colleague, nomination
):
    first = say(session, make, reviewer, nomination, "Look at the second letter.")
    again = say(session, make, reviewer, nomination, "Look at the second letter.")
    make.now += timedelta(minutes=1)
    say(session, make, colleague, nomination, "I did.")
    make.now += timedelta(minutes=1)
    later = say(session, make, reviewer, nomination, "Look at the second letter.")

    assert again.id == first.id
    assert later.id != first.id
    assert len(session.scalars(select(ReviewRemark)).all()) == 3
