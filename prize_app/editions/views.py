"""Public pages of the call, the plan, people and roles, the clock of a demonstration."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, find_actor, login_required, public, reading
from prize_app.clock import now
from prize_app.editions import queries, service
from prize_app.editions.amendments import amendments_of, told_publicly
from prize_app.editions.forms import GRANTABLE, ClockForm, GrantForm
from prize_app.editions.tabs import edition_tabs
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.blindness_words import blindness_sentences
from workflows.calendar import calendar_of
from workflows.drawing import due_words, workflow_mermaid, workflow_svg
from workflows.errors import NotFound, RuleBroken
from workflows.incentives import budget
from workflows.plan.evaluation import Role
from workflows.policy import Permission, Standing, allowed, require_visible

bp = Blueprint("editions", __name__)


def edition_named(slug: str) -> queries.RunningEdition:
    """The edition of an address, remembered for the words of this request's errors."""
    edition = queries.get_edition(reading(), slug)
    g.plan = edition.plan
    return edition


def standing_towards(edition: queries.RunningEdition, permission: Permission) -> Standing:
    """The viewer's standing, if it gives the permission.

    Raises:
        NotFound: it does not: the page does not exist for them.
    """
    standing = queries.standing_in(reading(), current_actor(), edition.id)
    require_visible(permission, standing)
    return standing


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """The prize: which editions there are and what can be done now."""
    editions = queries.list_editions(reading())
    present = now()
    return page("editions/home.html", editions=[(e, e.time(present)) for e in editions])


@bp.get("/call/<slug>")
@public
def call(slug: str) -> ResponseReturnValue:
    """The call: categories, calendar, who may nominate."""
    edition = edition_named(slug)
    return page(
        "editions/call.html",
        amended=told_publicly(amendments_of(reading(), edition.id)) if edition.row.amended else [],
        edition=edition,
        plan=edition.plan,
        time=edition.time(now()),
        calendar=calendar_of(edition.plan),
        language=_language(),
    )


@bp.get("/call/<slug>/<category_key>")
@public
def category(slug: str, category_key: str) -> ResponseReturnValue:
    """One category: what it honours, its entry conditions, how it is judged."""
    edition = edition_named(slug)
    found = edition.plan.categories.get(category_key)
    if found is None:
        raise NotFound
    return page(
        "editions/category.html",
        edition=edition,
        plan=edition.plan,
        category=found,
        time=edition.time(now()),
        calendar=calendar_of(edition.plan),
        language=_language(),
        hidden=blindness_sentences(
            edition.plan, _language(), form=edition.plan.form_of(category_key)
        ),
        signed_in=find_actor() is not None,
    )


@bp.get("/editions/<slug>/plan")
@login_required
def plan(slug: str) -> ResponseReturnValue:
    """The plan in words, with every default that waits for confirmation."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_READ)
    return page(
        "editions/plan.html",
        amendments=amendments_of(reading(), edition.id) if edition.row.amended else [],
        may_review=allowed(Permission.PLAN_SIGN, standing),
        edition=edition,
        plan=edition.plan,
        costs=budget(edition.plan),
        # Drafts are written in a room further on, which this one does not know by name.
        draft_url=url_for("planning.draft", slug=slug)
        if allowed(Permission.PLAN_WRITE, standing)
        else "",
        calendar=calendar_of(edition.plan),
        tabs=edition_tabs(standing, slug, "editions.plan"),
        language=_language(),
        hidden={
            tag: blindness_sentences(edition.plan, tag) for tag in edition.plan.prize.languages
        },
    )


@bp.get("/editions/<slug>/plan/<workflow_key>.svg")
@login_required
def workflow_drawing(slug: str, workflow_key: str) -> ResponseReturnValue:
    """The procedure as a drawing."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_READ)
    workflow = edition.plan.workflows.get(workflow_key)
    if workflow is None:
        raise NotFound
    dues = due_words(edition.plan, workflow, _language())
    return Response(workflow_svg(workflow, _language(), dues=dues), mimetype="image/svg+xml")


@bp.get("/editions/<slug>/plan/<workflow_key>.mermaid")
@login_required
def workflow_mermaid_text(slug: str, workflow_key: str) -> ResponseReturnValue:
    """The procedure as the text of a Mermaid diagram, for other tools."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_READ)
    workflow = edition.plan.workflows.get(workflow_key)
    if workflow is None:
        raise NotFound
    return Response(workflow_mermaid(workflow, _language()), mimetype="text/plain")


@bp.get("/editions/<slug>/plan.toml")
@login_required
def plan_source(slug: str) -> ResponseReturnValue:
    """The plan's document as it was published."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_READ)
    source = queries.plan_source(reading(), edition)
    return Response(source, mimetype="text/plain")


@bp.route("/editions/<slug>/people", methods=["GET", "POST"])
@login_required
def people(slug: str) -> ResponseReturnValue:
    """Who has which role; give another."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.PEOPLE_GRANT)
    form = GrantForm(edition.plan)
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                service.grant_role(
                    db,
                    current_actor(),
                    slug,
                    email=form.email.data or "",
                    role=Role(form.role.data),
                    category_key=form.category_key.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            # Shown beside the field, so that nothing that was typed is lost.
            form.email.errors = [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash("The role is given, and the person gets a letter.", "success")
            return redirect(url_for(".people", slug=slug), 303)
    status = 422 if form.errors else 200
    return page(
        "editions/people.html",
        edition=edition,
        plan=edition.plan,
        form=form,
        role_names=dict(GRANTABLE),
        grants=queries.list_grants(reading(), edition.id),
        tabs=edition_tabs(standing, slug, "editions.people"),
    ), status


@bp.post("/editions/<slug>/people/<uuid:grant_id>/revoke")
@login_required
def revoke_role(slug: str, grant_id: UUID) -> ResponseReturnValue:
    """Take a role back."""
    standing_towards(edition_named(slug), Permission.PEOPLE_GRANT)
    with database().transaction() as db:
        service.revoke_role(db, current_actor(), slug, grant_id, now=now())
    flash("The role is taken back.", "success")
    return redirect(url_for(".people", slug=slug), 303)


@bp.post("/editions/<slug>/clock")
@login_required
def move_clock(slug: str) -> ResponseReturnValue:
    """Move the time of a demonstration forward."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    form = ClockForm()
    if form.validate_on_submit() and form.to.data is not None:
        to = form.to.data.replace(tzinfo=UTC)
        with database().transaction() as db:
            service.move_clock(db, current_actor(), slug, to=to, now=now())
        flash("The demonstration's time has moved.", "success")
    else:
        flash("Please choose a day and time.", "error")
    return redirect(url_for("dashboards.overview", slug=slug), 303)


def _language() -> str:
    return "zh" if request.args.get("lang") == "zh" else "en"
