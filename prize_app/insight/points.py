"""What the points look like: by category, region and compared answers, and by reviewer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from prize_app.insight.queries import Asked, Case, Material
from prize_app.regions import region_of
from workflows.insight import (
    Compared,
    Estimate,
    Judged,
    Scored,
    Spread,
    compare,
    drifts,
    leanings,
    spread_of,
)
from workflows.plan.forms import Words

CLASSES = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups of nominations side by side. `names` is group key -> what people read.

    `within` says that a nomination is compared with those of its own category only.
    """

    title: str
    names: Mapping[str, str]
    compared: Compared
    within: bool


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """One reviewer's points. `leaning` is against the fellows, `drift` per ten reviews."""

    reviewer: str
    reviews: int
    spread: Spread
    leaning: Estimate | None
    drift: Estimate | None


@dataclass(frozen=True, slots=True)
class Points:
    """The page of points. `drift` is that of all reviewers as one."""

    reviews: int
    nominations: int
    least: int
    histogram: Sequence[tuple[str, int]]
    comparisons: Sequence[Comparison]
    reviewers: Sequence[ReviewerLine]
    drift: Estimate | None


def points_of(material: Material) -> Points:
    """Bring it together; reviews that abstain on everything have no points."""
    scored = [one for one in material.handed_in if one.score is not None]
    means = _means(scored)
    least = material.edition.plan.reviewing.smallest_group
    everybody, lines = _reviewers(material, scored, least)
    return Points(
        reviews=len(scored),
        nominations=len(means),
        least=least,
        histogram=_histogram(scored),
        comparisons=[c for c in _comparisons(material, means, least) if c.names],
        reviewers=lines,
        drift=everybody,
    )


def _means(scored: Sequence[Asked]) -> dict[UUID, tuple[Case, float]]:
    points: defaultdict[UUID, list[float]] = defaultdict(list)
    cases = {}
    for one in scored:
        cases[one.case.id] = one.case
        points[one.case.id].append(float(one.score or 0))
    return {key: (cases[key], sum(held) / len(held)) for key, held in points.items()}


def _histogram(scored: Sequence[Asked]) -> list[tuple[str, int]]:
    if not scored:
        return []
    counts = Counter(min(int(float(one.score or 0)) // CLASSES, 9) for one in scored)
    return [(f"{n * 10}–{n * 10 + 10}", counts[n]) for n in range(CLASSES)]


def _comparisons(
    material: Material, means: Mapping[UUID, tuple[Case, float]], least: int
) -> list[Comparison]:
    plan = material.edition.plan
    found = [
        _comparison(
            "Category",
            {key: category.name["en"] for key, category in plan.categories.items()},
            [Scored(case.category, "", points) for case, points in means.values()],
            least,
            within=False,
        ),
        _comparison(
            "Region of the nominee",
            {},
            [Scored(region_of(c.country), c.category, points) for c, points in means.values()],
            least,
        ),
    ]
    for key, field in material.compared.items():
        forms = {c.key for c in plan.categories.values() if key in plan.form_of(c.key).fields}
        labels = {option.key: option.label["en"] for option in field.options.values()}
        answered = [
            Scored(answer if answer in labels else "", case.category, points)
            for case, points in means.values()
            if case.category in forms
            for answer in (case.answers.get(key) or "",)
        ]
        found.append(_comparison(_words(field.label), labels, answered, least))
    return found


def _comparison(
    title: str, names: Mapping[str, str], scored: Sequence[Scored], least: int, within: bool = True
) -> Comparison:
    compared = compare(scored, least=least)
    shown = {group.key: names.get(group.key, group.key) for group in compared.groups}
    if "" in shown:
        shown[""] = "Small groups together" if compared.together else "Not stated"
    return Comparison(title, shown or {"": ""}, compared, within)


def _words(words: Words) -> str:
    return words.get("en") or next(iter(words.values()))


def _reviewers(
    material: Material, scored: Sequence[Asked], least: int
) -> tuple[Estimate | None, list[ReviewerLine]]:
    judged = [
        Judged(str(one.reviewer_id), str(one.case.id), one.submitted_at, float(one.score))
        for one in scored
        if one.submitted_at is not None and one.score is not None
    ]
    leaning = leanings(judged, least=least)
    everybody, each = drifts(judged)
    drifting = {drift.reviewer: drift.estimate for drift in each}
    own: defaultdict[str, list[float]] = defaultdict(list)
    for judgement in judged:
        own[judgement.reviewer].append(judgement.points)
    lines = [
        ReviewerLine(
            material.pool[UUID(key)], len(points), spread_of(points), leaning.get(key),
            drifting.get(key),
        )
        for key, points in own.items()
    ]  # fmt: skip
    return everybody, sorted(lines, key=_severest)


def _severest(line: ReviewerLine) -> tuple[bool, float, str]:
    """Those of whom something can be said first, the harshest at the top."""
    value = line.leaning.value if line.leaning else 0.0
    return line.leaning is None, value, line.reviewer
