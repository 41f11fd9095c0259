"""What holds of every rule and all ballots: order, names and doubling do not matter."""

from __future__ import annotations

from itertools import permutations, product

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.workflows.voting import PAIRWISE_RULES, vote
from workflows.ballots import (
    Profile,
    Rule,
    Strength,
    WeightedBallot,
    tally,
)
from workflows.ballots.elimination import strict_part
from workflows.ballots.pairwise import pairwise

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
