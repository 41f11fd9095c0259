"""``draw PLAN --category KEY``: the workflow of a category as SVG or Mermaid."""

from __future__ import annotations

import argparse
from typing import Final

from workflows.commands.inputs import plan_at
from workflows.commands.outcome import Command, Outcome, Surroundings
from workflows.drawing import Way, due_words, taken_from, workflow_mermaid, workflow_svg
from workflows.errors import UnusableInput
from workflows.plan.evaluation import Workflow
from workflows.plan.reading import nearest

_FORMATS: Final = """\
PLAN is a TOML document that holds. The answer is an SVG of about 1250 pixels width, or with
--format mermaid the text of a Mermaid state diagram. With --taken the way of one nomination is
drawn heavier: the actions that it took, in order, with commas between.
Exit: 0 drawn, 2 the plan does not hold or has no such category or language."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="TOML document; - for standard input")
    parser.add_argument("--category", metavar="KEY", required=True, help="a category of the plan")
    parser.add_argument("--language", metavar="TAG", help="en, zh, …; the plan's first by default")
    parser.add_argument(
        "--format", choices=("svg", "mermaid"), default="svg", help="svg by default"
    )
    parser.add_argument(
        "--mermaid", dest="format", action="store_const", const="mermaid", help="--format mermaid"
    )
    parser.add_argument("--taken", metavar="ACTION,…", default="", help="the way of a nomination")


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
    workflow = plan.workflow_of(arguments.category)
    if arguments.format == "mermaid":
        return Outcome(workflow_mermaid(workflow, language).rstrip("\n"))
    way = _way(workflow, arguments.taken)
    dues = due_words(plan, workflow, language)
    return Outcome(workflow_svg(workflow, language, way=way, dues=dues).rstrip("\n"))


def _way(workflow: Workflow, taken: str) -> Way | None:
    actions = [key.strip() for key in taken.split(",") if key.strip()]
    if not actions:
        return None
    way = taken_from(workflow, actions)
    if len(way.steps) < len(actions):
        stopped = actions[len(way.steps)]
        near = nearest(stopped, workflow.actions) if stopped not in workflow.actions else ""
        raise UnusableInput("--taken", f"{stopped!r} does not start at {way.here!r}{near}")
    return way


COMMAND: Final = Command(
    "draw", "draw the workflow of a category as SVG or Mermaid", _FORMATS, _declare, _run
)
