"""Settings: read once from the environment, then passed on as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

ROOT = Path(__file__).parent
MOST_PROXIES = 9


@dataclass(frozen=True)
class Config:
    """Everything an installation can set.

    `smtp_url` is ``smtp://user:password@host:port`` (or ``smtps``); empty keeps letters in the
    outbox, where a demonstration shows them. `files_url` is ``s3://bucket/prefix`` or empty for
    the instance folder. `public_url` stands in letters and on certificates. A `demonstration`
    holds invented data only: its letters are never sent and anyone may read them on a page.
    `trusted_proxies` is how many proxies stand in front, each of which writes X-Forwarded-For and
    X-Forwarded-Proto; with 0 these headers, which anybody can send, are not read.
    """

    secret_key: str
    instance: Path
    database_url: str
    public_url: str = "http://127.0.0.1:8000"
    smtp_url: str = ""
    mail_from: str = "prize@example.org"
    files_url: str = ""
    secure_cookies: bool = False
    demonstration: bool = False
    trusted_proxies: int = 0

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Read the environment.

        Raises:
            SystemExit: a required value is missing or unusable; there is no default secret.
        """
        secret = environ.get("PRIZE_SECRET_KEY", "")
        if len(secret) < 32:
            raise SystemExit(
                "PRIZE_SECRET_KEY must be set to at least 32 random characters; "
                "'make run' makes one and keeps it in instance/secret-key"
            )
        instance = Path(environ.get("PRIZE_INSTANCE") or ROOT / "instance").absolute()
        public_url = environ.get("PRIZE_PUBLIC_URL", cls.public_url).rstrip("/")
        return cls(
            secret_key=secret,
            instance=instance,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance}/prize.sqlite3",
            public_url=public_url,
            smtp_url=environ.get("PRIZE_SMTP_URL", ""),
            mail_from=environ.get("PRIZE_MAIL_FROM", cls.mail_from),
            files_url=environ.get("PRIZE_FILES_URL", ""),
            secure_cookies=public_url.startswith("https://"),
            demonstration=environ.get("PRIZE_DEMONSTRATION", "") == "yes",
            trusted_proxies=_proxies(environ.get("PRIZE_TRUSTED_PROXIES") or "0"),
        )

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is a single file."""
        return make_url(self.database_url).get_backend_name() == "sqlite"


def _proxies(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_PROXIES):
        raise SystemExit(f"PRIZE_TRUSTED_PROXIES must be a number from 0 to {MOST_PROXIES}")
    return int(text)
