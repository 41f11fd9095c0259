"""What a command is, what it is given from outside, and what it answers with."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, BinaryIO, Final


class Status(IntEnum):
    """How a command ends."""

    HOLDS = 0
    DOES_NOT_HOLD = 1
    UNUSABLE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer for standard output, remarks for standard error, and how it ended."""

    text: str
    status: Status = Status.HOLDS
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the outermost edge may know: standard input and the time.

    `elapsed` tells the seconds since the command began; without a clock it is always 0.
    """

    stdin: BinaryIO
    now: datetime
    elapsed: Callable[[], float] = float


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `run` may raise `UnusableInput`."""

    name: str
    summary: str
    formats: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Surroundings], Outcome]


_UNPRINTABLE: Final = {
    code: "\ufffd" for code in (*range(32), *range(127, 160)) if code not in (9, 10)
}


def printable(text: str) -> str:
    """Without characters that would command a terminal: the text may quote hostile input."""
    return text.translate(_UNPRINTABLE)


def as_json(value: Any) -> str:
    """JSON for people and programs: indented, in UTF-8, in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=2)
