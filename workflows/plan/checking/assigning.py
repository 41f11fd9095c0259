"""How reviewers are found: numbers that agree, rules that can be kept, answers to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workflows.plan.assigning import SpreadAsk, SpreadKind, SpreadTrait
from workflows.plan.checking.references import missing
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import FieldKind, Means
from workflows.plan.model import Plan

PLACE: Final = "reviewing.assigning"

_PLACES: Final = frozenset({SpreadTrait.REGION, SpreadTrait.COUNTRY, SpreadTrait.INSTITUTION})
_MEANS: Final = {
    SpreadKind.FROM_ANOTHER: _PLACES,
    SpreadKind.AT_MOST: _PLACES,
    SpreadKind.COVERED: frozenset({SpreadTrait.LANGUAGE}),
}

_TELLING: Final = frozenset(Means) - {Means.CITATION, Means.THEME}
_SHORT: Final = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})


def faults(plan: Plan) -> Iterator[Fault]:
    """Everything wrong with how reviewers are found."""
    yield from _numbers(plan)
    yield from _spread(plan)
    yield from _bids(plan)


def _numbers(plan: Plan) -> Iterator[Fault]:
    reviewing, assigning = plan.reviewing, plan.reviewing.assigning
    most, least = assigning.most_reviews, assigning.least_per_reviewer
    if most is not None and most < reviewing.reviews_per_nomination:
        sentence = f"fewer than the {reviewing.reviews_per_nomination} that each must have"
        yield Fault(f"{PLACE}.most_reviews", FaultCode.OUT_OF_RANGE, sentence)
    if least > reviewing.most_per_reviewer:
        sentence = f"more than the {reviewing.most_per_reviewer} that one reviewer may have"
        yield Fault(f"{PLACE}.least_per_reviewer", FaultCode.OUT_OF_RANGE, sentence)


def _spread(plan: Plan) -> Iterator[Fault]:
    reviews = plan.reviewing.assigning.most_reviews or plan.reviewing.reviews_per_nomination
    seen: dict[tuple[SpreadKind, SpreadTrait], str] = {}
    for rule in plan.reviewing.assigning.spread.values():
        place = f"{PLACE}.spread.{rule.key}"
        yield from _fitting(place, rule)
        if rule.rule is not SpreadKind.AT_MOST and rule.reviewers > reviews:
            sentence = f"{rule.reviewers} are asked for, a nomination has {reviews} reviews at most"
            yield Fault(f"{place}.reviewers", FaultCode.OUT_OF_RANGE, sentence)
        twin = seen.setdefault((rule.rule, rule.trait), rule.key)
        if twin != rule.key:
            sentence = f"asks the same as {twin!r}; take one away"
            yield Fault(place, FaultCode.REPEATED, sentence)


def _fitting(place: str, rule: SpreadAsk) -> Iterator[Fault]:
    if rule.trait not in _MEANS[rule.rule]:
        possible = ", ".join(sorted(_MEANS[rule.rule]))
        sentence = f"{rule.rule} is asked of {possible}; found {rule.trait}"
        yield Fault(f"{place}.trait", FaultCode.OUT_OF_RANGE, sentence)


def _bids(plan: Plan) -> Iterator[Fault]:
    assigning = plan.reviewing.assigning
    if assigning.bids_until is not None:
        yield from missing(f"{PLACE}.bids_until", assigning.bids_until, plan.calendar, "deadline")
    for number, key in enumerate(assigning.bid_fields):
        yield from _shown(plan, f"{PLACE}.bid_fields[{number}]", key)


def _shown(plan: Plan, place: str, key: str) -> Iterator[Fault]:
    """A question that bidders see stands in some form and is hidden from no reviewer."""
    fields = [form.fields[key] for form in plan.forms.values() if key in form.fields]
    if not fields:
        yield Fault(place, FaultCode.UNKNOWN_FIELD, f"no form asks {key!r}")
    elif any(field.hidden_from_reviewers for field in fields):
        sentence = f"the answer to {key!r} is hidden from reviewers"
        yield Fault(place, FaultCode.HIDDEN_FIELD, sentence)
    elif any(field.means in _TELLING for field in fields):
        sentence = f"the answer to {key!r} tells who is nominated"
        yield Fault(place, FaultCode.HIDDEN_FIELD, sentence)
    elif any(field.kind not in _SHORT for field in fields):
        sentence = f"the answer to {key!r} is no text; of kind {', '.join(sorted(_SHORT))}"
        yield Fault(place, FaultCode.FIELD_TYPE, sentence)
