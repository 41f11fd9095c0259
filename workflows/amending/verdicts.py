"""What another plan makes of the same nominations: verdicts before and after, and each reason."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from workflows.conditions import Evidence, Verdict
from workflows.eligibility import Finding, verdict_of
from workflows.plan.forms import Words
from workflows.plan.model import Plan

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class AmendedFinding:
    """One entry condition that says something else than before.

    `before` or `after` is None where the plan did not, or does not any more, ask the condition.
    `evidence` is that of the plan that asks it last.
    """

    condition: str
    label: Words
    clause: str
    before: Verdict | None
    after: Verdict | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AmendedVerdict:
    """What an amendment changes for one nomination: all conditions together, and each changed."""

    before: Verdict
    after: Verdict
    findings: tuple[AmendedFinding, ...]

    @property
    def turns(self) -> bool:
        """Whether the verdict itself is another one, not only a condition under it."""
        return self.before is not self.after


def changed_conditions(old: Plan, new: Plan, category: str) -> frozenset[str]:
    """Conditions that one of the plans alone asks in a category, or asks by another rule.

    About the same case all others say the same, so that nobody has to ask them twice.
    """
    before = set(old.categories[category].conditions)
    after = set(new.categories[category].conditions)
    ruled = {key for key in before & after if old.conditions[key].rule != new.conditions[key].rule}
    return frozenset(ruled | (before ^ after))


def amended_verdicts(
    before: Mapping[Key, tuple[Finding, ...]], after: Mapping[Key, tuple[Finding, ...]]
) -> Mapping[Key, AmendedVerdict]:
    """Nomination -> what changes, for those for which some condition says something else.

    A condition that came or went counts as one that holds: nobody wants to read of every
    nomination that it meets a condition which is new. Linear in the number of findings.
    """
    changed = {}
    for key, new in after.items():
        old = before.get(key, ())
        found = _amended_findings(old, new)
        if found:
            changed[key] = AmendedVerdict(verdict_of(old), verdict_of(new), found)
    return changed


def _amended_findings(
    old: tuple[Finding, ...], new: tuple[Finding, ...]
) -> tuple[AmendedFinding, ...]:
    was = {finding.condition: finding for finding in old}
    has = {finding.condition: finding for finding in new}
    changed = []
    for key, told in {**was, **has}.items():
        one, two = was.get(key), has.get(key)
        verdicts = one.verdict if one else None, two.verdict if two else None
        if (verdicts[0] or Verdict.HOLDS) is not (verdicts[1] or Verdict.HOLDS):
            changed.append(AmendedFinding(key, told.label, told.clause, *verdicts, told.evidence))
    return tuple(changed)
