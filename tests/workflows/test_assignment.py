"""The total of assignments against brute force, what is in their way, and their edges."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workflows.assigning import limits, square, ways
from workflows.assignment import (
    Blocking,
    Instance,
    Limits,
    Pair,
    Proposal,
    Sizes,
    Status,
    Why,
    propose,
    verify,
)
from workflows.errors import UnusableInput


def total_of(instance: Instance, chosen: tuple[Pair, ...]) -> Decimal:
    return sum(
        (instance.affinity.get(pair, instance.default_affinity) for pair in chosen), Decimal(0)
    )


def peak(chosen: tuple[Pair, ...]) -> int:
    return max(Counter(reviewer for _, reviewer in chosen).values(), default=0)


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    rows, columns = draw(st.sampled_from([(1, 1), (1, 3), (2, 2), (3, 2), (2, 4), (3, 3)]))
    pairs = [(f"N{n}", f"R{r}") for n in range(rows) for r in range(columns)]
    points = st.sampled_from([Decimal(text) for text in ("-1.5", "0", "0.000001", "1", "2", "3")])
    some = st.sets(st.sampled_from(pairs), max_size=2).map(frozenset)
    return Instance(
        draw(limits("N", rows, columns)),
        draw(limits("R", columns, rows)),
        draw(st.dictionaries(st.sampled_from(pairs), points)),
        draw(points),
        conflicts=draw(some),
        locked=draw(some),
    )


@settings(max_examples=50, deadline=None)
@given(instances())
def test_propose_agrees_with_trying_everything(instance: Instance) -> None:
    possible = list(ways(instance))

    proposal = propose(instance)

    if not possible:
        assert proposal.status is Status.INFEASIBLE
        assert proposal.blocking is not None
        return
    assert proposal.status is Status.OPTIMAL
    assert proposal.assignment in possible
    assert proposal.total == max(total_of(instance, way) for way in possible)
    assert proposal.total == total_of(instance, proposal.assignment)
    assert proposal.bounds == {"total": proposal.total}
    loads = Counter(reviewer for _, reviewer in proposal.assignment)
    assert proposal.loads == {reviewer.id: loads[reviewer.id] for reviewer in instance.reviewers}
    assert verify(instance, proposal) == ()


@settings(max_examples=40, deadline=None)
@given(instances())
def test_propose_of_equal_totals_has_the_smallest_largest_load(instance: Instance) -> None:
    fixed = Instance(
        tuple(Limits(n.id, n.minimum, n.minimum) for n in instance.nominations),
        instance.reviewers,
        instance.affinity,
        instance.default_affinity,
        instance.conflicts,
        instance.locked,
    )
    possible = list(ways(fixed))
    assume(possible)

    proposal = propose(fixed)

    equal = [way for way in possible if total_of(fixed, way) == proposal.total]
    assert peak(proposal.assignment) == min(peak(way) for way in equal)


@settings(max_examples=30, deadline=None)
@given(instances())
def test_blocking_is_a_shortage_anyone_can_check(instance: Instance) -> None:
    blocking = propose(instance).blocking

    if blocking is None or blocking.why not in (Why.TOO_FEW_REVIEWERS, Why.TOO_FEW_NOMINATIONS):
        return
    side = 0 if blocking.why is Why.TOO_FEW_REVIEWERS else 1
    asking = (blocking.nominations, blocking.reviewers)[side]
    giving = (instance.reviewers, instance.nominations)[side]
    least = {each.id: each.minimum for each in (instance.nominations, instance.reviewers)[side]}
    locked = [Counter(pair[at] for pair in instance.locked) for at in (side, 1 - side)]
    taken = instance.conflicts | instance.locked
    needed = sum(max(0, least[name] - locked[0][name]) for name in asking)
    available = 0
    for giver in giving:
        pairs = [(name, giver.id) if side == 0 else (giver.id, name) for name in asking]
        free = sum(pair not in taken for pair in pairs)
        available += min(giver.maximum - locked[1][giver.id], free)
    assert blocking.facts == {"needed": needed, "available": available}
    assert needed > available


@settings(max_examples=30, deadline=None)
@given(instances(), st.randoms(use_true_random=False))
def test_propose_does_not_depend_on_the_order(instance: Instance, chance: object) -> None:
    def shuffled(values: tuple[Limits, ...]) -> tuple[Limits, ...]:
        mixed = list(values)
        chance.shuffle(mixed)  # type: ignore[attr-defined]
        return tuple(mixed)

    other = Instance(
        shuffled(instance.nominations),
        shuffled(instance.reviewers),
        dict(reversed(list(instance.affinity.items()))),
        instance.default_affinity,
        instance.conflicts,
        instance.locked,
    )

    assert propose(other) == propose(instance)


def test_propose_prefers_affinity_to_evenness() -> None:
    fond = {("N1", "R1"): Decimal("0.000001"), ("N2", "R1"): Decimal("0.000001")}
    reviewers = (Limits("R1", 0, 2), Limits("R2", 0, 2))

    assert propose(square(reviewers=reviewers, affinity=fond)).loads == {"R1": 2, "R2": 0}
    assert propose(square(reviewers=reviewers)).loads == {"R1": 1, "R2": 1}


def test_propose_beyond_the_resolution_sees_no_difference() -> None:
    fond = {("N1", "R1"): Decimal("0.0000004"), ("N2", "R1"): Decimal("0.0000004")}

    proposal = propose(square(reviewers=(Limits("R1", 0, 2), Limits("R2", 0, 2)), affinity=fond))

    assert proposal.total == Decimal(0)
    assert proposal.loads == {"R1": 1, "R2": 1}


def test_what_is_finer_than_a_millionth_is_rounded_half_to_even() -> None:
    fond = {
        ("N1", "R1"): Decimal("0.0000025"), ("N2", "R2"): Decimal("0.0000036"),
        ("N1", "R2"): Decimal(-1), ("N2", "R1"): Decimal(-1),
    }  # fmt: skip

    proposal = propose(square(affinity=fond))

    assert proposal.total == Decimal("0.000006")
    assert verify(square(affinity=fond), proposal) == ()


def test_propose_with_nothing_to_assign() -> None:
    empty = Instance((), ())
    idle = Instance((), (Limits("R1", 0, 3),))

    for instance, loads in ((empty, {}), (idle, {"R1": 0})):
        proposal = propose(instance)
        expected = Proposal(Status.OPTIMAL, (), Decimal(0), {"total": Decimal(0)}, loads)
        assert replace(proposal, proof=None) == expected
        assert verify(instance, proposal) == ()


@pytest.mark.parametrize(
    ("changes", "blocking"),
    [
        (
            {"reviewers": (Limits("R1", 0, 1),)},
            Blocking(("N1", "N2"), ("R1",), Why.TOO_FEW_REVIEWERS, {"needed": 2, "available": 1}),
        ),
        (
            {"conflicts": frozenset({("N1", "R1"), ("N1", "R2")})},
            Blocking(("N1",), (), Why.TOO_FEW_REVIEWERS, {"needed": 1, "available": 0}),
        ),
        (
            {"reviewers": (Limits("R1", 2, 2), Limits("R2", 1, 1))},
            Blocking(
                ("N1", "N2"), ("R1", "R2"), Why.TOO_FEW_NOMINATIONS, {"needed": 3, "available": 2}
            ),
        ),
        (
            {"locked": frozenset({("N2", "R1")}), "conflicts": frozenset({("N2", "R1")})},
            Blocking(("N2",), ("R1",), Why.LOCKED_IN_CONFLICT),
        ),
        (
            {"locked": frozenset({("N2", "R1")}), "forbidden": frozenset({("N2", "R1")})},
            Blocking(("N2",), ("R1",), Why.LOCKED_IN_CONFLICT),
        ),
        (
            {"locked": frozenset({("N1", "R1"), ("N1", "R2")})},
            Blocking(("N1",), ("R1", "R2"), Why.LOCKED_OVER_MAXIMUM, {"locked": 2, "maximum": 1}),
        ),
        (
            {"locked": frozenset({("N1", "R1"), ("N2", "R1")})},
            Blocking(("N1", "N2"), ("R1",), Why.LOCKED_OVER_MAXIMUM, {"locked": 2, "maximum": 1}),
        ),
    ],
)
def test_propose_says_what_is_in_the_way(changes: dict[str, object], blocking: Blocking) -> None:
    proposal = propose(square(**changes))

    assert (proposal.status, proposal.assignment, proposal.total) == (Status.INFEASIBLE, (), None)
    assert proposal.blocking == blocking


def test_blocking_names_the_smaller_of_two_independent_shortages() -> None:
    nominations = tuple(Limits(f"N{n}", 1, 1) for n in range(1, 6))
    reviewers = (Limits("R1", 0, 1), Limits("R2", 0, 1))
    here, there = {"N1", "N2", "N3"}, {"N4", "N5"}
    apart = {(n, "R2") for n in here} | {(n, "R1") for n in there}

    blocking = propose(Instance(nominations, reviewers, conflicts=frozenset(apart))).blocking

    facts = {"needed": 2, "available": 1}
    assert blocking == Blocking(("N4", "N5"), ("R2",), Why.TOO_FEW_REVIEWERS, facts)


def test_propose_refuses_affinities_that_64_bits_do_not_hold() -> None:
    fond = {("N1", "R1"): Decimal(10**9), ("N2", "R2"): Decimal("0.000001")}
    many = tuple(Limits(f"R{n}", 0, 40) for n in range(1, 1_200))
    nominations = tuple(Limits(f"N{n}", 1, 1) for n in range(1, 60))

    with pytest.raises(UnusableInput) as refused:
        propose(Instance(nominations, many, fond))

    assert refused.value.place == "affinity"


def test_propose_never_takes_a_refusal_of_the_solver_for_an_answer() -> None:
    fond = {("N1", "R1"): Decimal(10**9), ("N2", "R2"): Decimal("0.000001")}
    many = tuple(Limits(f"R{n}", 0, 2) for n in range(1, 10_000))

    with pytest.raises(RuntimeError, match="BAD_COST_RANGE"):
        propose(square(reviewers=many, affinity=fond), sizes=Sizes(largest_cost=2**70))
