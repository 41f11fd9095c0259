"""Seconding: agreeing to what another proposed, refusing it, taking one's own back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.db.motions import Motion
from prize_app.negotiating import wants_json
from prize_app.nominations.seeing import nomination_seen
from prize_app.nominations.standing import Seen
from prize_app.procedure import pages, seconding
from prize_app.procedure.forms import RefuseForm
from workflows.errors import NotFound
from workflows.plan.evaluation import Action

bp = Blueprint("seconding", __name__)


def _of_address(motion_id: UUID) -> tuple[Seen, Action]:
    """The nomination and the action of a motion, for whoever may take such an action."""
    motion = reading().get(Motion, motion_id)
    if motion is None:
        raise NotFound
    seen = nomination_seen(motion.nomination_id)
    action = pages.workflow_of(seen).actions.get(motion.action_key)
    if action is None or not seen.standing.acting_roles & set(action.by):
        raise NotFound
    return seen, action


@bp.post("/motions/<uuid:motion_id>/agree")
@login_required
def agree(motion_id: UUID) -> ResponseReturnValue:
    """Agree as the second person: the step is taken."""
    seen, action = _of_address(motion_id)
    with database().transaction() as db:
        seconding.agree(db, current_actor(), motion_id, now=now())
    done = pages.Done(f"{action.label['en']}: agreed and done.", action.key, True)
    return _answer(seen, done)


@bp.post("/motions/<uuid:motion_id>/refuse")
@login_required
def refuse(motion_id: UUID) -> ResponseReturnValue:
    """Refuse as the second person, with a reason."""
    seen, action = _of_address(motion_id)
    form = RefuseForm()
    if not wants_json() and not form.validate_on_submit():
        return pages.take_page(seen, action, pages.form_of(seen, action), form), 422
    with database().transaction() as db:
        seconding.refuse(db, current_actor(), motion_id, form.refusal.data or "", now=now())
    return _answer(seen, pages.Done(f"{action.label['en']}: refused.", action.key, False))


@bp.post("/motions/<uuid:motion_id>/take-back")
@login_required
def take_back(motion_id: UUID) -> ResponseReturnValue:
    """Take back what one proposed."""
    seen, action = _of_address(motion_id)
    with database().transaction() as db:
        seconding.take_back(db, current_actor(), motion_id, now=now())
    return _answer(seen, pages.Done(f"{action.label['en']}: taken back.", action.key, False))


def _answer(seen: Seen, done: pages.Done) -> ResponseReturnValue:
    if wants_json():
        return pages.settled_json(done)
    flash(done.words, "success")
    return redirect(pages.way_back(seen), 303)
