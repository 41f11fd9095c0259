"""Points for research without the people: pseudonyms, coarse groups, nothing that is rare."""

from __future__ import annotations

import hmac
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from workflows.errors import Refusal, RuleBroken

SUPPRESSED: Final = ""


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nomination: its category, and its groups in the order in which they may be given up last.

    `groups` are (what, which), all nominations having the same what; an empty which is not stated.
    """

    id: str
    category: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A review; `day` counts from the opening, `points` by criterion, `score` 0..100."""

    nomination: str
    reviewer: str
    day: int
    score: float | None
    points: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class ReleasedReview:
    """A review as it leaves the house."""

    nomination: str
    reviewer: str
    category: str
    groups: tuple[str, ...]
    day: int
    score: float | None
    points: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Release:
    """What leaves the house, and how much of it was held back."""

    reviews: tuple[ReleasedReview, ...]
    nominations: int
    reviewers: int
    groups_blanked: int
    nominations_left_out: int


def anonymised(
    nominated: Sequence[Nominated], given: Sequence[Given], *, key: bytes, least: int
) -> Release:
    """Make a release in which at least `least` nominations share every combination of groups.

    Pseudonyms and the order of the rows come from the key alone (HMAC-SHA-256, RFC 2104): the same
    key gives the same release, without it no pseudonym can be traced to an id or to another
    release's. Whoever makes the release throws the key away.

    Raises:
        RuleBroken: fewer than `least` nominations or reviewers would be left.

    Source: k-anonymity by generalisation and local suppression (Samarati and Sweeney 1998;
        Sweeney 2002, Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems 10, 571-588).
    """
    reviewed = {review.nomination for review in given}
    kept = coarsened([n for n in nominated if n.id in reviewed], least)
    left = [review for review in given if review.nomination in kept]
    reviewers = {review.reviewer for review in left}
    if len(kept) < least or len(reviewers) < least:
        raise RuleBroken([
            Refusal(
                "too_small_to_export",
                {"least": least, "nominations": len(kept), "reviewers": len(reviewers)},
            )
        ])  # fmt: skip
    names = _pseudonyms(key, "N", kept), _pseudonyms(key, "R", reviewers)
    reviews = [
        ReleasedReview(
            names[0][r.nomination], names[1][r.reviewer], kept[r.nomination].category,
            kept[r.nomination].groups, r.day, r.score, r.points,
        )
        for r in left
    ]  # fmt: skip
    by_id = {n.id: n for n in nominated}
    return Release(
        reviews=tuple(sorted(reviews, key=lambda r: _keyed(key, f"{r.nomination} {r.reviewer}"))),
        nominations=len(kept),
        reviewers=len(reviewers),
        groups_blanked=sum(
            was != now
            for n in kept.values()
            for was, now in zip(by_id[n.id].groups, n.groups, strict=True)
        ),
        nominations_left_out=len(reviewed & by_id.keys()) - len(kept),
    )  # fmt: skip


def coarsened(nominated: Collection[Nominated], least: int) -> Mapping[str, Nominated]:
    """Blank groups, the last first, until nobody is one of fewer than `least`; leave out the rest.

    Where the nominations that have lost all their groups are too few themselves, the smallest
    other class of the category joins them; a category that is too small altogether is left out.
    """
    by_category: defaultdict[str, list[Nominated]] = defaultdict(list)
    for one in nominated:
        by_category[one.category].append(one)
    kept: dict[str, Nominated] = {}
    for held in by_category.values():
        if len(held) >= least:
            kept |= {one.id: one for one in _coarsened(held, least)}
    return kept


def _coarsened(held: list[Nominated], least: int) -> list[Nominated]:
    while rare := _rare(held, least):
        held = [_coarser(one) if one.groups in rare else one for one in held]
    return held


def _rare(held: Sequence[Nominated], least: int) -> frozenset[tuple[str, ...]]:
    """The combinations to be made coarser next; none when all are frequent."""
    sizes = Counter(one.groups for one in held)
    small = {groups for groups, size in sizes.items() if size < least}
    told = frozenset(groups for groups in small if any(groups))
    if told or not small:
        return told
    others = [groups for groups in sizes if any(groups)]
    return frozenset([min(others, key=lambda groups: (sizes[groups], groups))])


def _coarser(one: Nominated) -> Nominated:
    """Without the last group that is still told."""
    last = max(n for n, group in enumerate(one.groups) if group)
    groups = (*one.groups[:last], SUPPRESSED, *one.groups[last + 1 :])
    return Nominated(one.id, one.category, groups)


def _pseudonyms(key: bytes, letter: str, ids: Collection[str]) -> Mapping[str, str]:
    """Id -> letter and number, numbered in the order of their keyed digests."""
    ordered = sorted(ids, key=lambda one: _keyed(key, f"{letter} {one}"))
    width = len(str(len(ordered)))
    return {one: f"{letter}{n:0{width}}" for n, one in enumerate(ordered, start=1)}


def _keyed(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), sha256().name)
