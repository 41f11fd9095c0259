"""An act on an edition by a button: may this person, done in one transaction, said, led on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash, request
from sqlalchemy.orm import Session

from prize_app.access import current_actor, database
from prize_app.actors import Actor
from prize_app.editions.views import edition_named, standing_towards
from workflows.policy import Permission

Outcome = TypeVar("Outcome")


def act_on(
    slug: str,
    permission: Permission,
    act: Callable[[Session, Actor], Outcome],
    *,
    said: str = "",
) -> Outcome:
    """Do it and flash what was done; whoever may not see the edition's page finds nothing.

    Raises:
        NotFound: the edition, or its page, does not exist for this person.
    """
    standing_towards(edition_named(slug), permission)
    with database().transaction() as db:
        outcome = act(db, current_actor())
    if said:
        flash(said, "success")
    return outcome


def version_seen() -> int:
    """The version that the page was made from; nought where the form does not say."""
    text = request.form.get("lock_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
