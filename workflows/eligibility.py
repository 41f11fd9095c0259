"""Entry conditions applied to one nomination: a verdict each, with the evidence for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from workflows.conditions import Case, Established, Evidence, Input, Source, Verdict, evaluate
from workflows.plan.forms import Words
from workflows.plan.model import Plan

ESTABLISHED: Final = "established"
"""The rule by which the secretariat's own evidence stands among that of the conditions."""


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


def findings(
    plan: Plan, category: str, case: Case, only: Set[str] | None = None
) -> tuple[Finding, ...]:
    """One finding per entry condition of the category, in the plan's order, or for `only` some.

    Where a condition is not known and the secretariat established it, its evidence decides. It
    never overturns what the conditions know by themselves: that is what an override is for.
    """
    found = []
    for key in plan.categories[category].conditions:
        if only is not None and key not in only:
            continue
        condition = plan.conditions[key]
        verdict, evidence = evaluate(condition.rule, case)
        settled = case.established.get(key)
        if verdict is Verdict.UNKNOWN and settled and settled.settles == fingerprint(evidence):
            evidence = (*evidence, _established(settled))
            verdict = evidence[-1].verdict
        found.append(Finding(key, condition.label, condition.clause, verdict, evidence))
    return tuple(found)


def fingerprint(evidence: Sequence[Evidence]) -> str:
    """SHA-256 of what a verdict rests on: another answer or line of a register changes it."""
    said = [as_json(one) for one in evidence]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def as_json(evidence: Evidence) -> dict[str, Any]:
    """Evidence as it is stored; an input is a list of name, value and source."""
    return {
        "rule": evidence.rule,
        "verdict": evidence.verdict.value,
        "facts": dict(evidence.facts),
        "inputs": [[i.name, i.value, str(i.source)] for i in evidence.inputs],
    }


def from_json(stored: Mapping[str, Any]) -> Evidence:
    """Evidence as it was stored, by this release or an earlier one."""
    return Evidence(
        stored["rule"],
        Verdict(stored["verdict"]),
        stored["facts"],
        tuple(Input(*one) for one in stored["inputs"]),
    )


def is_established(finding: Finding) -> bool:
    """Whether the secretariat's evidence decided this finding."""
    return bool(finding.evidence) and finding.evidence[-1].rule == ESTABLISHED


def _established(settled: Established) -> Evidence:
    told = [Input("evidence", settled.evidence, Source.SECRETARIAT)]
    if settled.document:
        told.append(Input("document", settled.document, Source.SECRETARIAT))
    return Evidence(
        ESTABLISHED,
        Verdict.HOLDS if settled.holds else Verdict.FAILS,
        {"by": settled.by, "on": settled.on.isoformat()},
        tuple(told),
    )


def verdict_of(found: tuple[Finding, ...]) -> Verdict:
    """Eligible (holds), not eligible, or not known yet: all conditions together."""
    return joined({finding.verdict for finding in found})


def joined(verdicts: Set[Verdict]) -> Verdict:
    """The verdict of conditions that all have to hold."""
    if Verdict.FAILS in verdicts:
        return Verdict.FAILS
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.HOLDS


def verdicts(found: tuple[Finding, ...]) -> Mapping[str, Verdict]:
    """Condition key -> verdict, as guards want them."""
    return {finding.condition: finding.verdict for finding in found}
