"""``reference``: every key of a plan, every entry condition and every guard, as Markdown."""

from __future__ import annotations

import argparse
from typing import Final

from workflows.commands.outcome import Command, Outcome, Surroundings
from workflows.plan.describing import plan_reference


def _declare(parser: argparse.ArgumentParser) -> None:
    """It has no arguments."""


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    return Outcome(plan_reference().rstrip("\n"))


COMMAND: Final = Command(
    "reference",
    "print the reference of the plan's keys, conditions and guards",
    "The answer is Markdown, the text of docs/plan-reference.md.",
    _declare,
    _run,
)
