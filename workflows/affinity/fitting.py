"""Points of affinity of every pair, and what each of them is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from workflows.affinity.model import Bid, Profile, Subject
from workflows.affinity.texts import Texts, Vector, similarity

Pair = tuple[str, str]
"""The ids of a nomination and of a reviewer, in this order."""

HUNDREDTH: Final = Decimal("0.01")

WORDS_NAMED: Final = 5

_BIDS: Final = MappingProxyType({Bid.YES: Decimal(3), Bid.MAYBE: Decimal(1), Bid.NO: Decimal(-3)})


class Part(StrEnum):
    """What points are given for."""

    THEME = "theme"
    KEYWORD = "keyword"
    TEXT = "text"
    BID = "bid"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each part; a zero leaves the part out.

    Attributes:
        theme: for sharing a theme, once.
        keyword: for each keyword shared, up to `most_keywords` of them.
        text: for texts that are the same; nearer or farther ones have their cosine's share.
        bids: for each answer.
        language: for reading none of the languages that the nomination is written in; nothing is
            taken off where either is unknown.
    """

    theme: Decimal = Decimal(2)
    keyword: Decimal = Decimal("0.5")
    most_keywords: int = 4
    text: Decimal = Decimal(4)
    bids: Mapping[Bid, Decimal] = field(default_factory=lambda: _BIDS)
    language: Decimal = Decimal(-2)


@dataclass(frozen=True, slots=True)
class Reason:
    """Points for one thing: a theme, a keyword, a word, an answer, languages.

    The last word of a text is named "" and stands for all the others together.
    """

    part: Part
    name: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Fit:
    """Points in hundredths; they are the sum of the reasons' points."""

    points: Decimal
    reasons: tuple[Reason, ...]


def fits(
    subjects: Iterable[Subject],
    profiles: Iterable[Profile],
    bids: Mapping[Pair, Bid] | None = None,
    weights: Weights | None = None,
) -> dict[Pair, Fit]:
    """The fit of every nomination with every reviewer.

    How rare a word is follows from all the texts given, so a pair's points may change when
    somebody joins or leaves.
    """
    subjects = [replace(s, keywords=_folded(s.keywords)) for s in sorted(subjects, key=_id)]
    profiles = [replace(p, keywords=_folded(p.keywords)) for p in sorted(profiles, key=_id)]
    weights = weights or Weights()
    written = [*(each.texts for each in subjects), *(each.texts for each in profiles)]
    texts = Texts.of(text for each in written for text in each)
    about = {each.id: texts.vector(each.texts) for each in subjects}
    wrote = {each.id: texts.vector(each.texts) for each in profiles}
    return {
        (subject.id, profile.id): _fit(
            [
                *_known(subject, profile, (bids or {}).get((subject.id, profile.id)), weights),
                *_texts(about[subject.id], wrote[profile.id], weights),
            ]
        )
        for subject in subjects
        for profile in profiles
    }


def _fit(reasons: list[Reason]) -> Fit:
    given = tuple(reason for reason in reasons if reason.points)
    return Fit(sum((reason.points for reason in given), Decimal(0)), given)


def _known(
    subject: Subject, profile: Profile, bid: Bid | None, weights: Weights
) -> Iterator[Reason]:
    for theme in sorted(subject.themes & profile.themes)[:1]:
        yield Reason(Part.THEME, theme, weights.theme)
    for keyword in sorted(subject.keywords & profile.keywords)[: weights.most_keywords]:
        yield Reason(Part.KEYWORD, keyword, weights.keyword)
    if bid is not None:
        yield Reason(Part.BID, bid, weights.bids.get(bid, Decimal(0)))
    if subject.languages and profile.languages and not subject.languages & profile.languages:
        yield Reason(Part.LANGUAGE, ", ".join(sorted(subject.languages)), weights.language)


def _texts(about: Vector, wrote: Vector, weights: Weights) -> Iterator[Reason]:
    """The words that add most by name; what they add is rounded, the rest makes up the sum."""
    found = similarity(about, wrote)
    left = _rounded(found.cosine, weights.text)
    for word, share in found.shared[:WORDS_NAMED]:
        points = _rounded(share, weights.text)
        left -= points
        yield Reason(Part.TEXT, word, points)
    yield Reason(Part.TEXT, "", left)


def _rounded(share: float, weight: Decimal) -> Decimal:
    # Nine digits: the last bits of a float may differ between machines, the points may not.
    exact = Decimal(f"{share:.9f}") * weight
    return exact.quantize(HUNDREDTH, ROUND_HALF_EVEN)


def _folded(keywords: frozenset[str]) -> frozenset[str]:
    return frozenset(" ".join(keyword.split()).casefold() for keyword in keywords)


def _id(each: Subject | Profile) -> str:
    return each.id
