"""Entry conditions: named, typed rules, composed with all / any / not. One file a family."""

from __future__ import annotations

from workflows.conditions import letters, nominator, organization, person, text
from workflows.conditions.registry import CONDITIONS
from workflows.conditions.rule import Rule, evaluate, read_rule, uses_of
from workflows.conditions.values import (
    Case,
    Consent,
    Evidence,
    Honour,
    Input,
    Nominator,
    Office,
    Verdict,
)

FAMILIES = (person, organization, nominator, letters, text)

__all__ = [
    "CONDITIONS",
    "FAMILIES",
    "Case",
    "Consent",
    "Evidence",
    "Honour",
    "Input",
    "Nominator",
    "Office",
    "Rule",
    "Verdict",
    "evaluate",
    "read_rule",
    "uses_of",
]
