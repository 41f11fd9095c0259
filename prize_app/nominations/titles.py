"""The nominee on a page: the filter through which every template names one."""

from __future__ import annotations

from flask import Flask, g

from prize_app.access import current_actor, reading
from prize_app.db.nominations import Nomination
from prize_app.nominations.shown import Eyes, Nominee


def install(app: Flask) -> None:
    """Give templates the filter."""
    app.jinja_env.filters["nominee"] = nominee


def nominee(nomination: Nomination) -> Nominee:
    """The nominee as whoever asks for the page may know them."""
    return eyes().nominee(nomination)


def eyes() -> Eyes:
    """The sight of whoever asks, kept for the request."""
    found: Eyes | None = g.get("eyes")
    if found is None:
        found = g.eyes = Eyes(reading(), current_actor())
    return found
