"""Texts that lack a language of the plan, or hold different placeholders in different languages."""

from __future__ import annotations

import dataclasses
import string
import typing
from collections.abc import Iterator, Mapping

from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Words
from workflows.plan.model import Plan
from workflows.plan.reading import join, key_of, types_in


def faults(plan: Plan) -> Iterator[Fault]:
    """Walk every text of the plan."""
    for place, words in texts(plan, ""):
        yield from _languages(place, words, plan.prize.languages)
        yield from _placeholders(place, words)


def texts(value: typing.Any, place: str) -> Iterator[tuple[str, Words]]:
    """Every text of a plan, or of a part, with its key path, but for optional empty ones."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, join(place, key))
        return
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return
    hints = types_in(type(value))
    for declaration in dataclasses.fields(value):
        if not declaration.metadata:
            continue
        item = getattr(value, declaration.name)
        here = join(place, key_of(declaration))
        if hints[declaration.name] == Words:
            optional = declaration.default_factory is not dataclasses.MISSING
            if item or not optional:
                yield here, item
        else:
            yield from texts(item, here)


def _languages(place: str, words: Words, languages: tuple[str, ...]) -> Iterator[Fault]:
    for language in languages:
        if not words.get(language, "").strip():
            yield Fault(
                f"{place}.{language}",
                FaultCode.MISSING_TRANSLATION,
                f"there is no text in {language!r}",
            )
    for language in words.keys() - set(languages):
        yield Fault(
            f"{place}.{language}",
            FaultCode.UNKNOWN_KEY,
            f"{language!r} is not a language of this plan",
        )


def _placeholders(place: str, words: Words) -> Iterator[Fault]:
    named = {language: placeholders(text) for language, text in words.items()}
    expected = next(iter(named.values()), frozenset())
    for language, found in named.items():
        if found != expected:
            yield Fault(
                f"{place}.{language}",
                FaultCode.PLACEHOLDER_MISMATCH,
                f"placeholders {sorted(found)} differ from {sorted(expected)}",
            )


def placeholders(text: str) -> frozenset[str]:
    """Names in braces. Braces that do not pair count as the placeholder ``{``."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError:
        return frozenset("{")
