"""Conditions that look an institution up in the register of organizations."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.conditions.registers import Found, Sought, likeness, look_up, the_nominee
from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Input,
    Organization,
    Source,
    from_field,
    judged,
)
from workflows.errors import Fact
from workflows.names import Likeness
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class OrganizationActive:
    """Parameters of `organization_active`."""

    institution: str | None = spec(
        "field with the institution; the nominee itself where none is named",
        default=None,
        refers_to="fields",
        kinds=("text",),
    )


@condition
def organization_active(case: Case, rule: OrganizationActive) -> Evidence:
    """The register of organizations has the organization as active.

    An organization that the register does not have is not known: it may stand there under another
    name, or nobody has entered it yet.
    """
    found = look_up(_sought(case, rule.institution), case.organizations, Source.ORGANIZATIONS)
    holds = None if not found.sure else all(line.is_active for line in found.sure)
    return _registered("organization_active", holds, found, *_told(case, rule.institution))


@dataclass(frozen=True, slots=True)
class OrganizationIsMember:
    """Parameters of `organization_is_member`."""

    institution: str | None = spec(
        "field with the institution; the nominee itself where none is named",
        default=None,
        refers_to="fields",
        kinds=("text",),
    )


@condition
def organization_is_member(case: Case, rule: OrganizationIsMember) -> Evidence:
    """The organization, or the nominee's institution, is a member of the prize's giver."""
    found = look_up(_sought(case, rule.institution), case.organizations, Source.ORGANIZATIONS)
    holds = None if not found.sure else any(line.is_member for line in found.sure)
    return _registered("organization_is_member", holds, found, *_told(case, rule.institution))


@dataclass(frozen=True, slots=True)
class NominatorOfMember:
    """`nominator_of_member` has no parameters."""


@condition
def nominator_of_member(case: Case, rule: NominatorOfMember) -> Evidence:
    """The nominator belongs to a member organization of the prize's giver."""
    sought = Sought((case.nominator.institution,), is_body=True)
    found = look_up(sought, case.organizations, Source.ORGANIZATIONS)
    holds = None if not found.sure else any(line.is_member for line in found.sure)
    told = Input("nominator-institution", case.nominator.institution, Source.ACCOUNTS)
    return _registered("nominator_of_member", holds, found, told)


@dataclass(frozen=True, slots=True)
class InstitutionOfKind:
    """Parameters of `institution_of_kind`."""

    institution: str = spec("field with the institution", refers_to="fields", kinds=("text",))
    kinds: tuple[str, ...] = spec(
        "kinds of institution that are admitted, in the words of the register", minimum=1
    )


@condition
def institution_of_kind(case: Case, rule: InstitutionOfKind) -> Evidence:
    """The nominee works at a kind of institution that is admitted: academy, university, company."""
    found = look_up(_sought(case, rule.institution), case.organizations, Source.ORGANIZATIONS)
    kinds = {line.kind for line in found.sure if line.kind}
    holds = bool(kinds & set(rule.kinds)) if kinds else None
    return _registered("institution_of_kind", holds, found, *_told(case, rule.institution))


@dataclass(frozen=True, slots=True)
class NotEmployedAt:
    """Parameters of `not_employed_at`."""

    institution: str = spec("field with the institution", refers_to="fields", kinds=("text",))
    bodies: tuple[str, ...] = spec(
        "names of bodies whose staff is not admitted, such as the sponsor", minimum=1
    )


@condition
def not_employed_at(case: Case, rule: NotEmployedAt) -> Evidence:
    """The nominee does not work for one of the bodies that the plan names."""
    sought = _sought(case, rule.institution)
    like = {name: likeness(sought, Organization(name)) for name in rule.bodies}
    sure = tuple(name for name, found in like.items() if found is Likeness.SAME)
    maybe = tuple(name for name, found in like.items() if found is Likeness.NEAR)
    holds = False if sure else None if maybe or not sought.is_known else True
    facts: dict[str, Fact] = {"body": sure[0] if sure else ""}
    if maybe and not sure:
        facts |= {"like": maybe[0], "register": Source.PLAN.value}
    named = [Input("bodies", name, Source.PLAN) for name in sure + maybe]
    return judged("not_employed_at", holds, facts, from_field(case, rule.institution), *named)


def _sought(case: Case, institution: str | None) -> Sought:
    if institution is None:
        return the_nominee(case, is_body=True)
    return Sought((str(case.answers.get(institution) or ""),), is_body=True)


def _told(case: Case, institution: str | None) -> tuple[Input, ...]:
    return () if institution is None else (from_field(case, institution),)


def _registered(
    rule: str, holds: bool | None, found: Found[Organization], *told: Input
) -> Evidence:
    facts = found.facts() if holds is None else {}
    return judged(rule, holds, facts, *told, *found.inputs)
