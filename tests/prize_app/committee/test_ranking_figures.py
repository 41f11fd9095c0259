"""The pages of a calibrated ranking: what they show, to whom, and in how many statements."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from prize_app.committee.analysis import analysed, inputs_of
from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.nominations import Nomination
from tests.factories import Make
from tests.prize_app.committee.ranked import CATEGORY, page_of, ranking_of, reviewed
from workflows.plan.evaluation import Role


def test_the_page_has_means_and_calibrated_scores_side_by_side(
    client, session, make, edition, chair, member, sign_in
):
    nominations, _ = reviewed(make)
    ranking_of(make, chair)

    shown = sign_in(client, member).get(page_of(edition, "ranking")).text

    for line in session.scalars(select(RankingLine)):
        assert f'data-label="Mean as given">{line.mean_points}<' in shown
        assert f'data-label="Calibrated">{line.merit:.1f}<' in shown
    assert "The places come from the mean of the points as given." in shown
    assert "Shortlist: the first 3" in shown
    assert "Award: the first place" in shown
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="firmness"' in shown
    assert "style=" not in shown
    assert all(nomination.nominee_name in shown for nomination in nominations)


def test_before_there_is_a_ranking_the_pages_say_what_will_come(client, edition, chair, sign_in):
    sign_in(client, chair)

    assert "No ranking yet" in client.get(page_of(edition, "ranking")).text
    assert "No ranking yet" in client.get(page_of(edition, "reviewers")).text
    assert client.get(page_of(edition, "ranking.json")).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SECRETARIAT, 200), (Role.CHAIR, 200), (Role.DEPUTY, 200), (Role.COMMITTEE, 404),
        (Role.BOARD, 404), (Role.OBSERVER, 404), (Role.REVIEWER, 404),
    ],
)  # fmt: skip
def test_severity_is_for_the_secretariat_and_the_chair(
    client, make, edition, chair, sign_in, role, status
):
    reviewed(make)
    ranking_of(make, chair)
    sign_in(client, make.grant(role))

    assert client.get(page_of(edition, "reviewers")).status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SECRETARIAT, 200), (Role.CHAIR, 200), (Role.BOARD, 200), (Role.OBSERVER, 200),
        (Role.COMMITTEE, 404), (Role.REVIEWER, 404),
    ],
)  # fmt: skip
def test_the_file_is_for_those_who_read_reports(
    client, make, edition, chair, sign_in, role, status
):
    """It ties together what members see under another letter for each nomination."""
    reviewed(make)
    ranking_of(make, chair)
    sign_in(client, make.grant(role))

    assert client.get(page_of(edition, "ranking.json")).status_code == status
    shown = client.get(page_of(edition, "ranking"))
    assert ("Download the file" in shown.text) == (status == 200)


def test_nobody_looks_into_the_severity_of_peers(client, make, edition, chair, sign_in):
    _, people = reviewed(make)
    ranking_of(make, chair)
    make.grant(Role.CHAIR, people[0])
    sign_in(client, people[0])

    assert client.get(page_of(edition, "ranking")).status_code == 200
    assert client.get(page_of(edition, "reviewers")).status_code == 404


def test_severity_is_told_by_name_with_a_warning(client, make, edition, chair, sign_in):
    _, people = reviewed(make)
    ranking_of(make, chair)

    severity = sign_in(client, chair).get(page_of(edition, "reviewers")).text
    ranking = client.get(page_of(edition, "ranking")).text

    assert "A difference is not proof" in severity
    for person in people:
        assert person.name in severity
        assert f">{person.name}<" not in ranking


def many(make: Make, count: int) -> None:
    """A ranking of so many nominations as rows, two reviews each by few reviewers."""
    edition, first = make.the_edition, make.nomination(category=CATEGORY, stage="ranked")
    rubric = edition.plan.rubric_of(CATEGORY)
    copied = {column.key: getattr(first, column.key) for column in Nomination.__table__.columns}
    rows = [
        {**copied, "id": uuid4(), "reference": f"R-{number:05}", "nominee_name": f"N {number}",
         "nominee_email": f"n{number}@people.example"}
        for number in range(count)
    ]  # fmt: skip
    make.session.execute(insert(Nomination), rows)
    given = {
        row["reference"]: {
            f"Reviewer {(number + step) % 7}": dict.fromkeys(
                rubric.criteria, 1 + (3 * number + 5 * step + number // 7) % 5
            )
            for step in (0, 1, 3)
        }
        for number, row in enumerate(rows)
    }
    means = {row["reference"]: Decimal(number % 100) for number, row in enumerate(rows)}
    inputs = inputs_of(rubric, given, means, (3, 1))
    ranking = Ranking(
        edition_id=edition.id, category_key=CATEGORY, input_hash="0" * 64, frozen_at=make.now,
        inputs=inputs, analysis=analysed(inputs),
    )  # fmt: skip
    make.session.add(ranking)
    make.session.flush()
    make.session.execute(
        insert(RankingLine),
        [
            {"id": uuid4(), "ranking_id": ranking.id, "nomination_id": row["id"], "place": 1,
             "mean_points": 50, "reviews": 3, "summary": {"by_criterion": {}, "by_review": {}}}
            for row in rows
        ],
    )  # fmt: skip


def test_the_page_takes_as_many_statements_for_ten_thousand_as_for_ten(
    client, make, edition, chair, sign_in, statements
):
    sign_in(client, chair)

    def read_pages():
        seen = []
        for name in ("ranking", "reviewers"):
            with statements() as taken:
                assert client.get(page_of(edition, name)).status_code == 200
            seen.append(len(taken))
        return seen

    many(make, 10)
    few = read_pages()
    make.session.execute(RankingLine.__table__.delete())
    make.session.execute(Ranking.__table__.delete())
    make.session.execute(Nomination.__table__.delete().where(Nomination.reference.like("R-%")))
    many(make, 10_000)

    assert read_pages() == few
