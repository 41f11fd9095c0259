"""Runs one command of the engine in this process, as the command line would."""

from __future__ import annotations

import io

from tests.workflows.shipped import NOON
from workflows.__main__ import answer, parser
from workflows.commands.outcome import Command, Outcome, Surroundings


def run(command: Command, *words: str, stdin: bytes = b"") -> Outcome:
    """The outcome of a command with these words."""
    arguments = parser().parse_args([command.name, *words])
    return answer(arguments, Surroundings(io.BytesIO(stdin), NOON))
