"""The release for research: nobody is in it, the engine reads it, the log knows of it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from hashlib import sha256

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.base import Base
from prize_app.insight.queries import gather
from prize_app.insight.research import packed, release_of
from prize_app.insight.service import export_for_research
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY as JUDGED
from tests.prize_app.comparing.conftest import ROUNDS, shifted
from tests.prize_app.insight.making import COUNTRIES, reviewed
from workflows.__main__ import main
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role

KEY = b"a key that is thrown away ......"


def export(make, person, key=KEY):
    slug = make.the_edition.row.slug
    return export_for_research(make.session, actor(person), slug, key=key, now=make.now)[1]


def files_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def rows_of(content, name="reviews.csv"):
    return list(csv.DictReader(io.StringIO(files_of(content)[name].decode())))


def test_the_file_holds_reviews_criteria_and_a_codebook(make):
    reviewed(make, 24)

    found = files_of(export(make, make.grant(Role.SECRETARIAT)))

    assert sorted(found) == [
        "README.txt", "calibrate/outstanding-contribution.json", "codebook.json", "criteria.csv",
        "reviews.csv",
    ]  # fmt: skip
    book = json.loads(found["codebook.json"])
    assert (book["rows"], book["nominations"], book["reviewers"]) == (72, 24, 6)
    headings = found["reviews.csv"].decode().splitlines()[0].split(",")
    assert headings == [
        "nomination", "reviewer", "category", "points", "day", "answer-gender", "region",
    ]  # fmt: skip
    assert set(headings) <= set(book["columns"])
    assert set(found["criteria.csv"].decode().splitlines()[0].split(",")) <= set(book["columns"])
    assert b"What risk is left" in found["README.txt"]


def test_every_column_and_key_is_in_the_codebook(make):
    reviewed(make, 24)
    content = export(make, make.grant(Role.SECRETARIAT))
    book = json.loads(files_of(content)["codebook.json"])

    for row in rows_of(content, "criteria.csv"):
        assert row["criterion"] in book["categories"][row["category"]]["criteria"]
    for row in rows_of(content):
        assert row["answer-gender"] in ("", *book["columns"]["answer-gender"]["answers"])


NAMING = ("name", "email", "institution", "reference", "explanation", "statement")


def identifying(session):
    """Every text of the database that points at a person, body or row, as it stands there."""
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for column in table.columns:
                value = row[column.name]
                if column.name == "id" or column.name.endswith("_id"):
                    yield from (str(value), getattr(value, "hex", str(value)))
                elif isinstance(value, str) and any(part in column.name for part in NAMING):
                    yield value
                elif column.name == "answers":
                    yield from _texts(value)
                elif column.name in ("strengths", "weaknesses", "sha256", "token_hash"):
                    yield str(value)


def _texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict | list):
            yield from _texts(one)
        elif isinstance(one, str):
            yield one


@pytest.mark.parametrize("seed", range(4))
def test_no_name_address_id_reference_or_institution_is_in_the_bytes(make, seed):
    nominations, people = reviewed(make, 16, seed=seed)
    make.conflict(nominations[0], people[0])
    content = export(make, make.grant(Role.SECRETARIAT), key=bytes([seed]) * 32)
    told = b"\n".join([content, *files_of(content).values()]).decode("utf-8", "replace").casefold()
    plan = make.the_edition.plan
    public = {"", "none", *plan.categories, *plan.themes, "female", "male", "other"}
    # What the plan says of itself is no secret.
    public |= {word.casefold() for word in plan.prize.name.values()}

    secret = {
        text.casefold() for text in identifying(make.session) if len(text) > 2
    } - public  # fmt: skip

    assert len(secret) > 100
    assert [text for text in secret if text in told] == []


def test_days_count_from_the_first_assignment(make):
    reviewed(make, 12)

    days = {int(row["day"]) for row in rows_of(export(make, make.grant(Role.SECRETARIAT)))}

    assert days == set(range(20, 32))


def test_only_what_the_maker_may_know_and_what_is_settled_is_in_it(make):
    nominations, _ = reviewed(make, 12)
    reviewed(make, 6, stage="in-review", seed=2)
    secretary = make.grant(Role.SECRETARIAT)
    make.conflict(nominations[0], secretary)

    assert len(rows_of(export(make, secretary))) == 33


def test_the_same_key_makes_the_same_bytes_and_another_other_pseudonyms(make):
    reviewed(make, 24)
    secretary = make.grant(Role.SECRETARIAT)

    first, again, other = (export(make, secretary, key) for key in (KEY, KEY, b"x" * 32))

    assert first == again
    assert rows_of(first) != rows_of(other)
    assert len(rows_of(first)) == len(rows_of(other))


def test_no_combination_of_groups_is_rare(make):
    reviewed(make, 24)
    rows = rows_of(export(make, make.grant(Role.SECRETARIAT)))

    sizes = {}
    for row in rows:
        held = sizes.setdefault((row["category"], row["answer-gender"], row["region"]), set())
        held.add(row["nomination"])
    assert min(map(len, sizes.values())) >= 5
    assert len(sizes) > 1


def test_calibrate_reads_what_was_released(make, tmp_path, capsys):
    reviewed(make, 24)
    content = export(make, make.grant(Role.SECRETARIAT))
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        held.extractall(tmp_path)

    answers = []
    for name in ("reviews.csv", "calibrate/outstanding-contribution.json"):
        assert main(["calibrate", str(tmp_path / name), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))

    assert [len(answer["nominations"]) for answer in answers] == [24, 24]
    assert [len(answer["reviewers"]) for answer in answers] == [6, 6]


def test_the_log_notes_the_export_by_its_fingerprint_and_counts_nothing(make):
    reviewed(make, 12)
    secretary = make.grant(Role.SECRETARIAT)

    content = export(make, secretary)

    (event,) = make.session.scalars(
        select(AuditEvent).where(AuditEvent.event == "insight:export")
    ).all()
    assert event.actor_id == secretary.id
    assert event.facts == {"sha256": sha256(content).hexdigest(), "smallest_group": 5}


def test_too_few_are_refused_and_nothing_is_written(make):
    reviewed(make, 4)

    with pytest.raises(RuleBroken) as refused:
        export(make, make.grant(Role.SECRETARIAT))

    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.facts["least"]) == ("too_small_to_export", 5)
    assert make.session.scalars(select(AuditEvent)).all() == []


def test_nobody_else_makes_one(make):
    reviewed(make, 12)

    for role in (Role.CHAIR, Role.OBSERVER, Role.BOARD, Role.COMMITTEE, Role.REVIEWER):
        with pytest.raises(NotFound):
            export(make, make.grant(role))


def test_the_page_gives_the_file_and_refuses_beside_what_would_be_in_it(client, make, sign_in):
    sign_in(client, make.grant(Role.SECRETARIAT))
    where = f"/editions/{make.the_edition.row.slug}/insight/research"

    reviewed(make, 3)
    refused = client.post(where)
    assert refused.status_code == 422
    assert "Too few to be released without pointing at somebody" in refused.text
    assert "Make the file" not in refused.text

    reviewed(make, 12, seed=2)
    assert "Make the file" in client.get(where).text
    given = client.post(where)
    assert (given.status_code, given.mimetype) == (200, "application/zip")
    assert given.headers["Cache-Control"] == "private, no-store"
    assert "points-for-research.zip" in given.headers["Content-Disposition"]
    assert len(rows_of(given.data)) == 45
    assert given.data != client.post(where).data


def test_an_abstention_is_an_empty_cell_and_never_a_nought(make):
    nominations, _ = reviewed(make, 12)
    criteria = make.the_edition.plan.rubric_of(nominations[0].category_key).criteria
    silent = make.assignment(nominations[0], make.person())
    review = make.review(silent, points=5)
    review.points = dict.fromkeys(criteria)
    make.session.flush()

    content = export(make, make.grant(Role.SECRETARIAT))

    assert [row["points"] for row in rows_of(content)].count("") == 1
    assert [row["points"] for row in rows_of(content, "criteria.csv")].count("") == len(criteria)


def test_reading_costs_the_same_for_few_nominations_and_many(make, statements):
    secretary = actor(make.grant(Role.SECRETARIAT))
    costs = []
    for seed, number in ((1, 10), (2, 80)):
        reviewed(make, number, seed=seed)
        make.session.expire_all()
        with statements() as sent:
            material = gather(make.session, secretary, make.the_edition)
            packed(material, release_of(material, key=KEY))
        costs.append(len(sent))

    assert costs[0] == costs[1]


def by_rounds(make):
    """Twelve finalists, judged by different people in two rounds; the last round is over too."""
    edition = make.edition(source=shifted(ROUNDS, 10))
    nominations = [
        make.nomination(category=JUDGED, stage="called-in", answers={"country": COUNTRIES[n % 2]})
        for n in range(12)
    ]
    for round_key, points in (("preselection", 2), ("referees", 5)):
        people = [make.person(f"Judge {round_key} {n}") for n in range(5)]
        for n, nomination in enumerate(nominations):
            for person in (people[n % 5], people[(n + 1) % 5]):
                given = make.assignment(nomination, person, round=round_key)
                review = make.review(given, points=points)
                criteria = edition.plan.rubric_of(JUDGED, round_key).criteria
                review.points = dict.fromkeys(criteria, points)
    make.session.flush()
    return edition


def export_of(make, person, round_key):
    return export_for_research(
        make.session, actor(person), make.the_edition.row.slug, round_key, key=KEY, now=make.now
    )[1]


@pytest.mark.parametrize(
    ("round_key", "other", "points"),
    [("preselection", "referees", 2), ("referees", "preselection", 5)],
)
def test_a_release_is_of_one_round_by_its_own_rubric_and_nobody_is_in_it(
    make, round_key, other, points
):
    edition = by_rounds(make)
    content = export_of(make, make.grant(Role.SECRETARIAT), round_key)

    book = json.loads(files_of(content)["codebook.json"])
    mine, theirs = (set(edition.plan.rubric_of(JUDGED, key).criteria) for key in (round_key, other))
    rows = rows_of(content, "criteria.csv")
    assert (book["rows"], book["nominations"], book["reviewers"]) == (24, 12, 5)
    assert mine != theirs
    assert {row["criterion"] for row in rows} == mine == set(book["categories"][JUDGED]["criteria"])
    assert {row["points"] for row in rows} == {str(points)}
    label = edition.plan.rounds[round_key].label["en"]
    assert book["round"] == label
    assert label in files_of(content)["README.txt"].decode().splitlines()[0]
    told = b"\n".join([content, *files_of(content).values()]).decode("utf-8", "replace").casefold()
    public = {"", "none", *edition.plan.categories, *edition.plan.themes}
    public |= {word.casefold() for word in edition.plan.prize.name.values()}
    secret = {text.casefold() for text in identifying(make.session) if len(text) > 2} - public
    assert [text for text in secret if text in told] == []
    assert not [n for n in range(5) if f"judge {round_key} {n}" in told]


def test_a_round_without_points_has_nothing_to_release_and_says_so(client, make, sign_in):
    edition = by_rounds(make)
    secretary = make.grant(Role.SECRETARIAT)
    where = f"/editions/{edition.row.slug}/insight/research?round=interviews"

    sign_in(client, secretary)
    refused = client.post(where)

    assert refused.status_code == 422
    assert "This round is judged by an order or by pairs" in refused.text
    assert "Make the file" not in client.get(where).text
