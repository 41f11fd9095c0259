"""The page of an order, and the page of questions about pairs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.comparing import queries, service
from prize_app.comparing.field import Field, Given, see_field
from prize_app.db.comparing import ReviewOrder
from prize_app.phrases import refusal_words
from prize_app.reviews.showing import number
from prize_app.web import page
from workflows.calendar import due_at
from workflows.comparing import Answer, groups_of, moved, next_pair, parts_of, places_in
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.rounds import Scoring
from workflows.text import tidied

bp = Blueprint("comparing", __name__)
PLACE = "place-"
STALE = (
    "This order was saved in another window meanwhile. Yours is still here; save again to keep it."
)


@bp.route("/reviews/<uuid:assignment_id>/order", methods=["GET", "POST"])
@login_required
def order(assignment_id: UUID) -> ResponseReturnValue:
    """All that one was given in a round, to be put in order."""
    field = _field(assignment_id, Scoring.ORDER)
    if request.method == "GET":
        return _order_page(field, _kept(field), [])
    try:
        places = _typed(field)
        then, _, name = request.form.get("then", "").partition(":")
        if then in ("up", "down"):
            places = _moved(field, places, name, up=then == "up")
        _store(assignment_id, places, submits=then == "submit")
    except (RuleBroken, StaleDataError) as refused:
        return _refused(assignment_id, refused)
    if then == "submit":
        flash("Your order is handed in. Thank you.", "success")
        return redirect(url_for("reviews.queue"), 303)
    flash("The order is saved.", "success")
    here = url_for(".order", assignment_id=assignment_id)
    return redirect(f"{here}#n-{name}" if then in ("up", "down") else here, 303)


def _field(assignment_id: UUID, scoring: Scoring) -> Field:
    field = see_field(reading(), current_actor(), assignment_id, scoring)
    g.plan = field.edition.plan
    return field


def _kept(field: Field) -> ReviewOrder | None:
    where = (field.edition.id, field.category_key, field.round.key, current_actor().id)
    return queries.find_order(reading(), *where)


def _typed(field: Field) -> dict[str, int]:
    """Nomination -> the number beside it; open ones are left out.

    Raises:
        RuleBroken: something else than a whole number was typed.
    """
    given = {name: request.form.get(PLACE + name, "").strip() for name in field.names}
    if not all(text.isdecimal() and len(text) < 5 for text in given.values() if text):
        raise RuleBroken([Refusal("place_unreadable", {"most": len(field.names)})])
    return {name: int(text) for name, text in given.items() if text}


def _moved(field: Field, places: Mapping[str, int], name: str, *, up: bool) -> dict[str, int]:
    if name not in field.names:
        raise NotFound
    return places_in(moved(groups_of(places, field.names), name, up=up))


def _store(assignment_id: UUID, places: Mapping[str, int], *, submits: bool) -> None:
    act = service.submit_order if submits else service.save_order
    with database().transaction() as db:
        act(
            db,
            current_actor(),
            assignment_id,
            places,
            tidied(request.form.get("why", "")),
            lock_version=number(request.form.get("lock_version", "-1")),
            now=now(),
        )


def _refused(assignment_id: UUID, refused: RuleBroken | StaleDataError) -> ResponseReturnValue:
    """The page as it was filled in, with what is wrong; nothing was stored."""
    reading().close()  # it still looks at the moment before
    field = _field(assignment_id, Scoring.ORDER)
    if isinstance(refused, RuleBroken):
        faults = [refusal_words(r, field.edition.plan) for r in refused.refusals]
        wrong = _wrong(field, {r.code for r in refused.refusals})
        return _order_page(field, _kept(field), faults, retyped=True, wrong=wrong), 422
    return _order_page(field, _kept(field), [STALE], retyped=True), 409


def _wrong(field: Field, codes: Set[str]) -> dict[str, str]:
    """Nomination -> what is wrong with the number that was typed for it."""
    most, found = len(field.names), {}
    for name in field.names:
        text = request.form.get(PLACE + name, "").strip()
        if not text and "order_incomplete" in codes:
            found[name] = "No place yet"
        elif text and "place_unreadable" in codes and not _is_place(text, most):
            found[name] = f"A whole number from 1 to {most}"
    return found


def _is_place(text: str, most: int) -> bool:
    return text.isdecimal() and len(text) < 5 and 1 <= int(text) <= most


def _order_page(
    field: Field,
    kept: ReviewOrder | None,
    faults: list[str],
    *,
    retyped: bool = False,
    wrong: Mapping[str, str] | None = None,
) -> str:
    if retyped:
        typed = {name: request.form.get(PLACE + name, "") for name in field.names}
        why = request.form.get("why", "")
        lines = list(field.given)
    else:
        places = kept.places if kept else {}
        typed = {name: str(places.get(name, "")) for name in field.names}
        why = kept.why if kept else ""
        lines = _in_order(field, places)
    return page(
        "comparing/order.html",
        field=field,
        lines=lines,
        typed=typed,
        why=why,
        faults=faults,
        wrong=wrong or {},
        lock_version=kept.lock_version if kept else 0,
        kept=kept,
        prefix=PLACE,
        due=due_at(field.edition.plan, field.mine.seen.stage),
        category=field.edition.plan.categories[field.category_key],
    )


def _in_order(field: Field, places: Mapping[str, int]) -> list[Given]:
    by_name = {str(each.nomination.id): each for each in field.given}
    return [by_name[name] for group in groups_of(places, field.names) for name in group]


@bp.route("/reviews/<uuid:assignment_id>/pairs", methods=["GET", "POST"])
@login_required
def pairs(assignment_id: UUID) -> ResponseReturnValue:
    """One question at a time: which of the two is better?"""
    field = _field(assignment_id, Scoring.PAIRS)
    if request.method == "GET":
        return _pairs_page(field, [])
    then = request.form.get("then", "")
    try:
        with database().transaction() as db:
            if then == "finish":
                service.finish_pairs(db, current_actor(), assignment_id, now=now())
            elif then == "back":
                service.take_back(db, current_actor(), assignment_id)
            else:
                service.answer_pair(db, current_actor(), assignment_id, *_answered(then), now=now())
    except RuleBroken as refused:
        reading().close()
        again = _field(assignment_id, Scoring.PAIRS)
        return _pairs_page(again, [refusal_words(r, g.plan) for r in refused.refusals]), 422
    if then == "finish":
        flash("Your comparisons are handed in. Thank you.", "success")
        return redirect(url_for("reviews.queue"), 303)
    return redirect(url_for(".pairs", assignment_id=assignment_id), 303)


def _answered(then: str) -> tuple[UUID, UUID, Answer]:
    try:
        first, second = (UUID(request.form.get(key, "")) for key in ("first", "second"))
        return first, second, Answer(then)
    except ValueError:
        raise RuleBroken([Refusal("pair_unknown")]) from None


def _pairs_page(field: Field, faults: list[str]) -> str:
    actor = current_actor()
    answers = queries.own_answers(reading(), field.round.key, actor.id)
    mine = {str(each.nomination.id): each for each in field.given}
    own = [
        (str(a.first_id), str(a.second_id))
        for a in answers
        if {str(a.first_id), str(a.second_id)} <= mine.keys()
    ]
    counted = queries.counted_pairs(
        reading(), field.round.key, [each.nomination.id for each in field.given]
    )
    asked = {frozenset(two) for two in own}
    two = next_pair(field.names, asked, field.names, [pair for _, pair in counted])
    return page(
        "comparing/pairs.html",
        field=field,
        two=[mine[name] for name in two] if two and not field.is_done else [],
        answered=len(own),
        possible=len(field.names) * (len(field.names) - 1) // 2,
        may_finish=bool(own) and len(parts_of(field.names, own)) == 1,
        faults=faults,
        due=due_at(field.edition.plan, field.mine.seen.stage),
        category=field.edition.plan.categories[field.category_key],
        rubric=field.edition.plan.rubric_of(field.category_key, field.round.key),
    )
