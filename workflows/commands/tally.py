"""``tally BALLOTS``: any supported rule over ballots, with the count sheet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
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
from workflows.ballots.others import Groups, OtherOrder, elected_by, orders_by_others
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
With --others the same ballots are counted by the other rules as well, as a test of how firm the
outcome is: "others": [{"rule", "order": [[best names], ...] (null where there is too much to
follow), "winners": [...], "tied", "same_winners", "same_order"}]. Rules that say only who is
first are left out for several seats. Whoever is named decides nothing: the rule asked for does.
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
    parser.add_argument("--others", action="store_true", help="count by the other rules as well")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    profile, names = _profile(arguments.ballots, read_text(arguments.ballots, outside))
    rule, strength = Rule(arguments.rule), Strength(arguments.strength)
    counted = tally(profile, rule, strength=strength)
    others = _others(profile, rule, strength) if arguments.others else None
    if arguments.json:
        return Outcome(as_json(_as_dict(counted) | _others_as_dict(counted, others, profile.seats)))
    lines = [*_lines(counted, names), *_other_lines(counted, others, names, profile.seats)]
    return Outcome(printable("\n".join(lines)))


def _others(profile: Profile, rule: Rule, strength: Strength) -> Sequence[OtherOrder]:
    return orders_by_others(profile, rule, profile.seats, among=tuple(Rule), strength=strength)


def _others_as_dict(
    counted: Tally, others: Sequence[OtherOrder] | None, seats: int
) -> dict[str, Any]:
    if others is None:
        return {}
    return {"others": [_other_as_dict(counted, other, seats) for other in others]}


def _other_as_dict(counted: Tally, other: OtherOrder, seats: int) -> dict[str, Any]:
    if other.order is None:
        return {"rule": other.rule, "order": None}
    winners = elected_by(other.order, seats)
    return {
        "rule": other.rule,
        "order": [list(group) for group in other.order],
        "winners": list(winners),
        "tied": len(winners) > seats,
        "same_winners": winners == counted.winners,
        "same_order": other.order == counted.order,
    }


def _other_lines(
    counted: Tally, others: Sequence[OtherOrder] | None, names: Mapping[str, str], seats: int
) -> Iterator[str]:
    for other in others or ():
        if other.order is None:
            yield f"other\t{other.rule}: not counted, too much to follow"
            continue
        winners = elected_by(other.order, seats)
        same = "the same" if winners == counted.winners else "others"
        tie = ", a tie decides" if len(winners) > seats else ""
        yield f"other\t{other.rule}: {same}{tie}: {_in_order(other.order, names)}"


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


def _in_order(order: Groups, names: Mapping[str, str]) -> str:
    return " > ".join(" = ".join(_called(name, names) for name in group) for group in order)


def _called(name: str, names: Mapping[str, str]) -> str:
    return f"{name} ({names[name]})" if name in names else name


def _lines(counted: Tally, names: Mapping[str, str]) -> list[str]:
    def called(name: str) -> str:
        return _called(name, names)

    lines = [f"rule\t{counted.rule}"]
    lines.append("elected\t" + ", ".join(called(name) for name in counted.winners))
    if counted.tied:
        lines.append(f"tie\ta tie decides ({counted.tie_break}): each of these could be elected")
    lines.append("order\t" + _in_order(counted.order, names))
    for row in counted.sheet:
        figures = ", ".join(f"{called(name)} {_figure(value)}" for name, value in row.figures)
        rest = "" if row.not_counted is None else f" (not counted: {row.not_counted})"
        lines.append(f"sheet\t{row.label}: {figures}{rest}")
    return lines


COMMAND: Final = Command("tally", "count ballots by a rule", _FORMATS, _declare, _run)
