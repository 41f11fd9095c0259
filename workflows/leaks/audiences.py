"""Who must not know what, and which answers they read all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.blindness import sight
from workflows.plan.blinding import Blinded, Subject
from workflows.plan.evaluation import Workflow
from workflows.plan.forms import Form
from workflows.plan.model import Plan
from workflows.policy import Permission, Standing, allowed


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers who are hidden some names, and the questions whose answers they do not read."""

    whom: frozenset[Blinded]
    hidden: frozenset[Subject]
    closed_fields: frozenset[str]


def audiences_of(plan: Plan, workflow: Workflow, forms: Iterable[Form]) -> tuple[Audience, ...]:
    """Everybody from whom something is hidden in some stage where they read nominations."""
    asked = tuple(forms)
    found: dict[tuple[frozenset[Subject], frozenset[str]], set[Blinded]] = {}
    for blinded in Blinded:
        for stage in workflow.stages.values():
            standing = Standing(blinded.roles, handed_in=True, traits=frozenset(stage.traits))
            if allowed(Permission.NOMINATION_READ, standing):
                seen = sight(plan, standing, asked)
                if seen.hidden:
                    found.setdefault((seen.hidden, seen.closed_fields), set()).add(blinded)
    return tuple(
        Audience(frozenset(whom), hidden, closed) for (hidden, closed), whom in found.items()
    )
