"""Other numbers to look at, replacements, and what may be confirmed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from prize_app.assignments import service, settings
from prize_app.assignments.proposing import Wanted
from prize_app.db.people import ReviewerProfile
from prize_app.db.reviews import ReviewerBid
from tests.prize_app.assignments.test_views import count, shown_on
from tests.prize_app.assignments.written import assignments
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
MINUS = "\N{MINUS SIGN}"


def board(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/assignments/{CATEGORY}", *parts])


def look(office, edition, **numbers):
    return office.get(board(edition, "what-if"), query_string=numbers)


def reviewers(make, number, **columns):
    return [make.grant(Role.REVIEWER, **columns) for _ in range(number)]


def rows_beside(page):
    """Label -> the plan's figure, the other, and the difference."""
    [table] = re.findall(r'id="beside".*?<tbody>(.*?)</tbody>', page.text, re.DOTALL)
    plain = table.replace('<span class="sr-only"> asked</span>', "").replace("<br>", " ")
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in plain.split("</tr>")[:-1]]
    told = [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in rows]
    return {label: tuple(cells) for label, *cells in told}


def test_looking_shows_figures_and_stores_nothing(session, make, edition, office):
    make.nomination()
    reviewers(make, 4)

    page = look(office, edition)

    assert page.status_code == 200
    assert "Worst served nomination" in page.text
    assert "proved: no more is possible" in page.text
    assert "<svg" in page.text
    assert count(session) == 0


def test_fewer_reviews_than_the_plan_asks_can_be_seen_but_not_confirmed(
    session, make, edition, office
):
    make.nomination()
    reviewers(make, 4)
    asked = shown_on(look(office, edition))

    page = look(office, edition, reviews="2", most_reviews="2")
    sent = {**asked, "reviews": "2", "most_reviews": "2", "pair": asked["pair"][:2]}
    answer = office.post(board(edition, "confirm"), data=sent)

    assert "it cannot be confirmed" in page.text
    assert "3 reviews for each nomination" in page.text
    assert "/confirm" not in page.text
    assert answer.status_code == 409
    assert count(session) == 0


def test_a_smaller_capacity_keeps_the_plan_and_can_be_confirmed(session, make, edition, office):
    for _ in range(2):
        make.nomination()
    reviewers(make, 6)

    page = look(office, edition, capacity="1")
    answer = office.post(board(edition, "confirm"), data=shown_on(page))

    assert answer.status_code == 303
    stored = assignments(session)
    assert len({row.reviewer_id for row in stored}) == len(stored) == 6


def test_a_larger_capacity_than_the_plans_cannot_be_confirmed(make, edition, office):
    reviewers(make, 3)
    for _ in range(17):
        make.nomination()

    usual, wider = look(office, edition), look(office, edition, capacity="17")

    assert "No assignment is possible" in usual.text
    assert "at most 16 nominations for each reviewer" in wider.text
    assert "/confirm" not in wider.text


def test_a_rule_of_spread_can_be_left_out_to_see_what_it_costs(make, edition, office):
    make.nomination()
    reviewers(make, 3, country="KE")

    kept = look(office, edition)
    without = look(office, edition, **{"at_most-country": ""})

    assert "These nominations cannot keep: at most 2 reviewers from one country." in kept.text
    assert "What if</h1>" in without.text
    assert "at most 2 reviewers from one country" in without.text  # what the plan asks
    assert "/confirm" not in without.text


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"reviews": "many"}, "Please give whole numbers from 1 to 20."),
        ({"reviews": "0"}, "Please give whole numbers from 1 to 20."),
        ({"capacity": "9" * 5000}, "Please give whole numbers from 1 to 500."),
        ({"at_most-country": "-1"}, "Please give whole numbers from 1 to 20."),
        ({"capacity": "2", "least": "3"}, "The most must not be smaller than the fewest."),
    ],
)
def test_numbers_that_mean_nothing_are_asked_again(make, edition, office, numbers, words):
    make.nomination()
    reviewers(make, 3)

    page = look(office, edition, **numbers)

    assert page.status_code == 422
    assert words in page.text
    assert f'value="{next(iter(numbers.values()))}"' in page.text


def test_what_changed_since_it_was_shown_is_not_confirmed(session, make, edition, office):
    make.nomination()
    people = reviewers(make, 4)
    shown = shown_on(look(office, edition))
    people[0].themes = ["water"]
    session.flush()

    answer = office.post(board(edition, "confirm"), data=shown)

    assert answer.status_code == 409
    assert "Something has changed since this assignment was shown" in answer.text
    assert count(session) == 0


def test_another_pair_than_the_one_shown_keeps_the_rules_too(session, make, edition, office):
    nomination = make.nomination()
    compatriots = reviewers(make, 3, country="PE")
    reviewers(make, 1, country="FR")
    shown = shown_on(look(office, edition))
    shown["pair"] = [f"{nomination.id}:{person.id}" for person in compatriots]

    answer = office.post(board(edition, "confirm"), data=shown)

    assert answer.status_code == 422
    assert "at most 2 reviewers from one country" in answer.text
    assert count(session) == 0


@pytest.mark.parametrize(
    ("numbers", "rule"),
    [
        ({"reviews": "2", "most_reviews": "2"}, "3 reviews for each nomination"),
        ({"capacity": "20"}, ""),
    ],
)
def test_the_plan_has_the_last_word_whatever_was_asked(
    session, make, edition, secretary, numbers, rule
):
    make.nomination()
    reviewers(make, 4)
    asked = settings.read(settings.of_plan(edition.plan), numbers)
    slug = edition.row.slug
    view = service.propose(session, secretary, Wanted(slug, CATEGORY, settings=asked), now=make.now)
    shown = service.Shown(view.input_hash, asked)

    def confirm():
        return service.confirm(
            session, secretary, slug, CATEGORY, view.pairs, shown=shown, now=make.now
        )

    assert list(view.against_plan) == [rule] * bool(rule)
    if rule:
        with pytest.raises(RuleBroken) as refused:
            confirm()
        assert [r.facts for r in refused.value.refusals] == [{"rules": rule}]
    else:
        assert confirm() == 3


def test_a_replacement_leaves_everybody_else_alone(session, make, edition, office):
    first, second = make.nomination(), make.nomination()
    people = reviewers(make, 4)
    for nomination in (first, second):
        for person in people[1:]:
            make.assignment(nomination, person)
    left = make.grant(Role.REVIEWER)
    gone = next(
        a
        for a in assignments(session)
        if (a.nomination_id, a.reviewer_id) == (first.id, people[1].id)
    )
    gone.status = "declined"
    session.flush()

    board_page = office.get(board(edition)).text
    page = look(office, edition, only=str(first.id))
    answer = office.post(board(edition, "confirm"), data=shown_on(page))

    assert f"what-if?only={first.id}" in board_page
    assert f"what-if?only={second.id}" not in board_page
    assert answer.status_code == 303
    session.expire_all()
    now = {(a.nomination_id, a.reviewer_id) for a in assignments(session) if a.status == "assigned"}
    stayed = {(n.id, p.id) for n in (first, second) for p in people[1:]} - {
        (first.id, people[1].id)
    }
    assert stayed < now
    [(nomination_id, reviewer_id)] = now - stayed
    assert nomination_id == first.id
    assert reviewer_id in {people[0].id, left.id}


def test_where_nothing_less_will_do_one_pair_moves(session, make, edition, secretary):
    """The only free reviewer may not read the nomination that lacks one: two swap."""
    lacking, full = make.nomination(), make.nomination()
    both = reviewers(make, 2)
    mover, free = reviewers(make, 2)
    for person in both:
        make.assignment(lacking, person)
        make.assignment(full, person)
    moved = make.assignment(full, mover)
    make.conflict(lacking, free)
    for _ in range(15):
        make.assignment(make.nomination(category="youth-leader"), mover)

    view = service.propose(
        session, secretary, Wanted(edition.row.slug, CATEGORY, only=lacking.id), now=make.now
    )
    taken = service.confirm(
        session,
        secretary,
        edition.row.slug,
        CATEGORY,
        view.pairs,
        shown=service.Shown(view.input_hash, view.settings, lacking.id, view.released),
        now=make.now,
    )
    session.flush()

    assert sorted(view.pairs) == sorted([(lacking.id, mover.id), (full.id, free.id)])
    assert view.released == [(full.id, mover.id)]
    assert view.figures.kept == 4
    assert taken == 2
    assert moved.status == "released"


def test_a_begun_review_is_never_moved(session, make, edition, secretary):
    lacking, full = make.nomination(stage="in-review"), make.nomination(stage="in-review")
    both = reviewers(make, 2)
    mover, free = reviewers(make, 2)
    for person in both:
        make.assignment(lacking, person)
        make.assignment(full, person)
    make.review(make.assignment(full, mover), submitted_at=None)
    make.conflict(lacking, free)
    for _ in range(15):
        make.assignment(make.nomination(category="youth-leader"), mover)

    view = service.propose(
        session, secretary, Wanted(edition.row.slug, CATEGORY, only=lacking.id), now=make.now
    )

    assert (view.pairs, view.released) == ([], [])
    assert view.shortage.why == "too_few_reviewers"


def test_each_pair_is_explained(session, make, edition, secretary):
    nomination = make.nomination(answers={"summary": "Desalination by graphene membranes for all."})
    known = make.grant(Role.REVIEWER, themes=["water"])
    session.add(
        ReviewerProfile(
            person_id=known.id,
            keywords=["Graphene membranes", "glaciers"],
            languages=["fr", "en-GB"],
            changed_at=datetime(2027, 1, 1, tzinfo=UTC),
        )
    )
    session.add(
        ReviewerBid(
            nomination_id=nomination.id,
            reviewer_id=known.id,
            answer="yes",
            answered_at=datetime(2027, 1, 1, tzinfo=UTC),
        )
    )
    reviewers(make, 2)
    session.flush()

    view = service.propose(session, secretary, Wanted(edition.row.slug, CATEGORY), now=make.now)

    [why] = [p.why for p in view.lines[0].proposed if p.reviewer.id == known.id]
    theme, keyword, texts, bid, language = why
    assert theme == "shared theme: Water Resource and Water Security"
    assert keyword == "knows “graphene membranes”"
    assert texts.endswith("of the texts’ words (graphene, membranes)")
    assert bid == "would like to read it"
    assert language == "reads English"


def test_other_numbers_stand_beside_what_the_plan_itself_gives(make, edition, office):
    make.nomination()
    make.nomination()
    reviewers(make, 3)

    page = look(office, edition, reviews="2", most_reviews="2")

    assert "<strong>2 pairs change</strong> against the plan" in page.text
    assert "2 of its pairs are left out, 0 are new, 4 are the same" in page.text
    assert rows_beside(page)["Reviews of each nomination"] == ("3", "2", f"{MINUS}1")
    assert rows_beside(page)["Assignments"] == ("6", "4", f"{MINUS}2")
    assert "Beside the plan" not in look(office, edition).text


def test_what_stands_beside_the_plan_is_what_both_proposals_reach(make, edition, office, secretary):
    """Two who share the theme would take all; with room for one nomination each, others come in."""
    for _ in range(2):
        make.nomination(theme="water")
    reviewers(make, 3, themes=["water"])
    reviewers(make, 3)

    def proposed(settings=None):
        slug, session = edition.row.slug, make.session
        return service.propose(
            session, secretary, Wanted(slug, CATEGORY, settings=settings), now=make.now
        )

    plan = proposed()
    other = proposed(settings.read(settings.of_plan(edition.plan), {"capacity": "1"}))
    rows = rows_beside(look(office, edition, capacity="1"))

    less = plan.figures.total - other.figures.total
    assert less > 0
    assert rows["All together, points"] == (
        f"{plan.figures.total} proved",
        f"{other.figures.total} proved",
        f"{MINUS}{less}",
    )
    lost = plan.figures.floor - other.figures.floor
    assert rows["Worst served nomination, points"][2] == (f"{MINUS}{lost}" if lost else "the same")
    assert rows["Most nominations of one reviewer"] == ("2", "1", f"{MINUS}1")
    assert rows["Reviewers with nominations"] == ("3", "6", "+3")
    assert other.beside.only_plan == set(plan.pairs) - set(other.pairs)
    assert other.beside.only_asked == set(other.pairs) - set(plan.pairs)


def test_where_the_plan_has_no_assignment_the_page_says_which_side_has_one(make, edition, office):
    make.nomination()
    reviewers(make, 2)

    fewer = look(office, edition, reviews="2", most_reviews="2")
    more = look(office, edition, reviews="4", most_reviews="4")

    assert "These numbers have an assignment; with the plan’s own none was found." in fewer.text
    assert rows_beside(fewer)["Assignments"] == ("none", "2", "")
    assert "No assignment was found with these numbers, and none with the plan’s." in more.text


def test_asking_for_more_than_stands_is_set_beside_what_stands(make, edition, office):
    nomination, people = make.nomination(), reviewers(make, 4)
    for person in people[:3]:
        make.assignment(nomination, person)

    rows = rows_beside(look(office, edition, reviews="4"))

    assert rows["Assignments"] == ("3", "4", "+1")
    assert rows["Earlier assignments that stay"] == ("3", "3", "the same")
    assert rows["All together, points"][0].endswith("as it stands")


def test_strangers_to_a_nomination_get_no_replacement_for_it(make, edition, office, office_holder):
    hidden = make.nomination()
    make.conflict(hidden, office_holder)

    assert look(office, edition, only=str(hidden.id)).status_code == 404


@pytest.mark.parametrize("numbers", [{}, {"capacity": "10"}])
def test_statements_do_not_grow_with_the_nominations(make, edition, office, statements, numbers):
    reviewers(make, 4)
    make.nomination()
    make.session.expire_all()
    with statements() as for_one:
        look(office, edition, **numbers)
    make.nomination()
    make.nomination()
    reviewers(make, 2)
    make.session.expire_all()
    with statements() as for_three:
        look(office, edition, **numbers)

    assert len(for_three) == len(for_one)


def test_a_number_that_cannot_be_is_marked_beside_its_field(office, edition, make):
    make.nomination()
    reviewers(make, 4)

    for numbers, field in (
        ({"reviews": "abc"}, "reviews"),
        ({"capacity": "2", "least": "3"}, "least"),
        ({"at_most-country": "many"}, "at_most-country"),
    ):
        page = look(office, edition, **numbers)

        assert page.status_code == 422
        assert f'href="#if-{field}"' in page.text
        assert page.text.count('aria-invalid="true"') == 1
        assert f'aria-describedby="if-{field}-error"' in page.text
        assert f'value="{numbers[field]}"' in page.text


def test_looking_at_a_category_without_nominations_says_that_there_is_nothing_yet(office, edition):
    page = look(office, edition, reviews="2", most_reviews="2")

    assert "Nothing to assign yet" in page.text
    assert 'id="beside"' not in page.text
