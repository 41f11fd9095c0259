"""Rules that give every name one figure: approval, Borda and the median place."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import accumulate

from workflows.ballots.pairwise import levels, pairwise
from workflows.ballots.profile import Profile
from workflows.ballots.sheet import Count, TieBreak, places_by, row


def approval(profile: Profile) -> Count:
    """The most approvals; a ballot approves of the names in its first group, of no others.

    A voter recused from a name is not counted for it: names are compared by their share of
    the voters who could approve of them, which without recusals is the number of approvals.

    Source: Brams and Fishburn 1978, Approval voting, Am Polit Sci Rev 72.
    """
    names = profile.names()
    approvals, asked = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for ballot in profile.ballots:
        for name in ballot.groups[0] if ballot.groups else ():
            approvals[name] += ballot.count
        for name in frozenset(names) - ballot.unseen:
            asked[name] += ballot.count
    shares = {
        name: Fraction(approvals[name], asked[name]) if asked[name] else Fraction(0)
        for name in names
    }
    further = sum(ballot.count for ballot in profile.ballots if len(ballot.groups) > 1)
    sheet = (
        row("approvals", approvals),
        row("ballots that could approve", asked),
        # The reader of the minutes must see that lower groups were not taken for approvals.
        row("ballots with further groups, not approvals", {}, further),
    )
    return Count(places_by(shares), sheet if further else sheet[:2], TieBreak.EQUAL_FIGURES)


def borda(profile: Profile) -> Count:
    """The largest sum of pairwise margins over the others.

    On complete strict ballots this orders like the points n-1, n-2, … 0; unlike them it needs
    no convention for ties, unlisted names and recusals.

    Source: Borda 1784; Young 1974, An axiomatization of Borda's rule, J Econ Theory 9.
    """
    table = pairwise(profile)
    sums = {
        name: sum(table.margin(name, other) for other in table.names if other != name)
        for name in table.names
    }
    return Count(
        places_by(sums), (*table.rows(), row("sum of margins", sums)), TieBreak.EQUAL_FIGURES
    )


def median(profile: Profile) -> Count:
    """The best median place; equal medians by the share of ballots at that place or better.

    The median place is the smallest that more than half of the ballots give or better (of an
    even number the worse of the two middle ones). Tied names share the mean of their places;
    a ballot that saw fewer names is stretched to the same scale; ballots that tell nobody
    apart are not counted.

    Source: Bassett and Persky 1999, Robust voting, Public Choice 99; the second figure is
        Bucklin's. See docs/rules/ballots.md.
    """
    given = places_given(profile)
    medians = {name: _median(places) for name, places in given.items() if places}
    reached = {
        name: Fraction(sum(n for p, n in given[name].items() if p <= place), given[name].total())
        for name, place in medians.items()
    }
    # A name that no voter could place stands behind everyone.
    unplaced = (Fraction(-len(given) - 1), Fraction(0))
    merits = {
        name: (-medians[name], reached[name]) if name in medians else unplaced for name in given
    }
    sheet = (
        row("median place", medians),
        row("share of ballots at the median place or better", reached),
    )
    return Count(places_by(merits), sheet, TieBreak.EQUAL_FIGURES)


def places_given(profile: Profile) -> dict[str, Counter[Fraction]]:
    """For each name, how many ballots gave it which place (1 the best, ties at the mean)."""
    names = profile.names()
    given: dict[str, Counter[Fraction]] = {name: Counter() for name in names}
    for ballot in profile.ballots:
        level = levels(ballot, names)
        size = Counter(level.values())
        if len(size) < 2:
            continue
        stretch = Fraction(len(names) - 1, len(level) - 1)
        for name, group in level.items():
            above = sum(count for other, count in size.items() if other < group)
            given[name][1 + stretch * (above + Fraction(size[group] - 1, 2))] += ballot.count
    return given


def _median(places: Counter[Fraction]) -> Fraction:
    """The smallest place that more than half of the ballots give or better."""
    reached = accumulate(places[place] for place in sorted(places))
    return next(
        place
        for place, ballots in zip(sorted(places), reached, strict=True)
        if 2 * ballots > places.total()
    )
