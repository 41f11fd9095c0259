"""What an amendment changes, sentence by sentence; and that comparing is fair to both sides."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.amendments import (
    AMENDMENTS,
    DOCTORATE,
    YOUTH,
    Pairs,
)
from tests.workflows.shipped import PATH, PLAN, changed, plan_with
from workflows.conditions import CONDITIONS, Rule
from workflows.guards import GUARDS, GuardUse
from workflows.plan.diffing import (
    Change,
    Difference,
    Label,
    chinese,
    chinese_kinds,
    differences,
    english,
    english_kinds,
    mirrored,
    sentence,
    value_in_words,
)
from workflows.plan.diffing.model import Money, Named
from workflows.plan.loading import load_plan
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in, types_in


@pytest.mark.parametrize(("pairs", "said", "said_in_chinese"), AMENDMENTS)
def test_an_amendment_in_words(
    pairs: Pairs, said: list[str], said_in_chinese: list[str] | None
) -> None:
    found = differences(PLAN, plan_with(*pairs))

    assert [sentence(difference, "en") for difference in found] == said
    if said_in_chinese is not None:
        assert [sentence(difference, "zh") for difference in found] == said_in_chinese


def test_a_plan_does_not_differ_from_itself() -> None:
    for path in PATH.parent.glob("*.toml"):
        text = path.read_text("utf-8")
        assert differences(load_plan(text), load_plan(text)) == ()


SAME: Final = {
    "keys": ("members = 6\n", "", 'zh = "评审委员会" }\n', 'zh = "评审委员会" }\nmembers = 6\n'),
    "roles": ('by = ["secretariat", "chair", "deputy"]', 'by = ["deputy", "chair", "secretariat"]'),
    "guards": ('"minimum_field_met", "reviewers_assigned"]',
               '"reviewers_assigned", "minimum_field_met"]'),
    "rules": (f"{YOUTH}{DOCTORATE}]", "{ any = [" + DOCTORATE + ", " + YOUTH[9:-2] + "]"),
    "conditions": ('["consent", "living", ', '["living", "consent", '),
    "another way to write it": ('"consent_given"', "{ consent_given = {} }", '"2/3"', '"4/6"'),
    "a comment": ("[prize]", "# The prize\n[prize]"),
}  # fmt: skip


@pytest.mark.parametrize("words", SAME.values(), ids=SAME)
def test_what_says_the_same_is_no_change(words: tuple[str, ...]) -> None:
    pairs = tuple(zip(words[::2], words[1::2], strict=True))

    assert differences(PLAN, plan_with(*pairs)) == ()


AMENDED = [PLAN, *(plan_with(*pairs) for pairs, *_ in AMENDMENTS)]


ONE = st.sampled_from(AMENDED)


@settings(max_examples=40, deadline=None)
@given(ONE, ONE)
def test_the_way_back_is_the_mirror(one: Plan, other: Plan) -> None:
    there, back = differences(one, other), differences(other, one)

    assert sorted(map(repr, map(bare, map(mirrored, there)))) == sorted(map(repr, map(bare, back)))
    assert (there == ()) is (one is other)


def bare(difference: Difference) -> Difference:
    """Without the labels, which are each plan's own."""
    found: Difference = blank(dataclasses.replace(difference, label=Label((), "")))
    return found


def blank(value: Any) -> Any:
    """A value with every name left out but the key."""
    if isinstance(value, Named):
        return Named(value.key)
    if isinstance(value, tuple):
        return tuple(blank(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: blank(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


@settings(max_examples=40, deadline=None)
@given(ONE, ONE, st.sampled_from(["en", "zh", "zh-Hans", "fr"]))
def test_every_difference_can_be_said(one: Plan, other: Plan, language: str) -> None:
    for difference in differences(one, other):
        said = sentence(difference, language)
        assert said
        assert "{" not in said


def test_parts_that_come_tell_what_matters_most() -> None:
    text = changed(
        ("[calendar.ceremony]", '[calendar.party]\nlabel = { en = "Party", zh = "晚宴" }\n'
         "at = 2027-12-01T19:00:00\n\n[calendar.ceremony]"),
        ("[conditions.active-years]", '[conditions.told]\nlabel = { en = "Told", zh = "说明" }\n'
         'clause = "§ 9"\nrule = { answered = { question = "summary" } }\n\n'
         "[conditions.active-years]"),
        ("[panels.committee.ballots.award]", "[panels.committee.ballots.trial]\n"
         'label = { en = "Trial", zh = "试投" }\nrule = "irv"\nquorum = "1/2"\n'
         'tie_break = ["lot"]\n\n'
         "[panels.committee.ballots.award]"),
        ("[rubrics.organization]", "[rubrics.individual.criteria.reach]\n"
         'label = { en = "Reach", zh = "覆盖面" }\nquestion = { en = "How far?", zh = "多远？" }\n'
         'weight = 0\nanchors.1.means = { en = "Near", zh = "近" }\n'
         'anchors.5.means = { en = "Far", zh = "远" }\n\n[rubrics.organization]'),
        ("# ---------------------------------------------------------------- incentives",
         "[categories.team]\nnumber = 8\n"
         'name = { en = "Team Award", zh = "团队奖" }\nkind = "organization"\n'
         'honours = { en = "A team.", zh = "团队。" }\nform = "organization"\n'
         'rubric = "organization"\npanel = "committee"\nworkflow = "standard"\n'
         "conditions = []\naward = { awards = 1, amount = 100 }\n\n# "),
    )  # fmt: skip

    found = differences(PLAN, load_plan(text))

    assert [sentence(difference, "en") for difference in found] == [
        "Deadline added: “Party” (1 December 2027, 19:00 Beijing time)",
        "Entry condition added: “Told” (“Summary” answered)",
        "Rubric “Individuals”: criterion added: “Reach” (0 %)",
        "Panel “Prize Committee”: ballot added: “Trial” (instant run-off)",
        "Category added: “Team Award” (1 CNY)",
    ]
    assert {difference.kind for difference in found} == {Change.ADDED}


def test_another_zone_or_currency_moves_what_rests_on_it() -> None:
    zone = differences(PLAN, plan_with(('zone = "Asia/Shanghai"', 'zone = "UTC"')))
    yen = differences(PLAN, plan_with(('"CNY"', '"JPY"')))

    local = [key for key, deadline in PLAN.calendar.items() if deadline.zone is None]
    assert [d.place for d in zone] == ["prize.zone", *(f"calendar.{key}.at" for key in local)]
    assert sentence(yen[0], "en") == "The prize: currency “CNY” → “JPY”"
    assert sentence(yen[1], "en") == (
        "Lifetime Achievement Award: amount 600,000 CNY → 60,000,000 JPY"
    )
    splits = sum(bool(category.award.splits) for category in PLAN.categories.values())
    assert len(yen) == 1 + len(PLAN.categories) + splits + 4


def test_amounts_have_the_digits_of_their_currency() -> None:
    said = [value_in_words(Money(1234, currency), "en") for currency in ("JPY", "KWD", "EUR")]

    assert said == ["1,234 JPY", "1.234 KWD", "12.34 EUR"]


def test_a_condition_that_no_category_asks_stands_by_its_own_name() -> None:
    more = (
        "[conditions.women]",
        '[conditions.spare]\nlabel = { en = "Spare", zh = "备用" }\nclause = "§ 9"\n'
        'rule = { words_at_most = { text = "summary", words = 10 } }\n\n[conditions.women]',
    )
    spare = plan_with(more)
    longer = plan_with(more, ("words = 10 }", "words = 20 }"))

    (found,) = differences(spare, longer)

    assert found.place == "conditions.spare.rule.words_at_most.words"
    assert sentence(found, "en") == (
        "Entry condition “Spare”: most words of “Summary” 10 → 20 (§ 9)"
    )


def test_rules_of_one_kind_more_than_once_are_added_and_removed() -> None:
    pair = (
        '[{ after_deadline = { deadline = "nominations-close" } }, "minimum_field_missed"]',
        '["minimum_field_missed", { after_deadline = { deadline = "corrections-close" } }, '
        '{ after_deadline = { deadline = "reviews-due" } }]',
    )

    found = differences(PLAN, plan_with(pair))

    assert [sentence(difference, "en").split(": ", 1)[1] for difference in found] == [
        "guard removed: only after “Nominations close”",
        "guard added: only after “Corrected nominations due”",
        "guard added: only after “Reviews due”",
    ]


def keys_below(cls: type[Any], seen: set[type[Any]]) -> set[tuple[type[Any], str, Any]]:
    """(class, key, type) of every key of the model."""
    found: set[tuple[type[Any], str, Any]] = set()
    if cls in seen:
        return found
    seen.add(cls)
    for key, declared in declared_in(cls).items():
        hint = types_in(cls)[declared.name]
        inner = typing.get_args(hint)[-1] if typing.get_origin(hint) is Mapping else hint
        if dataclasses.is_dataclass(inner) and inner not in (Rule, GuardUse):
            found |= keys_below(typing.cast("type[Any]", inner), seen)
        found.add((cls, key, hint))
    return found


KEYS = keys_below(Plan, set())


@pytest.mark.parametrize(("texts", "kinds"), [(english, english_kinds), (chinese, chinese_kinds)])
def test_every_key_rule_and_word_has_a_name(texts: ModuleType, kinds: ModuleType) -> None:
    silent = {"Deadline.zone", "BallotSpec.quorum_is_strict", "Category.award"}
    named = {f"{cls.__name__}.{key}" for cls, key, _ in KEYS} - silent
    rules = [*CONDITIONS, *GUARDS]
    parameters = {f"{rule.name}.{key}" for rule in rules for key in declared_in(rule.parameters)}
    hints = [hint for _, _, hint in KEYS]
    hints += [hint for rule in rules for hint in types_in(rule.parameters).values()]
    sets = {inner for hint in hints for inner in (hint, *typing.get_args(hint))}
    enums = {inner for inner in sets if isinstance(inner, type) and issubclass(inner, StrEnum)}

    assert set(texts.WHAT) == named | parameters | {"all"}
    assert set(kinds.RULES) == {rule.name for rule in rules}
    assert set(kinds.WORDS) == {f"{e.__name__}.{member.value}" for e in enums for member in e}
    assert set(texts.CHANGES) == set(Change)


def test_both_languages_tell_the_same_facts() -> None:
    for one, other in (
        (english.WHAT, chinese.WHAT),
        (english_kinds.RULES, chinese_kinds.RULES),
        (english.CHANGES, chinese.CHANGES),
    ):
        for key, pattern in one.items():
            assert asked(pattern) == asked(other[key]), key


def asked(pattern: str) -> set[str]:
    """The facts that a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}
