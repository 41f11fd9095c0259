"""An edition with reviews in it: so many nominations, each reviewed by so many."""

from __future__ import annotations

import random
from datetime import timedelta

COUNTRIES = ("KE", "NG", "BR", "DE", "FR", "IN", "NP", "JP")
CATEGORY = "outstanding-contribution"


def reviewed(make, number=12, *, reviewers=6, each=3, stage="ranked", seed=1, category=CATEGORY):
    """Nominations with submitted reviews over some days; returns them and the reviewers."""
    chance = random.Random(seed)  # noqa: S311 - invented points
    people = [make.person(f"Reviewer No. {seed}-{n}") for n in range(reviewers)]
    nominations = []
    for n in range(number):
        nomination = make.nomination(
            stage=stage,
            category=category,
            answers={
                "nominee-name": f"Nominee No. {seed}-{n}",
                "country": COUNTRIES[n % len(COUNTRIES)],
                "gender": ("female", "male")[n % 2],
            },
        )
        nominations.append(nomination)
        for place, reviewer in enumerate(chance.sample(people, each)):
            assignment = make.assignment(
                nomination, reviewer, assigned_at=make.now - timedelta(days=60)
            )
            at = make.now - timedelta(days=40 - n % 30, minutes=place)
            make.review(assignment, points=chance.randint(2, 5), submitted_at=at)
    return nominations, people
