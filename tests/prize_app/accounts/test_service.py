"""Registering, confirming, signing in, a new password: once, in time, and telling nobody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from prize_app.accounts import service
from prize_app.db.notices import Notice
from prize_app.db.people import EmailLink, Person, SignInAttempt
from tests.factories import PASSWORD
from workflows.errors import Refusal, RuleBroken

ADDRESS = "Amina.Haddad@people.example"
WRONG = "another sentence that is as long"


def register(session, make, email=ADDRESS, **given):
    values = {"name": "Amina Haddad", "institution": "Sfax", "country": "TN", "password": PASSWORD}
    service.register(session, email=email, now=make.now, **{**values, **given})
    session.flush()


def letters(session):
    return [(n.kind, n.recipient) for n in session.scalars(select(Notice))]


def token_in_letter(session, kind):
    [letter] = session.scalars(select(Notice).where(Notice.kind == kind))
    return re.search(r"/(?:confirm|new-password)/(\S+)", letter.body)[1]


def sign_in(session, make, email=ADDRESS, password=PASSWORD, now=None):
    return service.sign_in(session, email, password, now=now or make.now)


# ---- registering


def test_register_makes_a_closed_account_and_sends_the_link_that_opens_it(session, make):
    register(session, make)

    person = session.scalars(select(Person)).one()
    assert (person.email, person.email_confirmed_at) == (ADDRESS.lower(), None)
    assert letters(session) == [("confirm-address", ADDRESS.lower())]
    assert (
        token_in_letter(session, "confirm-address")
        not in session.scalars(select(EmailLink.token_hash)).all()
    )


def test_register_with_a_known_address_writes_to_its_owner_and_changes_nothing(session, make):
    owner = make.person(email=ADDRESS.lower())
    kept = owner.password_hash

    register(session, make, name="Somebody Else", password=WRONG)

    assert session.scalars(select(Person)).all() == [owner]
    assert (owner.password_hash, owner.name) == (kept, "Person 1")
    assert letters(session) == [("already-registered", ADDRESS.lower())]


class CountingHasher(PasswordHasher):
    """Argon2 at its cheapest, with a count of what it was given."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.hashed = []

    def hash(self, password, **given):
        self.hashed.append(password)
        return super().hash(password, **given)


def test_register_hashes_a_password_either_way_so_that_time_does_not_tell(session, make):
    hasher = CountingHasher()
    make.person(email="known@people.example")

    register(session, make, email="known@people.example", hasher=hasher)
    register(session, make, email="unknown@people.example", hasher=hasher)

    assert hasher.hashed == [PASSWORD, PASSWORD]


# ---- confirming


def test_confirm_opens_the_account(session, make):
    register(session, make)

    person = service.confirm_address(
        session, token_in_letter(session, "confirm-address"), now=make.now
    )

    assert person.email_confirmed_at == make.now
    assert sign_in(session, make) is person


def test_confirm_works_once(session, make):
    register(session, make)
    token = token_in_letter(session, "confirm-address")
    service.confirm_address(session, token, now=make.now)

    with pytest.raises(RuleBroken, match="link_invalid"):
        service.confirm_address(session, token, now=make.now)


@pytest.mark.parametrize(("late", "works"), [(-1, True), (0, True), (1, False)])
def test_confirm_lasts_seven_days(session, make, late, works):
    register(session, make)
    token = token_in_letter(session, "confirm-address")
    at = make.now + timedelta(days=7, seconds=late)

    if works:
        assert service.confirm_address(session, token, now=at).email_confirmed_at == at
    else:
        with pytest.raises(RuleBroken, match="link_invalid"):
            service.confirm_address(session, token, now=at)
        assert session.scalars(select(Person)).one().email_confirmed_at is None


@pytest.mark.parametrize("token", ["", "unknown", "\udcff", "x" * 5000])
def test_confirm_refuses_what_is_no_link_of_ours(session, make, token):
    with pytest.raises(RuleBroken, match="link_invalid"):
        service.confirm_address(session, token, now=make.now)


def test_a_link_for_a_new_password_confirms_nothing(session, make):
    register(session, make)
    service.ask_for_new_password(session, ADDRESS, now=make.now)
    session.flush()

    with pytest.raises(RuleBroken, match="link_invalid"):
        service.confirm_address(session, token_in_letter(session, "new-password"), now=make.now)


# ---- signing in


def test_sign_in_refuses_a_wrong_password_and_a_stranger_with_the_same_words(session, make):
    make.person(email=ADDRESS.lower())

    refused = [
        sign_in(session, make, password=WRONG),
        sign_in(session, make, email="nobody@people.example"),
    ]

    assert refused == [Refusal("wrong_password"), Refusal("wrong_password")]
    session.flush()
    kept = session.scalars(select(SignInAttempt.email_hash)).all()
    assert len(set(kept)) == 2
    assert not any("@" in address for address in kept)


def test_sign_in_refuses_an_unconfirmed_address_to_whoever_knows_the_password(session, make):
    make.person(email=ADDRESS.lower(), email_confirmed_at=None)

    assert sign_in(session, make) == Refusal("email_unconfirmed")
    assert sign_in(session, make, password=WRONG) == Refusal("wrong_password")


def test_after_eight_failures_even_the_right_password_waits(session, make):
    person = make.person(email=ADDRESS.lower())
    for _ in range(7):
        sign_in(session, make, password=WRONG)
    session.flush()
    assert sign_in(session, make) is person

    sign_in(session, make, password=WRONG)
    session.flush()

    assert sign_in(session, make) == Refusal("too_many_tries")
    assert sign_in(session, make, email=ADDRESS.upper()) == Refusal("too_many_tries")
    quarter = make.now + timedelta(minutes=15)
    assert sign_in(session, make, now=quarter) == Refusal("too_many_tries")
    assert sign_in(session, make, now=quarter + timedelta(seconds=1)) is person


def test_failures_of_one_address_do_not_slow_down_another(session, make):
    other = make.person()
    for _ in range(8):
        sign_in(session, make, password=WRONG)
    session.flush()

    assert sign_in(session, make, email=other.email) is other


def test_sign_in_stores_an_outdated_hash_anew(session, make):
    weak = service.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    person = make.person(email=ADDRESS.lower(), password_hash=weak)

    assert sign_in(session, make) is person
    assert person.password_hash != weak
    assert sign_in(session, make) is person


def test_a_hash_that_cannot_be_read_opens_nothing(session, make):
    make.person(email=ADDRESS.lower(), password_hash="!")

    assert sign_in(session, make) == Refusal("wrong_password")


# ---- a new password


def test_a_new_password_replaces_the_old_and_ends_all_sessions(session, make):
    person = make.person(email=ADDRESS.lower(), sign_in_epoch=3)
    service.ask_for_new_password(session, ADDRESS, now=make.now)
    session.flush()

    token = token_in_letter(session, "new-password")
    service.set_password(session, token, WRONG, now=make.now)

    assert person.sign_in_epoch == 4
    assert sign_in(session, make) == Refusal("wrong_password")
    assert sign_in(session, make, password=WRONG) is person
    with pytest.raises(RuleBroken, match="link_invalid"):
        service.set_password(session, token, PASSWORD, now=make.now)


def test_a_new_password_confirms_the_address_that_its_link_was_sent_to(session, make):
    person = make.person(email=ADDRESS.lower(), email_confirmed_at=None)
    service.ask_for_new_password(session, ADDRESS, now=make.now)
    session.flush()

    service.set_password(session, token_in_letter(session, "new-password"), WRONG, now=make.now)

    assert person.email_confirmed_at == make.now


def test_after_two_hours_the_link_sets_no_password(session, make):
    person = make.person(email=ADDRESS.lower())
    kept = person.password_hash
    service.ask_for_new_password(session, ADDRESS, now=make.now)
    session.flush()

    with pytest.raises(RuleBroken, match="link_invalid"):
        service.set_password(
            session,
            token_in_letter(session, "new-password"),
            WRONG,
            now=make.now + timedelta(hours=2, seconds=1),
        )

    assert (person.password_hash, person.sign_in_epoch) == (kept, 0)


def test_asking_for_a_stranger_writes_nothing(session, make):
    service.ask_for_new_password(session, "nobody@people.example", now=make.now)
    session.flush()

    assert letters(session) == []
    assert session.scalars(select(EmailLink)).all() == []
