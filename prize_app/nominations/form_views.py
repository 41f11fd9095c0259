"""The page on which a nominator goes over to the form of an amended plan."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required
from prize_app.clock import now
from prize_app.editions.acting import version_seen
from prize_app.nominations import going_over, service
from prize_app.nominations.seeing import nomination_seen
from prize_app.web import EmptyForm, page
from workflows.policy import Permission, require_visible

bp = Blueprint("own_form", __name__)


@bp.route("/nominations/<uuid:nomination_id>/new-form", methods=["GET", "POST"])
@login_required
def go_over(nomination_id: UUID) -> ResponseReturnValue:
    """What the present form asks more, what has no place in it; and the step itself."""
    seen = nomination_seen(nomination_id)
    require_visible(Permission.NOMINATION_READ_HIDDEN, seen.standing)
    service.require_writable(seen)
    form = EmptyForm()
    if form.validate_on_submit():
        with database().transaction() as db:
            going_over.go_over(
                db,
                current_actor(),
                nomination_id,
                lock_version=version_seen(),
                now=now(),
            )
        flash("The nomination is on the new form.", "success")
        return redirect(url_for("nominations.edit", nomination_id=nomination_id), 303)
    return page(
        "nominations/new_form.html",
        seen=seen,
        nomination=seen.nomination,
        form=form,
        is_needed=going_over.has_newer_form(seen),
        compared=going_over.compare(seen),
    )
