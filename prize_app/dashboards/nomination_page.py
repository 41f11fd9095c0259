"""A nomination's own page: it looks over the whole way, so it stands above the features."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, login_required, reading
from prize_app.clock import now
from prize_app.committee.lines import ranking_lines
from prize_app.committee.queries import latest_round, resolved, review_words
from prize_app.dashboards.trail import drawn_way, trail_of, way_of
from prize_app.nominations import queries
from prize_app.nominations.facts import Known, know
from prize_app.nominations.findings import judged
from prize_app.nominations.going_over import has_newer_form
from prize_app.nominations.motions import motions_on
from prize_app.nominations.pages import (
    dossier,
    leading,
    open_points,
    stage_words,
    strip,
)
from prize_app.nominations.seeing import conditions_url, nomination_seen
from prize_app.nominations.shown import shown_files
from prize_app.nominations.standing import Seen
from prize_app.nominations.views import bp
from prize_app.screening.service import stored_verdict
from prize_app.web import page
from workflows.drawing import due_words, way_in_words, workflow_svg
from workflows.eligibility import verdict_of
from workflows.machine import why_not
from workflows.plan.blinding import Known as Shown
from workflows.plan.evaluation import Role
from workflows.policy import Permission, allowed


@bp.get("/nominations/<uuid:nomination_id>")
@login_required
def show(nomination_id: UUID) -> ResponseReturnValue:
    """Where the nomination stands, what can be done, what it says."""
    seen = nomination_seen(nomination_id)
    plan, nomination, standing = seen.edition.plan, seen.nomination, seen.standing
    actor = current_actor()
    is_outside = not standing.acting_roles - {Role.NOMINATOR}
    workflow = plan.workflow_of(nomination.category_key)
    known = know(reading(), seen.edition, [nomination], actor_id=actor.id, now=now())[nomination.id]
    roles = standing.acting_roles
    own = why_not(workflow, nomination.stage, roles, known.facts, everybodys=False)
    offered = [option for option in own if option.is_open and not option.action.collective]
    waits = motions_on(reading(), actor, seen) if any(o.action.seconded for o in own) else {}
    may_read_reviews = allowed(Permission.REVIEWS_READ, standing)
    sees_findings = allowed(Permission.SCREENING_READ, standing)
    round_key = _round_shown(seen)
    return page(
        "nominations/show.html",
        seen=seen,
        nomination=nomination,
        plan=plan,
        category=plan.categories[nomination.category_key],
        workflow=workflow,
        strip=strip(seen, workflow, public=is_outside),
        stage=stage_words(seen, public=is_outside),
        options=offered,
        closed=[option for option in own if not option.is_open],
        waits=waits,
        asked=next((waiting for waiting in waits.values() if waiting.may_second), None),
        leading=leading(workflow, nomination.stage, offered),
        may_write=allowed(Permission.NOMINATION_WRITE, standing),
        sections=dossier(
            seen.form_plan,
            nomination,
            shown_files(reading(), nomination, seen.sight),
            closed=seen.sight.closed_fields,
        ),
        judged=judged(plan, nomination.category_key, known) if sees_findings else [],
        plan_url=conditions_url(seen),
        verdict_turned=sees_findings and not is_outside and _verdict_turned(seen, known),
        has_newer_form=has_newer_form(seen),
        open_points=open_points(seen.form, known)
        if allowed(Permission.NOMINATION_WRITE, standing)
        else [],
        rubric=plan.rubric_of(nomination.category_key, round_key),
        line=ranking_lines(reading(), [nomination.id], viewer_id=actor.id).get(nomination.id)
        if may_read_reviews
        else None,
        is_sealed=not may_read_reviews
        and allowed(Permission.REVIEWS_READ, replace(standing, owes_review=False)),
        reviews=review_words(reading(), nomination.id, seen.sight, round_key)
        if may_read_reviews and seen.sight.reviewers is not Shown.HIDDEN
        else [],
        may_read_discussion=allowed(Permission.DISCUSSION_READ, standing)
        and seen.sight.reviewers is not Shown.HIDDEN,
        decisions=resolved(reading(), [nomination.id], {nomination.id: seen.sight}).get(
            nomination.id, []
        )
        if may_read_reviews
        else [],
        trail=trail_of(reading(), seen),
        way_words=way_in_words(*drawn_way(seen, way_of(reading(), seen)), "en"),
        is_outside=is_outside,
        may_declare=allowed(Permission.CONFLICT_DECLARE, standing),
        may_settle=allowed(Permission.CONFLICT_SETTLE, standing),
    )


def _round_shown(seen: Seen) -> str:
    """The round whose reviews are shown: of the latest ranking, before one that of the stage."""
    nomination, plan = seen.nomination, seen.edition.plan
    if not plan.rounds:
        return ""
    where = (seen.edition.id, nomination.category_key, nomination.id)
    found = latest_round(reading(), *where)
    return plan.round_at(nomination.category_key, nomination.stage) if found is None else found


@bp.get("/nominations/<uuid:nomination_id>/way.svg")
@login_required
def way(nomination_id: UUID) -> ResponseReturnValue:
    """The procedure as a drawing, the steps of this nomination in it, as the reader may know."""
    seen = nomination_seen(nomination_id)
    workflow, taken = drawn_way(seen, way_of(reading(), seen))
    # Deadlines of inner stages are nothing that outsiders are told of.
    dues = {} if seen.is_outside else due_words(seen.edition.plan, workflow, "en")
    drawing = workflow_svg(workflow, "en", way=taken, dues=dues)
    answer = Response(drawing, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _verdict_turned(seen: Seen, known: Known) -> bool:
    """Whether an amendment changed the verdict since the secretariat looked at the nomination."""
    if not seen.edition.row.amended:
        return False
    screened = queries.screenings_of(reading(), seen.nomination.id)[:1]
    if not screened or screened[0].plan_hash == seen.edition.published.content_hash:
        return False
    return stored_verdict(screened[0].findings) is not verdict_of(known.findings)
