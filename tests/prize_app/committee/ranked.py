"""Categories that are reviewed and ranked through the service."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import select

from prize_app.db.committee import Ranking
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.procedure.service import take_for_category
from tests.factories import Make, actor
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
NAMES = ("Amina Haddad", "李伟", "محمد الأمين", "Zoë van der Meulen-Oyelaran", "Iñigo Etxeberria")


def reviewed(
    make: Make,
    nominations: int = 8,
    reviewers: int = 5,
    *,
    category: str = CATEGORY,
    apart: bool = False,
    seed: int = 3,
) -> tuple[list[Nomination], list[Person]]:
    """Nominations in review, three reviews each; in two parts that share nobody, if `apart`."""
    chance = np.random.Generator(np.random.PCG64(seed))
    people = [make.grant(Role.REVIEWER) for _ in range(reviewers)]
    severity = 0.7 * chance.standard_normal(reviewers)
    rows = []
    for number in range(nominations):
        name = NAMES[number] if number < len(NAMES) else f"Nominee No. {number}"
        row = make.nomination(stage="in-review", category=category, answers={"nominee-name": name})
        merit = chance.standard_normal()
        for who in _three(number, nominations, reviewers, chance, apart=apart):
            review = make.review(make.assignment(row, people[who]))
            review.points = {
                key: int(np.clip(np.rint(3 + merit + severity[who] + 0.7 * error), 1, 5))
                for key, error in zip(
                    review.points, chance.standard_normal(len(review.points)), strict=True
                )
            }
        rows.append(row)
    make.session.flush()
    return rows, people


def _three(
    number: int, nominations: int, reviewers: int, chance: np.random.Generator, *, apart: bool
) -> Sequence[int]:
    if not apart:
        return chance.choice(reviewers, 3, replace=False).tolist()
    return (0, 1, 2) if number < nominations / 2 else (3, 4, 5)


def ranking_of(make: Make, chair: Person, category: str = CATEGORY) -> Ranking:
    """Freeze the scores of a category and give the ranking that came of it."""
    slug = make.the_edition.row.slug
    take_for_category(make.session, actor(chair), slug, category, "rank", now=make.now)
    make.session.flush()
    wanted = select(Ranking).where(Ranking.category_key == category)
    return make.session.scalars(wanted.order_by(Ranking.frozen_at.desc())).first()


def page_of(edition: RunningEdition, *more: str) -> str:
    """The address of the category's page, or of one below it."""
    return "/".join([f"/editions/{edition.row.slug}/committee/{CATEGORY}", *more])
