"""Invented reviews: each nomination has a merit, each reviewer a severity, and there is noise."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from workflows.plan.evaluation import Rubric


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


def words_of(source: random.Random, comments: Mapping[str, list[Any]]) -> tuple[str, str]:
    """Strengths and weaknesses in words."""
    return (
        " ".join(str(s) for s in source.sample(comments["strengths"], 2)),
        str(source.choice(comments["weaknesses"])),
    )
