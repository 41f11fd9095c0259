"""Pages of the organization tree."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions import organizations
from prize_app.editions.forms import PlaceForm
from prize_app.editions.views import edition_named, standing_towards
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.errors import RuleBroken
from workflows.policy import Permission
from workflows.text import squeezed

bp = Blueprint("organizations", __name__)


@bp.get("/editions/<slug>/organizations")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """The register, with what each body is part of."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    like = squeezed(request.args.get("like", ""))[:100]
    after = request.args.get("after", "")
    found, following = organizations.bodies(reading(), like=like, after=after)
    return page(
        "editions/organizations.html", edition=edition, bodies=found, like=like, following=following
    )


@bp.route("/editions/<slug>/organizations/<uuid:organization_id>", methods=["GET", "POST"])
@login_required
def place(slug: str, organization_id: UUID) -> ResponseReturnValue:
    """What one body is part of."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    row = organizations.get_body(reading(), organization_id)
    above = organizations.way_up(reading(), row)
    form = PlaceForm(data={"parent": above[0] if above else ""})
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                organizations.place_body(
                    db, current_actor(), slug, organization_id, form.parent.data or "", now=now()
                )
        except RuleBroken as refused:
            form.parent.errors = [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash("Saved. Conflicts of interest are looked for by it from now on.", "success")
            return redirect(url_for(".place", slug=slug, organization_id=organization_id), 303)
    body = page(
        "editions/organization.html",
        edition=edition,
        row=row,
        above=above,
        parts=organizations.parts_of(reading(), row),
        form=form,
    )
    return body, 422 if form.errors else 200
