"""What a ranking by orders or by pairs rests on, and what it comes to, as values to be kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import numpy as np

from workflows.comparing import (
    Answer,
    Comparisons,
    Estimate,
    Pair,
    Unconnected,
    estimated,
    mean_shares,
)
from workflows.firmness import firmness_compared, kept
from workflows.plan.evaluation import Order
from workflows.plan.rounds import Scoring

SEED: Final = 1
INTERVAL: Final = 95
_DIGITS: Final = 6


def comparison_of(
    scoring: Scoring,
    given: Comparisons,
    references: Mapping[str, str],
    called: Mapping[str, str],
    cuts: Collection[int],
) -> dict[str, Any]:
    """Comparisons by references and aliases: what may be handed out.

    Args:
        references: nomination -> reference; `called`: reviewer -> alias.
    """
    return {
        "method": {"scoring": str(scoring), "interval": INTERVAL, "cuts": sorted(cuts)},
        "orders": {
            called[who]: [[references[name] for name in group] for group in order]
            for who, order in sorted(given.orders.items())
        },
        "pairs": {
            called[who]: [[references[p.first], references[p.second], str(p.answer)] for p in own]
            for who, own in sorted(given.pairs.items())
        },
    }


def is_comparison(document: Mapping[str, Any]) -> bool:
    """Whether it rests on comparisons: there are no points in it."""
    return "scoring" in document["method"]


def comparison_without(document: Mapping[str, Any], references: Collection[str]) -> dict[str, Any]:
    """The same without some nominations, as if they had never been compared."""
    orders = {
        who: [kept_ for group in order if (kept_ := [n for n in group if n not in references])]
        for who, order in document["orders"].items()
    }
    pairs = {
        who: [pair for pair in own if not {pair[0], pair[1]} & set(references)]
        for who, own in document["pairs"].items()
    }
    return {**document, "orders": orders, "pairs": pairs}


def analysed_comparison(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Merits, places, intervals and how firm they are; the answer can be kept as it is.

    All of it comes from the document, so that the file that is handed out gives it too.
    """
    document, means = inputs["document"], inputs["means"]
    given = _given(document)
    plain: dict[str, Any] = {
        "wanted": str(Order.CALIBRATED),
        "ordered_by": str(Order.CALIBRATED),
        "interval": INTERVAL,
        "scoring": document["method"]["scoring"],
        "nominations": {key: [None, None, None, None] for key in means},
        "reviewers": [],
        "refusals": [],
        "remarks": [],
        "firmness": None,
    }
    try:
        found = estimated(given)
    except Unconnected as apart:
        said = apart.remark
        return plain | {"refusals": [{"code": said.code, "facts": dict(said.facts)}]}
    if not found.names:
        return plain
    shares = {name: float(share) for name, share in mean_shares(given).items()}
    firm = firmness_compared(given, found, shares, document["method"]["cuts"], SEED)
    places = {each.id: each.place for each in firm.standings}
    return plain | {
        "nominations": plain["nominations"] | _figures(found, places),
        "firmness": kept(firm),
    }


def _given(document: Mapping[str, Any]) -> Comparisons:
    orders = {who: tuple(map(tuple, order)) for who, order in document["orders"].items()}
    pairs = {
        who: [Pair(first, second, Answer(answer)) for first, second, answer in own]
        for who, own in document["pairs"].items()
    }
    return Comparisons(orders=orders, pairs=pairs)


def _figures(found: Estimate, places: Mapping[str, int]) -> dict[str, list[Any]]:
    low, high = found.interval
    rows = zip(found.names, *(np.round(x, _DIGITS).tolist() for x in (found.points, low, high)),
               strict=True)  # fmt: skip
    return {name: [places[name], *figures] for name, *figures in rows}
