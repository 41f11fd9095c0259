"""Words for what the leak check found, and the plan's ways to send a nomination back."""

from __future__ import annotations

from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.leaks.queries import Found
from workflows.leaks import Hint, Variant, Whose
from workflows.plan.blinding import Subject
from workflows.plan.evaluation import Action, Role, Trait

SUBJECTS = {
    Subject.NOMINEE: "the nominee",
    Subject.NOMINATOR: "the nominator",
    Subject.INSTITUTION: "the institution",
    Subject.COUNTRY: "the country",
    Whose.REVIEWER: "a reviewer",
    Whose.MEMBER: "a member of the committee",
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
    Role.REVIEWER: "reviewers",
    Role.COMMITTEE: "committee",
    Role.CHAIR: "chair and deputy",
    Role.BOARD: "board",
    Role.OBSERVER: "observers",
    Role.NOMINATOR: "the nominator",
}


READERS = {
    Role.REVIEWER: "the other reviewers",
    Role.COMMITTEE: "the committee",
    Role.CHAIR: "the chair",
    Role.BOARD: "the board",
    Role.OBSERVER: "observers",
    Role.NOMINATOR: "the nominator",
}
"""The same people, to somebody who writes for them."""


def found_line(found: Found) -> str:
    """What was found, of whom, how often, and who would read it."""
    leak = found.leak
    often = f", {leak.times} times" if leak.times > 1 else ""
    whom = ", ".join(words for role, words in WHOM.items() if role in found.whom)
    return f"{VARIANTS[leak.variant]} of {SUBJECTS[leak.subject]}{often}; hidden from {whom}"


def hint_line(hint: Hint, *, is_own: bool) -> str:
    """For the writer: which name stands there, and who reads it that should not know it."""
    whom = _listed([words for role, words in READERS.items() if role in hint.whom])
    name = hint.leak.found
    if is_own:
        return (
            f"This names you (“{name}”). To {whom} you are known by an alias only: leave the name "
            "out unless you mean them to know."
        )
    whose = SUBJECTS[hint.leak.subject]
    return (
        f"“{name}” may give away {whose}, whom {whom} should not know. Leave it out, or write "
        f"“{whose}” instead."
    )


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


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
