"""What the pages of a draft call each key of the plan, taken from where the engine says it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from workflows.named import Kind
from workflows.plan.diffing.sentences import kinds_in, texts_in
from workflows.plan.reading import is_required, key_of

_MINOR: Final = re.compile(r",? ?(?:in )?minor units(?: of the prize's currency)?(?: for)?", re.I)
LANGUAGE: Final = "en"
"""The language of the pages behind the sign-in."""


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def noun(cls: type[Any], key: str) -> str:
    """The noun of a key: ``weight``; of a table of tables the one of a single entry."""
    known: Mapping[str, str] = texts_in(LANGUAGE).WHAT
    found = known.get(f"{cls.__name__}.{key}", "")
    return found or key.replace("_", " ")


def parameter(kind: Kind, declared: dataclasses.Field[Any]) -> str:
    """The noun of a parameter of a rule; its description where the noun names other parameters."""
    found: str = kinds_in(LANGUAGE).PARAMETERS.get(f"{kind.name}.{key_of(declared)}", "")
    return str(declared.metadata["doc"]) if not found or "{" in found else found


def member(one: StrEnum) -> str:
    """A member of a closed set."""
    known: Mapping[str, str] = kinds_in(LANGUAGE).WORDS
    return known.get(f"{type(one).__name__}.{one.value}", one.value.replace("-", " "))


def language(tag: str) -> str:
    """The name of a language."""
    return str(texts_in(LANGUAGE).LANGUAGES.get(tag, tag))


def with_article(words: str) -> str:
    """A noun with its indefinite article."""
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def kind_line(kind: Kind) -> str:
    """What a rule says, in one line."""
    return kind.doc.split("\n\n")[0].replace("\n", " ")


def money_hint(text: str, currency: str) -> str:
    """A hint of an amount, which people write in the currency's units and not in the smallest."""
    plain = _MINOR.sub("", text).strip(" .,")
    return capital(f"{plain}. In {currency}.") if plain else f"In {currency}."


def hint(declared: dataclasses.Field[Any], label: str) -> str:
    """What to know of a key: its meaning where the label lacks it, its range, its default."""
    doc = str(declared.metadata["doc"])
    parts = [capital(doc) + "."] if doc.casefold() != label.casefold() else []
    low, high = declared.metadata["minimum"], declared.metadata["maximum"]
    if low is not None and high is not None:
        parts.append(f"From {low:,} to {high:,}.")
    elif high is not None or low is not None:
        parts.append(f"At most {high:,}." if high is not None else f"At least {low:,}.")
    default = "" if is_required(declared) else default_text(declared)
    if default:
        parts.append(f"If left empty: {default}.")
    return " ".join(parts)


def default_text(declared: dataclasses.Field[Any]) -> str:
    """The default of a key in words, if it has one that says something."""
    value = None if declared.default is dataclasses.MISSING else declared.default
    if value is None or value == () or value == "" or isinstance(value, bool):
        return ""
    if isinstance(value, StrEnum):
        return member(value)
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)
