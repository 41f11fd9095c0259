"""Defects to be seeded into the plan we ship: one at least for each code of a fault."""

from __future__ import annotations

from workflows.plan.faults import FaultCode

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
