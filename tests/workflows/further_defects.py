"""Further defects: other ways into a fault that is provoked already."""

from __future__ import annotations

from tests.workflows.seeded_defects import (
    ACTIONS,
    BALLOTS,
    FIELDS,
    LAPSE_RETURNED,
    STAGES,
    Pairs,
)
from workflows.plan.faults import FaultCode

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
