"""The ranking as it is frozen: which reviews count, shared places, and the hash of the inputs."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.audit.chain import canonical
from prize_app.committee.lines import ranking_lines
from prize_app.committee.queries import review_words
from prize_app.committee.rankings import submitted_points
from prize_app.db.committee import Ranking, RankingLine
from prize_app.procedure.service import take_for_category
from tests.factories import actor
from workflows.blindness import Sight
from workflows.plan.blinding import Known
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
CRITERIA = ("cooperation", "achievement", "development", "capacity")

OPEN = Sight(frozenset(), frozenset(), Known.OPEN, Known.OPEN)


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


def reviewed(make, *points, **columns):
    """A nomination in review with reviews of these points."""
    nomination = make.nomination(stage="in-review", category=CATEGORY, **columns)
    for given in points:
        if isinstance(given, int):
            make.review(make.assignment(nomination), points=given)
        else:
            review = make.review(make.assignment(nomination))
            review.points = dict(zip(CRITERIA, given, strict=True))
    return nomination


def rank(session, make, edition, chair):
    take_for_category(session, actor(chair), edition.row.slug, CATEGORY, "rank", now=make.now)
    session.flush()
    return session.scalars(select(Ranking)).one()


def line_of(session, nomination):
    return ranking_lines(session, [nomination.id], viewer_id=uuid4())[nomination.id]


def test_the_mean_is_over_reviews_and_weighted_over_criteria(session, make, edition, chair):
    # 35, 30, 25, 10 of a hundred; 1..5 points are 0..100.
    nomination = reviewed(make, (5, 1, 1, 1), (1, 5, 1, 1), (1, 1, 1, 5))

    rank(session, make, edition, chair)

    line = line_of(session, nomination)
    assert (line.place, line.mean_points, line.reviews) == (1, Decimal("25.00"), 3)
    assert line.by_criterion == {
        "cooperation": Decimal("33.33"),
        "achievement": Decimal("33.33"),
        "development": Decimal("0.00"),
        "capacity": Decimal("33.33"),
    }


def test_an_abstention_is_never_a_zero(session, make, edition, chair):
    full = reviewed(make, 5, 5, 5)
    abstaining = reviewed(make, (5, None, None, None), 5, (None, 5, 5, 5))
    silent = reviewed(make, (None, None, None, None), 5, 5)

    rank(session, make, edition, chair)

    assert [line_of(session, n).mean_points for n in (full, abstaining, silent)] == [100] * 3


def test_equal_points_share_a_place_and_the_next_is_left_out(session, make, edition, chair):
    nominations = [reviewed(make, p, p, p) for p in (4, 5, 4, 3)]

    rank(session, make, edition, chair)

    assert [line_of(session, n).place for n in nominations] == [2, 1, 2, 4]


def test_whom_nobody_scored_has_no_place(session, make, edition, chair):
    unscored = reviewed(make, *[(None,) * 4] * 3)
    reviewed(make, 3, 3, 3)

    rank(session, make, edition, chair)

    line = line_of(session, unscored)
    assert (line.place, line.mean_points, line.reviews) == (None, None, 3)


def test_reviews_that_do_not_count_change_nothing(session, make, edition, chair):
    """Of a conflicted reviewer, of one who handed it back, and one that was not handed in."""
    nomination = reviewed(make, 5, 5, 5)
    conflicted = make.person()
    make.review(make.assignment(nomination, conflicted), points=1)
    make.conflict(nomination, conflicted)
    make.review(make.assignment(nomination, status="declined"), points=1)
    make.review(make.assignment(nomination), points=1, submitted_at=None)

    rank(session, make, edition, chair)

    line = line_of(session, nomination)
    assert (line.mean_points, line.reviews) == (Decimal(100), 3)
    assert len(review_words(session, nomination.id, OPEN)) == 3


def test_the_words_of_reviews_name_nobody(session, make, edition):
    nomination = reviewed(make, 3, 4, 5)

    words = review_words(session, nomination.id, OPEN)

    assert all(re.fullmatch("Reviewer [A-Z]", w.alias) for w in words)
    assert [w.alias for w in words] == sorted({w.alias for w in words})
    assert {w.points["capacity"] for w in words} == {3, 4, 5}


def test_an_alias_stays_when_others_come_and_go(session, make, edition):
    nomination = make.nomination(stage="in-review")
    first, second = make.assignment(nomination), make.assignment(nomination)
    make.review(first, points=3)
    make.review(second, points=4)
    before = {w.points["capacity"]: w.alias for w in review_words(session, nomination.id, OPEN)}

    second.status = "recused"
    for points in (1, 2):
        make.review(make.assignment(nomination), points=points)
    after = {w.points["capacity"]: w.alias for w in review_words(session, nomination.id, OPEN)}

    assert after[3] == before[3]
    assert before[4] not in after.values()
    assert len(set(after.values())) == 3


def test_the_hash_names_the_plan_and_every_point_it_rests_on(session, make, edition, chair):
    nomination = reviewed(make, 3, 4, 5)
    points = submitted_points(session, [nomination.id])

    ranking = rank(session, make, edition, chair)

    content = {
        "plan": edition.published.content_hash,
        "reviews": {str(k): v for k, v in points.items()},
    }
    assert ranking.input_hash == hashlib.sha256(canonical(content)).hexdigest()
    assert ranking.frozen_by == chair.id
    content["reviews"][str(nomination.id)].popitem()
    assert ranking.input_hash != hashlib.sha256(canonical(content)).hexdigest()


def test_places_are_counted_within_a_category(session, make, edition, chair):
    here = reviewed(make, 1, 1, 1)
    elsewhere = make.nomination(stage="in-review", category="youth-leader")

    rank(session, make, edition, chair)

    lines = session.scalars(select(RankingLine)).all()
    assert [line.nomination_id for line in lines] == [here.id]
    assert elsewhere.stage == "in-review"
