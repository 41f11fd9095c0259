"""What making a calibrated ranking keeps, and that the command makes the same of its file."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from sqlalchemy import select

from prize_app.committee.analysis import aliases
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import RankingLine, RankingSeverity
from tests.prize_app.committee.ranked import CATEGORY, page_of, ranking_of, reviewed
from tests.workflows.running import run
from workflows.commands import calibrate as command
from workflows.plan.evaluation import Role
from workflows.ranking import rank


def test_each_line_has_the_mean_and_the_calibrated_score_with_its_interval(
    session, make, edition, chair
):
    nominations, _ = reviewed(make)

    ranking_of(make, chair)

    lines = session.scalars(select(RankingLine)).all()
    assert len(lines) == len(nominations)
    assert all(line.low < line.merit < line.high for line in lines)
    means = {str(line.nomination_id): line.mean_points for line in lines}
    assert {str(line.nomination_id): line.place for line in lines} == {
        key: place for place, key in rank(means)
    }


def test_each_reviewer_has_a_severity_under_an_alias(session, make, edition, chair):
    _, people = reviewed(make)

    ranking_of(make, chair)

    kept = session.scalars(select(RankingSeverity)).all()
    assert {each.reviewer_id for each in kept} == {person.id for person in people}
    assert {each.alias for each in kept} == set(
        aliases(edition.id, [p.id for p in people]).values()
    )
    assert sum(each.reviews for each in kept) == 8 * 3
    assert all(each.low < each.severity < each.high for each in kept)


def test_the_log_has_the_hashes_and_no_numbers(session, make, edition, chair):
    reviewed(make)

    ranking = ranking_of(make, chair)

    [event] = session.scalars(select(AuditEvent).where(AuditEvent.event == "ranking:made"))
    assert event.facts == {
        "category": CATEGORY,
        "order": "raw-mean",
        "inputs": ranking.input_hash,
        "result": ranking.result_hash,
    }
    assert event.actor_id == chair.id


def test_the_plan_can_order_by_calibrated_scores(session, make, by_merit):
    nominations, _ = reviewed(make, 20)

    ranking = ranking_of(make, make.grant(Role.CHAIR))

    lines = session.scalars(select(RankingLine)).all()
    by_score = sorted(lines, key=lambda line: -line.merit)
    assert [line.place for line in by_score] == list(range(1, len(nominations) + 1))
    assert [line.place for line in by_score] != [
        1 + sum(other.mean_points > line.mean_points for other in lines) for line in by_score
    ]
    assert (ranking.ordered_by, ranking.analysis["interval"]) == ("calibrated", 80)


def test_where_calibration_is_refused_means_order_and_the_page_says_why(
    client, session, make, by_merit, sign_in
):
    chair = make.grant(Role.CHAIR)
    nominations, _ = reviewed(make, 8, 6, apart=True)

    ranking = ranking_of(make, chair)
    shown = sign_in(client, chair).get(page_of(by_merit, "ranking")).text

    assert [each["code"] for each in ranking.analysis["refusals"]] == ["reviewers_apart"]
    lines = session.scalars(select(RankingLine)).all()
    assert {line.merit for line in lines} == {None}
    assert sorted(line.place for line in lines)[0] == 1
    assert "Calibration was refused" in shown
    assert "The reviews fall into 2 parts that no reviewer ties together" in shown
    assert nominations[0].nominee_name in shown


def test_reviews_that_do_not_count_are_in_no_figure(session, make, edition, chair):
    nominations, people = reviewed(make)
    make.conflict(nominations[0], people[0])

    ranking = ranking_of(make, chair)

    alias = aliases(edition.id, [p.id for p in people])[people[0].id]
    pairs = {
        (each["nomination"], each["reviewer"]) for each in ranking.inputs["document"]["reviews"]
    }
    assert (nominations[0].reference, alias) not in pairs


@pytest.mark.parametrize("with_merit", [False, True])
def test_the_command_makes_the_same_figures_of_the_file(
    request, client, session, make, sign_in, with_merit
):
    edition = request.getfixturevalue("by_merit" if with_merit else "edition")
    nominations, _ = reviewed(make, 12)
    ranking_of(make, make.grant(Role.CHAIR))
    sign_in(client, make.grant(Role.SECRETARIAT))

    file = client.get(page_of(edition, "ranking.json"))
    answer = json.loads(run(command.COMMAND, "-", "--json", stdin=file.data).text)

    found = {each["id"]: each for each in answer["nominations"]}
    lines = {line.nomination_id: line for line in session.scalars(select(RankingLine))}
    for nomination in nominations:
        line, own = lines[nomination.id], found[nomination.reference]
        assert line.place == own["place"]
        for kept, told in ((line.merit, "merit"), (line.low, "low"), (line.high, "high")):
            assert kept == Decimal(str(own[told]))
    severities = {each["id"]: each["severity"] for each in answer["reviewers"]}
    for kept in session.scalars(select(RankingSeverity)):
        assert kept.severity == Decimal(str(severities[kept.alias]))


def test_the_file_names_no_reviewer(client, make, edition, chair, sign_in):
    _, people = reviewed(make)
    ranking_of(make, chair)

    text = sign_in(client, chair).get(page_of(edition, "ranking.json")).text

    for person in people:
        assert person.name not in text
        assert str(person.id) not in text


def test_what_each_reviewer_gave_is_sealed_while_the_own_review_is_to_come(
    client, session, make, edition, chair, sign_in
):
    """The order itself stays: whoever runs the prize acts by it."""
    nominations, _ = reviewed(make)
    ranking_of(make, chair)
    office = make.grant(Role.SECRETARIAT)
    nominations[0].stage = "in-review"  # where a further round would stand
    given = make.assignment(nominations[0], office)
    sign_in(client, office)

    sealed = [client.get(page_of(edition, path)) for path in ("ranking.json", "ranking")]
    make.review(given)
    opened = [client.get(page_of(edition, path)) for path in ("ranking.json", "ranking")]

    assert [answer.status_code for answer in sealed] == [404, 200]
    assert [answer.status_code for answer in opened] == [200, 200]
    assert ["Download the file" in page.text for page in (sealed[1], opened[1])] == [False, True]
