"""Kept pairs, floors, quotas, and the proofs, against trying everything and against HiGHS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.workflows.running import run
from workflows.assignment import (
    Change,
    Flaw,
    Instance,
    Limits,
    Objective,
    Pair,
    Quota,
    Sizes,
    Spread,
    SpreadRule,
    Status,
    Why,
    propose,
    quotas_for,
    verify,
    what_if,
)
from workflows.assignment.proof import Closed, Narrowed, Split
from workflows.commands import assign
from workflows.commands.outcome import Status as Ended
from workflows.errors import UnusableInput

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def ways(instance: Instance) -> Iterator[tuple[Pair, ...]]:
    """Every assignment that keeps all hard rules."""
    pairs = [(n.id, r.id) for n in instance.nominations for r in instance.reviewers]
    barred = instance.conflicts | instance.forbidden
    for picks in product((False, True), repeat=len(pairs)):
        chosen = tuple(pair for pair, pick in zip(pairs, picks, strict=True) if pick)
        if barred.isdisjoint(chosen) and instance.locked <= set(chosen):
            counts = [Counter(pair[side] for pair in chosen) for side in (0, 1)]
            sides = (instance.nominations, instance.reviewers)
            if all(
                each.minimum <= counts[side][each.id] <= each.maximum
                for side in (0, 1)
                for each in sides[side]
            ) and all(
                q.minimum <= sum((q.nomination, r) in chosen for r in q.reviewers) <= q.maximum
                for q in instance.quotas
            ):
                yield chosen


def reach(instance: Instance, chosen: tuple[Pair, ...]) -> tuple[int, Decimal, Decimal]:
    """Pairs kept, smallest sum, sum."""
    sums = {n.id: Decimal(0) for n in instance.nominations if n.maximum}
    total = Decimal(0)
    for pair in chosen:
        points = instance.affinity.get(pair, instance.default_affinity)
        sums[pair[0]] += points
        total += points
    kept = len(instance.keep & set(chosen))
    floor = min(sums.values(), default=Decimal(0))
    return kept, floor if instance.objective is Objective.FLOOR else Decimal(0), total


def limits(prefix: str, count: int, most: int) -> st.SearchStrategy[tuple[Limits, ...]]:
    bounds = st.tuples(st.integers(0, most), st.integers(0, most)).map(sorted)
    return st.lists(bounds, min_size=count, max_size=count).map(
        lambda found: tuple(Limits(f"{prefix}{n}", *pair) for n, pair in enumerate(found))
    )


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    rows, columns = draw(st.sampled_from([(1, 3), (2, 2), (3, 2), (2, 4), (3, 3)]))
    pairs = [(f"N{n}", f"R{r}") for n in range(rows) for r in range(columns)]
    points = st.sampled_from([Decimal(text) for text in ("-1.5", "0", "0.25", "1", "2", "3")])
    some = st.sets(st.sampled_from(pairs), max_size=2).map(frozenset)
    reviewers = st.sets(st.sampled_from([f"R{r}" for r in range(columns)])).map(frozenset)
    ranges = st.sampled_from([(0, 0), (0, 1), (1, 1), (1, 3), (2, 3)])
    quotas = draw(st.lists(st.tuples(st.integers(0, rows - 1), reviewers, ranges), max_size=3))
    return Instance(
        draw(limits("N", rows, columns)),
        draw(limits("R", columns, rows)),
        draw(st.dictionaries(st.sampled_from(pairs), points)),
        draw(points),
        conflicts=draw(some),
        locked=draw(some),
        forbidden=draw(some),
        keep=draw(some),
        quotas=tuple(
            Quota(f"N{row}", f"rule{number}", who, *between)
            for number, (row, who, between) in enumerate(quotas)
        ),
        objective=draw(st.sampled_from(Objective)),
    )


@SLOW
@given(instances())
def test_every_level_is_the_best_that_trying_everything_finds(instance: Instance) -> None:
    possible = list(ways(instance))

    proposal = propose(instance)

    if not possible:
        assert proposal.status is Status.INFEASIBLE
        return
    assert proposal.assignment in possible
    best = max(reach(instance, way) for way in possible)
    assert reach(instance, proposal.assignment) == best
    assert proposal.status is Status.OPTIMAL
    assert proposal.bounds["total"] == proposal.total == best[2]
    assert verify(instance, proposal) == ()


@SLOW
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_an_instance_changes_nothing(instance: Instance, chance: object) -> None:
    def mixed(values: tuple[object, ...]) -> tuple[object, ...]:
        found = list(values)
        chance.shuffle(found)  # type: ignore[attr-defined]
        return tuple(found)

    other = replace(
        instance,
        nominations=mixed(instance.nominations),
        reviewers=mixed(instance.reviewers),
        quotas=mixed(instance.quotas),
        affinity=dict(reversed(list(instance.affinity.items()))),
    )

    assert propose(other) == propose(instance)


def field(nominations: int, reviewers: int, seed: int, **changes: object) -> Instance:
    """Invented: three reviews each, little room to spare, themes that few reviewers share."""
    chance = np.random.default_rng(seed)
    most = nominations * 3 // reviewers + 1
    theme = chance.integers(0, 3, nominations)
    expert = np.minimum(chance.integers(0, 5, reviewers), 2)
    luck = chance.integers(0, 200, (nominations, reviewers)) / 100
    points = 2.0 * (theme[:, None] == expert) + luck
    pairs = {
        (f"N{n:02}", f"R{r:02}"): Decimal(f"{points[n, r]:.2f}")
        for n in range(nominations)
        for r in range(reviewers)
    }
    values: dict[str, object] = {
        "nominations": tuple(Limits(f"N{n:02}", 3, 3) for n in range(nominations)),
        "reviewers": tuple(Limits(f"R{r:02}", 1, most) for r in range(reviewers)),
        "affinity": pairs,
        "conflicts": frozenset(pair for pair in pairs if chance.random() < 0.1),
        "objective": Objective.FLOOR,
        **changes,
    }
    return Instance(**values)  # type: ignore[arg-type]


def by_highs(instance: Instance) -> tuple[int, int]:
    """Floor and total in hundredths, by a plain formulation given to HiGHS as it is."""
    rows = {n.id: place for place, n in enumerate(instance.nominations)}
    columns = {r.id: place for place, r in enumerate(instance.reviewers)}
    pairs = [pair for pair in instance.affinity if pair not in instance.conflicts]
    count = len(pairs)
    points = np.array([float(instance.affinity[pair] * 100) for pair in pairs])
    reviews, sums = np.zeros((2, len(rows), count + 1))
    loads = np.zeros((len(columns), count + 1))
    for place, (n, r) in enumerate(pairs):
        reviews[rows[n], place] = loads[columns[r], place] = 1
        sums[rows[n], place] = points[place]
    sums[:, count] = -1
    rules = [
        LinearConstraint(matrix, [each.minimum for each in side], [each.maximum for each in side])
        for matrix, side in ((reviews, instance.nominations), (loads, instance.reviewers))
    ]
    ranges = Bounds(np.zeros(count + 1), np.append(np.ones(count), 10_000))

    def most(gains: NDArray[np.float64]) -> int:
        found = milp(
            -gains,
            integrality=np.ones(count + 1),
            bounds=ranges,
            constraints=[*rules, LinearConstraint(sums, 0, np.inf)],
            options={"mip_rel_gap": 0},
        )
        return round(-found.fun)

    floor = most(np.append(np.zeros(count), 1))
    ranges.lb[count] = floor
    return floor, most(np.append(points, 0))


@pytest.mark.parametrize("seed", range(4))
def test_floor_and_total_agree_with_highs(seed: int) -> None:
    instance = field(12, 8, seed)

    proposal = propose(instance)

    assert proposal.floor is not None
    assert proposal.total is not None
    assert (proposal.floor * 100, proposal.total * 100) == by_highs(instance)
    assert proposal.status is Status.OPTIMAL
    assert verify(instance, proposal) == ()


def test_a_floor_is_raised_at_the_cost_of_the_total() -> None:
    instance = field(12, 8, 4)

    by_floor = propose(instance)
    by_total = propose(replace(instance, objective=Objective.TOTAL))

    assert by_floor.floor is not None
    assert by_total.floor is not None
    assert by_floor.floor > by_total.floor
    assert by_floor.total is not None
    assert by_total.total is not None
    assert by_floor.total < by_total.total


@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize("seed", range(3))
def test_after_a_decline_only_what_must_change_changes(objective: Objective, seed: int) -> None:
    """One declines one nomination: one pair goes, one comes, whatever else might be gained."""
    instance = field(12, 8, seed, objective=objective)
    before = propose(instance)
    declined = before.assignment[0]
    reversed_ = {pair: 5 - points for pair, points in instance.affinity.items()}
    again = replace(
        instance,
        affinity=reversed_,
        forbidden=frozenset({declined}),
        keep=frozenset(before.assignment) - {declined},
    )

    after = propose(again)
    anew = propose(replace(again, keep=frozenset()))

    assert after.kept == after.bounds["kept"] == len(before.assignment) - 1
    assert len(set(before.assignment) - set(after.assignment)) == 1
    assert anew.total is not None
    assert after.total is not None
    assert anew.total > after.total
    assert verify(again, after) == ()


@pytest.mark.parametrize("crowd", [0, 10_000], ids=["crowded", "searched nearby"])
@pytest.mark.parametrize("seed", [4, 6])
def test_what_is_done_for_large_instances_is_honest(seed: int, crowd: int) -> None:
    """The same search as for thousands, on an instance small enough to know the answer."""
    instance = field(12, 8, seed)
    best = propose(instance)
    sizes = Sizes(all_at_once=20, first_pairs=3, crowd=crowd)

    rough = propose(instance, sizes=sizes)

    assert verify(instance, rough) == ()
    assert best.floor is not None
    assert rough.floor is not None
    assert rough.floor <= best.floor <= rough.bounds["floor"]
    assert rough.floor >= propose(replace(instance, objective=Objective.TOTAL)).floor


def test_a_spread_of_regions_countries_and_languages_is_kept() -> None:
    instance = field(12, 8, 0)
    regions = ("Asia", "Africa", "Europe")
    people = {
        r.id: {
            "region": frozenset({regions[place % 3]}),
            "country": frozenset({f"C{place % 4}"}),
            "language": frozenset({"en", "fr"} if place % 2 else {"zh"}),
        }
        for place, r in enumerate(instance.reviewers)
    }
    nominees = {
        n.id: {"region": frozenset({regions[place % 3]}), "language": frozenset({"en", "zh"})}
        for place, n in enumerate(instance.nominations)
    }
    rules = (
        SpreadRule(Spread.FROM_ANOTHER, "region", 1),
        SpreadRule(Spread.AT_MOST, "country", 1),
        SpreadRule(Spread.COVERED, "language", 1),
    )
    spread = replace(instance, quotas=quotas_for(rules, nominees, people))

    proposal = propose(spread)

    assert verify(spread, proposal) == ()
    assert proposal.status is Status.OPTIMAL
    for nomination, traits in nominees.items():
        given = [people[r] for n, r in proposal.assignment if n == nomination]
        assert any(traits["region"].isdisjoint(reviewer["region"]) for reviewer in given)
        assert max(Counter(c for each in given for c in each["country"]).values()) == 1
        assert traits["language"] <= frozenset().union(*(each["language"] for each in given))
    assert proposal.total is not None
    free = propose(instance).total
    assert free is not None
    assert proposal.total < free


def test_a_reviewer_of_unknown_region_is_not_from_another() -> None:
    rule = [SpreadRule(Spread.FROM_ANOTHER, "region", 1)]
    asia, africa = {"region": frozenset({"Asia"})}, {"region": frozenset({"Africa"})}

    quotas = quotas_for(rule, {"N1": asia, "N2": {}}, {"R1": asia, "R2": africa, "R3": {}})

    assert [(q.nomination, q.rule, q.reviewers) for q in quotas] == [
        ("N1", "from_another:region", frozenset({"R2"}))
    ]


def blocked() -> Instance:
    """N2's reviewers must be from two countries, but only one country's are left to it."""
    quota = Quota("N2", "at_most:country:CN", frozenset({"R1", "R2"}), 0, 1)
    other = Quota("N1", "at_most:country:CN", frozenset({"R1", "R2"}), 0, 1)
    return Instance(
        (Limits("N1", 2, 2), Limits("N2", 2, 2), Limits("N3", 1, 1)),
        (Limits("R1", 0, 3), Limits("R2", 0, 3), Limits("R3", 0, 3)),
        conflicts=frozenset({("N2", "R3")}),
        quotas=(other, quota),
    )


def test_quotas_that_exclude_each_other_are_named_with_their_nominations() -> None:
    proposal = propose(blocked())

    assert proposal.status is Status.INFEASIBLE
    assert proposal.blocking is not None
    assert proposal.blocking.why is Why.RULES_EXCLUDE
    assert proposal.blocking.nominations == ("N2",)
    assert proposal.blocking.reviewers == ("R1", "R2")
    assert proposal.blocking.rules == (("N2", "at_most:country:CN"),)


def test_a_floor_below_nothing_is_found() -> None:
    """A rule may force the only reviewer on a nomination that nobody likes to read."""
    instance = Instance(
        nominations=(Limits("N0", 0, 1), Limits("N1", 0, 2)),
        reviewers=(Limits("R0", 0, 1), *(Limits(f"R{n}", 0, 0) for n in range(1, 4))),
        default_affinity=Decimal("-1.5"),
        quotas=(Quota("N0", "rule", frozenset({"R0"}), 1, 1),),
        objective=Objective.FLOOR,
    )

    found = propose(instance)

    assert (found.status, found.floor, found.bounds["floor"]) == (
        Status.OPTIMAL,
        Decimal("-1.5"),
        Decimal("-1.5"),
    )


@SLOW
@given(instances())
def test_what_blocks_blocks_by_itself_and_nothing_of_it_is_too_much(instance: Instance) -> None:
    tight = tuple(Limits(r.id, 0, min(1, r.maximum)) for r in instance.reviewers)
    instance = replace(instance, locked=frozenset(), reviewers=tight)
    blocking = propose(instance).blocking
    if blocking is None:
        assert any(True for _ in ways(instance))
        return
    assert blocking.why in (Why.RULES_EXCLUDE, Why.TOO_FEW_REVIEWERS)

    def about(ids: tuple[str, ...]) -> Instance:
        quotas = tuple(q for q in instance.quotas if q.nomination in ids)

        def mine(pairs: frozenset[Pair]) -> frozenset[Pair]:
            return frozenset(pair for pair in pairs if pair[0] in ids)

        return replace(
            instance,
            nominations=tuple(n for n in instance.nominations if n.id in ids),
            affinity={},
            conflicts=mine(instance.conflicts),
            forbidden=mine(instance.forbidden),
            keep=frozenset(),
            quotas=quotas if blocking.why is Why.RULES_EXCLUDE else (),
        )

    assert not any(True for _ in ways(about(blocking.nominations)))
    for left_out in blocking.nominations:
        rest = tuple(n for n in blocking.nominations if n != left_out)
        assert any(True for _ in ways(about(rest)))


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


def test_what_if_answers_for_other_numbers_and_stores_nothing() -> None:
    instance = field(12, 8, 1)

    now = what_if(instance)
    fewer = what_if(instance, Change(reviews=2, objective=Objective.TOTAL))
    tight = what_if(instance, Change(most_per_reviewer=4))

    assert now.proposal == propose(instance)
    assert min(now.sums.values()) == now.proposal.floor
    assert sum(now.sums.values()) == now.proposal.total
    assert set(Counter(n for n, _ in fewer.proposal.assignment).values()) == {2}
    assert set(fewer.proposal.bounds) == {"total"}
    assert (tight.proposal.total, tight.sums, tight.flaws) == (None, {}, ())
    assert tight.proposal.blocking is not None
    assert tight.proposal.blocking.why is Why.TOO_FEW_REVIEWERS


def test_quotas_that_make_no_sense_are_refused() -> None:
    one = Quota("N1", "rule", frozenset({"R1"}), 0, 1)
    for quotas in (
        (replace(one, nomination="N9"),),
        (replace(one, reviewers=frozenset({"R9"})),),
        (replace(one, minimum=2),),
        (one, one),
    ):
        with pytest.raises(UnusableInput, match=r"quota"):
            Instance((Limits("N1", 0, 1),), (Limits("R1", 0, 1),), quotas=quotas)


FILE = b"""{"reviews_per_nomination": 2, "objective": "floor",
 "nominations": [{"id": "N1", "traits": {"region": "Asia"}}, {"id": "N2"}],
 "reviewers": [{"id": "R1", "max": 2, "traits": {"region": "Asia"}},
               {"id": "R2", "max": 2, "traits": {"region": "Africa"}},
               {"id": "R3", "max": 2, "traits": {"region": ["Asia"]}}],
 "affinity": [["N1", "R1", 2.5], ["N1", "R3", 2], ["N2", "R2", 0.5]],
 "spread": [{"rule": "from_another", "trait": "region"}]}"""


def test_the_command_prints_value_bound_proof_and_loads() -> None:
    outcome = run(assign.COMMAND, "-", stdin=FILE)

    assert outcome.status is Ended.HOLDS
    assert outcome.text.splitlines() == [
        "optimal\t4 pairs",
        "floor\t0.5\t= bound 0.5",
        "total\t3\t= bound 3",
        "proof\tverified",
        "nomination\tN1\t2.5\tR1, R2",
        "nomination\tN2\t0.5\tR2, R3",
        "reviewer\tR1\t1",
        "reviewer\tR2\t2",
        "reviewer\tR3\t1",
    ]


def test_the_command_says_in_words_what_blocks() -> None:
    outcome = run(assign.COMMAND, "-", "--most", "1", stdin=FILE)

    assert outcome.status is Ended.DOES_NOT_HOLD
    assert "These nominations need 4 reviews" in outcome.text
    assert "room for 3" in outcome.text


@pytest.mark.parametrize(
    "words", [("--effort", "-1"), ("--reviews", "-1")], ids=["effort", "reviews"]
)
def test_the_command_refuses_numbers_that_cannot_be(words: tuple[str, ...]) -> None:
    assert run(assign.COMMAND, "-", *words, stdin=FILE).status is Ended.UNUSABLE
