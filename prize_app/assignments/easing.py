"""Rules of spread for what is new: nothing that stands is overturned for their sake."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

from prize_app.assignments.conflicts import Pair
from prize_app.assignments.pool import Pool
from prize_app.assignments.settings import Settings
from workflows.assignment import Instance, Quota


def eased(
    pool: Pool,
    instance: Instance,
    present: frozenset[Pair],
    settings: Settings,
    only: UUID | None,
) -> Instance:
    """Rules of spread ask of what is new: nothing that stands is overturned for their sake.

    What the secretariat locks has to keep them.
    """
    have = {(str(n), str(r)) for n, r in present}
    most = {limits.id: limits.maximum for limits in instance.nominations}
    stuck = have & instance.locked
    held = Counter(n for n, _ in stuck)
    wanted = {
        str(n) for n in pool.nominations if pool.present(n) < settings.reviews and only in (None, n)
    }
    quotas = tuple(
        _easier(
            quota, have, stuck, most[quota.nomination], held, is_open=quota.nomination in wanted
        )
        for quota in instance.quotas
    )
    return replace(instance, quotas=quotas)


def what_eases(usual: Instance, easier: Instance) -> list[dict[str, Any]]:
    """The quotas that differ, in the engine's format."""
    pairs = zip(usual.quotas, easier.quotas, strict=True)
    return [
        {"nomination": q.nomination, "rule": q.rule, "least": q.minimum, "most": q.maximum}
        for before, q in pairs
        if q != before
    ]


def _easier(
    quota: Quota,
    have: set[tuple[str, str]],
    stuck: set[tuple[str, str]],
    most: int,
    held: Counter[str],
    *,
    is_open: bool,
) -> Quota:
    inside = sum((quota.nomination, r) in have for r in quota.reviewers)
    fixed = sum((quota.nomination, r) in stuck for r in quota.reviewers)
    places = most - (held[quota.nomination] - fixed)
    reachable = places if is_open else inside
    maximum = max(quota.maximum, inside)
    return replace(quota, minimum=min(quota.minimum, max(0, reachable)), maximum=maximum)
