"""Assignment against brute force, against published optima, and at its edges."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workflows.assignment import (
    Blocking,
    Instance,
    Limits,
    Pair,
    Proposal,
    Sizes,
    Status,
    Why,
    instance_from_json,
    propose,
    verify,
)
from workflows.errors import UnusableInput


def ways(instance: Instance) -> Iterator[tuple[Pair, ...]]:
    """Every assignment that keeps all rules, one pair of an instance after the other."""
    pairs = [(n.id, r.id) for n in instance.nominations for r in instance.reviewers]
    sides = (instance.nominations, instance.reviewers)
    for picks in product((False, True), repeat=len(pairs)):
        chosen = tuple(pair for pair, pick in zip(pairs, picks, strict=True) if pick)
        counts = [Counter(pair[side] for pair in chosen) for side in (0, 1)]
        if (
            instance.conflicts.isdisjoint(chosen)
            and instance.locked.issubset(chosen)
            and all(
                limits.minimum <= count[limits.id] <= limits.maximum
                for count, side in zip(counts, sides, strict=True)
                for limits in side
            )
        ):
            yield chosen


def total_of(instance: Instance, chosen: tuple[Pair, ...]) -> Decimal:
    return sum(
        (instance.affinity.get(pair, instance.default_affinity) for pair in chosen), Decimal(0)
    )


def peak(chosen: tuple[Pair, ...]) -> int:
    return max(Counter(reviewer for _, reviewer in chosen).values(), default=0)


def limits(prefix: str, count: int, most: int) -> st.SearchStrategy[tuple[Limits, ...]]:
    bounds = st.tuples(st.integers(0, most), st.integers(0, most)).map(sorted)
    return st.lists(bounds, min_size=count, max_size=count).map(
        lambda found: tuple(Limits(f"{prefix}{n}", *pair) for n, pair in enumerate(found))
    )


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


def square(**changes: object) -> Instance:
    """Two nominations with one review each and two reviewers of one nomination each."""
    values: dict[str, object] = {
        "nominations": (Limits("N1", 1, 1), Limits("N2", 1, 1)),
        "reviewers": (Limits("R1", 0, 1), Limits("R2", 0, 1)),
        **changes,
    }
    return Instance(**values)  # type: ignore[arg-type]


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


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"nominations": (Limits("N1", 1, 1), Limits("N1", 1, 1))}, "nominations"),
        ({"nominations": (Limits("N1", 2, 1),)}, "nominations"),
        ({"reviewers": (Limits("R1", -1, 1),)}, "reviewers"),
        ({"reviewers": (Limits("R1", 0, 10**30),)}, "reviewers"),
        ({"conflicts": frozenset({("N9", "R1")})}, "conflicts"),
        ({"locked": frozenset({("N1", "R9")})}, "locked"),
        ({"affinity": {("R1", "N1"): Decimal(1)}}, "affinity"),
        ({"default_affinity": Decimal("NaN")}, "affinity"),
        ({"affinity": {("N1", "R1"): Decimal(10**9 + 1)}}, "affinity"),
    ],
)
def test_instance_that_contradicts_itself(changes: dict[str, object], place: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        square(**changes)

    assert refused.value.place == place


def test_instance_from_json_reads_the_whole_format() -> None:
    document = {
        "reviews_per_nomination": 3,
        "nominations": [{"id": "N1"}, {"id": "N2", "reviews": {"min": 2, "max": 4}}],
        "reviewers": [{"id": "R1", "max": 6, "min": 1}, {"id": "R2"}],
        "affinity": [["N1", "R1", 2.5], ["N1", "R2", Decimal("0.1")]],
        "default_affinity": 1,
        "conflicts": [["N2", "R1"]],
        "locked": [["N1", "R1"]],
        "objective": "total",
    }

    assert instance_from_json(document) == Instance(
        (Limits("N1", 3, 3), Limits("N2", 2, 4)),
        (Limits("R1", 1, 6), Limits("R2", 0, 2)),
        {("N1", "R1"): Decimal("2.5"), ("N1", "R2"): Decimal("0.1")},
        Decimal(1),
        frozenset({("N2", "R1")}),
        frozenset({("N1", "R1")}),
    )


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"colour": 1}, "the instance"),
        ({"nominations": None}, "nominations"),
        ({"nominations": [[]]}, "nominations[0]"),
        ({"nominations": [{}]}, "nominations[0]"),
        ({"nominations": [{"id": 1}]}, "nominations[0].id"),
        ({"nominations": [{"id": "N1", "reviews": {"least": 1}}]}, "nominations[0].reviews"),
        ({"reviews_per_nomination": None}, "nominations[0].min"),
        ({"reviewers": [{"id": "R1", "max": True}]}, "reviewers[0].max"),
        ({"affinity": [[]]}, "affinity[0]"),
        ({"affinity": [["N1", "R1"]]}, "affinity[0]"),
        ({"affinity": [["N1", "R1", "2"]]}, "affinity[0]"),
        ({"affinity": [["N1", "R1", 1], ["N1", "R1", 1]]}, "affinity[1]"),
        ({"affinity": [["N1", "R1", float("nan")]]}, "affinity"),
        ({"default_affinity": True}, "default_affinity"),
        ({"conflicts": [["N1", "R1", "R1"]]}, "conflicts[0]"),
        ({"locked": "N1"}, "locked"),
        ({"objective": "best"}, "objective"),
        ({"objective": 1}, "objective"),
        ({"keep": [["N1"]]}, "keep[0]"),
        ({"forbidden": [["N1", "R1"], "R1"]}, "forbidden[1]"),
        ({"nominations": [{"id": "N1", "traits": ["Asia"]}]}, "nominations[0].traits"),
        (
            {"reviewers": [{"id": "R1", "max": 1, "traits": {"region": 3}}]},
            "reviewers[0].traits.region",
        ),
        ({"spread": [{"rule": "at_most"}]}, "spread[0]"),
        ({"spread": [{"rule": "fair", "trait": "region"}]}, "spread[0].rule"),
        ({"spread": [{"rule": "at_most", "trait": "region", "least": 1}]}, "spread[0].least"),
        ({"spread": [{"rule": "covered", "trait": "region", "most": 1}]}, "spread[0].most"),
        ({"spread": [{"rule": "at_most", "trait": "region", "most": -1}]}, "spread[0].most"),
        ({"spread": [{"rule": "at_most", "trait": "region"}] * 2}, "spread[1]"),
    ],
)
def test_instance_from_json_says_where_it_cannot_be_read(
    changes: dict[str, object], place: str
) -> None:
    document = {
        "reviews_per_nomination": 1,
        "nominations": [{"id": "N1"}],
        "reviewers": [{"id": "R1", "max": 1}],
    }

    with pytest.raises(UnusableInput) as refused:
        instance_from_json({**document, **changes})

    assert refused.value.place == place


def test_instance_from_json_misses_what_must_be_there() -> None:
    with pytest.raises(UnusableInput, match="'reviewers' is missing"):
        instance_from_json({"nominations": []})


def real_instance(folder: Path, name: str) -> tuple[Instance, int]:
    """An instance made of real bids, and the largest total two other solvers found."""
    found = json.loads((folder / "instances.json").read_text("utf-8"))
    described = next(each for each in found["instances"] if each["name"] == name)
    with (folder / described["file"]).open(encoding="utf-8", newline="") as lines:
        bids = [(row["paper"], row["reviewer"], row["bid"]) for row in csv.DictReader(lines)]
    weights = described["weights"]
    document = {
        "reviews_per_nomination": described["reviewers_per_paper"],
        "nominations": [{"id": paper} for paper in sorted({bid[0] for bid in bids})],
        "reviewers": [
            {"id": name, "max": described["max_load"]} for name in sorted({bid[1] for bid in bids})
        ],
        "affinity": [[*pair, weights[bid]] for *pair, bid in bids if bid != "conflict"],
        "default_affinity": weights[described["default_bid"]],
        "conflicts": [pair for *pair, bid in bids if bid == "conflict"],
    }
    return instance_from_json(document), found["reference"][name]["optimal_total_weight"]


@pytest.mark.parametrize("name", ["csconf3", "aamas2016"])
def test_propose_reaches_the_published_optimum(name: str) -> None:
    data = os.environ.get("PRIZE_SAMPLE_DATA")
    if not data or not (Path(data) / "assignment/instances.json").is_file():
        pytest.skip("PRIZE_SAMPLE_DATA does not name a folder with assignment/instances.json")
    instance, optimum = real_instance(Path(data) / "assignment", name)

    proposal = propose(instance)

    assert proposal.total == optimum
    assert instance.conflicts.isdisjoint(proposal.assignment)
    assert max(proposal.loads.values()) <= max(each.maximum for each in instance.reviewers)
