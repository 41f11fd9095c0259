"""One's own pages: the invitation behind a private link, and the terms."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from prize_app.access import current_actor, database, login_required, public, reading
from prize_app.clock import now
from prize_app.phrases import refusal_words
from prize_app.reviewers import accepting, answering, forms
from prize_app.reviewers.answering import Opened, Proposal
from prize_app.reviewers.joining import NewAccount
from prize_app.reviewers.list_views import bp
from prize_app.reviewers.naming import asked_of_rounds
from prize_app.reviewers.queries import State
from prize_app.web import page
from workflows.errors import RuleBroken
from workflows.terms import paragraphs

__all__ = ["bp"]


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def answer(token: str) -> ResponseReturnValue:
    """What is asked of the invited person; accept here."""
    opened = _opened(token)
    form = _accept_form(opened)
    if opened.state is State.OPEN and form.validate_on_submit():
        try:
            with database().transaction() as db:
                answering.accept(db, token, _capacity(opened, form), _account(form), now=now())
        except RuleBroken as refused:
            form.form_errors.extend(refusal_words(r, opened.edition.plan) for r in refused.refusals)
        else:
            flash(
                "Thank you. You are a reviewer now: please sign in, accept the terms and complete "
                "your profile.",
                "success",
            )
            return redirect(url_for("accounts.sign_in", next=url_for(".terms")), 303)
    status = 422 if form.errors else 200
    return page(
        "reviewers/answer.html", form=form, opened=opened, token=token, **_of(opened)
    ), status


@bp.route("/invitations/<token>/decline", methods=["GET", "POST"])
@public
def decline(token: str) -> ResponseReturnValue:
    """Decline with a reason, and perhaps propose somebody else."""
    opened = _opened(token)
    if opened.state is not State.OPEN:
        return redirect(url_for(".answer", token=token), 303)
    form = forms.DeclineForm()
    if form.validate_on_submit():
        proposal = None
        if form.other_name.data:
            proposal = Proposal(
                form.other_name.data,
                form.other_email.data or "",
                form.other_institution.data or "",
                form.other_why.data or "",
            )
        with database().transaction() as db:
            answering.decline(db, token, form.reason.data or "", proposal, now=now())
        flash("Your answer is on record. Thank you for telling us.", "success")
        return redirect(url_for(".answer", token=token), 303)
    status = 422 if form.errors else 200
    return page(
        "reviewers/decline.html", form=form, opened=opened, token=token, **_of(opened)
    ), status


def _opened(token: str) -> Opened:
    opened = answering.open_invitation(reading(), token, now=now())
    g.plan = opened.edition.plan
    return opened


def _of(opened: Opened) -> dict[str, Any]:
    return {
        "edition": opened.edition,
        "plan": opened.edition.plan,
        "row": opened.row,
        "asked": asked_of_rounds(opened.edition.plan, opened.role),
    }


def _accept_form(opened: Opened) -> FlaskForm:
    plan, told = opened.edition.plan, opened.row.details
    kind = forms.accept_form(
        plan,
        list(opened.categories),
        with_account=not opened.has_account,
        usual=int(told.get("capacity", opened.most)),
        most=opened.most,
    )
    row = opened.row
    return kind(
        data=None
        if opened.has_account
        else {"name": row.name, "institution": row.institution, "country": row.country}
    )


def _capacity(opened: Opened, form: FlaskForm) -> dict[str, int]:
    return {
        key: form[f"n-{key}"].data or opened.most
        for key in opened.categories
        if form[f"c-{key}"].data
    }


def _account(form: FlaskForm) -> NewAccount | None:
    if "password" not in form:
        return None
    return NewAccount(
        form["name"].data, form["institution"].data, form["country"].data, form["password"].data
    )


@bp.route("/terms", methods=["GET", "POST"])
@login_required
def terms() -> ResponseReturnValue:
    """The terms that wait for the person, and those that were accepted."""
    actor, form = current_actor(), forms.AcceptTermsForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                accepting.accept_terms(
                    db,
                    actor,
                    form.slug.data or "",
                    form.key.data or "",
                    form.version.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            flash(" ".join(refusal_words(r, None) for r in refused.refusals), "warning")
            return redirect(url_for(".terms", next=request.args.get("next")), 303)
        flash("Accepted. Thank you.", "success")
        reading().close()  # it still looks at the moment before
        if accepting.waiting_for(reading(), actor.id):
            return redirect(url_for(".terms", next=request.args.get("next")), 303)
        return redirect(_own_address(request.args.get("next")), 303)
    return page(
        "reviewers/terms.html",
        form=form,
        blank=forms.AcceptTermsForm(formdata=None),
        waiting=accepting.waiting_for(reading(), actor.id),
        accepted=accepting.accepted_by(reading(), actor.id),
        paragraphs=paragraphs,
    ), 422 if form.errors else 200


def _own_address(wanted: str | None) -> str:
    """A path of this site to go on to; anything else leads to the desk."""
    if wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")):
        parts = urlsplit(wanted)
        if not parts.scheme and not parts.netloc:
            return wanted
    return url_for("dashboards.home")
