"""Conditions on what happened before and beside: laureates, earlier editions, other nominations."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.conditions.registers import look_up, the_nominator, the_nominee
from workflows.conditions.registry import condition
from workflows.conditions.values import (
    Case,
    Evidence,
    Honour,
    Input,
    Nominated,
    Source,
    at_least,
    from_field,
    judged,
)
from workflows.errors import Fact
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class NotLaureateBefore:
    """Parameters of `not_laureate_before`."""

    other_category_years: int = spec(
        "years that must pass after an award in another category; 0 asks for none",
        minimum=0,
        maximum=100,
    )


@condition
def not_laureate_before(case: Case, rule: NotLaureateBefore) -> Evidence:
    """The same award never twice; another award of the prize only after some years."""
    found = look_up(the_nominee(case), case.laureates, Source.LAUREATES)
    hurting = [h for h in found.sure if _hurts(case, h, rule.other_category_years)]
    doubtful = [h for h in found.maybe if _hurts(case, h, rule.other_category_years)]
    facts: dict[str, Fact] = {
        "years": rule.other_category_years,
        "year": max((h.year for h in hurting), default=0),
    }
    if doubtful and not hurting:
        facts |= look_up(the_nominee(case), doubtful, Source.LAUREATES).facts()
    holds = False if hurting else None if doubtful or not case.nominee else True
    return judged("not_laureate_before", holds, facts, *found.inputs)


def _hurts(case: Case, honour: Honour, years: int) -> bool:
    return honour.category == case.category or case.edition_year - honour.year < years


@dataclass(frozen=True, slots=True)
class NominatorIsLaureate:
    """`nominator_is_laureate` has no parameters."""


@condition
def nominator_is_laureate(case: Case, rule: NominatorIsLaureate) -> Evidence:
    """The nominator is a laureate of an earlier edition."""
    who = the_nominator(case)
    found = look_up(who, case.laureates, Source.LAUREATES)
    holds = True if found.sure else None if found.maybe or not who.is_known else False
    told = Input("nominator", case.nominator.name, Source.ACCOUNTS)
    return judged("nominator_is_laureate", holds, found.facts(), told, *found.inputs)


@dataclass(frozen=True, slots=True)
class ValidForEditions:
    """Parameters of `valid_for_editions`."""

    editions: int = spec(
        "editions that a nomination is valid for, the first one included", minimum=1, maximum=50
    )


@condition
def valid_for_editions(case: Case, rule: ValidForEditions) -> Evidence:
    """A nomination that was carried over is still valid: for at most so many editions."""
    kept = [n for n in case.nominated if _is_kept(case, n)]
    found = look_up(the_nominee(case), kept, Source.NOMINATIONS)
    sure = len({n.year for n in found.sure})
    maybe = len({n.year for n in (*found.sure, *found.maybe)}) - sure
    too_many = at_least(rule.editions, sure, maybe)
    facts: dict[str, Fact] = {"most": rule.editions, "edition": sure + 1}
    if too_many is None:
        facts |= found.facts()
    holds = None if too_many is None or not case.nominee else not too_many
    return judged("valid_for_editions", holds, facts, *found.inputs)


def _is_kept(case: Case, other: Nominated) -> bool:
    return other.is_kept and other.category == case.category and other.year < case.edition_year


@dataclass(frozen=True, slots=True)
class RenewedWhenNominatedBefore:
    """Parameters of `renewed_when_nominated_before`."""

    update: str = spec(
        "field that says what is new since", refers_to="fields", kinds=("text", "long-text")
    )


@condition
def renewed_when_nominated_before(case: Case, rule: RenewedWhenNominatedBefore) -> Evidence:
    """Who was nominated in an earlier edition is nominated with something new."""
    earlier = [n for n in case.nominated if n.year < case.edition_year]
    found = look_up(the_nominee(case), earlier, Source.NOMINATIONS)
    is_told = bool(str(case.answers.get(rule.update) or "").strip())
    is_first = bool(case.nominee) and not found.sure and not found.maybe
    facts: dict[str, Fact] = {"year": max((n.year for n in found.sure), default=0), **found.facts()}
    holds = True if is_told or is_first else None
    inputs = (from_field(case, rule.update), *found.inputs)
    return judged("renewed_when_nominated_before", holds, facts, *inputs)


@dataclass(frozen=True, slots=True)
class InCategoriesAtMost:
    """Parameters of `in_categories_at_most`."""

    categories: int = spec(
        "most categories of an edition that one nominee stands in", minimum=1, maximum=100
    )


@condition
def in_categories_at_most(case: Case, rule: InCategoriesAtMost) -> Evidence:
    """The nominee stands in at most so many categories of this edition.

    The finding tells a nominator that others nominated the same; a prize that keeps this to itself
    leaves the condition out and settles it before the committee.
    """
    others = [
        n for n in case.nominated if n.year == case.edition_year and n.category != case.category
    ]
    found = look_up(the_nominee(case), others, Source.NOMINATIONS)
    sure = {n.category for n in found.sure}
    maybe = {n.category for n in found.maybe} - sure
    too_many = at_least(rule.categories, len(sure), len(maybe))
    facts: dict[str, Fact] = {"most": rule.categories, "count": len(sure) + 1}
    if too_many is None:
        facts |= found.facts()
    holds = None if too_many is None or not case.nominee else not too_many
    return judged("in_categories_at_most", holds, facts, *found.inputs)
