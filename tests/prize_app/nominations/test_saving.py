"""Saving the form of a nomination: by hand, by itself, and from two windows."""

from __future__ import annotations

import pytest

from tests.answers import INDIVIDUAL
from tests.prize_app.nominations.browsing import (
    AUTOSAVE,
    address,
    answers,
    hidden,
    opened,
    send,
)
from tests.prize_app.nominations.writing import fields_of, written


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
