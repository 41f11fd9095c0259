"""An edition's plans, what each amendment changed, and a further edition under a signed one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.access import current_actor, database, login_required, reading
from prize_app.amending import further, pages, queries, records
from prize_app.amending.forms import FurtherForm
from prize_app.amending.views import bp
from prize_app.clock import now
from prize_app.db.editions import PlanVersion
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.plans import Amendment
from prize_app.editions.amendments import amended, amendments_of
from prize_app.editions.queries import RunningEdition
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.standing import standings
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.errors import NotFound, RuleBroken
from workflows.plan.diffing import Change
from workflows.policy import Permission, allowed

__all__ = ["bp"]


@bp.get("/editions/<slug>/plan/history")
@login_required
def history(slug: str) -> ResponseReturnValue:
    """Every plan that the edition has run under, who signed it and what it changed."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_READ)
    amendments = amendments_of(reading(), edition.id)
    return page(
        "amending/history.html",
        edition=edition,
        amendments=amendments,
        signatures=queries.signatures_under(reading(), [one.row for one in amendments]),
        first=_first(reading(), amendments[-1].before.id if amendments else edition.published.id),
        may_open=allowed(Permission.PLAN_TAKE, standing) and bool(amendments),
        may_review=allowed(Permission.PLAN_SIGN, standing),
        is_text=Change.REWORDED,
    )


def _first(session: Session, version_id: UUID) -> PlanVersion:
    return session.get_one(PlanVersion, version_id)


@bp.get("/editions/<slug>/plan/history/<uuid:amendment_id>")
@login_required
def amendment(slug: str, amendment_id: UUID) -> ResponseReturnValue:
    """One amendment: differences, signatures, and the verdicts that it changed."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_READ)
    row = reading().get(Amendment, amendment_id)
    if row is None or row.edition_id != edition.id:
        raise NotFound
    one = amended(reading(), row)
    language = "zh" if request.args.get("lang") == "zh" else "en"
    taker = reading().get(Person, row.taken_by) if row.taken_by else None
    return page(
        "amending/amendment.html",
        edition=edition,
        one=one,
        taken_by=taker.name if taker else "",
        signed=queries.signatures_under(reading(), [row]).get(row.id, []),
        parts=pages.parts(one.differences, one.before.plan, frozenset(), language),
        mapped=pages.mapped_words(one, language),
        decisions=pages.decision_words(one, language),
        may_open=allowed(Permission.PLAN_TAKE, standing),
        language=language,
        **_verdicts(edition, row, language),
    )


def _verdicts(edition: RunningEdition, row: Amendment, language: str) -> dict[str, Any]:
    """Verdicts on record, of nominations that the viewer may know of, accepted ones apart."""
    stored = {UUID(told["nomination"]): told for told in row.verdicts}
    wanted = select(Nomination).where(Nomination.id.in_(stored)).order_by(Nomination.reference)
    found = reading().scalars(wanted).all()
    stood = standings(reading(), current_actor(), edition, found)
    visible = [n for n in found if allowed(Permission.SCREENING_READ, stood[n.id])]
    rows = records.stored_rows(edition, stored, visible, language)
    accepted = [r for r in rows if r.turns and records.past_screening(edition, r.nomination)]
    return {"accepted": accepted, "others": [row for row in rows if row not in accepted]}


@bp.get("/editions/<slug>/plan/versions/<uuid:version_id>.toml")
@login_required
def document(slug: str, version_id: UUID) -> ResponseReturnValue:
    """The document of a plan that the edition runs or ran under."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_READ)
    if version_id not in {edition.published.id, *(p.id for p in edition.earlier)}:
        raise NotFound
    source = reading().get_one(PlanVersion, version_id).source
    return Response(source, mimetype="text/plain")


@bp.route("/editions/<slug>/plan/further-edition", methods=["GET", "POST"])
@login_required
def further_edition(slug: str) -> ResponseReturnValue:
    """Open the next edition under a plan that two persons signed."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.PLAN_TAKE)
    form = FurtherForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                opened = further.open_further(
                    db,
                    current_actor(),
                    slug,
                    named=form.slug.data or "",
                    title=form.title.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            # Shown beside the field, so that nothing that was typed is lost.
            form.slug.errors = [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash("The edition is open. Its secretariat is this edition's.", "success")
            return redirect(url_for("dashboards.overview", slug=opened.row.slug), 303)
    return page("amending/further.html", edition=edition, form=form), 422 if form.errors else 200
