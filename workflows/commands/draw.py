"""``draw PLAN --category KEY``: the workflow of a category as SVG or Mermaid."""

from __future__ import annotations

import argparse
from typing import Final

from workflows.commands.inputs import plan_at
from workflows.commands.outcome import Command, Outcome, Surroundings
from workflows.drawing import workflow_mermaid, workflow_svg
from workflows.errors import UnusableInput
from workflows.plan.reading import nearest

_FORMATS: Final = """\
PLAN is a TOML document that holds. The answer is an SVG of about 1250 pixels width, or with
--mermaid the text of a Mermaid state diagram.
Exit: 0 drawn, 2 the plan does not hold or has no such category or language."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="TOML document; - for standard input")
    parser.add_argument("--category", metavar="KEY", required=True, help="a category of the plan")
    parser.add_argument("--language", metavar="TAG", help="en, zh, …; the plan's first by default")
    parser.add_argument("--mermaid", action="store_true", help="Mermaid instead of SVG")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    plan = plan_at(arguments.plan, outside)
    language = arguments.language or plan.prize.languages[0]
    if language not in plan.prize.languages:
        known = ", ".join(plan.prize.languages)
        raise UnusableInput("--language", f"the plan speaks {known}, not {language!r}")
    if arguments.category not in plan.categories:
        near = nearest(arguments.category, plan.categories)
        message = f"there is no category {arguments.category!r}{near}"
        raise UnusableInput("--category", message)
    draw = workflow_mermaid if arguments.mermaid else workflow_svg
    return Outcome(draw(plan.workflow_of(arguments.category), language).rstrip("\n"))


COMMAND: Final = Command(
    "draw", "draw the workflow of a category as SVG or Mermaid", _FORMATS, _declare, _run
)
