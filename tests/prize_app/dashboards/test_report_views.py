"""Reports: who gets which rows, under which names, at what cost."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from prize_app.committee.queries import review_words
from prize_app.dashboards.report_views import printed
from prize_app.db.committee import Approval, Ranking, RankingLine
from tests.prize_app.certificates.making import decision, laureate, read_pdf
from workflows.blindness import Sight
from workflows.plan.blinding import Known
from workflows.plan.evaluation import Role

OPEN = Sight(frozenset(), frozenset(), Known.OPEN, Known.OPEN)

KINDS = ("nominations", "reviews", "ranking", "decisions")
READERS = (Role.SECRETARIAT, Role.CHAIR, Role.BOARD, Role.OBSERVER)


def address(make, ending=""):
    return f"/editions/{make.the_edition.row.slug}/reports{ending}"


def rows_of(client, make, kind):
    answer = client.get(address(make, f"/{kind}.csv"))
    assert answer.status_code == 200
    reader = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))
    return list(reader)


def ranked(make, nomination, place, points="80.00", *, at=None):
    ranking = Ranking(
        edition_id=nomination.edition_id,
        category_key=nomination.category_key,
        input_hash="0" * 64,
        frozen_at=at or make.now,
    )
    make.session.add(ranking)
    make.session.flush()
    make.session.add(
        RankingLine(
            ranking_id=ranking.id,
            nomination_id=nomination.id,
            place=place,
            mean_points=Decimal(points),
            reviews=1,
            summary={"by_criterion": {}, "by_review": {}},
        )
    )
    make.session.flush()


def reviewed(make, nomination, *names, points=4):
    for name in names:
        make.review(make.assignment(nomination, make.person(name)), points=points)


def signed(make, decided, action, person):
    make.session.add(
        Approval(
            decision_id=decided.id, action_key=action, approved_by=person.id, approved_at=make.now
        )
    )
    make.session.flush()


def everything(make, name="Amina Haddad", category="outstanding-contribution"):
    """A nomination with something in every table."""
    nomination = laureate(make, answers={"nominee-name": name}, category=category)
    reviewed(make, nomination, "Rosa Reviewer")
    ranked(make, nomination, 1)
    decided = decision(make, nomination, {"en": "For wells."}, proposed_by=make.person().id)
    signed(make, decided, "approve", make.person("Carl Chair"))
    return nomination


def test_strangers_are_asked_to_sign_in(client, make):
    make.edition()

    for ending in ("", "/ranking.csv", "/ranking.xlsx"):
        answer = client.get(address(make, ending))
        assert (answer.status_code, "/sign-in" in answer.location) == (302, True)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.COMMITTEE])
def test_reports_are_not_for_everyone(client, make, sign_in, role):
    everything(make)
    sign_in(client, make.grant(role))

    slug = make.the_edition.row.slug
    for where in (
        address(make), address(make, "/nominations.csv"), f"/editions/{slug}/report.pdf"
    ):  # fmt: skip
        assert client.get(where).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_readers_get_the_page_and_every_file(client, make, sign_in, role):
    everything(make)
    sign_in(client, make.grant(role))

    assert "Key" not in client.get(address(make)).text
    for kind in KINDS:
        assert len(rows_of(client, make, kind)) == 1
        answer = client.get(address(make, f"/{kind}.xlsx"))
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
        assert (book.active.title, book.active.max_row) == (kind.capitalize(), 2)


def test_files_have_speaking_names_and_are_not_kept_by_caches(client, make, sign_in):
    make.edition()
    sign_in(client, make.grant(Role.SECRETARIAT))

    answer = client.get(address(make, "/ranking.csv"))

    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=anso-prize-2027-ranking.csv"
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "text/csv"


@pytest.mark.parametrize("ending", ["/people.csv", "/ranking.pdf", "/ranking", "/ranking.csv.csv"])
def test_no_other_file_exists(client, make, sign_in, ending):
    make.edition()
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert client.get(address(make, ending)).status_code == 404


def test_a_conflict_of_interest_leaves_the_nomination_out_of_every_row_and_count(
    client, make, sign_in
):
    hidden = everything(make, "Nobody May Know")
    everything(make, "Amina Haddad")
    secretary = make.grant(Role.SECRETARIAT)
    make.conflict(hidden, secretary)
    sign_in(client, secretary)

    page = " ".join(client.get(address(make)).text.split())
    for kind in KINDS:
        rows = rows_of(client, make, kind)
        assert [row["Nominee"] for row in rows] == ["Amina Haddad"]
    assert "Nobody May Know" not in page
    for figure in ("Nominations", "Laureates", "Decisions", "Reviews handed in"):
        assert f'<dt>{figure}</dt><dd class="figure-value">1</dd>' in page


def test_drafts_are_their_nominators_alone(client, make, sign_in):
    make.nomination(stage="draft")
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert rows_of(client, make, "nominations") == []


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.SECRETARIAT, ["Rosa Reviewer", "Siti Scorer"]),
        (Role.CHAIR, ["Rosa Reviewer", "Siti Scorer"]),
        (Role.BOARD, None),
        (Role.OBSERVER, None),
    ],
)
def test_reviewers_are_named_to_those_who_may_know(client, session, make, sign_in, role, seen):
    """To the others the export gives the aliases of the nomination's page, in the same order."""
    nomination = make.nomination(stage="ranked")
    reviewed(make, nomination, "Rosa Reviewer", "Siti Scorer")
    sign_in(client, make.grant(role))

    rows = rows_of(client, make, "reviews")

    words = [w.alias for w in review_words(session, nomination.id, OPEN)]
    assert sorted(row["Reviewer"] for row in rows) == (seen or words)
    assert rows == rows_of(client, make, "reviews")


@pytest.mark.parametrize(
    ("role", "rows"),
    [(Role.SECRETARIAT, 1), (Role.CHAIR, 0), (Role.BOARD, 0), (Role.OBSERVER, 0)],
)
def test_nobody_but_the_secretariat_reads_reviews_before_the_ranking(
    client, make, sign_in, role, rows
):
    nomination = make.nomination(stage="in-review")
    reviewed(make, nomination, "Rosa Reviewer")
    sign_in(client, make.grant(role))

    assert len(rows_of(client, make, "reviews")) == rows
    assert ("Reviews by points given" in client.get(address(make)).text) == bool(rows)


def test_only_reviews_that_count_are_reported(client, make, sign_in):
    nomination = make.nomination(stage="ranked")
    reviewed(make, nomination, "Counts")
    make.review(make.assignment(nomination, make.person("Draft")), submitted_at=None)
    make.review(make.assignment(nomination, make.person("Recused"), status="recused"))
    conflicted = make.person("Conflicted")
    make.review(make.assignment(nomination, conflicted))
    make.conflict(nomination, conflicted)
    sign_in(client, make.grant(Role.SECRETARIAT))

    rows = rows_of(client, make, "reviews")

    assert [row["Reviewer"] for row in rows] == ["Counts"]
    assert rows[0]["Points (0 to 100)"] == "75.00"
    assert rows[0]["Individuals: Cooperation"] == "4"
    assert rows[0]["Organizations: Breadth of cooperation"] == ""
    assert (rows[0]["Strengths"], rows[0]["Weaknesses"]) == ("It lasts.", "It is young.")


def test_the_ranking_is_by_category_and_place(client, make, sign_in):
    second = make.nomination(stage="ranked")
    first = make.nomination(stage="ranked")
    other = make.nomination(stage="ranked", category="lifetime-achievement")
    unscored = make.nomination(stage="ranked")
    make.nomination(stage="eligible")
    ranked(make, second, 2, "70.50")
    ranked(make, first, 1, "90.00")
    ranked(make, other, 1)
    ranked(make, unscored, None)
    sign_in(client, make.grant(Role.BOARD))

    rows = rows_of(client, make, "ranking")

    assert [(row["Reference"], row["Place"]) for row in rows] == [
        (other.reference, "1"),
        (first.reference, "1"),
        (second.reference, "2"),
        (unscored.reference, ""),
    ]
    assert rows[2]["Mean points (0 to 100)"] == "70.50"


def test_decisions_that_stand_are_told_with_their_signatures(client, make, sign_in):
    nomination = make.nomination(stage="approved")
    decision(make, nomination, {"en": "Old."}, superseded_at=make.now)
    decided = decision(
        make, nomination, {"en": "For wells.", "zh": "表彰水井。"},
        proposed_by=make.person("Mina Member").id,
    )  # fmt: skip
    signed(make, decided, "approve", make.person("Carl Chair"))
    sign_in(client, make.grant(Role.SECRETARIAT))

    [row] = rows_of(client, make, "decisions")

    assert (row["Decision"], row["Proposed by"]) == ("Propose for the award", "Mina Member")
    assert (row["Citation"], row["Citation in Chinese"]) == ("For wells.", "表彰水井。")
    assert row["Signed by"] == f"Approve the proposal: Carl Chair, {make.now:%Y-%m-%d}"


def test_hostile_names_stay_names(client, make, sign_in):
    name = '=HYPERLINK("http://evil.example")<script>alert(1)</script>'
    everything(make, name)
    sign_in(client, make.grant(Role.SECRETARIAT))

    [row] = rows_of(client, make, "nominations")
    book = openpyxl.load_workbook(io.BytesIO(client.get(address(make, "/nominations.xlsx")).data))

    assert row["Nominee"] == f"'{name}"
    assert (book.active["C2"].value, book.active["C2"].data_type) == (name, "s")
    assert "<script>" not in client.get(address(make)).text.replace("<script src=", "")


def test_the_printed_report_says_what_the_edition_came_to(client, make, sign_in):
    everything(make, "Amina Haddad")
    everything(make, "Sahel Seed Exchange", "sti-outstanding-progress")
    hidden = everything(make, "Nobody May Know")
    observer = make.grant(Role.OBSERVER)
    make.conflict(hidden, observer)
    sign_in(client, observer)

    answer = client.get(f"/editions/{make.the_edition.row.slug}/report.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    text = read_pdf(answer.data)
    words = " ".join(text.split())
    for said in (
        "Edition 2027",
        "Amina Haddad",
        "Sahel Seed Exchange",
        "Carl Chair",
        "Outstanding Contribution Award",
        make.the_edition.published.content_hash[:20],
    ):
        assert said in words  # fmt: skip
    assert "Nobody May Know" not in words
    assert "Rosa Reviewer" not in words


def test_a_report_is_laid_out_once_for_the_same_words_and_never_for_other_eyes(
    client, make, sign_in
):
    everything(make, "Amina Haddad")
    hidden = everything(make, "Nobody May Know")
    observer = make.grant(Role.OBSERVER)
    make.conflict(hidden, observer)
    path = f"/editions/{make.the_edition.row.slug}/report.pdf"

    whole = sign_in(client, make.grant(Role.SECRETARIAT)).get(path).data
    known = printed.cache_info()
    again = sign_in(client, make.grant(Role.CHAIR)).get(path).data
    assert again == whole
    assert printed.cache_info().misses == known.misses
    other = sign_in(client, observer).get(path).data

    assert printed.cache_info().misses == known.misses + 1
    assert "Nobody May Know" in " ".join(read_pdf(whole).split())
    assert "Nobody May Know" not in " ".join(read_pdf(other).split())


@pytest.mark.parametrize("ending", ["", "/nominations.csv", "/reviews.xlsx", "/decisions.csv"])
def test_three_nominations_cost_as_many_statements_as_one(
    client, make, sign_in, statements, ending
):
    everything(make)
    sign_in(client, make.grant(Role.SECRETARIAT))
    where = address(make, ending)
    client.get(where)

    with statements() as for_one:
        client.get(where)
    everything(make)
    everything(make, category="youth-leader")
    make.session.expire_all()
    with statements() as for_three:
        assert client.get(where).status_code == 200

    assert len(for_one) == len(for_three)


def test_an_edition_without_nominations_has_its_page_too(client, make, sign_in):
    make.edition()
    sign_in(client, make.grant(Role.SECRETARIAT))

    page = client.get(address(make))

    assert page.status_code == 200
    assert "Charts appear here once nominations have been handed in" in page.text
