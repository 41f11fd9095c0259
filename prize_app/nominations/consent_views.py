"""The nominee's page: reached by a private link, without an account."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import database, public, reading
from prize_app.clock import now
from prize_app.nominations import consent
from prize_app.nominations.forms import ObjectionForm
from prize_app.nominations.own_form import form_plan
from prize_app.nominations.pages import dossier
from prize_app.nominations.shown import shown_files
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.blindness import sight
from workflows.conditions import Consent
from workflows.errors import Refusal, RuleBroken
from workflows.policy import Standing

bp = Blueprint("consent", __name__)
ANSWERS = {"yes": Consent.GIVEN, "no": Consent.REFUSED}


@bp.get("/consent/<token>")
@public
def ask(token: str) -> ResponseReturnValue:
    """What the nomination says, and the question."""
    return _asking(token, ObjectionForm(formdata=None))


def _asking(token: str, form: ObjectionForm) -> str:
    nomination, edition = consent.asked(reading(), token)
    g.plan = edition.plan
    own_plan = form_plan(reading(), nomination)
    # The nominee has no role: what reviewers do not read is between nominator and secretariat.
    seen = sight(
        edition.plan,
        Standing(frozenset(), handed_in=True),
        (own_plan.form_of(nomination.category_key), edition.plan.form_of(nomination.category_key)),
    )
    return page(
        "nominations/consent.html",
        form=form,
        objections=consent.objections_to(reading(), nomination),
        nomination=nomination,
        edition=edition,
        category=edition.plan.categories[nomination.category_key],
        sections=dossier(
            own_plan,
            nomination,
            shown_files(reading(), nomination, seen),
            closed=seen.closed_fields,
        ),
        token=token,
    )


@bp.post("/consent/<token>")
@public
def answer(token: str) -> ResponseReturnValue:
    """Keep yes or no."""
    said = ANSWERS.get(request.form.get("answer", ""))
    if said is None:
        raise RuleBroken([Refusal("answer_unreadable")])
    with database().transaction() as db:
        consent.answer(db, token, said, now=now())
    return redirect(url_for(".ask", token=token), 303)


@bp.post("/consent/<token>/objections")
@public
def objecting(token: str) -> ResponseReturnValue:
    """Keep whom the nominee asks to leave out of the review."""
    _, edition = consent.asked(reading(), token)
    form = ObjectionForm()
    if form.validate():
        try:
            with database().transaction() as db:
                consent.object_to(
                    db,
                    token,
                    form.person.data or "",
                    form.institution.data or "",
                    form.reason.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            form.form_errors += [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash("The secretariat reads it and weighs it.", "success")
            return redirect(url_for(".ask", token=token), 303)
    return _asking(token, form), 422
