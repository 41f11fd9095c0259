"""Insight: progress, points, and the release for research."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, TypeVar

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.certificates.downloads import download
from prize_app.clock import now
from prize_app.dashboards.report_views import file_name
from prize_app.editions.queries import RunningEdition
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.insight import pictures, service
from prize_app.insight.points import points_of
from prize_app.insight.progress import progress_of
from prize_app.insight.queries import gather
from prize_app.insight.research import release_of
from prize_app.insight.rounds import round_shown
from prize_app.web import EmptyForm, page
from workflows.errors import Refusal, RuleBroken
from workflows.insight import CLASSES, FEWEST
from workflows.policy import Permission, Standing, allowed

bp = Blueprint("insight", __name__)

PAGE = 50
Row = TypeVar("Row")


@bp.get("/editions/<slug>/insight")
@login_required
def progress(slug: str) -> ResponseReturnValue:
    """How far the reviews have come, who has how much to do, and how late they come."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.INSIGHT_READ)
    round_key = _round(edition)
    material = gather(reading(), current_actor(), edition, round_key)
    found = progress_of(material, time=edition.time(now()))
    return page(
        "insight/progress.html",
        edition=edition,
        found=found,
        classes=[words for _, words in CLASSES],
        pictures=pictures,
        **_rows(found.loads, ".progress", slug, round_key),
        **_frame(edition, standing, "insight.progress", round_key),
    )


@bp.get("/editions/<slug>/insight/points")
@login_required
def points(slug: str) -> ResponseReturnValue:
    """What the points look like, and what that does not prove."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.INSIGHT_READ)
    round_key = _round(edition)
    found = points_of(gather(reading(), current_actor(), edition, round_key))
    return page(
        "insight/points.html",
        edition=edition,
        found=found,
        pictures=pictures,
        fewest=FEWEST,
        sees_severity=allowed(Permission.SEVERITY_READ, standing),
        **_rows(found.reviewers, ".points", slug, round_key),
        **_frame(edition, standing, "insight.points", round_key),
    )


@bp.get("/editions/<slug>/insight/research")
@login_required
def research(slug: str) -> ResponseReturnValue:
    """What the release for research would hold, and what risk is left."""
    return _research(slug, [])


@bp.post("/editions/<slug>/insight/research")
@login_required
def export(slug: str) -> ResponseReturnValue:
    """The release as a file; every one has pseudonyms of its own."""
    standing_towards(edition_named(slug), Permission.INSIGHT_EXPORT)
    key = secrets.token_bytes(32)
    try:
        with database().transaction() as db:
            actor = current_actor()
            edition, content = service.export_for_research(
                db, actor, slug, request.args.get("round", ""), key=key, now=now()
            )
    except RuleBroken as refused:
        # Shown on the page that says what would be in it.
        return _research(slug, refused.refusals), 422
    return download(content, "application/zip", file_name(edition.plan, "points-for-research.zip"))


def _research(slug: str, refusals: Sequence[Refusal]) -> str:
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.INSIGHT_EXPORT)
    round_key = _round(edition)
    material = gather(reading(), current_actor(), edition, round_key)
    release = None
    try:
        # Counts do not depend on the key.
        release = release_of(material, key=b"to be counted only")
    except RuleBroken as refused:
        refusals = refused.refusals
    return page(
        "insight/research.html",
        edition=edition,
        release=release,
        refusals=refusals,
        least=edition.plan.reviewing.smallest_group,
        form=EmptyForm(formdata=None),
        **_frame(edition, standing, "insight.research", round_key),
    )


def _round(edition: RunningEdition) -> str:
    return round_shown(reading(), edition, request.args.get("round", ""))


def _frame(
    edition: RunningEdition, standing: Standing, current: str, round_key: str
) -> dict[str, Any]:
    """Views of the edition, the parts of this one, and the rounds that each part can be about."""
    slug = edition.row.slug
    parts = [
        ("Progress", "insight.progress", Permission.INSIGHT_READ),
        ("Points", "insight.points", Permission.INSIGHT_READ),
        ("For research", "insight.research", Permission.INSIGHT_EXPORT),
    ]
    return {
        "tabs": edition_tabs(standing, slug, "insight.progress"),
        "parts": [
            (label, url_for(endpoint, slug=slug, round=round_key or None), endpoint == current)
            for label, endpoint, permission in parts
            if allowed(permission, standing)
        ],
        "round_key": round_key,
        "rounds": [
            (each.label["en"], url_for(current, slug=slug, round=key), key == round_key)
            for key, each in edition.plan.rounds.items()
        ],
    }


def _rows(found: Sequence[Row], endpoint: str, slug: str, round_key: str) -> dict[str, Any]:
    """The page of a long table that is asked for; one beyond the end is the last."""
    last = max(1, -(-len(found) // PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), last)
    rows = found[(number - 1) * PAGE : number * PAGE]

    def at(wanted: int) -> str | None:
        if not 1 <= wanted <= last:
            return None
        return url_for(endpoint, slug=slug, page=wanted, round=round_key or None)

    return {"rows": rows, "previous_url": at(number - 1), "next_url": at(number + 1)}
