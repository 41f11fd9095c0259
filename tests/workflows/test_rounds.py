"""A panel's vote counted: quorum and threshold after recusals, places, and papers as written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN
from workflows.ballots import Answer, Rule
from workflows.rounds import Vote, count_round, read_vote

YES, NO, ABSTAIN = Answer.YES, Answer.NO, Answer.ABSTAIN
SHIPPED = PLAN.panels["committee"].ballots
AWARD = replace(SHIPPED["award"], quorum_is_strict=False, least_votes=1)
SHORTLIST = replace(SHIPPED["shortlist"], quorum_is_strict=False, least_votes=1, places=2)


def approving(*answers, nomination="N"):
    return [Vote({nomination: answer}, ()) for answer in answers]


def ranking(*orders):
    return [Vote({}, tuple((n,) for n in order)) for order in orders]


def counted(spec, votes, members, nominations=("N",), recused=None):
    return count_round(spec, nominations, votes, members, recused or {}).items


def test_the_shipped_plans_ballots_are_of_the_kinds_tested_here():
    assert {k: (b.rule, b.quorum, b.quorum_is_strict, b.threshold) for k, b in SHIPPED.items()} == {
        "shortlist": (Rule.SCHULZE, Fraction(2, 3), True, None),
        "award": (Rule.APPROVAL, Fraction(2, 3), True, Fraction(2, 3)),
    }


# ---- quorum


@pytest.mark.parametrize(
    ("members", "voted", "needed", "reached"),
    [(6, 3, 4, False), (6, 4, 4, True), (6, 6, 4, True), (7, 4, 5, False), (7, 5, 5, True),
     (1, 0, 1, False), (0, 0, 1, False)],
)  # fmt: skip
def test_at_least_two_thirds_must_vote(members, voted, needed, reached):
    item = counted(AWARD, approving(*[YES] * voted), members)["N"]

    assert (item.voted, item.needed, item.quorum_reached) == (voted, needed, reached)


@pytest.mark.parametrize(("voted", "reached"), [(4, False), (5, True)])
def test_more_than_two_thirds_is_one_more_where_it_divides(voted, reached):
    items = counted(SHIPPED["award"], approving(*[YES] * voted), 6)

    assert items["N"].quorum_reached is reached


@pytest.mark.parametrize(
    ("recused", "voted", "needed", "reached"),
    [(1, 4, 4, True), (1, 3, 4, False), (3, 2, 2, True), (3, 1, 2, False), (6, 0, 1, False)],
)
def test_the_recused_are_in_neither_number(recused, voted, needed, reached):
    item = counted(AWARD, approving(*[YES] * voted), 6, recused={"N": recused})["N"]

    assert (item.needed, item.quorum_reached) == (needed, reached)


def test_each_nomination_has_a_quorum_of_its_own():
    both = [Vote({"A": YES, "B": YES}, ()) for _ in range(3)]
    only_b = [Vote({"B": YES}, ())]

    items = counted(AWARD, both + only_b, 6, ("A", "B"), {"A": 1})

    assert [(i.voted, i.needed, i.quorum_reached) for i in items.values()] == [
        (3, 4, False), (4, 4, True),
    ]  # fmt: skip


def test_more_votes_than_members_who_may_vote_is_a_bug_and_said_so():
    with pytest.raises(ValueError, match="6 present of 6 with 1 recused"):
        counted(AWARD, approving(*[YES] * 6), 6, recused={"N": 1})


# ---- approval


@pytest.mark.parametrize(
    ("answers", "yes", "cast", "met"),
    [
        ([YES] * 4 + [NO] * 2, 4, 6, True),  # two thirds exactly
        ([YES] * 3 + [NO] * 2, 3, 5, False),
        ([YES] * 2 + [NO] + [ABSTAIN] * 3, 2, 3, True),  # abstentions are no votes cast
        ([ABSTAIN] * 6, 0, 0, False),
        ([], 0, 0, False),
        ([YES], 1, 1, True),
    ],
)
def test_two_thirds_of_the_votes_cast(answers, yes, cast, met):
    item = counted(AWARD, approving(*answers), 6)["N"]

    assert (item.yes, item.votes_cast, item.threshold_met, item.elected) == (yes, cast, met, met)


def test_places_by_yes_are_shared():
    votes = [Vote({"A": YES, "B": YES, "C": NO}, ()), Vote({"A": NO, "B": NO, "C": NO}, ())]

    items = counted(AWARD, votes, 6, ("A", "B", "C"))

    assert {n: i.place for n, i in items.items()} == {"A": 1, "B": 1, "C": 3}


def test_without_a_threshold_every_approval_is_enough():
    spec = replace(AWARD, threshold=None)

    assert counted(spec, approving(NO, NO), 2)["N"].threshold_met


# ---- order


def test_schulze_gives_the_order_and_elects_the_first_places():
    votes = ranking("ABC", "ABC", "BCA")

    items = counted(SHORTLIST, votes, 3, "ABC")

    assert {n: (i.place, i.elected) for n, i in items.items()} == {
        "A": (1, True), "B": (2, True), "C": (3, False),
    }  # fmt: skip


def test_who_shares_the_last_place_that_counts_is_elected_too():
    votes = ranking("ABC", "ACB")

    items = counted(SHORTLIST, votes, 3, "ABC")

    assert {n: (i.place, i.elected) for n, i in items.items()} == {
        "A": (1, True), "B": (2, True), "C": (2, True),
    }  # fmt: skip


def test_a_recused_members_vote_says_nothing_of_what_was_not_on_the_paper():
    """A is beaten by nobody who saw it: the third vote does not rank it last."""
    votes = [*ranking("AB", "AB"), Vote({}, (("B",),))]

    items = counted(SHORTLIST, votes, 3, "AB", {"A": 1})

    assert items["A"].place == 1
    assert (items["A"].voted, items["A"].needed) == (2, 2)


def test_without_a_vote_nobody_has_a_place():
    result = count_round(SHORTLIST, "AB", [], 3, {})

    assert result.tally is None
    assert {n: (i.place, i.elected) for n, i in result.items.items()} == {
        "A": (None, False), "B": (None, False),
    }  # fmt: skip


def test_the_tally_of_an_order_is_kept_and_approval_has_none():
    assert count_round(SHORTLIST, "AB", ranking("AB"), 1, {}).tally is not None
    assert count_round(AWARD, ("N",), approving(YES), 1, {}).tally is None


@given(st.lists(st.sampled_from(list(permutations("ABC"))), max_size=6), st.randoms())
def test_the_order_in_which_votes_lie_decides_nothing(orders, random):
    shuffled = list(orders)
    random.shuffle(shuffled)

    assert counted(SHORTLIST, ranking(*orders), 6, "ABC") == counted(
        SHORTLIST, ranking(*shuffled), 6, "ABC"
    )


# ---- papers


def test_a_paper_by_approval_is_read():
    given = {"A": "yes", "B": "abstain", "elsewhere": "yes"}

    assert read_vote(AWARD, ["A", "B"], given) == Vote({"A": YES, "B": ABSTAIN}, ())


@pytest.mark.parametrize(
    "given", [{}, {"A": "yes"}, {"A": "yes", "B": ""}, {"A": "yes", "B": "YES"}, {"A": 1, "B": 2}]
)
def test_a_paper_by_approval_with_an_answer_missing_is_not(given):
    assert read_vote(AWARD, ["A", "B"], given) is None


def test_a_paper_of_places_is_read_with_ties_and_gaps():
    assert read_vote(SHORTLIST, ["A", "B", "C"], {"A": "3", "B": "1", "C": "3"}) == Vote(
        {}, (("B",), ("A", "C"))
    )


@pytest.mark.parametrize(
    "place", ["", "0", "4", "-1", "1.5", "x", "²", "٢", " 1", "01", "9" * 5000, None]
)
def test_a_paper_with_a_place_that_is_none_is_not(place):
    assert read_vote(SHORTLIST, ["A", "B", "C"], {"A": "1", "B": "2", "C": place}) is None


def test_a_vote_knows_what_its_voter_saw():
    assert Vote({"A": YES}, (("B", "C"),)).seen == {"A", "B", "C"}
