"""How a plan says which ties bind, and for how long; and the words for what is found."""

from __future__ import annotations

import pytest

from tests.workflows.conflicting import (
    ANNA,
    IAP,
    at,
    found,
    rule,
)
from tests.workflows.shipped import PLAN, TEXT
from workflows.conflicts import (
    Party,
    sentence,
)
from workflows.plan.conflicts import Binding, ConflictRule, Conflicts, Tie, rules_in_force
from workflows.plan.faults import FaultCode
from workflows.plan.loading import read_plan
from workflows.plan.reviewing import Reviewing
from workflows.texts import chinese_conflicts, english_conflicts


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
