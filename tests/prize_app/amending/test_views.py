"""The pages of an amendment, as each may see them, and the whole way through a browser's forms."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from prize_app.db.editions import Edition
from prize_app.editions.queries import get_edition
from tests.answers import INDIVIDUAL
from tests.prize_app.amending.drafting import (
    AGE_LIMIT,
    RENAMED,
    YOUTH,
    replaced,
    table,
    with_stage_renamed,
)
from tests.prize_app.committee.holding import closed_round, decision
from workflows.plan.evaluation import Role

BORN = {"born-on": "1984-06-01"}
NOMINEE = INDIVIDUAL["nominee-name"]


@pytest.fixture
def desk(make):
    return table(make)


@pytest.fixture
def browser(client, desk, sign_in):
    """The secretary's browser."""
    return sign_in(client, desk.secretary)


def review(desk, **query):
    more = "&".join(f"{key}={value}" for key, value in query.items())
    return f"/editions/{desk.slug}/plan/draft/review" + (f"?{more}" if more else "")


def act(desk, name):
    return f"/editions/{desk.slug}/plan/draft/{name}"


def seen_on(page):
    return re.search(r'name="seen" [^>]*value="([0-9a-f]{64})"', page.text)[1]


def test_without_a_draft_the_page_says_what_will_be_there(browser, desk):
    assert "No amendment is open" in browser.get(review(desk)).text


def test_the_draft_leads_to_its_review_and_back(browser, desk):
    desk.draft(replaced(desk.source, AGE_LIMIT))
    written = f"/editions/{desk.slug}/plan/draft"

    assert f'href="{review(desk)}"' in browser.get(written).text
    assert f'href="{written}"' in browser.get(review(desk)).text


def test_every_fault_is_listed_and_nothing_can_be_proposed(browser, desk):
    draft = desk.draft(
        replaced(
            desk.source,
            ('initial = "draft"', 'initial = "nowhere"'),
            ("members = 6", "members = 0"),
        )
    )

    shown = browser.get(review(desk))

    assert "workflows.standard.initial" in shown.text
    assert "panels.committee.members" in shown.text
    assert "Mend the draft first" in shown.text
    answer = browser.post(act(desk, "propose"), data={"seen": desk.seen(draft)})
    assert answer.status_code == 422
    assert "The plan does not hold" in answer.text


def test_the_whole_way_through_forms(session, make, browser, client, desk, sign_in):
    moved = make.nomination(category=YOUTH, answers=BORN)
    desk.draft(replaced(with_stage_renamed(desk.source), AGE_LIMIT))
    shown = browser.get(review(desk))
    assert "Youth Leader Award: age limit 45 → 40 (§ 3 (4))" in shown.text
    assert "to be said" in shown.text
    settled = browser.post(
        act(desk, "settle"),
        data={"seen": seen_on(shown), "to-standard-eligible": RENAMED},
        follow_redirects=True,
    )
    assert "to be said" not in settled.text
    seen = seen_on(settled)
    assert browser.post(act(desk, "propose"), data={"seen": seen}).status_code == 303
    assert browser.post(act(desk, "sign"), data={"seen": seen}).status_code == 303
    sign_in(client, desk.second)
    assert "Sign exactly this" in client.get(review(desk)).text
    assert client.post(act(desk, "sign"), data={"seen": seen}).status_code == 303
    assert "Take the amendment" in client.get(review(desk)).text
    taken = client.post(act(desk, "take"), data={"seen": seen}, follow_redirects=True)

    assert taken.status_code == 200
    assert "Version 2 of the plan" in taken.text
    assert "Verdict changed since they were accepted" in taken.text
    assert desk.secretary.name in taken.text
    session.refresh(moved)
    assert moved.stage == RENAMED


def test_a_stale_tab_changes_nothing(session, browser, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    stale = seen_on(browser.get(review(desk)))
    draft.source = replaced(draft.source, ("years = 40", "years = 39"))
    session.flush()

    for what in ("settle", "propose"):
        assert browser.post(act(desk, what), data={"seen": stale}).status_code == 409
    desk.propose(draft)
    for what in ("sign", "take"):
        assert browser.post(act(desk, what), data={"seen": stale}).status_code in (409, 422)
    assert draft.state == "proposed"
    assert desk.amendments() == []


def test_a_wrong_mapping_is_told_beside_its_field(browser, make, desk):
    make.nomination()
    desk.draft(with_stage_renamed(desk.source), {"standard": {"eligible": "awarded"}})

    shown = browser.get(review(desk)).text

    assert "this would end the procedure for nominations on which nobody has decided" in shown
    assert 'id="to-standard-eligible-error"' in shown
    assert "Propose this amendment" not in shown


def test_words_that_are_too_long_come_back_with_the_page(session, make, browser, desk):
    make.review(make.assignment(make.nomination(category=YOUTH, stage="in-review")))
    draft = desk.draft(weights_changed(desk.source))
    text = "because " * 400

    answer = browser.post(
        act(desk, "settle"),
        data={"seen": desk.seen(draft), "why-reviewed-rubric:individual": text},
    )

    assert answer.status_code == 422
    assert "At most 2,000 characters" in answer.text
    assert text.strip() in answer.text
    session.refresh(draft)
    assert draft.decisions == {}


def weights_changed(source):
    source = source.replace("weight = 35", "weight = 31", 1)
    return source.replace("weight = 30\n", "weight = 34\n", 1)


def test_who_is_recused_signs_but_sees_nothing_of_the_nomination(client, make, desk, sign_in):
    nomination = make.nomination(category=YOUTH, answers=BORN, stage="submitted")
    make.conflict(nomination, desk.second)
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)

    theirs = sign_in(client, desk.second).get(review(desk)).text
    assert NOMINEE not in theirs
    assert nomination.reference not in theirs
    assert "No verdict changes that you may know of" in theirs
    assert "Sign exactly this" in theirs
    assert NOMINEE in sign_in(client, desk.secretary).get(review(desk)).text
    desk.sign(draft)
    amendment = desk.take(draft)
    page = f"/editions/{desk.slug}/plan/history/{amendment.id}"
    assert NOMINEE not in sign_in(client, desk.second).get(page).text
    assert NOMINEE in sign_in(client, desk.secretary).get(page).text


def test_the_chair_signs_without_reading_verdicts(client, make, desk, sign_in):
    make.nomination(category=YOUTH, answers=BORN, stage="submitted")
    desk.propose(desk.draft(replaced(desk.source, AGE_LIMIT)))

    shown = sign_in(client, make.grant(Role.CHAIR)).get(review(desk)).text

    assert "Sign exactly this" in shown
    assert NOMINEE not in shown


def test_those_who_may_sign_find_it_on_their_desk(client, make, desk, sign_in):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    assert "Sign the amendment" not in sign_in(client, desk.second).get("/desk").text
    desk.propose(draft)
    assert "Sign the amendment" in client.get("/desk").text
    desk.sign(draft, desk.second)
    assert "Sign the amendment" not in client.get("/desk").text


def test_the_call_says_what_nominators_must_know(client, desk):
    call = f"/call/{desk.slug}"
    assert "Amended on" not in client.get(call).text

    desk.amend(replaced(desk.source, AGE_LIMIT, ("members = 6", "members = 7")))

    assert "Youth Leader Award: age limit 45 → 40" in client.get(call).text
    assert "members" not in client.get(call).text
    assert "修订于" in client.get(f"{call}?lang=zh").text


def test_the_history_has_every_plan_with_its_document(browser, desk):
    first = desk.edition.published.id
    one = desk.amend(replaced(desk.source, AGE_LIMIT))
    two = desk.amend(replaced(desk.source, ("years = 40", "years = 42")))

    shown = browser.get(f"/editions/{desk.slug}/plan/history").text
    assert re.findall(r"Version (\d)", shown) == ["3", "2", "1"]
    assert "age limit 40 → 42" in shown
    assert all(f"<bdi>{p.name}</bdi>" in shown for p in (desk.secretary, desk.second))
    for version, text in ((first, "years = 45"), (one.to_version_id, "years = 40")):
        address = f"/editions/{desk.slug}/plan/versions/{version}.toml"
        assert text in browser.get(address).text
    plan = browser.get(f"/editions/{desk.slug}/plan").text
    assert "Version 3, amended on" in plan
    assert str(two.id) in plan


def test_a_document_of_another_edition_is_not_here(browser, make, desk):
    other = make.edition(passed="reviews-due", days=5)

    address = f"/editions/{desk.slug}/plan/versions/{other.published.id}.toml"

    assert browser.get(address).status_code == 404


def test_an_amendment_of_another_edition_is_not_here(browser, make, desk):
    elsewhere = table(make, passed="reviews-due", days=5)
    amendment = elsewhere.amend(replaced(elsewhere.source, AGE_LIMIT))

    assert browser.get(f"/editions/{desk.slug}/plan/history/{amendment.id}").status_code == 404


def test_a_further_edition_runs_under_a_signed_plan(session, browser, desk):
    address = f"/editions/{desk.slug}/plan/further-edition"
    given = {"slug": "next-one", "title": "Edition 2029"}
    refused = browser.post(address, data=given)
    assert refused.status_code == 422
    assert "Nobody has signed the plan in force" in refused.text
    assert "Edition 2029" in refused.text

    desk.amend(replaced(desk.source, AGE_LIMIT))

    assert browser.post(address, data=given | {"slug": "Next One"}).status_code == 422
    assert browser.post(address, data=given | {"slug": desk.slug}).status_code == 422
    assert browser.post(address, data=given).status_code == 303
    opened = get_edition(session, "next-one")
    assert opened.published.id == desk.present.published.id
    assert browser.get("/editions/next-one/people").text.count("person") > 0
    assert session.scalars(select(Edition).where(Edition.slug == "next-one")).one().amended == 0


def test_old_stages_are_told_in_the_words_of_their_time(client, make, desk, sign_in):
    nominator = make.person()
    nomination = make.nomination(by=nominator, stage="eligible")
    source = with_stage_renamed(desk.source).replace(
        'label = { en = "Eligible", zh', 'label = { en = "Admitted", zh'
    )

    desk.amend(source, mapping={"standard": {"eligible": RENAMED}})

    log = sign_in(client, desk.secretary).get(f"/editions/{desk.slug}/audit").text
    assert "Eligible" in log
    assert "Admitted" in log
    own = sign_in(client, nominator).get(f"/nominations/{nomination.id}")
    assert own.status_code == 200
    assert "Admitted" in own.text


def test_the_review_costs_the_same_with_one_and_with_three_verdicts(
    session, make, browser, desk, statements
):
    desk.draft(replaced(desk.source, AGE_LIMIT))

    def counted():
        session.expire_all()
        with statements() as seen:
            assert browser.get(review(desk)).status_code == 200
        return len(seen)

    make.nomination(category=YOUTH, answers=BORN, stage="submitted")
    counted()
    one = counted()
    for _ in range(2):
        make.nomination(category=YOUTH, answers=BORN, stage="submitted")
    assert counted() == one


def test_the_amendment_costs_the_same_with_one_and_with_three_verdicts(
    session, make, browser, desk, statements
):
    make.nomination(category=YOUTH, answers=BORN, stage="submitted")
    one = desk.amend(replaced(desk.source, AGE_LIMIT))
    for _ in range(3):
        make.nomination(category=YOUTH, stage="submitted")  # 36 years old
    three = desk.amend(replaced(desk.source, ("years = 40", "years = 35")))

    def counted(amendment):
        session.expire_all()
        with statements() as seen:
            page = browser.get(f"/editions/{desk.slug}/plan/history/{amendment.id}")
        assert page.status_code == 200
        return len(seen)

    counted(one)
    assert counted(one) == counted(three)
    assert [len(told.verdicts) for told in (one, three)] == [1, 3]


def test_the_picture_counts_nominations_where_they_would_land(browser, make, desk):
    make.nomination()
    make.nomination()
    desk.draft(with_stage_renamed(desk.source), {"standard": {"eligible": RENAMED}})

    drawing = browser.get(f"/editions/{desk.slug}/plan/draft/landing/standard.svg")

    assert drawing.mimetype == "image/svg+xml"
    assert "2 nominations" in drawing.text
    assert browser.get(f"/editions/{desk.slug}/plan/draft/landing/no.svg").status_code == 404


def test_who_is_recused_cannot_tell_from_the_page_that_the_nomination_is_there(
    session, client, make, desk, sign_in
):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    browser = sign_in(client, desk.second)
    without = browser.get(review(desk)).text
    nomination = make.nomination(category=YOUTH, answers=BORN, stage="in-review")
    make.review(make.assignment(nomination), submitted_at=None)
    make.conflict(nomination, desk.second)

    assert draft.state == "writing"
    assert browser.get(review(desk)).text == without


PAGES = (
    "", "/nominations", "/screening", "/assignments", "/committee", f"/committee/{YOUTH}",
    "/reports", "/people", "/plan", "/plan/history", "/audit",
)  # fmt: skip


def test_every_page_of_the_edition_opens_after_stages_and_criteria_changed(
    session, make, browser, desk
):
    """Ranked, reviewed and decided under the first plan; shown under the second."""
    ranked = make.nomination(category=YOUTH, stage="ranked")
    make.review(make.assignment(ranked))
    make.nomination(category=YOUTH)
    closed_round(make, ranked, "shortlist")
    decision(make, ranked, desk.second)
    source = weights_changed(with_stage_renamed(desk.source)).replace(
        "[workflows.standard.actions.propose]", "[workflows.standard.actions.put-forward]"
    )
    source = source.replace("criteria.capacity", "criteria.legacy")
    desk.amend(
        source,
        mapping={"standard": {"eligible": RENAMED}},
        decisions={"reviewed-rubric:individual": "It was announced."},
    )

    root = f"/editions/{desk.slug}"
    assert {path: browser.get(root + path).status_code for path in PAGES} == dict.fromkeys(
        PAGES, 200
    )
    shown = browser.get(f"/nominations/{ranked.id}").text
    assert "Propose for the award" in shown
    papers = [f"reports/{kind}.csv" for kind in ("nominations", "reviews", "ranking", "decisions")]
    assert [browser.get(f"{root}/{paper}").status_code for paper in papers] == [200] * 4
