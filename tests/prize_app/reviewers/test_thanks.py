"""Thanks: who gets a certificate of service, what it says, and who can check and load it."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest
from sqlalchemy import select

from prize_app.db.people import Person
from prize_app.db.reviewers import ServiceCertificate
from prize_app.reviewers.thanks import list_served, thank
from tests.factories import actor
from workflows.citations import is_serial
from workflows.errors import NotAllowed
from workflows.plan.evaluation import Role
from workflows.service import service_words


@pytest.fixture
def served(scene, make):
    """Somebody with two reviews in, somebody with a draft."""
    diligent, slow = make.person("Dilma Diligent"), make.person("Slow Person")
    for category in ("youth-leader", "outstanding-women"):
        make.review(make.assignment(make.nomination(category=category, stage="ranked"), diligent))
    slow_assignment = make.assignment(make.nomination(stage="in-review"), slow)
    make.review(slow_assignment, submitted_at=None)
    return diligent


def test_whoever_handed_in_a_review_is_thanked_once(scene, session, served):
    counts = [thank(session, scene.secretary, scene.slug, now=scene.now) for _ in "ab"]

    (row,) = session.scalars(select(ServiceCertificate))
    assert counts == [1, 0]
    assert row.person_id == served.id
    assert is_serial(row.serial)
    assert row.words["citation"] == service_words(2, 2)
    assert [s["role"]["en"] for s in row.words["signatories"]] == [
        office.role["en"] for office in scene.edition.plan.certificates.values()
    ]
    assert scene.letters(served.email) == ["service-thanks"]


def test_whoever_still_has_a_review_to_write_is_thanked_when_it_is_in(scene, session, make):
    busy = make.person("Busy Person")
    make.review(make.assignment(make.nomination(stage="ranked"), busy))
    last = make.assignment(make.nomination(stage="in-review"), busy)

    assert [one.to_write for one in list_served(session, scene.secretary, scene.edition)] == [1]
    assert thank(session, scene.secretary, scene.slug, now=scene.now) == 0
    make.review(last)
    assert thank(session, scene.secretary, scene.slug, now=scene.now) == 1
    assert session.scalars(select(ServiceCertificate)).one().words["citation"] == service_words(
        2, 1
    )


@pytest.mark.parametrize("over", ["released", "recused", "declined", "ranked", "hidden"])
def test_what_is_over_or_hidden_keeps_nobody_from_being_thanked(scene, session, make, over):
    person = make.person()
    make.review(make.assignment(make.nomination(stage="ranked"), person))
    other = make.nomination(stage="ranked" if over == "ranked" else "in-review")
    status = over if over in ("released", "recused", "declined") else "assigned"
    make.assignment(other, person, status=status)
    if over == "hidden":
        make.conflict(other, session.get_one(Person, scene.secretary.id))

    assert thank(session, scene.secretary, scene.slug, now=scene.now) == 1


def test_serials_tell_neither_how_many_were_thanked_before_nor_who_else_was(scene, session, make):
    for _ in range(4):
        make.review(make.assignment(make.nomination(stage="ranked"), make.person()))

    thank(session, scene.secretary, scene.slug, now=scene.now)

    serials = session.scalars(select(ServiceCertificate.serial)).all()
    numbers = sorted(int(s.split("-")[3]) for s in serials)
    assert all(len(str(number)) == 8 for number in numbers)
    assert all(after - before > 1 for before, after in pairwise(numbers))


def test_no_nomination_is_named(scene, session, served):
    thank(session, scene.secretary, scene.slug, now=scene.now)

    (row,) = session.scalars(select(ServiceCertificate))
    assert "2027-" not in str(row.words["citation"])
    assert "Nominee" not in str(row.words)


def test_whom_the_secretary_may_not_know_of_is_left_to_somebody_else(scene, session, make):
    hidden = make.nomination(stage="ranked")
    make.review(make.assignment(hidden))
    make.conflict(hidden, session.get_one(Person, scene.secretary.id))

    assert list_served(session, scene.secretary, scene.edition) == []
    assert thank(session, scene.secretary, scene.slug, now=scene.now) == 0


def test_only_the_secretariat_thanks(scene, session, make, served):
    with pytest.raises(NotAllowed):
        thank(session, actor(make.grant(Role.CHAIR)), scene.slug, now=scene.now)
    assert session.scalars(select(ServiceCertificate)).all() == []


def test_the_reviewer_loads_the_paper_and_anybody_checks_it(
    client, scene, session, make, sign_in, served
):
    thank(session, scene.secretary, scene.slug, now=scene.now)
    (row,) = session.scalars(select(ServiceCertificate))
    other = make.person()
    session.commit()

    checked = [client.get(f"/certificates/{row.check_code}").text]
    checked += [client.get(f"/certificates?number={row.serial.lower()}").text]
    sign_in(client, other)
    denied = client.get(f"/service-certificates/{row.id}.pdf")
    sign_in(client, served)
    loaded = client.get(f"/service-certificates/{row.id}.pdf")

    for page in checked:
        assert "Dilma Diligent" in page
        assert "Certificate of Service" in page
        assert "two independent reviews" not in page.lower() or "for two" in page
    assert denied.status_code == 404
    assert loaded.mimetype == "application/pdf"
    assert row.serial in loaded.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(loaded.data)) as pdf:
        assert len(pdf.pages) == 1
    assert f"/service-certificates/{row.id}.pdf" in client.get("/profile").text


@pytest.mark.parametrize(
    ("reviews", "categories", "begins"),
    [
        (1, 1, "for one independent review in one category "),
        (12, 2, "for twelve independent reviews in two categories "),
        (13, 7, "for 13 independent reviews in seven categories "),
    ],
)
def test_numbers_are_said_in_words(reviews, categories, begins):
    assert service_words(reviews, categories)["en"].startswith(begins)
