"""Invitations to whatever role the plan's rounds give: letter, terms, capacity, pool."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.assignments.pool import pool_of
from prize_app.db.editions import Grant
from prize_app.db.notices import Notice
from prize_app.db.reviewers import Invitation, ReviewerCapacity
from prize_app.nominations.standing import see_nomination
from prize_app.reviewers import answering, inviting
from prize_app.reviewers.accepting import accept_terms, waiting_for
from prize_app.reviewers.describing import change_capacity, reviewed_categories
from prize_app.reviewers.exporting import export_list
from prize_app.reviewers.importing import take_list
from prize_app.reviewers.joining import NewAccount
from prize_app.reviewers.pool import Wanted, list_pool
from tests.factories import PASSWORD, actor
from tests.prize_app.comparing.conftest import CATEGORY, ROUNDS, shifted
from tests.prize_app.reviewers.conftest import ADDRESS, Inviting
from workflows.errors import NotFound, RuleBroken, TermsOutstanding
from workflows.plan.evaluation import Role

ACCOUNT = NewAccount("Ada Guest", "Institute of Guests", "KE", PASSWORD)


@pytest.fixture
def scene(make, session):
    """An edition judged in rounds, ten days before its interviews."""
    edition = make.edition(source=shifted(ROUNDS, 10))
    return Inviting(make, session, edition, actor(make.grant(Role.SECRETARIAT)), make.now)


def joined(scene, most=2, role=Role.EXTERNAL):
    scene.invite(role=role)
    return answering.accept(scene.session, scene.token(), {CATEGORY: most}, ACCOUNT, now=scene.now)


def pool(scene, stage, round_key, number=1):
    nominations = [
        scene.make.nomination(category=CATEGORY, stage=stage, edition=scene.edition)
        for _ in range(number)
    ]
    found = pool_of(scene.session, scene.edition, CATEGORY, nominations, round_key)
    return found, nominations


def test_a_referee_is_asked_by_letter_for_a_round_and_by_its_day(scene, session):
    scene.invite(role=Role.EXTERNAL)

    body = session.scalars(select(Notice.body).where(Notice.recipient == ADDRESS)).one()
    due = scene.edition.plan.calendar["referees-due"].at
    assert f"- External referees, due {due.day} {due:%B %Y}" in body
    assert "Preselection" not in body


def test_accepting_gives_the_role_a_capacity_and_a_place_in_the_pool_of_its_round(scene, session):
    person = joined(scene, most=2)

    grants = session.execute(select(Grant.role, Grant.category_key).where(
        Grant.person_id == person.id)).all()  # fmt: skip
    said = session.execute(select(ReviewerCapacity.role, ReviewerCapacity.most)).all()
    theirs, (first, *_) = pool(scene, "finalist", "referees", 3)
    others, _ = pool(scene, "admitted", "preselection")
    assert grants == [("external", "")]
    assert said == [("external", 2)]
    assert set(theirs.reviewers) == {person.id}
    assert theirs.room(person.id) == 2
    assert not others.reviewers
    scene.make.assignment(first, person, round="referees")
    assert pool(scene, "finalist", "referees")[0].room(person.id) == 1


def test_the_largest_number_is_that_of_the_rounds_of_the_role(scene):
    scene.invite(role=Role.EXTERNAL)

    with pytest.raises(RuleBroken) as refused:
        answering.accept(scene.session, scene.token(), {CATEGORY: 5}, ACCOUNT, now=scene.now)

    assert [(r.code, dict(r.facts)) for r in refused.value.refusals] == [
        ("capacity_out_of_range", {"most": 4})
    ]


def test_whoever_reviews_in_one_round_can_be_asked_for_another(scene, session):
    person = joined(scene, role=Role.REVIEWER)

    def may_be_asked():
        at = scene.edition.time(scene.now)
        lines = list_pool(session, scene.secretary, scene.edition, Wanted(), at=at)
        return [one.may_be_asked for one in lines if one.email == ADDRESS]

    assert may_be_asked() == [(Role.EXTERNAL,)]
    # A minute later: letters of one moment have no order.
    again = scene.invite(role=Role.EXTERNAL, now=scene.now + timedelta(minutes=1))
    assert may_be_asked() == [()]
    with pytest.raises(RuleBroken) as refused:
        scene.invite(role=Role.EXTERNAL)
    assert [r.code for r in refused.value.refusals] == ["invited_already"]
    answering.accept(session, scene.token(), {CATEGORY: 3}, now=scene.now)

    assert session.query(Invitation).count() == 2
    assert again.person_id == person.id
    assert reviewed_categories(session, person.id, scene.edition) == {
        Role.REVIEWER: [CATEGORY], Role.EXTERNAL: [CATEGORY],
    }  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        scene.invite(role=Role.EXTERNAL)
    assert [r.code for r in refused.value.refusals] == ["reviews_already"]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.CHAIR, Role.SECRETARIAT, Role.BOARD])
def test_an_office_is_not_given_by_a_letter(scene, session, role):
    with pytest.raises(NotFound):
        scene.invite(role=role)

    assert session.scalars(select(Invitation)).all() == []


def test_a_plan_without_rounds_asks_for_reviewers_alone(make, session):
    scene = Inviting(make, session, make.edition(), actor(make.grant(Role.SECRETARIAT)), make.now)

    with pytest.raises(NotFound):
        scene.invite(role=Role.EXTERNAL)
    scene.invite()

    body = session.scalars(select(Notice.body).where(Notice.recipient == ADDRESS)).one()
    assert "What we ask you for" not in body


def test_a_referee_sees_no_dossier_before_the_terms_of_referees(make, session):
    source = shifted(ROUNDS, 10).replace('by = ["reviewer", "external", ', 'by = ["external", ')
    edition = make.edition(source=source)
    referee = make.grant(Role.EXTERNAL, terms=False)
    nomination = make.nomination(category=CATEGORY, stage="with-referees")
    make.assignment(nomination, referee, round="referees", terms=False)

    with pytest.raises(TermsOutstanding):
        see_nomination(session, actor(referee), nomination.id)
    (waiting,) = waiting_for(session, referee.id)
    accept_terms(session, actor(referee), edition.row.slug, waiting.terms.key, waiting.version,
                 now=make.now)  # fmt: skip

    assert see_nomination(session, actor(referee), nomination.id).nomination is nomination


def test_each_role_has_a_capacity_of_its_own(scene, session, client, sign_in):
    person = scene.make.grant(Role.EXTERNAL, scene.make.grant(Role.REVIEWER))
    slug = scene.slug
    change_capacity(session, actor(person), slug, {CATEGORY: 30}, now=scene.now)
    change_capacity(session, actor(person), slug, {CATEGORY: 1}, role=Role.EXTERNAL, now=scene.now)
    session.commit()

    assert pool(scene, "admitted", "preselection")[0].room(person.id) == 30
    assert pool(scene, "finalist", "referees")[0].room(person.id) == 1
    sign_in(client, person)
    address = f"/reviews/capacity/{slug}"
    shown = client.get(address).text
    assert "Preselection" in shown
    assert "External referees" in shown
    names = {f"n-{CATEGORY}": "20", f"n-1-{CATEGORY}": "5"}
    assert "between 0 and 4" in client.post(address, data=names).text
    assert client.post(address, data=names | {f"n-1-{CATEGORY}": "4"}).status_code == 303
    wanted = select(ReviewerCapacity.most).order_by(ReviewerCapacity.most)
    assert session.scalars(wanted).all() == [4, 20]


def test_a_list_names_the_round_and_is_written_out_with_it(scene, session):
    text = (
        "name,email,round\n"
        "Ada Guest,guest@people.example,External referees\n"
        "Bela Guest,bela@people.example,\n"
        "Ada Guest,guest@people.example,preselection\n"
    )

    assert take_list(session, scene.secretary, scene.slug, text, now=scene.now) == 3

    asked = session.execute(select(Invitation.email, Invitation.role)).all()
    assert sorted(tuple(row) for row in asked) == [
        ("bela@people.example", "reviewer"),
        ("guest@people.example", "external"),
        ("guest@people.example", "reviewer"),
    ]
    lines = export_list(session, scene.edition).decode("utf-8-sig").splitlines()
    assert sorted(line.rsplit(",", 1)[-1] for line in lines) == [
        "preselection", "preselection", "referees", "round",
    ]  # fmt: skip


def test_a_committee_is_not_a_round_to_invite_to_by_a_list(scene, session):
    text = "name,email,round\nAda Guest,guest@people.example,Interviews\n"

    with pytest.raises(RuleBroken):
        take_list(session, scene.secretary, scene.slug, text, now=scene.now)

    assert session.scalars(select(Invitation)).all() == []


def test_what_was_asked_is_asked_again_for_the_same(scene, session):
    row = scene.invite(role=Role.EXTERNAL)
    answering.decline(session, scene.token(), "No time.", now=scene.now)
    later = scene.now + timedelta(days=3)

    again = inviting.invite_again(session, scene.secretary, scene.slug, row.id, now=later)

    assert (again.id, again.role, again.state) == (row.id, "external", "open")
