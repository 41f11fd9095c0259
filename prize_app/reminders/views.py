"""What goes out next, and what went out."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.clock import now
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.reminders.queries import list_coming, list_written
from prize_app.web import page
from workflows.policy import Permission

bp = Blueprint("reminders", __name__)


@bp.get("/editions/<slug>/reminders")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """The next letters with how many people would get them, and the last ones."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    actor = current_actor()
    return page(
        "reminders/index.html",
        edition=edition,
        plan=edition.plan,
        coming=list_coming(reading(), actor, edition, at=edition.time(now())),
        written=list_written(reading(), actor, edition),
        tabs=edition_tabs(standing, slug, "dashboards.overview"),
    )
