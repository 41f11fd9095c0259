"""Pages of accounts."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from prize_app.access import SignedIn, current_actor, database, find_actor, login_required, public
from prize_app.accounts import service
from prize_app.accounts.forms import (
    ForgottenForm,
    NewPasswordForm,
    RegisterForm,
    SettingsForm,
    SignInForm,
)
from prize_app.clock import now
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.errors import Refusal

bp = Blueprint("accounts", __name__)


@bp.route("/register", methods=["GET", "POST"])
@public
def register() -> ResponseReturnValue:
    """Make an account."""
    form = RegisterForm()
    if form.validate_on_submit():
        with database().transaction() as db:
            service.register(
                db,
                name=form.name.data or "",
                email=form.email.data or "",
                institution=form.institution.data or "",
                country=form.country.data,
                password=form.password.data or "",
                now=now(),
            )
        return redirect(url_for(".look_into_your_mail"), 303)
    return page("accounts/register.html", form=form), 422 if form.errors else 200


@bp.get("/register/sent")
@public
def look_into_your_mail() -> ResponseReturnValue:
    """Say that a letter is on its way."""
    return page("accounts/sent.html")


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> ResponseReturnValue:
    """Confirm an address. A page first: mail scanners open links, but press no buttons."""
    if request.method == "POST":
        with database().transaction() as db:
            person = service.confirm_address(db, token, now=now())
        _sign_in(SignedIn(person))
        flash("Your address is confirmed, and you are signed in.", "success")
        return redirect(url_for("dashboards.home"), 303)
    return page("accounts/confirm.html", token=token)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with e-mail and password."""
    if find_actor() is not None:
        return redirect(url_for("dashboards.home"), 303)
    form = SignInForm()
    status = 200
    if form.validate_on_submit():
        with database().transaction() as db:
            answer = service.sign_in(db, form.email.data or "", form.password.data or "", now=now())
        if not isinstance(answer, Refusal):
            _sign_in(SignedIn(answer))
            return redirect(_own_address(request.args.get("next")), 303)
        form.form_errors.append(refusal_words(answer, None))
        status = 429 if answer.code == "too_many_tries" else 422
    elif form.errors:
        status = 422
    return page("accounts/sign_in.html", form=form), status


@bp.post("/sign-out")
@login_required
def sign_out() -> ResponseReturnValue:
    """Sign out here."""
    logout_user()
    session.clear()
    flash("You are signed out.", "success")
    return redirect(url_for("editions.home"), 303)


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    """Ask for a link to set a new password."""
    form = ForgottenForm()
    if form.validate_on_submit():
        with database().transaction() as db:
            service.ask_for_new_password(db, form.email.data or "", now=now())
        return redirect(url_for(".look_into_your_mail"), 303)
    return page("accounts/forgotten.html", form=form), 422 if form.errors else 200


@bp.route("/new-password/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> ResponseReturnValue:
    """Set a new password by the link."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        with database().transaction() as db:
            service.set_password(db, token, form.new_password.data or "", now=now())
        flash("The new password is set. Please sign in.", "success")
        return redirect(url_for(".sign_in"), 303)
    return page("accounts/new_password.html", form=form, token=token), 422 if form.errors else 200


@bp.route("/account", methods=["GET", "POST"])
@login_required
def settings() -> ResponseReturnValue:
    """How the person reads the prize: in which zone deadlines are shown."""
    actor = current_actor()
    form = SettingsForm(data={"zone": actor.zone})
    if form.validate_on_submit():
        with database().transaction() as db:
            service.choose_zone(db, actor, form.zone.data or "")
        flash("Deadlines are shown in this time zone from now on.", "success")
        return redirect(url_for(".settings"), 303)
    return page("accounts/settings.html", form=form), 422 if form.errors else 200


def _sign_in(user: SignedIn) -> None:
    # What a stranger's session held must not survive into the signed-in one.
    session.clear()
    session.permanent = True
    login_user(user)


def _own_address(wanted: str | None) -> str:
    """A path of this site to go on to; anything else leads home."""
    if wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")):
        parts = urlsplit(wanted)
        if not parts.scheme and not parts.netloc:
            return wanted
    return url_for("dashboards.home")
