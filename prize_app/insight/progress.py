"""How far the reviews have come: sums over time, load of each reviewer, lateness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from uuid import UUID

from prize_app.insight.dues import review_due
from prize_app.insight.queries import Asked, Material
from workflows.calendar import Due
from workflows.insight import Lateness, Pace, Step, burn_up, lateness_of, pace_of
from workflows.instants import has_passed, zone_named

SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Load:
    """What one reviewer was asked for. `early` is the median of days before the deadline.

    `most` is what he or she takes on. `overdue` counts from the reviewer's own deadline, grace
    included.
    """

    reviewer: str
    asked: int
    most: int
    handed_in: int
    begun: int
    overdue: int
    extended: int
    early: float | None

    @property
    def still_due(self) -> int:
        """Reviews that are asked for and not in."""
        return self.asked - self.handed_in

    @property
    def share(self) -> float | None:
        """What was asked for, as a share of what he or she takes on; None where that is nothing."""
        return self.asked / self.most if self.most else None

    @property
    def is_too_much(self) -> bool:
        """Whether more is asked for than he or she takes on."""
        return self.asked > self.most

    @property
    def untouched(self) -> int:
        """Reviews of which not a word is written."""
        return self.still_due - self.begun


@dataclass(frozen=True, slots=True)
class Progress:
    """The page of progress. `dues` are the deadlines of reviews, the earliest first."""

    asked: int
    handed_in: int
    overdue: int
    steps: Sequence[Step]
    today: date
    dues: Sequence[Due]
    pace: Pace
    loads: Sequence[Load]
    lateness: Lateness

    @property
    def still_due(self) -> int:
        """Reviews that are asked for and not in."""
        return self.asked - self.handed_in

    @property
    def capacity(self) -> int:
        """Nominations that all reviewers take on together."""
        return sum(load.most for load in self.loads)

    @property
    def overloaded(self) -> int:
        """Reviewers of whom more is asked than they take on."""
        return sum(load.is_too_much for load in self.loads)

    @property
    def deadline(self) -> Due | None:
        """The deadline that the pace is measured against: the last."""
        return self.dues[-1] if self.dues else None


def progress_of(material: Material, *, time: datetime) -> Progress:
    """Bring it together as of `time`, the edition's own."""
    plan = material.edition.plan
    zone = zone_named(plan.prize.zone)
    handed = material.handed_in
    dues = _dues(material)
    still_due = len(material.asked) - len(handed)
    return Progress(
        asked=len(material.asked),
        handed_in=len(handed),
        overdue=sum(_is_overdue(one, time) for one in material.asked),
        steps=burn_up(
            (one.assigned_at.astimezone(zone).date() for one in material.asked),
            (at.astimezone(zone).date() for one in handed if (at := one.submitted_at)),
        ),
        today=time.astimezone(zone).date(),
        dues=dues,
        pace=pace_of(
            (at for one in handed if (at := one.submitted_at)),
            still_due=still_due,
            now=time,
            due=dues[-1].at if dues else None,
        ),
        loads=_loads(material, time),
        lateness=lateness_of(
            [
                (one.submitted_at, one.due.advertised_at, one.due.closes_at)
                for one in handed
                if one.due is not None and one.submitted_at is not None
            ]
        ),
    )


def _dues(material: Material) -> list[Due]:
    keys = {one.case.category for one in material.asked}
    found = (review_due(material.edition.plan, key, material.round_key) for key in keys)
    by_key = {due.key: due for due in found if due is not None}
    return sorted(by_key.values(), key=lambda due: due.at)


def _is_overdue(one: Asked, time: datetime) -> bool:
    if one.submitted_at is not None or one.due is None:
        return False
    return has_passed(one.due.closes_at, time)


def _loads(material: Material, time: datetime) -> list[Load]:
    held: Mapping[UUID, list[Asked]] = defaultdict(list)
    for one in material.asked:
        held[one.reviewer_id].append(one)
    # Whoever holds the role no more takes on what he or she has.
    most = {key: material.capacity.get(key, len(held[key])) for key in material.pool}
    loads = [_load(name, held[key], most[key], time) for key, name in material.pool.items()]
    return sorted(loads, key=lambda load: (-load.overdue, -load.still_due, load.reviewer))


def _load(reviewer: str, held: Sequence[Asked], most: int, time: datetime) -> Load:
    handed = [one for one in held if one.submitted_at is not None]
    early = [
        (one.due.advertised_at - one.submitted_at).total_seconds() / SECONDS
        for one in handed
        if one.due is not None and one.submitted_at is not None
    ]
    return Load(
        reviewer=reviewer,
        asked=len(held),
        most=most,
        handed_in=len(handed),
        begun=sum(one.begun for one in held) - len(handed),
        overdue=sum(_is_overdue(one, time) for one in held),
        extended=sum(one.due is not None and one.due.is_extended for one in held),
        early=median(early) if early else None,
    )
