"""The page on which a draft is looked over: what it changes, for whom, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_wtf import FlaskForm

from prize_app.access import current_actor, reading
from prize_app.amending import forms, pages, queries, records
from prize_app.amending.taking import counting
from prize_app.amending.trial import Trial, try_out
from prize_app.clock import now
from prize_app.db.plans import PlanDraft
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.queries import stage_counts
from prize_app.nominations.standing import standings
from prize_app.web import page
from workflows.amending.consequences import Consequence, Weight
from workflows.amending.signing import DraftState, refusals_to_take
from workflows.policy import Permission, Standing, allowed

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


def reviewed_draft(edition: RunningEdition, standing: Standing, draft: PlanDraft) -> Reviewed:
    """The draft tried out on the edition as it is now."""
    trial = try_out(reading(), edition, draft, now=now())
    asked = pages.questions(edition, trial, language_asked())
    effects = trial.effects
    decisions = pages.told(edition, effects, Weight.ASKS, language_asked()) if effects else []
    return Reviewed(edition, standing, trial, asked, decisions)


def review_page(reviewed: Reviewed, form: FlaskForm | None = None) -> str:
    """The page; with a form that did not hold, what was typed and what is wrong with it."""
    edition, trial = reviewed.edition, reviewed.trial
    actor, draft, language = current_actor(), trial.draft, language_asked()
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
    actor, language = current_actor(), language_asked()
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


def language_asked() -> str:
    """The language in which the reader asks to see the plan."""
    return "zh" if request.args.get("lang") == "zh" else "en"
