"""Pages on which the plan's actions are taken; there is one for all of them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions.queries import standing_in
from prize_app.editions.views import edition_named
from prize_app.nominations.facts import know
from prize_app.nominations.pages import stage_words
from prize_app.nominations.standing import Seen, standings
from prize_app.nominations.views import nomination_seen
from prize_app.procedure import service
from prize_app.procedure.forms import action_form, given_by
from prize_app.web import EmptyForm, page
from workflows.errors import NotFound
from workflows.machine import options
from workflows.plan.evaluation import Ask, Role
from workflows.plan.forms import Means
from workflows.policy import Permission, allowed

bp = Blueprint("procedure", __name__)


@bp.route("/nominations/<uuid:nomination_id>/actions/<action_key>", methods=["GET", "POST"])
@login_required
def take(nomination_id: UUID, action_key: str) -> ResponseReturnValue:
    """One action on one nomination: what it does, what it asks for, why it may be closed."""
    seen = nomination_seen(nomination_id)
    plan, nomination = seen.edition.plan, seen.nomination
    action = plan.workflow_of(nomination.category_key).actions.get(action_key)
    if action is None or action.collective or not seen.standing.acting_roles & set(action.by):
        raise NotFound
    languages = plan.prize.languages
    form = action_form(action, languages)(data={"citation_en": _proposed_citation(seen)})
    if form.validate_on_submit():
        with database().transaction() as db:
            taken = service.take_action(
                db,
                current_actor(),
                nomination_id,
                action_key,
                given_by(form, languages),
                now=now(),
            )
        flash(f"{action.label['en']}: done.", "success")
        return redirect(_next(seen, taken.edition.row.slug), 303)
    known = know(reading(), seen.edition, [nomination], actor_id=current_actor().id, now=now())[
        nomination.id
    ]
    offered = options(
        plan.workflow_of(nomination.category_key),
        nomination.stage,
        seen.standing.acting_roles,
        known.facts,
    )
    option = next((o for o in offered if o.action.key == action_key), None)
    return page(
        "procedure/take.html",
        seen=seen,
        nomination=nomination,
        plan=plan,
        action=action,
        option=option,
        form=form,
        asks_citation=Ask.CITATION in action.asks,
        languages=languages,
        stage=stage_words(seen, public=not seen.standing.acting_roles - {Role.NOMINATOR}),
        target=plan.workflow_of(nomination.category_key).stages[action.target],
        category=plan.categories[nomination.category_key],
    ), 422 if form.errors else 200


def _proposed_citation(seen: Seen) -> str:
    field = seen.form.field_that_means(Means.CITATION)
    return str(seen.nomination.answers.get(field.key) or "") if field else ""


def _next(seen: Seen, slug: str) -> str:
    """Back to the nomination while it can be seen, else to the edition."""
    with database().reading() as fresh:
        nomination = fresh.get(type(seen.nomination), seen.nomination.id)
        if nomination is not None:
            standing = standings(fresh, current_actor(), seen.edition, [nomination])
            if allowed(Permission.NOMINATION_READ, standing[nomination.id]):
                return url_for("nominations.show", nomination_id=nomination.id)
    return url_for("dashboards.overview", slug=slug)


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
    impartial = [n for n in nominations if stood[n.id].is_impartial]
    known = know(reading(), edition, impartial, actor_id=actor.id, now=now())
    rows = [
        (n, [r for guard in action.guards if (r := guard.refuses(known[n.id].facts))])
        for n in impartial
    ]
    return page(
        "procedure/collective.html",
        edition=edition,
        plan=edition.plan,
        category=edition.plan.categories[category_key],
        action=action,
        rows=rows,
        is_open=bool(rows)
        and len(impartial) == len(nominations)
        and not any(reasons for _, reasons in rows),
        is_recused=len(impartial) < len(nominations),
    )
