"""Asking for more time, deciding by somebody else, and what it changes for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.db.audit import AuditEvent
from prize_app.db.deadlines import Extension
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.extensions import deciding, queries, service
from prize_app.nominations.facts import know
from prize_app.nominations.moving import Given
from prize_app.procedure.service import due_steps, take_action, take_due_step
from tests.factories import actor
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.machine import refusals_of
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


def draft(scene, **columns):
    nominator = scene.make.person()
    nomination = scene.make.nomination(by=nominator, stage="draft", **columns)
    nomination.stage_since = scene.make.now - timedelta(days=40)
    scene.make.session.flush()
    return nomination, actor(nominator)


def ask(session, scene, nomination, who, days=5, reason="The archive is flooded.", **others):
    return service.ask_extension(
        session, who, nomination.id, scene.day(days), reason, now=scene.make.now, **others
    )


def codes(refused):
    return [r.code for r in refused.value.refusals]


def letters(session):
    return [(n.kind, n.recipient) for n in session.scalars(select(Notice).order_by(Notice.id))]


def test_a_request_is_kept_told_to_who_decides_and_recorded(session, scene):
    nomination, nominator = draft(scene)

    extension = ask(session, scene, nomination, nominator)

    assert (extension.state, extension.debt) == ("asked", "hand-in")
    assert extension.until == scene.due.at + timedelta(days=5)
    assert sorted(letters(session)) == sorted(
        ("extension-asked", s.email) for s in (scene.first, scene.second)
    )
    event = session.scalars(select(AuditEvent)).one()
    assert (event.event, event.subject_id) == ("extension:ask", extension.id)
    assert event.facts["reason"] == "The archive is flooded."


def test_a_grant_opens_the_door_for_this_person_and_for_nobody_else(session, scene):
    nomination, nominator = draft(scene)
    other, stranger = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
    late = scene.after(days=4)

    def refused(which, who):
        known = know(session, scene.edition, [which], actor_id=who.id, now=late)[which.id]
        submit = scene.edition.plan.workflow_of(CATEGORY).actions["submit"]
        return [r.code for r in refusals_of(submit, known.facts)]

    assert refused(nomination, nominator) == []
    assert refused(other, stranger) == ["deadline_passed"]
    assert refused(nomination, stranger) == []  # the calendar's view: time goes on for somebody
    past = scene.due.at + timedelta(days=5, minutes=16)
    known = know(session, scene.edition, [nomination], actor_id=nominator.id, now=past)
    assert known[nomination.id].facts.deadlines["nominations-close"] < past


def test_the_calendar_closes_the_form_only_when_the_personal_deadline_has_passed(session, scene):
    nomination, nominator = draft(scene)
    other, _ = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)

    def lapsing(at):
        return {key for key, action in due_steps(session, now=at) if action == "lapse"}

    assert lapsing(scene.after(days=1)) == {other.id}
    assert lapsing(scene.after(days=5, minutes=14)) == {other.id}
    assert lapsing(scene.after(days=5, minutes=16)) == {other.id, nomination.id}


def test_an_undecided_request_keeps_the_calendar_waiting_up_to_the_hard_deadline(session, scene):
    nomination, nominator = draft(scene)
    ask(session, scene, nomination, nominator)

    assert not take_due_step(session, nomination.id, "lapse", now=scene.after(days=13))
    assert nomination.stage == "draft"
    assert take_due_step(session, nomination.id, "lapse", now=scene.after(days=15))


def test_an_undecided_request_opens_no_door(session, scene):
    nomination, nominator = draft(scene)
    ask(session, scene, nomination, nominator)

    with pytest.raises(RuleBroken) as refused:
        take_action(session, nominator, nomination.id, "submit", Given(), now=scene.after(days=1))

    assert codes(refused) == ["deadline_passed"]


def test_whoever_hands_in_early_keeps_nobody_waiting(session, scene):
    """An extension counts while it is owed: the review of the category opens without waiting."""
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
    nomination.stage = "eligible"
    session.flush()

    known = know(session, scene.edition, [nomination], actor_id=scene.first.id, now=scene.make.now)

    deadlines = known[nomination.id].facts.deadlines
    assert deadlines["nominations-close"] == scene.due.closes_at


@pytest.mark.parametrize(
    ("days", "reason", "expected"),
    [
        (0, "x", ["extension_not_later"]),
        (-1, "x", ["extension_not_later"]),
        (15, "x", ["extension_too_late"]),
        (14, " ", ["reason_missing"]),
        (15, "", ["extension_too_late", "reason_missing"]),
        (1, "x" * 2001, ["too_long"]),
    ],
)
def test_a_request_that_cannot_be_is_refused_and_nothing_is_written(
    session, scene, days, reason, expected
):
    nomination, nominator = draft(scene)

    with pytest.raises(RuleBroken) as refused:
        ask(session, scene, nomination, nominator, days, reason)

    assert codes(refused) == expected
    assert session.scalar(select(func.count()).select_from(Extension)) == 0
    assert letters(session) == []
    assert session.scalars(select(AuditEvent)).all() == []


def test_the_last_day_that_the_plan_allows_can_be_asked_for(session, scene):
    nomination, nominator = draft(scene)

    assert ask(session, scene, nomination, nominator, 14).until == scene.due.hard_at


def test_nothing_is_asked_once_the_door_has_closed_or_nothing_is_owed(session, scene):
    nomination, nominator = draft(scene)

    with pytest.raises(RuleBroken) as late:
        service.ask_extension(
            session, nominator, nomination.id, scene.day(5), "x", now=scene.after(minutes=16)
        )
    nomination.stage = "submitted"
    session.flush()
    with pytest.raises(RuleBroken) as done:
        ask(session, scene, nomination, nominator)

    assert (codes(late), codes(done)) == (["extension_over"], ["extension_not_owed"])


def test_the_same_is_asked_once_until_it_is_decided(session, scene):
    nomination, nominator = draft(scene)
    first = ask(session, scene, nomination, nominator)

    with pytest.raises(RuleBroken) as again:
        ask(session, scene, nomination, nominator, 6)
    deciding.refuse_extension(session, scene.first, first.id, "No.", now=scene.make.now)

    assert codes(again) == ["extension_asked_already"]
    assert ask(session, scene, nomination, nominator, 6).state == "asked"


def test_the_author_does_not_decide(session, scene):
    nomination, nominator = draft(scene)
    entered = ask(session, scene, nomination, scene.first, for_person=nominator.id)

    for act in (deciding.grant_extension, deciding.refuse_extension):
        given = (None, "x") if act is deciding.grant_extension else ("x",)
        with pytest.raises(NotAllowed) as refused:
            act(session, scene.first, entered.id, *given, now=scene.make.now)
        assert codes(refused) == ["extension_own"]
    assert entered.state == "asked"
    deciding.grant_extension(session, scene.second, entered.id, None, "", now=scene.make.now)
    assert (entered.state, entered.decided_by) == ("granted", scene.second.id)


def test_the_person_does_not_decide_even_of_the_secretariat(session, scene):
    secretary = scene.make.person()
    nomination = scene.make.nomination(by=secretary, stage="draft")
    scene.make.grant(Role.SECRETARIAT, secretary)
    entered = ask(session, scene, nomination, scene.first, for_person=secretary.id)

    with pytest.raises(NotAllowed):
        deciding.grant_extension(
            session, actor(secretary), entered.id, None, "", now=scene.make.now
        )


def test_a_refusal_needs_its_reason_and_the_person_reads_it(session, scene):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator)

    with pytest.raises(RuleBroken) as silent:
        deciding.refuse_extension(session, scene.first, extension.id, " ", now=scene.make.now)
    deciding.refuse_extension(session, scene.first, extension.id, "Too late.", now=scene.make.now)

    assert codes(silent) == ["reason_missing"]
    letter = session.scalars(select(Notice).where(Notice.kind == "extension-decided")).one()
    assert letter.recipient == nominator.email
    assert "Too late." in letter.body
    assert "could not be given" in letter.body
    assert (
        know(session, scene.edition, [nomination], actor_id=nominator.id, now=scene.make.now)[
            nomination.id
        ].facts.deadlines["nominations-close"]
        == scene.due.closes_at
    )


def test_what_is_decided_stays_decided(session, scene):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)

    with pytest.raises(RuleBroken) as again:
        deciding.refuse_extension(session, scene.second, extension.id, "x", now=scene.make.now)

    assert codes(again) == ["extension_decided_already"]


def test_another_day_can_be_given_within_what_the_plan_allows(session, scene):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator, 9)

    with pytest.raises(RuleBroken) as far:
        deciding.grant_extension(
            session, scene.first, extension.id, scene.day(15), "", now=scene.make.now
        )
    deciding.grant_extension(
        session, scene.first, extension.id, scene.day(3), "Three.", now=scene.make.now
    )

    assert codes(far) == ["extension_too_late"]
    assert extension.until == scene.due.at + timedelta(days=3)
    assert extension.asked_until == scene.due.at + timedelta(days=9)


def test_somebody_in_conflict_neither_sees_nor_decides(session, scene):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    scene.make.conflict(nomination, session.get_one(Person, scene.first.id))

    with pytest.raises(NotFound):
        deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
    assert queries.list_extensions(session, scene.first, scene.edition) == []
    assert len(queries.list_extensions(session, scene.second, scene.edition)) == 1


def test_a_stranger_cannot_ask(session, scene):
    nomination, _ = draft(scene)

    with pytest.raises(NotFound):
        ask(session, scene, nomination, actor(scene.make.person()))


def test_a_reviewer_asks_for_one_review(session, reviewing):
    scene = reviewing
    nomination = scene.make.nomination(stage="in-review")
    reviewer = scene.make.person()
    assignment = scene.make.assignment(nomination, reviewer)

    extension = ask(session, scene, nomination, actor(reviewer))
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)

    assert (extension.debt, extension.deadline_key) == ("review", "reviews-due")
    letter = session.scalars(select(Notice).where(Notice.kind == "extension-decided")).one()
    assert "your review of nomination" in letter.body
    [owed] = [
        o for o in queries.extendable_debts(session, scene.first, scene.edition)
        if o.place_id == assignment.id
    ]  # fmt: skip
    assert (owed.due.at, owed.due.is_extended) == (scene.due.at + timedelta(days=5), True)


def test_the_same_is_given_to_everybody_alike_by_a_second_person(session, scene):
    nomination, nominator = draft(scene)
    others = [draft(scene)[0] for _ in range(3)]
    handed_in, _ = draft(scene)
    handed_in.stage = "submitted"
    session.flush()
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)

    entered = deciding.give_same_to_all(session, scene.first, extension.id, now=scene.make.now)

    assert {e.nomination_id for e in entered} == {n.id for n in others}
    assert {(e.state, e.until, e.like_id) for e in entered} == {
        ("asked", extension.until, extension.id)
    }
    together = queries.entered_like(session, scene.second, scene.edition, entered[0])
    assert {e.id for e in together} == {e.id for e in entered[1:]}
    with pytest.raises(NotAllowed):
        deciding.grant_extension(session, scene.first, entered[0].id, None, "", now=scene.make.now)
    with pytest.raises(RuleBroken) as nobody:
        deciding.give_same_to_all(session, scene.first, extension.id, now=scene.make.now)
    assert codes(nobody) == ["nobody_like_this"]


def test_whoever_may_know_of_none_of_them_gets_no_letter_about_the_same_for_all(session, scene):
    nomination, nominator = draft(scene)
    others = [draft(scene)[0] for _ in range(2)]
    scene.make.conflict(others[0], session.get_one(Person, scene.second.id))
    session.flush()
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
    with session.begin_nested() as tried:
        deciding.give_same_to_all(session, scene.first, extension.id, now=scene.make.now)
        assert len(entered_letters(session)) == 1
        tried.rollback()

    scene.make.conflict(others[1], session.get_one(Person, scene.second.id))
    session.flush()
    deciding.give_same_to_all(session, scene.first, extension.id, now=scene.make.now)

    assert entered_letters(session) == []


def entered_letters(session):
    return session.scalars(select(Notice).where(Notice.kind == "extensions-entered")).all()
