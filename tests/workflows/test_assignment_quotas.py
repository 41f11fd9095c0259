"""Quotas made of rules of spread: kept, refused where senseless, named where they exclude."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from tests.workflows.assigning import SLOW, field, instances, ways
from workflows.assignment import (
    Instance,
    Limits,
    Pair,
    Quota,
    Spread,
    SpreadRule,
    Status,
    Why,
    propose,
    quotas_for,
    verify,
)
from workflows.errors import UnusableInput


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


def test_each_rule_of_spread_asks_for_its_number() -> None:
    zh, en, both = (frozenset(each) for each in ({"zh"}, {"en"}, {"zh", "en"}))
    nominees = {"N1": {"language": both}}
    people = {"R1": {"language": zh}, "R2": {"language": both}, "R3": {"language": en}, "R4": {}}

    def asked(kind: Spread, number: int) -> list[tuple[str, set[str], int, int]]:
        quotas = quotas_for([SpreadRule(kind, "language", number)], nominees, people)
        return [(q.rule, set(q.reviewers), q.minimum, min(q.maximum, 9)) for q in quotas]

    assert asked(Spread.COVERED, 2) == [
        ("covered:language:en", {"R2", "R3"}, 2, 9), ("covered:language:zh", {"R1", "R2"}, 2, 9),
    ]  # fmt: skip
    assert asked(Spread.AT_MOST, 1) == [
        ("at_most:language:en", {"R2", "R3"}, 0, 1), ("at_most:language:zh", {"R1", "R2"}, 0, 1),
    ]  # fmt: skip
    assert asked(Spread.AT_MOST, 2) == []  # there are no three of one language
    assert asked(Spread.FROM_ANOTHER, 1) == [("from_another:language", set(), 1, 9)]


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
