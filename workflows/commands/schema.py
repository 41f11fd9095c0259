"""``schema``: the JSON Schema of a plan, for editors that complete and check TOML."""

from __future__ import annotations

import argparse
import re
from typing import Final

from workflows.commands.outcome import Command, Outcome, Surroundings, as_json
from workflows.errors import UnusableInput
from workflows.plan.schema import plan_schema

_FORMATS: Final = """\
The answer is a JSON Schema (2020-12), the same bytes every time. An editor's TOML plug-in uses it
where the plan's first line says so:
    #:schema ./plan.schema.json
Local dates and date-times of TOML count as text such as 2027-04-30 and 2027-04-30T23:59:59.
--language asks every text for this language, and for no other than those named; it can be
repeated. The schema sees one key at a time; `check` proves the plan as a whole.
Exit: 0 written, 2 no language tag."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", metavar="TAG", action="append", default=[], help="en, zh, …; any by default"
    )


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    for language in arguments.language:
        if not _LANGUAGE.fullmatch(language):
            raise UnusableInput("--language", f"{language!r} is no language tag such as en or zh")
    return Outcome(as_json(plan_schema(list(dict.fromkeys(arguments.language)))))


COMMAND: Final = Command(
    "schema", "print the JSON Schema of a plan, for editors", _FORMATS, _declare, _run
)
