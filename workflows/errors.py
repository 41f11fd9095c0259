"""Everything the engine can say no with.

PrizeError
+-- NotAllowed          this actor may not do this                     -> 403
+-- TermsOutstanding    not before the plan's terms are accepted       -> 403
+-- NotFound            no such thing, or not for these eyes           -> 404
+-- WrongStage          the nomination is not where this action starts -> 409
+-- RuleBroken          a guard or an entry condition is not met       -> 422
+-- PlanFaulty          a plan document has faults, all of them listed
+-- UnusableInput       a file handed to the command line cannot be read
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.plan.faults import Fault

Fact = str | int


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason for a no: a stable code for programs, facts for the sentence."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


class PrizeError(Exception):
    """A no that has reasons; never a bug."""

    code = "prize_error"

    def __init__(self, refusals: Iterable[Refusal] = ()) -> None:
        self.refusals: tuple[Refusal, ...] = tuple(refusals)
        super().__init__(", ".join(refusal.code for refusal in self.refusals) or self.code)


class NotAllowed(PrizeError):
    """This actor may not do this, whatever the stage."""

    code = "not_allowed"


class TermsOutstanding(PrizeError):
    """The actor's role gives this once the plan's terms are accepted, and not before."""

    code = "terms_outstanding"


class NotFound(PrizeError):
    """There is no such thing, or not for these eyes: the two are not told apart."""

    code = "not_found"


class WrongStage(PrizeError):
    """The nomination has moved on, or has not come this far yet."""

    code = "wrong_stage"


class RuleBroken(PrizeError):
    """The actor may, the stage is right, but a guard or a rule says no."""

    code = "rule_broken"


class PlanFaulty(PrizeError):
    """A plan document does not hold; `faults` lists everything that is wrong with it."""

    code = "plan_faulty"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__()
        self.faults = faults


class UnusableInput(PrizeError):
    """A file cannot be understood: where in it, and what is wrong there."""

    code = "unusable_input"

    def __init__(self, place: str, message: str) -> None:
        super().__init__()
        self.place = place
        self.message = message

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
