"""Pages of laureates and certificates, as each role meets them."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.certificates import service
from prize_app.db.laureates import Certificate, Laureate
from tests.prize_app.certificates.making import (
    certificates,
    decision,
    draws_a_certificate,
    laureate,
    paper,
)
from workflows.plan.evaluation import Role

OTHERS = (Role.CHAIR, Role.BOARD, Role.COMMITTEE, Role.OBSERVER, Role.REVIEWER)


def addresses(make):
    slug = make.the_edition.row.slug
    return f"/editions/{slug}/certificates", f"/editions/{slug}/certificates.zip"


def test_strangers_are_asked_to_sign_in(client, make):
    laureate(make)
    [certificate] = certificates(make)
    index, archive = addresses(make)

    for address in (index, archive, f"/certificates/{certificate.id}/pdf"):
        answer = client.get(address)
        assert (answer.status_code, "/sign-in" in answer.location) == (302, True)
    assert "/sign-in" in client.post(f"{index}/issue").location


@pytest.mark.parametrize("role", OTHERS)
def test_certificates_are_the_secretariats(client, make, sign_in, role):
    laureate(make)
    sign_in(client, make.grant(role))
    index, archive = addresses(make)

    assert client.get(index).status_code == 404
    assert client.get(archive).status_code == 404
    assert client.post(f"{index}/issue").status_code == 404
    assert make.session.scalar(select(func.count()).select_from(Certificate)) == 0


def test_the_secretariat_sees_who_waits_and_issues(client, make, sign_in):
    laureate(make, answers={"nominee-name": "Ali <b>Bold</b>"})
    laureate(make)
    sign_in(client, make.grant(Role.SECRETARIAT))
    index, _ = addresses(make)

    before = client.get(index).text
    answer = client.post(f"{index}/issue", follow_redirects=True)
    again = client.post(f"{index}/issue", follow_redirects=True)

    assert "2 laureates have no certificate yet" in before
    assert before.count("Not issued yet") == 2
    assert "Ali &lt;b&gt;Bold&lt;/b&gt;" in before
    assert "2 certificates are issued" in answer.text
    assert answer.text.count("Being drawn") == 2
    assert "have no certificate yet" not in answer.text
    assert "Every laureate has a certificate already" in again.text
    assert make.session.scalar(select(func.count()).select_from(Certificate)) == 2


def test_without_laureates_the_page_says_what_will_come(client, make, sign_in):
    make.nomination(stage="notice")
    sign_in(client, make.grant(Role.SECRETARIAT))
    index, archive = addresses(make)

    assert "No laureate yet" in client.get(index).text
    assert client.get(archive).status_code == 404


def test_a_conflict_of_interest_takes_the_laureate_off_the_page_and_the_archive(
    client, make, sign_in
):
    nomination = laureate(make, answers={"nominee-name": "Nobody May Know"})
    [certificate] = certificates(make)
    certificate.sha256 = "0" * 64
    secretary = make.grant(Role.SECRETARIAT)
    make.conflict(nomination, secretary)
    sign_in(client, secretary)
    index, archive = addresses(make)

    assert "Nobody May Know" not in client.get(index).text
    assert client.get(archive).status_code == 404
    assert client.get(f"/certificates/{certificate.id}/pdf").status_code == 404


def test_the_index_needs_as_many_statements_for_three_as_for_one(client, make, sign_in, statements):
    laureate(make)
    certificates(make)
    sign_in(client, make.grant(Role.SECRETARIAT))
    index, _ = addresses(make)
    client.get(index)

    with statements() as for_one:
        client.get(index)
    laureate(make)
    laureate(make, category="youth-leader")
    certificates(make)
    make.session.expire_all()
    with statements() as for_three:
        page = client.get(index).text

    assert page.count("Being drawn") == 3
    assert len(for_one) == len(for_three)


def test_until_it_is_drawn_a_page_says_so(client, make, sign_in):
    nominator = make.person()
    laureate(make, by=nominator)
    [certificate] = certificates(make)
    sign_in(client, nominator)

    answer = client.get(f"/certificates/{certificate.id}/pdf")

    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "This certificate is being drawn" in answer.text


@draws_a_certificate
def test_pdf_and_archive_once_they_are_drawn(client, make, sign_in):
    laureate(make, answers={"nominee-name": "李伟 / Li Wei"})
    laureate(make)
    laureate(make)
    drawn, revoked, waiting = certificates(make)
    for certificate in (drawn, revoked):
        service.draw(make.session, certificate.id, paper(), now=make.now)
    service.revoke(make.session, revoked, "Fabricated.", now=make.now)
    sign_in(client, make.grant(Role.SECRETARIAT))
    index, archive = addresses(make)

    pdf = client.get(f"/certificates/{drawn.id}/pdf")
    packed = client.get(archive)
    page = client.get(index).text

    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["Cache-Control"] == "private, no-store"
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert packed.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(packed.data)) as files:
        assert files.namelist() == [f"{drawn.serial} 李伟 Li Wei.pdf"]
        assert files.read(files.namelist()[0]) == pdf.data
    assert "Revoked on" in page
    assert waiting.serial in page
    assert "The certificate as ZIP" in page


def test_anyone_checks_a_certificate_by_code_or_serial(client, make):
    laureate(make)
    [certificate] = certificates(make)

    by_link = client.get(f"/certificates/{certificate.check_code}")
    by_code = client.get("/certificates", query_string={"number": certificate.check_code.upper()})
    by_serial = client.get(
        "/certificates", query_string={"number": f" {certificate.serial.lower()} "}
    )

    for answer in (by_link, by_code, by_serial):
        assert answer.status_code == 200
        for said in ("This certificate is valid", "Amina Haddad", "أمينة حداد",
                     "Outstanding Contribution Award", certificate.serial):  # fmt: skip
            assert said in answer.text
        assert "A demonstration" in answer.text
    # A serial can be guessed: it must not give away the code that cannot.
    assert certificate.check_code not in by_serial.text


def test_checking_shows_nothing_beyond_the_certificates_identity(client, make):
    nomination = laureate(make)
    [certificate] = certificates(make)
    service.revoke(make.session, certificate, "Fabricated data.", now=make.now)

    text = client.get(f"/certificates/{certificate.check_code}").text

    assert "This certificate is revoked" in text
    assert "This certificate is valid" not in text
    for hidden in ("Fabricated", nomination.nominee_email, nomination.nominee_institution,
                   nomination.answers["citation"]):  # fmt: skip
        assert hidden not in text


@pytest.mark.parametrize(
    "number", ["ANSO-2027-03-01-54", "ANSO-2027-03-99-00", "nonsense", "x" * 5000, "%00", "李"]
)
def test_an_unknown_number_gets_a_kind_404(client, make, number):
    answer = client.get("/certificates", query_string={"number": number})

    assert answer.status_code == 404
    assert "There is no such certificate" in answer.text
    assert client.get("/certificates/unknown-code").status_code == 404


def test_the_check_page_asks_for_a_number(client, session):
    answer = client.get("/certificates")

    assert answer.status_code == 200
    assert 'name="number"' in answer.text


def test_the_public_list_shows_laureates_and_notices_and_nobody_else(client, make):
    honoured = laureate(make, answers={"nominee-name": "Amina Haddad"})
    notice = make.nomination(
        stage="notice",
        category="youth-leader",
        answers={"nominee-name": "Bao Nguyen", "citation": "Not to be read yet."},
    )
    decision(make, notice, {"en": "Not to be read yet."})
    for stage in ("draft", "eligible", "shortlisted", "approved", "reserve", "declined", "revoked"):
        make.nomination(stage=stage, answers={"nominee-name": f"Secret {stage}"})

    answer = client.get(f"/laureates/{make.the_edition.row.slug}")

    assert answer.status_code == 200
    text = " ".join(answer.text.split())
    assert "Secret" not in text
    assert "Not to be read yet" not in text
    for said in ("Amina Haddad", honoured.answers["citation"], "Outstanding Contribution Award",
                 "杰出贡献奖", '<bdi lang="ar">أمينة حداد</bdi>', "Bao Nguyen",
                 "Youth Leader Award", "Public notice", "objections can be raised"):  # fmt: skip
        assert said in text
    until = make.now + timedelta(days=30)
    assert f"{until.day} {until:%B %Y}, {until:%H:%M} UTC" in text


def test_a_revoked_laureate_leaves_the_public_list(client, make):
    nomination = laureate(make)
    slug = make.the_edition.row.slug
    assert "Amina Haddad" in client.get(f"/laureates/{slug}").text

    nomination.stage = "revoked"
    make.session.flush()

    assert "Amina Haddad" not in client.get(f"/laureates/{slug}").text
    assert make.session.scalar(select(func.count()).select_from(Laureate)) == 1


def test_the_public_list_says_when_objections_have_ended(client, make):
    make.nomination(stage="notice", stage_since=make.now - timedelta(days=31))

    text = client.get(f"/laureates/{make.the_edition.row.slug}").text

    assert "The time for objections ended on" in text
    assert "objections can be raised" not in text


def test_the_public_list_before_anything_is_announced(client, make):
    edition = make.edition()

    assert "No name has been published yet" in client.get(f"/laureates/{edition.row.slug}").text
    assert client.get("/laureates/nowhere").status_code == 404


def test_the_public_list_needs_as_many_statements_for_three_as_for_one(client, make, statements):
    laureate(make)
    address = f"/laureates/{make.the_edition.row.slug}"
    client.get(address)

    with statements() as for_one:
        client.get(address)
    laureate(make)
    laureate(make, category="youth-leader")
    make.session.expire_all()
    with statements() as for_three:
        page = client.get(address).text

    assert page.count("citation-name") == 3
    assert len(for_one) == len(for_three)
