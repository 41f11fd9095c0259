"""How categories hang together by their reviewers: told before there is a ranking."""

from __future__ import annotations

import pytest

from prize_app.committee.hanging import hanging_of
from prize_app.editions.queries import edition_by_id
from tests.factories import actor
from tests.prize_app.committee.ranked import CATEGORY, ranking_of, reviewed
from workflows.calibration import Hold
from workflows.plan.evaluation import Role

OTHER = "youth-leader"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


def told(session, edition, viewer):
    return hanging_of(session, edition_by_id(session, edition.id), actor(viewer))


def index_of(edition):
    return f"/editions/{edition.row.slug}/committee"


def given(make, *columns, category=CATEGORY):
    """Nominations in review, each given to the reviewers of its column."""
    rows = []
    for number, people in enumerate(columns):
        name = f"Nominee No. {number}"
        row = make.nomination(stage="in-review", category=category, answers={"nominee-name": name})
        for person in people:
            make.assignment(row, person)
        rows.append(row)
    make.session.flush()
    return rows


def test_categories_are_told_apart(session, make, edition, chair):
    reviewed(make, 9, 4)
    reviewed(make, 6, 6, category=OTHER, apart=True)

    found = told(session, edition, chair)

    assert {key: own.hold for key, own in found.items()} == {CATEGORY: Hold.WELL, OTHER: Hold.APART}
    assert found[CATEGORY].sentences == []


def test_what_would_tie_them_is_said_with_names_before_any_point_is_given(
    client, make, edition, chair, sign_in
):
    one, other = make.grant(Role.REVIEWER), make.grant(Role.REVIEWER)
    given(make, [one], [one], [other], [other])

    shown = sign_in(client, chair).get(index_of(edition)).text

    assert "Reviewers do not overlap" in shown
    assert "The reviews fall into 2 parts that no reviewer ties together" in shown
    assert "1 further review would tie them well enough" in shown
    assert "let a reviewer of \u2068Nominee No. 0\u2069 read \u2068Nominee No. 2\u2069" in shown


def test_a_tie_of_few_reviews_is_weak(client, session, make, edition, chair, sign_in):
    people = [make.grant(Role.REVIEWER) for _ in range(4)]
    left, right = people[:2], people[2:]
    given(make, *[left] * 3, *[right] * 3, [left[0], *right])

    [own] = told(session, edition, chair).values()

    assert own.hold is Hold.WEAKLY
    assert "4 further reviews would tie them well enough" in own.sentences[1]
    assert "Reviewers hardly overlap" in sign_in(client, chair).get(index_of(edition)).text


def test_a_review_that_will_not_count_ties_nothing(session, make, edition, chair):
    one, other = make.grant(Role.REVIEWER), make.grant(Role.REVIEWER)
    rows = given(make, [one], [one, other], [other], [other])
    assert told(session, edition, chair)[CATEGORY].hold is Hold.WEAKLY

    make.conflict(rows[1], other)

    assert told(session, edition, chair)[CATEGORY].hold is Hold.APART


def test_what_is_hidden_from_the_viewer_is_as_if_it_had_never_been(session, make, edition, chair):
    one, other = make.grant(Role.REVIEWER), make.grant(Role.REVIEWER)
    member = make.grant(Role.COMMITTEE)
    rows = given(make, [one], [one, other], [other], [other])
    make.conflict(rows[1], member)

    found = told(session, edition, member)[CATEGORY]

    assert found.hold is Hold.APART
    assert "Nominee No. 1" not in " ".join(found.sentences)


def test_once_ranked_the_ranking_says_it(session, make, edition, chair):
    reviewed(make, 6, 6, apart=True)
    ranking_of(make, chair)

    assert told(session, edition, chair) == {}


def test_the_index_takes_as_many_statements_for_twelve_as_for_four(
    client, make, edition, chair, sign_in, statements
):
    people = [make.grant(Role.REVIEWER) for _ in range(2)]
    sign_in(client, chair)

    def read():
        with statements() as taken:
            assert client.get(index_of(edition)).status_code == 200
        return len(taken)

    given(make, *([who] for who in people * 2))
    few = read()
    given(make, *([who] for who in people * 4))

    assert read() == few
