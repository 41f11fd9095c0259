"""The account of somebody who accepts an invitation: theirs, or one made by accepting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.accounts.service import HASHER, find_by_email
from prize_app.db.people import Person
from workflows.errors import Refusal, RuleBroken


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account needs that is made by accepting."""

    name: str
    institution: str
    country: str
    password: str


def account_of(
    session: Session, email: str, account: NewAccount | None, *, now: datetime
) -> Person:
    """The person's account, made or taken over where it was never confirmed.

    The link came to the address, so it proves it. Whoever registered the address before without
    being able to confirm it gets no part in it: the password is set anew.

    Raises:
        RuleBroken: there is no confirmed account, and none is described.
    """
    person = find_by_email(session, email)
    if person is not None and person.email_confirmed_at is not None:
        return person
    if account is None:
        raise RuleBroken([Refusal("account_missing")])
    if person is None:
        person = Person(email=email, created_at=now, sign_in_epoch=0)
        session.add(person)
    person.name, person.institution = account.name, account.institution
    person.country = account.country
    person.password_hash = HASHER.hash(account.password)
    person.sign_in_epoch += 1
    person.email_confirmed_at = now
    session.flush()  # grants point at it
    return person
