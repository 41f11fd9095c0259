"""Sentences: every code has one in every language, with the same facts, and it can be filled."""

from __future__ import annotations

import ast
import string
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import workflows
from tests.workflows.shipped import NOON, PLAN
from workflows.conditions import CONDITIONS, Evidence, Verdict
from workflows.errors import Refusal
from workflows.phrasing import (
    LANGUAGES,
    day_in_words,
    eligibility_word,
    evidence_sentence,
    instant_in_words,
    refusal_sentence,
    role_word,
    verdict_word,
    words_in,
)
from workflows.plan.evaluation import Role

ROOM = Path(workflows.__file__).parent
OTHERS = [name for name in LANGUAGES if name != "en"]


def refusals_in(*modules: str) -> dict[str, set[str]]:
    """Code -> names of the facts given with it, from the source: Refusal("code", {…})."""
    found: dict[str, set[str]] = {}
    for module in modules:
        tree = ast.parse((ROOM / module).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == "Refusal"
                and isinstance(call.args[0], ast.Constant)
            ):
                found.setdefault(str(call.args[0].value), set()).update(_keys(call))
    return found


def _keys(call: ast.Call) -> set[str]:
    tables = [part for part in call.args[1:] if isinstance(part, ast.Dict)]
    return {
        str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)
    }


SPOKEN = refusals_in("guards.py", "machine.py", "review_guards.py", "scoring.py", "reviewing.py")


def asked(pattern: str) -> set[str]:
    """The facts that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_every_refusal_of_guards_machine_and_scoring_has_a_sentence_and_no_other() -> None:
    for texts in LANGUAGES.values():
        assert set(texts.REFUSALS) == set(SPOKEN)


def test_every_kind_of_condition_has_a_sentence_for_each_verdict() -> None:
    for texts in LANGUAGES.values():
        assert set(texts.EVIDENCE) == {kind.name for kind in CONDITIONS}
        assert all(set(told) == set(Verdict) for told in texts.EVIDENCE.values())
        assert set(texts.VERDICTS) == set(texts.ELIGIBILITY) == set(Verdict)
        assert set(texts.ROLES) == set(Role)


@pytest.mark.parametrize("language", OTHERS)
def test_languages_ask_for_the_same_facts(language: str) -> None:
    ours, theirs = LANGUAGES["en"], LANGUAGES[language]

    for code, pattern in ours.REFUSALS.items():
        assert asked(pattern) == asked(theirs.REFUSALS[code]), code
    for rule, told in ours.EVIDENCE.items():
        for verdict, pattern in told.items():
            assert asked(pattern) == asked(theirs.EVIDENCE[rule][verdict]), (rule, verdict)
    assert set(ours.DRAWING) == set(theirs.DRAWING)
    for key, pattern in ours.DRAWING.items():
        assert asked(pattern) == asked(theirs.DRAWING[key]), key


def test_no_sentence_asks_for_a_fact_that_is_not_given() -> None:
    for code, pattern in LANGUAGES["en"].REFUSALS.items():
        if code != "points_out_of_range":  # its facts are put together in two steps
            assert asked(pattern) <= SPOKEN[code], code


def evidence(rule: str, verdict: Verdict, **facts: str | int) -> Evidence:
    """Evidence by hand."""
    return Evidence(rule, verdict, facts)


@pytest.mark.parametrize(
    ("found", "english", "chinese"),
    [
        (
            evidence("age_below", Verdict.FAILS, years=45, on="2027-01-01", age=45),
            "45 years old on 1 January 2027; the nominee must be younger than 45. Please look "
            "whether another category fits.",
            "截至2027年1月1日已满 45 岁；被提名人须未满 45 岁。请考虑是否适合其他类别。",
        ),
        (
            evidence("words_at_most", Verdict.HOLDS, most=25, count=1),
            "1 word; at most 25 allowed.",
            "共 1 个词，至多 25 个。",
        ),
        (
            evidence("files_at_least", Verdict.UNKNOWN, fewest=2, count=0),
            "Nothing is attached yet; please attach at least 2 documents.",
            "尚未附文件，请至少附 2 份。",
        ),
    ],
)
def test_evidence_with_its_numbers(found: Evidence, english: str, chinese: str) -> None:
    assert evidence_sentence(found, "en") == english
    assert evidence_sentence(found, "zh") == chinese


GRACE = timedelta(minutes=15)
CLOSE = datetime(2027, 5, 1, 11, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("refusal", "english", "chinese"),
    [
        (
            Refusal(
                "deadline_passed",
                {"deadline": "nominations-close", "at": (CLOSE + GRACE).isoformat()},
            ),
            "“Nominations close” was 30 April 2027, 23:59 Anywhere on Earth. It has passed; ask "
            "the secretariat if something kept you from meeting it.",
            "“提名截止”为2027年4月30日 23:59（地球任意地点时间），现已逾期。"
            "如因故未能按时完成，请联系秘书处。",
        ),
        (
            Refusal("too_early", {"deadline": "reviews-due", "at": "2027-07-31T15:59:59+00:00"}),
            "This is possible only after “Reviews due”, 31 July 2027, 23:59 Beijing time.",
            "须在“评审截止”（2027年7月31日 23:59（北京时间））之后方可进行。",
        ),
        (
            Refusal("window_open", {"days": 1, "at": NOON.isoformat()}),
            "This takes 1 full day; they end 1 March 2027, 20:00 Beijing time.",
            "须满 1 个整日，至2027年3月1日 20:00（北京时间）期满。",
        ),
        (
            Refusal("moved_on", {"action": "submit", "stage": "submitted"}),
            "“Hand in the nomination” is not possible now: the nomination stands at “Handed in”. "
            "Somebody may have been faster; look at it again.",
            "现在不能“提交提名”：该提名处于“已提交”。可能已有他人先行办理，请重新查看。",
        ),
        (
            Refusal("not_elected", {"ballot": "shortlist"}),
            "The vote “Order of preference for the shortlist” did not choose this nomination.",
            "“入围排序投票”未选出本提名。",
        ),
        (
            Refusal("criterion_open", {"criterion": "capacity"}),
            "“Capacity left behind” has no points yet. Give points, or abstain where that is "
            "allowed.",
            "“能力建设”尚未打分。请打分；允许弃权的，也可弃权。",
        ),
        (
            Refusal("not_yours", {"action": "fly"}),
            "“fly” is not for you to take here.",
            "“fly”不由您在此办理。",
        ),
    ],
)
def test_refusals_speak_of_labels_and_local_times(
    refusal: Refusal, english: str, chinese: str
) -> None:
    assert refusal_sentence(refusal, PLAN, "en") == english
    assert refusal_sentence(refusal, PLAN, "zh") == chinese


def test_every_refusal_can_be_said() -> None:
    given: dict[str, str | int] = {
        "at": NOON.isoformat(), "deadline": "ceremony", "action": "submit", "stage": "draft",
        "ballot": "award", "criterion": "capacity", "roles": "chair,board", "yours": "",
        "starts": "draft,returned",
    }  # fmt: skip
    for code, names in SPOKEN.items():
        facts = {
            name: given.get(name, 2)
            for name in names | {"lowest", "highest", "points", "criterion"}
        }
        for language in LANGUAGES:
            assert "{" not in refusal_sentence(Refusal(code, facts), PLAN, language)


def test_a_code_that_is_not_ours_is_an_error() -> None:
    with pytest.raises(KeyError):
        refusal_sentence(Refusal("no_such_code"), PLAN, "en")


@pytest.mark.parametrize(
    ("zone", "english", "chinese"),
    [
        ("AoE", "1 March 2027, 00:00 Anywhere on Earth", "2027年3月1日 00:00（地球任意地点时间）"),
        ("UTC", "1 March 2027, 12:00 UTC", "2027年3月1日 12:00（协调世界时）"),
        (
            "America/Sao_Paulo",
            "1 March 2027, 09:00 Sao Paulo time",
            "2027年3月1日 09:00（Sao Paulo 时间）",
        ),
    ],
)
def test_instants_in_words(zone: str, english: str, chinese: str) -> None:
    assert instant_in_words(NOON, zone, "en") == english
    assert instant_in_words(NOON, zone, "zh") == chinese


def test_language_tags_with_regions_and_languages_we_do_not_speak() -> None:
    assert verdict_word(Verdict.FAILS, "zh-Hans-CN") == "不满足"
    assert verdict_word(Verdict.UNKNOWN, "fr") == "not known yet"
    assert eligibility_word(Verdict.HOLDS, "en-GB") == "eligible"
    assert role_word(Role.SYSTEM, "ZH") == "系统按日程"
    assert day_in_words(NOON.date(), "zh") == "2027年3月1日"


def test_words_of_a_plan_fall_back_to_its_first_language() -> None:
    assert words_in({"en": "a", "zh": "b"}, "zh") == "b"
    assert words_in({"en": "a"}, "zh") == "a"
    assert words_in({}, "zh") == ""


def test_a_deadline_without_a_zone_is_told_in_the_prizes() -> None:
    told = refusal_sentence(
        Refusal(
            "not_open_yet", {"deadline": "nominations-open", "at": "2027-01-15T01:00:00+00:00"}
        ),
        PLAN,
        "en",
    )

    assert told.startswith("This opens with “Nominations open”, 15 January 2027, 09:00 Beijing")
