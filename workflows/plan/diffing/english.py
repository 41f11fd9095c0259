"""What a plan's keys and rules are called in English."""

from __future__ import annotations

from typing import Final

from workflows.plan.diffing.english_kinds import PARAMETERS

CHANGES: Final = {
    "changed": "{what} {old} → {new}",
    "reworded": "{what} in {language} {old} → {new}",
    "added": "{what} added: {new}",
    "removed": "{what} removed: {old}",
    "reordered": "order of “{what}” {old} → {new}",
}
CLAUSE: Final = " ({clause})"
COLON: Final = ": "
COMMA: Final = ", "
STEPS: Final = ", "
SPACE: Final = " "
UNCHANGED: Final = "The plans say the same."
HEADLINE: Final = "Texts in {language}"
COUNTED: Final = "{number:change|changes}, {texts} of them in texts"
LANGUAGES: Final = {"en": "English", "zh": "Chinese", "fr": "French", "es": "Spanish"}
PLAIN: Final = {None: "none", True: "yes", False: "no"}
PERCENT: Final = "{number} %"
AT_LEAST: Final = "at least {part}"
MORE_THAN: Final = "more than {part}"
ALL: Final = "all"
NOT: Final = "not: {rule}"
JOINS: Final = {"all": "; and ", "any": "; or "}
BRACKETS: Final = "({rule})"
BRACKETS_AFTER: Final = " ({detail})"
WAY: Final = "from {from} to {to}"
ONLY_ONE: Final = frozenset({
    "all", "Plan.prize", "Plan.reviewing", "Plan.incentives",
})  # fmt: skip

WHAT: Final = {
    "all": "all categories",
    "Plan.prize": "the prize",
    "Plan.themes": "theme",
    "Plan.calendar": "deadline",
    "Plan.forms": "form",
    "Plan.conditions": "entry condition",
    "Plan.rubrics": "rubric",
    "Plan.panels": "panel",
    "Plan.reviewing": "reviewing",
    "Plan.workflows": "workflow",
    "Plan.categories": "category",
    "Plan.incentives": "money",
    "Plan.certificates": "signature on certificates",
    "Plan.proposals": "value to confirm",
    "Plan.translations": "translation looked through",
    "Prize.name": "full name",
    "Prize.short_name": "short name",
    "Prize.giver": "giver",
    "Prize.purpose": "purpose",
    "Prize.code": "code of serials",
    "Prize.year": "year",
    "Prize.edition": "name of the edition",
    "Prize.languages": "languages",
    "Prize.zone": "time zone",
    "Prize.currency": "currency",
    "Theme.label": "name",
    "Deadline.label": "name",
    "Deadline.at": "date",
    "Deadline.grace_minutes": "minutes of grace",
    "Deadline.after": "deadline that must come before",
    "Deadline.at_least_days": "fewest days after the deadline before",
    "Deadline.at_most_days": "most days after the deadline before",
    "Form.label": "name",
    "Form.sections": "section",
    "Section.label": "heading",
    "Section.fields": "question",
    "Field.label": "question",
    "Field.kind": "kind of answer",
    "Field.hint": "help",
    "Field.required": "must be answered",
    "Field.max_words": "most words",
    "Field.max_length": "most characters",
    "Field.minimum": "smallest number",
    "Field.maximum": "largest number",
    "Field.options": "answer",
    "Field.columns": "column",
    "Field.means": "meaning to the engine",
    "Field.hidden_from_reviewers": "hidden from reviewers",
    "Option.label": "name",
    "Column.label": "heading",
    "Column.kind": "kind of answer",
    "Column.required": "must be filled",
    "EntryCondition.label": "name",
    "EntryCondition.clause": "clause",
    "EntryCondition.rule": "entry condition",
    "Rubric.label": "name",
    "Rubric.lowest": "fewest points",
    "Rubric.highest": "most points",
    "Rubric.may_abstain": "reviewers may abstain",
    "Rubric.criteria": "criterion",
    "Criterion.label": "name",
    "Criterion.question": "question",
    "Criterion.weight": "weight",
    "Criterion.anchors": "meaning of points",
    "Criterion.judged_from": "question it is judged from",
    "Anchor.means": "words",
    "Panel.label": "name",
    "Panel.members": "members",
    "Panel.ballots": "ballot",
    "Panel.most_recusals": "most recusals with which it decides",
    "BallotSpec.label": "name",
    "BallotSpec.rule": "way of counting",
    "BallotSpec.quorum": "quorum",
    "BallotSpec.threshold": "threshold",
    "BallotSpec.places": "places",
    "BallotSpec.least_votes": "fewest members who must vote",
    "BallotSpec.tie_break": "tie-breaks in their order",
    "Reviewing.reviews_per_nomination": "reviews of each nomination",
    "Reviewing.most_per_reviewer": "most nominations of one reviewer",
    "Reviewing.shared_institution": "reviewers of the same institution refused",
    "Reviewing.shared_country": "reviewers of the same country refused",
    "Reviewing.hides_nominator": "nominator hidden from reviewers",
    "Workflow.label": "name",
    "Workflow.initial": "first stage",
    "Workflow.stages": "stage",
    "Workflow.actions": "action",
    "Stage.label": "name",
    "Stage.public_label": "name for the nominator",
    "Stage.final": "is an end",
    "Stage.traits": "trait",
    "Stage.ballot": "ballot held here",
    "Stage.frees_quota": "frees the nominator's quota",
    "Stage.due": "due with",
    "Stage.tone": "tone",
    "Stage.on_strip": "shown on the strip of the way",
    "Action.label": "name",
    "Action.from": "stage it starts from",
    "Action.to": "leads to",
    "Action.by": "role that may take it",
    "Action.guards": "guard",
    "Action.asks": "thing asked for",
    "Action.records": "record",
    "Action.extraordinary": "may lead out of an end",
    "Action.collective": "taken for a whole category at once",
    "Action.seconded": "needs a second person",
    "Action.notifies": "recipient of a letter",
    "Action.explanation": "explanation",
    "Category.number": "number",
    "Category.name": "name",
    "Category.kind": "who can receive it",
    "Category.honours": "what it honours",
    "Category.form": "form",
    "Category.conditions": "entry condition",
    "Category.rubric": "rubric",
    "Category.panel": "panel",
    "Category.workflow": "workflow",
    "Category.minimum_field": "fewest nominations for a decision",
    "Award.awards": "number of awards",
    "Award.shared_by_at_most": "most laureates that share an award",
    "Award.amount": "amount",
    "Award.reserve": "names in reserve",
    "Award.splits": "division among laureates",
    "Split.shares": "shares",
    "Incentives.fund": "fund",
    "Incentives.medal": "medal and certificate of one laureate",
    "Incentives.activities": "activities",
    "Incentives.reserve": "kept back",
    "Office.role": "office",
    "Office.name": "holder",
    "Proposal.at": "place of the value",
    "Proposal.range_seen": "range seen elsewhere",
    "Confirmation.at": "place of the text",
    "Confirmation.leading": "mark of the leading text",
    **PARAMETERS,
}
