"""Findings in words: what each rests on, where that came from, and what would settle it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prize_app.countries import country_name
from prize_app.nominations.facts import Known
from workflows.conditions import Evidence, Verdict
from workflows.eligibility import ESTABLISHED, Finding, is_established
from workflows.phrasing import evidence_sentence, words_in
from workflows.plan.model import Plan
from workflows.telling import Telling, Told

OTHER_LANGUAGE: Final = "zh"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule of a finding: the sentence, the inputs, and what would settle it if it is open."""

    sentence: str
    other_sentence: str
    inputs: Sequence[Told]
    settles: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding in words. `is_established`: the secretariat's evidence decided it."""

    key: str
    label: str
    clause: str
    verdict: Verdict
    reasons: Sequence[Reason]
    is_established: bool

    @property
    def is_open(self) -> bool:
        """Whether somebody has to find out."""
        return self.verdict is Verdict.UNKNOWN

    @property
    def settles(self) -> list[str]:
        """What would settle it, each once."""
        return list(dict.fromkeys(r.settles for r in self.reasons if r.settles))


def judged(plan: Plan, category_key: str, known: Known, language: str = "en") -> list[Judged]:
    """All findings of a nomination in words, in the plan's order."""
    return [judged_one(plan, category_key, finding, language) for finding in known.findings]


def judged_one(plan: Plan, category_key: str, finding: Finding, language: str = "en") -> Judged:
    """One finding in words."""
    telling = Telling(plan, category_key, language, country_name)
    return Judged(
        key=finding.condition,
        label=words_in(finding.label, language),
        clause=finding.clause,
        verdict=finding.verdict,
        reasons=[_reason(telling, evidence) for evidence in finding.evidence],
        is_established=is_established(finding),
    )


def _reason(telling: Telling, evidence: Evidence) -> Reason:
    other = dataclasses.replace(telling, language=OTHER_LANGUAGE)
    is_open = evidence.verdict is Verdict.UNKNOWN and evidence.rule != ESTABLISHED
    return Reason(
        sentence=evidence_sentence(evidence, telling.language, telling.line),
        other_sentence=evidence_sentence(evidence, OTHER_LANGUAGE, other.line),
        inputs=telling.inputs(evidence),
        settles=telling.settles(evidence) if is_open else "",
    )
