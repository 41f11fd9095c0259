"""Pages on which the plan's actions are taken; there is one for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions.queries import standing_in
from prize_app.editions.views import edition_named
from prize_app.negotiating import wants_json
from prize_app.nominations.facts import know
from prize_app.nominations.moving import Given
from prize_app.nominations.seeing import nomination_seen
from prize_app.nominations.standing import Seen, standings
from prize_app.procedure import pages, seconding, service
from prize_app.procedure.elsewhere import where_they_stand
from prize_app.procedure.forms import given_by
from prize_app.procedure.selected import Selected, as_seen
from prize_app.procedure.selecting import is_left_out, selecting_rounds, selections
from prize_app.web import EmptyForm, page
from workflows.errors import NotAllowed, NotFound, Refusal
from workflows.machine import refusals_of
from workflows.plan.evaluation import Action
from workflows.policy import Permission, allowed
from workflows.shortlist_telling import rule_sentence

bp = Blueprint("procedure", __name__)


@bp.route("/nominations/<uuid:nomination_id>/actions/<action_key>", methods=["GET", "POST"])
@login_required
def take(nomination_id: UUID, action_key: str) -> ResponseReturnValue:
    """One action on one nomination: what it does, what it asks for, why it may be closed."""
    seen = nomination_seen(nomination_id)
    action = pages.single_action(seen, action_key)
    form = pages.form_of(seen, action)
    if wants_json() and request.method == "POST":
        return pages.taken_json(_take(seen, action, given_by(form, pages.languages_of(seen))))
    hinted = pages.hints_of(seen, action, form) if form.validate_on_submit() else {}
    # Told once before it is done, for a letter cannot be called back; done again, it goes through.
    if form.validate_on_submit() and set(hinted.values()) <= set(request.form.getlist("told")):
        said = _take(seen, action, given_by(form, pages.languages_of(seen)))
        flash(said.words, "success")
        return redirect(pages.way_back(seen), 303)
    return pages.take_page(seen, action, form, told=hinted), 422 if form.errors else 200


def _take(seen: Seen, action: Action, given: Given) -> pages.Done:
    """Take the action, or propose it where a second person has to agree."""
    nomination_id, label = seen.nomination.id, action.label["en"]
    with database().transaction() as db:
        if action.seconded:
            seconding.propose_action(
                db, current_actor(), nomination_id, action.key, given, now=now()
            )
            return pages.Done(
                f"{label}: proposed. A second person has to agree.", action.key, False
            )
        service.take_action(db, current_actor(), nomination_id, action.key, given, now=now())
    return pages.Done(f"{label}: done.", action.key, True)


@bp.get("/nominations/<uuid:nomination_id>/options")
@login_required
def options(nomination_id: UUID) -> ResponseReturnValue:
    """For programs: what can be done here, and all reasons why something cannot."""
    return jsonify(pages.options_json(nomination_seen(nomination_id)))


@bp.route(
    "/editions/<slug>/categories/<category_key>/actions/<action_key>", methods=["GET", "POST"]
)
@login_required
def collective(slug: str, category_key: str, action_key: str) -> ResponseReturnValue:
    """One action for all nominations of a category at once, or the reasons against it."""
    edition = edition_named(slug)
    action = service.collective_action(edition, category_key, action_key)
    actor = current_actor()
    standing = standing_in(reading(), actor, edition.id, category_key)
    if not standing.roles & set(action.by):
        raise NotFound
    form = EmptyForm()
    if form.validate_on_submit():
        with database().transaction() as db:
            taken = service.take_for_category(db, actor, slug, category_key, action_key, now=now())
        flash(f"{action.label['en']}: done for {len(taken)}.", "success")
        return redirect(url_for("committee.category", slug=slug, category_key=category_key), 303)
    nominations = service.standing_at(reading(), edition, category_key, action)
    stood = standings(reading(), actor, edition, nominations)
    if not all(stood[n.id].is_impartial for n in nominations):
        raise NotAllowed([Refusal("recused_here")])
    known = know(reading(), edition, nominations, actor_id=actor.id, now=now())
    every = [(n, refusals_of(action, known[n.id].facts)) for n in nominations]
    may_read = allowed(Permission.RANKING_READ, standing)
    found = selections(reading(), edition, category_key, action) if may_read else []
    selected = as_seen(reading(), actor, edition, found)
    lines = {key: line for each in selected.values() for key, line in each.lines.items()}
    # Whom it concerns comes first, best first: those whom a rule leaves alone may be many.
    rows = sorted(
        every,
        key=lambda row: (
            bool(row[1]) and is_left_out(row[1]),
            _place_last(lines[row[0].id].place if row[0].id in lines else None),
        ),
    )
    return page(
        "procedure/collective.html",
        edition=edition,
        plan=edition.plan,
        category=edition.plan.categories[category_key],
        action=action,
        rows=rows,
        is_open=any(not reasons for _, reasons in rows)
        and all(not reasons or is_left_out(reasons) for _, reasons in rows),
        ready=sum(not reasons for _, reasons in rows),
        by_rule=selecting_rounds(edition, category_key, action),
        selected=selected,
        lines=lines,
        selected_of=_by_nomination(selected),
        starts=[
            edition.plan.workflow_of(category_key).stages[each].label["en"]
            for each in action.sources
        ],
        stand=where_they_stand(reading(), edition, category_key, actor.id) if not rows else [],
        rule_sentence=rule_sentence,
    )


def _place_last(place: int | None) -> float:
    """A nomination without a place comes after all that have one."""
    return inf if place is None else place


def _by_nomination(selected: Mapping[str, Selected]) -> Mapping[UUID, Selected]:
    return {key: each for each in selected.values() for key in each.lines}
