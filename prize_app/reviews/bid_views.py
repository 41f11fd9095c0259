"""The page on which a reviewer says what they would read."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions.queries import RunningEdition, get_edition
from prize_app.phrases import refusal_words
from prize_app.reviews import bidding, bids
from prize_app.reviews.kinds import KIND_WORDS, ConflictKind
from prize_app.web import page
from workflows.errors import NotFound, RuleBroken
from workflows.text import tidied

bp = Blueprint("bids", __name__)

FIELD = "bid-"


@bp.get("/editions/<slug>/bids")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """The nominations that a reviewer is asked about, each as a short line."""
    return _page(_edition(slug))


@bp.post("/editions/<slug>/bids")
@login_required
def save(slug: str) -> ResponseReturnValue:
    """Keep the answers."""
    edition = _edition(slug)
    answers = {
        _id(name.removeprefix(FIELD)): answer
        for name, answer in request.form.items()
        if name.startswith(FIELD) and answer
    }
    with database().transaction() as db:
        count = bidding.save_bids(db, current_actor(), slug, answers, now=now())
    words = "Nothing has changed." if not count else "Your answers are kept. Thank you."
    flash(words, "success")
    return redirect(url_for(".index", slug=edition.row.slug), 303)


@bp.post("/editions/<slug>/bids/<uuid:nomination_id>/conflict")
@login_required
def conflict(slug: str, nomination_id: UUID) -> ResponseReturnValue:
    """Step back from a nomination for good."""
    edition = _edition(slug)
    explanation = tidied(request.form.get("explanation", ""))
    kind = request.form.get("kind", "")
    if kind not in set(ConflictKind):
        return _page(edition, nomination_id, "Please choose what comes closest."), 422
    try:
        with database().transaction() as db:
            bidding.declare(
                db,
                current_actor(),
                slug,
                nomination_id,
                ConflictKind(kind),
                explanation,
                now=now(),
            )
    except RuleBroken as refused:
        return _page(edition, nomination_id, refusal_words(refused.refusals[0], edition.plan)), 422
    flash("The conflict of interest is on record; the nomination is not shown again.", "success")
    return redirect(url_for(".index", slug=slug), 303)


def _page(edition: RunningEdition, concerned: UUID | None = None, problem: str = "") -> str:
    asked = bids.bid_categories(reading(), current_actor(), edition)
    due = bids.bids_due(edition, now())
    lines = [line for found in asked for line in found.lines] if due else []
    if concerned is not None and concerned not in {line.nomination_id for line in lines}:
        raise NotFound
    return page(
        "reviews/bids.html",
        edition=edition,
        slug=edition.row.slug,
        categories=asked if due else [],
        due=due,
        kinds=KIND_WORDS,
        concerned=concerned,
        problem=problem,
        typed=request.form,
        open=len(lines),
        answered=sum(bool(line.answer) for line in lines),
    )


def _edition(slug: str) -> RunningEdition:
    edition = get_edition(reading(), slug)
    if not bids.reviewed_categories(reading(), current_actor().id, edition):
        raise NotFound
    g.plan = edition.plan
    return edition


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
