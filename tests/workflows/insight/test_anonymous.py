"""Releases: nobody is rare in one, and nothing leads back from it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import RuleBroken
from workflows.insight import Given, Nominated, anonymised
from workflows.insight.anonymous import coarsened

KEY = b"k" * 32


def world(sizes: dict[tuple[str, ...], int], *, reviewers=6, category="c"):
    """So many nominations of each combination of groups, two reviews each."""
    nominated = [
        Nominated(f"{category}-{'-'.join(groups)}-{n}", category, groups)
        for groups, size in sizes.items()
        for n in range(size)
    ]
    given_ = [
        Given(one.id, f"person-{(place + more) % reviewers}", place, 50.0 + more, {"merit": 3})
        for place, one in enumerate(nominated)
        for more in (0, 1)
    ]
    return nominated, given_


def classes(release):
    by_nomination = {(r.nomination, r.category, *r.groups) for r in release.reviews}
    return Counter(row[1:] for row in by_nomination)


def test_frequent_groups_are_told_whole():
    found = anonymised(*world({("f", "Asia"): 5, ("m", "Asia"): 6}), key=KEY, least=5)

    assert classes(found) == {("c", "f", "Asia"): 5, ("c", "m", "Asia"): 6}
    assert (found.groups_blanked, found.nominations_left_out) == (0, 0)


def test_of_a_rare_combination_the_last_group_goes_first():
    sizes = {("f", "Asia"): 6, ("m", "Asia"): 6, ("m", "Europe"): 2, ("m", "Africa"): 3}

    found = anonymised(*world(sizes), key=KEY, least=5)

    assert classes(found) == {("c", "f", "Asia"): 6, ("c", "m", "Asia"): 6, ("c", "m", ""): 5}
    assert found.groups_blanked == 5


def test_a_category_that_is_too_small_is_left_out():
    large, small = world({("f",): 6}), world({("f",): 4}, category="d")

    found = anonymised(large[0] + small[0], large[1] + small[1], key=KEY, least=5)

    assert {review.category for review in found.reviews} == {"c"}
    assert (found.nominations, found.nominations_left_out) == (6, 4)


@pytest.mark.parametrize(("nominations", "reviewers"), [(4, 6), (6, 4)])
def test_too_few_are_refused(nominations, reviewers):
    made = world({("f",): nominations}, reviewers=reviewers)

    with pytest.raises(RuleBroken) as refused:
        anonymised(*made, key=KEY, least=5)

    assert [r.code for r in refused.value.refusals] == ["too_small_to_export"]


def test_nominations_without_a_review_do_not_make_a_group_larger():
    nominated, given_ = world({("f",): 6, ("m",): 5})
    unread = [Nominated(f"unread-{n}", "c", ("x",)) for n in range(9)]

    found = anonymised([*nominated, *unread], given_, key=KEY, least=5)

    assert classes(found) == {("c", "f"): 6, ("c", "m"): 5}


def test_the_key_makes_pseudonyms_and_order():
    made = world({("f",): 20, ("m",): 20})

    first, again = (anonymised(*made, key=KEY, least=5) for _ in range(2))
    other = anonymised(*made, key=b"x" * 32, least=5)

    assert first == again
    assert [r.score for r in first.reviews] != [r.score for r in other.reviews]
    assert {(r.reviewer, r.day, r.score) for r in first.reviews} != {
        (r.reviewer, r.day, r.score) for r in other.reviews
    }


def test_the_order_of_what_came_in_is_forgotten():
    nominated, given_ = world({("f",): 20, ("m",): 20})

    assert anonymised(nominated, given_, key=KEY, least=5) == anonymised(
        nominated[::-1], given_[::-1], key=KEY, least=5
    )


def test_the_points_stay_as_they_were():
    nominated, given_ = world({("f",): 8})

    found = anonymised(nominated, given_, key=KEY, least=5)

    assert sorted(r.score for r in found.reviews) == sorted(g.score for g in given_)
    by_reviewer = Counter(Counter(r.reviewer for r in found.reviews).values())
    assert by_reviewer == Counter(Counter(g.reviewer for g in given_).values())


groups = st.tuples(st.sampled_from(["", "f", "m"]), st.sampled_from(["", "Asia", "Africa", "Eu"]))


@given(
    made=st.lists(st.tuples(st.sampled_from("ab"), groups), max_size=40), least=st.integers(1, 7)
)
def test_nobody_is_one_of_fewer_than_asked_for(made, least):
    nominated = [Nominated(str(n), category, held) for n, (category, held) in enumerate(made)]

    kept = coarsened(nominated, least)

    sizes = Counter((one.category, one.groups) for one in kept.values())
    assert all(size >= least for size in sizes.values())
    large = {c for c, size in Counter(c for c, _ in made).items() if size >= least}
    assert {one.id for one in nominated if one.category in large} == set(kept)
    for one in nominated:  # nothing is told that was not so
        if one.id in kept:
            assert all(
                now in ("", was) for was, now in zip(one.groups, kept[one.id].groups, strict=True)
            )


@given(text=st.text(min_size=8, max_size=20))
def test_no_id_is_in_a_release(text):
    nominated = [Nominated(f"{text}{n}", "c", ("f",)) for n in range(6)]
    given_ = [Given(one.id, f"{text}r{n}", n, 50.0, {}) for n, one in enumerate(nominated)]

    found = anonymised(nominated, given_, key=KEY, least=5)

    assert not any(text in f"{r.nomination} {r.reviewer}" for r in found.reviews)
