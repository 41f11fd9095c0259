"""Invented reviews: each nomination has a merit, each reviewer a severity, and there is noise."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from workflows.plan.evaluation import Rubric
from workflows.reviewing import Grounds, needs_reason
from workflows.scoring import Points


def points_of(rubric: Rubric, nomination: str, reviewer: str) -> dict[str, int | None]:
    """Points by criterion; about one in forty is an abstention. The same names, the same points."""
    merit = random.Random(f"merit {nomination}").uniform(-1.2, 1.2)  # noqa: S311 - a play
    severity = random.Random(f"severity {reviewer}").gauss(0, 0.5)  # noqa: S311
    noise = random.Random(f"{nomination} {reviewer}")  # noqa: S311
    middle = (rubric.lowest + rubric.highest) / 2 + 0.4
    points: dict[str, int | None] = {}
    for key in rubric.criteria:
        value = round(middle + merit + severity + noise.gauss(0, 0.7))
        abstains = rubric.may_abstain and noise.random() < 0.025
        points[key] = None if abstains else max(rubric.lowest, min(rubric.highest, value))
    return points


REASONS = {
    "low": "The file does not show it: the letters speak of plans, not of what came of them.",
    "high": "Three letters from different countries say the same, and the outputs bear it out.",
    "none": "I do not know this field well enough to judge it by the file.",
}


def grounds_of(rubric: Rubric, points: Points, nomination: str, reviewer: str) -> Grounds:
    """Reasons where the rubric asks for them, and how sure the reviewer is."""
    middle = (rubric.lowest + rubric.highest) / 2
    reasons = {
        key: REASONS["none" if given is None else "low" if given < middle else "high"]
        for key, given in points.items()
        if needs_reason(rubric, given)
    }
    source = random.Random(f"confidence {nomination} {reviewer}")  # noqa: S311 - a play
    grades = sorted(int(grade) for grade in rubric.confidence)
    return Grounds(reasons, source.choice(grades[1:]) if grades else None)


def nearer(own: Points, other: Points) -> dict[str, int | None]:
    """Own points, one step nearer to another's on the first criterion on which both differ."""
    moved = dict(own)
    for key, given in own.items():
        theirs = other.get(key)
        if given is not None and theirs is not None and given != theirs:
            moved[key] = given + (1 if theirs > given else -1)
            break
    return moved


def words_of(source: random.Random, comments: Mapping[str, list[Any]]) -> tuple[str, str]:
    """Strengths and weaknesses in words."""
    return (
        " ".join(str(s) for s in source.sample(comments["strengths"], 2)),
        str(source.choice(comments["weaknesses"])),
    )
