"""Letters through a real mail server: they arrive, once, as they were written, to whom they say."""

from __future__ import annotations

import smtplib
import threading
from datetime import timedelta

import pytest

from prize_app.db.notices import Notice
from prize_app.notices import sending, service
from tests.prize_app.db.real import committed
from tests.prize_app.notices.mailbox import free_port

FROM = "The ANSO Prize <prize@prize.test>"


def write(own, *, to="amina@people.example", kind="new-password", **columns):
    """A committed letter; `name` and others are words of it."""
    rows = {key: columns.pop(key) for key in ("written_at", "sent_at") if key in columns}
    words = {"name": "Amina Haddad", "token": "a-token"} | columns
    with committed(own) as make:
        letter = service.queue(make.session, kind, to=to, now=make.now, **words)
        for key, value in rows.items():
            setattr(letter, key, value)
    return letter


def deliver(own, letter, url, now=None):
    return sending.deliver(
        own, letter.id, smtp_url=url, mail_from=FROM, now=now or letter.written_at
    )


def sent_at(own, letter):
    with own.reading() as session:
        return session.get_one(Notice, letter.id).sent_at


@pytest.fixture
def nowhere():
    """The address of a mail server that is not there."""
    return f"smtp://127.0.0.1:{free_port()}"


# ---- delivering


def test_a_letter_arrives_as_it_was_written(own, mailbox):
    letter = write(own, name="李伟 أمينة")

    assert deliver(own, letter, mailbox.url)

    [arrived] = mailbox.letters
    assert arrived["Message-ID"] == letter.message_id
    assert arrived["From"] == FROM
    assert arrived["To"] == "amina@people.example"
    assert arrived["Subject"] == "A new password for the ANSO Prize"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content().splitlines() == letter.body.splitlines()
    assert "Dear 李伟 أمينة," in letter.body
    assert mailbox.recipients == [["amina@people.example"]]
    assert sent_at(own, letter) == letter.written_at


def test_a_letter_that_is_marked_sent_is_not_sent_again(own, mailbox):
    letter = write(own)

    said = [deliver(own, letter, mailbox.url) for _ in range(2)]

    assert said == [True, False]
    assert len(mailbox.letters) == 1


def test_a_letter_that_was_refused_is_tried_again_under_the_same_id(own, mailbox):
    letter = write(own)
    mailbox.answers = ["451 Try again later"]

    with pytest.raises(smtplib.SMTPDataError):
        deliver(own, letter, mailbox.url)
    assert sent_at(own, letter) is None
    deliver(own, letter, mailbox.url)

    assert [m["Message-ID"] for m in mailbox.letters] == [letter.message_id]


def test_without_a_server_the_letter_stays(own, nowhere):
    letter = write(own)

    with pytest.raises(OSError, match="refused"):
        deliver(own, letter, nowhere)

    assert sent_at(own, letter) is None


def test_without_an_address_of_a_server_nothing_is_tried(own):
    letter = write(own)

    assert not deliver(own, letter, "")
    assert sending.deliver_overdue(own, smtp_url="", mail_from=FROM, now=letter.written_at) == 0
    assert sent_at(own, letter) is None


def test_a_letter_that_is_not_there_is_not_sent(own, mailbox):
    letter = write(own)
    with own.transaction() as session:
        session.delete(session.get_one(Notice, letter.id))

    assert not deliver(own, letter, mailbox.url)


def test_while_a_letter_is_on_its_way_others_can_write(own, mailbox):
    """A slow mail server must not hold the write lock of the whole database."""
    letter = write(own)
    mailbox.goes_on.clear()
    sending_it = threading.Thread(target=deliver, args=(own, letter, mailbox.url))
    sending_it.start()
    assert mailbox.begun.wait(10)

    with committed(own) as make:
        person = make.person()

    assert sending_it.is_alive()
    mailbox.goes_on.set()
    sending_it.join(10)
    assert sent_at(own, letter) is not None
    assert person.id is not None


# ---- a demonstration


def test_a_demonstration_sends_nothing_and_asks_for_no_delivery(session, make, database, mailbox):
    letter = service.queue(
        session, "new-password", to="amina@people.example", now=make.now, name="A", token="t"
    )
    session.flush()

    assert letter.is_demonstration
    assert not sending.deliver(
        database, letter.id, smtp_url=mailbox.url, mail_from=FROM, now=make.now
    )
    late = make.now + timedelta(hours=1)
    assert sending.deliver_overdue(database, smtp_url=mailbox.url, mail_from=FROM, now=late) == 0
    assert mailbox.letters == []


# ---- what a name could do


TRICKS = [
    "Amina\r\nBcc: everybody@people.example",
    "Amina\nSubject: You have won\n\nSend money.",
    "Amina\u2028Bcc: everybody@people.example",
    "Amina\x0bBcc: everybody@people.example",
    "Amina\rTo: everybody@people.example",
]


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_with_line_breaks_makes_no_header(own, mailbox, name):
    letter = write(
        own, kind="nomination-moved", name=name, nominee=name, award="An Award",
        stage="Handed in", message="", nomination_id="1",
    )  # fmt: skip

    deliver(own, letter, mailbox.url)

    [arrived] = mailbox.letters
    assert mailbox.recipients == [["amina@people.example"]]
    assert arrived["Bcc"] is None
    assert arrived.get_all("To") == ["amina@people.example"]
    assert len(arrived.get_all("Subject")) == 1
    assert "Your nomination of Amina" in arrived["Subject"]


@pytest.mark.parametrize(
    "address", ["a@people.example\r\nBcc: b@people.example", "a@people.example\nX: y"]
)
def test_an_address_with_line_breaks_is_sent_to_nobody(own, mailbox, address):
    letter = write(own, to=address)

    with pytest.raises(ValueError, match=r"linefeed|carriage"):
        deliver(own, letter, mailbox.url)

    assert mailbox.letters == []


def test_a_subject_that_is_too_long_is_cut_to_its_column(own):
    letter = write(
        own, kind="nomination-moved", nominee="x" * 400, award="A", stage="S", message="",
        nomination_id="1",
    )  # fmt: skip

    assert len(letter.subject) == 300


# ---- what its job could not send


@pytest.fixture
def written(own):
    """Three letters of a time long before those of other tests, and gone after the test."""
    long_ago = write(own).written_at - timedelta(days=300)
    letters = [
        write(own, to=f"{n}@people.example", written_at=long_ago + timedelta(seconds=n))
        for n in range(3)
    ]
    yield long_ago, letters
    with own.transaction() as session:
        for letter in letters:
            session.delete(session.get_one(Notice, letter.id))


def overdue(own, url, now):
    return sending.deliver_overdue(own, smtp_url=url, mail_from=FROM, now=now)


def test_what_lies_for_longer_is_sent_oldest_first_and_once(own, mailbox, written):
    long_ago, letters = written
    late = long_ago + timedelta(minutes=10)

    assert overdue(own, mailbox.url, late) == 3
    assert [m["Message-ID"] for m in mailbox.letters] == [n.message_id for n in letters]
    assert overdue(own, mailbox.url, late) == 0


def test_a_letter_whose_job_still_tries_is_left_to_it(own, mailbox, written):
    long_ago, _letters = written

    assert overdue(own, mailbox.url, long_ago + timedelta(minutes=5)) == 1
    assert overdue(own, mailbox.url, long_ago + timedelta(days=6)) == 0


def test_one_that_is_refused_does_not_hold_up_the_others(own, mailbox, written):
    long_ago, letters = written
    mailbox.answers = ["554 No such mailbox"]

    assert overdue(own, mailbox.url, long_ago + timedelta(minutes=10)) == 2
    assert sent_at(own, letters[0]) is None


def test_without_a_server_they_wait(own, nowhere, written):
    long_ago, letters = written

    assert overdue(own, nowhere, long_ago + timedelta(minutes=10)) == 0
    assert [sent_at(own, letter) for letter in letters] == [None] * 3
