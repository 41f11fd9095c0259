"""The Schulze rule: a name beats another by the stronger of their strongest paths."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from workflows.ballots.pairwise import NO_FORCE, Force, Pair, pairwise
from workflows.ballots.profile import Profile
from workflows.ballots.sheet import Count, SheetRow, Strength, TieBreak, row


def schulze(profile: Profile, strength: Strength) -> Count:
    """Best places under the Schulze relation; place 1 are those whom nobody beats.

    A path is as strong as its weakest majority. The relation is transitive, so the best place
    that breaking ties can give a name is one behind those who beat it.

    Source: Schulze 2011, A new monotonic, clone-independent, reversal symmetric, and
        Condorcet-consistent single-winner election method, Soc Choice Welf 36.
    """
    table = pairwise(profile)
    paths = strongest_paths(table.names, table.majorities(strength))
    places = {
        name: 1 + sum(paths[other, name] > paths[name, other] for other in table.names)
        for name in table.names
    }
    sheet = (*table.rows(), *_rows(table.names, paths, strength))
    return Count(places, sheet, TieBreak.EQUAL_PATHS)


def strongest_paths(names: tuple[str, ...], majorities: Mapping[Pair, Force]) -> dict[Pair, Force]:
    """The force of the strongest path between any two names; NO_FORCE where there is none."""
    paths = {pair: majorities.get(pair, NO_FORCE) for pair in product(names, names)}
    for middle in names:
        for start, end in product(names, names):
            if start != end:
                through = min(paths[start, middle], paths[middle, end])
                paths[start, end] = max(paths[start, end], through)
    return paths


def _rows(
    names: tuple[str, ...], paths: Mapping[Pair, Force], strength: Strength
) -> tuple[SheetRow, ...]:
    """The paths from each name; with winning votes also the opposition that tells equals apart."""
    sheet: list[SheetRow] = []
    for name in names:
        out = {other: paths[name, other] for other in names if other != name}
        figures = {other: force[0] for other, force in out.items()}
        sheet.append(row(f"strongest path from {name} to", figures))
        if strength is Strength.WINNING_VOTES:
            against = {other: -force[1] for other, force in out.items()}
            sheet.append(row(f"opposition at its weakest majority from {name} to", against))
    return tuple(sheet)
