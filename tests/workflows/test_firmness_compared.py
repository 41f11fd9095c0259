"""How firm an order from comparisons is: chances, cuts, and each reviewer left out."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.firm import places_hold
from workflows.comparing import Answer, Comparisons, Pair, Unconnected, estimated, merits_of_orders
from workflows.firmness import (
    Firmness,
    Grade,
    cut_sentences,
    firmness_compared,
    firmness_from,
    kept,
)

ABC = (("A",), ("B",), ("C",))


def judged(orders: dict[str, tuple[tuple[str, ...], ...]], *cuts: int) -> Firmness:
    compared = Comparisons(orders=orders)
    return firmness_compared(compared, estimated(compared), {}, cuts, 1)


def test_many_who_agree_make_a_firm_cut_and_two_who_do_not_make_none() -> None:
    agreed = judged({f"R{number}": ABC for number in range(30)}, 1)
    split = judged({"R1": ABC, "R2": (("B",), ("A",), ("C",))}, 1)

    assert agreed.cuts[0].grade is Grade.FIRM
    assert agreed.cuts[0].inside == ("A",)
    assert agreed.cuts[0].in_play == ()
    assert judged({"R1": ABC}, 1).cuts[0].in_play == ("A", "B", "C")
    assert split.cuts[0].grade is Grade.SHARED
    assert judged({"R1": ABC}, 1).cuts[0].grade is Grade.IN_NOISE
    assert "falls inside the noise" in cut_sentences(judged({"R1": ABC}, 1).cuts[0], 3, "en")[0]


def test_points_and_places_are_those_of_the_merits() -> None:
    orders = {"R1": ABC, "R2": (("A",), ("C",), ("B",)), "R3": ABC}
    merits = {
        each.nomination: each.points for each in merits_of_orders("ABC", list(orders.values()))
    }

    found = judged(orders, 1)

    assert {each.id: each.merit for each in found.standings} == pytest.approx(merits)
    assert [each.place for each in found.standings] == [1, 2, 3]
    assert all(each.low < each.merit < each.high for each in found.standings)
    assert sum(each.inside[1] for each in found.standings) == pytest.approx(1)
    assert all(sum(row) == pytest.approx(1) for row in found.by_place)


def test_the_best_and_the_worst_place_hold_nineteen_draws_of_twenty() -> None:
    names = tuple((name,) for name in "ABCDEFGH")
    places_hold(judged({f"R{n}": names[n:] + names[:n] for n in (0, 0, 1, 2)}, 3))


def test_leaving_out_who_alone_decides_is_said_by_name() -> None:
    orders = {"R1": ABC, "R2": ABC, "R3": (("B",), ("A",), ("C",)), "R4": (("B",), ("A",), ("C",)),
              "R5": ABC}  # fmt: skip

    (cut,) = judged(orders, 1).cuts

    changing = {each.name for each in cut.reviewers if each.changes}
    assert len(cut.reviewers) == 5
    assert changing == {"R1", "R2", "R5"}
    said = " ".join(cut_sentences(cut, 3, "en"))
    assert "Leaving out one reviewer changes who is inside for 3 of the 5 reviewers" in said
    assert "weight" not in said
    assert "Borda" not in said


def test_what_only_one_reviewer_compared_comes_last_without_them() -> None:
    orders = {"R1": (("C",), ("A",)), "R2": (("A",), ("B",)), "R3": (("A",), ("B",))}

    (cut,) = judged(orders, 1).cuts

    assert cut.inside == ("C",)
    without = {each.name: (each.enters, each.leaves) for each in cut.reviewers}
    assert without["R1"] == (("A",), ("C",))


def test_pairs_are_judged_the_same_way_and_the_figures_can_be_kept() -> None:
    pairs = {
        f"R{number}": [Pair("A", "B", Answer.FIRST), Pair("B", "C", Answer.FIRST)]
        for number in range(20)
    }
    compared = Comparisons(pairs=pairs)

    found = firmness_compared(compared, estimated(compared), {"A": 90.0}, [1, 3], 1)

    assert [cut.grade for cut in found.cuts] == [Grade.FIRM, Grade.BEYOND]
    assert found.standings[0].raw_mean == 90.0
    again = firmness_from(kept(found))
    assert kept(again) == kept(found)


def test_parts_that_nobody_compared_are_refused() -> None:
    with pytest.raises(Unconnected):
        estimated(Comparisons(orders={"R1": (("A",), ("B",)), "R2": (("C",), ("D",))}))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.permutations("ABCDE"), min_size=2, max_size=6))
def test_in_whatever_order_reviewers_come_the_figures_are_the_same(lists: list[list[str]]) -> None:
    orders = {f"R{n}": tuple((name,) for name in each) for n, each in enumerate(lists)}

    assert judged(orders, 2) == judged(dict(reversed(orders.items())), 2)


def test_the_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Simulated: forty rounds of twelve lists of six out of eight nominations of known merit."""
    chance = np.random.Generator(np.random.PCG64(7))
    inside = total = 0
    for _ in range(40):
        truth = chance.normal(0, 1, 8)
        truth -= truth.mean()
        orders = {}
        for reviewer in range(12):
            mine = chance.choice(8, 6, replace=False)
            drawn = truth[mine] + chance.gumbel(size=6)
            orders[f"R{reviewer}"] = tuple((str(k),) for k in mine[np.argsort(-drawn)])
        found = estimated(Comparisons(orders=orders))
        half = 1.96 * np.sqrt(np.diag(found.covariance))
        real = truth[[int(name) for name in found.names]]
        inside += int(np.sum(np.abs(found.merit - real) < half))
        total += len(real)

    assert 0.91 <= inside / total <= 0.99


def test_five_hundred_nominations_are_judged_in_time() -> None:
    chance = np.random.Generator(np.random.PCG64(3))
    names = [f"N{number:03}" for number in range(500)]
    orders = {
        f"R{reviewer:03}": tuple((names[k],) for k in chance.choice(500, 15, replace=False))
        for reviewer in range(200)
    }
    compared = Comparisons(orders=orders)
    found = estimated(compared)

    began = time.process_time()
    firm = firmness_compared(compared, found, {}, [50, 10], 1)

    # A second on two idle cores; processor time of a busy machine is allowed three.
    assert time.process_time() - began < 3
    assert len(firm.standings) == len(found.names) > 480
    assert not firm.cuts[0].varied
