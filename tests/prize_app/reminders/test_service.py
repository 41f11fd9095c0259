"""Reminders: to whom, once, stopped by an answer, moved by an extension, never in conflict."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from prize_app.db.committee import BallotRound, Participation
from prize_app.db.deadlines import Extension, Reminder
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.nominations import consent
from prize_app.nominations.debts import list_debts
from prize_app.reminders import queries, service
from tests.factories import actor
from workflows.calendar import due_of
from workflows.conditions import Consent
from workflows.errors import NotFound
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


@pytest.fixture
def near(make):
    """An edition in which the deadline of that name is so many days and a bit less ahead."""

    def near(key, days=2):
        edition = make.edition(passed=key, days=-days)
        due = due_of(edition.plan.calendar[key], edition.plan)
        return edition, due, due.at - timedelta(days=days) + timedelta(minutes=1)

    return near


def long_since(make, nomination):
    nomination.stage_since = make.now - timedelta(days=200)
    make.session.flush()
    return nomination


def written(session, edition, now):
    while service.write_due(session, edition.id, now=now):
        pass
    return session.scalars(select(Notice).where(Notice.kind == "reminder")).all()


def test_each_debt_is_reminded_of_once(session, make, near):
    edition, _, now = near("nominations-close")
    nominator = make.person("Amina Haddad")
    nomination = long_since(make, make.nomination(by=nominator, stage="draft"))

    [letter] = written(session, edition, now)
    again = written(session, edition, now + timedelta(minutes=3))

    assert again == [letter]
    assert letter.recipient == nominator.email
    assert letter.subject == "Due in 2 days: your nomination for the ANSO Prize"
    assert f"/nominations/{nomination.id}/edit" in letter.body
    assert nomination.reference in letter.body
    assert "ask there for more time, at most until" in letter.body
    [row] = session.scalars(select(Reminder)).all()
    assert (row.recipient, row.days, row.notice_id) == (str(nominator.id), -2, letter.id)


def test_the_letter_says_when_in_every_zone_that_matters(session, make, near):
    edition, due, now = near("nominations-close")
    nominator = make.person(zone="Africa/Nairobi")
    long_since(make, make.nomination(by=nominator, stage="draft"))

    [letter] = written(session, edition, now)

    assert "23:59 Anywhere on Earth" in letter.body
    assert "14:59 Nairobi time (your time)" in letter.body
    assert "19:59 Beijing time" in letter.body
    assert f"{due.at:%H:%M} UTC" in letter.body


def test_two_rows_for_one_reminder_cannot_be(session, make, near):
    edition, _, now = near("nominations-close")
    long_since(make, make.nomination(stage="draft"))
    written(session, edition, now)
    [row] = session.scalars(select(Reminder)).all()
    values = {c.name: getattr(row, c.name) for c in Reminder.__table__.columns if c.name != "id"}

    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Reminder(**values))
        session.flush()


def test_several_nominations_share_one_letter(session, make, near):
    edition, _, now = near("nominations-close")
    nominator = make.person()
    for _ in range(3):
        long_since(make, make.nomination(by=nominator, stage="draft"))

    [letter] = written(session, edition, now)

    assert "3 nominations to hand in" in letter.subject
    assert "http://prize.test/nominations\n" in letter.body
    assert len(session.scalars(select(Reminder)).all()) == 3


def answers(session, make):
    """(deadline, what makes the debt, what answers it) of every kind."""

    def handed_in(nomination, _):
        nomination.stage = "submitted"

    def agreed(nomination, _):
        nomination.consent = Consent.GIVEN.value

    def reviewed(_, assignment):
        make.review(assignment)

    return {
        "hand-in": ("nominations-close", {"stage": "draft"}, handed_in),
        "consent": ("corrections-close", {"stage": "returned", "consent": "awaited"}, agreed),
        "review": ("reviews-due", {"stage": "in-review"}, reviewed),
    }


@pytest.mark.parametrize("debt", ["hand-in", "consent", "review"])
def test_an_answer_stops_it(session, make, near, debt):
    key, columns, answer = answers(session, make)[debt]
    edition, _, now = near(key)
    nomination = long_since(make, make.nomination(**columns))
    assignment = None
    if debt == "review":
        assignment = make.assignment(nomination, assigned_at=make.now - timedelta(days=99))

    def kinds():
        letters = queries.letters_due(session, edition, at=now)
        return [letter.first.debt.value for letter in letters]

    before = kinds()
    answer(nomination, assignment)
    session.flush()

    assert debt in before
    assert debt not in kinds()


def test_screening_is_owed_by_the_secretariat_without_those_in_conflict(session, make, near):
    edition, _, now = near("corrections-close")
    free, recused = make.grant(Role.SECRETARIAT), make.grant(Role.SECRETARIAT)
    nominations = [long_since(make, make.nomination(stage="submitted")) for _ in range(2)]
    make.conflict(nominations[0], recused)

    letters = {n.recipient: n for n in written(session, edition, now)}

    assert set(letters) == {free.email, recused.email}
    assert "2 nominations to screen" in letters[free.email].subject
    assert nominations[0].reference not in letters[recused.email].body
    assert nominations[1].reference in letters[recused.email].body
    assert "/screening" in letters[free.email].body


def test_a_vote_is_owed_until_it_is_cast_and_by_nobody_in_conflict(session, make, near):
    edition, _, now = near("committee-meets")
    member, voted, recused = (make.grant(Role.COMMITTEE) for _ in "abc")
    nomination = long_since(make, make.nomination(stage="shortlisted"))
    make.conflict(nomination, recused)
    round_ = BallotRound(
        edition_id=edition.id, category_key=CATEGORY, ballot_key="award",
        nominations=[str(nomination.id)], opened_at=make.now - timedelta(days=60),
    )  # fmt: skip
    session.add(round_)
    session.flush()
    session.add(Participation(round_id=round_.id, person_id=voted.id))
    session.flush()

    letters = written(session, edition, now)

    assert [n.recipient for n in letters] == [member.email]
    assert f"/ballots/{round_.id}" in letters[0].body
    assert nomination.reference not in letters[0].body


def test_a_signature_is_owed_by_those_who_may_sign_and_have_not(session, make, near):
    edition, _, now = near("board-confirms")
    board, recused = make.grant(Role.BOARD), make.grant(Role.BOARD)
    make.grant(Role.CHAIR)
    nomination = long_since(make, make.nomination(stage="approved"))
    make.conflict(nomination, recused)

    letters = written(session, edition, now)

    assert [n.recipient for n in letters] == [board.email]


def test_a_reviewer_in_conflict_gets_nothing(session, make, near):
    edition, _, now = near("reviews-due")
    nomination = long_since(make, make.nomination(stage="in-review"))
    assignment = make.assignment(nomination, assigned_at=make.now - timedelta(days=99))
    make.conflict(nomination, session.get_one(Person, assignment.reviewer_id))

    assert written(session, edition, now) == []


def test_a_review_that_is_overdue_is_reminded_of_once_more(session, make, near):
    edition, due, _ = near("reviews-due")
    nomination = long_since(make, make.nomination(stage="in-review"))
    make.assignment(nomination, assigned_at=make.now - timedelta(days=99))

    [letter] = written(session, edition, due.at + timedelta(days=1, minutes=1))

    assert letter.subject == "Overdue: 1 review to write for the ANSO Prize"
    assert "That was yesterday. It can still be done." in letter.body
    assert "ask there for more time" not in letter.body


def test_an_extension_moves_the_reminders(session, make, near):
    edition, due, now = near("nominations-close")
    nomination = long_since(make, make.nomination(stage="draft"))
    written(session, edition, now)
    secretary = make.grant(Role.SECRETARIAT)
    until = due.at + timedelta(days=9)
    session.add(
        Extension(
            edition_id=edition.id, deadline_key=due.key, debt="hand-in", reason="x",
            nomination_id=nomination.id, person_id=nomination.nominator_id, until=until,
            asked_until=until, asked_by=nomination.nominator_id, asked_at=make.now,
            state="granted", decided_by=secretary.id, decided_at=make.now,
        )
    )  # fmt: skip
    session.flush()

    assert len(written(session, edition, until - timedelta(days=7) - timedelta(minutes=1))) == 1
    letters = written(session, edition, until - timedelta(days=7) + timedelta(minutes=1))
    assert len(letters) == 2
    assert any("your extended deadline" in n.body for n in letters)


def test_the_nominees_reminder_opens_the_question_and_leaves_the_first_link_valid(
    session, make, near
):
    edition, _, now = near("corrections-close")
    nomination = long_since(
        make,
        make.nomination(stage="returned", consent="awaited", consent_token_hash="0" * 64),
    )

    letters = written(session, edition, now)

    letter = next(n for n in letters if n.recipient == nomination.nominee_email)
    token = letter.body.split("/consent/")[1].split()[0]
    asked, _ = consent.asked(session, token)
    assert asked.id == nomination.id
    assert nomination.consent_token_hash == "0" * 64
    # Another address: whoever has the letter is not the nominee any more.
    session.execute(update(type(nomination)).values(nominee_email="new@people.example"))
    with pytest.raises(NotFound):
        consent.asked(session, token)


def test_letters_of_a_demonstration_are_not_sent(session, make, near):
    edition, _, now = near("nominations-close")
    long_since(make, make.nomination(stage="draft"))

    assert [n.is_demonstration for n in written(session, edition, now)] == [True]


def test_what_comes_next_counts_people_and_leaves_out_conflicts(session, make, near):
    edition, due, now = near("reviews-due", days=10)
    secretary, recused = make.grant(Role.SECRETARIAT), make.grant(Role.SECRETARIAT)
    reviewer = make.person()
    for _ in range(2):
        nomination = long_since(make, make.nomination(stage="in-review"))
        make.assignment(nomination, reviewer, assigned_at=make.now - timedelta(days=99))
    make.conflict(nomination, recused)

    def shown(person):
        lines = queries.list_coming(session, actor(person), edition, at=now)
        return [(c.days, c.people, c.debts, c.at) for c in lines]

    assert shown(secretary) == [(-7, 1, 2, due.at - timedelta(days=7))]
    assert shown(recused) == [(-7, 1, 1, due.at - timedelta(days=7))]


def test_statements_do_not_grow_with_debts(session, make, near, statements):
    edition, _, _ = near("reviews-due")

    def more():
        nomination = long_since(make, make.nomination(stage="in-review"))
        make.assignment(nomination, assigned_at=make.now - timedelta(days=99))
        session.flush()

    more()
    session.expunge_all()
    with statements() as one:
        list_debts(session, edition)
    more()
    more()
    session.expunge_all()
    with statements() as three:
        found = list_debts(session, edition)

    assert len(found) == 3
    assert len(one) == len(three) <= 11
