"""People and bodies between whom tests look for conflicts of interest."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflows.conflicts import (
    Affiliation,
    Nominated,
    OrganizationTree,
    Party,
    Somebody,
    Suggestion,
    detect,
)
from workflows.plan.conflicts import Binding, ConflictRule, Tie

TODAY = date(2027, 6, 1)


CAS, ISL, IAP, GROUP, FEZ = "cas", "isl", "iap", "group", "fez"


TREE = OrganizationTree(
    {
        CAS: ("Chinese Academy of Sciences", "中国科学院"),
        ISL: ("Institute of Soil",),
        IAP: ("Institute of Atmospheric Physics",),
        GROUP: ("Clouds Group",),
        FEZ: ("University of Fez",),
    },
    {ISL: CAS, IAP: CAS, GROUP: IAP},
)


def rule(tie: Tie, binds: Binding = Binding.STRICT, **more: Any) -> ConflictRule:
    return ConflictRule(key=tie.value, label={"en": tie.value}, tie=tie, binds=binds, **more)


EVERY = [
    rule(tie, Binding.GENERAL if tie is Tie.NAME_VARIANT else Binding.STRICT)
    for tie in Tie
    if tie is not Tie.NEAR_ORGANIZATION
] + [rule(Tie.NEAR_ORGANIZATION, Binding.GENERAL, distance=2)]


def at(node: str, **more: Any) -> Affiliation:
    return Affiliation(TREE.name(node), node, **more)


def found(
    person: Somebody, *parties: Party, rules: list[ConflictRule] | None = None, today: date = TODAY
) -> list[Suggestion]:
    return detect(rules or EVERY, TREE, [person], [Nominated("n", parties)], today)


def ties(suggestions: list[Suggestion]) -> list[tuple[Tie, bool]]:
    return [(s.tie, s.is_strict) for s in suggestions]


ANNA = Somebody("anna", ("Anna Müller",), ("anna@soil.ac.cn",), (at(ISL),), "CN")
