"""What an assignment comes to: its figures, and the load of each reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from prize_app.assignments.answering import Answered
from prize_app.assignments.explaining import points
from prize_app.assignments.queries import Load
from prize_app.db.people import Person
from workflows import assignment as engine
from workflows.assignment import Objective


@dataclass(frozen=True, slots=True)
class Figures:
    """What an assignment reaches, and what is proved that none can exceed.

    `floor` and `floor_bound` are None where the plan does not ask for it, `kept` where nothing
    was assigned before, and bounds where nothing was sought because nobody lacks anything.
    """

    total: Decimal
    total_bound: Decimal | None
    floor: Decimal | None
    floor_bound: Decimal | None
    kept: int | None
    is_optimal: bool


@dataclass(frozen=True, slots=True)
class ProposedLoad:
    """What a reviewer has, would get and lose, in this edition."""

    reviewer: Person
    present: int
    further: int

    @property
    def together(self) -> int:
        """What the reviewer would have."""
        return self.present + self.further


def figures_of(found: Answered) -> Figures | None:
    """The figures of what was found, or of what stands already; None where there is none."""
    if not found.is_asked:
        return _standing(found)
    if not found.is_found:
        return None
    answer, bounds = found.answer, found.answer.bounds
    return Figures(
        answer.total or Decimal(0),
        bounds["total"],
        answer.floor if "floor" in bounds else None,
        bounds.get("floor"),
        answer.kept,
        answer.status is engine.Status.OPTIMAL,
    )


def sums_of(found: Answered) -> Mapping[UUID, Decimal]:
    """The sum of affinities of each nomination."""
    sums = dict.fromkeys(found.question.pool.nominations, Decimal(0))
    for pair in found.after:
        sums[pair[0]] += points(found.question, pair)
    return sums


def loads_of(found: Answered, shown: Mapping[UUID, Load]) -> list[ProposedLoad]:
    """Every reviewer by name; `shown` is what each has, as far as the viewer may know."""
    present = found.question.present
    further = Counter(reviewer for _, reviewer in found.after - present)
    further.subtract(Counter(reviewer for _, reviewer in present - found.after))
    pool = found.question.pool
    people = sorted(pool.reviewers.values(), key=lambda person: (person.name, person.id))
    return [ProposedLoad(p, shown.get(p.id, Load()).assigned, further[p.id]) for p in people]


def _standing(found: Answered) -> Figures:
    sums = sums_of(found)
    wants_floor = found.question.instance.objective is Objective.FLOOR
    floor = min(sums.values(), default=Decimal(0)) if wants_floor else None
    total = sum(sums.values(), Decimal(0))
    return Figures(total, None, floor, None, len(found.after) or None, is_optimal=False)
