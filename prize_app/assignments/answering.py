"""Putting a question to the engine, and what would stand if its answer were confirmed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from prize_app.assignments.asking import Question
from prize_app.assignments.conflicts import Pair
from workflows import assignment as engine
from workflows.errors import Refusal, RuleBroken


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer; `after` are the pairs that would stand, all together.

    `is_asked` is false where nobody lacked anything: then nothing was sought, and all stays.
    """

    question: Question
    answer: engine.Proposal
    after: Set[Pair]
    is_asked: bool

    @property
    def is_possible(self) -> bool:
        """Whether nobody lacks anything afterwards."""
        return not self.is_asked or self.is_found

    @property
    def is_found(self) -> bool:
        """Whether an assignment was sought and found."""
        return self.answer.proof is not None and self.answer.blocking is None


def answered(question: Question) -> Answered:
    """Ask for the best assignment of what still lacks reviewers, with as few changes as possible.

    Raises:
        RuleBroken: the proof of what was found does not hold; nothing is shown then.
    """
    if not _is_asked(question):
        nothing = engine.Proposal(engine.Status.OPTIMAL)
        return Answered(question, nothing, question.present, is_asked=False)
    outlook = engine.what_if(question.instance)
    if outlook.flaws:
        raise RuleBroken([Refusal("proof_fails")])
    found = Answered(question, outlook.proposal, question.present, is_asked=True)
    if not found.is_found:
        return found
    after = {(UUID(n), UUID(r)) for n, r in outlook.proposal.assignment}
    return Answered(question, outlook.proposal, after, is_asked=True)


def _is_asked(question: Question) -> bool:
    """Whether somebody lacks something."""
    pool, only = question.pool, question.only
    wanted = [only] if only is not None else list(pool.nominations)
    missing = any(pool.present(n) < question.settings.reviews for n in wanted)
    have = {(str(n), str(r)) for n, r in question.present}
    return missing or not question.instance.locked <= have
