"""A nominator's own pages: the list, beginning, the form."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.nominations import Nomination
from prize_app.db.saving import Save
from prize_app.editions.queries import edition_by_id, get_edition
from prize_app.nominations import attaching, forms, queries, service
from prize_app.nominations.facts import Known, know
from prize_app.nominations.findings import judged
from prize_app.nominations.going_over import has_newer_form
from prize_app.nominations.pages import open_points
from prize_app.nominations.personal import own_times
from prize_app.nominations.seeing import conditions_url, nomination_seen
from prize_app.nominations.standing import Seen
from prize_app.phrases import refusal_words
from prize_app.web import autosave_overtaken, is_autosave, page
from workflows.calendar import NOBODYS, calendar_of, due_at
from workflows.errors import Refusal
from workflows.plan.forms import FieldKind, Form
from workflows.policy import Permission, allowed, require_visible

bp = Blueprint("nominations", __name__)
FILE_PREFIX = "file-"


@bp.get("/nominations")
@login_required
def index() -> ResponseReturnValue:
    """What the person has nominated."""
    own = queries.own_nominations(reading(), current_actor().id)
    editions = {n.edition_id: edition_by_id(reading(), n.edition_id) for n in own}
    return page("nominations/index.html", nominations=[(n, editions[n.edition_id]) for n in own])


@bp.post("/nominations/begin/<slug>/<category_key>")
@login_required
def begin(slug: str, category_key: str) -> ResponseReturnValue:
    """Begin a draft and open its form."""
    g.plan = get_edition(reading(), slug).plan
    with database().transaction() as db:
        nomination = service.begin_nomination(db, current_actor(), slug, category_key, now=now())
    return redirect(url_for(".edit", nomination_id=nomination.id), 303)


@bp.get("/nominations/<uuid:nomination_id>/edit")
@login_required
def edit(nomination_id: UUID) -> ResponseReturnValue:
    """The form."""
    seen = nomination_seen(nomination_id)
    require_visible(Permission.NOMINATION_READ_HIDDEN, seen.standing)
    if not allowed(Permission.NOMINATION_WRITE, seen.standing):
        flash("This nomination can no longer be edited.", "warning")
        return redirect(url_for(".show", nomination_id=nomination_id), 303)
    return _form_page(seen, _form(seen, bound=False))


@bp.post("/nominations/<uuid:nomination_id>/edit")
@login_required
def save(nomination_id: UUID) -> ResponseReturnValue:
    """Keep what is written and attach what is chosen; by htmx answer with what has changed."""
    seen = nomination_seen(nomination_id)
    require_visible(Permission.NOMINATION_READ_HIDDEN, seen.standing)
    service.require_writable(seen)
    form = _form(seen, bound=True)
    if not form.validate():
        return (_live(seen, form) if is_autosave() else _form_page(seen, form)), 422
    try:
        refused = _save(seen, form)
    except StaleDataError as stale:
        if is_autosave():
            return autosave_overtaken(stale)
        return _overtaken(seen, form)
    reading().close()  # it still looks at the moment before
    seen = nomination_seen(nomination_id)
    if is_autosave():
        return _live(seen, form)
    if refused:
        return _form_page(seen, form, refused=refused), 422
    flash("Saved.", "success")
    if request.form.get("then") == "show":
        return redirect(url_for(".show", nomination_id=nomination_id), 303)
    return redirect(url_for(".edit", nomination_id=nomination_id), 303)


def _save(seen: Seen, form: FlaskForm) -> dict[str, tuple[Refusal, ...]]:
    asked = seen.form
    removed = request.form.get("remove", "")
    moment, actor, key = now(), current_actor(), seen.nomination.id
    with database().transaction() as db:
        service.save_answers(
            db,
            actor,
            key,
            forms.answers_of(form, asked),
            save=Save(
                _number(form["lock_version"].data),
                form["page_id"].data or "",
                _number(form["save_number"].data),
            ),
            now=moment,
        )
        if removed:
            attaching.remove_file(db, actor, key, _uuid(removed), now=moment)
        return attaching.attach_files(db, actor, key, _uploads(), now=moment)


def _uploads() -> list[tuple[str, str, bytes]]:
    return [
        (name.removeprefix(FILE_PREFIX), upload.filename, upload.read())
        for name, upload in request.files.items(multi=True)
        if name.startswith(FILE_PREFIX) and upload.filename
    ]


def _form(seen: Seen, *, bound: bool) -> FlaskForm:
    nomination, asked = seen.nomination, seen.form
    cls = forms.nomination_form(seen.form_plan, asked)
    form = cls() if bound else cls(formdata=None, data=_filled(nomination, asked))
    forms.mark_optional(form, asked)
    return form


def _filled(nomination: Nomination, asked: Form) -> dict[str, Any]:
    values = forms.filled(nomination.answers, asked)
    return values | {
        "lock_version": nomination.lock_version,
        "page_id": secrets.token_urlsafe(12),
    }


def _form_page(
    seen: Seen,
    form: FlaskForm,
    *,
    refused: dict[str, tuple[Refusal, ...]] | None = None,
    saved: dict[str, Any] | None = None,
) -> str:
    nomination, plan = seen.nomination, seen.edition.plan
    # The form was bound to the request; what it saved last is the version to build on.
    form["lock_version"].data = nomination.lock_version
    form["save_number"].data = _number(form["save_number"].data) + 1
    known, times = _known(seen), own_times(reading(), current_actor().id)
    refusals = {
        key: [refusal_words(r, plan) for r in reasons] for key, reasons in (refused or {}).items()
    }
    return page(
        "nominations/edit.html",
        seen=seen,
        plan=plan,
        category=plan.categories[nomination.category_key],
        form=form,
        asked=seen.form,
        has_newer_form=has_newer_form(seen),
        prefix=forms.PREFIX,
        file_prefix=FILE_PREFIX,
        attachments=queries.attachments_of(reading(), nomination.id),
        refused=refusals,
        saved=saved or {},
        due=due_at(plan, seen.stage, times.get(nomination.id, NOBODYS)),
        calendar=calendar_of(plan),
        **_live_values(seen, known),
    )


def _live(seen: Seen, form: FlaskForm) -> str:
    return page("nominations/_live.html", form=form, **_live_values(seen, _known(seen)))


def _live_values(seen: Seen, known: Known) -> dict[str, Any]:
    return {
        "nomination": seen.nomination,
        "judged": judged(seen.edition.plan, seen.nomination.category_key, known),
        "plan_url": conditions_url(seen),
        "open_points": open_points(seen.form, known),
    }


def _overtaken(seen: Seen, form: FlaskForm) -> ResponseReturnValue:
    """Somebody saved meanwhile: show both versions; saving again keeps what stands here."""
    reading().close()  # it still looks at the moment before
    seen = nomination_seen(seen.nomination.id)
    asked = seen.form
    mine = forms.answers_of(form, asked)
    theirs = seen.nomination.answers
    plain = {FieldKind.ROWS, FieldKind.COUNTRIES}
    saved = {
        key: "" if theirs.get(key) is None else str(theirs[key])
        for key, question in asked.fields.items()
        if mine.get(key) != theirs.get(key) and question.kind not in plain
    }
    form.form_errors.append(
        "This nomination was saved in another window meanwhile. Your version is still here, "
        "with the saved one beneath each field that differs. Save again to keep yours."
    )
    return _form_page(seen, form, saved=saved), 409


def _known(seen: Seen) -> Known:
    known = know(reading(), seen.edition, [seen.nomination], actor_id=current_actor().id, now=now())
    return known[seen.nomination.id]


def _number(text: str | int | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
