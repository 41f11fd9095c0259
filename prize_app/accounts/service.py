"""What happens to accounts."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.people import EmailLink, Person, SignInAttempt
from prize_app.notices import service as notices
from workflows.errors import NotAllowed, Refusal, RuleBroken

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's minimum for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes."""

CONFIRM, RESET = "confirm", "reset"
LIFETIME = {CONFIRM: timedelta(days=7), RESET: timedelta(hours=2)}
TRIES, WINDOW = 8, timedelta(minutes=15)


def register(
    session: Session,
    *,
    name: str,
    email: str,
    institution: str,
    country: str,
    password: str,
    now: datetime,
    hasher: PasswordHasher = HASHER,
) -> None:
    """Make an account and send the link that confirms its address.

    For an address that has an account already, its owner gets a letter instead, and the caller
    cannot tell the difference: nobody learns who has an account.
    """
    email = email.casefold()
    # Hashed in either case, so that time does not tell who has an account.
    password_hash = hasher.hash(password)
    known = find_by_email(session, email)
    if known is not None:
        notices.queue(session, "already-registered", to=email, now=now, name=known.name)
        return
    person = Person(
        email=email,
        name=name,
        institution=institution,
        country=country,
        password_hash=password_hash,
        created_at=now,
    )
    session.add(person)
    session.flush()  # the link points at it
    token = _new_link(session, person.id, CONFIRM, now)
    notices.queue(session, "confirm-address", to=email, now=now, name=name, token=token)


def confirm_address(session: Session, token: str, *, now: datetime) -> Person:
    """Confirm the address that a link was sent to.

    Raises:
        RuleBroken: the link is unknown, used or too old.
    """
    person = _use_link(session, token, CONFIRM, now)
    person.email_confirmed_at = now
    return person


def ask_for_new_password(session: Session, email: str, *, now: datetime) -> None:
    """Send a link for a new password; says nothing about whether the account exists."""
    person = find_by_email(session, email)
    if person is not None:
        token = _new_link(session, person.id, RESET, now)
        notices.queue(
            session, "new-password", to=person.email, now=now, name=person.name, token=token
        )


def set_password(session: Session, token: str, password: str, *, now: datetime) -> None:
    """Set a new password and end every session of the person.

    Raises:
        RuleBroken: the link is unknown, used or too old; nothing was written.
    """
    person = _use_link(session, token, RESET, now)
    person.password_hash = HASHER.hash(password)
    person.sign_in_epoch += 1
    person.email_confirmed_at = person.email_confirmed_at or now


def sign_in(session: Session, email: str, password: str, *, now: datetime) -> Person | Refusal:
    """Check a password; the caller's transaction keeps the count of failures either way.

    Returns the person, or why not. A refusal is a value here because its record must be kept.
    """
    email = email.casefold()
    email_hash = _hashed(email)
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - WINDOW))
    tries = session.scalar(
        select(func.count())
        .select_from(SignInAttempt)
        .where(SignInAttempt.email_hash == email_hash)
    )
    if (tries or 0) >= TRIES:
        return Refusal("too_many_tries")
    person = find_by_email(session, email)
    # A stranger's password is checked too, so that time does not tell who has an account.
    fits = _fits(person.password_hash if person else _NOBODY, password)
    if person is None or not fits:
        session.add(SignInAttempt(email_hash=email_hash, at=now))
        return Refusal("wrong_password")
    if person.email_confirmed_at is None:
        return Refusal("email_unconfirmed")
    if HASHER.check_needs_rehash(person.password_hash):
        person.password_hash = HASHER.hash(password)
    return person


def find_by_email(session: Session, email: str) -> Person | None:
    """The account of an address."""
    return session.scalar(select(Person).where(Person.email == email.casefold()))


_NOBODY = HASHER.hash(secrets.token_urlsafe())


def _fits(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _new_link(session: Session, person_id: UUID, purpose: str, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        EmailLink(
            token_hash=_hashed(token),
            purpose=purpose,
            person_id=person_id,
            expires_at=now + LIFETIME[purpose],
        )
    )
    return token


def _use_link(session: Session, token: str, purpose: str, now: datetime) -> Person:
    link = session.scalar(
        select(EmailLink)
        .where(EmailLink.token_hash == _hashed(token), EmailLink.purpose == purpose)
        .with_for_update()
    )
    if link is None or link.used_at is not None or link.expires_at < now:
        raise RuleBroken([Refusal("link_invalid")])
    link.used_at = now
    person = session.get(Person, link.person_id)
    if person is None:
        raise NotAllowed
    return person


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def choose_zone(session: Session, actor: Actor, zone: str) -> None:
    """Keep the zone in which somebody reads deadlines; empty means the browser's."""
    session.get_one(Person, actor.id).zone = zone
