"""The pages of insight: who sees what of whom, at what cost, in every state."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.charts.text import printable
from prize_app.db.deadlines import Extension
from prize_app.db.reviewers import ReviewerCapacity
from prize_app.db.reviews import Assignment
from tests.prize_app.insight.making import CATEGORY, reviewed
from workflows.plan.evaluation import Role

PAGES = ("", "/points", "/research")


def address(make, ending=""):
    return f"/editions/{make.the_edition.row.slug}/insight{ending}"


def words_of(answer):
    text = re.sub(r"<svg.*?</svg>", " ", answer.text, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def row_of(client, make, name, ending=""):
    """The cells beside a name, heading by heading."""
    text = client.get(address(make, ending)).text
    found = re.search(rf'<th scope="row"><bdi>{name}</bdi></th>(.*?)</tr>', text, re.S)
    assert found is not None, name
    cells = re.findall(r'<td data-label="([^"]+)"[^>]*>(.*?)</td>', found[1], re.S)
    return {label: " ".join(re.sub(r"<[^>]+>", " ", cell).split()) for label, cell in cells}


@pytest.mark.parametrize("ending", PAGES)
def test_before_any_review_is_asked_for_the_page_says_what_will_come(client, make, sign_in, ending):
    sign_in(client, make.grant(Role.SECRETARIAT))

    answer = client.get(address(make, ending))

    assert answer.status_code == 200
    assert any(
        said in words_of(answer)
        for said in ("No review has been asked for yet", "no points yet", "No file can be made")
    )


def test_progress_counts_what_was_asked_for_and_what_is_in(client, make, sign_in):
    nominations, (reviewer, *_) = reviewed(make, 4, stage="in-review")
    begun = make.assignment(nominations[0], make.person("Begun Only"))
    make.review(begun, submitted_at=None)
    make.assignment(nominations[0], make.person("Gone"), status="declined")
    sign_in(client, make.grant(Role.SECRETARIAT))

    words = words_of(client.get(address(make)))

    assert "12 of 13" in words
    assert "Gone" not in words
    row = row_of(client, make, "Begun Only")
    assert (row["Asked for"], row["Begun"], row["Still due"]) == ("1 of 1", "1", "1")
    assert reviewer.name in words


def test_whoever_is_in_the_pool_and_has_nothing_is_listed_with_nothing(client, make, sign_in):
    reviewed(make, 2)
    make.grant(Role.REVIEWER, make.person("Idle Irene"))
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert row_of(client, make, "Idle Irene")["Asked for"] == "0 of 16"


def test_load_is_measured_against_what_a_reviewer_takes_on(session, client, make, sign_in):
    _, people = reviewed(make, 3, stage="in-review")
    for person, category, most in (
        (people[0], CATEGORY, 2),
        (people[1], CATEGORY, 0),
        (people[2], "", None),
    ):
        make.grant(Role.REVIEWER, person, category=category)
        if most is not None:
            session.add(ReviewerCapacity(
                edition_id=make.the_edition.id, person_id=person.id, category_key=CATEGORY,
                most=most,
            ))  # fmt: skip
    given = {
        n: sum(a.reviewer_id == person.id for a in session.scalars(select(Assignment)))
        for n, person in enumerate(people)
    }
    sign_in(client, make.grant(Role.SECRETARIAT))

    rows = [row_of(client, make, person.name) for person in people[:3]]

    assert [row["Asked for"] for row in rows] == [
        f"{given[0]} of 2", f"{given[1]} of 0", f"{given[2]} of 16",
    ]  # fmt: skip
    assert rows[0]["Load"] == f"{50 * given[0]} %"
    assert rows[1]["Load"] == ("more than taken on" if given[1] else "–")
    assert rows[2]["Load"] == f"{100 * given[2] / 16:.0f} %"


@pytest.mark.parametrize(("days", "overdue"), [(0, "1"), (9, "0")])
def test_overdue_is_told_by_the_reviewers_own_deadline(client, make, sign_in, days, overdue):
    make.edition(passed="reviews-due", days=3)
    nomination = make.nomination(stage="in-review")
    reviewer = make.person("Rosa Reviewer")
    make.assignment(nomination, reviewer)
    if days:
        until = make.now + timedelta(days=days)
        make.session.add(
            Extension(
                edition_id=make.the_edition.id, deadline_key="reviews-due", debt="review",
                nomination_id=nomination.id, person_id=reviewer.id, asked_until=until, until=until,
                reason="Ill.", asked_by=reviewer.id, asked_at=make.now, state="granted",
            )
        )  # fmt: skip
        make.session.flush()
    sign_in(client, make.grant(Role.SECRETARIAT))

    row = row_of(client, make, "Rosa Reviewer")

    assert (row["Overdue"], row["Extended"]) == (overdue, "1" if days else "0")


def test_points_come_with_the_warning_and_without_small_groups(client, make, sign_in):
    reviewed(make, 24)
    sign_in(client, make.grant(Role.SECRETARIAT))

    answer = client.get(address(make, "/points"))
    words = words_of(answer)

    assert "Differences are not proof." in words
    assert "72 reviews of 24 nominations" in words
    assert re.search(r"Europe 6 ", words)
    assert re.search(r"Asia 9 ", words)
    assert "Americas" not in words  # three nominees: put together with the next smallest
    assert re.search(r"Small groups together 9 ", words)
    assert re.search(r"Female 12 ", words)
    assert "<style" not in answer.text
    assert "style=" not in answer.text


def test_every_drawing_of_the_points_has_its_figures_in_a_table(client, make, sign_in):
    reviewed(make, 24)
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = client.get(address(make, "/points")).text
    figures = re.findall(r'<figure class="chart-figure">.*?</figure>', text, re.DOTALL)
    bare = [one for one in figures if "<svg" in one and "<table" not in one]
    counts = re.search(r'<table[^>]*id="all-reviews".*?</table>', text, re.DOTALL)

    assert counts is not None
    cells = re.findall(r"<td[^>]*>\D*?(\d+)\D*?</td>", counts[0])
    assert len(cells) == 10
    assert sum(map(int, cells)) == 72
    # The two drawings of reviewers share the table beneath them.
    assert all("Reviewers against" in one or "severity drift" in one for one in bare)
    assert 'id="reviewers"' in text


def test_what_is_compared_stands_in_the_plan_alone(client, make, sign_in, plan_source):
    make.edition(
        source=plan_source.replace("required = true, compared = true,", "required = true,")
    )
    reviewed(make, 24)
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert "Female" not in words_of(client.get(address(make, "/points")))


def test_the_smallest_group_stands_in_the_plan(client, make, sign_in, plan_source):
    make.edition(source=plan_source.replace("smallest_group = 5", "smallest_group = 3"))
    reviewed(make, 24)
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert re.search(r"Americas 3 ", words_of(client.get(address(make, "/points"))))


def test_a_conflict_of_interest_leaves_a_nomination_out_of_every_number(client, make, sign_in):
    nominations, _ = reviewed(make, 12)
    secretary, other = make.grant(Role.SECRETARIAT), make.grant(Role.SECRETARIAT)
    only_there = make.person("Only There")
    make.review(make.assignment(nominations[0], only_there))
    make.conflict(nominations[0], secretary)

    seen = {}
    for person in (secretary, other):
        sign_in(client, person)
        seen[person.id] = [words_of(client.get(address(make, ending))) for ending in PAGES]

    progress, points, research = seen[secretary.id]
    assert "33 of 33" in progress
    assert "33 reviews of 11 nominations" in points
    assert "Nominations 11 " in research
    assert "Only There" not in " ".join(seen[secretary.id])
    assert "37 of 37" in seen[other.id][0]
    assert "Only There" in seen[other.id][0]


def test_a_reviewer_with_a_conflict_of_interest_counts_nowhere(client, make, sign_in):
    nominations, people = reviewed(make, 6, reviewers=3)
    make.conflict(nominations[0], people[0])
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert "17 of 17" in words_of(client.get(address(make)))


@pytest.mark.parametrize(("stage", "seen"), [("in-review", False), ("ranked", True)])
def test_the_chair_sees_what_is_ranked_and_the_secretariat_all(client, make, sign_in, stage, seen):
    reviewed(make, 6, stage=stage)

    sign_in(client, make.grant(Role.CHAIR))
    assert ("18 of 18" in words_of(client.get(address(make)))) is seen
    assert ("18 reviews" in words_of(client.get(address(make, "/points")))) is seen
    assert "For research" not in words_of(client.get(address(make)))
    sign_in(client, make.grant(Role.SECRETARIAT))
    assert "18 of 18" in words_of(client.get(address(make)))


def test_a_role_in_one_category_opens_nothing(client, make, sign_in):
    reviewed(make, 6)
    sign_in(client, make.grant(Role.SECRETARIAT, category="youth-leader"))

    assert [client.get(address(make, ending)).status_code for ending in PAGES] == [404] * 3


@pytest.mark.parametrize("ending", PAGES)
def test_pages_cost_the_same_for_few_nominations_and_many(
    client, make, sign_in, statements, ending
):
    secretary = make.grant(Role.SECRETARIAT)
    sign_in(client, secretary)
    costs = []
    for seed, number in ((1, 10), (2, 60)):
        reviewed(make, number, seed=seed)
        client.get(address(make, ending))
        with statements() as sent:
            assert client.get(address(make, ending)).status_code == 200
        costs.append(len(sent))

    assert costs[0] == costs[1]


def test_a_long_table_has_pages_and_a_page_beyond_the_end_is_the_last(client, make, sign_in):
    nomination = make.nomination(stage="ranked")
    for n in range(53):
        make.review(make.assignment(nomination, make.person(f"Reviewer {n:02}")))
    sign_in(client, make.grant(Role.SECRETARIAT))

    for ending in ("", "/points"):
        first = client.get(address(make, ending)).text
        last = client.get(address(make, f"{ending}?page=99")).text
        assert first.count('data-label="Against the fellows"') in (0, 50)
        assert (first.count('rel="next"'), first.count('rel="prev"')) == (1, 0)
        assert (last.count('rel="next"'), last.count('rel="prev"')) == (0, 1)
        assert client.get(address(make, f"{ending}?page=x")).status_code == 200


def test_names_from_right_to_left_and_hostile_ones_stay_names(client, make, sign_in):
    nomination = make.nomination(stage="ranked")
    for name in ("ليلى حداد", "<script>alert(1)</script>", "A\u202eB"):
        make.review(make.assignment(nomination, make.person(name)))
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = client.get(address(make)).text

    assert "<bdi>ليلى حداد</bdi>" in text
    assert "<script>alert" not in text
    assert printable("A\u202eB") in text


def test_whoever_reviews_here_sees_no_reviewers_points(client, make, sign_in):
    nominations, _ = reviewed(make, 12)
    secretary = make.grant(Role.SECRETARIAT)
    sign_in(client, secretary)
    assert "Reviewers against their fellows" in words_of(client.get(address(make, "/points")))

    make.grant(Role.REVIEWER, secretary)
    make.review(make.assignment(nominations[0], secretary))

    words = words_of(client.get(address(make, "/points")))
    assert "Reviewers against their fellows" not in words
    assert "33 reviews of 11 nominations" in words


BLIND = """
[blindness.insight]
label = { en = "The chair sees no country and no gender", zh = "主席不见国家与性别" }
whom = ["chair"]
names = ["country"]
fields = ["gender"]
"""


def test_what_is_hidden_from_the_chair_is_not_compared_for_the_chair(
    client, make, sign_in, plan_source
):
    make.edition(source=plan_source + BLIND)
    reviewed(make, 24)

    sign_in(client, make.grant(Role.CHAIR))
    words = words_of(client.get(address(make, "/points")))
    assert "72 reviews of 24 nominations" in words
    assert "Female" not in words
    assert "Asia" not in words
    sign_in(client, make.grant(Role.SECRETARIAT))
    assert "Female" in words_of(client.get(address(make, "/points")))
