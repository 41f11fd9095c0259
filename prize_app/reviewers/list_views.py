"""The secretariat's pages of people: everybody known, one of them, lists in and out, thanks."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.certificates.downloads import download
from prize_app.clock import now
from prize_app.countries import LANGUAGES
from prize_app.editions.queries import roles_in
from prize_app.reviewers import exporting, forms, importing, pool, queries, thanks
from prize_app.reviewers.accepting import accepted_by
from prize_app.reviewers.inviting import AGAIN
from prize_app.reviewers.profiles import all_themes, profile_of
from prize_app.reviewers.tables import COLUMNS, decoded
from prize_app.reviewers.views import A_PAGE, bp, edition_for_inviting, number_of
from prize_app.web import page
from workflows.errors import NotFound, UnusableInput

__all__ = ["bp"]


@bp.get("/editions/<slug>/reviewers/pool")
@login_required
def everybody(slug: str) -> ResponseReturnValue:
    """Everybody who reviewed or was invited in any edition."""
    edition, shared = edition_for_inviting(slug)
    themes = all_themes(reading())
    form = forms.PoolForm(request.args)
    form.theme.choices = [("", "any"), *themes.items()]
    wanted = pool.Wanted(
        form.words.data or "",
        form.theme.data or "",
        form.language.data or "",
        form.country.data or "",
    )
    at = edition.time(now())
    found = pool.list_pool(reading(), current_actor(), edition, wanted, at=at)
    start = number_of(request.args.get("from"))
    asked = {key: value for key, value in request.args.items() if key != "from"}
    asked.pop("slug", None)
    return page(
        "reviewers/pool.html",
        form=form,
        total=len(found),
        people=found[start : start + A_PAGE],
        themes=themes,
        languages=dict(LANGUAGES),
        again=AGAIN,
        asked=asked,
        following=start + A_PAGE if len(found) > start + A_PAGE else None,
        previous=max(0, start - A_PAGE) if start else None,
        **shared,
    )


@bp.get("/editions/<slug>/reviewers/<uuid:person_id>")
@login_required
def person(slug: str, person_id: UUID) -> ResponseReturnValue:
    """One reviewer: profile, capacity, accepted terms, what was done so far."""
    edition, shared = edition_for_inviting(slug)
    at, actor = edition.time(now()), current_actor()
    found = pool.list_pool(reading(), actor, edition, pool.Wanted(), at=at)
    known = next((k for k in found if k.person is not None and k.person.id == person_id), None)
    # Members of the committee accept terms as well; nobody else has a page here.
    if known is None and not roles_in(reading(), person_id, edition.id):
        raise NotFound
    return page(
        "reviewers/person.html",
        known=known,
        profile=profile_of(reading(), person_id),
        capacities=queries.capacities(reading(), edition.id, person_id),
        accepted=accepted_by(reading(), person_id, edition_id=edition.id),
        themes=all_themes(reading()),
        languages=dict(LANGUAGES),
        again=AGAIN,
        **shared,
    )


@bp.route("/editions/<slug>/reviewers/import", methods=["GET", "POST"])
@login_required
def import_list(slug: str) -> ResponseReturnValue:
    """Try a list: every line with what it would do and its faults. Nothing is written here."""
    edition, shared = edition_for_inviting(slug)
    form, tried, take = forms.ImportForm(), None, None
    if form.validate_on_submit():
        try:
            upload = form.file.data
            text = decoded(upload.read()) if upload else form.text.data or ""
            tried = importing.try_list(reading(), edition, text, at=edition.time(now()))
            take = forms.TakeForm(formdata=None, text=text, message=form.message.data or "")
            form.text.data = text
        except UnusableInput as wrong:
            given = form.file if form.file.data else form.text
            given.errors = [_sentence(wrong)]
    return page(
        "reviewers/import.html",
        form=form,
        tried=tried,
        take=take,
        effects=importing.Effect,
        columns=COLUMNS,
        themes={t.key: t.label["en"] for t in edition.plan.themes.values()},
        languages=dict(LANGUAGES),
        **shared,
    ), 422 if form.errors else 200


def _sentence(wrong: UnusableInput) -> str:
    """What is wrong with a list, beside the field that it came from."""
    said = str(wrong)
    return f"{said[:1].upper()}{said[1:]}"


@bp.post("/editions/<slug>/reviewers/import/take")
@login_required
def take_list(slug: str) -> ResponseReturnValue:
    """Invite everybody on the list that was tried."""
    edition_for_inviting(slug)
    form = forms.TakeForm()
    if not form.validate_on_submit():
        flash("The list could not be read. Please load it again.", "error")
        return redirect(url_for(".import_list", slug=slug), 303)
    with database().transaction() as db:
        count = importing.take_list(
            db,
            current_actor(),
            slug,
            form.text.data or "",
            message=form.message.data or "",
            now=now(),
        )
    many = "1 person is" if count == 1 else f"{count} people are"
    flash(f"{many} invited.", "success")
    return redirect(url_for(".index", slug=slug), 303)


@bp.get("/editions/<slug>/reviewers.csv")
@login_required
def export(slug: str) -> ResponseReturnValue:
    """The reviewers of the edition in the format that can be imported."""
    edition, _ = edition_for_inviting(slug)
    return download(exporting.export_list(reading(), edition), "text/csv", f"{slug}-reviewers.csv")


@bp.get("/editions/<slug>/reviewers/thanks")
@login_required
def served(slug: str) -> ResponseReturnValue:
    """Everybody who handed in a review, and whether they were thanked."""
    edition, shared = edition_for_inviting(slug)
    found = thanks.list_served(reading(), current_actor(), edition)
    return page(
        "reviewers/thanks.html",
        served=found,
        waiting=sum(one.may_be_thanked for one in found),
        **shared,
    )


@bp.post("/editions/<slug>/reviewers/thanks")
@login_required
def thank(slug: str) -> ResponseReturnValue:
    """Thank everybody who has not been thanked."""
    edition_for_inviting(slug)
    with database().transaction() as db:
        count = thanks.thank(db, current_actor(), slug, now=now())
    if count:
        many = "1 reviewer has" if count == 1 else f"{count} reviewers have"
        flash(f"{many} a certificate of service now, and a letter.", "success")
    else:
        flash("Everybody whose reviews are all in has been thanked already.", "warning")
    return redirect(url_for(".served", slug=slug), 303)
