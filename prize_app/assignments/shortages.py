"""Why there is no assignment, as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prize_app.assignments.answering import Answered
from prize_app.assignments.explaining import named, quota_words, shortage_words
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from workflows.assignment import Status

UNDECIDED: Final = (
    "No assignment was found, and it could not be shown that there is none. Ask less, or assign "
    "some by hand."
)


@dataclass(frozen=True, slots=True)
class Shortage:
    """The smallest set of nominations and reviewers that stands in the way, and how."""

    nominations: Sequence[Nomination]
    reviewers: Sequence[Person]
    why: str
    words: str
    needed: int | None
    available: int | None


def shortage_of(found: Answered) -> Shortage | None:
    """What stands in the way, or that nothing was found; None where there is an assignment."""
    blocking, question = found.answer.blocking, found.question
    if blocking is None:
        if found.answer.status is not Status.UNDECIDED:
            return None
        return Shortage([], [], "undecided", UNDECIDED, None, None)
    rules = list(dict.fromkeys(quota_words(question, rule) for _, rule in blocking.rules))
    return Shortage(
        named(blocking.nominations, question.pool.nominations),
        named(blocking.reviewers, question.people),
        str(blocking.why),
        shortage_words(str(blocking.why), blocking.facts, rules),
        blocking.facts.get("needed"),
        blocking.facts.get("available"),
    )
