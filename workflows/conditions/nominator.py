"""Conditions on the person who nominates."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, Input, from_field, judged
from workflows.plan.reading import spec
from workflows.text import same_name


@dataclass(frozen=True, slots=True)
class NotSelfNominated:
    """`not_self_nominated` has no parameters."""


@condition
def not_self_nominated(case: Case, rule: NotSelfNominated) -> Evidence:
    """Nobody nominates himself or herself."""
    nominator = case.nominator
    own = same_name(nominator.name, case.nominee) or (
        bool(nominator.email) and nominator.email.casefold() == case.nominee_email.casefold()
    )
    holds = False if own else True if nominator.name and case.nominee else None
    return judged("not_self_nominated", holds, {}, Input("nominator", nominator.name, "nominator"))


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
    return judged(
        "within_quota",
        count <= rule.nominations,
        {"most": rule.nominations, "count": count},
        Input("nominations in this category", str(count), "register"),
    )


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
