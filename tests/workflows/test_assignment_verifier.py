"""The verifier of assignments refuses whatever was doctored in an answer or its proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workflows.assigning import field, reach, square, ways
from workflows.assignment import (
    Flaw,
    Instance,
    Limits,
    Objective,
    Quota,
    Status,
    broken_rules,
    propose,
    verify,
)
from workflows.assignment.bookkeeping import Books
from workflows.assignment.proof import (
    Closed,
    Demand,
    Narrowed,
    Prices,
    Refutation,
    Split,
    Threshold,
)


def test_the_verifier_refuses_what_was_doctored() -> None:
    instance = field(12, 8, 1)
    proposal = propose(instance)
    assert proposal.proof is not None
    assert proposal.total is not None
    assert proposal.floor is not None
    conflict = min(instance.conflicts)
    swapped = (conflict, *proposal.assignment[1:])
    better = proposal.total + Decimal("0.01")
    proof = proposal.proof
    lower = {**proposal.bounds, "total": proposal.total - Decimal("0.01")}

    assert verify(instance, proposal) == ()
    assert Flaw.FORBIDDEN_PAIR in verify(instance, replace(proposal, assignment=swapped))
    assert Flaw.REVIEWS_OUT_OF_LIMITS in verify(
        instance, replace(proposal, assignment=proposal.assignment[1:])
    )
    assert Flaw.FIGURES_DIFFER in verify(instance, replace(proposal, total=better))
    assert Flaw.FIGURES_DIFFER in verify(instance, replace(proposal, floor=Decimal(0)))
    assert Flaw.STATUS_DIFFERS in verify(instance, replace(proposal, status=Status.BOUNDED))
    assert Flaw.CLAIM_DIFFERS in verify(instance, replace(proposal, bounds=lower))
    assert Flaw.CLAIM_DIFFERS in verify(instance, replace(proposal, proof=None))
    assert Flaw.CLAIM_DIFFERS in verify(
        instance, replace(proposal, proof=replace(proof, claims=proof.claims[:1]))
    )
    for place, claim in enumerate(proof.claims):
        higher = {reviewer: -10_000 for reviewer in proposal.loads}
        for doctored in (
            Closed(replace(_prices(claim.refutation), loads=higher)),
            _lighter(claim),
        ):
            claims = list(proof.claims)
            claims[place] = replace(claim, refutation=doctored)
            told = verify(instance, replace(proposal, proof=replace(proof, claims=tuple(claims))))
            assert told == (Flaw.CLAIM_UNPROVED,), place


def _prices(refutation: object) -> object:
    while isinstance(refutation, Split):
        refutation = refutation.given
    assert isinstance(refutation, Closed | Narrowed)
    return refutation.prices


def _lighter(claim: object) -> Closed:
    """Every weight of what is demanded taken away: nothing is asked for, nothing is refuted."""
    prices = _prices(claim.refutation)  # type: ignore[attr-defined]
    return Closed(replace(prices, total=0, floors={}, kept=0, thresholds=()))  # type: ignore[type-var]


def test_the_verifier_refuses_prices_of_what_the_instance_has_not() -> None:
    proposal = propose(ONE)
    assert proposal.proof is not None
    floor, total = proposal.proof.claims
    assert isinstance(floor.refutation, Closed)
    for prices in (
        replace(floor.refutation.prices, reviews={"N9": 1}),
        replace(floor.refutation.prices, loads={"R9": 1}),
        replace(floor.refutation.prices, quotas={("N1", "none"): 1}),
    ):
        claims = (replace(floor, refutation=Closed(prices)), total)
        doctored = replace(proposal, proof=replace(proposal.proof, claims=claims))
        assert verify(ONE, doctored) == (Flaw.CLAIM_UNPROVED,), prices


def test_the_verifier_refuses_a_case_of_a_pair_that_is_none() -> None:
    proposal = propose(ONE)
    assert proposal.proof is not None
    *others, total = proposal.proof.claims
    strange = Split(("N99", "R1"), total.refutation, total.refutation)
    claims = (*others, replace(total, refutation=strange))
    doctored = replace(proposal, proof=replace(proposal.proof, claims=claims))

    assert verify(ONE, doctored) == (Flaw.CLAIM_UNPROVED,)


def test_the_verifier_refuses_another_grain_another_count_kept_and_bounds_between() -> None:
    instance = field(12, 8, 1, keep=frozenset(propose(field(12, 8, 2)).assignment))
    proposal = propose(instance)
    assert proposal.proof is not None
    assert proposal.kept is not None
    coarser = replace(proposal.proof, grain=2 * proposal.proof.grain)

    assert verify(instance, replace(proposal, proof=coarser)) == (Flaw.CLAIM_DIFFERS,)
    assert Flaw.FIGURES_DIFFER in verify(instance, replace(proposal, kept=proposal.kept + 1))
    # Nothing lies above 0, as is proved; that nothing lies above a little less, nobody has shown.
    nothing = propose(Instance((Limits("N1", 1, 1),), (Limits("R1", 1, 1),)))
    lower = {"total": Decimal("-0.0000005")}
    assert Flaw.CLAIM_DIFFERS in verify(
        Instance((Limits("N1", 1, 1),), (Limits("R1", 1, 1),)),
        replace(nothing, bounds=lower, status=Status.BOUNDED),
    )


@pytest.mark.parametrize(
    ("changes", "pairs", "flaws"),
    [
        ({}, "N1R1 N2R2", set()),
        ({}, "N1R1", {Flaw.REVIEWS_OUT_OF_LIMITS}),
        ({}, "N1R1 N2R1", {Flaw.LOADS_OUT_OF_LIMITS}),
        ({"reviewers": (Limits("R1", 0, 2), Limits("R2", 1, 2))}, "N1R1 N2R1",
         {Flaw.LOADS_OUT_OF_LIMITS}),
        ({"conflicts": frozenset({("N1", "R1")})}, "N1R1 N2R2", {Flaw.FORBIDDEN_PAIR}),
        ({"forbidden": frozenset({("N1", "R1")})}, "N1R1 N2R2", {Flaw.FORBIDDEN_PAIR}),
        ({"locked": frozenset({("N1", "R2")})}, "N1R1 N2R2", {Flaw.LOCKED_PAIR_MISSING}),
        ({"quotas": (Quota("N1", "q", frozenset({"R2"}), 1, 1),)}, "N1R1 N2R2",
         {Flaw.QUOTA_BROKEN}),
        ({"quotas": (Quota("N1", "q", frozenset({"R1"}), 0, 0),)}, "N1R1 N2R2",
         {Flaw.QUOTA_BROKEN}),
        ({}, "N1R1 N2R2 N2R2", {Flaw.STRANGE_PAIR}),
        ({}, "N1R1 N2R2 N9R9", {Flaw.STRANGE_PAIR}),
    ],
)  # fmt: skip
def test_each_hard_rule_is_found_broken_by_itself(
    changes: dict[str, object], pairs: str, flaws: set[Flaw]
) -> None:
    assert broken_rules(square(**changes), [(p[:2], p[2:]) for p in pairs.split()]) == flaws


ONE = Instance(
    (Limits("N1", 1, 1),),
    (Limits("R1", 0, 1), Limits("R2", 0, 1)),
    {("N1", "R1"): Decimal(1)},
    objective=Objective.FLOOR,
)
DISLIKED = replace(ONE, affinity={("N1", "R1"): Decimal(-1), ("N1", "R2"): Decimal(-1)})
HALF_LIKED = replace(ONE, affinity={("N1", "R1"): Decimal(-1)})
IDLE = Instance((Limits("N1", 0, 1),), (Limits("R1", 0, 0),), {("N1", "R1"): Decimal(1)})
UNREAD = Instance(
    (Limits("N1", 1, 1), Limits("N2", 0, 0)),
    (Limits("R1", 0, 1),),
    {("N1", "R1"): Decimal(1)},
    objective=Objective.FLOOR,
)
NOTHING = Closed(Prices())


@pytest.mark.parametrize(
    ("instance", "demand", "forged"),
    [
        pytest.param(ONE, Demand(total=-5), Closed(Prices(total=-1)), id="a weight below 0"),
        pytest.param(ONE, Demand(floor=-5), Closed(Prices(floors={"N1": -1})), id="a floor's"),
        pytest.param(
            ONE, Demand(floor=1), Closed(Prices(thresholds=(Threshold("N1", 1, 2, 1),))),
            id="a threshold that does not follow",
        ),
        pytest.param(
            ONE, Demand(floor=0), Closed(Prices(thresholds=(Threshold("N1", 1, 1, 2),),
                                                reviews={"N1": 1})),
            id="a threshold that the floor just leaves open",
        ),
        pytest.param(
            DISLIKED, Demand(), Closed(Prices(floors={"N1": 1}, reviews={"N1": -1})),
            id="a floor that nobody demands",
        ),
        pytest.param(
            DISLIKED, Demand(), Closed(Prices(total=1, reviews={"N1": -1})),
            id="a total that nobody demands",
        ),
        pytest.param(
            UNREAD, Demand(floor=1), Closed(Prices(floors={"N2": 1})),
            id="the floor of a nomination without reviews",
        ),
        pytest.param(ONE, Demand(total=1), Closed(Prices(total=1)), id="an excess of nothing"),
        pytest.param(
            ONE, Demand(total=1),
            Split(("N1", "R1"), Closed(Prices(total=1)), NOTHING), id="a case without the pair",
        ),
        pytest.param(
            ONE, Demand(total=0),
            Split(("N1", "R2"), NOTHING, Closed(Prices(total=1, reviews={"N1": 2}))),
            id="a case with the pair",
        ),
        pytest.param(
            HALF_LIKED, Demand(total=0),
            Narrowed(Prices(total=1, reviews={"N1": 1}), Closed(Prices(reviews={"N1": -1}))),
            id="a pair that is not decided to be left out",
        ),
        pytest.param(
            IDLE, Demand(total=0),
            Narrowed(Prices(total=1), Closed(Prices(loads={"R1": 1}))),
            id="a pair that is not decided to be taken",
        ),
    ],
)  # fmt: skip
def test_the_verifier_accepts_no_forged_refutation_of_what_can_be_reached(
    instance: Instance, demand: Demand, forged: Refutation
) -> None:
    books = Books.of(instance)
    reached = [reach(instance, way) for way in ways(instance)]

    assert books.grain == 1_000_000
    assert any(
        floor >= (demand.floor or -9) and total >= (demand.total or -9)
        for _, floor, total in reached
    )
    assert not books.refutes(forged, demand)
