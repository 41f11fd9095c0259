"""Conflicts of interest: which ties are found, how firmly they bind, for how long."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.shipped import PLAN, TEXT
from workflows.conflicts import (
    Affiliation,
    Nominated,
    OrganizationTree,
    Party,
    Somebody,
    Suggestion,
    detect,
    is_public_domain,
    same_people,
    sentence,
)
from workflows.conflicts.mail import telling_domains
from workflows.conflicts.people import Sureness, index_of
from workflows.conflicts.windows import first_day, is_within
from workflows.names import Likeness, compare, keys_of_name, most_like
from workflows.plan.conflicts import Binding, ConflictRule, Conflicts, Tie, rules_in_force
from workflows.plan.faults import FaultCode
from workflows.plan.loading import read_plan
from workflows.plan.reviewing import Reviewing
from workflows.texts import chinese_conflicts, english_conflicts

TODAY = date(2027, 6, 1)
CAS, ISL, IAP, GROUP, FEZ = "cas", "isl", "iap", "group", "fez"
TREE = OrganizationTree(
    {
        CAS: ("Chinese Academy of Sciences", "中国科学院"),
        ISL: ("Institute of Soil",),
        IAP: ("Institute of Atmospheric Physics",),
        GROUP: ("Clouds Group",),
        FEZ: ("University of Fez",),
    },
    {ISL: CAS, IAP: CAS, GROUP: IAP},
)


def rule(tie: Tie, binds: Binding = Binding.STRICT, **more: Any) -> ConflictRule:
    return ConflictRule(key=tie.value, label={"en": tie.value}, tie=tie, binds=binds, **more)


EVERY = [
    rule(tie, Binding.GENERAL if tie is Tie.NAME_VARIANT else Binding.STRICT)
    for tie in Tie
    if tie is not Tie.NEAR_ORGANIZATION
] + [rule(Tie.NEAR_ORGANIZATION, Binding.GENERAL, distance=2)]


def at(node: str, **more: Any) -> Affiliation:
    return Affiliation(TREE.name(node), node, **more)


def found(
    person: Somebody, *parties: Party, rules: list[ConflictRule] | None = None, today: date = TODAY
) -> list[Suggestion]:
    return detect(rules or EVERY, TREE, [person], [Nominated("n", parties)], today)


def ties(suggestions: list[Suggestion]) -> list[tuple[Tie, bool]]:
    return [(s.tie, s.is_strict) for s in suggestions]


ANNA = Somebody("anna", ("Anna Müller",), ("anna@soil.ac.cn",), (at(ISL),), "CN")


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
    assert found(ANNA, Party(Tie.CO_AUTHOR, ("Anna Mullers",)), rules=EVERY[:3]) == []


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


def test_the_fingerprint_changes_with_the_evidence_and_with_nothing_else() -> None:
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),))
    (first,) = found(ANNA, party)
    (later,) = found(ANNA, party, today=date(2030, 1, 1))
    moved = Somebody("anna", ANNA.names, affiliations=(at(ISL, ended=date(2027, 5, 1)),))
    (changed,) = found(moved, party)

    assert first.fingerprint == later.fingerprint
    assert first.fingerprint != changed.fingerprint


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


def test_two_accounts_of_one_person_are_found_by_name_and_place() -> None:
    second = Somebody("second", ("Anna Mueller",), ("am@mail.soil.ac.cn",))
    namesake = Somebody("namesake", ("Anna Müller",), ("anna@gmail.com",))

    pairs = same_people([second, ANNA, namesake])

    assert [(p.one, p.other) for p in pairs] == [("anna", "second")]
    assert same_people([ANNA, namesake]) == []


def test_accounts_known_to_be_one_are_not_asked_about_again() -> None:
    both = frozenset({"anna", "second"})
    one = Somebody("anna", ANNA.names, ANNA.emails, accounts=both)
    other = Somebody("second", ANNA.names, ANNA.emails, accounts=both)

    assert same_people([one, other]) == []


def test_a_circle_in_the_tree_ends() -> None:
    tree = OrganizationTree({"a": ("A",), "b": ("B",)}, {"a": "b", "b": "a"})

    assert tree.distance("a", "b") == 1
    assert tree.would_circle("a", "b")
    assert not TREE.would_circle(FEZ, CAS)
    assert TREE.would_circle(CAS, GROUP)


WORDS = st.text(alphabet="abelmnostü -'é李小明", min_size=1, max_size=14)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=2), max_size=6), st.lists(WORDS, max_size=2))
def test_the_index_finds_whom_comparing_with_everybody_finds(
    known: list[list[str]], names: list[str]
) -> None:
    people = tuple(Somebody(f"r{n}", tuple(own)) for n, own in enumerate(known))
    party = Party(Tie.REFEREE, tuple(names))

    found = {match.person.id: match.sureness for match in index_of(people).matches(party)}

    alike = {person.id: most_like(person.names, names) for person in people}
    sureness = {Likeness.NEAR: Sureness.NEAR, Likeness.SAME: Sureness.SAME_NAME}
    assert found == {key: sureness[like] for key, like in alike.items() if like in sureness}


def test_the_index_is_another_one_as_soon_as_somebody_has_another_name() -> None:
    before = Somebody("r1", ("Li Xiaoming",))
    after = Somebody("r1", ("Wang Lei",))
    party = Party(Tie.REFEREE, ("Wang Lei",))

    assert list(index_of((before,)).matches(party)) == []
    assert [match.person for match in index_of((after,)).matches(party)] == [after]


@given(WORDS, WORDS)
def test_names_that_are_alike_share_a_key(one: str, other: str) -> None:
    if compare(one, other) is not Likeness.OTHER:
        assert keys_of_name(one) & keys_of_name(other)


@given(st.sampled_from(["Anna Müller", "Li Xiaoming", "Jose Carreras", "Mohammed Al-Fayed"]),
       st.integers(0, 12), st.sampled_from("aeiou xz-"))  # fmt: skip
def test_a_slip_of_the_pen_is_found_through_the_index(name: str, place: int, letter: str) -> None:
    other = name[:place] + letter + name[place + 1 :]
    if compare(name, other) is not Likeness.OTHER:
        assert keys_of_name(name) & keys_of_name(other)


def test_every_tie_has_words_in_both_languages() -> None:
    for texts in (english_conflicts, chinese_conflicts):
        assert set(texts.TIES) == {tie.value for tie in Tie}
    assert set(english_conflicts.SENTENCES) == set(chinese_conflicts.SENTENCES)


def test_every_suggestion_has_a_sentence() -> None:
    party = Party(Tie.NOMINEE, ("Anna Mullers",), (), (at(IAP),), "CN")
    told = [sentence(s, "en", {"CN": "China"}.__getitem__) for s in found(ANNA, party)]

    assert told == [
        "The name “Anna Müller” is like “Anna Mullers”, the nominee. It may be another person.",
        "Institute of Soil and Institute of Atmospheric Physics are 2 steps apart on the "
        "organization tree.",
        "Both work in the same country: China.",
    ]
    assert sentence(found(ANNA, party)[1], "zh").startswith("Institute of Soil与")


# ---------------------------------------------------------------- the plan


def in_force(reviewing: Reviewing, *rules: ConflictRule) -> dict[Tie, Binding]:
    conflicts = Conflicts(rules={r.key: r for r in rules})
    return {r.tie: r.binds for r in rules_in_force(conflicts, reviewing)}


def test_the_old_keys_hold_where_the_plan_has_no_rule_of_their_tie() -> None:
    old = Reviewing(reviews_per_nomination=3, most_per_reviewer=5, shared_country=True)

    assert in_force(old) == dict.fromkeys(
        [Tie.NOMINEE, Tie.NOMINATOR, Tie.SAME_ORGANIZATION, Tie.SAME_COUNTRY], Binding.STRICT
    )
    none, general = (
        rule(Tie.SAME_ORGANIZATION, Binding.NONE), rule(Tie.SAME_COUNTRY, Binding.GENERAL)
    )  # fmt: skip
    assert in_force(old, none, general) == {
        Tie.SAME_COUNTRY: Binding.GENERAL,
        Tie.NOMINEE: Binding.STRICT,
        Tie.NOMINATOR: Binding.STRICT,
    }


def test_the_shipped_plan_binds_firmly_what_leaves_no_room() -> None:
    strict = {r.tie for r in PLAN.conflicts.rules.values() if r.binds is Binding.STRICT}

    assert {Tie.NOMINEE, Tie.NOMINATOR, Tie.KIN, Tie.SAME_ORGANIZATION} <= strict


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ('tie = "nominee", binds = "strict"', 'tie = "nominee", binds = "general"',
         "rules.nominee.binds", FaultCode.CONTRADICTION),
        ('tie = "name-variant", binds = "general"', 'tie = "name-variant", binds = "strict"',
         "rules.name-variant.binds", FaultCode.CONTRADICTION),
        ('tie = "kin", binds = "strict"', 'tie = "kin", binds = "strict", years = 3',
         "rules.kin.years", FaultCode.CONTRADICTION),
        ("years = 0, distance = 2", "years = 0", "rules.near-institution.distance",
         FaultCode.MISSING_KEY),
        ('tie = "kin", binds = "strict"', 'tie = "kin", binds = "strict", distance = 1',
         "rules.kin.distance", FaultCode.CONTRADICTION),
        ('binds = "general", years = 3 }', 'binds = "general", years = 0 }',
         "rules.former-institution.tie", FaultCode.REPEATED),
        ('field = "letters", tie', 'field = "leters", tie', "people.letters.field",
         FaultCode.UNKNOWN_FIELD),
        ('"referee", person = "author"', '"referee", person = "autor"', "people.letters.person",
         FaultCode.UNKNOWN_FIELD),
        ('country = "country" }\ncontact', 'country = "author" }\ncontact',
         "people.letters.country", FaultCode.FIELD_TYPE),
        ('field = "contact"', 'field = "country"', "people.contact.field", FaultCode.FIELD_TYPE),
        ('field = "contact", tie = "team"', 'field = "contact", tie = "team", person = "x"',
         "people.contact.person", FaultCode.UNKNOWN_FIELD),
        ('tie = "co-author", person = "name", ', 'tie = "co-author", ',
         "people.co-authors.person", FaultCode.MISSING_KEY),
        ('field = "relatives", tie = "kin"', 'field = "relatives", tie = "same-country"',
         "people.relatives.tie", FaultCode.CONTRADICTION),
    ],
)  # fmt: skip
def test_wrong_use_is_a_fault(old: str, new: str, place: str, code: FaultCode) -> None:
    assert old in TEXT

    faults = read_plan(TEXT.replace(old, new, 1)).faults

    assert (f"conflicts.{place}", code) in {(f.place, f.code) for f in faults}
