"""``diff OLD NEW``: what an amendment changes, in words that a committee reads."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final

from workflows.commands.inputs import plan_at
from workflows.commands.outcome import (
    Command,
    Outcome,
    Status,
    Surroundings,
    as_json,
    printable,
)
from workflows.errors import UnusableInput
from workflows.plan.diffing import Change, Difference, differences, sentence, value_in_words
from workflows.plan.diffing.sentences import counted, headline, unchanged
from workflows.plan.model import Plan

_FORMATS: Final = """\
OLD and NEW are TOML documents that hold. Each line of the answer is one change, what a value was
before and is after; texts that changed follow by language. Parts with another key are other parts.
Comments, the order of keys and other ways of writing the same are no changes; the order of
languages and of a form's sections, questions, answers and columns is one.
--json answers {"unchanged": true|false, "differences": [{"place", "kind", "language" (of a text,
    or null), "old", "new", "sentence"}]}; kinds: changed, reworded, added, removed, reordered.
Exit: 0 no change, 1 changes (listed), 2 a plan that does not hold or cannot be read."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="TOML document; - for standard input")
    parser.add_argument("new", metavar="NEW", help="TOML document; - for standard input")
    parser.add_argument("--language", metavar="TAG", help="en, zh, …; OLD's first by default")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    if arguments.old == arguments.new == "-":
        raise UnusableInput("-", "only one of the two files can come from standard input")
    old, new = plan_at(arguments.old, outside), plan_at(arguments.new, outside)
    language = _language(arguments.language, old, new)
    found = differences(old, new)
    status = Status.DOES_NOT_HOLD if found else Status.HOLDS
    if arguments.json:
        lines = [_line(difference, language) for difference in found]
        return Outcome(as_json({"unchanged": not found, "differences": lines}), status)
    if not found:
        return Outcome(unchanged(language))
    of_texts = sum(difference.kind is Change.REWORDED for difference in found)
    remark = counted(len(found), of_texts, language)
    return Outcome(printable("\n".join(_told(found, language))), status, remark)


def _language(wanted: str | None, old: Plan, new: Plan) -> str:
    known = dict.fromkeys([*old.prize.languages, *new.prize.languages])
    language = wanted or next(iter(known))
    if language not in known:
        message = f"the plans speak {', '.join(known)}, not {language!r}"
        raise UnusableInput("--language", message)
    return language


def _text_language(difference: Difference) -> str | None:
    """The language of a text that changed; None for what is no text."""
    if difference.kind is not Change.REWORDED:
        return None
    return difference.place.rsplit(".", 1)[-1]


def _line(difference: Difference, language: str) -> dict[str, str | None]:
    return {
        "place": difference.place,
        "kind": difference.kind,
        "language": _text_language(difference),
        "old": value_in_words(difference.old, language),
        "new": value_in_words(difference.new, language),
        "sentence": sentence(difference, language),
    }


def _told(found: Sequence[Difference], language: str) -> list[str]:
    """What is no text first, then the texts under the name of their language."""
    groups: dict[str | None, list[str]] = {None: []}
    for difference in found:
        line = sentence(difference, language).replace("\n", " ")
        groups.setdefault(_text_language(difference), []).append(line)
    lines = groups.pop(None)
    for tag, texts in groups.items():
        lines += ["", headline(language, str(tag)), *texts]
    return lines if lines[0] else lines[1:]


COMMAND: Final = Command(
    "diff", "say what an amendment changes, in words", _FORMATS, _declare, _run
)
