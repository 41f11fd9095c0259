"""Who is signed in, and the two marks every view carries: @public or @login_required."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, current_app, g
from flask_login import LoginManager, current_user, login_required
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.people import Person
from prize_app.db.session import Database
from prize_app.negotiating import wants_json
from workflows.errors import NotFound

View = TypeVar("View", bound=Callable[..., Any])

__all__ = [
    "SignedIn",
    "current_actor",
    "database",
    "find_actor",
    "install",
    "login_required",
    "public",
    "reading",
]


class SignedIn:
    """What Flask-Login keeps of a person; ``get_id`` changes when the password does."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, person: Person) -> None:
        self.actor = Actor(person.id, person.name, person.email, person.zone)
        self._epoch = person.sign_in_epoch

    def get_id(self) -> str:
        """The session's text: person and epoch, so that old sessions end with the password."""
        return f"{self.actor.id}:{self._epoch}"


def public(view: View) -> View:
    """Mark a view that strangers may open."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


class Doorkeeper(LoginManager):
    """Leads people to the sign-in; a program that nobody is signed in with finds nothing."""

    def unauthorized(self) -> Any:
        """Answer a stranger, alike whatever the address is.

        Raises:
            NotFound: a program asks.
        """
        if wants_json():
            raise NotFound
        return super().unauthorized()


def install(app: Flask) -> None:
    """Set up signing in."""
    manager = Doorkeeper()
    manager.login_view = "accounts.sign_in"
    manager.login_message = "Please sign in to go on."
    manager.login_message_category = "warning"
    manager.user_loader(_load)
    manager.init_app(app)


def _load(session_text: str) -> SignedIn | None:
    key, _, epoch = session_text.partition(":")
    try:
        person = reading().get(Person, UUID(key))
    except ValueError:
        return None
    if person is None or str(person.sign_in_epoch) != epoch:
        return None
    return SignedIn(person)


def find_actor() -> Actor | None:
    """Who asks, or None for a stranger."""
    user = current_user._get_current_object()
    return user.actor if isinstance(user, SignedIn) else None


def current_actor() -> Actor:
    """Who asks.

    Raises:
        NotFound: nobody is signed in; views marked @login_required never get that far.
    """
    actor = find_actor()
    if actor is None:
        raise NotFound
    return actor


def database() -> Database:
    """The application's database."""
    found: Database = current_app.extensions["database"]
    return found


def reading() -> Session:
    """The request's one session that cannot write; closed when the request ends."""
    session: Session | None = g.get("reading_session")
    if session is None:
        session = database().reader()
        g.reading_session = session
    return session
