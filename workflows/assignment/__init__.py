"""Which reviewer reads which nomination: the best total, or the reason why there is none.

The rule, its sources and why the answer is optimal: docs/rules/assignment.md.
"""

from workflows.assignment.model import (
    Blocking,
    Instance,
    Limits,
    Objective,
    Proposal,
    Quota,
    Status,
    Why,
)
from workflows.assignment.outlook import Change, Outlook, what_if
from workflows.assignment.proof import Pair
from workflows.assignment.reading import instance_from_json
from workflows.assignment.search import propose
from workflows.assignment.spread import Spread, SpreadRule, Traits, quotas_for
from workflows.assignment.table import Sizes
from workflows.assignment.verifying import Flaw, broken_rules, verify

__all__ = [
    "Blocking",
    "Change",
    "Flaw",
    "Instance",
    "Limits",
    "Objective",
    "Outlook",
    "Pair",
    "Proposal",
    "Quota",
    "Sizes",
    "Spread",
    "SpreadRule",
    "Status",
    "Traits",
    "Why",
    "broken_rules",
    "instance_from_json",
    "propose",
    "quotas_for",
    "verify",
    "what_if",
]
