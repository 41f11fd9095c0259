"""The engine's commands, one file each: arguments in, an outcome out, nothing printed."""

from __future__ import annotations

from typing import Final

from workflows.commands import (
    assign,
    calibrate,
    check,
    diff,
    draw,
    eligibility,
    merits,
    reference,
    schema,
    simulate,
    tally,
)
from workflows.commands.outcome import Command

COMMANDS: Final[tuple[Command, ...]] = (
    check.COMMAND,
    draw.COMMAND,
    diff.COMMAND,
    eligibility.COMMAND,
    calibrate.COMMAND,
    merits.COMMAND,
    assign.COMMAND,
    tally.COMMAND,
    simulate.COMMAND,
    reference.COMMAND,
    schema.COMMAND,
)
