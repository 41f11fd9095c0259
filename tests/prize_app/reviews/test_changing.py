"""A review that is in can be changed where the stage allows it; both states are kept."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.db.reviews import Review, ReviewVersion
from prize_app.reviews import service
from tests.factories import PLAN, actor
from tests.prize_app.assignments.written import codes, event_names
from tests.prize_app.reviews.test_writing import POINTS, submit
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role
from workflows.reviewing import Grounds

FORM = {f"c-{key}": "3" for key in ("cooperation", "achievement", "development", "capacity")} | {
    "strengths": "+",
    "weaknesses": "-",
    "change_reason": "I had overlooked the letters.",
}


def revise(session, make, who, assignment, points=None, reason="The others are right.", based=1):
    return service.revise_review(
        session, actor(who), assignment.id, points or dict.fromkeys(POINTS, 3), "+", "-", reason,
        grounds=Grounds(confidence=2), based_on=based, now=make.now,
    )  # fmt: skip


def versions(session):
    session.flush()
    rows = session.scalars(select(ReviewVersion).order_by(ReviewVersion.number)).all()
    return [(v.number, v.points["cooperation"], v.confidence, v.change_reason) for v in rows]


def test_each_change_is_a_further_version_with_its_reason(session, make, reviewer, assignment):
    submit(session, make, reviewer, assignment)
    revise(session, make, reviewer, assignment)
    revise(
        session, make, reviewer, assignment, dict.fromkeys(POINTS, 2), "Again.",
        based=2,
    )  # fmt: skip

    assert versions(session) == [
        (1, 4, None, ""),
        (2, 3, 2, "The others are right."),
        (3, 2, 2, "Again."),
    ]
    assert event_names(session) == ["review:submit", "review:change", "review:change"]
    assert session.scalars(select(Review)).one().points["cooperation"] == 2


@pytest.mark.parametrize(
    ("points", "reason", "expected"),
    [
        (dict.fromkeys(POINTS, 3), " ", ["reason_missing"]),
        (dict.fromkeys(POINTS, 3) | {"capacity": 5}, "x", ["points_reason_missing"]),
        ({"cooperation": 3}, "x", ["criterion_open"] * 3),
    ],
)
def test_a_change_without_a_reason_or_with_gaps_is_refused(
    session, make, reviewer, assignment, points, reason, expected
):
    submit(session, make, reviewer, assignment)

    with pytest.raises(RuleBroken) as refused:
        revise(session, make, reviewer, assignment, points, reason)

    assert codes(refused) == expected
    assert versions(session) == [(1, 4, None, "")]


def test_a_change_of_nothing_is_refused(session, make, reviewer, assignment):
    submit(session, make, reviewer, assignment, grounds=Grounds(confidence=2))

    with pytest.raises(RuleBroken) as refused:
        revise(session, make, reviewer, assignment, POINTS)

    assert codes(refused) == ["review_unchanged"]


def test_a_stale_window_changes_nothing(session, make, reviewer, assignment):
    submit(session, make, reviewer, assignment)
    revise(session, make, reviewer, assignment)

    with pytest.raises(StaleDataError):
        revise(session, make, reviewer, assignment, dict.fromkeys(POINTS, 2), based=1)

    assert [number for number, *_ in versions(session)] == [1, 2]


def test_a_draft_and_a_stage_that_lets_nothing_change_are_refused(session, make, reviewer):
    draft = make.assignment(make.nomination(stage="in-review"), reviewer)
    make.review(draft, submitted_at=None)
    ranked = make.assignment(make.nomination(stage="ranked"), reviewer)
    make.review(ranked)

    for assignment in (draft, ranked):
        with pytest.raises(RuleBroken) as refused:
            revise(session, make, reviewer, assignment)
        assert codes(refused) == ["review_stands"]


def test_a_plan_that_lets_nothing_change_shows_no_way_to(make, client, sign_in):
    source = PLAN.read_text("utf-8").replace('"discussing", "revisable", ', "")
    make.edition(source=source)
    reviewer = make.grant(Role.REVIEWER)
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer)
    make.review(assignment)
    desk = sign_in(client, reviewer)

    page = desk.get(f"/reviews/{assignment.id}").text

    assert "cannot be changed" in page
    assert "/change" not in page
    assert desk.get(f"/reviews/{assignment.id}/change").status_code == 404
    assert desk.get(f"/nominations/{assignment.nomination_id}/discussion").status_code == 404


def test_the_review_of_somebody_else_cannot_be_changed(session, make, reviewer, assignment):
    make.review(assignment)

    for who in (make.grant(Role.REVIEWER), make.grant(Role.SECRETARIAT)):
        with pytest.raises(NotFound):
            revise(session, make, who, assignment)


def test_the_page_changes_shows_both_and_loses_nothing(session, make, desk, assignment, address):
    make.review(assignment)
    page = desk.get(f"{address}/change").text
    assert re.search(r'name="c-cooperation"[^>]*value="4" checked', page)
    version = {"based_on": re.search(r'name="based_on" value="(\d+)"', page)[1]}

    refused = desk.post(f"{address}/change", data=FORM | version | {"change_reason": ""})
    off = desk.post(f"{address}/change", data=FORM | version | {"c-capacity": "5"})
    done = desk.post(f"{address}/change", data=FORM | version)
    stale = desk.post(f"{address}/change", data=FORM | version | {"strengths": "Stale words."})

    assert (refused.status_code, off.status_code, done.status_code) == (422, 422, 303)
    assert "please say why" in off.text
    assert (stale.status_code, "Stale words." in stale.text) == (409, True)
    shown = desk.get(address).text
    assert "I had overlooked the letters." in shown
    assert "What was in before" in shown
    assert [number for number, *_ in versions(session)] == [1, 2]
