"""Terms: nothing is shown before they are accepted, and they are asked again when they change."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.reviewers import TermsAcceptance
from prize_app.reviewers.accepting import accept_terms, waiting_for
from tests.factories import actor, plan_text
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role
from workflows.terms import version_of

KEY = "confidentiality"


@pytest.fixture
def given(make, session):
    """A nomination in review, and a reviewer of it who has accepted nothing."""
    edition = make.edition(passed="reviews-due", days=-10)
    reviewer = make.grant(Role.REVIEWER, terms=False)
    nomination = make.nomination(stage="in-review")
    assignment = make.assignment(nomination, reviewer, terms=False)
    session.commit()
    return edition, reviewer, nomination, assignment


def test_no_dossier_review_or_file_is_shown_before(client, session, make, sign_in, given):
    _, reviewer, nomination, assignment = given
    attachment = make.attachment(nomination, field="documents", content=b"%PDF-1.4 other")
    session.commit()
    sign_in(client, reviewer)
    paper = f"/nominations/{nomination.id}/files/{attachment.id}"

    for address in (f"/nominations/{nomination.id}", f"/reviews/{assignment.id}"):
        answer = client.get(address)
        assert (answer.status_code, nomination.nominee_name in answer.text) == (303, False)
        assert answer.headers["Location"].startswith("/terms?next=")
    told = client.get(paper)
    assert (told.status_code, b"%PDF" in told.data) == (303, False)

    make.accept_terms(reviewer, given[0])
    session.commit()
    assert b"%PDF" in client.get(paper).data


def test_a_program_is_told_why(client, sign_in, given):
    _, reviewer, nomination, _ = given
    sign_in(client, reviewer)

    answer = client.get(
        f"/nominations/{nomination.id}", headers={"Accept": "application/problem+json"}
    )

    assert answer.status_code == 403
    assert [r["code"] for r in answer.json["reasons"]] == ["terms_outstanding"]


def test_a_review_cannot_be_written_before(client, session, sign_in, given):
    _, reviewer, nomination, assignment = given
    sign_in(client, reviewer)

    answer = client.post(f"/reviews/{assignment.id}", data={"strengths": "It lasts."})

    assert answer.status_code == 403
    assert nomination.nominee_name not in answer.text


def test_terms_that_change_beneath_an_open_page_lose_nothing_and_lead_back(client, sign_in, given):
    _, reviewer, nomination, assignment = given
    sign_in(client, reviewer)
    here = f"/reviews/{assignment.id}"

    answer = client.post(
        here, data={"strengths": "It lasts, as three letters say."},
        headers={"Referer": f"http://localhost{here}"},
    )  # fmt: skip

    assert answer.status_code == 403
    assert "The terms come first" in answer.text
    assert "It lasts, as three letters say." in answer.text
    assert f'href="/terms?next={here}"' in answer.text
    assert "belongs to someone else" not in answer.text
    assert nomination.nominee_name not in answer.text


def test_the_queue_says_what_to_do_and_names_nobody(client, sign_in, given):
    _, reviewer, nomination, _ = given
    sign_in(client, reviewer)

    page = client.get("/reviews").text

    assert "Opens when you accept the terms" in page
    assert nomination.nominee_name not in page
    assert "Read and accept: Confidentiality and impartiality" in client.get("/desk").text


def test_after_accepting_one_is_led_to_what_one_wanted(client, session, sign_in, given):
    edition, reviewer, nomination, assignment = given
    sign_in(client, reviewer)
    version = version_of(edition.plan.terms[KEY])
    led = client.get(f"/reviews/{assignment.id}").headers["Location"]

    unread = client.post(led, data={"slug": edition.row.slug, "key": KEY, "version": version})
    answer = client.post(
        led, data={"slug": edition.row.slug, "key": KEY, "version": version, "read": "y"}
    )

    assert unread.status_code == 422
    assert "Please tick this" in unread.text
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/reviews/{assignment.id}")
    assert nomination.nominee_name in client.get(f"/reviews/{assignment.id}").text


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.CHAIR, Role.DEPUTY, Role.BOARD])
def test_members_see_no_list_of_nominations_before(client, session, make, sign_in, role):
    edition = make.edition(passed="committee-meets", days=1)
    nomination = make.nomination(stage="shortlisted")
    person = make.grant(role, terms=False)
    session.commit()
    sign_in(client, person)
    slug = edition.row.slug

    lists = [
        client.get(f"/editions/{slug}/nominations"),
        client.get(f"/editions/{slug}/committee/outstanding-contribution"),
    ]

    assert [answer.status_code for answer in lists] == [303, 303]
    assert client.get(f"/editions/{slug}/plan").status_code == 200
    assert nomination.nominee_name not in client.get(f"/editions/{slug}").text


def test_a_changed_text_is_asked_again_and_only_then(make, session):
    source = plan_text(
        "nominations-open", 30, make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    )
    edition = make.edition(source=source)
    person = make.grant(Role.REVIEWER)
    assert waiting_for(session, person.id) == []

    renamed = source.replace("Confidentiality and impartiality", "Secrecy")
    changed = source.replace("I declare a conflict", "I promptly declare a conflict")
    for text, asked in ((renamed, []), (changed, [(KEY, True)])):
        other = make.edition(source=text)
        edition.row.plan_version_id = other.published.id
        session.flush()
        found = waiting_for(session, person.id)
        assert [(w.terms.key, w.is_changed) for w in found] == asked


def test_only_the_version_that_was_read_is_accepted(make, session):
    edition = make.edition()
    reader = actor(make.grant(Role.REVIEWER, terms=False))
    slug, version = edition.row.slug, version_of(edition.plan.terms[KEY])

    with pytest.raises(RuleBroken):
        accept_terms(session, reader, slug, KEY, "0" * 64, now=make.now)
    with pytest.raises(NotFound):
        accept_terms(session, actor(make.person()), slug, KEY, version, now=make.now)
    assert session.scalars(select(TermsAcceptance)).all() == []

    accept_terms(session, reader, slug, KEY, version, now=make.now)

    (row,) = session.scalars(select(TermsAcceptance))
    assert (row.person_id, row.version) == (reader.id, version)
    assert session.scalars(select(AuditEvent.event)).all() == ["terms:accept"]
    with pytest.raises(NotFound):
        accept_terms(session, reader, slug, KEY, version, now=make.now)


def test_the_secretariat_sees_when_which_version_was_accepted(client, session, make, sign_in):
    edition = make.edition()
    secretary, reviewer = make.grant(Role.SECRETARIAT), make.grant(Role.REVIEWER)
    late = make.grant(Role.REVIEWER, terms=False)
    session.commit()
    sign_in(client, secretary)
    address = f"/editions/{edition.row.slug}/reviewers"

    assert (
        f"version {version_of(edition.plan.terms[KEY])[:8]}"
        in client.get(f"{address}/{reviewer.id}").text
    )
    assert "Not accepted yet" in client.get(f"{address}/{late.id}").text
