"""A round tried by other rules: the literature's examples, ties by name, and no effect of order."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN
from tests.workflows.test_ballots_laws import profiles
from tests.workflows.voting import vote
from workflows.ballots import Answer, Rule, tally
from workflows.ballots.others import OF_ORDERS, orders_by_others
from workflows.other_rules import (
    Reading,
    order_of_items,
    outcome_by,
    tried_on_answers,
    tried_on_orders,
)
from workflows.rounds import Vote, count_round

YES, NO, ABSTAIN = Answer.YES, Answer.NO, Answer.ABSTAIN
BALLOTS = PLAN.panels["committee"].ballots
AWARD = replace(BALLOTS["award"], quorum_is_strict=False, least_votes=1)
SHORTLIST = replace(BALLOTS["shortlist"], quorum_is_strict=False, least_votes=1)

CONDORCET = vote("30 A>B>C; 1 A>C>B; 29 B>A>C; 10 B>C>A; 10 C>A>B; 1 C>B>A")
"""Condorcet's 81 voters: A beats B by 41 to 40 and C by 60 to 21; B has 109 points, A 101."""

TENNESSEE = vote("42 M>N>C>K; 26 N>C>K>M; 15 C>K>N>M; 17 K>C>N>M")
"""A capital for Tennessee: the textbook example, voters by how near each city is."""

BURLINGTON = vote(
    "1332 M>K>W; 767 M>W>K; 455 M; 2043 K>M>W; 371 K>W>M; 568 K; 1513 W>M>K; 495 W>K>M; 1289 W"
)
"""Burlington's mayor 2009 among the last three: W. D. Smith, rangevoting.org/Burlington.html."""


def firsts(profile, counted_by, places=1):
    found = orders_by_others(profile, counted_by, places)
    return {str(each.rule): each.order[0] for each in found}


# ---- what the literature says


def test_the_capital_of_tennessee_moves_with_the_rule():
    assert firsts(TENNESSEE, Rule.SCHULZE) == {
        "plurality": ("M",),
        "run-off": ("N",),
        "borda": ("N",),
        "irv": ("K",),
        "ranked-pairs": ("N",),
        "median": ("N",),
    }


def test_burlington_elected_by_elimination_whom_a_majority_would_not_have():
    found = firsts(BURLINGTON, Rule.IRV)

    assert tally(BURLINGTON, Rule.IRV).winners == ("K",)
    assert (found["plurality"], found["schulze"], found["ranked-pairs"]) == (
        ("W",), ("M",), ("M",),
    )  # fmt: skip


def test_condorcets_own_example_against_borda():
    found = orders_by_others(CONDORCET, Rule.BORDA, 1)

    assert tally(CONDORCET, Rule.BORDA).winners == ("B",)
    assert {each.rule for each in found if each.order[0] == ("A",)} >= {
        Rule.SCHULZE, Rule.RANKED_PAIRS,
    }  # fmt: skip


# ---- which rules


def test_every_rule_of_orders_is_tried_but_the_one_that_counts():
    for rule in OF_ORDERS:
        tried = [each.rule for each in orders_by_others(TENNESSEE, rule, 1)]
        assert sorted([*tried, rule]) == sorted(OF_ORDERS)


def test_rules_for_one_place_are_not_tried_for_two():
    tried = {each.rule for each in orders_by_others(TENNESSEE, Rule.SCHULZE, 2)}

    assert tried == {Rule.BORDA, Rule.RANKED_PAIRS, Rule.MEDIAN}


def test_more_ties_than_a_rule_can_follow_do_not_stop_the_others():
    names = [f"N{number:02}" for number in range(20)]
    level = vote("; ".join(f"1 {name}" for name in names))

    found = {each.rule: each.order for each in orders_by_others(level, Rule.SCHULZE, 1)}

    assert found[Rule.IRV] is None
    assert found[Rule.BORDA] == (tuple(names),)


def test_ranked_pairs_are_not_followed_among_many_names():
    few, many = (vote(f"1 {'>'.join(f'N{k:02}' for k in range(size))}") for size in (12, 13))

    orders = [
        orders_by_others(each, Rule.SCHULZE, 3, among={Rule.RANKED_PAIRS}) for each in (few, many)
    ]

    assert [found[0].order is None for found in orders] == [False, True]


@settings(max_examples=30, deadline=None)
@given(profiles(), st.sampled_from(OF_ORDERS))
def test_each_order_is_that_of_a_count_by_the_rule_itself(profile, counted_by):
    for each in orders_by_others(profile, counted_by, 1):
        assert each.order == tally(profile, each.rule).order


# ---- rounds


@st.composite
def votes(draw):
    names = ("A", "B", "C", "D")[: draw(st.integers(2, 4))]
    papers = []
    for _ in range(draw(st.integers(1, 6))):
        seen = draw(st.sets(st.sampled_from(names), min_size=1))
        places = {name: draw(st.integers(1, len(seen))) for name in sorted(seen)}
        groups = [tuple(n for n in places if places[n] == p) for p in range(1, len(seen) + 1)]
        papers.append(Vote({}, tuple(group for group in groups if group)))
    return names, papers


@settings(max_examples=30, deadline=None)
@given(votes(), st.randoms(use_true_random=False), st.sampled_from(OF_ORDERS), st.integers(1, 3))
def test_neither_the_order_of_papers_nor_of_nominations_matters(cast, chance, rule, places):
    names, papers = cast
    spec = replace(SHORTLIST, rule=rule, places=places)
    found = tried_on_orders(spec, names, papers)
    names, papers = list(names), list(papers)
    chance.shuffle(names)
    chance.shuffle(papers)
    turned = [Vote({}, tuple(group[::-1] for group in paper.order)) for paper in papers]

    assert tried_on_orders(spec, names, turned) == found


@settings(max_examples=30, deadline=None)
@given(votes(), st.sampled_from(OF_ORDERS), st.sampled_from(OF_ORDERS))
def test_a_trial_finds_what_a_round_by_that_rule_finds(cast, counted_by, other):
    names, papers = cast
    spec = replace(SHORTLIST, rule=counted_by, places=1, tie_break=())
    trials = tried_on_orders(spec, names, papers)
    recounted = count_round(replace(spec, rule=other), names, papers, 6, {})

    for trial in trials:
        if trial.rule is other:
            assert trial.order == order_of_items(spec, recounted.items)
            elected = {n for n, item in recounted.items.items() if item.elected}
            assert outcome_by(trial.order, 1).inside == elected
    assert other is counted_by or other in {trial.rule for trial in trials}


def test_without_a_choice_or_a_vote_nothing_is_tried():
    assert tried_on_orders(SHORTLIST, ("A",), [Vote({}, (("A",),))]) == ()
    assert tried_on_orders(SHORTLIST, ("A", "B"), []) == ()
    assert tried_on_answers(Fraction(1, 2), {}, {}) == ()


def test_a_recused_voter_says_nothing_of_a_nomination_under_any_rule():
    """A leads wherever it was seen; the third paper does not put it last."""
    papers = [Vote({}, (("A",), ("B",)))] * 2 + [Vote({}, (("B",),))] * 3
    one = replace(SHORTLIST, places=1)

    orders = {t.rule: t.order for t in tried_on_orders(one, ("A", "B"), papers)}

    assert orders[Rule.BORDA] == orders[Rule.RANKED_PAIRS] == (("A",), ("B",))
    assert orders[Rule.PLURALITY] == (("B",), ("A",))  # 3 first preferences to 2


# ---- answers of yes, no and abstain


def answered(votes_by_name, members=6, recused=None):
    columns = list(votes_by_name.values())
    papers = [
        Vote({n: column[k] for n, column in votes_by_name.items() if k < len(column)}, ())
        for k in range(max(map(len, columns)))
    ]
    items = count_round(AWARD, tuple(votes_by_name), papers, members, recused or {}).items
    electorate = {n: members - (recused or {}).get(n, 0) for n in votes_by_name}
    found = tried_on_answers(AWARD.threshold, items, electorate)
    return items, {trial.rule: trial.order for trial in found}


def test_answers_read_four_other_ways():
    """Two thirds must say yes: A carries by any reading, B while nobody counts who abstains."""
    _, found = answered(
        {
            "A": [YES] * 5,
            "B": [YES] * 2 + [ABSTAIN] * 3,
            "C": [YES] * 3 + [NO] * 2,
            "D": [YES] * 4 + [NO],
        }
    )

    assert found == {
        Reading.OF_THE_VOTERS: (("A",), ("D",)),
        Reading.OF_THE_MEMBERS: (("A",), ("D",)),  # D has 4 of 6, two thirds exactly
        Reading.SIMPLE_MAJORITY: (("A", "B"), ("D",), ("C",)),
        Reading.YES_LESS_NO: (("A",), ("D",), ("B",)),  # 5, 3 and 2 of 5
    }


def test_absence_counts_against_among_the_members_and_recusal_does_not():
    four_of_six = {"A": [YES] * 3 + [NO]}

    assert answered(four_of_six)[1][Reading.OF_THE_MEMBERS] == ()
    assert answered(four_of_six, recused={"A": 2})[1][Reading.OF_THE_MEMBERS] == (("A",),)


def test_without_a_quorum_no_reading_lets_anything_come_out():
    items, found = answered({"A": [YES]})

    assert not items["A"].quorum_reached
    assert found == {}


def test_the_order_that_counts_is_by_share_of_yes_among_those_who_carry():
    items, _ = answered({"A": [YES] * 4 + [NO], "B": [YES] * 3 + [ABSTAIN] * 2, "C": [NO] * 5})

    assert order_of_items(AWARD, items) == (("B",), ("A",))
