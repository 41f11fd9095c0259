"""Delivering letters over SMTP."""

from __future__ import annotations

import logging
import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit
from uuid import UUID

from prize_app.db.notices import Notice
from prize_app.db.session import Database
from prize_app.notices.queries import list_unsent

log = logging.getLogger(__name__)

SECONDS = 30
# The job of a letter has tried for a minute by then; after so many days nobody waits for it.
OVERDUE, GIVEN_UP = timedelta(minutes=5), timedelta(days=5)
MOST_AT_ONCE = 50


def deliver(
    database: Database, notice_id: UUID, *, smtp_url: str, mail_from: str, now: datetime
) -> bool:
    """Send a letter unless it was sent, or nothing can or may send it. True when it went out.

    It is sent outside a transaction: a slow mail server must not hold SQLite's write lock.
    Delivery is at least once: a crash between sending and marking sends again, under the same
    Message-ID, so that the receiving side can tell.

    Raises:
        OSError, smtplib.SMTPException: the mail server is not there or does not take it.
    """
    with database.reading() as session:
        notice = session.get(Notice, notice_id)
        if notice is None or notice.sent_at or notice.is_demonstration or not smtp_url:
            return False
        message = _message(notice, mail_from)
    _send(smtp_url, message)
    with database.transaction() as session:
        session.get_one(Notice, notice_id).sent_at = now
    return True


def deliver_overdue(database: Database, *, smtp_url: str, mail_from: str, now: datetime) -> int:
    """Try again what its job could not send: the mail server was away for longer. How many went.

    Ends with the first letter for which there is no server; one that is refused is passed over.
    """
    if not smtp_url:
        return 0
    with database.reading() as session:
        waiting = list_unsent(session, now - GIVEN_UP, now - OVERDUE, limit=MOST_AT_ONCE)
    sent = 0
    for notice_id in waiting:
        try:
            sent += deliver(database, notice_id, smtp_url=smtp_url, mail_from=mail_from, now=now)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
            log.warning("letter %s was refused by the mail server", notice_id)
        except OSError:  # SMTPException is one
            log.warning("the mail server cannot be reached; letters wait")
            break
    return sent


def _message(notice: Notice, mail_from: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = mail_from
    message["To"] = notice.recipient
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(notice.written_at)
    message["Message-ID"] = notice.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.body)
    return message


def _send(smtp_url: str, message: EmailMessage) -> None:
    server = urlsplit(smtp_url)
    host, user = server.hostname or "localhost", unquote(server.username or "")
    if server.scheme == "smtps":
        context = ssl.create_default_context()
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, server.port or 465, timeout=SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(host, server.port or 25, timeout=SECONDS)
    with connection:
        if user:
            if server.scheme != "smtps":
                connection.starttls(context=ssl.create_default_context())
            connection.login(user, unquote(server.password or ""))
        connection.send_message(message)
