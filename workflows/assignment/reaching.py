"""What an assignment by number reaches, and whether it keeps every rule; exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workflows.assignment.proof import Demand
from workflows.assignment.table import Marks, Range, Table, Whole


@dataclass(frozen=True, slots=True)
class Reached:
    """Pairs kept, smallest sum of a counted nomination (None without one), and sum; in grains."""

    kept: int
    floor: int | None
    total: int

    def meets(self, demand: Demand) -> bool:
        """Whether nothing that is demanded is missed."""
        return (
            self.kept >= (demand.kept or 0)
            and (demand.floor is None or self.floor is None or self.floor >= demand.floor)
            and (demand.total is None or self.total >= demand.total)
        )


def sums(table: Table, chosen: Marks) -> Whole:
    """The sum of affinities of each nomination."""
    found: Whole = np.where(chosen, table.grains, 0).sum(axis=1)
    return found


def reached(table: Table, chosen: Marks) -> Reached:
    """What the chosen pairs reach."""
    each = sums(table, chosen)
    counted = each[table.counted]
    floor = int(counted.min()) if counted.size else None
    return Reached(int((chosen & table.keep).sum()), floor, int(each.sum()))


def keeps_rules(table: Table, chosen: Marks) -> bool:
    """Whether the chosen pairs break no hard rule."""
    return (
        not (chosen & ~table.open).any()
        and not (table.locked & ~chosen).any()
        and _within(chosen.sum(axis=1), table.rows)
        and _within(chosen.sum(axis=0), table.columns)
        and _within(table.groups.counts(chosen), table.groups.limits)
    )


def _within(counts: NDArray[Any], limits: Range) -> bool:
    return bool((counts >= limits.least).all() and (counts <= limits.most).all())
