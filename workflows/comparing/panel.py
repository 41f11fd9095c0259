"""Who judges together: comparisons need people who have several nominations before them."""

from __future__ import annotations

from collections.abc import Mapping, Set


def panel_for(
    lacking: Mapping[str, int], may_judge: Mapping[str, Set[str]], room: Mapping[str, int]
) -> frozenset[str]:
    """As few people as can be who can give every nomination what it lacks.

    Dealt out like points, two nominations with three reviews each go to six people who have
    nothing to compare. So whoever may judge most comes first, and others only where somebody of
    these may not. Where nobody has room for all of them the people are not narrowed.

    Args:
        lacking: nomination -> how many reviews it still needs.
        may_judge: person -> nominations that they may be given or have.
        room: person -> how many nominations they can have.
    """
    open_ = {nomination for nomination, number in lacking.items() if number > 0}
    order = sorted(may_judge, key=lambda person: (-len(may_judge[person] & open_), person))
    if any(room.get(person, 0) < len(may_judge[person] & open_) for person in order):
        return frozenset(order)
    chosen: set[str] = set()
    left = dict(lacking)
    for person in order:
        wanted = {n for n in may_judge[person] & open_ if left[n] > 0}
        if wanted:
            chosen.add(person)
            for nomination in may_judge[person] & open_:
                left[nomination] -= 1
    return frozenset(chosen)
