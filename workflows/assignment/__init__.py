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
from workflows.assignment.proof import Pair
from workflows.assignment.reading import instance_from_json
from workflows.assignment.search import propose

__all__ = [
    "Blocking",
    "Instance",
    "Limits",
    "Objective",
    "Pair",
    "Proposal",
    "Quota",
    "Status",
    "Why",
    "instance_from_json",
    "propose",
]
