"""Composing conditions with all, any and not, in three-valued logic."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflows.conditions.registry import CONDITIONS
from workflows.conditions.values import Case, Evidence, Input, Source, Verdict
from workflows.named import Use
from workflows.plan.faults import FaultCode, Faults
from workflows.plan.reading import MISSING, READERS


class Join(StrEnum):
    """How the parts of a rule make one verdict."""

    ALL = "all"
    ANY = "any"
    NOT = "not"
    IS = "is"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition or a composition of rules. Depth is bounded by `MOST_LEVELS`."""

    join: Join
    parts: tuple[Rule, ...] = ()
    use: Use | None = None


MOST_LEVELS = 8


def read_rule(value: Any, place: str, faults: Faults, level: int = 0) -> Rule | Any:
    """Read a rule of a plan; MISSING where nothing of it can be read."""
    if level > MOST_LEVELS:
        faults.breaks(place, FaultCode.OUT_OF_RANGE, f"nested deeper than {MOST_LEVELS} levels")
        return MISSING
    if isinstance(value, dict) and len(value) == 1:
        ((name, inner),) = value.items()
        if name in (Join.ALL, Join.ANY):
            return _read_parts(Join(name), inner, f"{place}.{name}", faults, level)
        if name == Join.NOT:
            part = read_rule(inner, f"{place}.not", faults, level + 1)
            return MISSING if part is MISSING else Rule(Join.NOT, (part,))
    use = CONDITIONS.read_use(value, place, faults)
    return MISSING if use is MISSING else Rule(Join.IS, use=use)


def _read_parts(join: Join, value: Any, place: str, faults: Faults, level: int) -> Rule | Any:
    if not isinstance(value, list) or not value:
        faults.breaks(place, FaultCode.WRONG_TYPE, "expected a list with at least one rule")
        return MISSING
    parts = [read_rule(v, f"{place}[{i}]", faults, level + 1) for i, v in enumerate(value)]
    return Rule(join, tuple(part for part in parts if part is not MISSING))


READERS[Rule] = read_rule


def uses_of(rule: Rule, place: str) -> Iterator[tuple[str, Use]]:
    """Every named condition inside a rule, with its key path."""
    if rule.use is not None:
        yield f"{place}.{rule.use.kind.name}", rule.use
    for number, part in enumerate(rule.parts):
        inner = f"{place}.{rule.join}" + ("" if rule.join is Join.NOT else f"[{number}]")
        yield from uses_of(part, inner)


def evaluate(rule: Rule, case: Case) -> tuple[Verdict, tuple[Evidence, ...]]:
    """The verdict of a rule and the evidence of every condition in it.

    Source: Kleene's strong three-valued logic (Introduction to Metamathematics, 1952, § 64):
    unknown decides nothing that the known parts do not decide by themselves.
    """
    if rule.use is not None:
        evidence = _never_asked(rule.use, case) or rule.use.kind.function(case, rule.use.parameters)
        return evidence.verdict, (evidence,)
    answers = [evaluate(part, case) for part in rule.parts]
    verdicts = [verdict for verdict, _ in answers]
    return _joined(rule.join, verdicts), tuple(e for _, some in answers for e in some)


def _never_asked(use: Use, case: Case) -> Evidence | None:
    """Unknown where a rule asks for a field that this nomination's form did not have.

    An empty answer to a question that was put can mean something; to one never put it cannot.
    """
    if not case.unasked:
        return None
    missing = [key for key in fields_of(use) if key in case.unasked]
    if not missing:
        return None
    label = case.unasked[missing[0]]
    facts = {"not_asked": missing[0], **{f"question_{tag}": text for tag, text in label.items()}}
    return Evidence(use.kind.name, Verdict.UNKNOWN, facts, (Input(missing[0], "", Source.PLAN),))


def fields_of(use: Use) -> tuple[str, ...]:
    """The form fields that a rule looks at."""
    given = use.parameters
    named = [
        getattr(given, declared.name)
        for declared in dataclasses.fields(given)
        if declared.metadata.get("refers_to") == "fields"
    ]
    return tuple(key for key in named if isinstance(key, str))


def _joined(join: Join, verdicts: list[Verdict]) -> Verdict:
    if join is Join.NOT:
        return {Verdict.HOLDS: Verdict.FAILS, Verdict.FAILS: Verdict.HOLDS}.get(
            verdicts[0], Verdict.UNKNOWN
        )
    decisive = Verdict.FAILS if join is Join.ALL else Verdict.HOLDS
    if decisive in verdicts:
        return decisive
    if Verdict.UNKNOWN in verdicts:
        return Verdict.UNKNOWN
    return Verdict.HOLDS if join is Join.ALL else Verdict.FAILS
