"""Who must have signed before an edition goes over to another plan."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.errors import Refusal
from workflows.plan.evaluation import Role

SIGNATURES: Final = 2
"""Persons; the four eyes that the house asks of everything that cannot be taken back."""


class DraftState(StrEnum):
    """Where a draft of a plan is on its way."""

    WRITING = "writing"
    PROPOSED = "proposed"
    TAKEN = "taken"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody's name under exactly this content, with the roles that the person has now."""

    person: str
    roles: Set[Role]


def refusals_to_take(signatures: Sequence[Signature]) -> tuple[Refusal, ...]:
    """What is still missing: two persons, and one of them of the secretariat.

    Chair and deputy may lend one of the two names, but not both: the plan is the secretariat's.
    """
    refusals = []
    people = {s.person for s in signatures}
    if len(people) < SIGNATURES:
        missing = SIGNATURES - len(people)
        refusals.append(Refusal("signatures_missing", {"missing": missing, "need": SIGNATURES}))
    if signatures and not any(Role.SECRETARIAT in s.roles for s in signatures):
        refusals.append(Refusal("secretariat_must_sign"))
    return tuple(refusals)
