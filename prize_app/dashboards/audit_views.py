"""The audit log's page."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.audit.queries import head_of
from prize_app.dashboards.audit_log import log_page
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.web import page
from workflows.policy import Permission

bp = Blueprint("audit", __name__)
LARGEST = 2**31 - 1


@bp.get("/editions/<slug>/audit")
@login_required
def log(slug: str) -> ResponseReturnValue:
    """What happened, latest first, and the end of the chain that proves it."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.AUDIT_READ)
    before = request.args.get("before", type=int)
    if before is not None:
        before = min(max(before, 0), LARGEST)
    entries, below = log_page(reading(), current_actor(), edition, standing, before=before)
    return page(
        "audit/log.html",
        edition=edition,
        entries=entries,
        head=head_of(reading(), edition.id),
        next_url=url_for(".log", slug=slug, before=below) if below is not None else None,
        first_url=url_for(".log", slug=slug) if before is not None else None,
        tabs=edition_tabs(standing, slug, "audit.log"),
    )
