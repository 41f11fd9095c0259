"""What a release for research holds, in words and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from workflows.insight import Release
from workflows.plan.forms import Field
from workflows.plan.model import Plan

COLUMNS: Final = {
    "nomination": "pseudonym of a nomination, of this release alone",
    "reviewer": "pseudonym of a reviewer, of this release alone",
    "category": "key of the award; see categories",
    "points": "weighted mean of the review's criteria, 0 to 100; empty: abstained on all",
    "day": "days from the day of the first assignment to the day the review was handed in",
    "region": "region of the nominee's country (UN M49); empty: not stated, or withheld",
    "criterion": "key of a criterion of the category's rubric; see categories",
}

README: Final = """\
Points of {prize}, {edition}, for research
{rule}

What is in it
  reviews.csv      a line a review: {columns}
  criteria.csv     a line a review and criterion: points as they were given, empty for an abstention
  calibrate/*.json a file a category, as `python -m workflows calibrate FILE` reads it
  codebook.json    every column and key, the number of rows, what was withheld

What was taken out
  Names, addresses, institutions, countries, references, words and files are in none of them.
  Pseudonyms were numbered by a random key that was thrown away: N07 of this release has nothing
  to do with N07 of another. Dates are days since the opening, which is not told. Rows stand in
  random order. At least {least} nominations share every combination of category, region and
  answers; where there were fewer, a cell was left empty ({blanked} cells), and categories with
  fewer are left out ({left_out} nominations). Nominations that are still in review, and those
  with which whoever made the release has a conflict of interest, are left out too.

What risk is left
  Whoever knows how many reviews somebody wrote, or on which day, or what points were given in a
  room, may recognize a row. Whoever has two releases of one edition may compare them. Treat the
  file as personal data: do not try to find out who is who, do not pass it on, and publish
  nothing about fewer than {least} nominations.

How to read it
  Differences between groups are not proof of unfairness, nor of its absence: nominations were not
  dealt out at random, and few groups are large.
"""


def readme(
    plan: Plan, release: Release, *, least: int, columns: list[str], round_key: str = ""
) -> str:
    """The words that lie on top."""
    prize, edition = plan.prize.name["en"], plan.prize.edition["en"]
    if round_key:
        edition = f"{edition}, {plan.rounds[round_key].label['en']}"
    return README.format(
        prize=prize,
        edition=edition,
        rule="=" * len(f"Points of {prize}, {edition}, for research"),
        columns=", ".join(columns),
        least=least,
        blanked=release.groups_blanked,
        left_out=release.nominations_left_out,
    )


def codebook(
    plan: Plan,
    release: Release,
    compared: Mapping[str, Field],
    *,
    least: int,
    round_key: str = "",
) -> dict[str, Any]:
    """Columns, keys and counts."""
    told = {review.category for review in release.reviews}
    return {
        "prize": plan.prize.name["en"],
        "edition": plan.prize.edition["en"],
        "smallest_group": least,
        **({"round": plan.rounds[round_key].label["en"]} if round_key else {}),
        "rows": len(release.reviews),
        "nominations": release.nominations,
        "reviewers": release.reviewers,
        "cells_withheld": release.groups_blanked,
        "nominations_left_out": release.nominations_left_out,
        "columns": COLUMNS
        | {
            f"answer-{key}": {
                "question": field.label["en"],
                "answers": {option.key: option.label["en"] for option in field.options.values()},
                "empty": "not asked, not stated, or withheld",
            }
            for key, field in compared.items()
        },
        "categories": {
            key: _category(plan, key, round_key) for key in plan.categories if key in told
        },
    }


def _category(plan: Plan, key: str, round_key: str) -> dict[str, Any]:
    rubric = plan.rubric_of(key, round_key)
    return {
        "name": plan.categories[key].name["en"],
        "lowest": rubric.lowest,
        "highest": rubric.highest,
        "criteria": {
            c.key: {"name": c.label["en"], "question": c.question["en"], "weight": str(c.weight)}
            for c in rubric.criteria.values()
        },
    }
