"""A real mail server on a free port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

ACCEPTED = "250 Message accepted for delivery"


class Mailbox:
    """What the server has taken; the next answers can be set beforehand."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.answers: list[str] = []
        self.url = ""
        self.begun = threading.Event()
        self.goes_on = threading.Event()
        self.goes_on.set()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter, or refuse it; asyncio's thread waits while somebody wants to look."""
        self.begun.set()
        self.goes_on.wait(30)
        answer = self.answers.pop(0) if self.answers else ACCEPTED
        if answer.startswith("250"):
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.raw.append(envelope.content)
            self.recipients.append(envelope.rcpt_tos)
        return answer


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def mail_server(port: int = 0) -> Iterator[Mailbox]:
    """A mailbox behind a server that is there until the block ends."""
    mailbox = Mailbox()
    port = port or free_port()
    mailbox.url = f"smtp://127.0.0.1:{port}"
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        mailbox.goes_on.set()
        controller.stop()
