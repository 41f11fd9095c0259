"""The pages of a nominator and of a nominee, over HTTP."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.notices import Notice
from prize_app.nominations.queries import attachments_of
from tests.answers import INDIVIDUAL
from tests.factories import LETTER
from tests.prize_app.nominations import writing
from tests.prize_app.nominations.writing import fields_of, upload, written
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
AUTOSAVE = {"HX-Request": "true"}


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def nominator(make, edition):
    return make.person()


@pytest.fixture
def browser(client, nominator, sign_in):
    """The nominator's browser."""
    return sign_in(client, nominator)


@pytest.fixture
def draft(make, nominator):
    return make.nomination(by=nominator, stage="draft")


def address(nomination, *parts):
    return "/".join([f"/nominations/{nomination.id}", *parts])


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)[1]


def opened(browser, nomination):
    """The fields of a freshly opened form."""
    page = browser.get(address(nomination, "edit"))
    assert page.status_code == 200
    return fields_of(page.text)


def send(browser, nomination, kept, *, headers=None, **fields):
    return browser.post(
        address(nomination, "edit"),
        data=kept | fields,
        headers=headers,
        content_type="multipart/form-data",
    )


def answers(session, nomination):
    session.refresh(nomination)
    return nomination.answers


# ---- begin, write, hand in


def test_begin_opens_the_form_of_a_new_draft(browser, session, edition):
    answer = browser.post(f"/nominations/begin/{edition.row.slug}/{CATEGORY}")

    nomination = session.scalars(select(Nomination)).one()
    assert (answer.status_code, answer.location) == (303, address(nomination, "edit"))
    assert browser.get(answer.location).status_code == 200
    assert nomination.reference in browser.get("/nominations").text


def test_begin_where_there_is_nothing_is_not_found(browser, edition):
    slug = edition.row.slug

    for path in (f"{slug}/nothing", f"nothing/{CATEGORY}"):
        assert browser.post(f"/nominations/begin/{path}").status_code == 404


def test_save_keeps_every_kind_of_answer_as_it_was_given(browser, session, draft):
    draft.answers = {}
    session.flush()

    answer = send(browser, draft, opened(browser, draft), then="show", **written())

    assert (answer.status_code, answer.location) == (303, address(draft))
    assert answers(session, draft) == INDIVIDUAL
    assert draft.nominee_name == "Amina Haddad"


def test_the_form_shows_what_was_saved(browser, session, draft):
    shown = opened(browser, draft)

    assert written() == {name: shown[name] for name in written()} | {
        "q-not-family": "y",
        "q-truthful": "y",
        "q-outputs-0-year": 2021,
        "q-partner-countries": ["MA", "EG", "CN"],
    }
    assert sorted(shown["q-partner-countries"]) == ["CN", "EG", "MA"]
    assert (shown["q-not-family"], shown["q-outputs-0-year"]) == (["y"], "2021")


def test_zero_is_an_answer(browser, session, draft):
    send(browser, draft, opened(browser, draft), **{"q-leave-months": "0"})

    assert answers(session, draft)["leave-months"] == 0
    assert 'value="0"' in browser.get(address(draft, "edit")).text


def test_two_windows_do_not_overwrite_each_other(browser, session, draft):
    first, second = opened(browser, draft), opened(browser, draft)
    send(browser, draft, first, **{"q-theme": "energy"})

    answer = send(browser, draft, second, **{"q-theme": "policy", "q-summary": "My summary."})

    assert answer.status_code == 409
    assert "My summary." in answer.text
    assert "energy" in answer.text
    assert "The saved version says:" in answer.text
    assert answers(session, draft)["theme"] == "energy"

    again = send(browser, draft, fields_of(answer.text))

    assert again.status_code == 303
    assert answers(session, draft)["theme"] == "policy"


def test_autosave_of_one_page_does_not_conflict_with_itself(browser, session, draft):
    kept = opened(browser, draft)

    said = [
        send(
            browser, draft, kept, headers=AUTOSAVE, **{"q-summary": words}, save_number=number
        ).status_code
        for number, words in ((2, "One"), (3, "One two"), (5, "One two three"), (4, "One two t"))
    ]
    submitted = send(browser, draft, kept, save_number=6, **{"q-summary": "One two three four"})

    assert said == [200, 200, 200, 204]
    assert submitted.status_code == 303
    assert answers(session, draft)["summary"] == "One two three four"


def test_autosave_answers_with_what_is_open_and_the_version_to_build_on(browser, session, draft):
    answer = send(browser, draft, opened(browser, draft), headers=AUTOSAVE, **{"q-summary": ""})

    session.refresh(draft)
    assert 'href="#q-summary"' in answer.text
    assert hidden(answer, "lock_version") == str(draft.lock_version)
    assert "<html" not in answer.text


def test_autosave_of_an_overtaken_page_says_so_and_writes_nothing(browser, session, draft):
    first, second = opened(browser, draft), opened(browser, draft)
    send(browser, draft, first, **{"q-summary": "First."})

    answer = send(browser, draft, second, headers=AUTOSAVE, **{"q-summary": "Second."})

    assert answer.status_code == 409
    assert answers(session, draft)["summary"] == "First."


@pytest.mark.parametrize("headers", [None, AUTOSAVE])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("q-born-on", "1990-13-45"),
        ("q-leave-months", "many"),
        ("q-leave-months", "241"),
        ("q-leave-months", "9" * 400),
        ("q-outputs-0-year", "9" * 400),
        ("q-nominee-name", "x" * 201),
        ("q-statement", "x" * 6001),
        ("q-nationality", "XX"),
        ("q-theme", "astrology"),
        ("q-gender", "1"),
        ("q-outputs-0-year", "-1"),
        ("q-partner-countries", ["XX"]),
    ],
)
def test_an_answer_of_no_shape_is_refused_and_nothing_is_saved(
    browser, session, draft, headers, field, value
):
    before = answers(session, draft)

    answer = send(browser, draft, opened(browser, draft), headers=headers, **{field: value})

    assert answer.status_code == 422
    assert answers(session, draft) == before


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_none_is_overtaken(browser, session, draft, version):
    answer = send(browser, draft, opened(browser, draft), lock_version=version, page_id="another")

    assert answer.status_code == 409


def test_handing_in_from_the_form_to_the_letter(browser, session, draft):
    page = browser.get(address(draft))
    assert "/actions/submit" in page.text
    asked = browser.get(address(draft, "actions", "submit"))
    answer = browser.post(address(draft, "actions", "submit"))

    session.refresh(draft)
    assert asked.status_code == 200
    assert (answer.status_code, answer.location) == (303, address(draft))
    assert draft.stage == "submitted"
    assert {n.kind for n in session.scalars(select(Notice))} == {
        "ask-for-consent",
        "nomination-moved",
    }


def test_what_is_handed_in_is_shown_and_no_longer_edited(browser, make, nominator):
    nomination = make.nomination(by=nominator, stage="submitted")

    answer = browser.get(address(nomination, "edit"))
    saved = browser.post(address(nomination, "edit"), data=written())

    assert (answer.status_code, answer.location) == (303, address(nomination))
    assert saved.status_code == 409


def test_the_page_of_a_nomination_shows_every_stage_to_its_nominator(
    browser, make, nominator, edition
):
    stages = edition.plan.workflow_of(CATEGORY).stages
    nominations = {s: make.nomination(by=nominator, stage=s) for s in stages}

    answers = {s: browser.get(address(n)).status_code for s, n in nominations.items()}

    assert len(answers) == 18
    assert set(answers.values()) == {200}


def test_nobody_else_finds_a_draft(client, make, sign_in, draft):
    for person in (make.person(), make.grant(Role.SECRETARIAT), make.grant(Role.CHAIR)):
        sign_in(client, person)
        assert client.get(address(draft)).status_code == 404
        assert client.get(address(draft, "edit")).status_code == 404
        assert client.post(address(draft, "edit"), data=written()).status_code == 404


# ---- files


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


# ---- the nominee


@pytest.fixture
def link(browser, session, draft):
    browser.post(address(draft, "actions", "submit"))
    [letter] = session.scalars(select(Notice).where(Notice.kind == "ask-for-consent"))
    return re.search(r"http://prize\.test(\S+)", letter.body)[1]


def test_the_nominee_reads_the_nomination_and_answers_without_an_account(app, session, draft, link):
    nominee = app.test_client()
    page = nominee.get(link)

    answer = nominee.post(link, data={"answer": "yes"})

    assert page.status_code == 200
    assert "She built a network of wells" in page.text
    assert "1990-05-04" not in page.text
    assert answer.status_code == 303
    session.refresh(draft)
    assert draft.consent == "given"
    assert "You have agreed." in nominee.get(link).text


def test_the_nominee_answers_once(app, session, draft, link):
    nominee = app.test_client()
    nominee.post(link, data={"answer": "no"})

    again = nominee.post(link, data={"answer": "yes"})

    assert again.status_code == 422
    session.refresh(draft)
    assert draft.consent == "refused"


@pytest.mark.parametrize("said", [{}, {"answer": ""}, {"answer": "perhaps"}])
def test_what_is_neither_yes_nor_no_is_not_taken_for_a_no(app, session, draft, link, said):
    answer = app.test_client().post(link, data=said)

    assert answer.status_code == 422
    session.refresh(draft)
    assert draft.consent == "awaited"


def test_a_link_that_is_not_ours_is_not_found(client, edition):
    assert client.get("/consent/unknown").status_code == 404
    assert client.post("/consent/unknown", data={"answer": "yes"}).status_code == 404


# ---- the number of statements


@pytest.mark.parametrize("place", ["index", "show", "edit"])
def test_pages_take_as_many_statements_for_three_as_for_one(
    browser, make, nominator, statements, draft, place
):
    def read():
        path = {"index": "/nominations", "show": address(draft), "edit": address(draft, "edit")}
        with statements() as seen:
            assert browser.get(path[place]).status_code == 200
        return len(seen)

    one = read()
    for category in ("youth-leader", "outstanding-women"):
        make.nomination(by=nominator, category=category)
        make.attachment(draft, content=category.encode())

    assert read() == one


def test_the_screening_queue_takes_as_many_statements_for_three_as_for_one(
    client, make, edition, sign_in, statements
):
    sign_in(client, make.grant(Role.SECRETARIAT))

    def read():
        with statements() as seen:
            page = client.get(f"/editions/{edition.row.slug}/screening")
        assert page.status_code == 200
        return len(seen), page.text.count("Amina Haddad")

    make.nomination(stage="submitted")
    statements_for_one, shown = read()
    for _ in range(2):
        make.nomination(stage="submitted")
    statements_for_three, shown_of_three = read()

    assert statements_for_three == statements_for_one
    assert shown_of_three > shown


def test_writing_attaches_only_files_that_are_chosen(browser, session, draft):
    before = len(attachments_of(session, draft.id))

    send(browser, draft, opened(browser, draft), **{"file-documents": upload(b"", "")})

    assert len(attachments_of(session, draft.id)) == before
    assert writing.PDF.startswith(b"%PDF-")
