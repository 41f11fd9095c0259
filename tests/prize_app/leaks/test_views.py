"""The page of hidden names: what it finds, what the secretariat does about it, who sees what."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.leaks import FileText, LeakRuling, RedactedFile
from prize_app.leaks.views import MOST_SHOWN
from prize_app.surroundings import surroundings
from tests.prize_app.leaks.writing import NOMINATOR, address, mark_in, pdf
from workflows.plan.evaluation import Role


@pytest.fixture
def nomination(make, edition):
    found = make.nomination(by=make.person(NOMINATOR), stage="eligible")
    found.answers = found.answers | {"statement": "I, Berta Quastenflosser, know the work well."}
    make.session.flush()
    return found


def test_a_hidden_name_in_an_answer_stands_there_with_its_words(secretary, edition, nomination):
    text = secretary.get(address(edition)).text

    assert "I, <mark>Berta Quastenflosser</mark>, know the work well." in text
    assert "Name of the nominator; hidden from reviewers, committee, chair and deputy" in text


def test_nothing_is_found_where_nothing_hidden_is_shown(secretary, make, edition):
    make.nomination(by=make.person(NOMINATOR), stage="eligible")

    assert "No hidden name was found" in secretary.get(address(edition)).text


def test_a_ruling_needs_a_reason_and_says_so_beside_the_field(
    secretary, session, edition, nomination
):
    mark = mark_in(secretary.get(address(edition)).text)

    answer = secretary.post(
        f"/nominations/{nomination.id}/leaks/harmless", data={"fingerprint": mark, "reason": " "}
    )

    assert answer.status_code == 422
    assert "Please give a reason." in answer.text
    assert session.scalars(select(LeakRuling)).all() == []


def test_a_ruling_holds_until_the_words_change(secretary, session, edition, nomination):
    mark = mark_in(secretary.get(address(edition)).text)

    secretary.post(
        f"/nominations/{nomination.id}/leaks/harmless",
        data={"fingerprint": mark, "reason": "Her namesake."},
    )
    settled = secretary.get(address(edition)).text
    nomination.answers = nomination.answers | {"statement": "As Berta Quastenflosser wrote to me."}
    session.flush()
    changed = secretary.get(address(edition)).text

    assert "Her namesake." in settled
    assert "It is harmless" not in settled
    assert "It is harmless" in changed
    events = session.scalars(select(AuditEvent.event)).all()
    assert events == ["leak:harmless"]


def test_a_finding_that_is_not_there_cannot_be_ruled_on(secretary, session, nomination):
    answer = secretary.post(
        f"/nominations/{nomination.id}/leaks/harmless",
        data={"fingerprint": "0" * 64, "reason": "Because."},
    )

    assert answer.status_code == 404
    assert session.scalars(select(LeakRuling)).all() == []


def test_files_and_their_authors_are_searched_once_read(secretary, session, make, edition):
    nomination = make.nomination(by=make.person(NOMINATOR), stage="eligible")
    make.attachment(nomination, content=pdf("Kind regards, B. Quastenflosser", Author=NOMINATOR))

    before = secretary.get(address(edition)).text
    secretary.post(f"{address(edition)}/read")
    after = secretary.get(address(edition)).text

    assert "not searched yet" in before
    assert "not searched yet" not in after
    assert "Kind regards, B. <mark>Quastenflosser</mark>" in after
    assert "Author of the file" in after
    assert session.scalar(select(FileText)).is_whole


def test_a_file_without_text_is_named(secretary, make, edition):
    nomination = make.nomination(by=make.person(NOMINATOR), stage="eligible")
    make.attachment(nomination, content=pdf(""))

    secretary.post(f"{address(edition)}/read")

    assert "look for yourself" in secretary.get(address(edition)).text


def test_blind_readers_get_the_copy_and_everybody_else_the_file(
    app, client, secretary, session, make, sign_in, edition
):
    reviewer = make.person()
    nomination = make.nomination(by=make.person(NOMINATOR), stage="in-review")
    make.assignment(nomination, reviewer)
    told, silent = pdf("Kind regards, B. Quastenflosser"), pdf("Kind regards")
    file = make.attachment(nomination, content=told)
    where = f"/nominations/{nomination.id}/files/{file.id}"

    refused = secretary.post(
        f"/nominations/{nomination.id}/leaks/files/{file.id}",
        data={"file": (io.BytesIO(b"no PDF"), "a.pdf")},
    )
    placed = secretary.post(
        f"/nominations/{nomination.id}/leaks/files/{file.id}",
        data={"file": (io.BytesIO(silent), "a.pdf")},
    )
    kept = secretary.get(where).data
    found = secretary.get(address(edition)).text
    sign_in(client, reviewer)

    assert (refused.status_code, placed.status_code) == (422, 303)
    assert kept == told
    assert client.get(where).data == silent
    assert "Quastenflosser</mark>" not in found
    assert len(session.scalars(select(RedactedFile)).all()) == 1
    assert surroundings(session).files.get(file.sha256) == told


def test_a_conflict_of_interest_takes_the_nomination_out(
    client, make, sign_in, edition, nomination
):
    secretary = make.grant(Role.SECRETARIAT)
    make.conflict(nomination, secretary)
    sign_in(client, secretary)

    assert "Quastenflosser" not in client.get(address(edition)).text
    answer = client.post(
        f"/nominations/{nomination.id}/leaks/harmless",
        data={"fingerprint": "0" * 64, "reason": "Because."},
    )
    assert answer.status_code == 404


def test_one_and_three_nominations_take_as_many_statements(
    client, make, sign_in, edition, statements
):
    sign_in(client, make.grant(Role.SECRETARIAT))
    make.attachment(make.nomination(stage="eligible"), content=pdf("words"))
    with statements() as one:
        client.get(address(edition))
    for _ in range(2):
        make.attachment(make.nomination(stage="eligible"), content=pdf("words"))
    with statements() as three:
        client.get(address(edition))

    assert len(one) == len(three)


def test_a_page_of_many_without_a_finding_does_not_speak_for_the_others(make, edition, secretary):
    for _ in range(MOST_SHOWN + 1):
        make.nomination(stage="eligible")

    text = secretary.get(address(edition)).text

    assert f"No hidden name was found in these {MOST_SHOWN} nominations" in text
    assert "There are further nominations to look at below" in text


def test_a_reason_that_is_too_long_is_refused_whole_and_stands_there_still(
    secretary, session, edition, nomination
):
    mark = mark_in(secretary.get(address(edition)).text)
    reason = "Her namesake. " * 80

    answer = secretary.post(
        f"/nominations/{nomination.id}/leaks/harmless",
        data={"fingerprint": mark, "reason": reason},
    )

    assert answer.status_code == 422
    assert "This text is too long: at most 1000 characters." in answer.text
    assert f'value="{reason}"' in answer.text
    assert session.scalars(select(LeakRuling)).all() == []


def test_a_refusal_is_told_above_too_and_leads_to_its_field(secretary, edition, nomination):
    mark = mark_in(secretary.get(address(edition)).text)

    page = secretary.post(
        f"/nominations/{nomination.id}/leaks/harmless", data={"fingerprint": mark, "reason": ""}
    ).text

    summary = page.split('class="error-summary"')[1].split("</div>")[0]
    assert f'href="#reason-{mark[:12]}"' in summary
    assert f'id="reason-{mark[:12]}"' in page.replace(summary, "")
    assert f'href="/editions/{edition.row.slug}" aria-current="page"' in page


def test_before_anything_was_handed_in_the_page_says_what_will_come(secretary, edition):
    page = secretary.get(address(edition)).text

    assert "Nothing to look at yet" in page
    assert "In 0 nominations" not in page
