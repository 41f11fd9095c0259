"""Writing and submitting a review: what is kept and what is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Review
from prize_app.db.saving import Save
from prize_app.reviews import service
from tests.factories import actor
from tests.prize_app.assignments.written import codes, event_names, events
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role
from workflows.reviewing import NO_GROUNDS, Grounds

CRITERIA = ("cooperation", "achievement", "development", "capacity")
POINTS = dict.fromkeys(CRITERIA, 4)


def save(session, make, who, assignment, points=POINTS, strengths="It lasts.", lock_version=0):
    return service.save_draft(
        session,
        actor(who),
        assignment.id,
        points,
        strengths,
        "",
        save=Save(lock_version=lock_version),
        now=make.now,
    )


def submit(
    session,
    make,
    who,
    assignment,
    points=POINTS,
    texts=("+", "-"),
    lock_version=0,
    grounds=NO_GROUNDS,
    now=None,
):
    return service.submit_review(
        session,
        actor(who),
        assignment.id,
        points,
        *texts,
        grounds=grounds,
        save=Save(lock_version=lock_version),
        now=now or make.now,
    )


def reviews(session):
    session.expire_all()
    return session.scalars(select(Review)).all()


def _of(make, assignment):
    return make.session.get_one(Nomination, assignment.nomination_id)


def test_a_draft_may_be_incomplete_and_grows(session, make, reviewer, assignment):
    first = save(session, make, reviewer, assignment, points={}, strengths="")
    assert (first.points, first.submitted_at, first.lock_version) == ({}, None, 1)

    points = {"cooperation": 5, "capacity": None}
    second = save(session, make, reviewer, assignment, points=points, lock_version=1)

    assert second.id == first.id
    assert (second.points, second.strengths, second.lock_version) == (points, "It lasts.", 2)
    assert events(session) == []


def test_a_stale_window_overwrites_nothing(session, make, reviewer, assignment):
    save(session, make, reviewer, assignment, strengths="The first window's.")

    for stale in (0, 2, -1):
        with pytest.raises(StaleDataError):
            save(session, make, reviewer, assignment, strengths="Late.", lock_version=stale)
    with pytest.raises(StaleDataError):
        submit(session, make, reviewer, assignment)

    assert [r.strengths for r in reviews(session)] == ["The first window's."]
    assert events(session) == []


@pytest.mark.parametrize(
    ("points", "strengths", "code"),
    [
        ({"cooperation": 0}, "", "points_out_of_range"),
        ({"cooperation": 6}, "", "points_out_of_range"),
        (POINTS, "x" * 4001, "too_long"),
    ],
)
def test_even_a_draft_keeps_to_scale_and_length(
    session, make, reviewer, assignment, points, strengths, code
):
    with pytest.raises(RuleBroken) as refused:
        save(session, make, reviewer, assignment, points=points, strengths=strengths)

    assert codes(refused) == [code]
    assert reviews(session) == []


def test_unknown_criteria_are_not_stored(session, make, reviewer, assignment):
    review = save(session, make, reviewer, assignment, points={"cooperation": 1, "charm": 5})

    assert review.points == {"cooperation": 1}


def test_submit_stores_and_records_without_any_score(session, make, reviewer, assignment):
    review = submit(session, make, reviewer, assignment)

    assert (review.points, review.submitted_at) == (POINTS, make.now)
    [event] = events(session)
    assert (event.event, event.actor_id, event.facts) == ("review:submit", reviewer.id, {})
    assert event.subject_id == assignment.nomination_id


def test_an_abstention_is_stored_as_one(session, make, reviewer, assignment):
    grounds = Grounds({"capacity": "No letter speaks of it."})
    points = {**POINTS, "capacity": None}
    review = submit(session, make, reviewer, assignment, points=points, grounds=grounds)

    assert review.points["capacity"] is None
    assert review.reasons == {"capacity": "No letter speaks of it."}


@pytest.mark.parametrize(
    ("points", "texts", "expected"),
    [
        ({}, ("+", "-"), ["criterion_open"] * 4),
        ({**POINTS, "capacity": 9}, ("+", "-"), ["points_out_of_range"]),
        (dict.fromkeys(CRITERIA), ("+", "-"), ["all_abstained"]),
        (POINTS, ("", "-"), ["strengths_missing"]),
        (POINTS, ("+", " \n "), ["weaknesses_missing"]),
        (POINTS, ("+" * 4000, "-" * 4001), ["too_long"]),
    ],
)
def test_submit_lists_everything_that_is_missing(
    session, make, reviewer, assignment, points, texts, expected
):
    with pytest.raises(RuleBroken) as refused:
        submit(session, make, reviewer, assignment, points=points, texts=texts)

    assert codes(refused) == expected
    assert reviews(session) == []
    assert events(session) == []


def test_a_submitted_review_is_final(session, make, reviewer, assignment):
    submit(session, make, reviewer, assignment)

    for act in (save, submit):
        with pytest.raises(RuleBroken) as refused:
            act(
                session,
                make,
                reviewer,
                assignment,
                points=dict.fromkeys(CRITERIA, 1),
                lock_version=1,
            )
        assert codes(refused) == ["review_submitted"]

    assert [r.points for r in reviews(session)] == [POINTS]
    assert event_names(session) == ["review:submit"]


@pytest.mark.parametrize("stage", ["eligible", "ranked", "withdrawn"])
def test_nothing_is_written_before_or_after_the_review(session, make, reviewer, stage):
    assignment = make.assignment(make.nomination(stage=stage), reviewer)

    for act in (save, submit):
        with pytest.raises(WrongStage) as refused:
            act(session, make, reviewer, assignment)
        assert codes(refused) == ["moved_on"]

    assert reviews(session) == []


@pytest.mark.parametrize("status", ["declined", "recused", "released"])
def test_an_ended_assignment_does_not_exist(session, make, reviewer, status):
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer, status=status)

    with pytest.raises(NotFound):
        save(session, make, reviewer, assignment)

    assert reviews(session) == []


def test_anothers_assignment_does_not_exist(session, make, assignment):
    for role in (Role.REVIEWER, Role.SECRETARIAT, Role.CHAIR, Role.OBSERVER):
        with pytest.raises(NotFound):
            save(session, make, make.grant(role), assignment)

    assert reviews(session) == []


def test_a_known_conflict_hides_the_assignment(session, make, reviewer, assignment):
    make.conflict(_of(make, assignment), reviewer)

    with pytest.raises(NotFound):
        submit(session, make, reviewer, assignment)
