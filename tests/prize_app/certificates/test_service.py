"""Laureates are recorded once, certificates issued once, drawn once, revoked for good."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from prize_app.certificates import service
from prize_app.certificates.words import from_json
from prize_app.db.audit import AuditEvent
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.notices import Notice
from prize_app.surroundings import surroundings
from tests.factories import actor
from tests.prize_app.certificates.making import (
    certificates,
    decision,
    draws_a_certificate,
    laureate,
    paper,
    read_pdf,
    step,
)
from workflows.citations import is_serial
from workflows.errors import NotAllowed, NotFound
from workflows.plan.evaluation import Role


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def events(session):
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    return [row.event for row in rows]


def test_a_laureate_has_the_citation_of_the_decision_that_stands(session, make):
    nomination = make.nomination(stage="notice")
    decision(make, nomination, {"en": "The old one."}, superseded_at=make.now)
    decision(make, nomination, {"en": "For wells.", "zh": "表彰水井。"})

    service.record_laureates(session, [step(make, nomination, "award")])

    row = session.scalars(select(Laureate)).one()
    assert row.citation == {"en": "For wells.", "zh": "表彰水井。"}
    assert (row.nomination_id, row.honoured_at) == (nomination.id, make.now)


def test_without_a_decision_the_nominators_citation_stands(session, make):
    nomination = make.nomination(stage="notice", answers={"citation": "For patience."})

    service.record_laureates(session, [step(make, nomination, "award")])

    assert session.scalars(select(Laureate.citation)).one() == {"en": "For patience."}


def test_a_decision_in_chinese_only_still_has_words_where_english_is_asked_for(session, make):
    nomination = make.nomination(stage="notice")
    decision(make, nomination, {"en": " ", "zh": "表彰水井。"})

    service.record_laureates(session, [step(make, nomination, "award")])

    assert session.scalars(select(Laureate.citation)).one() == {
        "en": "表彰水井。",
        "zh": "表彰水井。",
    }


def test_recording_a_laureate_twice_changes_nothing(session, make):
    nomination = make.nomination(stage="notice")
    taken = step(make, nomination, "award")
    service.record_laureates(session, [taken])
    session.flush()

    service.record_laureates(session, [taken])

    assert count(session, Laureate) == 1


def test_certificates_are_issued_for_every_laureate_of_the_edition(session, make):
    other = laureate(make, edition=make.edition())
    make.edition()
    first = laureate(make)
    second = laureate(make)
    third = laureate(make, category="sti-outstanding-progress")

    issued = certificates(make)

    year = make.the_edition.plan.prize.year
    assert [c.serial[:-3] for c in issued] == [
        f"ANSO-{year}-02-01", f"ANSO-{year}-02-02", f"ANSO-{year}-07-01",
    ]  # fmt: skip
    assert all(is_serial(c.serial) for c in issued)
    assert [from_json(c.words).laureate for c in issued] == [
        n.nominee_name for n in (first, second, third)
    ]
    assert (
        session.scalar(
            select(func.count())
            .select_from(Certificate)
            .join(Laureate)
            .where(Laureate.nomination_id == other.id)
        )
        == 0
    )
    assert events(session) == ["certificate:issue"] * 3


def test_a_certificate_carries_all_words_and_the_day_of_the_award_in_the_prizes_zone(session, make):
    nomination = make.nomination(stage="awarded")
    late_evening = make.now.replace(hour=20, minute=0)  # in Shanghai it is the next day
    service.record_laureates(session, [step(make, nomination, "award", at=late_evening)])
    session.flush()

    [certificate] = certificates(make)

    words = from_json(certificate.words)
    assert words.given_on == late_evening.date() + timedelta(days=1)
    assert words.award == {"en": "Outstanding Contribution Award", "zh": "杰出贡献奖"}
    assert (words.laureate, words.laureate_original, words.original_lang) == (
        "Amina Haddad", "أمينة حداد", "ar",
    )  # fmt: skip
    assert [(s.name, s.role["en"]) for s in words.signatories] == [
        ("", "President of ANSO"),
        ("", "Chair of the Prize Committee"),
    ]
    assert words.check_url == f"http://prize.test/certificates/{certificate.check_code}"
    assert words.demonstration


def test_check_codes_are_long_and_never_alike(session, make):
    for _ in range(3):
        laureate(make)

    codes = {c.check_code for c in certificates(make)}

    assert len(codes) == 3
    assert all(len(code) == 16 and set(code) <= set(service.CODE_ALPHABET) for code in codes)


def test_issuing_again_issues_nothing_and_serials_go_on_in_another_edition(session, make):
    laureate(make)
    [first] = certificates(make)
    assert certificates(make) == []
    make.edition()
    laureate(make)

    [second] = certificates(make)

    assert [c.serial.split("-")[3] for c in (first, second)] == ["01", "02"]


def test_only_the_honoured_get_a_certificate(session, make):
    revoked = laureate(make)
    revoked.stage = "revoked"

    assert certificates(make) == []


def test_only_the_secretariat_issues(session, make):
    laureate(make)
    slug = make.the_edition.row.slug
    for role in (Role.CHAIR, Role.BOARD, Role.OBSERVER, Role.REVIEWER):
        with pytest.raises(NotAllowed):
            service.issue_certificates(session, actor(make.grant(role)), slug, now=make.now)

    assert count(session, Certificate) == 0
    assert events(session) == []


def test_issuing_in_no_edition_is_not_found(session, make):
    with pytest.raises(NotFound):
        service.issue_certificates(session, actor(make.person()), "nowhere", now=make.now)


def test_a_conflicted_secretary_leaves_the_certificate_to_somebody_else(session, make):
    nomination = laureate(make)
    secretary = make.grant(Role.SECRETARIAT)
    make.conflict(nomination, secretary)
    slug = make.the_edition.row.slug

    assert service.issue_certificates(session, actor(secretary), slug, now=make.now) == []
    assert len(certificates(make)) == 1


@draws_a_certificate
def test_drawing_keeps_the_pdf_and_tells_the_nominator_once(session, make):
    nomination = laureate(make)
    [certificate] = certificates(make)

    first = service.draw(session, certificate.id, paper(), now=make.now)
    second = service.draw(session, certificate.id, paper(), now=make.now)

    pdf = surroundings(session).files.get(first)
    assert first == second == certificate.sha256 == hashlib.sha256(pdf).hexdigest()
    assert pdf.startswith(b"%PDF-")
    assert events(session) == ["certificate:issue", "certificate:draw"]
    letter = session.scalars(select(Notice)).one()
    assert letter.subject == f"Certificate {certificate.serial} is ready"
    assert f"http://prize.test/certificates/{certificate.id}/pdf" in letter.body
    assert nomination.nominee_name in letter.body


@draws_a_certificate
def test_a_drawn_certificate_reads_as_it_was_issued(session, make):
    laureate(make)
    [certificate] = certificates(make)
    sha256 = service.draw(session, certificate.id, paper(), now=make.now)

    text = read_pdf(surroundings(session).files.get(sha256))

    for said in (
        "ANSO S&T Cooperation Prize for Development",
        "Outstanding Contribution Award",
        "杰出贡献奖",
        "Amina Haddad",
        "eleven countries",
        certificate.serial,
        "President of ANSO",
        "confers no award",
    ):
        assert said in " ".join(text.split())
    assert text.count("\f") == 1  # one sheet


@draws_a_certificate
def test_a_very_long_name_and_citation_still_fit_on_one_sheet(session, make):
    name = ("Maria-Antonietta Wolfeschlegelsteinhausen " * 8)[:300].strip()
    nomination = make.nomination(
        stage="notice", category="sti-outstanding-progress", answers={"nominee-name": name}
    )
    decision(make, nomination, {"en": "wordy " * 99, "zh": "字" * 200})
    nomination.stage = "awarded"
    service.record_laureates(session, [step(make, nomination, "award")])
    session.flush()
    [certificate] = certificates(make)

    assert service.draw(session, certificate.id, paper(), now=make.now) == certificate.sha256


def test_drawing_nothing_is_not_found(session, make):
    with pytest.raises(NotFound):
        service.draw(session, make.person().id, paper(), now=make.now)


def test_leaving_the_honoured_revokes_the_certificate_once(session, make):
    nomination = laureate(make)
    laureate(make)
    revoked, kept = certificates(make)
    board = make.person()
    taken = step(make, nomination, "revoke", reason="Fabricated data.", actor_id=board.id)

    service.record_revocations(session, [taken])
    service.record_revocations(session, [taken])

    assert (revoked.revoked_at, revoked.revocation_reason) == (make.now, "Fabricated data.")
    assert kept.revoked_at is None
    assert events(session) == ["certificate:issue", "certificate:issue", "certificate:revoke"]
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert (last.actor_id, last.subject_id) == (board.id, nomination.id)
    assert last.facts == {"serial": revoked.serial, "reason": "Fabricated data."}


def test_revoking_where_no_certificate_was_issued_writes_nothing(session, make):
    nomination = laureate(make)

    service.record_revocations(session, [step(make, nomination, "revoke", reason="No.")])

    assert events(session) == []


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.SECRETARIAT, True),
        (Role.CHAIR, True),
        (Role.DEPUTY, True),
        (Role.BOARD, False),
        (Role.COMMITTEE, False),
        (Role.OBSERVER, False),
        (Role.REVIEWER, False),
    ],
)
def test_who_may_fetch_a_certificate(session, make, role, may):
    nomination = laureate(make)
    [certificate] = certificates(make)
    person = make.grant(role)

    if may:
        found = service.read_certificate(session, actor(person), certificate.id)
        assert found.nomination is nomination
        make.conflict(nomination, person)

    with pytest.raises(NotFound):
        service.read_certificate(session, actor(person), certificate.id)


def test_the_nominator_fetches_the_certificate_but_no_other_nominator(session, make):
    nominator, other = make.person(), make.person()
    laureate(make, by=nominator)
    laureate(make, by=other)
    mine, theirs = certificates(make)

    assert service.read_certificate(session, actor(nominator), mine.id).certificate is mine
    with pytest.raises(NotFound):
        service.read_certificate(session, actor(nominator), theirs.id)
