"""Conditions on who holds an office of the prize: committee, board, secretariat, reviewers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workflows.conditions.registers import Found, Sought, look_up, the_nominator, the_nominee
from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Input,
    Office,
    Post,
    Source,
    judged,
    rows_of,
)
from workflows.errors import Fact
from workflows.plan.reading import spec

GOVERNING = (Post.COMMITTEE, Post.CHAIR, Post.DEPUTY, Post.BOARD, Post.SECRETARIAT)


@dataclass(frozen=True, slots=True)
class NotOfficeHolder:
    """Parameters of `not_office_holder`."""

    rest_years: int = spec(
        "years between editions that a former holder must wait; 0 asks for none",
        default=0,
        minimum=0,
        maximum=50,
    )


@condition
def not_office_holder(case: Case, rule: NotOfficeHolder) -> Evidence:
    """The nominee holds no office of the prize, and held none in the years before."""
    lines = [o for o in case.offices if o.role in GOVERNING and _counts(case, o, rule.rest_years)]
    found = look_up(the_nominee(case), lines, Source.OFFICES)
    return _absent("not_office_holder", found, bool(case.nominee))


def _counts(case: Case, office: Office, rest_years: int) -> bool:
    if office.last_year is None:
        return True
    return 0 <= case.edition_year - office.last_year <= rest_years and rest_years > 0


@dataclass(frozen=True, slots=True)
class NominatorInOffice:
    """Parameters of `nominator_in_office`."""

    posts: tuple[Post, ...] = spec("offices of which the nominator holds one", minimum=1)


@condition
def nominator_in_office(case: Case, rule: NominatorInOffice) -> Evidence:
    """The nominator holds one of these offices of the prize."""
    found = look_up(the_nominator(case), _now(case, rule.posts), Source.OFFICES)
    is_known = the_nominator(case).is_known and not found.maybe
    holds = True if found.sure else False if is_known else None
    facts: dict[str, Fact] = {"role": found.sure[0].role if found.sure else "", **found.facts()}
    return judged("nominator_in_office", holds, facts, _the_nominator(case), *found.inputs)


@dataclass(frozen=True, slots=True)
class NominatorNotInOffice:
    """Parameters of `nominator_not_in_office`."""

    posts: tuple[Post, ...] = spec("offices of which the nominator holds none", minimum=1)


@condition
def nominator_not_in_office(case: Case, rule: NominatorNotInOffice) -> Evidence:
    """The nominator holds none of these offices: who judges does not nominate."""
    who = the_nominator(case)
    found = look_up(who, _now(case, rule.posts), Source.OFFICES)
    return _absent("nominator_not_in_office", found, who.is_known, _the_nominator(case))


@dataclass(frozen=True, slots=True)
class NoRowByOffice:
    """Parameters of `no_row_by_office`."""

    rows: str = spec("field with rows", refers_to="fields", kinds=("rows",))
    person: str = spec(
        "column with the person of the row", refers_to="columns", kinds=("text", "email")
    )
    posts: tuple[Post, ...] = spec("offices of which no person of a row holds one", minimum=1)


@condition
def no_row_by_office(case: Case, rule: NoRowByOffice) -> Evidence:
    """Nobody who wrote a letter will judge the nomination: no row names a holder of an office."""
    people = [str(row.get(rule.person) or "") for row in rows_of(case, rule.rows)]
    lines = _now(case, rule.posts)
    found = [look_up(Sought((one,), one), lines, Source.OFFICES) for one in people]
    sure = tuple(line for one in found for line in one.sure)
    maybe = tuple(line for one in found for line in one.maybe)
    told = Input(rule.rows, "; ".join(people), Source.FIELD)
    is_known = bool(people) and all(people)
    return _absent("no_row_by_office", Found(sure, maybe, Source.OFFICES), is_known, told)


def _now(case: Case, posts: Collection[Post]) -> list[Office]:
    return [o for o in case.offices if o.role in posts and o.last_year is None]


def _the_nominator(case: Case) -> Input:
    return Input("nominator", case.nominator.name, Source.ACCOUNTS)


def _absent(rule: str, found: Found[Office], is_known: bool, *more: Input) -> Evidence:
    """Holds when nobody is found, fails when somebody is; a likeness leaves it open."""
    holds = False if found.sure else None if found.maybe or not is_known else True
    facts: dict[str, Fact] = {"role": found.sure[0].role if found.sure else "", **found.facts()}
    return judged(rule, holds, facts, *more, *found.inputs)
