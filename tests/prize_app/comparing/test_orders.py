"""Orders and pairs: kept, handed in, counted; what may not be, and what the pages show."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.comparing import service
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import RankingLine
from prize_app.db.comparing import PairAnswer, ReviewOrder
from prize_app.db.reviews import Review
from prize_app.nominations.facts import know
from prize_app.procedure.service import take_for_category
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY
from workflows.comparing import Answer
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role


def heard(make, member, number, stage="in-interviews"):
    """Nominations in the interviews, all of them given to one member of the committee."""
    made = [make.nomination(category=CATEGORY, stage=stage) for _ in range(number)]
    return made, [make.assignment(n, member, round="interviews") for n in made]


def ids(nominations, *places):
    return {str(n.id): place for n, place in zip(nominations, places, strict=False) if place}


@pytest.fixture
def member(make, edition):
    return make.grant(Role.COMMITTEE)


def store(session, make, member, assignments, places, *, submits=True, version=0, why=""):
    act = service.submit_order if submits else service.save_order
    return act(session, actor(member), assignments[0].id, places, why, lock_version=version,
               now=make.now)  # fmt: skip


def test_an_order_is_kept_as_far_as_it_has_come_and_handed_in_whole(session, make, member):
    nominations, assignments = heard(make, member, 3)

    kept = store(session, make, member, assignments, ids(nominations, 2), submits=False)
    assert (kept.places, kept.submitted_at) == (ids(nominations, 2), None)
    store(session, make, member, assignments, ids(nominations, 3, 1, 1), version=kept.lock_version,
          why="Both moved the field.")  # fmt: skip

    assert kept.places == ids(nominations, 3, 1, 1)
    assert kept.why == "Both moved the field."
    reviews = session.scalars(select(Review)).all()
    assert [r.submitted_at == kept.submitted_at for r in reviews] == [True] * 3
    (event,) = session.scalars(select(AuditEvent).where(AuditEvent.event == "review:submit-order"))
    assert event.facts == {"category": CATEGORY, "round": "interviews", "nominations": 3}


def test_typed_numbers_with_gaps_are_places_when_handed_in(session, make, member):
    nominations, assignments = heard(make, member, 3)

    kept = store(session, make, member, assignments, ids(nominations, 2, 3, 2))

    assert kept.places == ids(nominations, 1, 3, 1)


def test_an_order_with_a_hole_is_not_handed_in(session, make, member):
    nominations, assignments = heard(make, member, 3)

    with pytest.raises(RuleBroken) as refused:
        store(session, make, member, assignments, ids(nominations, 1, 2))

    assert [(r.code, r.facts) for r in refused.value.refusals] == [
        ("order_incomplete", {"missing": 1})
    ]
    assert session.scalar(select(func.count()).select_from(ReviewOrder)) == 0


@pytest.mark.parametrize("place", [0, 4])
def test_a_place_beyond_the_list_is_refused(session, make, member, place):
    nominations, assignments = heard(make, member, 3)
    places = {str(n.id): place for n in nominations}

    with pytest.raises(RuleBroken) as refused:
        store(session, make, member, assignments, places, submits=False)

    assert [r.code for r in refused.value.refusals] == ["place_unreadable"]


def test_an_order_that_is_in_stays(session, make, member):
    nominations, assignments = heard(make, member, 2)
    kept = store(session, make, member, assignments, ids(nominations, 1, 2))

    with pytest.raises(RuleBroken) as refused:
        store(session, make, member, assignments, ids(nominations, 2, 1),
              version=kept.lock_version)  # fmt: skip

    assert [r.code for r in refused.value.refusals] == ["order_submitted"]
    assert kept.places == ids(nominations, 1, 2)


def test_a_further_nomination_opens_the_order_again(session, make, member):
    nominations, assignments = heard(make, member, 2)
    kept = store(session, make, member, assignments, ids(nominations, 1, 2))
    further, _ = heard(make, member, 1)

    store(session, make, member, assignments, ids([*nominations, *further], 2, 3, 1),
          version=kept.lock_version)  # fmt: skip

    assert kept.places == ids([*nominations, *further], 2, 3, 1)


def test_a_second_window_does_not_win(session, make, member):
    nominations, assignments = heard(make, member, 2)
    store(session, make, member, assignments, ids(nominations, 1, 2), submits=False)

    with pytest.raises(StaleDataError):
        store(session, make, member, assignments, ids(nominations, 2, 1), submits=False)


def test_an_order_is_for_rounds_that_ask_for_one_and_only_while_they_are_open(
    session, make, edition, member
):
    _, early = heard(make, member, 1, stage="called-in")
    points = make.nomination(category=CATEGORY, stage="with-referees")
    by_points = make.assignment(points, member, round="referees")
    other = make.grant(Role.COMMITTEE)
    _, others = heard(make, other, 1)

    for assignment in (early[0], by_points, others[0]):
        with pytest.raises(NotFound):
            store(session, make, member, [assignment], {})


def interviewed(session, make, edition, orders):
    """Three nominations ordered by some members; closed by the chair. Nominations, their lines."""
    nominations = [make.nomination(category=CATEGORY, stage="in-interviews") for _ in range(3)]
    members = []
    for places in orders:
        member = make.grant(Role.COMMITTEE)
        members.append(member)
        given = [n for n, place in zip(nominations, places, strict=True) if place]
        assignments = [make.assignment(n, member, round="interviews") for n in given]
        store(session, make, member, assignments, ids(nominations, *places))
    return nominations, members


def close(session, make, edition):
    chair = make.grant(Role.CHAIR)
    take_for_category(session, actor(chair), edition.row.slug, CATEGORY, "close-interviews",
                      now=make.now)  # fmt: skip
    session.flush()
    return {line.nomination_id: line for line in session.scalars(select(RankingLine))}


def test_orders_make_a_ranking(session, make, edition):
    nominations, _ = interviewed(session, make, edition, [(1, 2, 3), (1, 3, 2), (2, 1, 3)])

    lines = close(session, make, edition)

    assert [lines[n.id].place for n in nominations] == [1, 2, 3]
    first = lines[nominations[0].id]
    assert first.reviews == 3
    assert sum(line.mean_points for line in lines.values()) == pytest.approx(
        150, abs=Decimal("0.02")
    )
    assert sorted(first.summary["by_review"].values()) == ["100.00", "100.00", "50.00"]


def test_a_conflict_takes_a_nomination_out_of_the_order_it_stood_in(session, make, edition):
    nominations, members = interviewed(session, make, edition, [(1, 2, 3), (1, 2, 3), (3, 2, 1)])
    make.conflict(nominations[0], members[2])

    lines = close(session, make, edition)

    first = lines[nominations[0].id]
    assert (first.place, first.reviews) == (1, 2)
    # The third order still says that the last is better than the second.
    assert lines[nominations[2].id].reviews == 3


def test_what_nobody_compared_cannot_be_ranked_together(session, make, edition):
    nominations, _ = interviewed(session, make, edition, [(1, 2, 0)])
    alone = make.grant(Role.COMMITTEE)
    (further,), assignments = heard(make, alone, 1)
    make.assignment(nominations[2], alone, round="interviews")
    store(session, make, alone, assignments, ids([nominations[2], further], 1, 2))

    with pytest.raises(RuleBroken) as refused:
        close(session, make, edition)

    assert [(r.code, r.facts["parts"]) for r in refused.value.refusals] == [("not_compared", 2)]
    assert nominations[0].stage == "in-interviews"


def test_an_order_counts_towards_the_share_of_the_panel(session, make, edition):
    nominations, _ = interviewed(session, make, edition, [(1, 2, 3)])
    make.assignment(nominations[0], round="interviews")

    found = know(session, edition, nominations, actor_id=None, now=make.now)

    counts = [(found[n.id].facts.reviews_submitted, found[n.id].facts.reviewers_assigned)
              for n in nominations]  # fmt: skip
    assert counts == [(1, 2), (1, 1), (1, 1)]


# ---------------------------------------------------------------- pairs


def say(session, make, member, assignments, one, other, answer):
    return service.answer_pair(session, actor(member), assignments[0].id, one.id, other.id, answer,
                               now=make.now)  # fmt: skip


def test_answers_are_kept_the_same_way_round(session, make, by_pairs):
    member = make.grant(Role.COMMITTEE)
    nominations, assignments = heard(make, member, 2)
    low, high = sorted(nominations, key=lambda n: n.id)

    kept = say(session, make, member, assignments, high, low, Answer.FIRST)

    assert (kept.first_id, kept.second_id, kept.answer) == (low.id, high.id, "second")
    with pytest.raises(RuleBroken):
        say(session, make, member, assignments, low, high, Answer.FIRST)
    service.take_back(session, actor(member), assignments[0].id)
    session.flush()
    assert session.scalars(select(PairAnswer)).all() == []


def test_a_pair_is_made_of_two_of_ones_own(session, make, by_pairs):
    member = make.grant(Role.COMMITTEE)
    (one,), assignments = heard(make, member, 1)
    (other,), _ = heard(make, make.grant(Role.COMMITTEE), 1)

    for two in ((one, one), (one, other)):
        with pytest.raises(RuleBroken) as refused:
            say(session, make, member, assignments, *two, Answer.FIRST)
        assert [r.code for r in refused.value.refusals] == ["pair_unknown"]


def test_pairs_are_done_when_everything_hangs_together_and_make_a_ranking(session, make, by_pairs):
    member = make.grant(Role.COMMITTEE)
    (a, b, c), assignments = heard(make, member, 3)
    say(session, make, member, assignments, a, b, Answer.FIRST)

    with pytest.raises(RuleBroken) as refused:
        service.finish_pairs(session, actor(member), assignments[0].id, now=make.now)
    say(session, make, member, assignments, c, b, Answer.SECOND)
    service.finish_pairs(session, actor(member), assignments[0].id, now=make.now)
    lines = close(session, make, by_pairs)

    assert [r.code for r in refused.value.refusals] == ["pairs_apart"]
    assert [lines[n.id].place for n in (a, b, c)] == [1, 2, 3]


# ---------------------------------------------------------------- pages


@pytest.fixture
def browser(client, sign_in, member):
    return sign_in(client, member)


def form_of(page):
    """The hidden fields of the paper and the numbers typed on it."""
    text = page.get_data(as_text=True)
    found = dict(re.findall(r'name="([a-z_-]+[^"]*)" value="([^"]*)"', text))
    return {k: v for k, v in found.items() if k.startswith(("place-", "lock", "csrf"))}


def test_lines_are_moved_by_buttons_and_by_numbers(session, make, member, browser):
    nominations, assignments = heard(make, member, 3)
    session.commit()
    here = f"/reviews/{assignments[0].id}/order"
    a, b, c = (str(n.id) for n in nominations)

    page = browser.get(here)
    assert page.status_code == 200
    moved = browser.post(here, data=form_of(page) | {"then": f"up:{c}"})
    assert moved.headers["Location"].endswith(f"{here}#n-{c}")
    page = browser.get(here)
    assert [form_of(page)[f"place-{n}"] for n in (a, b, c)] == ["1", "3", "2"]
    order = re.findall(r'id="n-([^"]+)"', page.get_data(as_text=True))
    assert order == [a, c, b]

    done = browser.post(here, data=form_of(page) | {f"place-{b}": "1", "then": "submit"})
    assert done.headers["Location"] == "/reviews"
    kept = session.scalars(select(ReviewOrder)).one()
    session.refresh(kept)
    assert kept.places == {a: 1, b: 1, c: 3}
    assert "Handed in" in browser.get(here).get_data(as_text=True)


def test_what_was_typed_comes_back_with_the_fault(session, make, member, browser):
    nominations, assignments = heard(make, member, 2)
    session.commit()
    here = f"/reviews/{assignments[0].id}/order"
    name = f"place-{nominations[0].id}"

    page = browser.post(here, data={"lock_version": "0", name: "first", "why": "Because",
                                    "then": "submit"})  # fmt: skip

    text = page.get_data(as_text=True)
    assert page.status_code == 422
    assert 'value="first"' in text
    assert "Because" in text
    assert "whole numbers from 1 to 2" in text


def test_a_paper_of_another_window_comes_back_as_it_was_filled_in(session, make, member, browser):
    nominations, assignments = heard(make, member, 2)
    store(session, make, member, assignments, ids(nominations, 1, 2), submits=False)
    session.commit()
    name = f"place-{nominations[0].id}"

    page = browser.post(f"/reviews/{assignments[0].id}/order",
                        data={"lock_version": "0", name: "2", "then": "save"})  # fmt: skip

    assert page.status_code == 409
    assert f'name="{name}" value="2"' in page.get_data(as_text=True)


def test_the_queue_leads_to_the_order_and_the_dossier_gives_no_points(
    session, make, member, browser
):
    _, assignments = heard(make, member, 2)
    session.commit()

    queue = browser.get("/reviews").get_data(as_text=True)
    dossier = browser.get(f"/reviews/{assignments[0].id}").get_data(as_text=True)

    assert f"/reviews/{assignments[0].id}/order" in queue
    assert "Put in order" in queue
    assert "To your order" in dossier
    assert "Submit review" not in dossier
    assert browser.post(f"/reviews/{assignments[0].id}").status_code == 404
    assert browser.get(f"/reviews/{assignments[0].id}/pairs").status_code == 404


def test_the_queue_has_one_button_for_all_of_a_round(session, make, member, browser):
    heard(make, member, 3)
    session.commit()

    queue = browser.get("/reviews").get_data(as_text=True)

    section = queue.split('<section aria-labelledby="edition-')[1].split("</section>")[0]
    assert len(re.findall(r'href="/reviews/[^"]+/order"', section)) == 1
    assert "3 nominations to put in order" in section
    assert section.count("To be put in order") == 3


def test_a_wrong_number_is_told_beside_it_and_a_missing_one_beside_its_place(
    session, make, member, browser
):
    nominations, assignments = heard(make, member, 3)
    session.commit()
    here = f"/reviews/{assignments[0].id}/order"
    names = [f"place-{n.id}" for n in nominations]

    wrong = browser.post(here, data={names[1]: "9", names[2]: "x1", "lock_version": "0"})
    missing = browser.post(
        here, data={names[0]: "1", names[1]: "2", "lock_version": "0", "then": "submit"}
    )

    assert [wrong.status_code, missing.status_code] == [422, 422]
    assert told_beside(wrong, names) == ["", *["A whole number from 1 to 3"] * 2]
    assert told_beside(missing, names) == ["", "", "No place yet"]
    assert f'href="#{names[1]}"' in wrong.get_data(as_text=True)


def told_beside(page, names):
    """The fault beside each number, nothing where there is none."""
    text = page.get_data(as_text=True)
    found = []
    for name in names:
        told = re.search(rf'<p class="field-error" id="{name}-error">(.*?)</p>', text, re.DOTALL)
        assert (told is not None) == (f'aria-describedby="{name}-error"' in text)
        words = re.sub(r"<svg.*?</svg>|<[^>]+>", "", told[1], flags=re.DOTALL) if told else ""
        found.append(words.removeprefix("Error: "))
    return found


def test_one_question_after_the_other_until_it_is_handed_in(
    session, make, by_pairs, client, sign_in
):
    member = make.grant(Role.COMMITTEE)
    _, assignments = heard(make, member, 3)
    browser = sign_in(client, member)
    session.commit()
    here = f"/reviews/{assignments[0].id}/pairs"

    asked = set()
    for _ in range(3):
        text = browser.get(here).get_data(as_text=True)
        two = dict(re.findall(r'name="(first|second)" value="([^"]+)"', text))
        asked.add(frozenset(two.values()))
        assert browser.post(here, data=two | {"then": "equal"}).status_code == 303
    text = browser.get(here).get_data(as_text=True)
    again = browser.post(here, data=two | {"then": "first"})

    assert len(asked) == 3
    assert "Every pair is answered" in text
    assert "every further answer" not in text
    assert again.status_code == 422
    assert browser.post(here, data={"then": "finish"}).headers["Location"] == "/reviews"
    assert "nothing is left to do here" in browser.get(here).get_data(as_text=True)


@pytest.mark.parametrize("kind", ["order", "pairs"])
def test_statements_do_not_grow_with_the_list(session, make, request, statements, client, sign_in,
                                              kind):  # fmt: skip
    request.getfixturevalue("edition" if kind == "order" else "by_pairs")
    member = make.grant(Role.COMMITTEE)
    _, assignments = heard(make, member, 2)
    browser = sign_in(client, member)
    session.commit()
    here = f"/reviews/{assignments[0].id}/{kind}"

    with statements() as few:
        assert browser.get(here).status_code == 200
    heard(make, member, 5)
    session.commit()
    with statements() as many:
        assert browser.get(here).status_code == 200

    assert len(many) == len(few)


def test_the_shortlist_page_tells_the_rule_and_its_outcome(session, make, edition, client, sign_in):
    chair = make.grant(Role.CHAIR)
    for points in (5, 1):
        nomination = make.nomination(category=CATEGORY, stage="in-preselection")
        for _ in range(3):
            review = make.review(make.assignment(nomination, round="preselection"))
            review.points = {"fit": points, "weight": points}
    session.flush()
    take_for_category(session, actor(chair), edition.row.slug, CATEGORY, "close-preselection",
                      now=make.now)  # fmt: skip
    browser = sign_in(client, chair)
    session.commit()
    here = f"/editions/{edition.row.slug}/categories/{CATEGORY}/actions/name-finalists"

    text = browser.get(here).get_data(as_text=True)
    done = browser.post(here)

    assert "Who goes on: the first 8 places of the ranking, and at least 40 points." in text
    assert "1 of 2 nominations go on." in text
    assert "The shortlist rule of this round does not pick this nomination." in text
    assert done.status_code == 303
