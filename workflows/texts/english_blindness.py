"""What is hidden from whom, in English."""

from __future__ import annotations

from typing import Final

from workflows.plan.blinding import Blinded, Known, Subject
from workflows.plan.evaluation import Trait

ALIASES: Final = {"reviewer": "Reviewer {letters}", "member": "Member {letters}"}
COMMA: Final = ", "
LAST: Final = " and "
WHOM: Final = {
    Blinded.REVIEWER: "reviewers",
    Blinded.COMMITTEE: "committee members",
    Blinded.CHAIR: "chair and deputy",
    Blinded.BOARD: "board members",
}
SUBJECTS: Final = {
    Subject.NOMINEE: "the nominee’s name",
    Subject.NOMINATOR: "who nominated",
    Subject.INSTITUTION: "the nominee’s institution",
    Subject.COUNTRY: "the nominee’s country",
}
TRAITS: Final = {
    Trait.EDITABLE: "the form is written",
    Trait.SCREENING: "entry conditions are screened",
    Trait.ASSIGNABLE: "reviewers are assigned",
    Trait.REVIEWING: "reviews are written",
    Trait.DISCUSSING: "reviewers discuss",
    Trait.REVISABLE: "reviews that are in can be changed",
    Trait.RANKED: "the ranking is there",
    Trait.IN_THE_RUNNING: "a nomination is in the running",
    Trait.RESERVE: "a nomination is in reserve",
    Trait.DECIDED: "a decision is there",
    Trait.ANNOUNCED: "the decision is public",
    Trait.HONOURED: "the nominee is a laureate",
    Trait.KEPT: "a nomination is kept for the next edition",
}
ALWAYS: Final = "At every stage"
DURING: Final = "While {stages}"
UNTIL: Final = "Until {stages}"
DURING_UNTIL: Final = "While {during}, until {until}"
OR: Final = " or "
HIDDEN: Final = "{when}, {whom} do not see {things}."
ANSWERS: Final = "the answers to {questions}"
QUESTION: Final = "“{label}”"
REVIEWERS: Final = {
    Known.OPEN: "{when}, {whom} know the reviewers by name.",
    Known.ALIAS: "{when}, {whom} know the reviewers by aliases only, such as “Reviewer C”.",
    Known.HIDDEN: "{when}, {whom} learn neither who the reviewers are nor what they wrote.",
}
MEMBERS: Final = {
    Known.OPEN: "{when}, {whom} know the committee members by name.",
    Known.ALIAS: "{when}, {whom} know the committee members by aliases only.",
    Known.HIDDEN: "{when}, {whom} do not learn which committee member did what.",
}
