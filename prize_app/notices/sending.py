"""Delivering a letter over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.db.notices import Notice

SECONDS = 30


def deliver(
    session: Session, notice_id: UUID, *, smtp_url: str, mail_from: str, now: datetime
) -> bool:
    """Send a letter unless it was sent, or nothing can or may send it. True when it went out.

    Delivery is at least once: a crash between sending and marking sends again, under the same
    Message-ID, so that the receiving side can tell.
    """
    notice = session.get(Notice, notice_id)
    if notice is None or notice.sent_at or notice.is_demonstration or not smtp_url:
        return False
    _send(smtp_url, _message(notice, mail_from))
    notice.sent_at = now
    return True


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
