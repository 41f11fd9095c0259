"""The severity page: by criterion, and how wide a scale, where the plan has these removed."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from prize_app.committee.analysis import read
from prize_app.db.committee import Ranking
from prize_app.db.reviews import Assignment, Review
from tests.factories import plan_text
from tests.prize_app.committee.ranked import CATEGORY, ranking_of, reviewed
from workflows.plan.evaluation import Role


def edition_with(make, *keys):
    """An edition whose rubrics say so."""
    midnight = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    source = plan_text("corrections-close", 30, midnight)
    return make.edition(source=source.replace("lowest = 1\n", "\n".join(["lowest = 1", *keys, ""])))


def page_of(edition, name="reviewers"):
    return f"/editions/{edition.row.slug}/committee/{CATEGORY}/{name}"


@pytest.fixture
def shown(client, make, sign_in):
    """The severity page under a plan that says so, after each third criterion was withheld."""

    def show(*keys):
        edition = edition_with(make, *keys)
        reviewed(make, 12, 5)
        for number, review in enumerate(make.session.scalars(select(Review))):
            withheld = sorted(review.points)[number % 3]
            review.points = {**review.points, withheld: None} if number % 2 else review.points
        make.session.flush()
        chair = make.grant(Role.CHAIR)
        ranking = ranking_of(make, chair)
        sign_in(client, chair)
        return edition, ranking, client.get(page_of(edition)).text

    return show


def test_severity_is_told_on_each_criterion(shown):
    edition, ranking, page = shown("severity_by_criterion = true")
    kept = read(ranking.analysis).by_criterion

    assert set(kept) == set(edition.plan.rubric_of(CATEGORY).criteria)
    assert "Criterion by criterion" in page
    for key, by in kept.items():
        label = edition.plan.rubric_of(CATEGORY).criteria[key].label["en"]
        assert len(by) == 5
        for value, _, _ in by.values():
            told = f"{value:+.1f}".replace("-", "−")
            cells = re.findall(
                rf'data-label="{re.escape(label)}">(?:<strong>)?([^<]+)<',
                page.replace("&amp;", "&"),
            )
            assert told in cells


def test_a_plan_that_does_not_ask_says_nothing_of_criteria_and_widths(shown):
    _, ranking, page = shown()

    assert read(ranking.analysis).by_criterion == {}
    assert "Criterion by criterion" not in page
    assert "Width of the scale" not in page


def test_how_wide_a_scale_each_one_uses_is_told_where_it_is_evened(client, session, make, sign_in):
    edition = edition_with(make, "even_scales = true")
    _, people = reviewed(make, 16, 4)
    own_reviews = select(Review).join(Assignment).where(Assignment.reviewer_id == people[0].id)
    for review in session.scalars(own_reviews):
        # One who gives everybody nearly the same.
        low = sorted(review.points)[0]
        review.points = {key: p if key == low else 3 for key, p in review.points.items()}
    session.flush()
    chair = make.grant(Role.CHAIR)
    own = {each.alias: each.scale for each in read(ranking_of(make, chair).analysis).severities}

    page = sign_in(client, chair).get(page_of(edition)).text

    assert min(own.values()) < 1 < max(own.values())
    for scale in own.values():
        assert f'data-label="Width of the scale">{scale:.1f} ×<' in page


def test_what_the_criterion_cannot_tell_is_said_by_its_label(client, session, make, sign_in):
    edition = edition_with(make, "severity_by_criterion = true")
    criterion = next(iter(edition.plan.rubric_of(CATEGORY).criteria.values()))
    reviewed(make, 10, 5)
    for number, review in enumerate(session.scalars(select(Review))):
        if number:
            review.points = {**review.points, criterion.key: None}
    session.flush()
    chair = make.grant(Role.CHAIR)
    ranking_of(make, chair)

    page = sign_in(client, chair).get(page_of(edition, "ranking")).text

    assert f"On the criterion “\u2068{criterion.label['en']}\u2069” alone" in page


def test_rankings_from_before_widths_were_kept_are_still_shown(client, session, make, sign_in):
    edition = edition_with(make)
    reviewed(make)
    chair = make.grant(Role.CHAIR)
    ranking = ranking_of(make, chair)
    old = json.loads(json.dumps(ranking.analysis))
    del old["criteria"]
    old["reviewers"] = [row[:5] for row in old["reviewers"]]
    session.execute(Ranking.__table__.update().values(analysis=old))
    session.expire_all()

    assert sign_in(client, chair).get(page_of(edition)).status_code == 200


def test_whoever_is_recused_gets_severities_by_criterion_without_what_is_hidden(
    client, session, make, sign_in
):
    edition = edition_with(make, "severity_by_criterion = true")
    nominations, _ = reviewed(make, 10)
    ranking = ranking_of(make, make.grant(Role.CHAIR))
    secretary = make.grant(Role.SECRETARIAT)
    make.conflict(nominations[0], secretary)
    before = sign_in(client, secretary).get(page_of(edition)).text

    inputs = json.loads(json.dumps(ranking.inputs))
    for each in inputs["document"]["reviews"]:
        if each["nomination"] == nominations[0].reference:
            each["points"] = dict.fromkeys(each["points"], 0.0)
    inputs["means"][nominations[0].reference] = str(Decimal(0))
    ranking.inputs = inputs
    session.flush()

    assert "Criterion by criterion" in before
    assert client.get(page_of(edition)).text == before
