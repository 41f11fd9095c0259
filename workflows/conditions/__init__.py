"""Entry conditions: named, typed rules, composed with all / any / not. One file a family."""

from __future__ import annotations

from workflows.conditions import (
    bodies,
    editions,
    letters,
    nominator,
    offices,
    organization,
    person,
    residence,
    text,
)
from workflows.conditions.registry import CONDITIONS
from workflows.conditions.rule import Rule, evaluate, read_rule, uses_of
from workflows.conditions.values import (
    Case,
    Consent,
    Established,
    Evidence,
    Honour,
    Input,
    Nominated,
    Nominator,
    Office,
    Organization,
    Post,
    Source,
    Verdict,
)

FAMILIES = (person, residence, offices, bodies, organization, nominator, letters, text, editions)

__all__ = [
    "CONDITIONS",
    "FAMILIES",
    "Case",
    "Consent",
    "Established",
    "Evidence",
    "Honour",
    "Input",
    "Nominated",
    "Nominator",
    "Office",
    "Organization",
    "Post",
    "Rule",
    "Source",
    "Verdict",
    "evaluate",
    "read_rule",
    "uses_of",
]
