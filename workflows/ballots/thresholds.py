"""Approval of each name on its own: shares of the votes cast, and whether they are enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workflows.errors import UnusableInput


class Answer(StrEnum):
    """What a voter says to one name. A recused voter gives no answer at all."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class ApprovalBallot:
    """One voter's answers; names the voter was recused from are absent."""

    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class ApprovalProfile:
    """All approval ballots of one vote.

    Raises:
        UnusableInput: a repeated candidate, or an answer about someone who is none.
    """

    candidates: tuple[str, ...]
    ballots: tuple[ApprovalBallot, ...]

    def __post_init__(self) -> None:
        """Refuse what would be counted for nobody or twice."""
        for name, times in Counter(self.candidates).items():
            if times > 1:
                raise UnusableInput("candidates", f"{name!r} is named {times} times")
        for number, ballot in enumerate(self.ballots):
            for name in sorted(set(ballot.answers) - set(self.candidates)):
                raise UnusableInput(f"ballots[{number}]", f"{name!r} is not among the candidates")


@dataclass(frozen=True, slots=True)
class ItemCount:
    """The count for one name: yes votes, yes and no votes together, and abstentions."""

    approvals: int
    votes_cast: int
    abstentions: int


def approval_shares(profile: ApprovalProfile) -> dict[str, ItemCount]:
    """Count every name on its own, in the order of the candidates.

    Abstentions are not votes cast, and recused voters are in none of the three numbers.
    """
    return {name: _count(name, profile.ballots) for name in profile.candidates}


def meets_threshold(item: ItemCount, threshold: Fraction) -> bool:
    """Whether approvals reach the threshold, a fraction of the votes cast in (0, 1].

    2/3 means at least two thirds. Nothing is met while no vote is cast.

    Raises:
        ValueError: a threshold outside its range; the plan's check should have refused it.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold {threshold} is not in (0, 1]")
    return item.votes_cast > 0 and item.approvals >= threshold * item.votes_cast


def _count(name: str, ballots: tuple[ApprovalBallot, ...]) -> ItemCount:
    answers = Counter(ballot.answers[name] for ballot in ballots if name in ballot.answers)
    yes, no = answers[Answer.YES], answers[Answer.NO]
    return ItemCount(approvals=yes, votes_cast=yes + no, abstentions=answers[Answer.ABSTAIN])
