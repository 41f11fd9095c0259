"""The release for research as one ZIP file: the same release makes the same bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from prize_app.insight.codebook import codebook, readme
from prize_app.insight.queries import Case, Material
from prize_app.regions import region_of
from workflows.errors import Refusal, RuleBroken
from workflows.insight import Given, Nominated, Release, ReleasedReview, anonymised
from workflows.plan.evaluation import Rubric
from workflows.plan.rounds import Scoring
from workflows.scoring import STEP

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold: when it was made is nobody's business."""


def release_of(material: Material, *, key: bytes) -> Release:
    """What may leave the house of what the viewer may know.

    Raises:
        RuleBroken: too few nominations or reviewers, or the round is judged without points.
    """
    if material.edition.plan.round_named(material.round_key).scoring is not Scoring.POINTS:
        raise RuleBroken([Refusal("round_without_points")])
    over = [case for case in material.cases if not case.in_review]
    ids = {case.id for case in over}
    handed = [one for one in material.handed_in if one.case.id in ids]
    opened = min((one.assigned_at.date() for one in material.asked), default=None)
    given = [
        Given(
            str(one.case.id),
            str(one.reviewer_id),
            (one.submitted_at.date() - opened).days,
            None if one.score is None else float(one.score.quantize(STEP)),
            one.points,
        )
        for one in handed
        if one.submitted_at is not None and opened is not None
    ]
    nominated = [Nominated(str(c.id), c.category, _groups(material, c)) for c in over]
    least = material.edition.plan.reviewing.smallest_group
    return anonymised(nominated, given, key=key, least=least)


def _groups(material: Material, case: Case) -> tuple[str, ...]:
    """Compared answers, then the region: what stands last is withheld first."""
    answers = []
    for key, field in material.compared.items():
        answer = case.answers.get(key) or ""
        answers.append(answer if answer in field.options else "")
    return (*answers, region_of(case.country))


def packed(material: Material, release: Release) -> bytes:
    """The release with its codebook."""
    plan = material.edition.plan
    least = plan.reviewing.smallest_group
    columns = ["nomination", "reviewer", "category", "points", "day"]
    columns += [*(f"answer-{key}" for key in material.compared), "region"]
    book = codebook(plan, release, material.compared, least=least, round_key=material.round_key)
    files = {
        "README.txt": readme(
            plan, release, least=least, columns=columns, round_key=material.round_key
        ),
        "codebook.json": _json(book),
        "reviews.csv": _csv(columns, map(_review, release.reviews)),
        "criteria.csv": _csv(
            ["nomination", "reviewer", "category", "criterion", "points"],
            (
                row
                for review in release.reviews
                for row in _criteria(_rubric(material, review.category), review)
            ),
        ),
    }
    for category, reviews in _by_category(release).items():
        files[f"calibrate/{category}.json"] = _json(
            _calibratable(_rubric(material, category), reviews)
        )
    return _zip(files)


def _review(review: ReleasedReview) -> Sequence[object]:
    score = "" if review.score is None else review.score
    return review.nomination, review.reviewer, review.category, score, review.day, *review.groups


def _rubric(material: Material, category: str) -> Rubric:
    return material.edition.plan.rubric_of(category, material.round_key)


def _criteria(rubric: Rubric, review: ReleasedReview) -> Iterable[Sequence[object]]:
    for key in rubric.criteria:
        points = review.points.get(key)
        given = "" if points is None else points
        yield review.nomination, review.reviewer, review.category, key, given


def _by_category(release: Release) -> dict[str, list[ReleasedReview]]:
    found: defaultdict[str, list[ReleasedReview]] = defaultdict(list)
    for review in release.reviews:
        found[review.category].append(review)
    return dict(sorted(found.items()))


def _calibratable(rubric: Rubric, reviews: Sequence[ReleasedReview]) -> dict[str, Any]:
    criteria = rubric.criteria
    return {
        "weights": {key: float(criterion.weight) for key, criterion in criteria.items()},
        "reviews": [
            {
                "nomination": review.nomination,
                "reviewer": review.reviewer,
                "points": {key: review.points.get(key) for key in criteria},
            }
            for review in reviews
        ],
    }


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _zip(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed_files:
        for name, text in files.items():
            packed_files.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()
