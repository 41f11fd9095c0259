"""The engine alone: ``python -m workflows COMMAND …``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from workflows.commands import COMMANDS
from workflows.commands.outcome import Outcome, Status, Surroundings, as_json, printable
from workflows.errors import UnusableInput

_INTRODUCTION: Final = """\
The ANSO Prize engine: proves implementation plans, and replays what they decide.
`python -m workflows COMMAND --help` documents the file formats of a command."""

_CONVENTIONS: Final = """\
Files are UTF-8; - is standard input; gzip is unpacked; unknown keys are faults.
Exit: 0 holds, 1 does not hold (faults listed), 2 unusable input (what and where)."""


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    raw = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(
        prog="python -m workflows",
        description=_INTRODUCTION,
        epilog=_CONVENTIONS,
        formatter_class=raw,
        allow_abbrev=False,
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        inner = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.summary[0].upper() + command.summary[1:] + ".",
            epilog=f"{command.formats}\n\n{_CONVENTIONS}",
            formatter_class=raw,
            allow_abbrev=False,
        )
        command.declare(inner)
        inner.set_defaults(run=command.run)
    return top


def answer(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    """Run one command; unusable input becomes an outcome like any other."""
    try:
        outcome: Outcome = arguments.run(arguments, outside)
    except UnusableInput as refused:
        unusable = {"error": {"place": refused.place, "message": refused.message}}
        text = as_json(unusable) if getattr(arguments, "json", False) else ""
        return Outcome(text, Status.UNUSABLE, printable(str(refused)))
    return outcome


def main(words: Sequence[str] | None = None) -> int:
    """Answer on standard output, remark on standard error, say by the exit code how it went."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args(words)
    try:
        began = datetime.now(UTC)
        outcome = answer(
            arguments,
            Surroundings(
                sys.stdin.buffer, began, lambda: (datetime.now(UTC) - began).total_seconds()
            ),
        )
    except KeyboardInterrupt:
        return 130
    try:
        if outcome.text:
            print(outcome.text, flush=True)
        if outcome.remarks:
            print(outcome.remarks, file=sys.stderr, flush=True)
    except BrokenPipeError:
        # The reader has seen enough. Without this Python complains once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return outcome.status


if __name__ == "__main__":
    sys.exit(main())
