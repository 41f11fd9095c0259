"""Saves of one page count in the order in which they were sent, whichever of them arrives first."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.reviews import Review, ReviewChange, ReviewVersion
from tests.factories import PLAN
from tests.prize_app.reviews.test_views import AUTOSAVE, FULL
from workflows.plan.evaluation import Role

PAGE = {"page_id": "the one page", "lock_version": "0"}
CHANGE = FULL | PAGE | {"change_reason": "I had overlooked the letters.", "based_on": "1"}


def sent(number, **fields):
    return FULL | PAGE | {"save_number": str(number)} | fields


def stored(session, kind=Review):
    session.expire_all()
    return session.scalars(select(kind)).one_or_none()


@pytest.fixture
def submitted(make, assignment):
    """A review that is in."""
    return make.review(assignment)


@pytest.mark.parametrize("then", ["save", "submit"])
def test_an_autosave_that_arrives_after_the_pressed_button_changes_nothing(
    session, desk, address, then
):
    pressed = desk.post(address, data=sent(2, strengths="All that I wrote.", then=then))
    late = desk.post(address, data=sent(1, strengths="All that I"), headers=AUTOSAVE)

    assert pressed.status_code == 303
    assert (late.status_code, late.text) == ((204, "") if then == "save" else (422, late.text))
    assert stored(session).strengths == "All that I wrote."


def test_the_pressed_button_is_kept_though_the_answer_to_an_autosave_never_came(
    session, desk, address
):
    desk.post(address, data=sent(1, strengths="All that I"), headers=AUTOSAVE)
    pressed = desk.post(address, data=sent(2, strengths="All that I wrote.", then="submit"))

    assert pressed.status_code == 303
    assert stored(session).strengths == "All that I wrote."
    assert stored(session).submitted_at is not None


def test_autosaves_in_the_wrong_order_keep_the_later_one(session, desk, address):
    for number, words in ((2, "ab"), (4, "abcd"), (3, "abc"), (4, "abcd")):
        desk.post(address, data=sent(number, strengths=words), headers=AUTOSAVE)

    assert stored(session).strengths == "abcd"


def test_a_page_shown_again_by_the_way_back_loses_nothing(session, desk, address):
    """Without script a page sends the same number twice: both texts are shown."""
    desk.post(address, data=sent(1, strengths="Before.", then="save"))

    again = desk.post(address, data=sent(1, strengths="After going back.", then="save"))

    assert again.status_code == 409
    for words in ("Before.", "After going back.", "saved in another window"):
        assert words in again.text
    assert 'name="save_number" value="2"' in again.text
    assert stored(session).strengths == "Before."
    kept = desk.post(address, data=sent(2, strengths="After going back.", then="save"))
    assert (kept.status_code, stored(session).strengths) == (303, "After going back.")


def test_a_refused_page_counts_on(desk, address):
    page = desk.post(address, data=PAGE | {"save_number": "5", "then": "submit"})

    assert page.status_code == 422
    assert 'name="save_number" value="6"' in page.text
    assert 'name="page_id" value="the one page"' in page.text


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 30])
def test_a_number_that_no_page_comes_to_asks_for_the_version(session, desk, address, number):
    first = desk.post(address, data=sent(number, strengths="First."), headers=AUTOSAVE)
    second = desk.post(address, data=sent(number, strengths="Second."), headers=AUTOSAVE)

    assert (first.status_code, second.status_code) == (200, 409)
    assert stored(session).strengths == "First."


def test_a_change_is_saved_as_it_is_written_and_counts_only_when_kept(
    session, desk, address, submitted
):
    change = f"{address}/change"
    drafted = CHANGE | {"c-cooperation": "3", "strengths": "Half a sen", "change_reason": ""}
    saved = desk.post(change, data=drafted | {"save_number": "1"}, headers=AUTOSAVE)

    assert 'id="lock-version" value="1"' in saved.text
    assert stored(session).points["cooperation"] == 4
    page = desk.get(change).text
    assert "You go on with the change that you began" in page
    assert "Half a sen" in page
    assert "Go on with the change" in desk.get(address).text
    assert "Go on with your change" in desk.get("/reviews").text
    assert "Half a sen" not in desk.get(address).text

    kept = desk.post(change, data=drafted | {"save_number": "2", "change_reason": "Letters."})

    assert kept.status_code == 303
    assert stored(session).points["cooperation"] == 3
    assert stored(session, ReviewChange) is None
    versions = select(ReviewVersion.strengths).order_by(ReviewVersion.number)
    assert session.scalars(versions).all()[1:] == ["Half a sen"]


def test_a_late_autosave_of_a_change_that_is_kept_begins_nothing(session, desk, address, submitted):
    change = f"{address}/change"
    changed = CHANGE | {"strengths": "All."}
    assert desk.post(change, data=changed | {"save_number": "2"}).status_code == 303

    late = desk.post(
        change, data=changed | {"strengths": "Al", "save_number": "1"}, headers=AUTOSAVE
    )

    assert late.status_code == 409
    assert stored(session, ReviewChange) is None
    assert stored(session).strengths == "All."


def test_two_windows_of_a_change_are_shown_both(session, desk, address, submitted):
    change = f"{address}/change"
    first = CHANGE | {"page_id": "first", "save_number": "1", "strengths": "First window."}
    second = CHANGE | {"page_id": "second", "save_number": "1", "strengths": "Second window."}
    desk.post(change, data=first, headers=AUTOSAVE)

    told = desk.post(change, data=second)

    assert told.status_code == 409
    assert "First window." in told.text
    assert "Second window." in told.text
    assert desk.post(change, data=second | {"lock_version": "1"}).status_code == 303
    assert stored(session).strengths == "Second window."


def test_a_change_can_be_dropped_and_what_is_in_stays(session, desk, address, submitted):
    change = f"{address}/change"
    desk.post(change, data=CHANGE | {"strengths": "No.", "then": "save"})
    assert stored(session, ReviewChange).strengths == "No."

    dropped = desk.post(change, data=CHANGE | {"then": "drop"}, follow_redirects=True)

    assert "Your review stays as it was." in dropped.text
    assert stored(session, ReviewChange) is None
    assert stored(session).points["cooperation"] == 4


def test_a_change_that_can_no_longer_be_kept_is_still_shown_to_its_writer(
    session, make, client, sign_in
):
    make.edition(source=PLAN.read_text("utf-8").replace('"discussing", "revisable", ', ""))
    reviewer = make.grant(Role.REVIEWER)
    assignment = make.assignment(make.nomination(stage="in-review"), reviewer)
    review = make.review(assignment)
    session.add(
        ReviewChange(review_id=review.id, based_on=1, strengths="Too late.", saved_at=make.now)
    )
    session.flush()
    desk = sign_in(client, reviewer)

    page = desk.get(f"/reviews/{assignment.id}").text

    assert "Too late." in page
    assert "it can no longer be kept" in page
    assert desk.post(f"/reviews/{assignment.id}/change", data=CHANGE).status_code == 404


def test_nobody_else_reads_or_writes_the_draft_of_a_change(
    session, make, client, sign_in, address, submitted, desk
):
    desk.post(f"{address}/change", data=CHANGE | {"then": "save"})
    other = sign_in(client, make.person())

    assert other.get(f"{address}/change").status_code == 404
    assert other.post(f"{address}/change", data=CHANGE).status_code == 404
