"""Conditions on the person who nominates, and on what the nominator chooses or declares."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.conditions.registers import the_nominator, the_nominee
from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, Input, Source, from_field, judged
from workflows.errors import Fact
from workflows.names import Likeness, most_like, same_address
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class NotSelfNominated:
    """`not_self_nominated` has no parameters."""


@condition
def not_self_nominated(case: Case, rule: NotSelfNominated) -> Evidence:
    """Nobody nominates himself or herself."""
    who, whom = the_nominator(case), the_nominee(case)
    like = most_like(filter(None, who.names), filter(None, whom.names))
    if same_address(who.email, whom.email):
        like = Likeness.SAME
    is_known = bool(case.nominator.name and case.nominee)
    holds = {Likeness.SAME: False, Likeness.NEAR: None}.get(like, True if is_known else None)
    facts: dict[str, Fact] = {}
    if like is Likeness.NEAR:
        facts = {"like": case.nominator.name, "register": Source.ACCOUNTS.value}
    told = Input("nominator", case.nominator.name, Source.ACCOUNTS)
    return judged("not_self_nominated", holds, facts, told)


@dataclass(frozen=True, slots=True)
class Declared:
    """Parameters of `declared`."""

    declaration: str = spec(
        "field that the nominator ticks", refers_to="fields", kinds=("declaration",)
    )


@condition
def declared(case: Case, rule: Declared) -> Evidence:
    """The nominator has made a declaration."""
    holds = True if case.answers.get(rule.declaration) is True else None
    return judged("declared", holds, {}, from_field(case, rule.declaration))


@dataclass(frozen=True, slots=True)
class WithinQuota:
    """Parameters of `within_quota`."""

    nominations: int = spec(
        "most nominations of one nominator in a category", minimum=1, maximum=1000
    )


@condition
def within_quota(case: Case, rule: WithinQuota) -> Evidence:
    """One nominator hands in no more nominations in a category than allowed."""
    count = case.nominations_in_category
    facts = {"most": rule.nominations, "count": count}
    told = Input("nominations-in-category", str(count), Source.NOMINATIONS)
    return judged("within_quota", count <= rule.nominations, facts, told)


@dataclass(frozen=True, slots=True)
class BodyWithinQuota:
    """Parameters of `body_within_quota`."""

    nominations: int = spec("most nominations of one body in a category", minimum=1, maximum=1000)


@condition
def body_within_quota(case: Case, rule: BodyWithinQuota) -> Evidence:
    """Everybody of one institution together hands in no more in a category than allowed."""
    body, count = case.nominator.institution, case.nominations_of_body
    facts = {"most": rule.nominations, "count": count}
    holds = None if not body.strip() else count <= rule.nominations
    told = Input("nominator-institution", body, Source.ACCOUNTS)
    counted = Input("nominations-of-body", str(count), Source.NOMINATIONS)
    return judged("body_within_quota", holds, facts, told, counted)


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """Parameters of `answer_is`."""

    question: str = spec("field with a choice", refers_to="fields", kinds=("choice", "theme"))
    one_of: tuple[str, ...] = spec("answers that are allowed", minimum=1, refers_to="options")


@condition
def answer_is(case: Case, rule: AnswerIs) -> Evidence:
    """The answer to a choice is one of those allowed."""
    answer = case.answers.get(rule.question)
    holds = answer in rule.one_of if answer else None
    return judged("answer_is", holds, {}, from_field(case, rule.question))
