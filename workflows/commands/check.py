"""``check PLAN``: proves a plan, or lists everything that is wrong with it."""

from __future__ import annotations

import argparse
from typing import Any, Final

from workflows.commands.inputs import read_text
from workflows.commands.outcome import Command, Outcome, Status, Surroundings, as_json, printable
from workflows.errors import UnusableInput
from workflows.plan.advice import ADVICE
from workflows.plan.checking import stale_translations
from workflows.plan.faults import Fault
from workflows.plan.loading import Reading, content_hash, read_plan
from workflows.plan.model import Plan
from workflows.plan.places import Places

_FORMATS: Final = """\
PLAN is a TOML document in UTF-8 (`reference` describes every key). Faults are written one a line:
    PLAN:LINE: key.path: code: sentence [steps that lead there]
--json answers {"holds": true|false, "hash": SHA-256 of the document,
    "faults": [{"place", "line" (or null), "code", "sentence", "advice", "path": [...]}],
    "counts": {...} (or null where the plan cannot be read)}.
--since OLDPLAN also lists texts that were changed in the leading language since that plan and
    not in another one; [translations] confirms those that need no change.
Exit: 0 the plan holds, 1 it has faults, 2 the file cannot be read."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="TOML document; - for standard input")
    parser.add_argument("--since", metavar="OLDPLAN", help="also list stale translations")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    text = read_text(arguments.plan, outside)
    reading = read_plan(text)
    if arguments.since is not None:
        reading = _with_stale(reading, arguments.since, outside)
    places = Places(text)
    located = [(places.line_of(fault), fault) for fault in reading.faults]
    located.sort(key=lambda found: (found[0] or 0, found[1]))
    status = Status.HOLDS if reading.holds else Status.DOES_NOT_HOLD
    if arguments.json:
        return Outcome(as_json(_document(text, reading, located)), status)
    if reading.plan is not None and reading.holds:
        return Outcome(f"{arguments.plan} holds: {_told(counts(reading.plan))}")
    lines = [_line(arguments.plan, *found) for found in located]
    noun = "fault" if len(lines) == 1 else "faults"
    told = [f"{arguments.plan} does not hold: {len(lines)} {noun}. What to do:"]
    codes = dict.fromkeys(fault.code for _, fault in located)
    told += [f"  {code}: {ADVICE[code][1]}" for code in codes]
    return Outcome("\n".join(lines), status, "\n".join(told))


def _with_stale(reading: Reading, since: str, outside: Surroundings) -> Reading:
    """The reading with the stale translations since an older plan.

    Raises:
        UnusableInput: the older plan cannot be read. That it has faults does not matter.
    """
    old = read_plan(read_text(since, outside)).plan
    if old is None:
        raise UnusableInput(since, "cannot be read as a plan; run check on it")
    if reading.plan is None:
        return reading
    stale = stale_translations(old, reading.plan)
    return Reading(reading.plan, tuple(sorted((*reading.faults, *stale))))


def _line(plan: str, line: int | None, fault: Fault) -> str:
    place = plan if line is None else f"{plan}:{line}"
    return printable(f"{place}: {fault}".replace("\n", " "))


def _document(
    text: str, reading: Reading, located: list[tuple[int | None, Fault]]
) -> dict[str, Any]:
    return {
        "holds": reading.holds,
        "hash": content_hash(text),
        "faults": [
            {
                "place": fault.place,
                "line": line,
                "code": fault.code,
                "sentence": fault.sentence,
                "advice": ADVICE[fault.code][1],
                "path": list(fault.path),
            }
            for line, fault in located
        ],
        "counts": counts(reading.plan) if reading.plan else None,
    }


def counts(plan: Plan) -> dict[str, int]:
    """How much there is of what, for whoever wants to see that the right file was checked."""
    workflows = plan.workflows.values()
    return {
        "categories": len(plan.categories),
        "entry conditions": len(plan.conditions),
        "rubrics": len(plan.rubrics),
        "deadlines": len(plan.calendar),
        "stages": sum(len(workflow.stages) for workflow in workflows),
        "actions": sum(len(workflow.actions) for workflow in workflows),
        "proposals to confirm": len(plan.proposals),
    }


def _told(counted: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counted.items())


COMMAND: Final = Command(
    "check", "prove a plan, or list everything that is wrong with it", _FORMATS, _declare, _run
)
