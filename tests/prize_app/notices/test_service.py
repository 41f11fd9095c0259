"""Writing letters: every kind can be written, in the transaction of what it tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from jinja2 import Environment, UndefinedError
from jinja2.meta import find_undeclared_variables
from sqlalchemy import select

from prize_app.db.notices import Notice
from prize_app.deadlines import Told
from prize_app.notices import queries, service

WORDS_FOR_A_PASSWORD = {"name": "Amina Haddad", "token": "a-token"}
COUNTED = {"count": 2, "changes": 2, "news": [{"nominee": "Amina", "id": "1", "lines": ["A."]}]}
LINE = Told("own", "UTC", "30 April 2027, 23:59 UTC")
NOT_TEXTS = {
    "count": 2, "days": 2, "more": 1, "items": ["2027-01-001, An award"], "lines": (LINE,),
    "until": (LINE,), "debt": "review",
}  # fmt: skip
KINDS = sorted(folder.name for folder in service.LETTERS.iterdir())


def write(session, make, kind, **words):
    return service.queue(session, kind, to="amina@people.example", now=make.now, **words)


def test_there_are_letters():
    assert len(KINDS) == 29


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_has_one_line_of_subject_and_is_signed(session, make, kind):
    asked = {
        word
        for part in (service.LETTERS / kind).iterdir()
        for word in find_undeclared_variables(Environment().parse(part.read_text("utf-8")))  # noqa: S701
    }
    words = dict.fromkeys(asked - {"public_url"}, "a word\nof two lines") | COUNTED | NOT_TEXTS

    letter = write(session, make, kind, **{w: words[w] for w in asked - {"public_url"}})

    assert letter.subject == " ".join(letter.subject.split())
    assert letter.subject
    assert letter.body.startswith("Dear ")
    assert letter.body.rstrip().endswith("The secretariat of the ANSO Prize")
    assert "{{" not in letter.body + letter.subject


def test_a_letter_with_a_word_missing_is_not_written(session, make):
    with pytest.raises(UndefinedError, match="token"):
        write(session, make, "confirm-address", name="Amina Haddad")

    session.flush()
    assert session.scalars(select(Notice)).all() == []


def test_each_letter_has_an_id_of_its_own_in_the_domain_of_the_sender(session, make):
    ids = {write(session, make, "new-password", **WORDS_FOR_A_PASSWORD).message_id for _ in "12"}

    assert len(ids) == 2
    assert all(i.startswith("<") and i.endswith("@prize.test>") for i in ids)


def test_the_outbox_lists_letters_of_demonstrations_latest_first(session, make):
    letters = []
    for minutes in (1, 3, 2):
        letter = write(session, make, "new-password", **WORDS_FOR_A_PASSWORD)
        letter.written_at = make.now + timedelta(minutes=minutes)
        letters.append(letter)
    real = write(session, make, "new-password", **WORDS_FOR_A_PASSWORD)
    real.is_demonstration = False
    session.flush()

    assert list(queries.list_demonstration(session)) == [letters[1], letters[2], letters[0]]
    before = make.now + timedelta(minutes=2)
    assert list(queries.list_demonstration(session, before=before)) == [letters[0]]
    assert queries.find_demonstration(session, letters[0].id) is letters[0]
    assert queries.find_demonstration(session, real.id) is None
