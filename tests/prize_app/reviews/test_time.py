"""The time of a review is a rule of the plan: late ones are refused, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.db.deadlines import Extension
from prize_app.db.reviews import Review
from prize_app.db.saving import Save
from prize_app.reviews import service
from tests.factories import PLAN, actor
from tests.prize_app.assignments.written import codes, event_names
from tests.prize_app.reviews.test_writing import submit
from workflows.calendar import due_of
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role

FULL = {f"c-{key}": "4" for key in ("cooperation", "achievement", "development", "capacity")} | {
    "strengths": "Words of many hours.",
    "weaknesses": "Young.",
}
SECOND = timedelta(seconds=1)


@pytest.fixture
def closing(edition):
    """When reviews are due, grace included."""
    return due_of(edition.plan.calendar["reviews-due"], edition.plan).closes_at


def extension(make, reviewer, assignment, until, state="granted"):
    row = Extension(
        edition_id=make.the_edition.id, deadline_key="reviews-due", debt="review",
        person_id=reviewer.id, nomination_id=assignment.nomination_id, asked_by=reviewer.id,
        asked_at=make.now, reason="Ill.", asked_until=until, until=until, state=state,
    )  # fmt: skip
    make.session.add(row)
    make.session.flush()


def test_the_last_second_counts_and_the_next_is_refused(
    session, make, reviewer, assignment, closing
):
    with pytest.raises(RuleBroken) as refused:
        submit(session, make, reviewer, assignment, now=closing + SECOND)
    assert codes(refused) == ["review_late"]
    assert event_names(session) == []

    review = submit(session, make, reviewer, assignment, now=closing)
    assert review.submitted_at == closing


def test_a_granted_extension_is_the_reviewers_own_time(
    session, make, reviewer, assignment, closing
):
    extension(make, reviewer, assignment, closing + timedelta(days=2))

    review = submit(session, make, reviewer, assignment, now=closing + timedelta(days=1))

    assert review.submitted_at is not None


@pytest.mark.parametrize("state", ["asked", "refused"])
def test_an_extension_that_is_only_asked_for_gives_no_time(
    session, make, reviewer, assignment, closing, state
):
    extension(make, reviewer, assignment, closing + timedelta(days=2), state)

    with pytest.raises(RuleBroken) as refused:
        submit(session, make, reviewer, assignment, now=closing + SECOND)
    assert codes(refused) == ["review_late"]


def test_a_plan_may_accept_late_reviews(session, make):
    source = PLAN.read_text("utf-8").replace(
        'late_reviews = "refused"', 'late_reviews = "accepted"'
    )
    edition = make.edition(source=source)
    reviewer = make.grant(Role.REVIEWER)
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer)
    due = due_of(edition.plan.calendar["reviews-due"], edition.plan)

    late = submit(session, make, reviewer, assignment, now=due.closes_at + timedelta(days=9))

    assert late.submitted_at is not None


def test_a_draft_is_kept_after_the_deadline(session, make, reviewer, assignment, closing):
    review = service.save_draft(
        session, actor(reviewer), assignment.id, {"cooperation": 3}, "Late words.", "",
        save=Save(lock_version=0), now=closing + timedelta(days=1),
    )  # fmt: skip

    assert (review.strengths, review.submitted_at) == ("Late words.", None)


def test_the_page_refuses_a_late_review_keeps_it_and_says_how_to_go_on(
    session, make, client, sign_in
):
    make.edition(passed="reviews-due", days=3)
    reviewer = make.grant(Role.REVIEWER)
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer)
    desk, address = sign_in(client, reviewer), f"/reviews/{assignment.id}"

    page = desk.post(address, data=FULL | {"lock_version": "0", "then": "submit"})

    assert page.status_code == 422
    assert "What you wrote is kept as a draft" in page.text
    assert f"/nominations/{assignment.nomination_id}/extension" in page.text
    assert page.text.count("Words of many hours.") == 1
    session.expire_all()
    kept = session.scalars(select(Review)).one()
    assert (kept.strengths, kept.submitted_at) == ("Words of many hours.", None)
    again = desk.get(address).text
    assert "The time for this review is over." in again
    assert "Words of many hours." in again
    assert re.search(r"The time is over for \d days", desk.get("/reviews").text)
