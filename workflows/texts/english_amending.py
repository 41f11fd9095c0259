"""What going over to another plan is told in, in English."""

from __future__ import annotations

from typing import Final

from workflows.plan.evaluation import Trait

PARTS: Final = {
    "calendar": "Calendar",
    "conditions": "Entry conditions",
    "workflows": "Procedure",
    "rubrics": "Rubrics",
    "rounds": "Rounds of review",
    "reviewing": "Reviewing",
    "blindness": "Blindness",
    "conflicts": "Conflicts of interest",
    "panels": "Committee and ballots",
    "categories": "Categories",
    "forms": "Forms",
    "incentives": "Money",
    "prize": "The prize",
    "themes": "Research themes",
    "certificates": "Certificates",
    "terms": "Terms",
    "proposals": "Values to confirm",
    "translations": "Translations looked through",
}

TRAITS: Final = {
    Trait.EDITABLE: "the nominator may write",
    Trait.SCREENING: "is being screened",
    Trait.ASSIGNABLE: "reviewers can be assigned",
    Trait.REVIEWING: "reviews are written",
    Trait.RANKED: "has a place in the ranking",
    Trait.IN_THE_RUNNING: "is in the running",
    Trait.RESERVE: "is a reserve",
    Trait.DECIDED: "is decided",
    Trait.ANNOUNCED: "is announced",
    Trait.KEPT: "is kept for the next edition",
    Trait.HONOURED: "is honoured",
    Trait.DISCUSSING: "reviewers discuss",
    Trait.REVISABLE: "reviews that are in can be changed",
}
COMMA: Final = ", "
NOTHING: Final = "nothing"
REVIEWS: Final = "Reviews"

LANDING: Final = {
    "category-gone": "{category}: nominations stand in this category, so it cannot be taken out of "
    "the plan.",
    "unmapped": "“{stage}”: nominations stand here, and the new plan does not have this stage. "
    "Say where they go.",
    "other-workflow": "{category}, “{stage}”: the category gets another procedure. Say where its "
    "nominations go, stage by stage.",
    "unknown-target": "“{stage}”: the new plan has no stage “{target}”. Choose another one.",
    "needless": "“{stage}”: nothing has to be said about this stage; its nominations stay where "
    "they are.",
    "out-of-an-end": "“{stage}” → “{target}”: here the procedure has ended; a mapping cannot take "
    "it up again.",
    "into-an-end": "“{stage}” → “{target}”: this would end the procedure for nominations on which "
    "nobody has decided.",
    "into-a-trap": "“{stage}” → “{target}”: from there no action leads to an end.",
    "past-a-decision": "“{stage}” → “{target}”: this decides for somebody. It gives: {gained}; "
    "it takes: {lost}.",
}

CONSEQUENCES: Final = {
    "open-ballot": "{category}: the vote “{ballot}” is open, and its rule would change. Close and "
    "count it first.",
    "ballot-gone": "{category}: the vote “{ballot}” was held here. It has to stay in the plan, so "
    "that its count can be read.",
    "other-scale": "Rubric “{rubric}”: reviews are in, on a scale or on questions that the new "
    "rubric does not have. Their points could not be read any more.",
    "number-taken": "{category}: references of nominations are made of its number; it cannot get "
    "another one.",
    "counted-ballot": "{category}: the vote “{ballot}” has been counted, and its rule changes. The "
    "count stays as it was made; votes held from now on follow the new rule.",
    "reviewed-rubric": "Rubric “{rubric}”: reviews are in, and criteria or weights change. The "
    "reviews stay as they are: what they do not score counts as abstained.",
    "decided-award": "{category}: the committee has decided on a nomination, and what the award "
    "gives changes.",
    "deadline-closes": "“{deadline}” would be {new}, which has passed: whoever still has time "
    "loses it at once.",
    "deadline-reopens": "“{deadline}” was {old} and has passed. It opens again, until {new}, also "
    "for those who kept the first date.",
    "deadline-rewritten": "“{deadline}” has passed, on {old}. The plan would say that it was "
    "{new}.",
    "deadline-moves": "“{deadline}” moves from {old} to {new}.",
    "begun-reviews": "Rubric “{rubric}”: reviews are being written. Reviewers find the new "
    "criteria when they open the page again.",
    "round-under-way": "{category}, “{round}”: this round of review is under way and work in it "
    "has been written. It has to stay in the plan until it is frozen, or what is written would "
    "count for nothing.",
    "round-left-behind": "{category}, “{round}”: this round of review goes out of the plan. What "
    "was written and frozen in it stays on record, and counts for nothing from now on.",
    "round-given-out": "{category}, “{round}”: nominations were given out in this round, and it "
    "goes out of the plan. These assignments end; nobody has written anything yet.",
    "round-other-method": "{category}, “{round}”: reviewers have begun to judge, and the way they "
    "do it would change. Points, orders and answers to pairs cannot be turned into each other. "
    "Freeze the round first.",
    "round-method-since": "{category}, “{round}”: this round is frozen, and the way of judging "
    "changes. Its ranking stays as it was made.",
    "round-other-people": "{category}, “{round}”: other people are asked to review. Whoever was "
    "given a nomination keeps it until it is taken away.",
    "round-rule-afterwards": "{category}, “{round}”: the ranking is frozen, and the rule that says "
    "who goes on changes. Whoever stands before that step is picked by the new rule.",
}
"""Without figures: a count would tell of nominations that a reader may be recused from."""
