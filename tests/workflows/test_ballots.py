"""Every rule on textbook votes, and under the changes that must not matter."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

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
    WeightedBallot,
    approval_shares,
    meets_threshold,
    tally,
)
from workflows.ballots.elimination import irv, strict_part
from workflows.ballots.pairwise import Pairwise, pairwise
from workflows.ballots.ranked_pairs import ranked_pairs
from workflows.errors import UnusableInput

PAIRWISE_RULES = (Rule.SCHULZE, Rule.RANKED_PAIRS)


def vote(text: str, *, seats: int = 1) -> Profile:
    """Ballots in short: "3 A>B=C; 2 C ~A" is three ballots, and two that did not see A."""
    ballots = []
    for part in text.split(";"):
        count, order, *unseen = part.split()
        groups = [tuple(group.split("=")) for group in order.split(">") if group != "-"]
        ballots.append(
            WeightedBallot(int(count), tuple(groups), frozenset(name[1:] for name in unseen))
        )
    names = {name for ballot in ballots for name in (*ballot.listed(), *ballot.unseen)}
    return Profile(tuple(sorted(names)), tuple(ballots), seats)


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


NAMES = ("A", "B", "C", "D")


@st.composite
def ballots(draw: st.DrawFn, names: tuple[str, ...], *, recusals: bool) -> WeightedBallot:
    order = draw(st.permutations(names))
    unseen = frozenset(draw(st.sets(st.sampled_from(names), max_size=1)) if recusals else ())
    groups: list[tuple[str, ...]] = []
    for name in [name for name in order if name not in unseen][: draw(st.integers(0, 4))]:
        if groups and draw(st.integers(0, 3)) == 0:
            groups[-1] += (name,)
        else:
            groups.append((name,))
    return WeightedBallot(draw(st.integers(1, 3)), tuple(groups), unseen)


@st.composite
def profiles(draw: st.DrawFn, *, recusals: bool = True) -> Profile:
    names = NAMES[: draw(st.integers(1, 4))]
    return Profile(names, tuple(draw(st.lists(ballots(names, recusals=recusals), max_size=6))))


@settings(max_examples=30, deadline=None)
@given(profiles(), st.randoms(use_true_random=False), st.sampled_from(Strength))
def test_tally_does_not_depend_on_any_order(
    profile: Profile, chance: object, strength: Strength
) -> None:
    candidates, cast = list(profile.candidates), list(profile.ballots)
    chance.shuffle(candidates)  # type: ignore[attr-defined]
    chance.shuffle(cast)  # type: ignore[attr-defined]
    turned = [WeightedBallot(b.count, tuple(g[::-1] for g in b.groups), b.unseen) for b in cast]
    other = Profile(tuple(candidates), tuple(turned))

    for rule in Rule:
        assert tally(other, rule, strength=strength) == tally(profile, rule, strength=strength)


@settings(max_examples=30, deadline=None)
@given(profiles(), st.permutations(NAMES))
def test_tally_does_not_depend_on_the_names(profile: Profile, names: list[str]) -> None:
    new = dict(zip(NAMES, names, strict=True))
    renamed = Profile(
        tuple(new[name] for name in profile.candidates),
        tuple(
            WeightedBallot(
                ballot.count,
                tuple(tuple(new[name] for name in group) for group in ballot.groups),
                frozenset(new[name] for name in ballot.unseen),
            )
            for ballot in profile.ballots
        ),
    )

    for rule in Rule:
        order = tally(profile, rule).order
        assert tally(renamed, rule).order == tuple(
            tuple(sorted(new[name] for name in group)) for group in order
        )


@settings(max_examples=30, deadline=None)
@given(profiles(), st.sampled_from(Strength))
def test_doubling_every_count_changes_nothing(profile: Profile, strength: Strength) -> None:
    doubled = Profile(
        profile.candidates,
        tuple(WeightedBallot(2 * b.count, b.groups, b.unseen) for b in profile.ballots),
    )

    for rule in Rule:
        one, two = (tally(each, rule, strength=strength) for each in (profile, doubled))
        assert (one.winners, one.order, one.tied) == (two.winners, two.order, two.tied)


@settings(max_examples=30, deadline=None)
@given(profiles())
def test_tally_is_consistent_with_itself(profile: Profile) -> None:
    for rule in Rule:
        found = tally(profile, rule)

        assert (
            sorted(name for group in found.order for name in group)
            == sorted(NAMES)[: len(profile.candidates)]
        )
        assert found.winners == found.order[0]
        assert found.tied == (len(found.winners) > 1) == (found.tie_break is not None)


@settings(max_examples=50, deadline=None)
@given(profiles(), st.sampled_from(Strength))
def test_whoever_beats_all_others_is_elected(profile: Profile, strength: Strength) -> None:
    table = pairwise(profile)
    best = [
        name
        for name in table.names
        if all(table.margin(name, other) > 0 for other in table.names if other != name)
    ]
    assume(best)

    for rule in PAIRWISE_RULES:
        assert list(tally(profile, rule, strength=strength).winners) == best


def elected_in_some_order(lists: list[tuple[tuple[str, ...], int]], left: set[str]) -> set[str]:
    """Instant run-off as the textbook says it, for every way to break every tie."""
    if len(left) == 1:
        return left
    votes = dict.fromkeys(left, 0)
    for names, count in lists:
        for name in [name for name in names if name in left][:1]:
            votes[name] += count
    last = [name for name in left if votes[name] == min(votes.values())]
    return set().union(*(elected_in_some_order(lists, left - {name}) for name in last))


@settings(max_examples=50, deadline=None)
@given(profiles())
def test_irv_agrees_with_trying_every_order_of_elimination(profile: Profile) -> None:
    lists = [(strict_part(ballot), ballot.count) for ballot in profile.ballots]

    found = tally(profile, Rule.IRV).winners

    assert set(found) == elected_in_some_order(lists, set(profile.candidates))


def locked_in_turn(order: tuple[tuple[str, str], ...]) -> set[tuple[str, str]]:
    """Ranked pairs as the textbook says it: lock each pair unless it closes a circle."""
    above: set[tuple[str, str]] = set()
    for upper, lower in order:
        if (lower, upper) not in above:
            over = {upper} | {a for a, b in above if b == upper}
            under = {lower} | {b for a, b in above if a == lower}
            above |= set(product(over, under))
    return above


@settings(max_examples=40, deadline=None)
@given(profiles(), st.sampled_from(Strength))
@example(
    # Circles of equals that share a majority: leaving one out can make another one stay.
    vote("1 B>C ~A ~D; 1 A>D ~B ~C; 1 C>A ~B ~D; 1 D>B ~A ~C; 1 B>A ~C ~D"),
    Strength.MARGINS,
)
def test_ranked_pairs_agrees_with_trying_every_order(profile: Profile, strength: Strength) -> None:
    majorities = pairwise(profile).majorities(strength)
    levels = [
        list(permutations(pair for pair in majorities if majorities[pair] == force))
        for force in sorted(set(majorities.values()), reverse=True)
    ]
    best = dict.fromkeys(profile.candidates, len(profile.candidates))
    for choice in product(*levels):
        above = locked_in_turn(tuple(pair for level in choice for pair in level))
        for name in best:
            best[name] = min(best[name], 1 + sum(lower == name for _, lower in above))

    found = tally(profile, Rule.RANKED_PAIRS, strength=strength).order

    assert found == tuple(
        tuple(sorted(name for name in best if best[name] == place))
        for place in sorted(set(best.values()))
    )


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
