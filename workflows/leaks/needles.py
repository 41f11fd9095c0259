"""In which shapes a hidden name can stand in a text.

The whole name in either order, the surname alone, initials, the original script, the e-mail address
and its domain, the acronym of an institution. A given name alone is not looked for: it would be
found in every second text. Where it cannot be known which part is the surname, the first and the
last are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.conflicts.public_mail import PUBLIC
from workflows.names import spellings
from workflows.plan.blinding import Subject

SHORTEST_SURNAME: Final = 3
PUBLIC_DOMAINS: Final = PUBLIC | {"example.com", "example.org"}
"""Domains that say nothing of anybody: of mail for everybody, and of addresses in documents."""

UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")


class Whose(StrEnum):
    """People of the procedure whose names can be hidden, as those of `Subject` are."""

    REVIEWER = "reviewer"
    MEMBER = "member"


Veiled = Subject | Whose


class Variant(StrEnum):
    """The shape in which a name stands there."""

    NAME = "name"
    SURNAME = "surname"
    INITIALS = "initials"
    ORIGINAL = "original"
    EMAIL = "email"
    DOMAIN = "domain"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody or some body whose name is hidden, or known to everybody (`subject` None)."""

    subject: Veiled | None
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Needle:
    """What to look for: folded words in this order, or a pattern where words do not do.

    `capital`: the first letter must be a capital one, for *Young* is a surname and *young* none.
    """

    subject: Veiled
    variant: Variant
    words: tuple[str, ...] = ()
    pattern: str = ""
    capital: bool = False


def needles_of(bearers: Iterable[Bearer]) -> tuple[Needle, ...]:
    """All shapes of the hidden names, but for those that a name has which everybody may know."""
    known: list[Bearer] = []
    hidden: list[Bearer] = []
    for bearer in bearers:
        (known if bearer.subject is None else hidden).append(bearer)
    told = {(n.words, n.pattern) for bearer in known for n in _shapes(bearer, Subject.NOMINEE)}
    found: dict[tuple[tuple[str, ...], str], Needle] = {}
    for bearer in hidden:
        if bearer.subject is not None:
            for needle in _shapes(bearer, bearer.subject):
                shape = (needle.words, needle.pattern)
                if shape not in told:
                    found.setdefault(shape, needle)
    return tuple(found.values())


def _shapes(bearer: Bearer, subject: Veiled) -> Iterator[Needle]:
    for name in bearer.names:
        yield from _of_body(name, subject) if bearer.is_body else _of_person(name, subject)
    for address in bearer.emails:
        yield from _of_address(address.strip().casefold(), subject)


def _of_person(name: str, subject: Veiled) -> Iterator[Needle]:
    if UNSPACED.search(name):
        yield _unspaced(name, subject)
        return
    for words in sorted(spellings(name)):
        yield Needle(subject, Variant.NAME, words)
        if len(words) > 1:
            yield Needle(subject, Variant.NAME, (*words[1:], words[0]))
            yield Needle(subject, Variant.NAME, (words[-1], *words[:-1]))
        for part in dict.fromkeys((words[0], words[-1])) if len(words) > 1 else ():
            if len(part) >= SHORTEST_SURNAME:
                yield Needle(subject, Variant.SURNAME, (part,), capital=True)
    letters = [part[0] for part in name.split() if part[0].isalpha()]
    if len(letters) > 1:
        dotted = r"\.\s*".join(map(re.escape, letters))
        yield Needle(subject, Variant.INITIALS, pattern=rf"(?<!\w){dotted}\.")


def _of_body(name: str, subject: Veiled) -> Iterator[Needle]:
    if UNSPACED.search(name):
        yield _unspaced(name, subject)
        return
    for words in sorted(spellings(name, is_body=True)):
        if sum(map(len, words)) >= SHORTEST_SURNAME:
            yield Needle(subject, Variant.NAME, words, capital=True)
    for acronym in re.findall(r"\(([A-Z][A-Za-z-]{1,11})\)", name):
        if acronym.upper() == acronym:
            pattern = rf"(?<!\w){re.escape(acronym)}(?!\w)"
            yield Needle(subject, Variant.ACRONYM, pattern=pattern)


def _unspaced(name: str, subject: Veiled) -> Needle:
    """Scripts without blanks: files may put some between the signs, or break the line there."""
    signs = [c for c in name if not c.isspace() and c not in "·・,，"]
    return Needle(subject, Variant.ORIGINAL, pattern=r"[\s·・]*".join(map(re.escape, signs)))


def _of_address(address: str, subject: Veiled) -> Iterator[Needle]:
    local, _, domain = address.rpartition("@")
    if not local:
        return
    yield Needle(subject, Variant.EMAIL, pattern=rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)")
    if domain not in PUBLIC_DOMAINS:
        yield Needle(
            subject, Variant.DOMAIN, pattern=rf"(?<![\w-]){re.escape(domain)}(?![\w-]|\.\w)"
        )
