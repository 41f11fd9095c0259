"""Pages of extensions: asking, deciding, and the list by which everybody is treated alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.deadlines import Extension
from prize_app.editions.queries import RunningEdition
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.extensions import deciding, queries, service
from prize_app.extensions.comparing import compare, lines_for, naming
from prize_app.extensions.forms import GRANT, AskForm, DecideForm, EnterForm
from prize_app.nominations.debts import Owed
from prize_app.nominations.seeing import area_of
from prize_app.nominations.standing import see_nomination
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.calendar import Due
from workflows.errors import NotFound, RuleBroken
from workflows.instants import zone_named
from workflows.policy import Permission, allowed

bp = Blueprint("extensions", __name__)


@bp.route("/nominations/<uuid:nomination_id>/extension", methods=["GET", "POST"])
@login_required
def ask(nomination_id: UUID) -> ResponseReturnValue:
    """Ask for more time for one's own form or review; what was asked before stands below."""
    actor = current_actor()
    seen = see_nomination(reading(), actor, nomination_id, Permission.EXTENSION_ASK)
    g.plan, g.area = seen.edition.plan, area_of(seen)
    owed = queries.find_debt(reading(), seen.edition, nomination_id, actor.id)
    form = AskForm()
    if owed is not None:
        _bound(form, owed.due)
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                service.ask_extension(
                    db,
                    actor,
                    nomination_id,
                    form.day.data or date.min,
                    form.reason.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            _show(form, refused)
        else:
            flash("The secretariat has your request; you get a letter with the answer.", "success")
            return redirect(url_for(".ask", nomination_id=nomination_id), 303)
    body = page(
        "extensions/ask.html",
        form=form,
        seen=seen,
        nomination=seen.nomination,
        category=seen.edition.plan.categories[seen.nomination.category_key],
        owed=owed,
        asked=queries.own_extensions(reading(), seen.edition, nomination_id, actor.id),
    )
    return body, 422 if form.errors else 200


@bp.get("/editions/<slug>/extensions")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """Every extension by deadline, with how many others are in the same situation."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EXTENSION_READ)
    actor = current_actor()
    return page(
        "extensions/index.html",
        edition=edition,
        groups=compare(reading(), actor, edition, at=edition.time(now())),
        may_decide=allowed(Permission.EXTENSION_DECIDE, standing),
        viewer_id=actor.id,
        tabs=edition_tabs(standing, slug, "extensions.index"),
    )


@bp.route("/editions/<slug>/extensions/enter", methods=["GET", "POST"])
@login_required
def enter(slug: str) -> ResponseReturnValue:
    """Enter a request that came by telephone or letter; somebody else decides on it."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EXTENSION_DECIDE)
    actor = current_actor()
    debts = queries.extendable_debts(reading(), actor, edition)
    owing = [o for o in debts if o.due.is_extendable and o.recipient != str(actor.id)]
    form = EnterForm([(f"{o.subject_id}:{o.recipient}", _line_of(edition, o)) for o in owing])
    if form.validate_on_submit():
        nomination_id, person_id = form.chosen()
        try:
            with database().transaction() as db:
                service.ask_extension(
                    db,
                    actor,
                    nomination_id,
                    form.day.data or date.min,
                    form.reason.data or "",
                    now=now(),
                    for_person=person_id,
                )
        except RuleBroken as refused:
            _show(form, refused)
        else:
            flash("Entered. Somebody else of the secretariat has to decide on it.", "success")
            return redirect(url_for(".index", slug=slug), 303)
    body = page(
        "extensions/enter.html",
        form=form,
        edition=edition,
        owing=owing,
        tabs=edition_tabs(standing, slug, "extensions.index"),
    )
    return body, 422 if form.errors else 200


@bp.route("/extensions/<uuid:extension_id>", methods=["GET", "POST"])
@login_required
def decide(extension_id: UUID) -> ResponseReturnValue:
    """One request, what others were given, and the decision."""
    edition, line = _line(extension_id, Permission.EXTENSION_DECIDE)
    actor, extension = current_actor(), line.extension
    clocks = zone_named(line.due.zone)
    form = DecideForm(data={"day": extension.until.astimezone(clocks).date(), "together": True})
    together = queries.entered_like(reading(), actor, edition, extension)
    may_decide = actor.id not in (extension.asked_by, extension.person_id)
    if form.validate_on_submit():
        try:
            _decide(extension, [e.id for e in together] if form.together.data else [], form)
        except RuleBroken as refused:
            _show(form, refused)
        else:
            flash("Decided; whoever it concerns gets a letter.", "success")
            return redirect(url_for(".index", slug=edition.row.slug), 303)
    body = page(
        "extensions/decide.html",
        form=form,
        edition=edition,
        line=line,
        who=naming(reading(), actor, edition),
        together=len(together),
        may_decide=may_decide and extension.state == "asked",
        is_own=not may_decide,
        others=lines_for(reading(), actor, edition, extension),
        category=edition.plan.categories[line.nomination.category_key],
    )
    return body, 422 if form.errors else 200


def _decide(extension: Extension, others: list[UUID], form: DecideForm) -> None:
    """Decide on one, or on all that were entered together, in one transaction."""
    reason, moment = form.reason.data or "", now()
    with database().transaction() as db:
        for key in (extension.id, *others):
            if form.decision.data == GRANT:
                deciding.grant_extension(
                    db, current_actor(), key, form.day.data, reason, now=moment
                )
            else:
                deciding.refuse_extension(db, current_actor(), key, reason, now=moment)


@bp.route("/extensions/<uuid:extension_id>/same", methods=["GET", "POST"])
@login_required
def give_same(extension_id: UUID) -> ResponseReturnValue:
    """Enter the same for everybody in the same situation."""
    edition, line = _line(extension_id, Permission.EXTENSION_DECIDE)
    actor = current_actor()
    if request.method == "POST":
        with database().transaction() as db:
            entered = deciding.give_same_to_all(db, actor, extension_id, now=now())
        flash(
            f"Entered for {len(entered)}. Somebody else of the secretariat has to decide on it.",
            "success",
        )
        return redirect(url_for(".index", slug=edition.row.slug), 303)
    at = edition.time(now())
    return page(
        "extensions/same.html",
        edition=edition,
        line=line,
        others=[
            (o, _line_of(edition, o))
            for o in deciding.alike(reading(), actor, edition, line.extension, at=at)
        ],
    )


def _line(extension_id: UUID, permission: Permission) -> tuple[RunningEdition, queries.Line]:
    extension = reading().get(Extension, extension_id)
    if extension is None:
        raise NotFound
    _, edition = deciding.see_extension(reading(), current_actor(), extension, permission)
    g.plan, g.area = edition.plan, url_for("dashboards.overview", slug=edition.row.slug)
    line = queries.find_line(reading(), edition, extension_id)
    if line is None:
        raise NotFound
    return edition, line


def _line_of(edition: RunningEdition, owed: Owed) -> str:
    work = {"review": "review by"}.get(owed.debt.value, "nominated by")
    return f"{owed.due.label['en']}: {owed.reference}, {work} {owed.name}"


def _bound(form: AskForm, due: Due) -> None:
    clocks = zone_named(due.zone)
    first = due.at.astimezone(clocks).date() + timedelta(days=1)
    form.bound_by(first, due.hard_at.astimezone(clocks).date())


def _show(form: FlaskForm, refused: RuleBroken) -> None:
    """Put each reason beside the field that it is about."""
    fields: dict[str, Any] = {
        "extension_not_later": form["day"],
        "extension_too_late": form["day"],
        "reason_missing": form["reason"],
        "too_long": form["reason"],
    }
    for refusal in refused.refusals:
        words = refusal_words(refusal, g.plan)
        if refusal.code in fields:
            fields[refusal.code].errors = [*fields[refusal.code].errors, words]
        else:
            form.form_errors.append(words)
