"""Merit from orders and from pairs, beside points: no rubric, only who is better than whom."""

from workflows.comparing.asking import next_pair
from workflows.comparing.borda import borda
from workflows.comparing.field import Comparisons, Estimate, estimated
from workflows.comparing.fitting import Merit, merits_of_orders, merits_of_pairs
from workflows.comparing.model import Answer, Order, Pair, Unconnected
from workflows.comparing.ordering import groups_of, moved, places_in
from workflows.comparing.panel import panel_for
from workflows.comparing.shares import mean_shares, shares_of
from workflows.comparing.ties import parts_of

__all__ = [
    "Answer",
    "Comparisons",
    "Estimate",
    "Merit",
    "Order",
    "Pair",
    "Unconnected",
    "borda",
    "estimated",
    "groups_of",
    "mean_shares",
    "merits_of_orders",
    "merits_of_pairs",
    "moved",
    "next_pair",
    "panel_for",
    "parts_of",
    "places_in",
    "shares_of",
]
