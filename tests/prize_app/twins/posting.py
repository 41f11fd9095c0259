"""Letters as they leave a world: through a real mail server, byte by byte."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy

from sqlalchemy import select, text

from prize_app.db import Base
from prize_app.db.notices import Notice
from prize_app.editions.queries import get_edition
from prize_app.notices.sending import OVERDUE, deliver_overdue
from prize_app.reminders.taking import remind_all
from prize_app.reviewers.thanks import SERIES
from tests.prize_app.notices.mailbox import Mailbox, mail_server
from tests.prize_app.twins.acts import HIDDEN, SHOWN, Act, Cast, Play, amend
from tests.prize_app.twins.walking import SLUG
from tests.prize_app.twins.worlds import Instance
from workflows.calendar import due_of

# Drawn at random for each letter or row, whatever it is about: the Message-ID, the secrets of
# links, the numbers of rows, the serials of service. Of all but the first it is compared which are
# the same as earlier ones.
MESSAGE_ID = re.compile(rb"^Message-ID: <\d+\.\d+\.\d+@example\.org>\r?$", re.MULTILINE)
SECRET = re.compile(r"(?<=/)[\w-]{43}(?=\s)")
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SERIAL = re.compile(rf"(?<=-{SERIES}-)\d{{8}}-\d\d(?=\s)")
ALARMS = {"corrections-close": -2, "reviews-due": -2, "committee-meets": 1, "board-confirms": -2}
"""Deadline -> days from it on which reminders about it are written."""


@dataclass(frozen=True)
class Letter:
    """What one person got: the head in bytes, the words, and what kind it is."""

    kind: str
    head: bytes
    words: str


Post = Mapping[str, Sequence[Letter]]
"""Address -> its letters, in the order of arriving."""


def play(world: Instance, cast: Cast, began: datetime, *, hidden: bool) -> Post:
    """Do everything after which letters leave; in between what is hidden, or not."""
    numbers = _numbers(world)
    with mail_server() as mailbox:
        for at, when in _moments(world, began):
            if hidden and at in HIDDEN:
                _act(world, cast, HIDDEN[at], when)
            if at < len(SHOWN):
                _act(world, cast, SHOWN[at], when)
            else:
                remind_all(world.app.extensions["database"], now=when)
            _empty(world, mailbox, when)
        _act(world, cast, amend, when)
        _empty(world, mailbox, when)
        return _sorted(world, mailbox, numbers)


def _moments(world: Instance, began: datetime) -> Iterator[tuple[int, datetime]]:
    """A minute after each other the acts; then the days of reminders, as the plan has them."""
    for at in range(len(SHOWN)):
        yield at, began + timedelta(minutes=at)
    with world.reading() as session:
        plan = get_edition(session, SLUG).plan
    for at, (key, days) in enumerate(ALARMS.items(), start=len(SHOWN)):
        yield at, due_of(plan.calendar[key], plan).at + timedelta(days=days, minutes=1)


def _act(world: Instance, cast: Cast, act: Act, when: datetime) -> None:
    with world.writing() as session:
        act(Play(session, cast, when))


def _empty(world: Instance, mailbox: Mailbox, when: datetime) -> None:
    """Deliver until nothing is left, as a worker does."""
    database = world.app.extensions["database"]
    while deliver_overdue(
        database, smtp_url=mailbox.url, mail_from="prize@example.org", now=when + 2 * OVERDUE
    ):
        pass


def _numbers(world: Instance) -> frozenset[str]:
    """The numbers of all rows that both worlds have."""
    with world.reading() as session:
        rows = [
            session.scalars(select(table.c.id))
            for table in Base.metadata.sorted_tables
            if "id" in table.c
        ]
        return frozenset(str(number) for numbers in rows for number in numbers)


def _sorted(world: Instance, mailbox: Mailbox, numbers: frozenset[str]) -> Post:
    with world.reading() as session:
        kinds = dict(session.execute(select(Notice.message_id, Notice.kind)).all())
    post: dict[str, list[Letter]] = defaultdict(list)
    drawn: dict[str, dict[str, str]] = defaultdict(dict)
    for raw, (recipient,) in zip(mailbox.raw, mailbox.recipients, strict=True):
        post[recipient].append(_read(raw, kinds, drawn[recipient], numbers))
    return post


def _read(
    raw: bytes, kinds: Mapping[str, str], drawn: dict[str, str], numbers: frozenset[str]
) -> Letter:
    parsed = message_from_bytes(raw, policy=policy.default)
    head, _, _ = raw.partition(b"\r\n\r\n")
    head, found = MESSAGE_ID.subn(b"Message-ID: drawn", head)
    assert found == 1, head

    def named(match: re.Match[str]) -> str:
        value = match[0]
        return value if value in numbers else drawn.setdefault(value, f"drawn-{len(drawn)}")

    words = SERIAL.sub(named, NUMBER.sub(named, SECRET.sub(named, parsed.get_content())))
    return Letter(kinds[parsed["Message-ID"]], head, words)


def jobs_for(world: Instance, address: str) -> Sequence[str]:
    """What the background queue was asked to do for somebody, in the order of asking."""
    with world.reading() as session:
        letters = session.execute(select(Notice.id, Notice.kind).where(Notice.recipient == address))
        kinds = {f"deliver-notice:{key}": kind for key, kind in letters}
        asked = session.scalars(
            text("SELECT workflow_uuid FROM workflow_status ORDER BY created_at, rowid")
        )
        return [kinds[key] for key in asked if key in kinds]
