"""The secretariat's pages of invitations: all of them, one, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.people import Person
from prize_app.db.reviewers import Invitation, SuggestedReviewer
from prize_app.editions.queries import RunningEdition
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.phrases import refusal_words
from prize_app.reviewers import forms, inviting, pool, queries, suggesting
from prize_app.reviewers.inviting import AGAIN, BETWEEN, Guest
from prize_app.reviewers.naming import roles_named
from prize_app.reviewers.reminding import next_reminder
from prize_app.web import page
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role
from workflows.policy import Permission

bp = Blueprint("reviewers", __name__)
A_PAGE = 50


def edition_for_inviting(slug: str) -> tuple[RunningEdition, dict[str, Any]]:
    """The edition for whoever may invite, with what all these pages share.

    `roles` names what people are asked for by the rounds that a role reviews in.
    """
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.REVIEWER_INVITE)
    g.area = url_for("dashboards.overview", slug=slug)
    tabs = edition_tabs(standing, slug, "reviewers.index")
    return edition, {"edition": edition, "plan": edition.plan, "slug": slug, "tabs": tabs} | {
        "roles": roles_named(edition.plan)
    }


@bp.get("/editions/<slug>/reviewers")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """All invitations with their state, who was proposed, and what goes out next."""
    edition, shared = edition_for_inviting(slug)
    at = edition.time(now())
    asked = queries.list_asked(reading(), edition, at=at)
    counts = queries.counted(asked)
    wanted, start = request.args.get("state", ""), number_of(request.args.get("from"))
    shown = [one for one in asked if not wanted or one.state == wanted]
    lines = [
        (one, next_reminder(edition, one.row, [e for e, _ in one.history], at=at))
        for one in shown[start : start + A_PAGE]
    ]
    return page(
        "reviewers/index.html",
        counts=counts,
        total=len(asked),
        wanted=wanted,
        lines=lines,
        again=AGAIN,
        following=start + A_PAGE if len(shown) > start + A_PAGE else None,
        previous=max(0, start - A_PAGE) if start else None,
        suggested=queries.list_suggested(reading(), edition),
        **shared,
    )


@bp.route("/editions/<slug>/reviewers/invite", methods=["GET", "POST"])
@login_required
def invite(slug: str) -> ResponseReturnValue:
    """Invite one person; from the pool or a proposal the form is filled in."""
    edition, shared = edition_for_inviting(slug)
    form = forms.InviteForm(edition.plan, data=_prefilled(edition))
    if form.validate_on_submit():
        guest = Guest(
            form.email.data or "",
            form.name.data or "",
            form.institution.data or "",
            form.country.data or "",
            form.categories.data or (),
            form.message.data or "",
            role=Role(form.role.data),
        )
        try:
            with database().transaction() as db:
                inviting.invite(
                    db,
                    current_actor(),
                    slug,
                    guest,
                    suggested_id=_id(form.suggested.data),
                    now=now(),
                )
        except RuleBroken as refused:
            form.email.errors = [refusal_words(r, edition.plan) for r in refused.refusals]
        else:
            flash(f"{guest.name} is invited; the letter is on its way.", "success")
            return redirect(url_for(".index", slug=slug), 303)
    status = 422 if form.errors else 200
    return page("reviewers/invite.html", form=form, **shared), status


def _prefilled(edition: RunningEdition) -> dict[str, Any]:
    """What is known of somebody of the pool, or of whom an invited person proposed."""
    person_id, suggested_id = _id(request.args.get("person")), _id(request.args.get("suggested"))
    if person_id is not None:
        person = reading().get(Person, person_id)
        known = person is not None and any(
            one.person is not None and one.person.id == person_id
            for one in pool.list_pool(
                reading(), current_actor(), edition, pool.Wanted(), at=edition.time(now())
            )
        )
        if person is not None and known:
            return {
                "name": person.name,
                "email": person.email,
                "institution": person.institution,
                "country": person.country,
            }
    if suggested_id is not None:
        row = reading().get(SuggestedReviewer, suggested_id)
        if row is not None and row.edition_id == edition.id:
            return {
                "name": row.name,
                "email": row.email,
                "institution": row.institution,
                "suggested": str(row.id),
            }
    return {
        "email": request.args.get("email", "")[:254],
        "name": request.args.get("name", "")[:200],
    }


@bp.get("/editions/<slug>/reviewers/invitations/<uuid:invitation_id>")
@login_required
def invitation(slug: str, invitation_id: UUID) -> ResponseReturnValue:
    """One invitation with all that became of it."""
    edition, shared = edition_for_inviting(slug)
    at = edition.time(now())
    asked = queries.get_asked(reading(), edition, invitation_id, at=at)
    events = [event for event, _ in asked.history]
    following = next_reminder(edition, asked.row, events, at=at)
    return page(
        "reviewers/invitation.html",
        asked=asked,
        again=AGAIN,
        following=following,
        may_remind=asked.reminded_at is None or at - asked.reminded_at >= BETWEEN,
        **shared,
    )


@bp.post("/editions/<slug>/reviewers/invitations/<uuid:invitation_id>/remind")
@login_required
def remind(slug: str, invitation_id: UUID) -> ResponseReturnValue:
    """Remind by hand."""
    return _changed(slug, invitation_id, inviting.remind, "{} is reminded.")


@bp.post("/editions/<slug>/reviewers/invitations/<uuid:invitation_id>/withdraw")
@login_required
def withdraw(slug: str, invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    return _changed(slug, invitation_id, inviting.withdraw, "The invitation of {} is withdrawn.")


@bp.post("/editions/<slug>/reviewers/invitations/<uuid:invitation_id>/again")
@login_required
def again(slug: str, invitation_id: UUID) -> ResponseReturnValue:
    """Invite the same person again, to the same."""
    return _changed(slug, invitation_id, inviting.invite_again, "{} is invited again.")


def _changed(
    slug: str, invitation_id: UUID, act: Callable[..., Invitation], said: str
) -> ResponseReturnValue:
    """Do something to an invitation by its button, and say it with the person's name."""
    edition, _ = edition_for_inviting(slug)
    try:
        with database().transaction() as db:
            name = act(db, current_actor(), slug, invitation_id, now=now()).name
    except RuleBroken as refused:  # a second press: the page says how it stands now
        for refusal in refused.refusals:
            flash(refusal_words(refusal, edition.plan), "warning")
    else:
        flash(said.format(name), "success")
    return redirect(url_for(".invitation", slug=slug, invitation_id=invitation_id), 303)


@bp.post("/editions/<slug>/reviewers/suggested/<uuid:suggested_id>/dismiss")
@login_required
def dismiss(slug: str, suggested_id: UUID) -> ResponseReturnValue:
    """Put a proposed reviewer aside."""
    edition_for_inviting(slug)
    with database().transaction() as db:
        suggesting.dismiss(db, current_actor(), slug, suggested_id, now=now())
    flash("The proposal is put aside.", "success")
    return redirect(url_for(".index", slug=slug), 303)


def number_of(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
