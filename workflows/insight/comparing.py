"""Points of groups side by side: small groups put together, differences with their interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workflows.insight.estimating import Estimate, Observation, slope_within

OTHERS: Final = ""
"""Key of the group that small groups, and whoever belongs to none, are put into."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One nomination: its group, the stratum it is only compared inside of, its mean points."""

    group: str
    stratum: str
    points: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Five points of a distribution, and its mean."""

    lowest: float
    lower: float
    middle: float
    upper: float
    highest: float
    mean: float


@dataclass(frozen=True, slots=True)
class Group:
    """`apart` is how many points the group lies above the others of its strata, if known."""

    key: str
    nominations: int
    spread: Spread
    apart: Estimate | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Groups by size. `together` were too small to be shown and are in the group OTHERS.

    `withheld` nominations are shown nowhere, because even together they are too few.
    """

    groups: tuple[Group, ...]
    together: int
    withheld: int

    @property
    def is_told(self) -> bool:
        """Whether there is anything to compare."""
        return len(self.groups) > 1


def compare(scored: Sequence[Scored], *, least: int) -> Compared:
    """Bring groups side by side; none of fewer than `least` nominations is shown.

    Small groups are put together, and where they are too few even then the smallest of the others
    joins them: otherwise a group could be worked out from the total and the rest.

    Source: threshold rule with complementary suppression by collapsing categories; Hundepool and
        others, Statistical Disclosure Control (Wiley 2012), chapters 4.3 and 4.4.
    """
    members: defaultdict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        members[one.group].append(one)
    shown = collapsed({key: len(held) for key, held in members.items()}, least)
    gathered: defaultdict[str, list[Scored]] = defaultdict(list)
    for key, held in members.items():
        gathered[key if key in shown else OTHERS].extend(held)
    together = sum(key not in shown and key != OTHERS for key in members)
    if len(gathered.get(OTHERS, ())) < least and OTHERS in gathered:
        return Compared((), together, len(scored))
    order = sorted(gathered, key=lambda key: (key == OTHERS, -len(gathered[key]), key))
    groups = tuple(_group(key, gathered, scored, shown) for key in order)
    return Compared(groups, together, 0)


def collapsed(sizes: dict[str, int], least: int) -> frozenset[str]:
    """The groups that can stand alone, so that whatever is left is none or large enough itself."""
    alone = {key for key, size in sizes.items() if size >= least and key != OTHERS}
    rest = sum(size for key, size in sizes.items() if key not in alone)
    while alone and 0 < rest < least:
        smallest = min(alone, key=lambda key: (sizes[key], key))
        alone.remove(smallest)
        rest += sizes[smallest]
    return frozenset(alone)


def spread_of(points: Sequence[float]) -> Spread:
    """Quartiles by linear interpolation (definition 7 of Hyndman and Fan 1996)."""
    ordered = sorted(points)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    mean = sum(ordered) / len(ordered)
    return Spread(ordered[0], at(0.25), at(0.5), at(0.75), ordered[-1], mean)


def _group(
    key: str,
    gathered: dict[str, list[Scored]],
    scored: Sequence[Scored],
    shown: frozenset[str],
) -> Group:
    held = gathered[key]
    observed = [
        Observation(c.stratum, float((c.group if c.group in shown else OTHERS) == key), c.points)
        for c in scored
    ]
    apart = slope_within(observed, together=len(gathered)) if len(gathered) > 1 else None
    return Group(key, len(held), spread_of([c.points for c in held]), apart)
