"""Who must not know what, and which answers or words they read all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.blindness import Sight, sight
from workflows.leaks.needles import Veiled, Whose
from workflows.plan.blinding import Known
from workflows.plan.evaluation import Role, Workflow
from workflows.plan.forms import Form
from workflows.plan.model import Plan
from workflows.policy import Permission, Standing, allowed

READERS: Final[Mapping[Role, frozenset[Role]]] = {
    Role.REVIEWER: frozenset({Role.REVIEWER}),
    Role.COMMITTEE: frozenset({Role.COMMITTEE}),
    Role.CHAIR: frozenset({Role.CHAIR, Role.DEPUTY}),
    Role.BOARD: frozenset({Role.BOARD}),
    Role.OBSERVER: frozenset({Role.OBSERVER}),
}
"""Everybody from whom something can be hidden, and the roles they read with."""


class Written(StrEnum):
    """What people write in the course of the procedure, by who reads it."""

    REVIEW = "review"
    REMARK = "remark"
    REASON = "reason"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers who are hidden some names, and the questions whose answers they do not read."""

    whom: frozenset[Role]
    hidden: frozenset[Veiled]
    closed_fields: frozenset[str] = frozenset()


def audiences_of(plan: Plan, workflow: Workflow, forms: Iterable[Form]) -> tuple[Audience, ...]:
    """Everybody from whom something is hidden in some stage where they read nominations."""
    asked = tuple(forms)
    found: dict[tuple[frozenset[Veiled], frozenset[str]], set[Role]] = {}
    for reader, standing in _standings(workflow):
        if allowed(Permission.NOMINATION_READ, standing):
            seen = sight(plan, standing, asked)
            if seen.hidden:
                found.setdefault((seen.hidden, seen.closed_fields), set()).add(reader)
    return tuple(
        Audience(frozenset(whom), hidden, closed) for (hidden, closed), whom in found.items()
    )


def audiences_of_words(plan: Plan, workflow: Workflow, written: Written) -> tuple[Audience, ...]:
    """Everybody who reads what is written in some stage and must not know some name there.

    A nominator, to whom a message goes, is never told who reviews.
    """
    if written is Written.MESSAGE:
        return (Audience(frozenset({Role.NOMINATOR}), frozenset({Whose.REVIEWER})),)
    found: dict[frozenset[Veiled], set[Role]] = {}
    for reader, standing in _standings(workflow):
        seen = sight(plan, standing)
        hidden = hidden_people(seen) | seen.hidden
        if hidden and _reads(written, reader, standing, seen):
            found.setdefault(hidden, set()).add(reader)
    return tuple(Audience(frozenset(whom), hidden) for hidden, whom in found.items())


def hidden_people(seen: Sight) -> frozenset[Veiled]:
    """Whether reviewers and members of the committee are known otherwise than by name."""
    known = {Whose.REVIEWER: seen.reviewers, Whose.MEMBER: seen.members}
    return frozenset(whose for whose, how in known.items() if how is not Known.OPEN)


def _standings(workflow: Workflow) -> Iterator[tuple[Role, Standing]]:
    for reader, roles in READERS.items():
        for stage in workflow.stages.values():
            traits = frozenset(stage.traits)
            yield reader, Standing(roles, handed_in=True, traits=traits, has_reviewed=True)


def _reads(written: Written, reader: Role, standing: Standing, seen: Sight) -> bool:
    if written is Written.REASON:  # the trail tells outsiders no reasons
        return reader is not Role.REVIEWER and allowed(Permission.NOMINATION_READ, standing)
    if seen.reviewers is Known.HIDDEN:
        return False
    asked = {Permission.DISCUSSION_READ}
    if written is Written.REVIEW:
        asked.add(Permission.REVIEWS_READ)
    return any(allowed(permission, standing) for permission in asked)
