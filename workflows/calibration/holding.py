"""What is to be said of the ties between reviewers, with points or before there are any."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from workflows.calibration.reviews import Review, Table, table_of
from workflows.calibration.ties import (
    Bridge,
    Part,
    Split,
    bridge,
    components,
    stronger,
    weakest_split,
)
from workflows.remarks import Remark, named


class Hold(StrEnum):
    """How the nominations of a category hang together by their reviewers."""

    WELL = "well"
    WEAKLY = "weakly"
    APART = "apart"


def apart(parts: tuple[Part, ...]) -> Remark:
    """The reviews fall into parts."""
    return Remark(
        "reviewers_apart",
        {
            "parts": len(parts),
            "first": named(parts[0].nominations),
            "second": named(parts[1].nominations),
        },
    )


def weak(split: Split) -> Remark:
    """The reviews hold together, but at one place by few."""
    return Remark(
        "weakly_tied",
        {"reviews": split.reviews_between, "part": named(split.part.nominations)},
    )


def mended(by: Bridge) -> Remark:
    """Which further reviews would help."""
    return Remark("tied_by", {"missing": by.missing, "read": by.read, "unread": by.unread})


def too_few(table: Table) -> Remark | None:
    """The reviews hold together, and no more: none is left to tell noise from merit."""
    spare = len(table.points) - len(table.reviewers) - len(table.nominations) + 1
    if spare > 0:
        return None
    return Remark(
        "reviews_too_few",
        {"reviews": len(table.points), "nominations": len(table.nominations),
         "reviewers": len(table.reviewers)},
    )  # fmt: skip


def weaknesses(table: Table, parts: tuple[Part, ...], split: Split | None) -> list[Remark]:
    """What is weak about the ties, each weakness with what mends it; nothing where they hold."""
    if len(parts) > 1:
        return [apart(parts), mended(bridge(table, parts))]
    if split is not None and split.is_weak:
        return [weak(split), mended(stronger(table, split))]
    return []


def holding(pairs: Iterable[tuple[str, str]]) -> tuple[Hold, list[Remark]]:
    """How (nomination, reviewer) pairs hang together, whatever points will be given.

    One nomination, or none, hangs together by itself.

    Raises:
        UnusableInput: a pair is there twice.
    """
    table = table_of(Review(nomination, reviewer, 0.0) for nomination, reviewer in pairs)
    if len(table.nominations) < 2:
        return Hold.WELL, []
    parts = components(table)
    if len(parts) > 1:
        return Hold.APART, weaknesses(table, parts, None)
    thin = too_few(table)
    said = [thin] if thin else weaknesses(table, parts, weakest_split(table))
    return (Hold.WEAKLY if said else Hold.WELL), said
