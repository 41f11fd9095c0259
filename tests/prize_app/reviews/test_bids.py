"""Reviewers say what they would read: what they see, what is kept, what is refused."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.conflicts import SamePerson
from prize_app.db.reviews import ConflictOfInterest, ReviewerBid
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    """An edition in which corrections are still awaited: reviewers are asked until then."""
    return make.edition(passed="nominations-close", days=5)


@pytest.fixture
def path(edition):
    return f"/editions/{edition.row.slug}/bids"


def bids(session):
    session.expire_all()
    rows = session.scalars(select(ReviewerBid))
    return {(row.nomination_id, row.reviewer_id): row.answer for row in rows}


def events(session):
    return list(session.scalars(select(AuditEvent.event).order_by(AuditEvent.number)))


def test_a_reviewer_sees_a_short_line_and_nothing_else(make, desk, path):
    nomination = make.nomination(
        answers={"nominee-name": "Hidden Nominee", "citation": "For clear water on two continents"}
    )

    page = desk.get(path)

    assert page.status_code == 200
    assert "For clear water on two continents" in page.text
    assert "Water Resource and Water Security" in page.text
    shown = (nomination.nominee_name, nomination.reference, nomination.nominee_institution)
    assert not [text for text in shown if text in page.text]
    assert nomination.nominee_email not in page.text
    assert nomination.answers["summary"] not in page.text


def test_barred_assigned_and_unready_nominations_are_not_asked_about(make, desk, reviewer, path):
    declared, own = make.nomination(), make.nomination(by=reviewer)
    make.conflict(declared, reviewer)
    same_house = make.nomination(answers={"institution": reviewer.institution})
    given = make.nomination()
    make.assignment(given, reviewer)
    unready, open_already = make.nomination(stage="submitted"), make.nomination(stage="in-review")
    asked = make.nomination()

    page = desk.get(path)

    assert f"bid-{asked.id}" in page.text
    for hidden in (declared, own, same_house, given, unready, open_already):
        assert str(hidden.id) not in page.text


def test_only_ones_own_categories_are_asked_about(make, client, sign_in, path):
    here, elsewhere = make.nomination(), make.nomination(category="youth-leader")
    person = make.grant(Role.REVIEWER, category="youth-leader")

    page = sign_in(client, person).get(path)

    assert str(elsewhere.id) in page.text
    assert str(here.id) not in page.text


def test_answers_are_kept_and_can_be_changed(session, make, desk, reviewer, path):
    first, second = make.nomination(), make.nomination()

    said = desk.post(path, data={f"bid-{first.id}": "yes", f"bid-{second.id}": "no"})
    changed = desk.post(path, data={f"bid-{first.id}": "maybe", f"bid-{second.id}": "no"})

    assert (said.status_code, changed.status_code) == (303, 303)
    assert bids(session) == {(first.id, reviewer.id): "maybe", (second.id, reviewer.id): "no"}
    assert events(session) == ["bids:save", "bids:save"]
    assert 'value="maybe" checked' in desk.get(path).text


def test_the_same_answers_again_change_nothing(session, make, desk, path):
    nomination = make.nomination()
    for _ in range(2):
        desk.post(path, data={f"bid-{nomination.id}": "yes"})

    assert events(session) == ["bids:save"]


def test_what_one_may_not_see_cannot_be_answered(session, make, desk, reviewer, path):
    hidden = make.nomination()
    make.conflict(hidden, reviewer)

    for nomination_id in (hidden.id, uuid4(), "x"):
        assert desk.post(path, data={f"bid-{nomination_id}": "yes"}).status_code == 404

    assert (bids(session), events(session)) == ({}, [])


def test_another_answer_than_the_three_is_refused(session, make, desk, path):
    nomination = make.nomination()

    assert desk.post(path, data={f"bid-{nomination.id}": "always"}).status_code == 422
    assert bids(session) == {}


def test_a_conflict_declared_here_takes_the_nomination_away(session, make, desk, reviewer, path):
    nomination = make.nomination()

    answer = desk.post(f"{path}/{nomination.id}/conflict", data={"kind": "kin"})

    assert answer.status_code == 303
    conflict = session.scalars(select(ConflictOfInterest)).one()
    assert (conflict.nomination_id, conflict.person_id) == (nomination.id, reviewer.id)
    assert events(session) == ["conflict:declare"]
    assert str(nomination.id) not in desk.get(path).text
    again = desk.post(f"{path}/{nomination.id}/conflict", data={"kind": "kin"})
    assert again.status_code == 404


def test_a_conflict_declared_here_binds_the_other_account(session, make, desk, reviewer, path):
    nomination, other = make.nomination(), make.person("Kimathe Wanjiru")
    one, two = sorted((reviewer.id, other.id))
    make._add(
        SamePerson(
            one_id=one, other_id=two, is_same=True, fingerprint="0" * 64,
            reason="She told us.", decided_by=other.id, decided_at=make.now,
        )
    )  # fmt: skip

    desk.post(f"{path}/{nomination.id}/conflict", data={"kind": "kin"})

    rows = session.scalars(select(ConflictOfInterest)).all()
    assert {(row.person_id, row.source) for row in rows} == {
        (reviewer.id, "oneself"),
        (other.id, "identity"),
    }


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Please choose what comes closest."),
        ({"kind": "neighbour"}, "Please choose what comes closest."),
        ({"kind": "other"}, "Please give a reason."),
        ({"kind": "kin", "explanation": "x" * 5001}, "This text is too long"),
    ],
)
def test_a_conflict_that_says_too_little_or_too_much_is_asked_again(
    session, make, desk, path, sent, words
):
    nomination = make.nomination()

    answer = desk.post(f"{path}/{nomination.id}/conflict", data=sent)

    assert answer.status_code == 422
    assert words in answer.text
    assert sent.get("explanation", "") in answer.text
    assert session.scalars(select(ConflictOfInterest)).all() == []


def test_after_the_deadline_nobody_is_asked(session, make, client, sign_in):
    edition = make.edition(passed="corrections-close")
    desk = sign_in(client, make.grant(Role.REVIEWER))
    nomination = make.nomination()
    path = f"/editions/{edition.row.slug}/bids"

    page, answer = desk.get(path), desk.post(path, data={f"bid-{nomination.id}": "yes"})

    assert str(nomination.id) not in page.text
    assert answer.status_code == 409
    assert bids(session) == {}


def test_the_desk_asks_until_something_was_said(make, desk, path):
    nomination = make.nomination()

    before = desk.get("/desk").text
    desk.post(path, data={f"bid-{nomination.id}": "yes"})

    assert "Say which nominations you would read" in before
    assert "Say which nominations you would read" not in desk.get("/desk").text


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT, Role.COMMITTEE, Role.OBSERVER])
def test_the_page_is_for_reviewers(make, client, sign_in, path, role):
    person = make.grant(role) if role else make.person()

    assert sign_in(client, person).get(path).status_code == 404


def test_statements_do_not_grow_with_the_nominations(make, desk, path, statements):
    make.nomination()
    with statements() as for_one:
        desk.get(path)
    make.nomination()
    make.nomination()
    make.session.expire_all()
    with statements() as for_three:
        desk.get(path)

    assert len(for_three) == len(for_one)
