"""Writing and submitting reviews, handing back, declaring conflicts of interest."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.reviews import ConflictOfInterest, Review
from prize_app.nominations.standing import see_nomination
from prize_app.reviews import service
from prize_app.reviews.kinds import KIND_WORDS, ConflictKind
from prize_app.reviews.own import State, queues, see_own
from tests.factories import actor
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role
from workflows.policy import Permission

CRITERIA = ("cooperation", "achievement", "development", "capacity")
POINTS = dict.fromkeys(CRITERIA, 4)


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def reviewer(make, edition):
    return make.grant(Role.REVIEWER)


@pytest.fixture
def assignment(make, reviewer):
    return make.assignment(make.nomination(stage="in-review"), reviewer)


def save(session, make, who, assignment, points=POINTS, strengths="It lasts.", lock_version=0):
    return service.save_draft(
        session, actor(who), assignment.id, points, strengths, "",
        lock_version=lock_version, now=make.now,
    )


def submit(session, make, who, assignment, points=POINTS, texts=("+", "-"), lock_version=0):
    return service.submit_review(
        session, actor(who), assignment.id, points, *texts,
        lock_version=lock_version, now=make.now,
    )


def declare(session, make, who, nomination_id, kind=ConflictKind.KIN, explanation=""):
    return service.declare_conflict(
        session, actor(who), nomination_id, kind, explanation, now=make.now
    )


def reviews(session):
    session.expire_all()
    return session.scalars(select(Review)).all()


def events(session):
    return session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()


def letters(session):
    return Counter((n.kind, n.recipient) for n in session.scalars(select(Notice)))


def codes(refused):
    return [refusal.code for refusal in refused.value.refusals]


# ---- drafts


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


# ---- submitting


def test_submit_stores_and_records_without_any_score(session, make, reviewer, assignment):
    review = submit(session, make, reviewer, assignment)

    assert (review.points, review.submitted_at) == (POINTS, make.now)
    [event] = events(session)
    assert (event.event, event.actor_id, event.facts) == ("review:submit", reviewer.id, {})
    assert event.subject_id == assignment.nomination_id


def test_an_abstention_is_stored_as_one(session, make, reviewer, assignment):
    review = submit(session, make, reviewer, assignment, points={**POINTS, "capacity": None})

    assert review.points["capacity"] is None


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
            act(session, make, reviewer, assignment, points=dict.fromkeys(CRITERIA, 1),
                lock_version=1)
        assert codes(refused) == ["review_submitted"]

    assert [r.points for r in reviews(session)] == [POINTS]
    assert [e.event for e in events(session)] == ["review:submit"]


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


def _of(make, assignment):
    return make.session.get_one(Nomination, assignment.nomination_id)


# ---- handing back


def test_decline_ends_records_and_tells_the_secretariat(session, make, reviewer, assignment):
    secretary = make.grant(Role.SECRETARIAT)

    service.decline(session, actor(reviewer), assignment.id, "On leave.", now=make.now)
    session.flush()

    assert (assignment.status, assignment.reason) == ("declined", "On leave.")
    [event] = events(session)
    assert (event.event, event.facts) == ("assignment:decline", {"reason": "On leave."})
    assert letters(session) == {("reviewer-declined", secretary.email): 1}


def test_decline_is_possible_before_the_review_opens(session, make, reviewer):
    assignment = make.assignment(make.nomination(stage="eligible"), reviewer)

    service.decline(session, actor(reviewer), assignment.id, "On leave.", now=make.now)

    assert assignment.status == "declined"


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_missing"), ("x" * 2001, "too_long")]
)
def test_decline_needs_a_reason(session, make, reviewer, assignment, reason, code):
    with pytest.raises(RuleBroken) as refused:
        service.decline(session, actor(reviewer), assignment.id, reason, now=make.now)

    assert codes(refused) == [code]
    assert assignment.status == "assigned"
    assert (events(session), letters(session)) == ([], {})


def test_a_submitted_review_is_not_handed_back(session, make, reviewer, assignment):
    make.review(assignment)

    with pytest.raises(RuleBroken) as refused:
        service.decline(session, actor(reviewer), assignment.id, "Regret.", now=make.now)

    assert codes(refused) == ["review_submitted"]
    assert assignment.status == "assigned"


def test_decline_after_the_review_is_too_late(session, make, reviewer):
    assignment = make.assignment(make.nomination(stage="ranked"), reviewer)

    with pytest.raises(WrongStage):
        service.decline(session, actor(reviewer), assignment.id, "Late.", now=make.now)

    assert assignment.status == "assigned"


def test_decline_does_not_tell_a_recused_secretary(session, make, reviewer, assignment):
    recused = make.grant(Role.SECRETARIAT)
    make.conflict(_of(make, assignment), recused)

    service.decline(session, actor(reviewer), assignment.id, "On leave.", now=make.now)

    assert ("reviewer-declined", recused.email) not in letters(session)


# ---- conflicts of interest


def test_a_declared_conflict_takes_the_nomination_away(session, make, reviewer, assignment):
    secretary = make.grant(Role.SECRETARIAT)

    declare(session, make, reviewer, assignment.nomination_id, ConflictKind.CO_AUTHOR, "Papers.")
    session.flush()

    conflict = session.scalars(select(ConflictOfInterest)).one()
    assert (conflict.kind, conflict.explanation) == ("co-author", "Papers.")
    assert assignment.status == "recused"
    [event] = events(session)
    assert (event.event, event.facts) == ("conflict:declare", {"kind": "co-author"})
    assert letters(session) == {("conflict-declared", secretary.email): 1}
    with pytest.raises(NotFound):
        see_nomination(session, actor(reviewer), assignment.nomination_id)
    with pytest.raises(NotFound):
        see_own(session, actor(reviewer), assignment.id)


def test_a_late_conflict_silences_a_submitted_review(session, make, reviewer, assignment):
    make.review(assignment)

    declare(session, make, reviewer, assignment.nomination_id)

    assert assignment.status == "recused"


def test_a_conflict_is_declared_once(session, make, reviewer, assignment):
    declare(session, make, reviewer, assignment.nomination_id)

    with pytest.raises(NotFound):
        declare(session, make, reviewer, assignment.nomination_id)

    assert [e.event for e in events(session)] == ["conflict:declare"]


def test_a_secretary_who_steps_back_gets_no_letter_about_it(session, make, edition):
    leaving, staying = (make.grant(Role.SECRETARIAT) for _ in range(2))
    nomination = make.nomination()

    declare(session, make, leaving, nomination.id)

    assert letters(session) == {("conflict-declared", staying.email): 1}
    with pytest.raises(NotFound):
        see_nomination(session, actor(leaving), nomination.id, Permission.ASSIGNMENT_WRITE)


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.CHAIR, Role.BOARD, Role.SECRETARIAT])
def test_everybody_who_will_judge_can_step_back(session, make, edition, role):
    person = make.grant(role)

    declare(session, make, person, make.nomination().id)

    assert session.scalars(select(ConflictOfInterest)).one().person_id == person.id


def test_strangers_observers_and_drafts_have_nothing_to_declare(session, make, edition):
    handed_in, draft = make.nomination(), make.nomination(stage="draft")
    cases = [(make.person(), handed_in.id), (make.grant(Role.OBSERVER), handed_in.id),
             (make.grant(Role.REVIEWER), handed_in.id), (make.grant(Role.SECRETARIAT), draft.id),
             (make.grant(Role.SECRETARIAT), uuid4())]  # fmt: skip

    for person, nomination_id in cases:
        with pytest.raises(NotFound):
            declare(session, make, person, nomination_id)

    assert (events(session), session.scalars(select(ConflictOfInterest)).all()) == ([], [])


@pytest.mark.parametrize(
    ("kind", "explanation", "code"),
    [
        (ConflictKind.OTHER, " ", "reason_missing"),
        (ConflictKind.KIN, "x" * 2001, "too_long"),
    ],
)
def test_an_explanation_is_asked_for_where_no_kind_fits(
    session, make, reviewer, assignment, kind, explanation, code
):
    with pytest.raises(RuleBroken) as refused:
        declare(session, make, reviewer, assignment.nomination_id, kind, explanation)

    assert codes(refused) == [code]
    assert assignment.status == "assigned"
    assert events(session) == []


def test_every_kind_has_words_and_room_in_its_column():
    assert set(KIND_WORDS) == set(ConflictKind)
    assert all(len(kind) <= ConflictOfInterest.__table__.c.kind.type.length for kind in KIND_WORDS)


# ---- the queue


def test_the_queue_counts_and_orders(session, make, reviewer):
    def given(stage, status="assigned"):
        return make.assignment(make.nomination(stage=stage), reviewer, status=status)

    waiting = given("eligible")
    done = given("in-review")
    make.review(done)
    begun = given("in-review")
    make.review(begun, submitted_at=None)
    fresh = given("in-review")
    frozen = given("ranked")
    make.review(frozen)
    declined = given("in-review", "declined")
    given("in-review", "released")
    recused = given("in-review")
    make.conflict(_of(make, recused), reviewer)

    [queue] = queues(session, actor(reviewer), now=make.now)

    assert [(line.assignment.id, line.state) for line in queue.lines] == [
        (begun.id, State.DRAFT),
        (fresh.id, State.OPEN),
        (waiting.id, State.WAITING),
        (done.id, State.SUBMITTED),
        (frozen.id, State.CLOSED),
        (declined.id, State.DECLINED),
    ]
    assert (queue.done, queue.total) == (2, 5)
    assert queue.following.assignment.id == begun.id
    assert queue.due.key == "reviews-due"
    assert [line.is_readable for line in queue.lines] == [True, True, False, True, False, False]
