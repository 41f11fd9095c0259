"""The screening queue, and the page where the secretariat settles what is not known."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations import queries
from prize_app.nominations.facts import know
from prize_app.nominations.findings import judged, judged_one
from prize_app.nominations.motions import waiting_in
from prize_app.nominations.seeing import conditions_url
from prize_app.phrases import refusal_words
from prize_app.screening import settling
from prize_app.screening.changes import changed_nominations
from prize_app.screening.forms import SettleForm
from prize_app.web import page
from workflows.conditions import Verdict
from workflows.eligibility import fingerprint, verdict_of
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Trait
from workflows.policy import Permission

bp = Blueprint("screening", __name__)
MOST_SHOWN = 200


@bp.get("/editions/<slug>/screening")
@login_required
def queue(slug: str) -> ResponseReturnValue:
    """Nominations to be screened, with what their entry conditions say."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    actor = current_actor()
    stages = {
        key
        for workflow in edition.plan.workflows.values()
        for key in workflow.stages_with(Trait.SCREENING)
    }
    wanted = queries.handed_in(edition.id, actor.id, stages=sorted(stages))
    nominations, following = queries.page_of(
        reading(), wanted, after=request.args.get("after", ""), limit=30
    )
    known = know(reading(), edition, nominations, actor_id=actor.id, now=now())
    rows = [
        (n, verdict_of(known[n.id].findings), judged(edition.plan, n.category_key, known[n.id]))
        for n in nominations
    ]
    return page(
        "screening/queue.html",
        edition=edition,
        plan=edition.plan,
        rows=rows,
        waiting=waiting_in(reading(), actor, edition),
        counts={v: sum(verdict is v for _, verdict, _ in rows) for v in Verdict},
        following=following,
        tabs=edition_tabs(standing, slug, "screening.queue"),
    )


@bp.get("/editions/<slug>/screening/changed")
@login_required
def changed(slug: str) -> ResponseReturnValue:
    """Nominations whose verdict differs from their last screening, and why."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    found = changed_nominations(reading(), current_actor(), edition, now=now())
    return page(
        "screening/changed.html",
        edition=edition,
        plan=edition.plan,
        found=found[:MOST_SHOWN],
        count=len(found),
        tabs=edition_tabs(standing, slug, "screening.queue"),
    )


@bp.get("/editions/<slug>/screening/changed/count")
@login_required
def changed_count(slug: str) -> ResponseReturnValue:
    """How many, as a fragment that pages ask for when they stand: it looks at every nomination."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    found = changed_nominations(reading(), current_actor(), edition, now=now())
    return page("screening/_changed.html", edition=edition, changed=len(found))


@bp.get("/nominations/<uuid:nomination_id>/findings/<condition_key>")
@login_required
def finding(nomination_id: UUID, condition_key: str) -> ResponseReturnValue:
    """One entry condition: what it rests on, and where to say what was found out."""
    opened = settling.open_finding(
        reading(), current_actor(), nomination_id, condition_key, now=now()
    )
    form = SettleForm(formdata=None, data={"settles": fingerprint(opened.finding.evidence)})
    return _finding_page(opened, form)


@bp.post("/nominations/<uuid:nomination_id>/findings/<condition_key>")
@login_required
def settle(nomination_id: UUID, condition_key: str) -> ResponseReturnValue:
    """Keep what was established, and go back to the queue."""
    opened = settling.open_finding(
        reading(), current_actor(), nomination_id, condition_key, now=now()
    )
    form = SettleForm()
    if not form.validate():
        return _finding_page(opened, form), 422
    try:
        with database().transaction() as db:
            settling.settle(
                db,
                current_actor(),
                nomination_id,
                condition_key,
                holds=form.holds.data == "yes",
                evidence=form.evidence.data or "",
                document=form.document.data or "",
                settles=form.settles.data or "",
                now=now(),
            )
    except RuleBroken as broken:
        return _still_open(opened, form, broken), 422
    flash("Kept as evidence. The finding is decided by it from now on.", "success")
    slug = opened.seen.edition.row.slug
    return redirect(url_for(".queue", slug=slug, _anchor=opened.seen.nomination.reference), 303)


def _still_open(opened: settling.Opened, form: SettleForm, broken: RuleBroken) -> str:
    """What was written stays; the finding is shown as it is now, to be looked at again."""
    plan = opened.seen.edition.plan
    form.form_errors += [refusal_words(refusal, plan) for refusal in broken.refusals]
    form.settles.data = fingerprint(opened.finding.evidence)
    return _finding_page(opened, form)


def _finding_page(opened: settling.Opened, form: SettleForm) -> str:
    seen = opened.seen
    plan, nomination = seen.edition.plan, seen.nomination
    g.plan, g.area = plan, url_for("dashboards.overview", slug=seen.edition.row.slug)
    return page(
        "screening/finding.html",
        seen=seen,
        nomination=nomination,
        category=plan.categories[nomination.category_key],
        finding=judged_one(plan, nomination.category_key, opened.finding),
        plan_url=conditions_url(seen),
        form=form,
    )
