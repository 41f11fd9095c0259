"""Handing out attached files to whoever may see them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.db.nominations import Attachment
from prize_app.nominations.own_form import hidden_fields
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
    attachment = reading().get(Attachment, attachment_id)
    if (
        attachment is None
        or attachment.nomination_id != nomination_id
        or attachment.removed_at is not None
    ):
        raise NotFound
    question = seen.form.fields.get(attachment.field_key)
    present = seen.edition.plan.form_of(seen.nomination.category_key)
    closed = hidden_fields(seen.form) | hidden_fields(present)
    is_hidden = question is None or question.key in closed
    if is_hidden and not allowed(Permission.NOMINATION_READ_HIDDEN, seen.standing):
        raise NotFound
    content = current_app.extensions["files"].get(attachment.sha256)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = file_header("inline", attachment.file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
