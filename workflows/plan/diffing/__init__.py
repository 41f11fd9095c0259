"""What an amendment changes: two plans compared as values, and every difference in words."""

from __future__ import annotations

from workflows.plan.diffing.comparing import differences
from workflows.plan.diffing.model import Change, Difference, Label, Step, mirrored
from workflows.plan.diffing.sentences import sentence, value_in_words

__all__ = [
    "Change",
    "Difference",
    "Label",
    "Step",
    "differences",
    "mirrored",
    "sentence",
    "value_in_words",
]
