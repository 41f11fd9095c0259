"""What the options of ``calibrate`` ask for, on top of what a file or a plan says."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from workflows.commands.inputs import plan_at
from workflows.commands.outcome import Surroundings
from workflows.commands.ranking_method import (
    Method,
    cuts_in,
    interval_of,
    method_of_plan,
    order_named,
)
from workflows.commands.reviews import weights_of_text
from workflows.errors import UnusableInput
from workflows.plan.model import Plan

LARGEST_SEED: Final = 2**63 - 1


def check_seed(arguments: argparse.Namespace) -> None:
    """Refuse a seed that no draws can begin with.

    Raises:
        UnusableInput: naming the option.
    """
    if not 0 <= arguments.seed <= LARGEST_SEED:
        raise UnusableInput("--seed", f"must be a whole number from 0 to {LARGEST_SEED}")


def plan_of(arguments: argparse.Namespace, outside: Surroundings) -> Plan | None:
    """The plan that is named, which needs a category, and the other way about.

    Raises:
        UnusableInput: one of the two is missing, or the plan does not hold.
    """
    if (arguments.plan is None) != (arguments.category is None):
        raise UnusableInput("--plan", "goes with --category")
    if arguments.plan is None:
        return None
    if arguments.plan == arguments.reviews == "-":
        raise UnusableInput("-", "only one of the two files can come from standard input")
    return plan_at(arguments.plan, outside)


def asked(arguments: argparse.Namespace, plan: Plan | None, said: Method) -> Method:
    """The method: what the file says, the plan's in its place, and the options over both.

    Raises:
        UnusableInput: naming the option.
    """
    method = said
    if plan is not None:
        method = replace(method_of_plan(plan, arguments.category), scale=said.scale)
    if arguments.order is not None:
        method = replace(method, order=order_named("--order", arguments.order))
    if arguments.interval is not None:
        method = replace(method, interval=interval_of("--interval", arguments.interval))
    if arguments.cut:
        method = replace(method, cuts=cuts_in("--cut", arguments.cut))
    by_criterion = method.severity_by_criterion or arguments.severity_by_criterion
    if by_criterion and arguments.unknown_reviewers:
        raise UnusableInput("--severity-by-criterion", "needs reviewers who can be followed")
    return replace(
        method,
        even_scales=method.even_scales or arguments.even_scales,
        severity_by_criterion=by_criterion,
    )


def weights_asked(arguments: argparse.Namespace, plan: Plan | None) -> Mapping[str, Decimal]:
    """Weights by option or by plan; none leaves them to the file."""
    if arguments.weights:
        return weights_of_text(arguments.weights)
    if plan is None:
        return {}
    method_of_plan(plan, arguments.category)
    rubric = plan.rubric_of(arguments.category)
    return {key: criterion.weight for key, criterion in rubric.criteria.items()}
