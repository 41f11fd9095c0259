"""What is known of a nomination and of a reviewer, as far as it tells how well they fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Bid(StrEnum):
    """What a reviewer answered when asked; whoever was not asked has no bid."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a nomination is about. `languages` are those its texts are written in."""

    id: str
    themes: frozenset[str] = frozenset()
    keywords: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a reviewer knows. `languages` are those they read, `texts` what they wrote."""

    id: str
    themes: frozenset[str] = frozenset()
    keywords: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    texts: tuple[str, ...] = field(default=())
