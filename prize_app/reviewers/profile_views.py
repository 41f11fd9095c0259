"""One's own profile: what somebody knows, where they work, and the thanks they were given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.certificates.archive import file_name
from prize_app.certificates.downloads import download
from prize_app.clock import now
from prize_app.countries import LANGUAGES
from prize_app.editions.views import edition_named
from prize_app.pdf.rendering import environment
from prize_app.places import TEMPLATES
from prize_app.reviewers import describing, forms, profiles, queries, thanks
from prize_app.reviewers.capacity_form import capacity_field, capacity_form
from prize_app.reviewers.naming import role_named
from prize_app.reviewers.own_views import bp
from prize_app.reviewers.profiles import Work
from prize_app.web import page

__all__ = ["bp"]

from workflows.plan.judging import most_of

ADD_ROW, NONE_OF_THESE = "add-row", "none"


@bp.route("/profile", methods=["GET", "POST"])
@login_required
def profile() -> ResponseReturnValue:
    """What the person knows and where they work."""
    known = profiles.profile_of(reading(), current_actor().id)
    form = _profile_form(known)
    register = profiles.bodies(reading())
    if request.form.get("then") == ADD_ROW and len(form.work) < forms.MOST_WORK:
        form.work.append_entry()
        _recognize(form, register)
        return _profile_page(form, known)
    is_whole = form.validate_on_submit()  # first: it forgets what was said of fields before
    is_known = _recognize(form, register)
    if is_whole and is_known:
        with database().transaction() as db:
            profiles.save_profile(
                db,
                current_actor().id,
                themes=form.themes.data or (),
                keywords=forms.keywords_of(form.keywords.data),
                languages=form.languages.data or (),
                country=form.country.data or "",
                work=[_work(row.form) for row in form.work if row.form.name.data],
                now=now(),
            )
        flash("Your profile is saved.", "success")
        return redirect(url_for(".profile"), 303)
    return _profile_page(form, known), 422 if request.method == "POST" else 200


def _profile_form(known: profiles.Profile) -> forms.ProfileForm:
    work = [
        {
            "name": one.name,
            "country": one.country,
            "began_on": one.began_on,
            "ended_on": one.ended_on,
            "body": str(one.organization_id or ""),
        }
        for one in known.work
    ] or [{"name": known.person.institution, "country": known.person.country}]
    form = forms.ProfileForm(
        data={
            "themes": known.person.themes,
            "keywords": "\n".join(known.keywords),
            "languages": known.languages,
            "country": known.person.country,
            "work": work,
        }
    )
    themes = profiles.all_themes(reading())
    # What the person chose under an earlier plan stays a choice.
    kept = {key: key for key in known.person.themes if key not in themes}
    form.themes.choices = list({**themes, **kept}.items())
    read = dict(sorted(LANGUAGES, key=lambda pair: pair[1]))
    others = {tag: tag for tag in known.languages if tag not in read}
    form.languages.choices = list({**read, **others}.items())
    return form


def _recognize(form: forms.ProfileForm, register: list[profiles.Body]) -> bool:
    """Fill in the bodies that names stand for; False while a near name waits for an answer."""
    is_sent, waits = request.method == "POST", False
    for row in form.work:
        name, country = row.form.name.data or "", row.form.country.data or ""
        same, near = profiles.recognized(name, country, register) if name else ([], [])
        ids = {str(body.id) for body in (*same, *near)}
        chosen = row.form.body.data or ""
        if len(same) == 1:
            row.form.body.data = str(same[0].id)
            row.form.body.choices = []
            continue
        row.form.body.choices = (
            [
                ("", "Choose …"),
                *((str(b.id), b.name) for b in (*same, *near)),
                (NONE_OF_THESE, "None of these"),
            ]
            if ids
            else []
        )
        if not is_sent and ids and not chosen:
            row.form.body.data = NONE_OF_THESE if row.form.name.data else ""
        if ids and is_sent and chosen not in {*ids, NONE_OF_THESE}:
            row.form.body.errors = [
                "Is it one of these? Please choose, so that conflicts of interest are found."
            ]
            form.form_errors.append(f"{name}: please say which one of the register it is.")
            waits = True
        if not ids:
            row.form.body.data = ""
    return not waits


def _work(row: Any) -> Work:
    chosen = row.body.data or ""
    organization_id = None if chosen in ("", NONE_OF_THESE) else UUID(chosen)
    return Work(
        row.name.data,
        row.country.data or "",
        row.began_on.data,
        row.ended_on.data,
        organization_id,
    )


def _profile_page(form: forms.ProfileForm, known: profiles.Profile) -> str:
    return page(
        "reviewers/profile.html",
        form=form,
        known=known,
        add_row=ADD_ROW,
        most_rows=forms.MOST_WORK,
        thanked=thanks.own_certificates(reading(), current_actor().id),
    )


@bp.get("/service-certificates/<uuid:service_id>.pdf")
@login_required
def service_certificate(service_id: UUID) -> ResponseReturnValue:
    """The person's own certificate of service."""
    actor = current_actor()
    env = current_app.extensions.setdefault("paper", environment(TEMPLATES))
    serial, content = thanks.drawn(reading(), actor, service_id, env)
    return download(content, "application/pdf", file_name(serial, actor.name))


@bp.route("/reviews/capacity/<slug>", methods=["GET", "POST"])
@login_required
def capacity(slug: str) -> ResponseReturnValue:
    """How many nominations the person takes on, category by category, in each of their roles."""
    edition, actor = edition_named(slug), current_actor()
    reviewed = describing.reviewed_categories(reading(), actor.id, edition)
    said = queries.capacities(reading(), edition.id, actor.id)
    places = {
        role: {key: capacity_field(number, key) for key in keys}
        for number, (role, keys) in enumerate(reviewed.items())
    }
    form = capacity_form(edition.plan, reviewed)(
        data={
            name: said.get(role, {}).get(key, most_of(edition.plan, role))
            for role, names in places.items()
            for key, name in names.items()
        }
    )
    if form.validate_on_submit():
        with database().transaction() as db:
            for role, names in places.items():
                told = {key: form[name].data for key, name in names.items()}
                describing.change_capacity(db, actor, slug, told, role=role, now=now())
        flash("It is kept; nobody gives you more from now on.", "success")
        return redirect(url_for("reviews.queue"), 303)
    asked = [
        (role_named(edition.plan, role), most_of(edition.plan, role), list(names.values()))
        for role, names in places.items()
    ]
    body = page(
        "reviewers/capacity.html", form=form, asked=asked, edition=edition, plan=edition.plan
    )
    return body, 422 if form.errors else 200
