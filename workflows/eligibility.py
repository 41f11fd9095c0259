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
