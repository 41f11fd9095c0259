"""Conflicts of interest: which ties are found, how firmly they bind, for how long."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workflows.conflicting import (
    ANNA,
    EVERY,
    FEZ,
    IAP,
    ISL,
    TODAY,
    TREE,
    at,
    found,
    rule,
    ties,
)
from workflows.conflicts import (
    Affiliation,
    Nominated,
    Party,
    Somebody,
    detect,
    is_public_domain,
)
from workflows.conflicts.mail import telling_domains
from workflows.conflicts.windows import first_day, is_within
from workflows.plan.conflicts import Binding, ConflictRule, Tie


def test_nobody_is_found_without_a_tie() -> None:
    party = Party(Tie.NOMINEE, ("Omar Haddad",), ("omar@fez.ac.ma",), (at(FEZ),), "MA")

    assert found(ANNA, party) == []


@pytest.mark.parametrize(
    "tie", [Tie.NOMINEE, Tie.NOMINATOR, Tie.REFEREE, Tie.TEAM, Tie.KIN, Tie.ADVISER, Tie.CO_AUTHOR,
            Tie.CO_GRANT, Tie.OBJECTED],
)  # fmt: skip
def test_one_whom_the_nomination_names_is_found_by_address(tie: Tie) -> None:
    party = Party(tie, ("A. M.",), ("ANNA@soil.ac.cn ",))

    named = [s for s in found(ANNA, party) if s.tie is tie]

    assert [(s.person, s.is_strict, s.code) for s in named] == [("anna", True, tie.value)]


def test_the_nominator_is_found_by_any_account_of_the_same_person() -> None:
    twice = Somebody("anna", ("Anna Müller",), accounts=frozenset({"anna", "second"}))

    assert ties(found(twice, Party(Tie.NOMINATOR, ("Somebody Else",), account="second"))) == [
        (Tie.NOMINATOR, True)
    ]


def test_a_name_alone_never_binds_strictly() -> None:
    (suggestion,) = found(ANNA, Party(Tie.KIN, ("Mueller Anna",)))

    assert (suggestion.is_strict, suggestion.code) == (False, "same-name")


def test_a_name_with_a_shared_place_is_sure() -> None:
    party = Party(Tie.KIN, ("Anna Mueller",), affiliations=(Affiliation("x", ISL),))

    assert (Tie.KIN, True) in ties(found(ANNA, party))


def test_a_near_name_is_a_question_of_its_own_kind() -> None:
    (suggestion,) = found(ANNA, Party(Tie.CO_AUTHOR, ("Anna Mullers",)))

    assert (suggestion.tie, suggestion.is_strict) == (Tie.NAME_VARIANT, False)
    without = [each for each in EVERY if each.tie is not Tie.NAME_VARIANT]
    assert found(ANNA, Party(Tie.CO_AUTHOR, ("Anna Mullers",)), rules=without) == []
    alone = [rule(Tie.NAME_VARIANT, Binding.GENERAL)]
    assert found(ANNA, Party(Tie.CO_AUTHOR, ("Anna Mullers",)), rules=alone) == []


@pytest.mark.parametrize(
    ("ended", "is_found"),
    [(date(2024, 6, 1), True), (date(2024, 5, 31), False), (None, True)],
)
def test_a_window_counts_calendar_years_and_what_is_not_known_is_within(
    ended: date | None, is_found: bool
) -> None:
    person = Somebody("p", ("Anna",), affiliations=(at(ISL, ended=ended),))
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),))
    rules = [rule(Tie.SAME_ORGANIZATION, years=3)]

    assert bool(found(person, party, rules=rules)) is is_found


def test_a_place_in_common_has_ended_when_one_of_the_two_has_left() -> None:
    long_ago, lately = date(2015, 1, 1), date(2027, 1, 1)
    rules = [rule(Tie.SAME_ORGANIZATION, years=3)]

    for ours, theirs in ((long_ago, lately), (lately, long_ago)):
        person = Somebody("p", ("Anna",), affiliations=(at(ISL, ended=ours),))
        party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL, ended=theirs),))
        assert found(person, party, rules=rules) == []


def test_the_window_of_a_leap_day_is_never_a_day_too_short() -> None:
    assert first_day(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert first_day(date(2028, 2, 29), 4) == date(2024, 2, 29)
    assert first_day(TODAY, None) is None
    assert is_within(date(2020, 1, 1), None)


def test_the_firmest_rule_that_reaches_the_evidence_decides() -> None:
    rules = [
        rule(Tie.SAME_ORGANIZATION, Binding.STRICT, years=0),
        ConflictRule(
            key="past", label={}, tie=Tie.SAME_ORGANIZATION, binds=Binding.GENERAL, years=3
        ),
    ]
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),))
    now = Somebody("p", ("Anna",), affiliations=(at(ISL),))
    then = Somebody("p", ("Anna",), affiliations=(at(ISL, ended=date(2026, 1, 1)),))

    assert [(s.rule, s.is_strict) for s in found(now, party, rules=rules)] == [
        ("same-organization", True)
    ]
    assert [(s.rule, s.is_strict) for s in found(then, party, rules=rules)] == [("past", False)]


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("a@soil.ac.cn", "b@soil.ac.cn", True),
        ("a@soil.ac.cn", "b@mail.soil.ac.cn", True),
        ("a@x.soil.ac.cn", "b@y.soil.ac.cn", False),
        ("a@soil.ac.cn", "b@iap.ac.cn", False),
        ("a@gmail.com", "b@gmail.com", False),
        ("a@vip.qq.com", "b@vip.qq.com", False),
        ("a@people.example", "b@people.example", False),
    ],
)
def test_an_e_mail_domain_ties_unless_it_is_public(one: str, other: str, is_found: bool) -> None:
    person = Somebody("p", ("Anna",), (one,))
    rules = [rule(Tie.EMAIL_DOMAIN)]

    assert bool(found(person, Party(Tie.NOMINEE, ("O",), (other,)), rules=rules)) is is_found


def test_suffixes_of_countries_tell_nothing() -> None:
    assert telling_domains("a@physics.ox.ac.uk") == {"physics.ox.ac.uk", "ox.ac.uk"}
    assert telling_domains("a@gmail.com") == frozenset()
    assert telling_domains("nonsense") == frozenset()
    assert is_public_domain("163.com")


def test_a_country_ties_only_where_a_rule_says_so() -> None:
    party = Party(Tie.NOMINEE, ("Omar",), country="CN")

    assert ties(found(ANNA, party)) == [(Tie.SAME_COUNTRY, True)]
    assert found(ANNA, party, rules=[rule(Tie.SAME_COUNTRY, Binding.NONE)]) == []


def test_the_order_of_what_is_given_changes_nothing() -> None:
    people = [ANNA, Somebody("ben", ("Ben Ito",), affiliations=(at(IAP),), country="CN")]
    parties = (
        Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),), country="CN"),
        Party(Tie.KIN, ("Ben Itoh",)),
    )

    def run(reverse: bool) -> set[tuple[object, ...]]:
        step = -1 if reverse else 1
        found = detect(
            EVERY[::step], TREE, people[::step], [Nominated("n", parties[::step])], TODAY
        )
        return {(s.person, s.tie, s.is_strict, s.fingerprint, s.code) for s in found}

    assert run(False) == run(True)
