"""Files of a nomination over HTTP: attached, taken off, handed to whoever may see them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.nominations import Attachment
from prize_app.nominations.queries import attachments_of
from tests.factories import LETTER
from tests.prize_app.nominations import writing
from tests.prize_app.nominations.browsing import (
    address,
    answers,
    opened,
    send,
)
from tests.prize_app.nominations.writing import fields_of, upload
from workflows.plan.evaluation import Role


def test_attach_shows_the_file_and_remove_takes_it_off(browser, session, draft):
    kept = opened(browser, draft)
    attached = send(browser, draft, kept, **{"file-documents": upload(name="cv.pdf")})
    shown = browser.get(address(draft, "edit")).text
    [cv] = [a for a in attachments_of(session, draft.id) if a.field_key == "documents"]

    removed = send(browser, draft, opened(browser, draft), remove=str(cv.id))

    assert (attached.status_code, removed.status_code) == (303, 303)
    assert "cv.pdf" in shown
    assert "cv.pdf" not in browser.get(address(draft, "edit")).text


@pytest.mark.parametrize("remove", ["x", str(uuid4())])
def test_remove_of_what_is_not_there_is_not_found(browser, draft, remove):
    assert send(browser, draft, opened(browser, draft), remove=remove).status_code == 404


def test_a_refused_file_says_why_and_the_words_are_saved(browser, session, draft):
    answer = send(
        browser,
        draft,
        opened(browser, draft),
        **{"q-summary": "Saved all the same.", "file-documents": upload(b"MZ", "virus.pdf")},
    )

    assert answer.status_code == 422
    assert "This is not a PDF file." in answer.text
    assert answers(session, draft)["summary"] == "Saved all the same."
    assert send(browser, draft, fields_of(answer.text)).status_code == 303


def test_a_request_that_is_too_large_is_refused_with_its_limit(browser, draft):
    huge = b"--b\r\n" + b"x" * (65 * 1024 * 1024)

    answer = browser.post(
        address(draft, "edit"), data=huge, content_type="multipart/form-data; boundary=b"
    )

    assert answer.status_code == 413
    assert "20 MB" in answer.text


def file_address(session, nomination, field="letter-files"):
    wanted = select(Attachment.id).where(
        Attachment.nomination_id == nomination.id, Attachment.field_key == field
    )
    return address(nomination, "files", str(session.scalars(wanted).one()))


def _nominator(make, nomination):
    return make.session.get_one(type(make.person()), nomination.nominator_id)


def _assigned(make, nomination):
    person = make.grant(Role.REVIEWER)
    make.assignment(nomination, person)
    return person


def _recused_reviewer(make, nomination):
    person = _assigned(make, nomination)
    make.conflict(nomination, person)
    return person


def _recused_secretary(make, nomination):
    person = make.grant(Role.SECRETARIAT)
    make.conflict(nomination, person)
    return person


DOWNLOADS = {
    "nominator": (_nominator, 200),
    "assigned reviewer": (_assigned, 200),
    "secretary": (lambda make, _: make.grant(Role.SECRETARIAT), 200),
    "observer": (lambda make, _: make.grant(Role.OBSERVER), 200),
    "committee member": (lambda make, _: make.grant(Role.COMMITTEE), 200),
    "board, before the decision": (lambda make, _: make.grant(Role.BOARD), 404),
    "reviewer of another nomination": (lambda make, _: make.grant(Role.REVIEWER), 404),
    "recused reviewer": (_recused_reviewer, 404),
    "recused secretary": (_recused_secretary, 404),
    "stranger": (lambda make, _: make.person(), 404),
}


@pytest.mark.parametrize(("who", "status"), DOWNLOADS.values(), ids=DOWNLOADS)
def test_a_file_is_handed_to_whoever_may_see_the_nomination(
    client, session, make, sign_in, edition, who, status
):
    nomination = make.nomination(stage="in-review")
    sign_in(client, who(make, nomination))

    answer = client.get(file_address(session, nomination))

    assert answer.status_code == status
    if status == 200:
        assert answer.data == LETTER
        assert answer.mimetype == "application/pdf"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_without_signing_in_there_is_no_file(client, session, make, edition):
    answer = client.get(file_address(session, make.nomination()))

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_a_file_is_found_under_its_own_nomination_only(browser, session, make, nominator, draft):
    other = make.nomination(by=nominator, category="youth-leader")
    foreign = file_address(session, other).rsplit("/", 1)[1]

    assert browser.get(address(draft, "files", foreign)).status_code == 404
    assert browser.get(address(draft, "files", str(uuid4()))).status_code == 404


def test_a_removed_file_is_gone(browser, session, make, draft):
    [attachment] = attachments_of(session, draft.id)
    attachment.removed_at = make.now
    session.flush()

    assert browser.get(address(draft, "files", str(attachment.id))).status_code == 404


def test_a_file_that_is_hidden_from_reviewers_is_hidden_from_them(
    client, session, make, sign_in, edition
):
    """A field of another plan's: what the form no longer knows is not shown either."""
    nomination = make.nomination(stage="in-review")
    make.attachment(nomination, field="secret-files", content=b"%PDF secret")
    reviewer, secretary = _assigned(make, nomination), make.grant(Role.SECRETARIAT)
    path = file_address(session, nomination, "secret-files")

    assert sign_in(client, reviewer).get(path).status_code == 404
    assert sign_in(client, secretary).get(path).status_code == 200


def test_writing_attaches_only_files_that_are_chosen(browser, session, draft):
    before = len(attachments_of(session, draft.id))

    send(browser, draft, opened(browser, draft), **{"file-documents": upload(b"", "")})

    assert len(attachments_of(session, draft.id)) == before
    assert writing.PDF.startswith(b"%PDF-")
