"""The nominee's page: reached by a private link, without an account."""

from __future__ import annotations

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import database, public, reading
from prize_app.clock import now
from prize_app.nominations import consent
from prize_app.nominations.own_form import form_plan
from prize_app.nominations.pages import dossier
from prize_app.nominations.shown import shown_files
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
    nomination, edition = consent.asked(reading(), token)
    g.plan = edition.plan
    form = form_plan(reading(), nomination)
    # The nominee has no role: what reviewers do not read is between nominator and secretariat.
    seen = sight(
        edition.plan,
        Standing(frozenset(), handed_in=True),
        (form.form_of(nomination.category_key), edition.plan.form_of(nomination.category_key)),
    )
    return page(
        "nominations/consent.html",
        nomination=nomination,
        edition=edition,
        category=edition.plan.categories[nomination.category_key],
        sections=dossier(
            form,
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
