"""Orders and answers to pairs of a round as the summaries that a ranking freezes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.comparing import queries
from prize_app.editions.queries import RunningEdition
from workflows.comparing import (
    Comparisons,
    Merit,
    Order,
    Pair,
    Unconnected,
    merits_of_orders,
    merits_of_pairs,
    shares_of,
)
from workflows.errors import RuleBroken
from workflows.plan.rounds import Scoring
from workflows.scoring import STEP, ScoreSummary


@dataclass(frozen=True, slots=True)
class Compared:
    """`inputs` are what was counted, for the fingerprint; `summaries` by the nomination's id.

    `given` is the same for the engine, by ids that tell one reviewer from another.
    """

    inputs: Mapping[str, object]
    summaries: Mapping[str, ScoreSummary]
    given: Comparisons


def compare(
    session: Session,
    edition: RunningEdition,
    category_key: str,
    round_key: str,
    nomination_ids: Sequence[UUID],
) -> Compared:
    """Merits of some nominations, as points 0..100; what nobody compared has none.

    Raises:
        RuleBroken: they fall into parts that nobody has compared with each other.
    """
    try:
        if edition.plan.round_named(round_key).scoring is Scoring.ORDER:
            orders = queries.counted_orders(
                session, edition.id, category_key, round_key, nomination_ids
            )
            return _of_orders(nomination_ids, orders)
        pairs = queries.counted_pairs(session, round_key, nomination_ids)
        return _of_pairs(nomination_ids, pairs)
    except Unconnected as apart:
        raise RuleBroken([apart.refusal]) from None


def _of_orders(nomination_ids: Sequence[UUID], orders: Mapping[str, Order]) -> Compared:
    longer = [order for order in orders.values() if sum(map(len, order)) > 1]
    known = sorted({name for order in longer for group in order for name in group})
    merits = merits_of_orders(known, longer)
    given = Comparisons(orders=orders)
    return Compared(orders, _summaries(nomination_ids, merits, given), given)


def _of_pairs(nomination_ids: Sequence[UUID], answers: Sequence[tuple[str, Pair]]) -> Compared:
    pairs = [pair for _, pair in answers]
    merits = merits_of_pairs(sorted({n for p in pairs for n in (p.first, p.second)}), pairs)
    inputs = [(who, pair.first, pair.second, pair.answer.value) for who, pair in answers]
    by_reviewer: dict[str, list[Pair]] = defaultdict(list)
    for who, pair in answers:
        by_reviewer[who].append(pair)
    given = Comparisons(pairs=by_reviewer)
    return Compared({"answers": inputs}, _summaries(nomination_ids, merits, given), given)


def _summaries(
    nomination_ids: Sequence[UUID],
    merits: Sequence[Merit],
    given: Comparisons,
) -> dict[str, ScoreSummary]:
    points = {merit.nomination: Decimal(merit.points).quantize(STEP) for merit in merits}
    shares = shares_of(given)
    found = {}
    for name in map(str, nomination_ids):
        own = shares.get(name, {})
        found[name] = ScoreSummary(
            nomination=name,
            reviews=len(own),
            mean_points=points.get(name),
            by_criterion={},
            by_review=own,
            lowest=min(own.values(), default=None),
            highest=max(own.values(), default=None),
        )
    return found
