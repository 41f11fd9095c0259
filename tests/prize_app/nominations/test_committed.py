"""What only real commits show: pages after saving, and two who save at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy.orm.exc import StaleDataError

from config import Config
from prize_app import create_app
from prize_app.db.nominations import Nomination
from prize_app.db.saving import Save
from prize_app.nominations.service import save_answers
from tests.answers import INDIVIDUAL
from tests.factories import actor
from tests.prize_app.db.real import committed
from tests.prize_app.nominations.writing import fields_of, upload


@pytest.fixture(scope="module")
def own_app(own, own_url, own_folder):
    """The application on a database of its own, each request with its own connections."""
    app = create_app(Config(secret_key="x" * 40, instance=own_folder, database_url=own_url))
    app.extensions["database"].dispose()
    app.extensions["database"] = own
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def written(own):
    """A committed draft and its nominator."""
    with committed(own) as make:
        nominator = make.person()
        make.edition()
        draft = make.nomination(by=nominator, stage="draft")
    return draft, nominator


@pytest.fixture
def browser(own_app, written, sign_in):
    """The nominator's browser."""
    return sign_in(own_app.test_client(), written[1])


def address(nomination):
    return f"/nominations/{nomination.id}/edit"


def test_autosave_answers_with_what_it_has_just_saved(browser, written):
    """A reader of SQLite sees the moment when it began to read, not what was saved since."""
    draft, _ = written
    fields = fields_of(browser.get(address(draft)).text)

    answer = browser.post(
        address(draft), data=fields | {"q-summary": ""}, headers={"HX-Request": "true"}
    )

    assert 'href="#q-summary"' in answer.text
    assert fields_of(answer.text)["lock_version"] == str(int(fields["lock_version"]) + 1)


def test_the_page_after_a_refused_file_shows_those_that_were_attached(browser, written):
    draft, _ = written
    fields = fields_of(browser.get(address(draft)).text)

    answer = browser.post(
        address(draft),
        data=fields
        | {
            "file-documents": upload(name="cv.pdf"),
            "file-letter-files": upload(b"MZ", "virus.pdf"),
        },
        content_type="multipart/form-data",
    )

    assert answer.status_code == 422
    assert "cv.pdf" in answer.text


def test_the_page_of_somebody_who_was_overtaken_shows_what_the_other_saved(
    own_app, browser, written, sign_in
):
    draft, nominator = written
    elsewhere = sign_in(own_app.test_client(), nominator)
    first, second = (fields_of(b.get(address(draft)).text) for b in (browser, elsewhere))
    browser.post(address(draft), data=first | {"q-summary": "The first window."})

    answer = elsewhere.post(address(draft), data=second | {"q-summary": "The second window."})

    assert answer.status_code == 409
    assert "The first window." in answer.text
    assert "The second window." in answer.text


def test_of_two_who_save_at_once_one_is_told(own, written):
    draft, nominator = written

    def save(session, words, page):
        save_answers(
            session, actor(nominator), draft.id, INDIVIDUAL | {"summary": words},
            save=Save(draft.lock_version, page), now=draft.updated_at,
        )  # fmt: skip

    with own.transaction() as session:
        save(session, "First.", "page-1")
    with pytest.raises(StaleDataError), own.transaction() as session:
        save(session, "Second.", "page-2")

    with own.reading() as session:
        assert session.get_one(Nomination, draft.id).answers["summary"] == "First."


def test_of_two_who_read_before_either_wrote_one_is_told(own, written):
    """PostgreSQL lets both read; the version in the UPDATE tells them apart."""
    if own.url.get_backend_name() == "sqlite":
        pytest.skip("SQLite lets only one of them begin")
    draft, _ = written

    with pytest.raises(StaleDataError), own.transaction() as late:
        seen = late.get_one(Nomination, draft.id)
        with own.transaction() as early:
            early.get_one(Nomination, draft.id).theme = "energy"
        seen.theme = "policy"
