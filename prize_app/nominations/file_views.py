"""Handing out attached files to whoever may see them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.nominations.shown import shown_files
from prize_app.nominations.standing import see_nomination
from prize_app.web import file_header
from workflows.errors import NotFound
from workflows.policy import Permission, allowed

bp = Blueprint("attachments", __name__)


@bp.get("/nominations/<uuid:nomination_id>/files/<uuid:attachment_id>")
@login_required
def download(nomination_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """One attached PDF. It is served so that nothing in it can act on this site."""
    seen = see_nomination(reading(), current_actor(), nomination_id)
    files = shown_files(reading(), seen.nomination, seen.sight)
    shown = next((file for file in files if file.id == attachment_id), None)
    if shown is None:
        raise NotFound
    is_asked = shown.field_key in seen.form.fields
    if not is_asked and not allowed(Permission.NOMINATION_READ_HIDDEN, seen.standing):
        raise NotFound
    content = current_app.extensions["files"].get(shown.sha256)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = file_header("inline", shown.file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
