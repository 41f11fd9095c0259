"""Calibrated rankings: what making one keeps, who sees what of it, and what it costs."""

from __future__ import annotations

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from prize_app.committee.analysis import aliases, analysed, inputs_of, read
from prize_app.committee.firm import latest_rankings
from prize_app.committee.lines import ranking_lines
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import Ranking, RankingLine, RankingSeverity, RankingView
from prize_app.db.nominations import Nomination
from tests.factories import Make, actor, plan_text
from tests.prize_app.committee.ranked import CATEGORY, ranking_of, reviewed
from tests.workflows.running import run
from workflows.commands import calibrate as command
from workflows.plan.evaluation import Role
from workflows.ranking import rank


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def member(make, edition):
    return make.grant(Role.COMMITTEE)


@pytest.fixture
def by_merit(make):
    """An edition whose plan orders by calibrated scores, with intervals of 80 %."""
    midnight = make.now.replace(hour=0, minute=0, second=0, microsecond=0)
    source = plan_text("corrections-close", 30, midnight)
    wanted = 'lowest = 1\nordered_by = "calibrated"\ninterval = 80\n'
    return make.edition(source=source.replace("lowest = 1\n", wanted))


def page_of(edition, *more):
    return "/".join([f"/editions/{edition.row.slug}/committee/{CATEGORY}", *more])


def places(session, nominations, viewer_id=None):
    found = ranking_lines(session, [n.id for n in nominations], viewer_id=viewer_id or uuid4())
    return {n.reference: found[n.id].place for n in nominations if n.id in found}


# ---------------------------------------------------------------- what making one keeps


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


# ---------------------------------------------------------------- the file


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


# ---------------------------------------------------------------- a conflict of interest


SECRETARYS = ("reviewers", "ranking", "ranking.json")


def figures_of(session, edition, viewer):
    return latest_rankings(session, edition.id, actor(viewer))[CATEGORY]


@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_is_recused_gets_the_ranking_as_it_would_be_without_that_nomination(
    session, make, edition, chair, member, when
):
    nominations, _ = reviewed(make, 10)
    hidden = nominations[0]
    if when == "before":
        make.conflict(hidden, member)
    ranking = ranking_of(make, chair)
    if when == "after":
        make.conflict(hidden, member)

    seen = figures_of(session, edition, member)

    document = json.loads(json.dumps(ranking.inputs))
    document["document"]["reviews"] = [
        each for each in document["document"]["reviews"] if each["nomination"] != hidden.reference
    ]
    del document["means"][hidden.reference]
    assert seen.analysis == read(analysed(document))
    assert hidden.reference not in {row.reference for row in seen.rows}
    assert len(session.scalars(select(RankingView)).all()) == (when == "before")
    whole = figures_of(session, edition, chair)
    assert len(whole.rows) == 10
    assert whole.analysis.figures != seen.analysis.figures


def test_what_is_hidden_changes_no_byte(client, session, make, by_merit, sign_in):
    """Other points of the hidden nomination move the calibrated scores of all, but for this one."""
    member, secretary = make.grant(Role.COMMITTEE), make.grant(Role.SECRETARIAT)
    nominations, _ = reviewed(make, 9)
    hidden = nominations[0]
    make.conflict(hidden, member)
    make.conflict(hidden, secretary)
    ranking = ranking_of(make, make.grant(Role.CHAIR))

    def pages():
        sign_in(client, member)
        found = [client.get(page_of(by_merit, *m)).text for m in ((), ("ranking",))]
        found.append(client.get(f"/nominations/{nominations[1].id}").text)
        sign_in(client, secretary)
        return [*found, *(client.get(page_of(by_merit, m)).text for m in SECRETARYS)]

    before = pages()
    other_points(session, ranking, hidden)

    assert pages() == before
    assert all(hidden.nominee_name not in page for page in before)
    assert all((hidden.reference or "") not in page for page in before)


def other_points(session, ranking, nomination):
    """The ranking as it would have been, had the nomination got the least everywhere."""
    inputs = json.loads(json.dumps(ranking.inputs))
    for each in inputs["document"]["reviews"]:
        if each["nomination"] == nomination.reference:
            each["points"] = dict.fromkeys(each["points"], 0.0)
    inputs["means"][nomination.reference] = "0.00"
    ranking.inputs, ranking.analysis = inputs, analysed(inputs)
    found = read(ranking.analysis)
    rows = session.execute(
        select(RankingLine, Nomination.reference).join(
            Nomination, Nomination.id == RankingLine.nomination_id
        )
    )
    for line, reference in rows:
        own = found.figures[reference]
        line.place, line.merit, line.low, line.high = own.place, own.merit, own.low, own.high
    session.flush()
    session.expire_all()


def test_a_ranking_from_before_there_were_analyses_is_still_shown(
    client, session, make, edition, chair, member, sign_in
):
    nominations, _ = reviewed(make)
    ranking = ranking_of(make, chair)
    session.execute(Ranking.__table__.update().values(inputs=None, analysis=None, result_hash=None))
    session.expire(ranking)
    make.conflict(nominations[0], member)
    sign_in(client, member)

    assert client.get(page_of(edition)).status_code == 200
    assert "No ranking yet" in client.get(page_of(edition, "ranking")).text
    assert client.get(page_of(edition, "ranking.json")).status_code == 404
    assert sorted(places(session, nominations[1:], member.id).values())[0] == 1


# ---------------------------------------------------------------- the pages


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


# ---------------------------------------------------------------- what it costs


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
