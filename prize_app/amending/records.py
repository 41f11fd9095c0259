"""Changed verdicts: as they stay on record, and as rows for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from workflows.amending.verdicts import AmendedVerdict
from workflows.eligibility import as_json, from_json
from workflows.phrasing import evidence_sentence, words_in
from workflows.plan.evaluation import Trait


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """One condition that says something else: verdicts are None where it is not asked."""

    label: str
    clause: str
    before: str | None
    after: str | None
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A nomination whose verdict, or a condition under it, is another one."""

    nomination: Nomination
    award: str
    before: str
    after: str
    conditions: Sequence[ConditionWords]

    @property
    def turns(self) -> bool:
        """Whether the verdict itself changes."""
        return self.before != self.after


def as_stored(changed: AmendedVerdict) -> dict[str, Any]:
    """A changed verdict as it stays on record."""
    return {
        "before": changed.before.value,
        "after": changed.after.value,
        "conditions": [
            {
                "condition": f.condition,
                "label": dict(f.label),
                "clause": f.clause,
                "before": f.before.value if f.before else None,
                "after": f.after.value if f.after else None,
                "evidence": [as_json(e) for e in f.evidence],
            }
            for f in changed.findings
        ],
    }


def verdict_rows(
    edition: RunningEdition,
    verdicts: Mapping[UUID, AmendedVerdict],
    visible: Sequence[Nomination],
    language: str,
) -> list[VerdictRow]:
    """The rows of nominations that the viewer may know of; turned verdicts first."""
    stored = {key: as_stored(changed) for key, changed in verdicts.items()}
    return stored_rows(edition, stored, visible, language)


def stored_rows(
    edition: RunningEdition,
    stored: Mapping[UUID, Mapping[str, Any]],
    visible: Sequence[Nomination],
    language: str,
) -> list[VerdictRow]:
    """Verdicts on record as rows; turned verdicts first, then by reference."""
    rows = [
        VerdictRow(
            n,
            words_in(edition.plan.categories[n.category_key].name, language),
            stored[n.id]["before"],
            stored[n.id]["after"],
            [_condition(told, language) for told in stored[n.id]["conditions"]],
        )
        for n in visible
        if n.id in stored
    ]
    return sorted(rows, key=lambda row: (not row.turns, row.nomination.reference))


def _condition(told: Mapping[str, Any], language: str) -> ConditionWords:
    evidence = [from_json(e) for e in told["evidence"]]
    return ConditionWords(
        words_in(told["label"], language),
        told["clause"],
        told["before"],
        told["after"],
        [evidence_sentence(e, language) for e in evidence],
    )


def by_condition(rows: Sequence[VerdictRow]) -> list[tuple[ConditionWords, int]]:
    """Each kind of change of a condition once, with how many nominations it concerns."""
    found: Counter[tuple[str, str | None, str | None]] = Counter()
    first: dict[tuple[str, str | None, str | None], ConditionWords] = {}
    for row in rows:
        for c in row.conditions:
            key = (c.label, c.before, c.after)
            found[key] += 1
            first.setdefault(key, c)
    return [(first[key], found[key]) for key in sorted(first, key=lambda key: -found[key])]


def past_screening(edition: RunningEdition, nomination: Nomination) -> bool:
    """Whether somebody has accepted this nomination already: it is in the running or decided."""
    stage = edition.plan.workflow_of(nomination.category_key).stages[nomination.stage]
    return bool({Trait.IN_THE_RUNNING, Trait.RANKED, Trait.DECIDED} & set(stage.traits))
