"""``tally BALLOTS``: any supported rule over ballots, with the count sheet."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from workflows.ballots import (
    Profile,
    Rule,
    Strength,
    Tally,
    names_from_preflib,
    profile_from_json,
    profile_from_preflib,
    tally,
)
from workflows.commands.inputs import parse_json, read_text
from workflows.commands.outcome import Command, Outcome, Surroundings, as_json, printable
from workflows.errors import UnusableInput

_FORMATS: Final = """\
BALLOTS is a PrefLib file (.soc, .soi, .toc, .toi) or one JSON object:
    {"seats": 1, "candidates": ["A", "B", "C"],
     "ballots": [[12, [["A"], ["B", "C"]]], [3, [["C"]], ["A"]]]}
A ballot is a count and groups from best to worst; names in one group are tied, names listed
nowhere stand below all others and equal among themselves. A third element lists the names that
these voters were recused from.
--json answers {"rule", "winners": [...], "tied": true|false, "tie_break": (or null),
"sheet": [{"label", "figures": {name: number or "fraction"}, "not_counted": (or null)}]}. Where a
tie decides, winners names everybody whom some order of breaking ties would elect.
Exit: 0 counted, 2 the file is unusable."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ballots", metavar="BALLOTS", help="JSON or PrefLib; - for standard input")
    parser.add_argument(
        "--rule", choices=[str(rule) for rule in Rule], default=str(Rule.SCHULZE),
        help="default: schulze",
    )  # fmt: skip
    parser.add_argument(
        "--strength", choices=[str(each) for each in Strength], default=str(Strength.MARGINS),
        help="of majorities, for schulze and ranked-pairs; default: margins",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    profile, names = _profile(arguments.ballots, read_text(arguments.ballots, outside))
    counted = tally(profile, Rule(arguments.rule), strength=Strength(arguments.strength))
    if arguments.json:
        return Outcome(as_json(_as_dict(counted)))
    return Outcome(printable("\n".join(_lines(counted, names))))


def _profile(path: str, text: str) -> tuple[Profile, Mapping[str, str]]:
    """The ballots, and what the file calls candidates that it numbers."""
    if not text.lstrip().startswith(("{", "[")):
        return profile_from_preflib(text), names_from_preflib(text)
    document = parse_json(path, text)
    if not isinstance(document, dict):
        raise UnusableInput(path, "must be an object with candidates and ballots")
    return profile_from_json(document), {}


def _as_dict(counted: Tally) -> dict[str, Any]:
    return {
        "rule": counted.rule,
        "winners": list(counted.winners),
        "tied": counted.tied,
        "tie_break": counted.tie_break,
        "sheet": [
            {
                "label": row.label,
                "figures": {name: _figure(value) for name, value in row.figures},
                "not_counted": row.not_counted,
            }
            for row in counted.sheet
        ],
    }


def _figure(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def _lines(counted: Tally, names: Mapping[str, str]) -> list[str]:
    def called(name: str) -> str:
        return f"{name} ({names[name]})" if name in names else name

    lines = [f"rule\t{counted.rule}"]
    lines.append("elected\t" + ", ".join(called(name) for name in counted.winners))
    if counted.tied:
        lines.append(f"tie\ta tie decides ({counted.tie_break}): each of these could be elected")
    order = (" = ".join(called(name) for name in group) for group in counted.order)
    lines.append("order\t" + " > ".join(order))
    for row in counted.sheet:
        figures = ", ".join(f"{called(name)} {_figure(value)}" for name, value in row.figures)
        rest = "" if row.not_counted is None else f" (not counted: {row.not_counted})"
        lines.append(f"sheet\t{row.label}: {figures}{rest}")
    return lines


COMMAND: Final = Command("tally", "count ballots by a rule", _FORMATS, _declare, _run)
