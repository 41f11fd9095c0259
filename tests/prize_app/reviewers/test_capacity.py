"""Capacity: what somebody takes on in a category, and how assigning keeps to it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.assignments.pool import pool_of
from prize_app.db.audit import AuditEvent
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.reviewers.describing import change_capacity
from tests.factories import actor
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role

CATEGORY, OTHER = "outstanding-contribution", "youth-leader"


@pytest.fixture
def reviewing(make):
    """A reviewer, and three nominations of one category."""
    edition = make.edition(passed="corrections-close", days=1)
    return edition, make.grant(Role.REVIEWER), [make.nomination() for _ in "abc"]


def room(session, edition, reviewer, nominations):
    return pool_of(session, edition, CATEGORY, nominations).room(reviewer.id)


def test_without_a_word_the_plan_says_how_many(session, reviewing):
    edition, reviewer, nominations = reviewing

    assert room(session, edition, reviewer, nominations) == 16


def test_what_is_given_in_the_category_counts_and_elsewhere_does_not(session, make, reviewing):
    edition, reviewer, nominations = reviewing
    change_capacity(session, actor(reviewer), edition.row.slug, {CATEGORY: 2}, now=make.now)
    make.assignment(make.nomination(category=OTHER), reviewer)
    assert room(session, edition, reviewer, nominations) == 2

    make.assignment(nominations[0], reviewer)
    assert room(session, edition, reviewer, nominations) == 1

    make.assignment(nominations[1], reviewer)
    pool = pool_of(session, edition, CATEGORY, nominations)
    assert pool.room(reviewer.id) == 0
    refusal = pool.refusal((nominations[2].id, reviewer.id))
    assert (refusal.code, dict(refusal.facts)) == ("reviewer_full", {"most": 3})


def test_the_plans_number_holds_for_all_categories_together(session, make, reviewing):
    edition, reviewer, nominations = reviewing
    change_capacity(session, actor(reviewer), edition.row.slug, {CATEGORY: 16}, now=make.now)
    for _ in range(14):
        make.assignment(make.nomination(category=OTHER), reviewer)

    assert room(session, edition, reviewer, nominations) == 2


def test_only_reviewers_and_only_fair_numbers(session, make, reviewing):
    edition, reviewer, _ = reviewing
    slug = edition.row.slug

    with pytest.raises(NotFound):
        change_capacity(session, actor(make.person()), slug, {CATEGORY: 2}, now=make.now)
    for number in (-1, 17):
        with pytest.raises(RuleBroken):
            change_capacity(session, actor(reviewer), slug, {CATEGORY: number}, now=make.now)
    assert session.scalars(select(ReviewerCapacity)).all() == []
    assert session.scalars(select(AuditEvent)).all() == []


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(client, session, sign_in, reviewing):
    edition, reviewer, _ = reviewing
    session.commit()
    sign_in(client, reviewer)
    address = f"/reviews/capacity/{edition.row.slug}"
    numbers = {f"n-{key}": "3" for key in edition.plan.categories}

    wrong = client.post(address, data={**numbers, f"n-{OTHER}": "99"})
    right = client.post(address, data={**numbers, f"n-{OTHER}": "0"})

    assert wrong.status_code == 422
    assert 'value="99"' in wrong.text
    assert "between 0 and 16" in wrong.text
    assert right.status_code == 303
    kept = session.scalars(
        select(ReviewerCapacity.most).where(ReviewerCapacity.category_key == OTHER)
    ).all()
    assert kept == [0]


@pytest.mark.parametrize("number", ["9" * 400, "1e3", "three", "٣", "-1", "17", "", "1.5"])
def test_what_is_no_possible_number_is_said_in_our_words(client, make, reviewing, sign_in, number):
    edition, reviewer, _ = reviewing
    make.session.commit()
    sign_in(client, reviewer)
    field = f"n-{CATEGORY}"
    page = client.get(f"/reviews/capacity/{edition.row.slug}")
    assert f'name="{field}"' in page.text

    answer = client.post(f"/reviews/capacity/{edition.row.slug}", data={field: number})

    assert answer.status_code == 422
    assert "Please give a number between 0 and 16." in answer.text
    assert "Not a valid" not in answer.text
