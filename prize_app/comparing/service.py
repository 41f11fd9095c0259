"""Keeping an order, handing it in; answering pairs, taking an answer back, being done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.comparing import queries
from prize_app.comparing.field import Field, hand_in, note_order, see_field
from prize_app.db.comparing import PairAnswer, ReviewOrder
from prize_app.editions.recording import append_event
from prize_app.reviews.limits import LONGEST_TEXT
from workflows.comparing import Answer, groups_of, parts_of, places_in
from workflows.errors import Refusal, RuleBroken
from workflows.plan.rounds import Scoring

__all__ = ["answer_pair", "finish_pairs", "save_order", "submit_order", "take_back"]


def save_order(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    places: Mapping[str, int],
    why: str,
    *,
    lock_version: int,
    now: datetime,
) -> ReviewOrder:
    """Keep an order as far as it has come. `lock_version` is 0 before the first.

    Raises:
        NotFound: not the actor's, or the round is closed.
        RuleBroken: it is handed in, a place is off the list, or the text is too long.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    field = see_field(session, actor, assignment_id, Scoring.ORDER, to_write=True)
    return _keep(session, actor, field, places, why, lock_version, now)


def submit_order(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    places: Mapping[str, int],
    why: str,
    *,
    lock_version: int,
    now: datetime,
) -> ReviewOrder:
    """Hand the order in. From here on it changes only when further nominations are given.

    Raises:
        NotFound, StaleDataError: as of `save_order`.
        RuleBroken: as of `save_order`, or a nomination has no place.
    """
    field = see_field(session, actor, assignment_id, Scoring.ORDER, to_write=True)
    missing = [name for name in field.names if name not in places]
    if missing:
        raise RuleBroken([Refusal("order_incomplete", {"missing": len(missing)})])
    order = _keep(session, actor, field, places, why, lock_version, now)
    order.places = places_in(groups_of(places, field.names))
    order.submitted_at = order.saved_at
    hand_in(session, actor, field, at=order.saved_at)
    note_order(session, actor, field, len(field.given), now=now)
    return order


def _keep(
    session: Session,
    actor: Actor,
    field: Field,
    places: Mapping[str, int],
    why: str,
    lock_version: int,
    now: datetime,
) -> ReviewOrder:
    if field.is_done:
        raise RuleBroken([Refusal("order_submitted")])
    if any(not 1 <= place <= len(field.given) for place in places.values()):
        raise RuleBroken([Refusal("place_unreadable", {"most": len(field.given)})])
    if len(why) > LONGEST_TEXT:
        raise RuleBroken([Refusal("too_long", {"most": LONGEST_TEXT})])
    where = (field.edition.id, field.category_key, field.round.key, actor.id)
    order = queries.find_order(session, *where)
    if (order.lock_version if order else 0) != lock_version:
        raise StaleDataError("the order was saved in another window meanwhile")
    if order is None:
        edition_id, category_key, round_key, reviewer_id = where
        order = ReviewOrder(
            edition_id=edition_id,
            category_key=category_key,
            round=round_key,
            reviewer_id=reviewer_id,
        )
        session.add(order)
    order.places = {name: places[name] for name in field.names if name in places}
    order.why = why
    order.saved_at = field.edition.time(now)
    session.flush()
    return order


def answer_pair(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    first_id: UUID,
    second_id: UUID,
    answer: Answer,
    *,
    now: datetime,
) -> PairAnswer:
    """Say which of two nominations is better.

    Raises:
        NotFound: not the actor's, or the round is closed.
        RuleBroken: one of the two is not the actor's, it is answered, or the round is done.
    """
    field = see_field(session, actor, assignment_id, Scoring.PAIRS, to_write=True)
    low, high = sorted((first_id, second_id))
    answered = {
        (a.first_id, a.second_id) for a in queries.own_answers(session, field.round.key, actor.id)
    }
    mine = {each.nomination.id for each in field.given}
    if low == high or not {low, high} <= mine or (low, high) in answered or field.is_done:
        raise RuleBroken([Refusal("pair_unknown")])
    turned = {Answer.FIRST: Answer.SECOND, Answer.SECOND: Answer.FIRST}
    kept = PairAnswer(
        round=field.round.key,
        reviewer_id=actor.id,
        first_id=low,
        second_id=high,
        answer=(answer if low == first_id else turned.get(answer, answer)).value,
        answered_at=field.edition.time(now),
    )
    session.add(kept)
    session.flush()
    return kept


def take_back(session: Session, actor: Actor, assignment_id: UUID) -> None:
    """Forget the actor's latest answer, so that the question is asked again.

    Raises:
        NotFound: not the actor's, or the round is closed.
        RuleBroken: there is none, or the round is done.
    """
    field = see_field(session, actor, assignment_id, Scoring.PAIRS, to_write=True)
    answers = _of_field(session, actor, field)
    if not answers or field.is_done:
        raise RuleBroken([Refusal("pair_unknown")])
    session.delete(answers[-1])


def finish_pairs(session: Session, actor: Actor, assignment_id: UUID, *, now: datetime) -> None:
    """Be done: every nomination has been compared with the others, however many steps between.

    Raises:
        NotFound: not the actor's, or the round is closed.
        RuleBroken: it is done already, or some were never compared.
    """
    field = see_field(session, actor, assignment_id, Scoring.PAIRS, to_write=True)
    if field.is_done:
        raise RuleBroken([Refusal("order_submitted")])
    answers = _of_field(session, actor, field)
    compared = [(str(a.first_id), str(a.second_id)) for a in answers]
    if len(parts_of(field.names, compared)) > 1:
        raise RuleBroken([Refusal("pairs_apart")])
    hand_in(session, actor, field, at=field.edition.time(now))
    append_event(
        session,
        field.edition,
        "pairs:submit",
        actor_id=actor.id,
        subject_id=field.edition.id,
        facts={
            "category": field.category_key,
            "round": field.round.key,
            "answers": len(answers),
        },
        now=now,
    )


def _of_field(session: Session, actor: Actor, field: Field) -> list[PairAnswer]:
    mine = {each.nomination.id for each in field.given}
    answers = queries.own_answers(session, field.round.key, actor.id)
    return [a for a in answers if {a.first_id, a.second_id} <= mine]
