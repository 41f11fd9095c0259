"""Settling suggested conflicts of interest: what is written, what is refused, what comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from prize_app.assignments import service as assigning
from prize_app.conflicts import service
from prize_app.conflicts.kinds import ConflictKind
from prize_app.conflicts.queries import look
from prize_app.db.conflicts import ConflictDismissal, Objection
from prize_app.db.editions import RegisteredOrganization
from prize_app.db.people import Affiliation
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.nominations.queries import handed_in
from prize_app.nominations.standing import see_nomination
from tests.factories import actor
from tests.prize_app.assignments.written import codes, event_names, letters
from workflows.errors import NotFound, RuleBroken
from workflows.plan.conflicts import Tie
from workflows.plan.evaluation import Role
from workflows.policy import Permission

SETTLE = Permission.CONFLICT_SETTLE


def open_ties(session, make, nomination, person):
    found = look(session, make.the_edition, [nomination], [person], now=make.now)
    return {each.tie: each for each in found.open}


def placed(make, name="Water Institute of Sfax", parent=None, country="TN"):
    return make._add(
        RegisteredOrganization(name=name, country=country, parent_id=parent.id if parent else None)
    )


def left(make, person, name, ended_on):
    return make._add(Affiliation(person_id=person.id, name=name, ended_on=ended_on))


@pytest.fixture
def former(make, edition):
    """A reviewer who left the nominee's institution a year ago."""
    person = make.grant(Role.REVIEWER, institution="")
    left(
        make,
        person,
        "Water Institute of Sfax",
        make.now.date().replace(year=make.now.year - 1, day=1),
    )
    return person


def settle(act, session, secretary, nomination, person, found, make, reason="Looked at it."):
    return act(
        session, secretary, nomination.id, person.id,
        service.Answer(found.tie, found.fingerprint, reason), now=make.now,
    )  # fmt: skip


def test_confirm_puts_it_on_record_with_its_evidence(session, make, secretary, former):
    nomination = make.nomination()
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]

    row = settle(service.confirm, session, secretary, nomination, former, found, make)
    session.flush()

    assert (row.kind, row.source, row.is_strict) == ("same-organization", "detected", False)
    assert (row.declared_by, row.explanation) == (secretary.id, "Looked at it.")
    assert row.window_since is not None
    assert {line["value"] for line in row.evidence} == {"Water Institute of Sfax"}
    assert {line["source"] for line in row.evidence} == {"profile", "form"}
    assert event_names(session) == ["conflict:confirm"]
    assert open_ties(session, make, nomination, former) == {}


def test_confirm_ends_an_open_review_and_tells_its_reviewer(session, make, secretary, former):
    nomination = make.nomination(stage="in-review")
    assignment = make.assignment(nomination, former)
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]

    settle(service.confirm, session, secretary, nomination, former, found, make)
    session.flush()

    assert (assignment.status, assignment.reason) == ("recused", "same-organization")
    assert letters(session) == {("review-released", former.email): 1}


def test_an_open_tie_bars_and_a_dismissed_one_does_not(session, make, secretary, former):
    nomination = make.nomination()
    with pytest.raises(RuleBroken) as refused:
        assigning.assign(session, secretary, nomination.id, former.id, now=make.now)
    assert codes(refused) == ["reviewer_conflicted"]

    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]
    settle(service.dismiss, session, secretary, nomination, former, found, make)
    session.flush()

    assigning.assign(session, secretary, nomination.id, former.id, now=make.now)
    assert event_names(session) == ["conflict:dismiss", "assignment:assign"]


def test_a_dismissed_one_is_back_only_when_the_evidence_changes(session, make, secretary, former):
    nomination = make.nomination()
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]
    settle(service.dismiss, session, secretary, nomination, former, found, make)
    session.flush()
    assert open_ties(session, make, nomination, former) == {}

    former.country = "FR"
    assert open_ties(session, make, nomination, former) == {}

    left(make, former, "Water-Institute of Sfax", make.now.date())
    again = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]
    assert again.fingerprint != found.fingerprint


def test_a_change_of_profile_nomination_register_or_plan_counts_at_once(session, make, edition):
    reviewer = make.grant(Role.REVIEWER, institution="Institute of Soil", country="TN")
    nomination = make.nomination()
    assert open_ties(session, make, nomination, reviewer) == {}

    academy = placed(make, "Academy")
    placed(make, "Institute of Soil", academy)
    placed(make, "Water Institute of Sfax", academy)
    assert set(open_ties(session, make, nomination, reviewer)) == {Tie.NEAR_ORGANIZATION}

    reviewer.institution = "Water Institute of Sfax"
    assert set(open_ties(session, make, nomination, reviewer)) == {Tie.SAME_ORGANIZATION}

    reviewer.institution = ""
    nomination.answers = nomination.answers | {"relatives": [{"name": reviewer.name}]}
    assert set(open_ties(session, make, nomination, reviewer)) == {Tie.KIN}


def test_a_strict_one_cannot_be_dismissed(session, make, secretary):
    reviewer = make.grant(Role.REVIEWER, institution="Sfax, Water-Institute of")
    nomination = make.nomination()
    found = open_ties(session, make, nomination, reviewer)[Tie.SAME_ORGANIZATION]

    with pytest.raises(RuleBroken) as refused:
        settle(service.dismiss, session, secretary, nomination, reviewer, found, make)

    assert codes(refused) == ["conflict_is_strict"]
    assert session.scalar(select(func.count()).select_from(ConflictDismissal)) == 0
    assert event_names(session) == []


def test_a_dismissal_does_not_hold_against_a_plan_that_became_strict(
    session, make, secretary, former
):
    nomination = make.nomination()
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]
    settle(service.dismiss, session, secretary, nomination, former, found, make)
    session.flush()
    now_there = session.scalars(select(Affiliation)).one()
    now_there.ended_on = None

    assert open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION].is_strict


@pytest.mark.parametrize(
    ("reason", "fingerprint", "code"),
    [(" ", None, "reason_missing"), ("x" * 2001, None, "too_long"),
     ("Fine.", "0" * 64, "suggestion_changed")],
)  # fmt: skip
def test_settle_refuses_without_reason_and_on_changed_evidence(
    session, make, secretary, former, reason, fingerprint, code
):
    nomination = make.nomination()
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]

    for act in (service.confirm, service.dismiss):
        with pytest.raises(RuleBroken) as refused:
            act(
                session, secretary, nomination.id, former.id,
                service.Answer(found.tie, fingerprint or found.fingerprint, reason), now=make.now,
            )  # fmt: skip
        assert codes(refused) == [code]

    assert event_names(session) == []


def test_nobody_dismisses_what_is_about_themselves(session, make, edition):
    person = make.grant(Role.SECRETARIAT, institution="")
    left(make, person, "Water Institute of Sfax", make.now.date() - timedelta(days=1))
    nomination = make.nomination()
    found = open_ties(session, make, nomination, person)[Tie.SAME_ORGANIZATION]

    with pytest.raises(RuleBroken) as refused:
        settle(service.dismiss, session, actor(person), nomination, person, found, make)
    assert codes(refused) == ["conflict_is_own"]

    settle(service.confirm, session, actor(person), nomination, person, found, make)
    session.flush()
    with pytest.raises(NotFound):
        see_nomination(session, actor(person), nomination.id, SETTLE)


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.COMMITTEE, Role.BOARD, Role.OBSERVER])
def test_settle_is_for_the_secretariat_only(session, make, former, role):
    person = make.grant(role) if role else make.person()
    nomination = make.nomination()
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]

    with pytest.raises(NotFound):
        settle(service.confirm, session, actor(person), nomination, former, found, make)


def test_a_recused_secretary_settles_nothing(session, make, office_holder, secretary, former):
    nomination = make.nomination()
    found = open_ties(session, make, nomination, former)[Tie.SAME_ORGANIZATION]
    make.conflict(nomination, office_holder)

    for act in (service.confirm, service.dismiss):
        with pytest.raises(NotFound):
            settle(act, session, secretary, nomination, former, found, make)
    with pytest.raises(NotFound):
        service.declare_for(
            session, secretary, nomination.id, former.id, ConflictKind.KIN, "So.", now=make.now
        )


def test_what_the_secretariat_knows_goes_on_record(session, make, secretary, reviewer):
    nomination = make.nomination()

    row = service.declare_for(
        session, secretary, nomination.id, reviewer.id, ConflictKind.PERSONAL, "A quarrel.",
        now=make.now,
    )  # fmt: skip
    session.flush()

    assert (row.source, row.kind, row.declared_by) == ("secretariat", "personal", secretary.id)
    assert event_names(session) == ["conflict:enter"]
    with pytest.raises(RuleBroken) as refused:
        service.declare_for(
            session, secretary, nomination.id, reviewer.id, ConflictKind.KIN, "So.", now=make.now
        )
    assert codes(refused) == ["conflict_on_record"]


def test_only_people_who_judge_can_be_named(session, make, secretary):
    with pytest.raises(NotFound):
        service.declare_for(
            session, secretary, make.nomination().id, make.person().id, ConflictKind.KIN, "So.",
            now=make.now,
        )  # fmt: skip


def test_whom_the_nominee_asks_to_leave_out_is_a_suggestion(session, make, secretary, reviewer):
    nomination = make.nomination()
    make._add(
        Objection(
            nomination_id=nomination.id, name=reviewer.name, reason="A quarrel.", made_at=make.now
        )
    )

    found = open_ties(session, make, nomination, reviewer)[Tie.OBJECTED]
    row = settle(service.confirm, session, secretary, nomination, reviewer, found, make)

    assert (found.is_strict, row.source) == (False, "nominee")


def test_whom_the_nominator_names_on_the_form_is_a_suggestion(session, make, secretary, reviewer):
    named = [{"name": reviewer.name, "institution": "", "reason": "A quarrel."}]
    nomination = make.nomination(answers={"objections": named})

    found = open_ties(session, make, nomination, reviewer)[Tie.OBJECTED]
    row = settle(service.confirm, session, secretary, nomination, reviewer, found, make)

    assert row.source == "nominator"


@pytest.mark.parametrize(("years_ago", "is_found"), [(1, True), (4, True), (6, False)])
def test_a_co_author_counts_within_the_window_of_the_plan(
    session, make, edition, years_ago, is_found
):
    reviewer = make.grant(Role.REVIEWER, name="Juergen Mueller")
    year = make.now.year - years_ago
    told = [{"name": "Someone Else; Jürgen Müller", "year": year}]
    nomination = make.nomination(answers={"co-authors": told})

    assert (Tie.CO_AUTHOR in open_ties(session, make, nomination, reviewer)) is is_found


@pytest.mark.parametrize("year", ["²", "9" * 5_000, "0000", "last year"])
def test_a_year_that_is_none_leaves_a_co_author_without_an_end(session, make, edition, year):
    reviewer = make.grant(Role.REVIEWER, name="Juergen Mueller")
    nomination = make.nomination(answers={"co-authors": [{"name": "Jürgen Müller", "year": year}]})

    assert Tie.CO_AUTHOR in open_ties(session, make, nomination, reviewer)


def test_the_nominees_own_account_tells_where_the_nominee_worked(session, make, edition):
    nomination = make.nomination()
    account = make.person(email=nomination.nominee_email, institution="Water Institute of Sfax")
    left(make, account, "University of Fez", date(make.now.year, 1, 1))
    reviewer = make.grant(Role.REVIEWER, institution="University of Fez")

    assert Tie.SAME_ORGANIZATION in open_ties(session, make, nomination, reviewer)


def test_a_recused_secretary_sees_nothing_of_it_in_lists(session, make, office_holder, edition):
    nomination = make.nomination()
    make.conflict(nomination, office_holder)

    assert session.scalars(handed_in(edition.id, office_holder.id)).all() == []
    assert session.scalar(select(func.count()).select_from(ConflictOfInterest)) == 1
    assert session.scalars(select(Assignment)).all() == []
