"""How a file, a plan or the options want a ranking to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, Final

from workflows.cuts import cuts_of
from workflows.errors import UnusableInput
from workflows.plan.evaluation import Order
from workflows.plan.model import Plan
from workflows.plan.reading import nearest

LEAST_INTERVAL: Final = 50
MOST_INTERVAL: Final = 99


@dataclass(frozen=True, slots=True)
class Method:
    """Which score makes places, what intervals hold (percent), and where the order is cut.

    `scale` is the least and most points of a review; None takes those that were given.
    """

    order: Order = Order.CALIBRATED
    interval: int = 95
    even_scales: bool = False
    severity_by_criterion: bool = False
    cuts: tuple[int, ...] = (1,)
    scale: tuple[float, float] | None = None


USUAL: Final = Method()
_KEYS: Final = frozenset(each.name for each in fields(Method))


def method_of_plan(plan: Plan, category: str) -> Method:
    """As the plan has it for a category.

    Raises:
        UnusableInput: there is no such category.
    """
    if category not in plan.categories:
        near = nearest(category, plan.categories)
        raise UnusableInput("--category", f"there is no category {category!r}{near}")
    rubric = plan.rubric_of(category)
    cuts = cuts_of(plan, category)
    return Method(
        rubric.ordered_by, rubric.interval, rubric.even_scales, rubric.severity_by_criterion, cuts
    )


def method_in(place: str, given: Any) -> Method:
    """As a document has it; what it leaves out is usual.

    Raises:
        UnusableInput: naming the key.
    """
    if not isinstance(given, dict):
        raise UnusableInput(place, "must be an object")
    for key in sorted(given.keys() - _KEYS):
        raise UnusableInput(f"{place}.{key}", "is not a key of this format")
    return Method(
        order=order_named(f"{place}.order", given.get("order", str(USUAL.order))),
        interval=interval_of(f"{place}.interval", given.get("interval", USUAL.interval)),
        even_scales=_truth(place, given, "even_scales"),
        severity_by_criterion=_truth(place, given, "severity_by_criterion"),
        cuts=cuts_in(f"{place}.cuts", given.get("cuts", list(USUAL.cuts))),
        scale=_scale(f"{place}.scale", given),
    )


def order_named(place: str, name: Any) -> Order:
    """One of the orders.

    Raises:
        UnusableInput: it is none.
    """
    if not isinstance(name, str) or name not in {str(each) for each in Order}:
        raise UnusableInput(place, f"must be one of {', '.join(Order)}")
    return Order(name)


def interval_of(place: str, percent: Any) -> int:
    """A whole percentage that an interval can hold.

    Raises:
        UnusableInput: it cannot.
    """
    if not _is_whole(percent) or not LEAST_INTERVAL <= percent <= MOST_INTERVAL:
        message = f"must be a whole percentage from {LEAST_INTERVAL} to {MOST_INTERVAL}"
        raise UnusableInput(place, message)
    return int(percent)


def cuts_in(place: str, given: Any) -> tuple[int, ...]:
    """Numbers of places.

    Raises:
        UnusableInput: they are none, or nought.
    """
    if not isinstance(given, list) or not given:
        raise UnusableInput(place, "must be a list of numbers of places")
    if not all(_is_whole(each) and each >= 1 for each in given):
        raise UnusableInput(place, "must be a number of places from 1")
    return tuple(given)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _truth(place: str, given: Mapping[str, Any], key: str) -> bool:
    said = given.get(key, False)
    if not isinstance(said, bool):
        raise UnusableInput(f"{place}.{key}", "must be true or false")
    return said


def _scale(place: str, given: Mapping[str, Any]) -> tuple[float, float] | None:
    ends = given.get("scale")
    if ends is None:
        return None
    numbers = isinstance(ends, list) and [
        float(end) for end in ends if isinstance(end, int | float) and not isinstance(end, bool)
    ]
    if not numbers or len(numbers) != 2 or not all(map(isfinite, numbers)):
        raise UnusableInput(place, "must be two numbers, the least points and the most")
    if numbers[0] >= numbers[1]:
        raise UnusableInput(place, "must begin with the least points")
    return numbers[0], numbers[1]
