"""Entry conditions applied to one nomination: a verdict each, with the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.conditions import Case, Evidence, Verdict, evaluate
from workflows.plan.forms import Words
from workflows.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Finding:
    """What one entry condition says of one nomination, and what it rests on."""

    condition: str
    label: Words
    clause: str
    verdict: Verdict
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """A condition whose verdict differs; None where it was not asked before, or no longer is."""

    condition: str
    before: Verdict | None
    after: Verdict | None


def changed_verdicts(
    before: Mapping[str, Verdict], after: Mapping[str, Verdict]
) -> tuple[ChangedVerdict, ...]:
    """What differs between two sets of verdicts, by condition: those of today first, in order."""
    conditions = [*after, *(key for key in before if key not in after)]
    return tuple(
        ChangedVerdict(key, before.get(key), after.get(key))
        for key in conditions
        if before.get(key) != after.get(key)
    )


def findings(plan: Plan, category: str, case: Case) -> tuple[Finding, ...]:
    """One finding per entry condition of the category, in the plan's order."""
    found = []
    for key in plan.categories[category].conditions:
        condition = plan.conditions[key]
        verdict, evidence = evaluate(condition.rule, case)
        found.append(Finding(key, condition.label, condition.clause, verdict, evidence))
    return tuple(found)


def verdict_of(found: tuple[Finding, ...]) -> Verdict:
    """Eligible (holds), not eligible, or not known yet: all conditions together."""
    verdicts = {finding.verdict for finding in found}
    if Verdict.FAILS in verdicts:
        return Verdict.FAILS
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.HOLDS


def verdicts(found: tuple[Finding, ...]) -> Mapping[str, Verdict]:
    """Condition key -> verdict, as guards want them."""
    return {finding.condition: finding.verdict for finding in found}
