"""Defects seeded into the plan we ship: each is found, by its code, at its place, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import TEXT, changed
from workflows.commands import check
from workflows.commands.outcome import Status
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.loading import read_plan

STAGES = "workflows.standard.stages"
ACTIONS = "workflows.standard.actions"
BALLOTS = "panels.committee.ballots"
FIELDS = "forms.organization.sections.nominee.fields"
CITATION = "conditions.citation-length.rule.words_at_most.text"

LAPSE_RETURNED = (
    'label = { en = "Close corrections that were not handed in", zh = "关闭未提交的补正" }\n'
    'from = ["returned"]'
)

OTHER_TEXT = '[translations]\nname = { at = "prize.name", leading = "01234567" }'

Pairs = list[tuple[str, str]]

ROUND = """[rounds.main]
label = {{ en = "Main", zh = "评审" }}
{more}
[workflows.standard]
"""
ASSIGNING = 'traits = ["assignable", "in-the-running"]'
REVIEWING = 'traits = ["assignable", "reviewing", "discussing", "revisable", "in-the-running"]'


def in_rounds(more: str = "", *, assigning: bool = True, reviewing: bool = True) -> Pairs:
    """The shipped plan with one round of review, and further lines in it."""
    return [
        ("[workflows.standard]\n", ROUND.format(more=more)),
        *[(ASSIGNING, f'{ASSIGNING}, round = "main"')] * assigning,
        *[(REVIEWING, f'{REVIEWING}, round = "main"')] * reviewing,
    ]


def blind(rule: str) -> Pairs:
    """The shipped plan with one rule of blindness."""
    label = 'label = { en = "Hidden", zh = "隐藏" }'
    return [
        ("[workflows.standard]\n", f"[blindness.rule]\n{label}\n{rule}\n[workflows.standard]\n")
    ]


OTHER = '[rounds.other]\nlabel = { en = "Other", zh = "另一轮" }'

DEFECTS: list[tuple[FaultCode, str, Pairs]] = [
    (FaultCode.NOT_TOML, "(document)", [("[prize]", "[prize")]),
    (
        FaultCode.UNKNOWN_KEY,
        "reviewing.shared_contry",
        [("shared_country = false", "shared_contry = false")],
    ),
    (FaultCode.MISSING_KEY, "prize.currency", [('currency = "CNY"\n', "")]),
    (FaultCode.BAD_KEY, "themes", [("\nclimate = ", '\n"the climate" = ')]),
    (FaultCode.WRONG_TYPE, "prize.year", [("year = 2027", 'year = "2027"')]),
    (FaultCode.OUT_OF_RANGE, "prize.year", [("year = 2027", "year = 1999")]),
    (FaultCode.MISSING_TRANSLATION, "themes.big-data.label.zh", [(', zh = "大数据"', "")]),
    (FaultCode.MISSING_TRANSLATION, "themes.big-data.label.zh", [('"大数据"', '" "')]),
    (FaultCode.PLACEHOLDER_MISMATCH, "themes.big-data.label.zh", [('"大数据"', '"大数据 {n}"')]),
    (FaultCode.PLACEHOLDER_MISMATCH, "themes.big-data.label.zh", [('"大数据"', '"大数据 {"')]),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "workflows.standard.initial",
        [('initial = "draft"', 'initial = "drafts"')],
    ),
    (
        FaultCode.REPEATED,
        "categories.lifetime-achievement.number",
        [("number = 2\n", "number = 1\n")],
    ),
    (
        FaultCode.UNKNOWN_GUARD,
        f"{ACTIONS}.submit.guards[2]",
        [('"form_complete"]', '"form_done"]')],
    ),
    (
        FaultCode.UNKNOWN_CONDITION,
        "conditions.consent.rule",
        [('"consent_given"', '"consent_givn"')],
    ),
    (FaultCode.UNKNOWN_FIELD, CITATION, [('text = "citation"', 'text = "citatoin"')]),
    (FaultCode.FIELD_TYPE, CITATION, [('text = "citation"', 'text = "theme"')]),
    (FaultCode.FORM_FIELD, f"{FIELDS}.website.options", [('kind = "url" }', 'kind = "choice" }')]),
    (
        FaultCode.UNREACHABLE_STAGE,
        f"{STAGES}.carried-over",
        [('to = "carried-over"', 'to = "declined"')],
    ),
    (
        FaultCode.TRAP,
        f"{STAGES}.lapsed",
        [
            (
                'tone = "closed", frees_quota = true, final = true }\nrevoked',
                'tone = "closed", frees_quota = true }\nrevoked',
            )
        ],
    ),
    (
        FaultCode.TELLS_STAGE,
        f"{ACTIONS}.withdraw.from",
        [
            (
                '"shortlisted", "proposed", "approved"]\nto = "withdrawn"',
                '"shortlisted"]\nto = "withdrawn"',
            )
        ],
    ),
    (
        FaultCode.TELLS_STAGE,
        f"{STAGES}.ranked.tone",
        [
            (
                'tone = "waiting", traits = ["ranked", "in',
                'tone = "neutral", traits = ["ranked", "in',
            )
        ],
    ),
    (FaultCode.EXIT_FROM_FINAL, f"{ACTIONS}.revoke.from", [("extraordinary = true\n", "")]),
    (FaultCode.NOBODY_MAY, f"{ACTIONS}.lapse.by", [('by = ["system"]', "by = []")]),
    (FaultCode.TOO_LARGE, "(document)", [("[prize]", "x = " + "[" * 25 + "\n[prize]")]),
    (FaultCode.DUPLICATE_KEY, "prize.year", [("year = 2027", "year = 2027\nyear = 2028")]),
    (
        FaultCode.STALE_TRANSLATION,
        "translations.name.leading",
        [
            (
                "[prize]",
                '[translations]\nname = { at = "prize.name", leading = "0" }\n[prize]'.replace(
                    '"0"', '"01234567"'
                ),
            )
        ],
    ),
    (
        FaultCode.HIDDEN_FIELD,
        "rubrics.individual.criteria.cooperation.judged_from[1]",
        [('["statement", "partner-countries"', '["statement", "born-on"')],
    ),
    (
        FaultCode.AUTOMATIC_CIRCLE,
        f"{STAGES}.draft",
        [('to = "lapsed"\nby = ["system"]', 'to = "draft"\nby = ["system"]')],
    ),
    (
        FaultCode.NO_SUBSTITUTE,
        f"{ACTIONS}.shortlist.by",
        [('to = "shortlisted"\nby = ["chair", "deputy"]', 'to = "shortlisted"\nby = ["chair"]')],
    ),
    (
        FaultCode.SAME_SIGNER,
        f"{ACTIONS}.approve.by",
        [('by = ["chair", "deputy", "board"]\nguards', 'by = ["chair", "deputy"]\nguards')],
    ),
    (
        FaultCode.SECOND_PERSON,
        f"{ACTIONS}.rank.collective",
        [('records = ["ranking"]\ncollective = true', "collective = true\nseconded = true")],
    ),
    (
        FaultCode.NEVER_POSSIBLE,
        f"{ACTIONS}.accept.guards[0]",
        [('guards = ["entry_conditions_hold"]', 'guards = ["reviews_complete"]')],
    ),
    (
        FaultCode.CONTRADICTION,
        f"{ACTIONS}.submit.guards",
        [('{ opened = { deadline = "nominations-open"', '{ opened = { deadline = "ceremony"')],
    ),
    (
        FaultCode.TIMER_WITHOUT_ACTION,
        f"{STAGES}.withdrawn.due",
        [("withdrawn = { label", 'withdrawn = { due = "ceremony", label')],
    ),
    (
        FaultCode.NOTHING_TO_WAIT_FOR,
        f"{ACTIONS}.award.guards",
        [("guards = [{ days_in_stage = { days = 30 } }]", "guards = []")],
    ),
    (
        FaultCode.NO_ABSTENTION,
        "rubrics.individual.may_abstain",
        [("lowest = 1\n", "lowest = 1\nmay_abstain = false\n")],
    ),
    (
        FaultCode.NEVER_CALIBRATED,
        "rubrics.individual.ordered_by",
        [
            ("lowest = 1\n", 'lowest = 1\nordered_by = "calibrated"\n'),
            ("reviews_per_nomination = 3", "reviews_per_nomination = 1"),
        ],
    ),
    (
        FaultCode.DEADLINE_OVERLAP,
        "calendar.corrections-close.at",
        [("at = 2027-05-31T23:59:59", "at = 2027-05-14T23:59:59")],
    ),
    (
        FaultCode.DEADLINE_GAP,
        "calendar.board-confirms.at",
        [
            ("at = 2027-10-10T09:00:00", "at = 2027-10-31T09:00:00"),
            ("at_most_days = 60", "at_most_days = 45"),
        ],
    ),
    (
        FaultCode.SPLIT,
        "categories.outstanding-contribution.award.splits.3.shares",
        [("[16666667, 16666667, 16666666]", "[16666667, 16666667, 16666667]")],
    ),
    (
        FaultCode.ENDLESS_TIE,
        f"{BALLOTS}.award.tie_break",
        [('tie_break = ["chair", "lot"]', 'tie_break = ["chair"]')],
    ),
    (FaultCode.WEIGHTS, "rubrics.individual.criteria", [("weight = 35", 'weight = "34.9"')]),
    (
        FaultCode.ANCHORS,
        "rubrics.individual.criteria.cooperation.anchors.6",
        [("anchors.3.means", "anchors.6.means")],
    ),
    (
        FaultCode.DEADLINE_ORDER,
        "calendar.reviews-due.at",
        [("at = 2027-07-31T23:59:59", "at = 2027-05-30T23:59:59")],
    ),
    (FaultCode.FUND_EXCEEDED, "incentives.fund", [("fund = 500000000", "fund = 494699999")]),
    (
        FaultCode.QUORUM_UNREACHABLE,
        f"{BALLOTS}.shortlist.quorum",
        [('quorum = "2/3"', 'quorum = "1/1"')],
    ),
    (
        FaultCode.BALLOT_MISSING,
        f"{STAGES}.ranked.ballot",
        [('ballot = "shortlist", on_strip', 'ballot = "shortlisting", on_strip')],
    ),
    (
        FaultCode.REMINDER_LATE,
        "calendar.nominations-close.reminders.drafts.overdue[0]",
        [
            (
                'to = "hand-in", before = [14, 7, 2]',
                'to = "hand-in", before = [14, 7, 2], overdue = [1]',
            )
        ],
    ),
    (
        FaultCode.REMINDER_IDLE,
        "calendar.reviews-due.reminders.reviews.to",
        [('to = "review"', 'to = "vote"')],
    ),
    (FaultCode.ROUND_MISSING, f"{STAGES}.eligible.round", in_rounds(assigning=False)),
    (FaultCode.ROUND_IDLE, "rounds.other", in_rounds(OTHER)),
    (
        FaultCode.ROUND_TOO_SMALL,
        "rounds.main.reviews_per_nomination",
        in_rounds('by = "committee"\nreviews_per_nomination = 7'),
    ),
    (FaultCode.SHORTLIST_EMPTY, "rounds.main.keep", in_rounds('keep = "noise"')),
    (
        FaultCode.BLIND_IDLE,
        "blindness.rule",
        blind('whom = ["reviewer"]'),
    ),
    (
        FaultCode.BLIND_LATE,
        f"{STAGES}.eligible.traits",
        blind('whom = ["committee"]\nnames = ["nominee"]\nduring = ["decided"]'),
    ),
    (
        FaultCode.TERMS_UNASKED,
        "terms.confidentiality.by[0]",
        [('by = ["reviewer", "committee"', 'by = ["system", "committee"')],
    ),
    (
        FaultCode.REVIEW_RULES,
        "rubrics.individual.reasons_from",
        [("reasons_from = 5", "reasons_from = 6")],
    ),
]

FURTHER: list[tuple[FaultCode, str, Pairs]] = [
    (
        FaultCode.REVIEW_RULES,
        "rubrics.individual.reasons_up_to",
        [("reasons_up_to = 1", "reasons_up_to = 0")],
    ),
    (
        FaultCode.REVIEW_RULES,
        "rubrics.individual.confidence",
        [('4.means = { en = "Sure', '5.means = { en = "Sure')],
    ),
    (
        FaultCode.REVIEW_RULES,
        f"{STAGES}.ranked.traits",
        [
            (
                'traits = ["ranked", "in-the-running"], ballot = "shortlist"',
                'traits = ["ranked", "revisable", "in-the-running"], ballot = "shortlist"',
            )
        ],
    ),
    (
        FaultCode.REVIEW_RULES,
        f"{STAGES}.in-review.traits",
        [('"assignable", "reviewing", "discussing", "revisable"', '"assignable", "discussing"')],
    ),
    (
        FaultCode.REVIEW_RULES,
        f"{STAGES}.in-review.due",
        [('"评审中" }, due = "reviews-due"', '"评审中" }')],
    ),
    (
        FaultCode.BLIND_IDLE,
        "reviewing.assigning.leaks_settled",
        [
            ("hides_nominator = true", "hides_nominator = false"),
            ("[reviewing.assigning]\n", "[reviewing.assigning]\nleaks_settled = true\n"),
        ],
    ),
    # An hour that looks later on the wall and is earlier on Earth.
    (
        FaultCode.DEADLINE_ORDER,
        "calendar.reviews-due.at",
        [("at = 2027-07-31T23:59:59", "at = 2027-06-01T19:59:59")],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "calendar.reviews-due.after",
        [('after = "corrections-close"', 'after = "corrections"')],
    ),
    (FaultCode.UNKNOWN_REFERENCE, "prize.zone", [('"Asia/Shanghai"', '"Asia/Peking"')]),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "calendar.corrections-close.zone",
        [('at = 2027-05-31T23:59:59\nzone = "AoE"', 'at = 2027-05-31T23:59:59\nzone = "EoA"')],
    ),
    (FaultCode.OUT_OF_RANGE, "calendar.ceremony.at", [("at = 2027-12-01", "at = 9999-12-31")]),
    (
        FaultCode.WRONG_TYPE,
        "calendar.ceremony.at",
        [("at = 2027-12-01T15:00:00", "at = 2027-12-01T15:00:00Z")],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "categories.youth-leader.form",
        [('青年科学家。" }\nform = "individual"', '青年科学家。" }\nform = "individuals"')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "categories.youth-leader.conditions[20]",
        [('"early-career", "cooperation"]', '"early-carer", "cooperation"]')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        f"{ACTIONS}.lapse.from[0]",
        [('from = ["draft"]\nto = "lapsed"', 'from = ["draftt"]\nto = "lapsed"')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        f"{ACTIONS}.lapse.to",
        [('to = "lapsed"\nby = ["system"]', 'to = "lapst"\nby = ["system"]')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        f"{ACTIONS}.submit.guards[1].before_deadline.deadline",
        [
            (
                'before_deadline = { deadline = "nominations-close"',
                'before_deadline = { deadline = "close"',
            )
        ],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "proposals.quota.at",
        [('at = "conditions.quota.rule"', 'at = "conditions.quotas.rule"')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "proposals.fund.at",
        [('at = "incentives.fund"', 'at = "incentives.fund.more"')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "proposals.fund.at",
        [('at = "incentives.fund"', 'at = "incentives.found"')],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "conditions.women.rule.answer_is.one_of[0]",
        [('one_of = ["female"]', 'one_of = ["femal"]')],
    ),
    (
        FaultCode.UNKNOWN_FIELD,
        "conditions.women.rule.answer_is.question",
        [('question = "gender"', 'question = "gendre"')],
    ),
    (
        FaultCode.UNKNOWN_FIELD,
        "conditions.independent-letter.rule.some_row_elsewhere.country",
        [
            (
                'country = "country", home_institution = "institution"',
                'country = "contry", home_institution = "institution"',
            )
        ],
    ),
    (
        FaultCode.FIELD_TYPE,
        "conditions.independent-letter.rule.some_row_elsewhere.country",
        [
            (
                'country = "country", home_institution = "institution"',
                'country = "author", home_institution = "institution"',
            )
        ],
    ),
    (
        FaultCode.UNKNOWN_FIELD,
        "conditions.independent-letter.rule.some_row_elsewhere.rows",
        [('{ rows = "letters", institution', '{ rows = "letter", institution')],
    ),
    (
        FaultCode.TRAP,
        f"{STAGES}.returned",
        [
            (
                "lapse-returned]\n" + LAPSE_RETURNED,
                "lapse-returned]\n" + LAPSE_RETURNED.replace("returned", "draft", 1),
            ),
            ('"submitted", "returned", "eligible"', '"submitted", "eligible"'),
        ],
    ),
    (
        FaultCode.UNKNOWN_REFERENCE,
        "categories.lifetime-achievement.panel",
        [('panel = "committee"', 'panel = "comittee"')],
    ),
    (
        FaultCode.BALLOT_MISSING,
        f"{ACTIONS}.shortlist.guards[1].elected.ballot",
        [('{ elected = { ballot = "shortlist"', '{ elected = { ballot = "short"')],
    ),
    (
        FaultCode.MISSING_KEY,
        f"{ACTIONS}.propose.guards[1].threshold_met.ballot",
        [('{ threshold_met = { ballot = "award"', '{ threshold_met = { ballot = "shortlist"')],
    ),
    (FaultCode.MISSING_KEY, f"{BALLOTS}.award.threshold", [('threshold = "2/3"\n', "")]),
    (
        FaultCode.OUT_OF_RANGE,
        f"{BALLOTS}.award.threshold",
        [('threshold = "2/3"', 'threshold = "3/2"')],
    ),
    (FaultCode.OUT_OF_RANGE, f"{BALLOTS}.shortlist.quorum", [('quorum = "2/3"', 'quorum = "0/3"')]),
    (FaultCode.OUT_OF_RANGE, "rubrics.individual.highest", [("highest = 5", "highest = 1")]),
    (
        FaultCode.ANCHORS,
        "rubrics.individual.criteria.cooperation.anchors",
        [("anchors.5.means", "anchors.4.means")],
    ),
    (
        FaultCode.ANCHORS,
        "rubrics.individual.criteria.cooperation.anchors.03",
        [("anchors.3.means", "anchors.03.means")],
    ),
    (
        FaultCode.UNKNOWN_KEY,
        "themes.big-data.label.fr",
        [('"大数据" }', '"大数据", fr = "données" }')],
    ),
    (FaultCode.REPEATED, "prize.languages[2]", [('["en", "zh"]', '["en", "zh", "en"]')]),
    (FaultCode.WRONG_TYPE, "prize.languages[2]", [('["en", "zh"]', '["en", "zh", "English"]')]),
    (FaultCode.WRONG_TYPE, "prize.code", [('code = "ANSO"', 'code = "anso"')]),
    (FaultCode.WRONG_TYPE, "prize.currency", [('"CNY"', '"Rmb"')]),
    (
        FaultCode.FORM_FIELD,
        f"{FIELDS}.website.compared",
        [('kind = "url" }', 'kind = "url", compared = true }')],
    ),
    (FaultCode.FORM_FIELD, f"{FIELDS}.website.columns", [('kind = "url" }', 'kind = "rows" }')]),
    (
        FaultCode.FORM_FIELD,
        "forms.individual.sections.work.fields.outputs.columns.link.kind",
        [('kind = "url", required = false', 'kind = "files", required = false')],
    ),
    (
        FaultCode.FORM_FIELD,
        "forms.organization.sections",
        [('max_length = 300, means = "nominee-name"', "max_length = 300")],
    ),
    (
        FaultCode.REPEATED,
        f"{FIELDS}.contact.means",
        [
            (
                'zh = "联系人" }, kind = "text"',
                'zh = "联系人" }, means = "nominee-name", kind = "text"',
            )
        ],
    ),
    (
        FaultCode.REPEATED,
        "forms.individual.sections.declarations.fields.summary",
        [("\ntruthful = ", "\nsummary = ")],
    ),
    (FaultCode.OUT_OF_RANGE, f"{FIELDS}.founded.minimum", [("minimum = 800", "minimum = 2800")]),
]


def found_in(pairs: Pairs) -> list[Fault]:
    """The faults of a changed plan."""
    return list(_found(tuple(pairs)))


@cache
def _found(pairs: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    return read_plan(changed(*pairs)).faults


def ids(table: list[tuple[FaultCode, str, Pairs]]) -> list[str]:
    """Names of the rows."""
    return [f"{code} {place}" for code, place, _ in table]


def test_the_plan_we_ship_holds() -> None:
    reading = read_plan(TEXT)

    assert reading.faults == ()
    assert reading.holds


@pytest.mark.parametrize(("code", "place", "pairs"), DEFECTS, ids=ids(DEFECTS))
def test_a_seeded_defect_is_found_at_its_place(code: FaultCode, place: str, pairs: Pairs) -> None:
    assert (place, code) in [(fault.place, fault.code) for fault in found_in(pairs)]


@pytest.mark.parametrize(("code", "place", "pairs"), FURTHER, ids=ids(FURTHER))
def test_further_defects(code: FaultCode, place: str, pairs: Pairs) -> None:
    assert (place, code) in [(fault.place, fault.code) for fault in found_in(pairs)]


def test_every_fault_code_can_be_provoked() -> None:
    assert {code for code, _, _ in DEFECTS} == set(FaultCode)


COMPANIONS = {
    # What a defect truly brings with it, beyond its own place.
    FaultCode.BAD_KEY: set(),
    FaultCode.REPEATED: {"categories.outstanding-contribution.number"},
    FaultCode.ANCHORS: set(),
    FaultCode.ROUND_MISSING: {f"{ACTIONS}.open-review.guards[2]"},
    FaultCode.DEADLINE_OVERLAP: {"calendar.nominations-close.hard_days"},
    FaultCode.BALLOT_MISSING: {
        f"{ACTIONS}.shortlist.guards[0].quorum_reached.ballot",
        f"{ACTIONS}.shortlist.guards[1].elected.ballot",
        f"{ACTIONS}.set-aside.guards[0].quorum_reached.ballot",
    },
}


@pytest.mark.parametrize(("code", "place", "pairs"), DEFECTS, ids=ids(DEFECTS))
def test_a_defect_brings_no_false_alarms(code: FaultCode, place: str, pairs: Pairs) -> None:
    expected = {place} | COMPANIONS.get(code, set())

    assert {fault.place for fault in found_in(pairs)} == expected


def test_a_trap_shows_the_way_into_it() -> None:
    (pairs,) = (p for code, _, p in DEFECTS if code is FaultCode.TRAP)

    (fault,) = found_in(pairs)

    assert fault.path == ("draft", "lapse", "lapsed")


def test_a_trap_of_time_says_so() -> None:
    (pairs,) = (p for code, place, p in FURTHER if place == f"{STAGES}.returned")

    (fault,) = (f for f in found_in(pairs) if f.code is FaultCode.TRAP)

    assert fault.path == ("draft", "submit", "submitted", "return", "returned")
    assert "once the deadlines have passed" in fault.sentence


def test_a_workflow_without_an_end_is_told_once() -> None:
    text = TEXT.replace(", final = true", "").replace("extraordinary = true\n", "")

    assert [(f.place, f.code) for f in read_plan(text).faults] == [(STAGES, FaultCode.TRAP)]


def test_the_nearest_known_key_is_suggested() -> None:
    (fault,) = found_in([("shared_country = false", "shared_contry = false")])

    assert fault.sentence == "no such key exists here (did you mean 'shared_country'?)"


@pytest.mark.parametrize("weight", ["35", '"35"', '"35.00"'])
def test_weights_may_be_written_in_any_exact_way(weight: str) -> None:
    assert found_in([("weight = 35", f"weight = {weight}")]) == []


def test_the_fund_may_be_spent_to_the_last_unit() -> None:
    assert found_in([("fund = 500000000", "fund = 494700000")]) == []


@pytest.mark.parametrize("quorum", ['quorum = "1/1"\nquorum_is_strict = false', 'quorum = "0.5"'])
def test_quorums_that_can_be_met(quorum: str) -> None:
    assert found_in([('quorum = "2/3"', quorum)]) == []


@pytest.mark.parametrize(
    "pair",
    [("most_per_reviewer = 16", "most_per_reviewer = 1"), ('records = ["ranking"]\n', "")],
)
def test_a_calibrated_order_that_never_comes_about(pair: tuple[str, str]) -> None:
    ordered = ("lowest = 1\n", 'lowest = 1\nordered_by = "calibrated"\n')

    assert FaultCode.NEVER_CALIBRATED in {fault.code for fault in found_in([ordered, pair])}
    assert found_in([ordered]) == []


def test_all_faults_are_found_in_one_run() -> None:
    """Faults of reading do not hide faults of meaning, however many there are of each."""
    alone = [
        (code, place, pairs)
        for code, place, pairs in DEFECTS
        if code
        not in {
            FaultCode.NOT_TOML, FaultCode.UNKNOWN_REFERENCE, FaultCode.FIELD_TYPE,
            FaultCode.OUT_OF_RANGE, FaultCode.MISSING_TRANSLATION, FaultCode.BALLOT_MISSING,
            FaultCode.TOO_LARGE, FaultCode.TRAP, FaultCode.DUPLICATE_KEY,
            FaultCode.AUTOMATIC_CIRCLE, FaultCode.DEADLINE_OVERLAP, FaultCode.ROUND_MISSING,
            FaultCode.ROUND_IDLE, FaultCode.ROUND_TOO_SMALL, FaultCode.SHORTLIST_EMPTY,
            FaultCode.BLIND_IDLE, FaultCode.BLIND_LATE,
        }
    ]  # fmt: skip
    pairs = [
        pair for _, _, some in alone for pair in some if "{" not in pair[1] or "大" not in pair[1]
    ]

    found = {(fault.place, fault.code) for fault in found_in(pairs)}

    expected = {(place, code) for code, place, _ in alone}
    assert expected - found == {("themes.big-data.label.zh", FaultCode.PLACEHOLDER_MISMATCH)}


def test_the_command_names_them_with_their_lines(tmp_path: Path) -> None:

    path = tmp_path / "plan.toml"
    path.write_text(changed(("weight = 35", "weight = 30"), ('by = ["system"]', "by = []")))

    outcome = run(check.COMMAND, str(path))

    lines = path.read_text().split("\n")
    nobody = next(n for n, line in enumerate(lines, 1) if line == "by = []")
    weights = lines.index("[rubrics.individual.criteria.cooperation]") + 1
    assert outcome.status is Status.DOES_NOT_HOLD
    assert outcome.text.split("\n") == [
        f"{path}:{weights}: rubrics.individual.criteria: weights: weights make 95, not 100",
        f"{path}:{nobody}: {ACTIONS}.lapse.by: nobody-may: no role may take this action",
    ]
