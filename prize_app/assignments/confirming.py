"""Confirming a proposal: exactly what was shown is stored, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.asking import Question, question_of
from prize_app.assignments.conflicts import Pair
from prize_app.assignments.ending import take_off
from prize_app.assignments.leaking import require_settled
from prize_app.assignments.obeying import broken_by
from prize_app.assignments.pool import Pool, administered, assignable, pool_of
from prize_app.assignments.settings import Settings
from prize_app.assignments.storing import store, tell, tell_released
from prize_app.editions.queries import lock_edition
from prize_app.editions.recording import append_event
from workflows.errors import NotFound, PrizeError, Refusal, RuleBroken, WrongStage


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody saw before confirming.

    The hash of the question, what it was asked with, and what was to be taken off.
    """

    input_hash: str
    settings: Settings
    only: UUID | None = None
    released: Sequence[Pair] = ()


def confirm(
    session: Session,
    actor: Actor,
    slug: str,
    category_key: str,
    pairs: Sequence[Pair],
    round_key: str = "",
    *,
    shown: Shown | None = None,
    now: datetime,
) -> int:
    """Store exactly these pairs, each and all of them checked again; returns how many.

    Raises:
        NotFound: the category, or a nomination among the pairs, is not for these eyes.
        WrongStage: somebody has assigned meanwhile, or what was asked has changed since it was
            shown.
        RuleBroken: no pairs, a rule of the plan is broken, or the plan asks that hidden names are
            settled and some are not. In every case nothing was written.
    """
    lock_edition(session, administered(session, actor, slug, category_key).id)
    edition = administered(session, actor, slug, category_key)  # amended while we waited, perhaps
    nominations = assignable(session, actor, edition, category_key, round_key)
    pool = pool_of(session, edition, category_key, nominations, round_key, now=now)
    wanted = list(dict.fromkeys(pairs))
    taken = list(dict.fromkeys(shown.released)) if shown else []
    question = question_of(
        session, pool, shown.settings if shown else None, shown.only if shown else None
    )
    _check_all(question, wanted, taken, shown)
    given_out = {nomination for nomination, _ in wanted}
    require_settled(session, actor, edition, [n for n in nominations if n.id in given_out])
    for pair in taken:
        _take_back(session, pool, pair, now=now)
    for pair in wanted:
        store(session, actor, pool, pair, by_engine=True, now=now)
    facts = {"category": category_key, "count": len(wanted), "input": question.input_hash}
    if taken:
        facts["released"] = len(taken)
    append_event(
        session,
        edition,
        "assignment:confirm",
        actor_id=actor.id,
        subject_id=edition.id,
        facts=facts,
        now=now,
    )
    tell(session, pool, wanted, now=now)
    return len(wanted)


def _check_all(
    question: Question, pairs: Sequence[Pair], taken: Sequence[Pair], shown: Shown | None
) -> None:
    """Every pair by itself, then all together under the plan's own rules."""
    if not pairs:
        raise RuleBroken([Refusal("none_to_take")])
    if any(nomination not in question.pool.nominations for nomination, _ in (*pairs, *taken)):
        raise NotFound
    for error in _pair_errors(question.pool, pairs, taken):
        raise error
    if shown is not None and shown.input_hash != question.input_hash:
        raise WrongStage([Refusal("data_changed")])
    for error in _count_errors(question, pairs, taken):
        raise error
    broken = broken_by(question.under_plan(), (question.present - set(taken)) | set(pairs))
    if broken:
        raise RuleBroken([Refusal("rules_broken", {"rules": "; ".join(broken)})])


def _pair_errors(pool: Pool, pairs: Sequence[Pair], taken: Sequence[Pair]) -> Iterator[PrizeError]:
    freed = {reviewer for _, reviewer in taken}
    for pair in pairs:
        refusal = pool.refusal(pair)
        if refusal is None or (refusal.code == "reviewer_full" and pair[1] in freed):
            continue
        # A button pressed twice, or by two people: somebody was faster, no rule was broken.
        is_late = refusal.code == "already_assigned"
        yield WrongStage([refusal]) if is_late else RuleBroken([refusal])


def _count_errors(
    question: Question, pairs: Sequence[Pair], taken: Sequence[Pair]
) -> Iterator[PrizeError]:
    """Too many for a nomination (somebody filled it meanwhile), or for a reviewer."""
    pool, settings = question.pool, question.settings
    back = Counter(n for n, _ in taken), Counter(r for _, r in taken)
    for nomination, further in Counter(n for n, _ in pairs).items():
        room = settings.most_reviews - pool.present(nomination)
        if further - back[0][nomination] > max(room, 0):
            yield WrongStage([Refusal("moved_on")])
    for reviewer, further in Counter(r for _, r in pairs).items():
        if further - back[1][reviewer] > pool.room(reviewer):
            yield RuleBroken([Refusal("reviewer_full", {"most": pool.most_of(reviewer)})])


def _take_back(session: Session, pool: Pool, pair: Pair, *, now: datetime) -> None:
    """End an assignment that a proposal gives to somebody else; its review is not begun."""
    known = pool.known(pair)
    if known is None or not known.counts or known.saved_at is not None:
        raise WrongStage([Refusal("data_changed")])
    take_off(known.assignment, "released", "")
    tell_released(session, pool.edition, known.reviewer, pool.nominations[pair[0]], now=now)
