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

Pairs = tuple[tuple[str, str], ...]


WAY = "Workflow “Nomination to certificate”, "


COMMITTEE = "Panel “Prize Committee”, "


YOUTH = '{ any = [{ age_below = { born = "born-on", years = 45, on = 2027-01-01 } }, '


DOCTORATE = (
    '{ years_since_at_most = { since = "doctorate-on", years = 10, on = 2027-01-01, '
    'leave_months = "leave-months" } }'
)


TITLE = 'title = { label = { en = "Title", zh = "题目" }, kind = "text" }'


YEAR = 'year = { label = { en = "Year", zh = "年份" }, kind = "year" }'


AMENDMENTS: Final[list[tuple[Pairs, list[str], list[str] | None]]] = [
    ((("years = 45, on", "years = 40, on"),),
     ["Youth Leader Award: age limit 45 → 40 (§ 3 (4))"],
     ["青年领袖奖：年龄上限 45 → 40（§ 3 (4)）"]),
    ((("words = 25 }", "words = 30 }"),),
     ["All categories: most words of “Proposed citation” 25 → 30 (§ 8 (1))"],
     ["全部奖项：“拟用授奖词”的词数上限 25 → 30（§ 8 (1)）"]),
    ((('founded = "founded", years = 5, on = 2027-01-01',
       'founded = "founded", years = 3, on = 2027-07-01'),),
     ["STI Cooperation Outstanding Contribution Award, STI Cooperation Outstanding Progress "
      "Award: fewest years of activity 5 → 3 (§ 3 (5))",
      "STI Cooperation Outstanding Contribution Award, STI Cooperation Outstanding Progress "
      "Award: day on which years are counted 1 January 2027 → 1 July 2027 (§ 3 (5))"],
     ["科技创新合作杰出贡献奖，科技创新合作杰出进步奖：成立年数下限 5 → 3（§ 3 (5)）",
      "科技创新合作杰出贡献奖，科技创新合作杰出进步奖：年数计算日 2027年1月1日 → "
      "2027年7月1日（§ 3 (5)）"]),
    (((f"rule = {YOUTH}{DOCTORATE}] }}",
       'rule = { age_below = { born = "born-on", years = 45, on = 2027-01-01 } }'),),
     ["Youth Leader Award: entry condition younger than 45 on 1 January 2027 by “Date of birth”; "
      "or at most 10 years since “Date of the doctorate” on 1 January 2027, leave credited by "
      "“Months of parental, medical or service leave since” → younger than 45 on "
      "1 January 2027 by “Date of birth” (§ 3 (4))"],
     None),
    ((('before = [14, 7, 2], overdue = [1] } }', 'before = [14, 5, 2] } }'),
      ("hard_days = 14", "hard_days = 10")),
     ["Deadline “Nominations close”: days until the hard deadline 14 → 10",
      "Deadline “Corrected nominations due”, reminder “screening”: letter so many days before "
      "removed: 7",
      "Deadline “Corrected nominations due”, reminder “screening”: letter so many days before "
      "added: 5",
      "Deadline “Corrected nominations due”, reminder “screening”: letter so many days after "
      "removed: 1"],
     None),
    (((', leave_months = "leave-months" } }', " } }"),),
     ["Youth Leader Award: question with months of leave “Months of parental, medical or service "
      "leave since” → none (§ 3 (4))"],
     ["青年领袖奖：休假月数所在问题 “此后育儿、病假或服役月数” → 无（§ 3 (4)）"]),
    ((('one_of = ["female"]', 'one_of = ["female", "other"]'),),
     ["Outstanding Women Award: allowed answers to “Gender” added: “Another, or not stated” "
      "(§ 3 (3))"],
     ["杰出女性奖：新增“性别”的可选答案：“其他或未说明”（§ 3 (3)）"]),
    ((('"outputs", "women", "cooperation"]', '"outputs", "women"]'),),
     ["Outstanding Women Award: entry condition removed: “Cooperation of at least two countries”"],
     ["杰出女性奖：删除参评条件：“至少两个国家参与合作”"]),
    ((("amount = 60000000", "amount = 55000050"),),
     ["Lifetime Achievement Award: amount 600,000 CNY → 550,000.50 CNY"],
     ["终身成就奖：奖金 600,000 CNY → 550,000.50 CNY"]),
    ((("fund = 500000000", "fund = 600000000"),),
     ["Money: fund 5,000,000 CNY → 6,000,000 CNY"],
     ["经费：经费总额 5,000,000 CNY → 6,000,000 CNY"]),
    ((("weight = 35", 'weight = "32.5"'), ("weight = 30", 'weight = "32.5"')),
     ["Rubric “Individuals”, criterion “Cooperation”: weight 35 % → 32.5 %",
      "Rubric “Individuals”, criterion “Scientific achievement”: weight 30 % → 32.5 %"],
     ["评分表“个人奖评分表”，指标“合作”：权重 35% → 32.5%",
      "评分表“个人奖评分表”，指标“科学成就”：权重 30% → 32.5%"]),
    ((("at = 2027-04-30T23:59:59", "at = 2027-05-15T23:59:59"),),
     ["Deadline “Nominations close”: date 30 April 2027, 23:59 Anywhere on Earth → "
      "15 May 2027, 23:59 Anywhere on Earth"],
     ["日程“提名截止”：时间 2027年4月30日 23:59（地球任意地点时间） → "
      "2027年5月15日 23:59（地球任意地点时间）"]),
    ((('23:59:59\nzone = "AoE"\ngrace_minutes', "23:59:59\ngrace_minutes"),),
     ["Deadline “Nominations close”: date 30 April 2027, 23:59 Anywhere on Earth → "
      "30 April 2027, 23:59 Beijing time"],
     ["日程“提名截止”：时间 2027年4月30日 23:59（地球任意地点时间） → "
      "2027年4月30日 23:59（北京时间）"]),
    ((("grace_minutes = 15", "grace_minutes = 0"),),
     ["Deadline “Nominations close”: minutes of grace 15 → 0"],
     ["日程“提名截止”：宽限分钟数 15 → 0"]),
    ((('quorum = "2/3"', 'quorum = "3/4"'),),
     [f"{COMMITTEE}ballot “Order of preference for the shortlist”: quorum more than 2/3 → "
      "more than 3/4"],
     ["评议组“评审委员会”，投票“入围排序投票”：法定人数 超过 2/3 → 超过 3/4"]),
    ((('quorum = "2/3"', 'quorum = "1"\nquorum_is_strict = false'),),
     [f"{COMMITTEE}ballot “Order of preference for the shortlist”: quorum more than 2/3 → "
      "at least all"],
     ["评议组“评审委员会”，投票“入围排序投票”：法定人数 超过 2/3 → 至少 全部"]),
    ((('threshold = "2/3"', 'threshold = "3/5"'),),
     [f"{COMMITTEE}ballot “Approval of the award”: threshold at least 2/3 → at least 3/5"],
     ["评议组“评审委员会”，投票“授奖表决”：通过比例 至少 2/3 → 至少 3/5"]),
    ((('rule = "schulze"', 'rule = "borda"'),),
     [f"{COMMITTEE}ballot “Order of preference for the shortlist”: way of counting "
      "Schulze method → Borda count"],
     ["评议组“评审委员会”，投票“入围排序投票”：计票方法 舒尔茨法 → 波达计分法"]),
    ((("members = 6", "members = 9"),),
     ["Panel “Prize Committee”: members 6 → 9"],
     ["评议组“评审委员会”：人数 6 → 9"]),
    ((("shared_country = false", "shared_country = true"),
      ("reviews_per_nomination = 3", "reviews_per_nomination = 5")),
     ["Reviewing: reviews of each nomination 3 → 5",
      "Reviewing: reviewers of the same country refused no → yes"],
     ["评审安排：每项提名的评审数 3 → 5", "评审安排：同国评审人回避 否 → 是"]),
    ((("days = 30", "days = 45"),),
     [f"{WAY}action “Award after the notice”: days that must pass 30 → 45"],
     ["流程“从提名到颁证”，操作“公示期满授奖”：须满天数 30 → 45"]),
    ((('"minimum_field_met", "reviewers_assigned"]', '"minimum_field_met"]'),),
     [f"{WAY}action “Open the review”: guard removed: all reviewers are assigned"],
     ["流程“从提名到颁证”，操作“开始评审”：删除前提：评审人已全部指派"]),
    ((('guards = ["reviews_complete"]',
       'guards = ["reviews_complete", { after_deadline = { deadline = "reviews-due" } }]'),),
     [f"{WAY}action “Freeze the ranking”: guard added: only after “Reviews due”"],
     ["流程“从提名到颁证”，操作“锁定排序”：新增前提：限于“评审截止”之后"]),
    ((('by = ["chair", "deputy", "committee"]', 'by = ["committee", "chair"]'),),
     [f"{WAY}action “Propose for the award”: role that may take it removed: deputy chair"],
     ["流程“从提名到颁证”，操作“提议授奖”：删除操作角色：副主席"]),
    ((('from = ["proposed", "approved"]\nto = "shortlisted"',
       'from = ["proposed", "approved"]\nto = "ranked"'),),
     [f"{WAY}action “Send back to the committee”: leads to “Shortlisted, before the committee” "
      "→ “Ranked”"],
     ["流程“从提名到颁证”，操作“退回委员会”：去往阶段 “已入围，待委员会评议” → “已排序”"]),
    ((('[workflows.standard.actions.submit]', '[workflows.standard.actions.drop]\n'
       'label = { en = "Drop", zh = "放弃" }\nfrom = ["draft", "returned"]\nto = "withdrawn"\n'
       'by = ["secretariat"]\n\n[workflows.standard.actions.submit]'),),
     ["Workflow “Nomination to certificate”: action added: “Drop” (from “Draft”, “Returned for "
      "correction” to “Withdrawn”)"],
     ["流程“从提名到颁证”：新增操作：“放弃”（从“草稿”、“退回补正”到“已撤回”）"]),
    ((('due = "committee-meets", ', ""),
      ('traits = ["screening"]', 'traits = ["screening", "assignable"]')),
     [f"{WAY}stage “Handed in, to be screened”: trait added: assigning reviewers",
      f"{WAY}stage “Ranked”: due with “Committee meets” → none"],
     ["流程“从提名到颁证”，阶段“已提交，待资格审查”：新增阶段属性：可指派评审人",
      "流程“从提名到颁证”，阶段“已排序”：到期日程 “评审委员会会议” → 无"]),
    ((('disaster = { label = { en = "Disaster reduction", zh = "减灾" } }',
       'ocean = { label = { en = "Ocean", zh = "海洋" } }'),),
     ["Theme removed: “Disaster reduction”", "Theme added: “Ocean”"],
     ["删除主题：“减灾”", "新增主题：“海洋”"]),
    ((('clause = "§ 3 (4)"', 'clause = "§ 3 (6)"'),),
     ["Entry condition “Younger than 45 on 1 January, or doctorate at most ten years ago (leave "
      "credited)”: clause “§ 3 (4)” → “§ 3 (6)”"],
     ["参评条件“1 月 1 日未满 45 岁，或获博士学位不超过十年（扣除休假）”："
      "条款 “§ 3 (4)” → “§ 3 (6)”"]),
    ((('en = "Youth Leader Award"', 'en = "Young Leader Award"'),),
     ["Youth Leader Award: name in English “Youth Leader Award” → “Young Leader Award”"],
     ["青年领袖奖：名称（英文）“Youth Leader Award” → “Young Leader Award”"]),
    ((('role = { en = "President of ANSO", zh = "ANSO 主席" }',
       'role = { en = "President of ANSO", zh = "ANSO 主席" }\nname = "A. N. Other"'),),
     ["Signature on certificates “President of ANSO”: holder none → “A. N. Other”"],
     ["证书署名“ANSO 主席”：任职者 无 → “A. N. Other”"]),
    ((('medal = { at = "incentives.medal", range_seen = "estimate" }\n', ""),),
     ["Value to confirm removed: “incentives.medal”"],
     ["删除待确认事项：“incentives.medal”"]),
    (((f"{TITLE}, {YEAR}", f"{YEAR}, {TITLE}"),),
     ["Form “Nomination of an individual”, section “The work”, question “Key outputs”: order of "
      "“column” “Title”, “Year”, “Link” → “Year”, “Title”, “Link”"],
     ["表格“个人提名表”，部分“工作”，问题“主要成果”：“列”顺序 “题目”、“年份”、“链接” → "
      "“年份”、“题目”、“链接”"]),
    ((('languages = ["en", "zh"]', 'languages = ["zh", "en"]'),),
     ["The prize: languages “en”, “zh” → “zh”, “en”"],
     ["奖项信息：语言 “en”、“zh” → “zh”、“en”"]),
    ((('maximum = 3, hint = { en = "Two or three, at least one from outside the nominee',
       'maximum = 4, hint = { en = "Two to four, at least one from outside the nominee'),),
     ["Form “Nomination of an individual”, section “Letters and documents”, question “Letters of "
      "support”: help in English “Two or three, at least one from outside the nominee's "
      "institution and country.” → “Two to four, at least one from outside the nominee's "
      "institution and country.”",
      "Form “Nomination of an individual”, section “Letters and documents”, question “Letters of "
      "support”: largest number 3 → 4"],
     None),
    ((('rule = "consent_given"', 'rule = { not = { any = [{ not = "consent_given" }, '
       '{ all = ["not_office_holder", "consent_given"] }] } }'),),
     ["All categories: entry condition the nominee has agreed → not: ((the nominee has agreed; "
      "and holds no office of the prize); or (not: the nominee has agreed)) (§ 4 (1))"],
     None),
]  # fmt: skip


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
