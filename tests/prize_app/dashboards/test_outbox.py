"""The outbox: letters of a demonstration, readable by anyone, harmless to everyone."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from prize_app.dashboards.outbox import PAGE, linked
from prize_app.db.notices import Notice

SITE = "http://prize.test"


def letter(make, subject="Confirm your address", body="Dear you,\n", **columns):
    row = Notice(
        kind="confirm-address",
        recipient="nora@people.example",
        subject=subject,
        body=body,
        message_id=f"<{uuid4()}@prize.test>",
        **{"written_at": make.now, "is_demonstration": True, **columns},
    )
    make.session.add(row)
    make.session.flush()
    return row


@pytest.fixture
def outside_demonstrations(app):
    app.config["DEMONSTRATION"] = False
    yield
    app.config["DEMONSTRATION"] = True


def test_letters_are_listed_latest_first(client, make):
    letter(make, "The first", written_at=make.now - timedelta(minutes=1))
    letter(make, "The <i>second</i>")
    letter(make, "A real one", is_demonstration=False)

    text = client.get("/outbox").text

    assert text.index("The &lt;i&gt;second&lt;/i&gt;") < text.index("The first")
    assert "A real one" not in text


def test_pages_follow_each_other_even_within_one_instant(client, make):
    for number in range(PAGE * 2 + 5):
        letter(make, f"Letter {number:03}")

    seen, address = [], "/outbox"
    for _ in range(3):
        text = client.get(address).text
        seen += re.findall(r"<bdi>(Letter \d+)</bdi>", text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following[1].replace("&amp;", "&") if following else None

    assert address is None
    assert sorted(seen) == [f"Letter {number:03}" for number in range(PAGE * 2 + 5)]


@pytest.mark.parametrize("after", ["x", "2027-01-01T00:00:00~x", "2027-01-01T00:00:00~" + "0" * 32])
def test_a_mistyped_place_is_the_beginning(client, make, after):
    letter(make)

    answer = client.get("/outbox", query_string={"after": after})

    assert answer.status_code == 200
    assert "Confirm your address" in answer.text


def test_a_letter_is_shown_escaped_with_its_link(client, make):
    row = letter(
        make, body=f"Dear <script>alert(1)</script>,\n\n{SITE}/confirm/abc-123\n\n{SITE}/sign-in\n"
    )

    text = client.get(f"/outbox/{row.id}").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert f'<a href="/confirm/abc-123">{SITE}/confirm/abc-123</a>' in text
    assert 'href="/sign-in">http' not in text


def test_an_empty_outbox_says_what_will_come(client, session):
    assert "No letter here" in client.get("/outbox").text


def test_real_and_unknown_letters_are_not_there(client, make):
    row = letter(make, is_demonstration=False)

    assert client.get(f"/outbox/{row.id}").status_code == 404
    assert client.get(f"/outbox/{uuid4()}").status_code == 404


@pytest.mark.usefixtures("outside_demonstrations")
def test_outside_demonstrations_there_is_no_outbox(client, make):
    row = letter(make)

    assert client.get("/outbox").status_code == 404
    assert client.get(f"/outbox/{row.id}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "http://prize.test.evil.example/x",
        "http://prize.test@evil.example/x",
        "http://prize.test:81/x",
        "https://prize.test/x",
        "javascript:alert(1)//http://prize.test/x",
        "xhttp://prize.test/x",
    ],
)
def test_no_other_address_becomes_a_link(address):
    assert "<a" not in linked(f"See {address} now", SITE)


def test_a_link_ends_where_markup_would_begin():
    made = linked(f'{SITE}/a?b=1&c=2"><script>', SITE)

    assert made == (
        '<a href="/a?b=1&amp;c=2">http://prize.test/a?b=1&amp;c=2</a>&#34;&gt;&lt;script&gt;'
    )
