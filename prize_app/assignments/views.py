"""The secretariat's pages of assignments."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.assignments import pages, service, settings
from prize_app.assignments import ruling as ruling_service
from prize_app.assignments.board import board, round_asked
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.proposing import Wanted, question_for
from prize_app.assignments.service import Shown
from prize_app.assignments.showing import proposal_page
from prize_app.clock import now
from prize_app.editions.queries import RunningEdition
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.standing import see_nomination
from prize_app.phrases import refusal_words
from prize_app.web import file_header, page
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.policy import Permission
from workflows.text import tidied

bp = Blueprint("assignments", __name__)

RULED = {
    "locked": "The reviewer is locked to the nomination: every proposal has this pair.",
    "forbidden": "The reviewer is ruled out for the nomination.",
    "lifted": "The ruling is lifted.",
}


@bp.get("/editions/<slug>/assignments")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """All categories, and how much each reviewer has."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    return page(
        "assignments/index.html",
        edition=edition,
        plan=edition.plan,
        categories=pages.category_lines(reading(), current_actor(), edition),
        reviewers=pages.reviewer_lines(reading(), current_actor(), edition),
        rounds=pages.round_lines(edition.plan),
        tabs=edition_tabs(standing, slug, "assignments.index"),
    )


@bp.get("/editions/<slug>/assignments/<category_key>")
@login_required
def category(slug: str, category_key: str) -> ResponseReturnValue:
    """One category: its nominations with their reviewers."""
    edition = edition_named(slug)
    shown = board(
        reading(),
        current_actor(),
        slug,
        category_key,
        after=request.args.get("after", ""),
        asked=request.args.get("round", ""),
    )
    workflow = edition.plan.workflow_of(category_key)
    return page(
        "assignments/category.html",
        board=shown,
        plan=edition.plan,
        workflow=workflow,
        slug=slug,
        round_tabs=[
            (edition.plan.rounds[key].label["en"], _address(slug, category_key, key), is_shown)
            for key in shown.rounds
            if key
            for is_shown in (key == shown.round_key,)
        ],
    )


@bp.post("/editions/<slug>/assignments/<category_key>/propose")
@login_required
def propose(slug: str, category_key: str) -> ResponseReturnValue:
    """Ask the engine, and show what it would assign; nothing is stored."""
    edition = edition_named(slug)
    round_key = _round(edition, category_key)
    view = service.propose(
        reading(), current_actor(), Wanted(slug, category_key, round_key), now=now()
    )
    if not view.pairs and view.shortage is None:
        flash("Every nomination has its reviewers; there is nothing to propose.", "warning")
        return redirect(_address(slug, category_key, round_key), 303)
    return proposal_page(edition, view), 422 if view.shortage else 200


@bp.get("/editions/<slug>/assignments/<category_key>/what-if")
@login_required
def what_if(slug: str, category_key: str) -> ResponseReturnValue:
    """What would be assigned with other numbers and rules, or to one nomination; stores nothing."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    round_key = _round(edition, category_key)
    usual, problem, wrong = settings.of_plan(edition.plan, round_key), "", ""
    try:
        asked = settings.read(usual, request.args)
    except RuleBroken as refused:
        asked, problem = usual, refusal_words(refused.refusals[0], edition.plan)
        wrong = str(refused.refusals[0].facts.get("field", ""))
    view = service.propose(
        reading(), current_actor(), Wanted(slug, category_key, round_key, asked, _only()), now=now()
    )
    return proposal_page(edition, view, problem=problem, wrong=wrong), 422 if problem else 200


@bp.get("/editions/<slug>/assignments/<category_key>/question.json")
@login_required
def question(slug: str, category_key: str) -> ResponseReturnValue:
    """What the engine is asked, as `python -m workflows assign` reads it; same pairs."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    round_key = _round(edition, category_key)
    numbers = settings.read(settings.of_plan(edition.plan, round_key), request.args)
    asked = question_for(
        reading(),
        current_actor(),
        Wanted(slug, category_key, round_key, numbers, _only()),
        now=now(),
    )
    answer = Response(json.dumps(asked.document, indent=1), mimetype="application/json")
    name = f"{slug}-{category_key}-question.json"
    answer.headers["Content-Disposition"] = file_header("attachment", name)
    return answer


@bp.post("/editions/<slug>/assignments/<category_key>/confirm")
@login_required
def confirm(slug: str, category_key: str) -> ResponseReturnValue:
    """Store exactly what the page showed."""
    edition = edition_named(slug)
    round_key = _round(edition, category_key)
    pairs = _pairs(request.form.getlist("pair"))
    only = request.form.get("only", "")
    shown = Shown(
        request.form.get("input", ""),
        settings.read(settings.of_plan(edition.plan, round_key), request.form),
        _id(only) if only else None,
        _pairs(request.form.getlist("release")),
    )
    with database().transaction() as db:
        count = service.confirm(
            db, current_actor(), slug, category_key, pairs, round_key, shown=shown, now=now()
        )
    flash(f"{count} assignments are confirmed, and each reviewer gets one letter.", "success")
    return redirect(_address(slug, category_key, round_key), 303)


@bp.post("/nominations/<uuid:nomination_id>/rulings")
@login_required
def rule(nomination_id: UUID) -> ResponseReturnValue:
    """Lock a reviewer to a nomination, rule one out, or lift either."""
    board = _board_of(nomination_id)
    reviewer_id = _id(request.form.get("reviewer", ""))
    reason, ruling = tidied(request.form.get("reason", "")), request.form.get("ruling", "")
    with database().transaction() as db:
        ruling_service.rule(
            db, current_actor(), nomination_id, reviewer_id, ruling, reason, now=now()
        )
    flash(RULED[ruling], "success")
    return redirect(board, 303)


@bp.post("/nominations/<uuid:nomination_id>/assign")
@login_required
def assign(nomination_id: UUID) -> ResponseReturnValue:
    """Give a nomination to one more reviewer."""
    board = _board_of(nomination_id)
    reviewer_id = _id(request.form.get("reviewer", ""))
    with database().transaction() as db:
        service.assign(db, current_actor(), nomination_id, reviewer_id, now=now())
    flash("The nomination is assigned, and the reviewer gets a letter.", "success")
    return redirect(board, 303)


@bp.post("/assignments/<uuid:assignment_id>/release")
@login_required
def release(assignment_id: UUID) -> ResponseReturnValue:
    """Take a nomination off a reviewer."""
    reason = tidied(request.form.get("reason", ""))
    with database().transaction() as db:
        assignment = service.release(db, current_actor(), assignment_id, reason, now=now())
    flash("The nomination is taken off the reviewer, who gets a letter.", "success")
    return redirect(_board_of(assignment.nomination_id), 303)


def _board_of(nomination_id: UUID) -> str:
    """Where the nomination stands among those of its category."""
    seen = see_nomination(reading(), current_actor(), nomination_id, Permission.REVIEWERS_READ)
    g.plan = seen.edition.plan
    nomination = seen.nomination
    round_key = seen.edition.plan.round_at(nomination.category_key, nomination.stage)
    address = _address(seen.edition.row.slug, nomination.category_key, round_key)
    return f"{address}#n-{nomination_id}"


def _address(slug: str, category_key: str, round_key: str) -> str:
    """The page of a category, in one round where the plan has rounds."""
    return url_for(".category", slug=slug, category_key=category_key, round=round_key or None)


def _round(edition: RunningEdition, category_key: str) -> str:
    """The round that a form, or an address with questions in it, is about."""
    if category_key not in edition.plan.categories:
        raise NotFound
    return round_asked(reading(), edition, category_key, request.values.get("round", ""))


def _only() -> UUID | None:
    """The one nomination that the address asks about; None where it asks about all."""
    only = request.args.get("only", "")
    return _id(only) if only else None


def _pairs(texts: list[str]) -> list[Pair]:
    return [(_id(n), _id(r)) for n, _, r in (text.partition(":") for text in texts)]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise RuleBroken([Refusal("not_a_reviewer")]) from None
