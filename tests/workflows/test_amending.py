"""Going over to another plan: where nominations land, what of the past it touches, who signed."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.workflows.shipped import NOON, PLAN, TEXT, plan_with
from workflows.amending.consequences import ConsequenceCode, Past, Weight, consequences
from workflows.amending.grouping import Part, for_nominators, grouped
from workflows.amending.landing import LandingCode, LandingFault, landing, way_of
from workflows.amending.phrasing import consequence_sentence, landing_sentence
from workflows.amending.signing import Signature, refusals_to_take
from workflows.amending.verdicts import amended_verdicts
from workflows.conditions import Verdict
from workflows.eligibility import Finding
from workflows.plan.diffing import differences
from workflows.plan.evaluation import Role, Trait
from workflows.plan.loading import load_plan
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in
from workflows.texts import chinese_amending, english_amending

YOUTH, LIFETIME = "youth-leader", "lifetime-achievement"
W = "standard"


def renamed(old: str, new: str) -> Plan:
    """The shipped plan with one stage under another key."""
    text = TEXT.replace(f'"{old}"', f'"{new}"').replace(f"\n{old} = ", f"\n{new} = ")
    return load_plan(text)


def codes(found: Any) -> list[LandingCode]:
    """The codes of a landing's faults."""
    return [fault.code for fault in found.faults]


def test_nominations_stay_in_a_stage_that_is_still_there() -> None:
    found = landing(PLAN, PLAN, {}, {(YOUTH, "eligible"): 3, (LIFETIME, "ranked"): 1})

    assert found.faults == ()
    assert [(p.category, p.stage, p.target, p.count, p.moves) for p in found.places] == [
        (LIFETIME, "ranked", "ranked", 1, False),
        (YOUTH, "eligible", "eligible", 3, False),
    ]


def test_a_stage_where_nobody_stands_needs_no_mapping() -> None:
    assert landing(PLAN, renamed("eligible", "admitted"), {}, {(YOUTH, "draft"): 1}).faults == ()


def test_a_stage_that_is_gone_asks_for_a_mapping_once_for_all_categories() -> None:
    standing = {(YOUTH, "eligible"): 3, (LIFETIME, "eligible"): 1}

    found = landing(PLAN, renamed("eligible", "admitted"), {}, standing)

    assert found.faults == (LandingFault(LandingCode.UNMAPPED, W, "eligible"),)
    assert found.target_of(YOUTH, "eligible") is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("admitted", []),
        ("nowhere", [LandingCode.UNKNOWN_TARGET]),
        ("in-review", []),  # reviews open earlier: work, no decision
        ("ranked", [LandingCode.PAST_A_DECISION]),
        ("submitted", [LandingCode.PAST_A_DECISION]),
        ("withdrawn", [LandingCode.INTO_AN_END, LandingCode.PAST_A_DECISION]),
        ("awarded", [LandingCode.INTO_AN_END, LandingCode.PAST_A_DECISION]),
    ],
)
def test_a_mapping_leads_past_no_decision(target: str, expected: list[LandingCode]) -> None:
    plan = renamed("eligible", "admitted")

    found = landing(PLAN, plan, {W: {"eligible": target}}, {(YOUTH, "eligible"): 1})

    assert codes(found)[: len(expected)] == expected
    assert bool(found.faults) == bool(expected)


def test_the_traits_that_a_mapping_would_give_and_take_are_named() -> None:
    plan = renamed("eligible", "admitted")

    found = landing(PLAN, plan, {W: {"eligible": "reserve"}}, {(YOUTH, "eligible"): 1})

    fault = next(f for f in found.faults if f.code is LandingCode.PAST_A_DECISION)
    assert fault.gained == (Trait.RANKED, Trait.RESERVE)
    assert fault.lost == (Trait.IN_THE_RUNNING,)
    assert landing_sentence(fault, PLAN, plan, "en") == (
        "“Eligible” → “Named as reserve”: this decides for somebody. It gives: has a place in the "
        "ranking, is a reserve; it takes: is in the running."
    )


def test_a_mapping_leads_out_of_no_end() -> None:
    found = landing(
        PLAN, renamed("declined", "refused"), {W: {"declined": "ranked"}}, {(YOUTH, "declined"): 1}
    )

    assert LandingCode.OUT_OF_AN_END in codes(found)


def test_an_end_may_get_another_name() -> None:
    found = landing(
        PLAN, renamed("declined", "refused"), {W: {"declined": "refused"}}, {(YOUTH, "declined"): 1}
    )

    assert found.faults == ()


def test_a_draft_is_handed_in_by_its_nominator_only() -> None:
    found = landing(
        PLAN, renamed("draft", "writing"), {W: {"draft": "submitted"}}, {(YOUTH, "draft"): 1}
    )

    assert codes(found) == [LandingCode.PAST_A_DECISION]
    assert found.faults[0].lost == (Trait.EDITABLE,)


def test_a_stage_that_keeps_its_name_keeps_what_it_decides() -> None:
    plan = plan_with(('traits = ["assignable", "in-the-running"]', 'traits = ["assignable"]'))

    assert codes(landing(PLAN, plan, {}, {(YOUTH, "eligible"): 1})) == [LandingCode.PAST_A_DECISION]
    assert landing(PLAN, plan, {}, {(YOUTH, "draft"): 1}).faults == ()


@pytest.mark.parametrize(
    ("way", "stage"), [(W, "in-review"), (W, "never-was"), ("no-workflow", "eligible")]
)
def test_a_mapping_of_nothing_is_signed_by_nobody(way: str, stage: str) -> None:
    found = landing(PLAN, PLAN, {way: {stage: "eligible"}}, {(YOUTH, "in-review"): 1})

    assert codes(found) == [LandingCode.NEEDLESS]


def without(category: str) -> Plan:
    """The shipped plan without a category and what is proposed for it."""
    head, rest = TEXT.split(f"[categories.{category}]", 1)
    rest = rest[rest.index("\n[") + 1 :]
    kept = [line for line in (head + rest).split("\n[") if f'"categories.{category}.' not in line]
    return load_plan("\n[".join(kept))


def test_a_category_with_nominations_stays() -> None:
    found = landing(PLAN, without(LIFETIME), {}, {(LIFETIME, "draft"): 1, (YOUTH, "draft"): 1})

    assert codes(found) == [LandingCode.CATEGORY_GONE]
    assert landing(PLAN, without(LIFETIME), {}, {(YOUTH, "draft"): 1}).faults == ()


def other_workflow() -> Plan:
    """The youth award under a second procedure, a copy of the first."""
    start = TEXT.index("[workflows.standard]")
    end = TEXT.index("\n[categories.", start)
    copied = TEXT[start:end].replace("[workflows.standard", "[workflows.fast")
    text = TEXT[:end] + "\n" + copied + TEXT[end:]
    head, rest = text.split(f"[categories.{YOUTH}]", 1)
    rest = rest.replace('workflow = "standard"', 'workflow = "fast"', 1)
    return load_plan(f"{head}[categories.{YOUTH}]{rest}")


def test_in_another_workflow_an_equal_name_is_no_equal_stage() -> None:
    plan = other_workflow()
    standing = {(YOUTH, "eligible"): 1, (LIFETIME, "eligible"): 1}

    assert way_of(PLAN, plan, YOUTH) == "standard>fast"
    found = landing(PLAN, plan, {}, standing)
    assert [(f.code, f.category) for f in found.faults] == [(LandingCode.OTHER_WORKFLOW, YOUTH)]
    mapped = landing(PLAN, plan, {"standard>fast": {"eligible": "eligible"}}, standing)
    assert mapped.faults == ()


# ---------------------------------------------------------------- what has happened already


def touched(plan: Plan, now: datetime = NOON, **past: Any) -> list[tuple[ConsequenceCode, Weight]]:
    """What an amendment of the shipped plan touches."""
    return [(c.code, c.weight) for c in consequences(PLAN, plan, Past(**past), now)]


HELD = frozenset({(YOUTH, "award")})


@pytest.mark.parametrize(
    "change",
    [
        ("members = 6", "members = 7"),
        ('rule = "approval"', 'rule = "schulze"'),
        ('threshold = "2/3"', 'threshold = "3/4"'),
    ],
)
def test_the_rule_of_a_vote_that_is_open_or_counted(change: tuple[str, str]) -> None:
    plan = plan_with(change)

    assert touched(plan, open_ballots=HELD) == [(ConsequenceCode.OPEN_BALLOT, Weight.BARS)]
    assert touched(plan, counted_ballots=HELD) == [(ConsequenceCode.COUNTED_BALLOT, Weight.ASKS)]
    assert touched(plan) == []


def test_a_vote_may_get_another_name_but_stays_in_the_plan() -> None:
    named = plan_with(('label = { en = "Approval of the award"', 'label = { en = "The vote"'))
    assert touched(named, open_ballots=HELD) == []
    gone = load_plan(
        TEXT.replace("[panels.committee.ballots.award]", "[panels.committee.ballots.final]")
        .replace('ballot = "award"', 'ballot = "final"')
        .replace("panels.committee.ballots.award.", "panels.committee.ballots.final.")
    )

    assert touched(gone, counted_ballots=HELD) == [(ConsequenceCode.BALLOT_GONE, Weight.BARS)]


def test_a_rubric_with_reviews() -> None:
    weights = plan_with(
        ("weight = 35", "weight = 30"),
        (
            'weight = 30\nanchors.1.means = { en = "Sound"',
            'weight = 35\nanchors.1.means = { en = "Sound"',
        ),
    )
    head, rest = TEXT.split("[rubrics.organization]", 1)
    head = head.replace("highest = 5", "highest = 6").replace("anchors.5", "anchors.6")
    scale = load_plan(f"{head}[rubrics.organization]{rest}")
    words = plan_with(('en = "Cooperation", zh', 'en = "Working together", zh'))
    both = {"reviews_in": {YOUTH: 2}, "reviews_begun": {YOUTH: 1}}

    assert touched(weights, **both) == [
        (ConsequenceCode.REVIEWED_RUBRIC, Weight.ASKS),
        (ConsequenceCode.BEGUN_REVIEWS, Weight.TELLS),
    ]
    assert touched(scale, **both)[0] == (ConsequenceCode.OTHER_SCALE, Weight.BARS)
    assert touched(words, **both) == []
    assert touched(weights) == []


def test_what_an_award_gives_after_it_was_decided() -> None:
    head, rest = TEXT.split(f"[categories.{YOUTH}]", 1)
    more = load_plan(f"{head}[categories.{YOUTH}]" + rest.replace("reserve = 1", "reserve = 2", 1))

    decided = {(YOUTH, "approved"): 1}
    assert touched(more, standing=decided) == [(ConsequenceCode.DECIDED_AWARD, Weight.ASKS)]
    assert touched(more, standing={(YOUTH, "ranked"): 1}) == []


def test_references_are_made_of_a_category_s_number() -> None:
    other = plan_with(("number = 4", "number = 44"))

    assert touched(other, standing={(YOUTH, "draft"): 1}) == [
        (ConsequenceCode.NUMBER_TAKEN, Weight.BARS)
    ]
    assert touched(other) == []


CLOSES = datetime(2027, 5, 1, 12, 14, 59, tzinfo=UTC)  # 30 April, 23:59:59 AoE, with its grace
CLOSE = "at = 2027-04-30T23:59:59"


@pytest.mark.parametrize(
    ("now", "moved", "code", "weight"),
    [
        (NOON, "2027-04-20T23:59:59", ConsequenceCode.DEADLINE_MOVES, Weight.TELLS),
        (NOON, "2027-02-20T23:59:59", ConsequenceCode.DEADLINE_CLOSES, Weight.ASKS),
        (CLOSES, "2027-05-10T23:59:59", ConsequenceCode.DEADLINE_MOVES, Weight.TELLS),
        (
            CLOSES + timedelta(seconds=1),
            "2027-05-10T23:59:59",
            ConsequenceCode.DEADLINE_REOPENS,
            Weight.ASKS,
        ),
        (
            CLOSES + timedelta(seconds=1),
            "2027-04-20T23:59:59",
            ConsequenceCode.DEADLINE_REWRITTEN,
            Weight.ASKS,
        ),
    ],
)
def test_a_deadline_moves(now: datetime, moved: str, code: ConsequenceCode, weight: Weight) -> None:
    plan = plan_with((CLOSE, f"at = {moved}"))

    assert touched(plan, now) == [(code, weight)]


def test_consequences_are_told_with_the_plan_s_own_names() -> None:
    plan = plan_with((CLOSE, "at = 2027-05-10T23:59:59"))
    (found,) = consequences(PLAN, plan, Past(), NOON)

    assert consequence_sentence(found, PLAN, plan, "en") == (
        "“Nominations close” moves from 30 April 2027, 23:59 Anywhere on Earth to 10 May 2027, "
        "23:59 Anywhere on Earth."
    )
    assert "提名截止" in consequence_sentence(found, PLAN, plan, "zh")


def asked(pattern: str) -> set[str]:
    """The facts that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("table", ["LANDING", "CONSEQUENCES", "PARTS", "TRAITS"])
def test_every_code_is_told_in_both_languages_with_the_same_facts(table: str) -> None:
    ours: Mapping[str, str] = getattr(english_amending, table)
    theirs: Mapping[str, str] = getattr(chinese_amending, table)
    closed = {
        "LANDING": LandingCode, "CONSEQUENCES": ConsequenceCode, "PARTS": Part, "TRAITS": Trait,
    }[table]  # fmt: skip

    assert set(ours) == set(theirs) == set(closed)
    assert {k: asked(v) for k, v in ours.items()} == {k: asked(v) for k, v in theirs.items()}


# ---------------------------------------------------------------- in which order it is told


def test_every_table_of_a_plan_is_a_part_of_an_amendment() -> None:
    assert set(Part) == set(declared_in(Plan))


def test_what_touches_running_nominations_is_told_first_and_texts_last() -> None:
    plan = plan_with(
        ("members = 6", "members = 7"),
        ("years = 45", "years = 40"),
        ('en = "Cooperation", zh', 'en = "Working together", zh'),
        (CLOSE, "at = 2027-05-10T23:59:59"),
    )
    found = differences(PLAN, plan)

    told = [group.part for group in grouped(found, PLAN, frozenset({YOUTH}))]
    assert told == [Part.CALENDAR, Part.CONDITIONS, Part.PANELS, Part.RUBRICS]
    nobody = grouped(found, PLAN)
    assert not any(group.touches for group in nobody)
    elsewhere = grouped(found, PLAN, frozenset({"cooperation-coordination"}))
    assert [g.part for g in elsewhere if g.touches] == [Part.CALENDAR, Part.PANELS]


def test_the_public_call_tells_deadlines_and_entry_conditions() -> None:
    plan = plan_with(
        ("members = 6", "members = 7"),
        ("years = 45", "years = 40"),
        (CLOSE, "at = 2027-05-10T23:59:59"),
    )

    told = for_nominators(differences(PLAN, plan))

    assert [d.place.split(".")[0] for d in told] == ["calendar", "conditions"]


# ---------------------------------------------------------------- verdicts and signatures


def finding(condition: str, verdict: Verdict) -> Finding:
    """A finding with nothing beside its verdict."""
    return Finding(condition, {"en": condition}, "§ 1", verdict, ())


HOLDS, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.FAILS, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": HOLDS}, {"a": HOLDS}, None),
        ({"a": HOLDS}, {"a": FAILS}, (HOLDS, FAILS, {"a": (HOLDS, FAILS)})),
        ({"a": HOLDS}, {"a": UNKNOWN}, (HOLDS, UNKNOWN, {"a": (HOLDS, UNKNOWN)})),
        ({"a": HOLDS}, {"a": HOLDS, "b": HOLDS}, None),
        ({"a": HOLDS}, {"a": HOLDS, "b": FAILS}, (HOLDS, FAILS, {"b": (None, FAILS)})),
        ({"a": HOLDS, "b": FAILS}, {"a": HOLDS}, (FAILS, HOLDS, {"b": (FAILS, None)})),
        (
            {"a": FAILS, "b": HOLDS},
            {"a": FAILS, "b": FAILS},
            (FAILS, FAILS, {"b": (HOLDS, FAILS)}),
        ),
    ],
)
def test_which_verdicts_change(
    before: dict[str, Verdict], after: dict[str, Verdict], expected: Any
) -> None:
    one = tuple(finding(key, verdict) for key, verdict in before.items())
    two = tuple(finding(key, verdict) for key, verdict in after.items())

    found = amended_verdicts({"N1": one}, {"N1": two}).get("N1")

    told = found and (
        found.before,
        found.after,
        {f.condition: (f.before, f.after) for f in found.findings},
    )
    assert told == expected
    assert found is None or found.turns == (found.before is not found.after)


def test_two_persons_sign_one_of_them_of_the_secretariat() -> None:
    def missing(*signed: tuple[str, Role]) -> list[str]:
        return [r.code for r in refusals_to_take([Signature(p, {role}) for p, role in signed])]

    assert missing() == ["signatures_missing"]
    assert missing(("a", Role.SECRETARIAT), ("a", Role.CHAIR)) == ["signatures_missing"]
    assert missing(("a", Role.CHAIR)) == ["signatures_missing", "secretariat_must_sign"]
    assert missing(("a", Role.CHAIR), ("b", Role.DEPUTY)) == ["secretariat_must_sign"]
    assert missing(("a", Role.CHAIR), ("b", Role.SECRETARIAT)) == []
    assert missing(("a", Role.SECRETARIAT), ("b", Role.SECRETARIAT)) == []
