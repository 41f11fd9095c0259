"""Who works where the nominee does, or near it, on the organization tree and by names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.workflows.conflicting import ANNA, CAS, FEZ, GROUP, IAP, ISL, TREE, at, found, rule, ties
from workflows.conflicts import Affiliation, OrganizationTree, Party, Somebody
from workflows.plan.conflicts import Binding, Tie


@pytest.mark.parametrize(
    ("ours", "theirs", "tie"),
    [
        (ISL, ISL, Tie.SAME_ORGANIZATION),
        (ISL, IAP, Tie.NEAR_ORGANIZATION),
        (ISL, CAS, Tie.NEAR_ORGANIZATION),
        (GROUP, IAP, Tie.NEAR_ORGANIZATION),
        (GROUP, ISL, None),
        (ISL, FEZ, None),
    ],
)
def test_two_institutes_of_one_academy_are_near_but_not_one(
    ours: str, theirs: str, tie: Tie | None
) -> None:
    person = Somebody("p", ("Anna",), affiliations=(at(ours),))
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(theirs),))

    assert [s.tie for s in found(person, party)] == ([tie] if tie else [])


def test_who_is_at_one_body_and_near_another_is_told_once() -> None:
    person = Somebody("p", ("Anna",), affiliations=(at(ISL), at(IAP)))
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),))

    assert ties(found(person, party)) == [(Tie.SAME_ORGANIZATION, True)]


def test_a_body_that_may_be_the_same_hides_no_nearness_that_is_known() -> None:
    """Were the question dismissed, nothing would be left of what the register says."""
    person = Somebody("p", ("A",), affiliations=(Affiliation("Water Inst of Sfax"), at(IAP)))
    party = Party(
        Tie.NOMINEE, ("O",), affiliations=(Affiliation("Water Institute of Sfax"), at(ISL))
    )

    assert ties(found(person, party)) == [
        (Tie.NEAR_ORGANIZATION, False), (Tie.SAME_ORGANIZATION, False),
    ]  # fmt: skip


def test_nearness_that_binds_strictly_is_told_beside_a_general_tie() -> None:
    rules = [
        rule(Tie.SAME_ORGANIZATION, Binding.GENERAL),
        rule(Tie.NEAR_ORGANIZATION, Binding.STRICT, distance=2),
    ]
    person = Somebody("p", ("A",), affiliations=(at(ISL),))
    party = Party(Tie.NOMINEE, ("O",), affiliations=(at(ISL),))

    assert (Tie.NEAR_ORGANIZATION, True) in ties(found(person, party, rules=rules))


def test_who_left_the_same_body_is_no_farther_than_whoever_left_a_near_one() -> None:
    rules = [
        rule(Tie.SAME_ORGANIZATION, years=0),
        rule(Tie.NEAR_ORGANIZATION, Binding.GENERAL, years=5, distance=2),
    ]
    gone = date(2025, 1, 1)
    party = Party(Tie.NOMINEE, ("O",), affiliations=(at(ISL),))

    for body in (IAP, ISL):
        person = Somebody("p", ("A",), affiliations=(at(body, ended=gone),))
        assert ties(found(person, party, rules=rules)) == [(Tie.NEAR_ORGANIZATION, False)]


def test_two_bodies_are_as_near_as_the_first_that_both_are_part_of() -> None:
    person = Somebody("p", ("A",), affiliations=(at(GROUP),))
    party = Party(Tie.NOMINEE, ("O",), affiliations=(at(IAP),))

    (near,) = found(person, party, rules=[rule(Tie.NEAR_ORGANIZATION, distance=8)])

    assert near.facts["steps"] == TREE.distance(GROUP, IAP) == 1
    assert TREE.distance(GROUP, ISL) == 3
    assert TREE.distance(ISL, FEZ) is None


@pytest.mark.parametrize("tie", [Tie.NOMINATOR, Tie.REFEREE, Tie.CO_AUTHOR, Tie.OBJECTED])
def test_only_where_nominee_and_team_work_ties(tie: Tie) -> None:
    party = Party(tie, ("Omar",), affiliations=(at(ISL),), country="CN")

    assert found(ANNA, party) == []
    assert found(ANNA, replace(party, tie=Tie.TEAM)) != []


def test_a_name_that_the_register_does_not_have_is_compared_as_a_name() -> None:
    person = Somebody("p", ("Anna",), affiliations=(Affiliation("Sfax, Water-Institute of"),))
    same = Party(Tie.NOMINEE, ("Omar",), affiliations=(Affiliation("Water Institute of Sfax"),))
    other = Party(Tie.NOMINEE, ("Omar",), affiliations=(Affiliation("Air Institute of Tunis"),))
    near = Party(Tie.NOMINEE, ("O",), affiliations=(Affiliation("Water Inst of Sfax"),))

    assert ties(found(person, same)) == [(Tie.SAME_ORGANIZATION, True)]
    assert ties(found(person, near)) == [(Tie.SAME_ORGANIZATION, False)]
    assert ties(found(person, other)) == []


def test_two_bodies_of_one_name_are_two_where_the_register_tells_them_apart() -> None:
    person = Somebody("p", ("Anna",), affiliations=(Affiliation("Institute of Soil", ISL),))
    there, unknown = (
        Party(Tie.NOMINEE, ("O",), affiliations=(Affiliation("Institute of Soil", node),))
        for node in ("soil of Kenya", "")
    )

    assert found(person, there) == []
    assert ties(found(person, unknown)) == [(Tie.SAME_ORGANIZATION, True)]


def test_a_circle_in_the_tree_ends() -> None:
    tree = OrganizationTree({"a": ("A",), "b": ("B",)}, {"a": "b", "b": "a"})

    assert tree.distance("a", "b") == 1
    assert tree.would_circle("a", "b")
    assert not TREE.would_circle(FEZ, CAS)
    assert TREE.would_circle(CAS, GROUP)
