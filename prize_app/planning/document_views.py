"""Pages of a draft: the document itself."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required
from prize_app.clock import now
from prize_app.editions.acting import version_seen
from prize_app.editions.views import edition_named, standing_towards
from prize_app.phrases import refusal_words
from prize_app.planning import pages, queries, service
from prize_app.planning.desk import Desk, desk_of, find_desk, shown
from prize_app.planning.versions import differing_lines
from prize_app.planning.views import bp
from workflows.errors import RuleBroken
from workflows.policy import Permission

__all__ = ["bp"]


@bp.get("/document")
@login_required
def document(slug: str) -> ResponseReturnValue:
    """The document itself."""
    desk = find_desk(slug)
    if desk is None:
        return redirect(url_for(".draft", slug=slug), 303)
    return _document_page(desk, desk.now.text)


@bp.post("/document")
@login_required
def save_document(slug: str) -> ResponseReturnValue:
    """Keep the document as it was written."""
    standing_towards(edition_named(slug), Permission.PLAN_WRITE)
    source = request.form.get("source", "")
    try:
        with database().transaction() as db:
            service.save_document(
                db, current_actor(), slug, source, lock_version=version_seen(), now=now()
            )
    except service.Overtaken:
        return _document_page(desk_of(slug), source, is_overtaken=True), 409
    except RuleBroken as refused:
        words = [refusal_words(r, None) for r in refused.refusals]
        return _document_page(desk_of(slug), source, refused=words), 422
    flash("Saved.", "success")
    return redirect(url_for(".document", slug=slug), 303)


@bp.post("/document/check")
@login_required
def check_document(slug: str) -> ResponseReturnValue:
    """The faults of what is written, nothing kept."""
    desk = desk_of(slug)
    source = request.form.get("source", "").replace("\r\n", "\n")
    if len(source) > service.LARGEST_DRAFT:
        return "", 204
    written = queries.document(source)
    side = pages.side_of(written, desk.before)
    return shown("planning/_live.html", desk, side=side, document=written)


def _document_page(
    desk: Desk, source: str, *, is_overtaken: bool = False, refused: Any = ()
) -> str:
    written = queries.document(source[: service.LARGEST_DRAFT])
    return shown(
        "planning/document.html",
        desk,
        source=source,
        side=pages.side_of(written, desk.before),
        document=written,
        overtaken=differing_lines(desk.now.text, source) if is_overtaken else (),
        is_overtaken=is_overtaken,
        refused=refused,
    )
