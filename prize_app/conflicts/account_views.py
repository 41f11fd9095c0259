"""The secretariat's pages about two accounts that are, or are not, one person's."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.conflicts import same, undoing
from prize_app.conflicts.forms import CONFIRM, AccountsForm, TakeBackForm
from prize_app.conflicts.views import bp, show_refused
from prize_app.db.people import Person
from prize_app.editions.views import edition_named, standing_towards
from prize_app.web import page
from workflows.errors import RuleBroken
from workflows.policy import Permission

__all__ = ["bp"]


@bp.route(
    "/editions/<slug>/conflicts/accounts/<uuid:person_id>/<uuid:other_id>", methods=["GET", "POST"]
)
@login_required
def accounts(slug: str, person_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Two accounts that may be one person's."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    pair = same.find_pair(reading(), edition, person_id, other_id)
    form = AccountsForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                same.settle_accounts(
                    db,
                    current_actor(),
                    slug,
                    person_id,
                    other_id,
                    form.fingerprint.data or "",
                    form.reason.data or "",
                    is_same=form.decision.data == CONFIRM,
                    now=now(),
                )
        except RuleBroken as refused:
            show_refused(form, refused)
        else:
            flash("Settled. It stays on record with your reason.", "success")
            return redirect(url_for(".index", slug=slug), 303)
    form.fingerprint.data = pair.fingerprint
    both = [reading().get_one(Person, UUID(key)) for key in (pair.one, pair.other)]
    body = page("conflicts/accounts.html", form=form, edition=edition, both=both, pair=pair)
    return body, 422 if form.errors else 200


@bp.route(
    "/editions/<slug>/conflicts/accounts/<uuid:known_id>/<uuid:same_id>/take-back",
    methods=["GET", "POST"],
)
@login_required
def take_back(slug: str, known_id: UUID, same_id: UUID) -> ResponseReturnValue:
    """Two accounts that were found to be one person's, and are not."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    found = undoing.get_found(reading(), edition, known_id, same_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                undoing.take_back(
                    db,
                    current_actor(),
                    slug,
                    known_id,
                    same_id,
                    form.reason.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            show_refused(form, refused)
        else:
            flash("Taken back. The two accounts no longer bind each other.", "success")
            return redirect(url_for(".index", slug=slug), 303)
    body = page("conflicts/take_back.html", form=form, edition=edition, found=found)
    return body, 422 if form.errors else 200
