"""The verifier of assignments refuses whatever was doctored in an answer or its proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.workflows.assigning import field
from workflows.assignment import (
    Flaw,
    Instance,
    Limits,
    Objective,
    Status,
    propose,
    verify,
)
from workflows.assignment.proof import Closed, Narrowed, Split


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


def test_the_verifier_refuses_weights_below_zero_and_thresholds_that_do_not_follow() -> None:
    instance = Instance(
        (Limits("N1", 1, 1),),
        (Limits("R1", 0, 1), Limits("R2", 0, 1)),
        {("N1", "R1"): Decimal(1)},
        objective=Objective.FLOOR,
    )
    proposal = propose(instance)
    proof = proposal.proof
    assert proof is not None
    floor, total = proof.claims
    assert isinstance(floor.refutation, Closed)
    (threshold,) = floor.refutation.prices.thresholds
    worse = replace(threshold, grains=threshold.grains - 1)
    for prices in (
        replace(floor.refutation.prices, total=-1),
        replace(floor.refutation.prices, floors={"N1": -1}),
        replace(floor.refutation.prices, thresholds=(replace(threshold, price=-1),)),
        replace(floor.refutation.prices, thresholds=(worse,)),
        replace(floor.refutation.prices, thresholds=(replace(threshold, least=2),)),
        replace(floor.refutation.prices, reviews={"N9": 1}),
        replace(floor.refutation.prices, quotas={("N1", "none"): 1}),
    ):
        claims = (replace(floor, refutation=Closed(prices)), total)
        doctored = replace(proposal, proof=replace(proof, claims=claims))
        assert verify(instance, doctored) == (Flaw.CLAIM_UNPROVED,), prices


def test_the_verifier_refuses_a_case_that_leaves_the_other_out() -> None:
    instance = field(12, 8, 1)
    proposal = propose(instance)
    proof = proposal.proof
    assert proof is not None
    easy = Closed(replace(_prices(proof.claims[-1].refutation), total=0))  # type: ignore[type-var]
    for pair in ((("N99", "R00")), min(instance.conflicts), proposal.assignment[0]):
        half = Split(pair, easy, proof.claims[-1].refutation)
        claims = (*proof.claims[:-1], replace(proof.claims[-1], refutation=half))
        doctored = replace(proposal, proof=replace(proof, claims=claims))
        assert Flaw.CLAIM_UNPROVED in verify(instance, doctored)
