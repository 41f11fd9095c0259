"""What the pages and the JSON of the plan's actions show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from prize_app.access import current_actor, database, reading
from prize_app.clock import now
from prize_app.leaks.hints import hints
from prize_app.nominations.facts import Known, know
from prize_app.nominations.findings import Judged, judged
from prize_app.nominations.motions import motions_on
from prize_app.nominations.pages import stage_words
from prize_app.nominations.seeing import conditions_url
from prize_app.nominations.standing import Seen, standings
from prize_app.procedure.forms import RefuseForm, action_form
from prize_app.web import page, reasons_as_json
from workflows.conditions import Verdict
from workflows.errors import NotAllowed, NotFound
from workflows.leaks import Written
from workflows.machine import Option, options, reasons_against, why_not
from workflows.plan.evaluation import Action, Ask, Record, Workflow
from workflows.plan.forms import Means
from workflows.policy import Permission, allowed


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an action: its words for people, and whether the nomination moved."""

    words: str
    action: str
    moved: bool


def single_action(seen: Seen, action_key: str) -> Action:
    """An action of one nomination that is this person's to take.

    Raises:
        NotFound: there is none of that name; nominators and reviewers learn no more.
        NotAllowed: it is somebody else's; all that speaks against it besides is told as well.
    """
    workflow = workflow_of(seen)
    action = workflow.actions.get(action_key)
    if action is None or action.collective:
        raise NotFound
    roles = seen.standing.acting_roles
    if not roles & set(action.by):
        if seen.is_outside:
            raise NotFound
        facts = known_of(seen).facts
        raise NotAllowed(reasons_against(workflow, seen.nomination.stage, action, roles, facts))
    return action


def workflow_of(seen: Seen) -> Workflow:
    """The procedure of a nomination's category."""
    return seen.edition.plan.workflow_of(seen.nomination.category_key)


def languages_of(seen: Seen) -> tuple[str, ...]:
    """The languages of the plan, in which citations are written."""
    return seen.edition.plan.prize.languages


def known_of(seen: Seen) -> Known:
    """What guards look at, gathered once a request."""
    key = f"known-{seen.nomination.id}"
    if key not in g:
        found = know(
            reading(), seen.edition, [seen.nomination], actor_id=current_actor().id, now=now()
        )
        setattr(g, key, found[seen.nomination.id])
    known: Known = g.get(key)
    return known


def form_of(seen: Seen, action: Action) -> FlaskForm:
    """The form of an action, bound to the request; a citation begins with the nominator's."""
    shape = action_form(action, languages_of(seen))
    if request.method == "POST":  # what is not sent is missing, and not filled in for anybody
        return shape()
    field = seen.form.field_that_means(Means.CITATION)
    proposed = str(seen.nomination.answers.get(field.key) or "") if field else ""
    return shape(data={"citation_en": proposed})


def take_page(
    seen: Seen,
    action: Action,
    form: FlaskForm,
    refusing: FlaskForm | None = None,
    *,
    told: Mapping[str, str] | None = None,
) -> str:
    """The page of one action: to take it, to propose it, or to second what waits."""
    plan, nomination = seen.edition.plan, seen.nomination
    offered = options(
        workflow_of(seen), nomination.stage, seen.standing.acting_roles, known_of(seen).facts
    )
    waits = motions_on(reading(), current_actor(), seen) if action.seconded else {}
    return page(
        "procedure/take.html",
        seen=seen,
        nomination=nomination,
        plan=plan,
        action=action,
        option=next((o for o in offered if o.action.key == action.key), None),
        waiting=waits.get(action.key),
        form=form,
        hints=told or {},
        refusing=refusing or RefuseForm(formdata=None),
        judged=_speaking_against(seen, action),
        plan_url=conditions_url(seen),
        asks_citation=Ask.CITATION in action.asks,
        languages=plan.prize.languages,
        stage=stage_words(seen, public=seen.is_outside),
        target=workflow_of(seen).stages[action.target],
        category=plan.categories[nomination.category_key],
    )


def hints_of(seen: Seen, action: Action, form: FlaskForm) -> Mapping[str, str]:
    """Field -> what its writer may be told of names in it, by who reads it."""
    texts = {f.name: f.data or "" for f in form if f.name == "reason"}
    kinds = [Written.REASON, Written.MESSAGE] if Ask.MESSAGE in action.asks else [Written.REASON]
    return hints(reading(), current_actor(), seen, kinds, texts)


def _speaking_against(seen: Seen, action: Action) -> list[Judged]:
    """The findings that do not hold, where the action is about them and the reader may know."""
    if Record.SCREENING not in action.records:
        return []
    if not allowed(Permission.SCREENING_READ, seen.standing):
        return []
    return [
        each
        for each in judged(seen.edition.plan, seen.nomination.category_key, known_of(seen))
        if each.verdict is not Verdict.HOLDS
    ]


def taken_json(done: Done) -> ResponseReturnValue:
    """What became of an action, for programs."""
    return jsonify({"action": done.action, "taken": done.moved, "waits_for_second": not done.moved})


def way_back(seen: Seen) -> str:
    """Back to the nomination while it can be seen, else to the edition."""
    with database().reading() as fresh:
        nomination = fresh.get(type(seen.nomination), seen.nomination.id)
        if nomination is not None:
            standing = standings(fresh, current_actor(), seen.edition, [nomination])
            if allowed(Permission.NOMINATION_READ, standing[nomination.id]):
                return url_for("nominations.show", nomination_id=nomination.id)
    return url_for("dashboards.overview", slug=seen.edition.row.slug)


def settled_json(done: Done) -> ResponseReturnValue:
    """What became of a motion, for programs."""
    return jsonify({"action": done.action, "taken": done.moved})


def options_json(seen: Seen) -> Mapping[str, Any]:
    """Every action that the reader may know of, open or closed, with all reasons.

    Nominators and reviewers see their own actions alone, and stages by their public names: what
    others could do next would tell them where the nomination stands.
    """
    workflow, roles = workflow_of(seen), seen.standing.acting_roles
    outside, stage = seen.is_outside, seen.stage
    found = why_not(
        workflow, seen.nomination.stage, roles, known_of(seen).facts, everybodys=not outside
    )
    waits = {} if outside else motions_on(reading(), current_actor(), seen)
    label = (stage.public_label or stage.label) if outside else stage.label
    return {
        "nomination": seen.nomination.reference,
        "stage": {"label": dict(label)} | ({} if outside else {"key": stage.key}),
        "roles": sorted(roles),
        "actions": [_option_json(option, option.action.key in waits) for option in found],
    }


def _option_json(option: Option, waits: bool) -> dict[str, Any]:
    action = option.action
    return {
        "action": action.key,
        "label": dict(action.label),
        "by": [role.value for role in action.by],
        "needs_second_person": action.seconded,
        "waits_for_second": waits,
        "whole_category": action.collective,
        "open": option.is_open,
        "reasons": reasons_as_json(option.refusals),
    }
