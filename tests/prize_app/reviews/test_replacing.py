"""Late and silent reviews: who, a letter by hand, and somebody else in one step."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.deadlines import Extension
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.reviews import Assignment
from prize_app.extensions.taking_over import fair_day
from prize_app.reviews import replacing
from prize_app.reviews.missing import missing_reviews
from tests.factories import actor
from tests.prize_app.assignments.written import codes, event_names, letters
from tests.prize_app.reviews.test_writing import submit
from workflows.calendar import due_of
from workflows.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role

DAY = timedelta(days=1)


@pytest.fixture
def office_holder(make, edition):
    """Somebody of the secretariat."""
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def office(client, sign_in, office_holder):
    """A browser in which the secretariat is signed in."""
    return sign_in(client, office_holder)


@pytest.fixture
def substitute(make, edition):
    """A reviewer of another place with the theme of the nomination."""
    return make.grant(Role.REVIEWER, make.person("Sub Stitute", institution="Elsewhere"))


def test_late_ones_stand_before_silent_and_begun_ones(
    session, make, edition, reviewer, assignment, office_holder
):
    begun = make.assignment(make.nomination(stage="in-review"), reviewer)
    make.review(begun, submitted_at=None)
    make.review(make.assignment(make.nomination(stage="in-review"), reviewer))
    due = due_of(edition.plan.calendar["reviews-due"], edition.plan)

    def found(now):
        lines = missing_reviews(session, actor(office_holder), edition, now=now)
        return [(line.owed.place_id, line.written.value) for line in lines]

    assert found(make.now) == [(assignment.id, "silent"), (begun.id, "begun")]
    late = found(due.closes_at + timedelta(seconds=1))
    assert sorted(late) == sorted([(assignment.id, "late"), (begun.id, "late")])
    make.conflict(session.get_one(Nomination, assignment.nomination_id), office_holder)
    assert found(make.now) == [(begun.id, "begun")]


def test_a_reminder_by_hand_is_written_and_not_twice_a_day(
    session, make, edition, reviewer, assignment, office_holder
):
    who = actor(office_holder)
    replacing.remind(session, who, assignment.id, now=make.now)
    with pytest.raises(RuleBroken) as refused:
        replacing.remind(session, who, assignment.id, now=make.now + DAY / 2)
    assert codes(refused) == ["reminded_today"]
    assert letters(session) == {("review-missing", reviewer.email): 1}
    assert f"/reviews/{assignment.id}" in session.scalars(select(Notice)).one().body

    replacing.remind(session, who, assignment.id, now=make.now + DAY)

    assert event_names(session) == ["review:remind"] * 2
    [line] = missing_reviews(session, who, edition, now=make.now)
    assert line.reminded_at == make.now + DAY


def test_nobody_is_reminded_of_what_is_in(session, make, assignment, office_holder):
    make.review(assignment)

    with pytest.raises(WrongStage):
        replacing.remind(session, actor(office_holder), assignment.id, now=make.now)
    assert letters(session) == {}


def test_who_could_take_over_leaves_out_conflicts_and_puts_the_theme_first(
    session, make, reviewer, assignment, office_holder, substitute
):
    nomination = session.get_one(Nomination, assignment.nomination_id)
    substitute.themes = [nomination.theme]
    other = make.grant(Role.REVIEWER, make.person("Aa Before", institution="Nowhere"))
    make.conflict(nomination, make.grant(Role.REVIEWER))
    session.flush()

    shown = replacing.see_replacement(session, actor(office_holder), assignment.id, now=make.now)

    assert [s.person.id for s in shown.substitutes] == [substitute.id, other.id]
    assert [s.shares_theme for s in shown.substitutes] == [True, False]
    assert shown.reviewer == reviewer


def test_replacing_releases_and_assigns_together(
    session, make, reviewer, assignment, office_holder, substitute
):
    given = replacing.replace(
        session, actor(office_holder), assignment.id, substitute.id, "Silent.", now=make.now
    )
    session.flush()

    assert (assignment.status, assignment.reason) == ("released", "Silent.")
    assert (given.reviewer_id, given.status) == (substitute.id, "assigned")
    assert event_names(session) == ["assignment:release", "assignment:assign"]
    assert letters(session) == {
        ("review-released", reviewer.email): 1,
        ("review-assigned", substitute.email): 1,
    }


def test_a_refused_replacement_leaves_everything_as_it_was(
    session, make, reviewer, assignment, office, substitute
):
    nomination = session.get_one(Nomination, assignment.nomination_id)
    address = f"/assignments/{assignment.id}/replace"
    chosen = {"reviewer": str(substitute.id), "reason": "Silent."}

    no_reason = office.post(address, data=chosen | {"reason": ""})
    nobody = office.post(address, data={"reason": "Kept words."})
    unknown = office.post(address, data=chosen | {"reviewer": str(uuid4())})
    make.conflict(nomination, substitute)
    conflicted = office.post(address, data=chosen)

    answers = (no_reason, nobody, unknown, conflicted)
    assert [answer.status_code for answer in answers] == [422] * 4
    assert "Kept words." in nobody.text
    session.expire_all()
    kept = session.scalars(select(Assignment)).all()
    assert [(a.reviewer_id, a.status) for a in kept] == [(reviewer.id, "assigned")]


def test_an_ended_assignment_and_one_with_a_review_are_not_replaced(
    session, make, assignment, office_holder, substitute
):
    who = actor(office_holder)
    make.review(assignment)
    with pytest.raises(RuleBroken) as refused:
        replacing.replace(session, who, assignment.id, substitute.id, "x", now=make.now)
    assert codes(refused) == ["review_submitted"]
    assignment.status = "released"
    with pytest.raises(WrongStage):
        replacing.see_replacement(session, who, assignment.id, now=make.now)


def over(edition):
    """A moment after reviews were due, grace included."""
    return due_of(edition.plan.calendar["reviews-due"], edition.plan).closes_at + DAY


def test_who_takes_over_after_the_deadline_gets_time_in_the_same_transaction(
    session, make, edition, assignment, office_holder, substitute
):
    who, late = actor(office_holder), over(edition)
    day = (late + 5 * DAY).date()

    with pytest.raises(RuleBroken) as refused, session.begin_nested():
        replacing.replace(session, who, assignment.id, substitute.id, "Silent.", now=late)
    assert codes(refused) == ["day_missing"]

    given = replacing.replace(
        session, who, assignment.id, substitute.id, "Silent.", until=day, now=late
    )

    [extension] = session.scalars(select(Extension)).all()
    assert (extension.state, extension.person_id) == ("granted", substitute.id)
    assert (extension.comes_with_review, extension.decided_by) == (True, None)
    assert extension.until.date() == day
    assert event_names(session)[-1] == "extension:grant"
    assert letters(session)["extension-decided", substitute.email] == 1
    review = submit(session, make, substitute, given, now=extension.until)
    assert review.submitted_at == extension.until


def test_a_day_that_the_plan_refuses_takes_nothing_off_the_first_reviewer(
    session, make, edition, reviewer, assignment, office, office_holder, substitute
):
    due = due_of(edition.plan.calendar["reviews-due"], edition.plan)
    for day, code in (
        (due.advertised_at.date(), "extension_not_later"),
        ((due.hard_at + 2 * DAY).date(), "extension_too_late"),
    ):
        with pytest.raises(RuleBroken) as refused, session.begin_nested():
            replacing.replace(
                session, actor(office_holder), assignment.id, substitute.id, "Silent.",
                until=day, now=make.now,
            )  # fmt: skip
        assert codes(refused) == [code]
    page = office.post(
        f"/assignments/{assignment.id}/replace",
        data={"reviewer": str(substitute.id), "reason": "Silent.", "day": "1999-01-01"},
    )

    assert page.status_code == 422
    assert "Please choose a day after" in page.text
    session.expire_all()
    kept = session.scalars(select(Assignment)).all()
    assert [(a.reviewer_id, a.status) for a in kept] == [(reviewer.id, "assigned")]
    assert session.scalars(select(Extension)).all() == []


def test_the_time_proposed_is_what_the_first_reviewer_had_within_the_plan(edition):
    due = due_of(edition.plan.calendar["reviews-due"], edition.plan)
    begun, day = due.advertised_at - 4 * DAY, due.advertised_at.date()

    assert fair_day(due, begun, begun) is None
    assert fair_day(due, begun, begun + DAY) == day + DAY
    assert fair_day(due, begun, begun + 9 * DAY) == day + 9 * DAY
    assert fair_day(due, begun, due.hard_at) == due.hard_at.date()


def test_nobody_gives_time_to_oneself(session, make, edition, assignment, office_holder):
    make.grant(Role.REVIEWER, office_holder)
    day = (over(edition) + 5 * DAY).date()

    with pytest.raises(NotAllowed):
        replacing.replace(
            session, actor(office_holder), assignment.id, office_holder.id, "Silent.",
            until=day, now=over(edition),
        )  # fmt: skip


def test_time_that_came_with_a_review_stands_in_the_list_of_extensions(
    make, edition, assignment, office, substitute
):
    assignment.assigned_at = make.now - 20 * DAY
    make.session.flush()
    page = office.get(f"/assignments/{assignment.id}/replace").text
    proposed = re.search(r'name="day"[^>]*value="([\d-]+)"', page)[1]
    done = office.post(
        f"/assignments/{assignment.id}/replace",
        data={"reviewer": str(substitute.id), "reason": "Silent.", "day": proposed},
    )

    listed = office.get(f"/editions/{edition.row.slug}/extensions").text
    exported = office.get(f"/editions/{edition.row.slug}/extensions.csv").text

    assert done.status_code == 303
    assert "with a review that was taken over" in listed
    assert "granted, review taken over" in exported


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.CHAIR, Role.OBSERVER])
def test_only_the_secretariat_replaces(session, make, assignment, role):
    with pytest.raises(NotFound):
        replacing.see_replacement(session, actor(make.grant(role)), assignment.id, now=make.now)


def test_the_pages_lead_through_reminding_and_replacing(
    session, make, edition, reviewer, assignment, office, substitute
):
    index = f"/editions/{edition.row.slug}/missing-reviews"
    assert reviewer.name in office.get(index).text

    reminded = office.post(f"/assignments/{assignment.id}/remind")
    again = office.post(f"/assignments/{assignment.id}/remind", follow_redirects=True)
    page = office.get(f"/assignments/{assignment.id}/replace").text
    done = office.post(
        f"/assignments/{assignment.id}/replace",
        data={"reviewer": str(substitute.id), "reason": "Silent."},
    )

    assert (reminded.status_code, reminded.location) == (303, index)
    assert "was reminded within the last day" in again.text
    assert "Sub Stitute" in page
    assert (done.status_code, done.location) == (303, index)
    assert "Sub Stitute" in office.get(index).text


def test_statements_of_missing_reviews_do_not_grow(
    session, make, edition, reviewer, assignment, office, statements
):
    address = f"/editions/{edition.row.slug}/missing-reviews"
    session.expire_all()
    with statements() as for_one:
        office.get(address)
    for _ in range(3):
        make.assignment(make.nomination(stage="in-review"), make.grant(Role.REVIEWER))
    session.expire_all()
    with statements() as for_more:
        assert office.get(address).status_code == 200

    assert len(for_more) == len(for_one)


def test_missing_reviews_are_shown_fifty_to_a_page_and_counted_all(make, edition, reviewer, office):
    address = f"/editions/{edition.row.slug}/missing-reviews"
    given = [make.assignment(make.nomination(stage="in-review"), reviewer) for _ in range(51)]

    def shown(path):
        page = office.get(path).text
        return re.findall(r"/assignments/([0-9a-f-]{36})/remind", page), page

    first, page = shown(address)
    [following] = re.findall(r'rel="next" href="([^"]+)"', page)
    second, last = shown(following)

    assert (len(first), len(second)) == (50, 1)
    assert {*first, *second} == {str(one.id) for one in given}
    assert re.search(r"Not begun</dt>\s*<dd[^>]*>\s*51", page)
    assert 'rel="next"' not in last
    assert shown(f"{address}?after={uuid4()}")[0] == first
