"""The ranking page at its edges: nobody to compare, equals, any script; and as a table."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from prize_app.db.reviews import Assignment, Review
from tests.prize_app.committee.ranked import CATEGORY, NAMES, ranking_of, reviewed
from workflows.firmness import percent
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def page(client, edition, chair, sign_in):
    """The ranking page as the chair sees it."""

    def get():
        return (
            sign_in(client, chair)
            .get(f"/editions/{edition.row.slug}/committee/{CATEGORY}/ranking")
            .text
        )

    return get


def test_a_single_nomination_is_shown_and_compared_with_nobody(make, chair, page):
    reviewed(make, 1)
    ranking_of(make, chair)

    shown = page()

    assert "Only 1 nomination has points." in shown
    assert NAMES[0] in shown
    assert "<svg xmlns" not in shown
    assert "Who is truly better than whom" not in shown
    # A refusal leaves no column in which there could never be a figure.
    assert 'data-label="Calibrated"' not in shown
    assert 'data-label="Mean as given"' in shown


def test_equals_at_the_cut_are_said_to_be_equal_with_what_to_do(session, make, chair, page):
    reviewed(make, 6, 4)
    given = select(Review).join(Assignment).order_by(Assignment.nomination_id, Review.id)
    for number, review in enumerate(session.scalars(given)):
        review.points = dict.fromkeys(review.points, 2 + number % 3)
    session.flush()
    ranking_of(make, chair)

    shown = page()

    assert "Equal scores at the cut" in shown
    assert "The points do not tell them apart." in shown
    assert "Discuss those who are equal, or move the cut before or behind them all." in shown


GLOSSES = {
    "firm": ("The points decide.", "To decide otherwise needs a reason"),
    "leaning": ("The points have an opinion, no more.", "Look at the dossiers on either side"),
    "in-noise": ("The points alone do not decide.", "ask for one more review of each"),
    "shared": ("The points do not tell them apart.", "Discuss those who are equal"),
}


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_each_verdict_says_at_once_what_it_means_and_what_can_be_done(make, chair, page, seed):
    reviewed(make, 9, seed=seed)
    grades = {cut["grade"] for cut in ranking_of(make, chair).analysis["firmness"]["cuts"]}

    shown = page()

    assert grades
    for grade, (gloss, advice) in GLOSSES.items():
        assert (gloss in shown) == (grade in grades)
        assert (advice in shown) == (grade in grades)
    assert shown.index("At a glance") < shown.index('<h2 id="cut-')


def test_the_first_of_the_order_are_compared_two_by_two(make, chair, page):
    reviewed(make, 14, 6)
    ranking_of(make, chair)

    [matrix] = [part for part in page().split("<table") if 'id="pairs"' in part[:80]]
    rows = matrix.split("<tr>")[2:]
    cells = [
        [cell.split(">")[-1] for cell in row.split("</td>")[:-1]] for row in rows if "</td>" in row
    ]

    assert [len(row) for row in cells] == [12] * 12
    for one, row in enumerate(cells):
        assert row[one] == "–"
        for other, share in enumerate(row):
            if other != one:
                assert abs(int(share) + int(cells[other][one]) - 100) <= 1


def test_names_in_any_script_stand_apart_from_the_sentences(make, chair, page):
    reviewed(make, 5)
    ranking_of(make, chair)

    shown = page()

    assert "\u2068محمد الأمين\u2069" in shown
    assert "<bdi>محمد الأمين</bdi>" in shown


def test_the_table_to_take_away_says_how_firm_each_place_is(client, make, edition, chair, sign_in):
    reviewed(make, 9)
    firm = ranking_of(make, chair).analysis["firmness"]

    file = sign_in(client, chair).get(f"/editions/{edition.row.slug}/reports/ranking.csv")
    rows = {
        row["Reference"]: row for row in csv.DictReader(io.StringIO(file.text.lstrip("\ufeff")))
    }

    for own in firm["standings"]:
        row = rows[own["id"]]
        assert row["Could be place, at best"] == str(own["best_place"])
        assert row["Could be place, at worst"] == str(own["worst_place"])
        chances = (percent(own["inside"][places]) for places in ("1", "3"))
        assert row["Chance to be truly inside each cut"] == "first 1: {} %; first 3: {} %".format(
            *chances
        )
