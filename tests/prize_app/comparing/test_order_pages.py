"""The pages on which nominations are put into an order, or compared in pairs."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from prize_app.db.comparing import ReviewOrder
from prize_app.procedure.service import take_for_category
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY
from tests.prize_app.comparing.ordering import heard, ids, store
from workflows.plan.evaluation import Role


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


@pytest.mark.parametrize("version", ["9" * 5_000, "²", "-1", "", "nothing"])
def test_a_version_that_no_page_had_is_that_of_another_window(
    session, make, member, browser, version
):
    nominations, assignments = heard(make, member, 2)
    store(session, make, member, assignments, ids(nominations, 1, 2), submits=False)
    session.commit()
    name = f"place-{nominations[0].id}"

    page = browser.post(f"/reviews/{assignments[0].id}/order",
                        data={"lock_version": version, name: "2", "then": "save"})  # fmt: skip

    assert page.status_code == 409
    assert session.scalars(select(ReviewOrder.lock_version)).all() == [1]


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
