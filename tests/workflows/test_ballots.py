"""Every rule on textbook votes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.workflows.voting import PAIRWISE_RULES, vote
from workflows.ballots import (
    Answer,
    ApprovalBallot,
    ApprovalProfile,
    ItemCount,
    Profile,
    Rule,
    SheetRow,
    Strength,
    TieBreak,
    approval_shares,
    meets_threshold,
    tally,
)
from workflows.ballots.elimination import irv
from workflows.ballots.pairwise import Pairwise, pairwise
from workflows.ballots.ranked_pairs import ranked_pairs
from workflows.errors import UnusableInput

# Wikipedia's standard example: four Tennessee cities vote for their capital, in percent.
TENNESSEE = vote(
    "42 Memphis>Nashville>Chattanooga>Knoxville; 26 Nashville>Chattanooga>Knoxville>Memphis;"
    "15 Chattanooga>Knoxville>Nashville>Memphis; 17 Knoxville>Chattanooga>Nashville>Memphis"
)


# Schulze's example with 45 voters and five alternatives; his order is E > A > C > B > D.
SCHULZE_45 = vote(
    "5 A>C>B>E>D; 5 A>D>E>C>B; 8 B>E>D>A>C; 3 C>A>B>E>D; 7 C>A>E>B>D; 2 C>B>A>D>E;"
    "7 D>C>E>B>A; 8 E>B>A>D>C"
)


PARADOX = vote("1 A>B>C; 1 B>C>A; 1 C>A>B")


@pytest.mark.parametrize(
    ("profile", "rule", "order"),
    [
        (TENNESSEE, Rule.PLURALITY, "Memphis Nashville Knoxville Chattanooga"),
        (TENNESSEE, Rule.RUN_OFF, "Nashville Memphis Knoxville Chattanooga"),
        (TENNESSEE, Rule.APPROVAL, "Memphis Nashville Knoxville Chattanooga"),
        (TENNESSEE, Rule.BORDA, "Nashville Chattanooga Memphis Knoxville"),
        (TENNESSEE, Rule.IRV, "Knoxville Memphis Nashville Chattanooga"),
        (TENNESSEE, Rule.SCHULZE, "Nashville Chattanooga Knoxville Memphis"),
        (TENNESSEE, Rule.RANKED_PAIRS, "Nashville Chattanooga Knoxville Memphis"),
        (TENNESSEE, Rule.MEDIAN, "Nashville Chattanooga Knoxville Memphis"),
        (SCHULZE_45, Rule.SCHULZE, "E A C B D"),
        (SCHULZE_45, Rule.RANKED_PAIRS, "A C E B D"),
        (PARADOX, Rule.SCHULZE, "A=B=C"),
        (PARADOX, Rule.RANKED_PAIRS, "A=B=C"),
        (PARADOX, Rule.BORDA, "A=B=C"),
        (PARADOX, Rule.IRV, "A=B=C"),
        (PARADOX, Rule.RUN_OFF, "A=B=C"),
        (PARADOX, Rule.MEDIAN, "A=B=C"),
        (vote("1 A"), Rule.RUN_OFF, "A"),
        (vote("1 - ~A; 1 - ~B"), Rule.RUN_OFF, "A=B"),
        (vote("1 A>B; 1 A>B ~C; 1 - ~C; 1 - ~C"), Rule.MEDIAN, "A B=C"),
        (vote("1 A>B ~C; 1 - ~C"), Rule.MEDIAN, "A B C"),
    ],
)
def test_order_of_merit(profile: Profile, rule: Rule, order: str) -> None:
    found = tally(profile, rule)

    assert " ".join("=".join(group) for group in found.order) == order
    assert found.winners == found.order[0]
    assert found.tied == (len(found.winners) > 1)


@pytest.mark.parametrize(
    ("rule", "tie_break"),
    [
        (Rule.PLURALITY, TieBreak.EQUAL_FIGURES),
        (Rule.RUN_OFF, TieBreak.FINALISTS),
        (Rule.APPROVAL, TieBreak.EQUAL_FIGURES),
        (Rule.BORDA, TieBreak.EQUAL_FIGURES),
        (Rule.IRV, TieBreak.ELIMINATION),
        (Rule.SCHULZE, TieBreak.EQUAL_PATHS),
        (Rule.RANKED_PAIRS, TieBreak.EQUAL_MAJORITIES),
        (Rule.MEDIAN, TieBreak.EQUAL_FIGURES),
    ],
)
def test_tie_break_says_which_choice_is_open(rule: Rule, tie_break: TieBreak) -> None:
    tied, decided = tally(PARADOX, rule), tally(vote("2 A>B; 1 B>A"), rule)

    assert (tied.winners, tied.tied, tied.tie_break) == (("A", "B", "C"), True, tie_break.value)
    assert (decided.winners, decided.tied, decided.tie_break) == (("A",), False, None)


def test_irv_names_everyone_a_tie_for_last_could_elect() -> None:
    # B and C are level for the last place; whoever stays gathers the other's votes and beats A.
    profile = vote("4 A; 3 B>C; 3 C>B")

    found = tally(profile, Rule.IRV)

    assert (found.winners, found.order) == (("B", "C"), (("B", "C"), ("A",)))
    assert [dict(row.figures) for row in found.sheet] == [
        {"A": 4, "B": 3, "C": 3},
        {"A": 4, "C": 6},
    ]


def test_irv_ballot_counts_no_further_than_its_first_shared_rank() -> None:
    found = tally(vote("3 A; 2 B>A=C; 4 C; 1 A=B"), Rule.IRV)

    assert found.sheet[0] == SheetRow(
        "round 1", (("A", Fraction(3)), ("B", Fraction(2)), ("C", Fraction(4))), not_counted=1
    )
    assert found.sheet[1].not_counted == 3
    assert found.winners == ("C",)


def test_plurality_does_not_count_a_shared_first_place() -> None:
    (sheet,) = tally(vote("2 A>B; 3 A=B; 1 -"), Rule.PLURALITY).sheet

    assert sheet == SheetRow(
        "first preferences", (("A", Fraction(2)), ("B", Fraction(0))), not_counted=4
    )


def test_run_off_elects_an_outright_majority_without_a_duel() -> None:
    found = tally(vote("3 A; 1 B; 1 C"), Rule.RUN_OFF)

    assert (found.winners, len(found.sheet)) == (("A",), 1)


def test_run_off_tries_every_pair_that_could_be_the_first_two() -> None:
    # B and C share the second place. A beats B but loses to C.
    found = tally(vote("4 A; 3 B; 3 C; 2 D>C"), Rule.RUN_OFF)

    assert found.winners == ("A", "C")
    assert [row.label for row in found.sheet[1:]] == [
        "run-off A against B",
        "run-off A against C",
    ]


def test_approval_counts_the_first_group_only_and_says_so() -> None:
    found = tally(vote("2 A=B>C; 1 B"), Rule.APPROVAL)

    assert found.order == (("B",), ("A",), ("C",))
    assert found.sheet[2] == SheetRow(
        "ballots with further groups, not approvals", (), not_counted=2
    )


def test_approval_leaves_a_recused_voter_out_for_that_name() -> None:
    # A has 2 of 3 who may judge it, B 2 of 4: the recusal must not count against A.
    assert tally(vote("2 A; 1 B ~A; 1 B"), Rule.APPROVAL).winners == ("A",)


def test_approval_of_a_name_nobody_may_judge() -> None:
    assert tally(vote("1 A ~B"), Rule.APPROVAL).order == (("A",), ("B",))


def test_pairs_with_an_unseen_name_are_not_counted() -> None:
    table = pairwise(vote("3 A>B>C; 2 B>C ~A; 1 C>B>A"))

    assert table.votes["A", "B"] == 3
    assert table.votes["B", "A"] == 1
    assert table.votes["B", "C"] == 5


def test_borda_counts_margins_among_seen_names_only() -> None:
    (*_, sums) = tally(vote("3 A>B; 2 B ~A; 1 B>A; 1 -"), Rule.BORDA).sheet

    assert sums == SheetRow("sum of margins", (("A", Fraction(2)), ("B", Fraction(-2))))


def test_median_compares_equal_medians_by_the_share_that_reaches_them() -> None:
    sheet = tally(vote("2 A>B>C; 2 B>A>C; 1 A>C>B"), Rule.MEDIAN).sheet

    assert sheet == (
        SheetRow("median place", (("A", Fraction(1)), ("B", Fraction(2)), ("C", Fraction(3)))),
        SheetRow(
            "share of ballots at the median place or better",
            (("A", Fraction(3, 5)), ("B", Fraction(4, 5)), ("C", Fraction(1))),
        ),
    )
    assert tally(vote("2 A=B>C>D; 1 B>A=C=D"), Rule.MEDIAN).order[0] == ("B",)


def test_median_stretches_a_ballot_that_saw_fewer_names() -> None:
    (places, _) = tally(vote("1 A>B>C; 1 A>B ~C; 1 A>B ~C"), Rule.MEDIAN).sheet

    assert dict(places.figures) == {"A": 1, "B": 3, "C": 3}


@pytest.mark.parametrize("rule", PAIRWISE_RULES)
def test_strength_can_decide(rule: Rule) -> None:
    # A circle of A over B 6:5, B over C 4:2 and C over A 7:3. The weakest majority by margin
    # is the first, by winning votes the second, and it is the one that gives way.
    profile = vote("6 A>B ~C; 5 B>A ~C; 4 B>C ~A; 2 C>B ~A; 7 C>A ~B; 3 A>C ~B")

    assert tally(profile, rule).winners == ("B",)
    assert tally(profile, rule, strength=Strength.WINNING_VOTES).winners == ("C",)


def test_winning_votes_of_equal_support_are_told_apart_by_the_opposition() -> None:
    table = Pairwise(("A", "B"), {("A", "B"): 5, ("B", "A"): 3})

    assert table.majorities(Strength.WINNING_VOTES) == {("A", "B"): (5, -3)}
    assert table.majorities(Strength.MARGINS) == {("A", "B"): (2, 0)}


@pytest.mark.parametrize("rule", [Rule.PLURALITY, Rule.APPROVAL, Rule.BORDA, *PAIRWISE_RULES])
def test_several_seats_go_to_the_first_places(rule: Rule) -> None:
    profile = vote("4 A>B>C>D; 3 B>A>C>D; 1 C>D; 1 D>C", seats=2)
    three = Profile(profile.candidates, profile.ballots, seats=3)

    assert tally(profile, rule).winners == ("A", "B")
    assert (tally(three, rule).winners, tally(three, rule).tied) in [
        (("A", "B", "C", "D"), True),
        (("A", "B", "C"), False),
    ]


@pytest.mark.parametrize("rule", [Rule.IRV, Rule.RUN_OFF])
def test_rules_for_one_seat_refuse_more(rule: Rule) -> None:
    with pytest.raises(UnusableInput, match="seats"):
        tally(vote("2 A; 1 B", seats=2), rule)


TWO_CIRCLES = vote(
    "2 A>B>C ~D ~E ~F; 2 B>C>A ~D ~E ~F; 2 C>A>B ~D ~E ~F;"
    "1 D>E>F ~A ~B ~C; 1 E>F>D ~A ~B ~C; 1 F>D>E ~A ~B ~C"
)


def test_too_many_ties_are_refused_rather_than_cut_short() -> None:
    with pytest.raises(UnusableInput, match="too many"):
        irv(PARADOX, most_states=1)


@pytest.mark.parametrize(
    ("profile", "most"),
    # Of two circles: few ways at either strength, but each of the one goes with each of the other.
    [(PARADOX, 1), (TWO_CIRCLES, 8)],
)
def test_too_many_equal_majorities_are_refused(profile: Profile, most: int) -> None:
    with pytest.raises(UnusableInput, match="too many"):
        ranked_pairs(profile, Strength.MARGINS, most_states=most)


def test_ranked_pairs_follows_two_independent_circles() -> None:
    assert tally(TWO_CIRCLES, Rule.RANKED_PAIRS).winners == ("A", "B", "C", "D", "E", "F")


def test_approval_shares_leave_out_abstentions_and_recusals() -> None:
    yes, no, abstain = Answer.YES, Answer.NO, Answer.ABSTAIN
    cast = [{"A": yes, "B": abstain}, {"A": yes, "B": abstain}, {"A": no}, {"A": abstain}, {}]

    shares = approval_shares(ApprovalProfile(("A", "B"), tuple(map(ApprovalBallot, cast))))

    assert shares == {
        "A": ItemCount(approvals=2, votes_cast=3, abstentions=1),
        "B": ItemCount(approvals=0, votes_cast=0, abstentions=2),
    }


@pytest.mark.parametrize(
    ("candidates", "answers", "place"),
    [(("A", "A"), {}, "candidates"), (("A",), {"B": Answer.YES}, "ballots[0]")],
)
def test_approval_profile_that_contradicts_itself(
    candidates: tuple[str, ...], answers: dict[str, Answer], place: str
) -> None:
    with pytest.raises(UnusableInput) as refused:
        ApprovalProfile(candidates, (ApprovalBallot(answers),))

    assert refused.value.place == place


@pytest.mark.parametrize(
    ("approvals", "votes_cast", "threshold", "met"),
    [
        (2, 3, Fraction(2, 3), True),
        (6, 9, Fraction(2, 3), True),
        (5, 8, Fraction(2, 3), False),
        (66_666, 99_999, Fraction(2, 3), True),
        (66_665, 99_999, Fraction(2, 3), False),
        (1, 2, Fraction(1, 2), True),
        (3, 3, Fraction(1), True),
        (2, 3, Fraction(1), False),
        (0, 0, Fraction(2, 3), False),
    ],
)
def test_meets_threshold_at_the_boundary(
    approvals: int, votes_cast: int, threshold: Fraction, *, met: bool
) -> None:
    assert meets_threshold(ItemCount(approvals, votes_cast, 0), threshold) is met


@pytest.mark.parametrize("threshold", [Fraction(0), Fraction(-1, 2), Fraction(3, 2)])
def test_meets_threshold_outside_its_range(threshold: Fraction) -> None:
    with pytest.raises(ValueError, match="threshold"):
        meets_threshold(ItemCount(1, 1, 0), threshold)
