"""Files handed to a command: read, unpacked, decoded, parsed; every no says where and what."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn

from workflows.commands.outcome import Surroundings
from workflows.errors import UnusableInput
from workflows.plan.loading import content_hash, read_plan
from workflows.plan.model import Plan

LARGEST_FILE: Final = 64_000_000
"""Bytes, after unpacking."""

_GZIP: Final = b"\x1f\x8b"


def read_text(path: str, outside: Surroundings) -> str:
    """The text of a file in UTF-8; ``-`` is standard input, gzip is unpacked by its content.

    Raises:
        UnusableInput: it cannot be read, is too large, or is no text.
    """
    data = _bytes(path, outside.stdin)
    if data.startswith(_GZIP):
        data = _unpacked(path, data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput(
            path, f"byte {error.start} is not UTF-8; is this a text file?"
        ) from None


def _bytes(path: str, stdin: BinaryIO) -> bytes:
    try:
        if path == "-":
            return _limited(path, stdin)
        with Path(path).open("rb") as file:
            return _limited(path, file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnusableInput(path, f"cannot be read: {reason}") from None


def _unpacked(path: str, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return _limited(path, file)
    except (OSError, EOFError, zlib.error):
        raise UnusableInput(path, "begins like a gzip file but cannot be unpacked") from None


def _limited(path: str, file: BinaryIO | gzip.GzipFile) -> bytes:
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnusableInput(path, f"is larger than {LARGEST_FILE} bytes")
    return data


def read_json(path: str, outside: Surroundings) -> Any:
    """The JSON of a file.

    Raises:
        UnusableInput: as `read_text`, or it is no JSON; keys given twice are refused too.
    """
    return parse_json(path, read_text(path, outside))


def parse_json(path: str, text: str) -> Any:
    """JSON from a text; see `read_json`."""
    if not text.strip():
        raise UnusableInput(path, "is empty")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise UnusableInput(path, "is nested too deeply") from None
    except json.JSONDecodeError as error:
        place = f"{path}, line {error.lineno}, column {error.colno}"
        raise UnusableInput(place, f"not JSON: {error.msg}") from None
    except ValueError as error:
        raise UnusableInput(path, f"not usable JSON: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key[:60]!r} is given twice")
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def plan_at(path: str, outside: Surroundings) -> Plan:
    """A plan that holds; see `plan_and_hash_at`."""
    return plan_and_hash_at(path, outside)[0]


def plan_and_hash_at(path: str, outside: Surroundings) -> tuple[Plan, str]:
    """A plan that holds, with the hash of its document.

    Raises:
        UnusableInput: it cannot be read or has faults; ``check`` lists them.
    """
    text = read_text(path, outside)
    reading = read_plan(text)
    if reading.plan is None or reading.faults:
        first, *others = reading.faults
        more = f", and {len(others)} more" if others else ""
        raise UnusableInput(path, f"the plan does not hold; run check. First fault: {first}{more}")
    return reading.plan, content_hash(text)
