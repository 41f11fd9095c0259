"""Checks an answer without knowing how it was found: rules, sums, and the proof of every bound.

Nothing of the search is used, only the instance, the proof and arithmetic in whole numbers of any
size. The argument is weak duality (Schrijver, Theory of Linear and Integer Programming, 1986, 7.4):
whatever the prices, no assignment earns more than all pairs' gains over their prices and what the
rules then cost at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from math import floor as floor_of

from workflows.assignment.bookkeeping import Books
from workflows.assignment.model import Instance, Limits, Objective, Proposal, Status
from workflows.assignment.proof import Claim, Demand, Pair

MILLIONTHS = 1_000_000


class Flaw(StrEnum):
    """What is wrong with an answer."""

    STRANGE_PAIR = "strange_pair"
    FORBIDDEN_PAIR = "forbidden_pair"
    LOCKED_PAIR_MISSING = "locked_pair_missing"
    REVIEWS_OUT_OF_LIMITS = "reviews_out_of_limits"
    LOADS_OUT_OF_LIMITS = "loads_out_of_limits"
    QUOTA_BROKEN = "quota_broken"
    FIGURES_DIFFER = "figures_differ"
    STATUS_DIFFERS = "status_differs"
    CLAIM_DIFFERS = "claim_differs"
    CLAIM_UNPROVED = "claim_unproved"


def verify(instance: Instance, proposal: Proposal) -> tuple[Flaw, ...]:
    """What is wrong with an answer that has an assignment; nothing, if it holds with its bounds.

    The order of the flaws is that of the enumeration, each once.
    """
    found = {*broken_rules(instance, proposal.assignment), *_differing(instance, proposal)}
    found |= set(_unproved(instance, proposal))
    return tuple(flaw for flaw in Flaw if flaw in found)


def broken_rules(instance: Instance, assignment: Collection[Pair]) -> set[Flaw]:
    """Which hard rules these pairs break, wherever they come from."""
    pairs = set(assignment)
    known = {n.id for n in instance.nominations}, {r.id for r in instance.reviewers}
    given = [{each.id: 0 for each in side} for side in (instance.nominations, instance.reviewers)]
    for side in (0, 1):
        given[side].update(Counter(pair[side] for pair in pairs))
    broken = {
        Flaw.STRANGE_PAIR: len(pairs) < len(assignment)
        or any(n not in known[0] or r not in known[1] for n, r in pairs),
        Flaw.FORBIDDEN_PAIR: bool(pairs & (instance.conflicts | instance.forbidden)),
        Flaw.LOCKED_PAIR_MISSING: not instance.locked <= pairs,
        Flaw.REVIEWS_OUT_OF_LIMITS: _outside(instance.nominations, given[0]),
        Flaw.LOADS_OUT_OF_LIMITS: _outside(instance.reviewers, given[1]),
        Flaw.QUOTA_BROKEN: any(
            not q.minimum <= sum((q.nomination, r) in pairs for r in q.reviewers) <= q.maximum
            for q in instance.quotas
        ),
    }
    return {flaw for flaw, is_there in broken.items() if is_there}


def _outside(everyone: tuple[Limits, ...], counts: dict[str, int]) -> bool:
    return any(not each.minimum <= counts[each.id] <= each.maximum for each in everyone)


def _differing(instance: Instance, proposal: Proposal) -> set[Flaw]:
    kept, floor, total = _figures(instance, proposal.assignment)
    loads = {each.id: 0 for each in instance.reviewers}
    loads.update(Counter(reviewer for _, reviewer in proposal.assignment))
    stated = (proposal.total, proposal.floor, proposal.loads)
    is_same = stated == (_points(total), None if floor is None else _points(floor), loads)
    is_same &= proposal.kept == (kept if instance.keep else None)
    reaches = {"kept": proposal.kept, "floor": proposal.floor, "total": proposal.total}
    is_best = all(reaches[level] == bound for level, bound in proposal.bounds.items())
    is_named = proposal.status is (Status.OPTIMAL if is_best else Status.BOUNDED)
    return ({Flaw.FIGURES_DIFFER} if not is_same else set()) | (
        {Flaw.STATUS_DIFFERS} if not is_named else set()
    )


def _figures(instance: Instance, pairs: tuple[Pair, ...]) -> tuple[int, int | None, int]:
    """Pairs kept, smallest sum and sum; in millionths."""
    sums = {each.id: 0 for each in instance.nominations if each.maximum and instance.reviewers}
    total = 0
    for pair in pairs:
        value = millionths(instance, pair)
        total += value
        if pair[0] in sums:
            sums[pair[0]] += value
    return len(instance.keep & set(pairs)), min(sums.values(), default=None), total


def millionths(instance: Instance, pair: Pair) -> int:
    """The affinity of a pair as it is added up."""
    return round(instance.affinity.get(pair, instance.default_affinity) * MILLIONTHS)


def _points(value: int) -> Decimal:
    return Decimal(value) / MILLIONTHS


def _unproved(instance: Instance, proposal: Proposal) -> set[Flaw]:
    """Whether there is one claim for every bound, just above it, and each is refuted."""
    if proposal.proof is None:
        return {Flaw.CLAIM_DIFFERS}
    books = Books.of(instance)
    if proposal.proof.grain != books.grain:
        return {Flaw.CLAIM_DIFFERS}
    expected = _expected(instance, proposal, books.grain)
    if [(claim.level, claim.demand) for claim in proposal.proof.claims] != expected:
        return {Flaw.CLAIM_DIFFERS}
    if not all(_holds(books, claim) for claim in proposal.proof.claims):
        return {Flaw.CLAIM_UNPROVED}
    return set()


def _holds(books: Books, claim: Claim) -> bool:
    return books.refutes(claim.refutation, claim.demand)


def _expected(
    instance: Instance, proposal: Proposal, grain: int
) -> list[tuple[str, Demand]] | None:
    kept, floor, _ = _figures(instance, proposal.assignment)
    claims = []
    bounds = {
        level: floor_of(bound) if level == "kept" else floor_of(bound * MILLIONTHS) // grain
        for level, bound in proposal.bounds.items()
    }
    wants_floor = instance.objective is Objective.FLOOR and floor is not None
    levels = ["kept"] * bool(instance.keep) + ["floor"] * wants_floor + ["total"]
    if set(levels) != set(bounds):
        return None
    reached = {"kept": kept, "floor": (floor or 0) // grain}
    demanded: dict[str, int] = {}
    for level in levels:
        claims.append((level, Demand(**{**demanded, level: bounds[level] + 1})))
        demanded[level] = reached.get(level, 0)
    return claims
