"""Words for what the leak check found, and the plan's ways to send a nomination back."""

from __future__ import annotations

from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.leaks.queries import Found
from workflows.leaks import Variant
from workflows.plan.blinding import Blinded, Subject
from workflows.plan.evaluation import Action, Role, Trait

SUBJECTS = {
    Subject.NOMINEE: "the nominee",
    Subject.NOMINATOR: "the nominator",
    Subject.INSTITUTION: "the institution",
    Subject.COUNTRY: "the country",
}
VARIANTS = {
    Variant.NAME: "Name",
    Variant.SURNAME: "Surname",
    Variant.INITIALS: "Initials",
    Variant.ORIGINAL: "Name in its own script",
    Variant.EMAIL: "E-mail address",
    Variant.DOMAIN: "Domain of the e-mail address",
    Variant.ACRONYM: "Acronym",
}
WHOM = {
    Blinded.REVIEWER: "reviewers",
    Blinded.COMMITTEE: "committee",
    Blinded.CHAIR: "chair and deputy",
    Blinded.BOARD: "board",
}


def found_line(found: Found) -> str:
    """What was found, of whom, how often, and who would read it."""
    leak = found.leak
    often = f", {leak.times} times" if leak.times > 1 else ""
    whom = ", ".join(words for blinded, words in WHOM.items() if blinded in found.whom)
    return f"{VARIANTS[leak.variant]} of {SUBJECTS[leak.subject]}{often}; hidden from {whom}"


def ways_back(edition: RunningEdition, nomination: Nomination) -> list[Action]:
    """Actions of the secretariat that let the nominator write again."""
    workflow = edition.plan.workflow_of(nomination.category_key)
    return [
        action
        for action in workflow.actions.values()
        if nomination.stage in action.sources
        and Role.SECRETARIAT in action.by
        and Trait.EDITABLE in workflow.stages[action.target].traits
    ]
