"""The review page of a draft, and the acts on it: settle, propose, sign, take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from prize_app.access import current_actor, database, login_required, reading
from prize_app.amending import forms, pages, queries, records, service
from prize_app.amending.taking import counting, take
from prize_app.amending.trial import Trial, landing_of, plan_of, try_out
from prize_app.clock import now
from prize_app.db.plans import PlanDraft
from prize_app.editions.acting import act_on
from prize_app.editions.queries import RunningEdition
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.queries import stage_counts
from prize_app.nominations.standing import standings
from prize_app.web import page
from workflows.amending.consequences import Consequence, Weight
from workflows.amending.signing import DraftState, refusals_to_take
from workflows.drawing import Census, due_words, workflow_svg
from workflows.errors import NotFound
from workflows.policy import Permission, Standing, allowed

bp = Blueprint("amending", __name__)
FIRST = 20
"""Rows of verdicts on the page; all of them are one link away."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft on the table, as the viewer stands to the edition."""

    edition: RunningEdition
    standing: Standing
    trial: Trial
    asked: list[pages.Question]
    decisions: list[tuple[Consequence, str]]


@bp.get("/editions/<slug>/plan/draft/review")
@login_required
def review(slug: str) -> ResponseReturnValue:
    """What the open draft would change, for whom, and what is still to be done with it."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.PLAN_SIGN)
    draft = queries.open_draft(reading(), edition.id)
    if draft is None:
        may_write = allowed(Permission.PLAN_PROPOSE, standing)
        return page("amending/none.html", edition=edition, may_write=may_write)
    return _review_page(_reviewed(edition, standing, draft))


@bp.post("/editions/<slug>/plan/draft/settle")
@login_required
def settle(slug: str) -> ResponseReturnValue:
    """Keep where nominations go, and why consequences are accepted."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.PLAN_PROPOSE)
    draft = queries.open_draft(reading(), edition.id)
    if draft is None:
        return redirect(url_for(".review", slug=slug), 303)
    reviewed = _reviewed(edition, standing, draft)
    form = forms.settle_form(reviewed.asked, reviewed.decisions)()
    if not form.validate():
        return _review_page(reviewed, form), 422
    with database().transaction() as db:
        service.settle(
            db,
            current_actor(),
            slug,
            mapping=forms.mapping_of(form, reviewed.asked),
            decisions=forms.decisions_of(form, reviewed.decisions),
            seen=form["seen"].data or "",
            now=now(),
        )
    flash("Kept.", "success")
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/propose")
@login_required
def propose(slug: str) -> ResponseReturnValue:
    """Lay the draft before those who sign."""
    act_on(
        slug,
        Permission.PLAN_PROPOSE,
        lambda db, actor: service.propose(db, actor, slug, seen=_seen(), now=now()),
        said="Proposed. Everybody who may sign gets a letter.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/take-back")
@login_required
def take_back(slug: str) -> ResponseReturnValue:
    """Open the proposed draft for writing again."""
    act_on(
        slug,
        Permission.PLAN_PROPOSE,
        lambda db, actor: service.take_back(db, actor, slug, now=now()),
        said="Taken back. Signatures under it are void.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/sign")
@login_required
def sign(slug: str) -> ResponseReturnValue:
    """Sign exactly what was looked at."""
    act_on(
        slug,
        Permission.PLAN_SIGN,
        lambda db, actor: service.sign(db, actor, slug, seen=_seen(), now=now()),
        said="Signed. You can withdraw your signature until the plan is taken.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/withdraw-signature")
@login_required
def withdraw_signature(slug: str) -> ResponseReturnValue:
    """Take one's own signature back."""
    act_on(
        slug,
        Permission.PLAN_SIGN,
        lambda db, actor: service.withdraw_signature(db, actor, slug, now=now()),
        said="Your signature is withdrawn.",
    )
    return redirect(url_for(".review", slug=slug), 303)


@bp.post("/editions/<slug>/plan/draft/take")
@login_required
def take_draft(slug: str) -> ResponseReturnValue:
    """Publish the signed draft and go over to it."""
    amendment = act_on(
        slug,
        Permission.PLAN_TAKE,
        lambda db, actor: take(db, actor, slug, seen=_seen(), now=now()),
        said="The edition has gone over to the amended plan.",
    )
    return redirect(url_for(".amendment", slug=slug, amendment_id=amendment.id), 303)


@bp.get("/editions/<slug>/plan/draft/landing/<workflow_key>.svg")
@login_required
def landing_drawing(slug: str, workflow_key: str) -> ResponseReturnValue:
    """The procedure of the draft with the nominations where they would stand."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.PLAN_SIGN)
    draft = queries.open_draft(reading(), edition.id)
    plan = plan_of(draft) if draft else None
    if draft is None or plan is None or workflow_key not in plan.workflows:
        raise NotFound
    landed = landing_of(reading(), edition, draft)
    counts = stage_counts(reading(), edition.id, current_actor().id)
    places = landed.places if landed else ()
    here = pages.landed_counts(plan, places, counts, workflow_key)
    workflow = plan.workflows[workflow_key]
    dues = due_words(plan, workflow, _language())
    drawing = workflow_svg(workflow, _language(), census=Census(here), dues=dues)
    return Response(drawing, mimetype="image/svg+xml")


def _reviewed(edition: RunningEdition, standing: Standing, draft: PlanDraft) -> Reviewed:
    trial = try_out(reading(), edition, draft, now=now())
    asked = pages.questions(edition, trial, _language())
    effects = trial.effects
    decisions = pages.told(edition, effects, Weight.ASKS, _language()) if effects else []
    return Reviewed(edition, standing, trial, asked, decisions)


def _review_page(reviewed: Reviewed, form: FlaskForm | None = None) -> str:
    edition, trial = reviewed.edition, reviewed.trial
    actor, draft, language = current_actor(), trial.draft, _language()
    signed = queries.signatures_of(reading(), draft.id, edition.id)
    counted = counting(signed, trial.content_hash)
    if form is None:
        data = forms.filled(reviewed.asked, draft.decisions) | {"seen": trial.content_hash}
        form = forms.settle_form(reviewed.asked, reviewed.decisions)(formdata=None, data=data)
    for question in reviewed.asked:
        if question.faults:
            form[forms.name_of(question)].errors = list(question.faults)
    return page(
        "amending/review.html",
        edition=edition,
        trial=trial,
        draft=draft,
        form=form,
        seen_form=forms.SeenForm(formdata=None, data={"seen": trial.content_hash}),
        mapped=[forms.name_of(q) for q in reviewed.asked],
        explained=[f"why-{c.key}" for c, _ in reviewed.decisions],
        decided=[(words, draft.decisions.get(c.key, "")) for c, words in reviewed.decisions],
        is_proposed=draft.state == DraftState.PROPOSED,
        barring=pages.barring(edition, trial, language),
        signed=signed,
        counted={s.person_id for s in counted},
        has_signed=any(s.person_id == actor.id for s in counted),
        missing=refusals_to_take([s.for_the_engine for s in counted]),
        may_propose=allowed(Permission.PLAN_PROPOSE, reviewed.standing),
        may_take=allowed(Permission.PLAN_TAKE, reviewed.standing),
        language=language,
        **_effects(reviewed),
    )


def _effects(reviewed: Reviewed) -> dict[str, Any]:
    """What the viewer may know of the effects: nothing of nominations he or she is recused from."""
    edition, effects = reviewed.edition, reviewed.trial.effects
    actor, language = current_actor(), _language()
    if effects is None:
        return {"parts": [], "rows": [], "landing": [], "tells": [], "workflows": []}
    changed = [n for n in effects.under_way if n.id in effects.verdicts]
    stood = standings(reading(), actor, edition, changed)
    visible = [n for n in changed if allowed(Permission.SCREENING_READ, stood[n.id])]
    rows = records.verdict_rows(edition, effects.verdicts, visible, language)
    counts = stage_counts(reading(), edition.id, actor.id)
    # Counted as the viewer may count: a stage with nobody in it that he or she may know of shows
    # only where it has to be mapped.
    occupied = frozenset(category for category, _ in counts)
    every = pages.landing_rows(edition, effects, counts, language)
    landed = [row for row in every if row.count or not row.is_quiet]
    categories = [
        effects.plan.categories.get(key) for key in edition.plan.categories if key in occupied
    ]
    screens = Standing(reviewed.standing.roles, handed_in=True)
    return {
        "parts": pages.parts(effects.differences, edition.plan, occupied, language),
        "rows": rows if request.args.get("all") else rows[:FIRST],
        "total": len(rows),
        "turned": sum(row.turns for row in rows),
        "by_condition": records.by_condition(rows),
        "sees_verdicts": allowed(Permission.SCREENING_READ, screens),
        "landing": landed,
        "tells": pages.told(edition, effects, Weight.TELLS, language),
        "workflows": [
            effects.plan.workflows[key]
            for key in dict.fromkeys(c.workflow for c in categories if c is not None)
        ],
    }


def _seen() -> str:
    return str(forms.SeenForm().seen.data or "")


def _language() -> str:
    return "zh" if request.args.get("lang") == "zh" else "en"
