"""A prize judged in three rounds, from the first look to the decision, by pages alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
import tomlkit

from prize_app.places import SHIPPED_PLAN
from tests.journeys import assigning, deciding, inviting, judging, plainly, screening
from tests.journeys.inviting import Guest
from tests.journeys.nominating import letter_to
from tests.journeys.serving import Served
from tests.journeys.staging import give_another_role, open_screened_edition
from tests.journeys.windows import Street, Window
from workflows.plan.evaluation import Role

SLUG, CATEGORY = "journey-rounds", "lifetime-achievement"
COMMITTEE = f"/editions/{SLUG}/committee/{CATEGORY}"
CALENDAR = {
    "nominations-open": -40,
    "nominations-close": -5,
    "corrections-close": 10,
    "preselection-due": 20,
    "referees-due": 40,
    "interviews": 60,
    "committee-meets": 62,
    "board-confirms": 70,
    "ceremony": 100,
}
# Fewer of everything, so that a journey ends: rounds as they are, numbers as small as they go.
NUMBERS: Mapping[str, Mapping[str, int]] = {
    "preselection": {"reviews_per_nomination": 4, "first_places": 3},
    "referees": {"reviews_per_nomination": 2, "first_places": 2},
    "interviews": {"reviews_per_nomination": 3},
}
REFEREE = Guest(
    "Mei-Ling Ferreira",
    "meiling.ferreira@example.org",
    "Institute of Far Shores",
    "PT",
    ("climate",),
    (),
)


@pytest.fixture(scope="module")
def people(served: Served) -> Sequence[str]:
    """E-mails of the reviewers of the preselection, then of a referee who has the role already."""
    document: Any = tomlkit.parse(SHIPPED_PLAN.with_name("award-in-rounds.toml").read_text("utf-8"))
    for key, numbers in NUMBERS.items():
        document["rounds"][key].update(numbers)
    open_screened_edition(
        served.instance,
        served.address,
        SLUG,
        CATEGORY,
        nominations=5,
        reviewers=4,
        plan=tomlkit.dumps(document),
        calendar=CALENDAR,
    )
    emails = list(screening.reviewer_emails().values())[:5]
    give_another_role(served.instance, served.address, SLUG, emails[4], Role.EXTERNAL)
    return emails


def test_three_rounds_lead_to_one_laureate(
    street: Street, who: dict[str, list[str]], people: Sequence[str]
) -> None:
    secretary, chair = street.of(who["secretariat"][0]), street.of(who["chair"][0])
    reviewers = [street.of(email) for email in people[:4]]
    finalists = _preselected(secretary, reviewers)
    guest = street.newcomer(REFEREE.email)
    _invited(secretary, guest)
    called = _refereed(secretary, chair, [guest, street.of(people[4])], finalists)
    members = [street.of(email) for email in (*who["member"], *who["deputy"])]
    _heard(secretary, chair, members, called, reviewers[0])
    _decided(chair, members, called[0])


def _preselected(secretary: Window, reviewers: Sequence[Window]) -> Sequence[str]:
    """Four reviewers, three of them in time; who goes on is a rule."""
    given = assigning.confirm_proof(secretary, SLUG, CATEGORY)
    assert [len(names) for names in given.values()] == [4] * 5, given
    plainly.take_for_category(secretary, SLUG, CATEGORY, "open-preselection")
    nominees = sorted(given)
    points = {nominee: 4 if nominee in nominees[:3] else 2 for nominee in nominees}
    first = judging.path_of(reviewers[0], SLUG, nominees[0])
    judging.score(reviewers[0], first, 4)
    _score(reviewers[:2], points)
    closing = _page_of(secretary, "close-preselection")
    secretary.says("2 reviewers of 4 without a conflict of interest have scored, 3 needed.")
    assert not secretary.page.get_by_role("button", name="Freeze the preselection").count()
    assert secretary.post(closing).status == 422
    _score(reviewers[2:3], points)
    screening.take_for_category(
        secretary, SLUG, CATEGORY, "close-preselection", "Freeze the preselection"
    )
    secretary.says("Freeze the preselection: done for 5")
    secretary.go(f"/editions/{SLUG}/categories/{CATEGORY}/actions/name-finalists")
    secretary.says("the first 3 places of the ranking")
    secretary.press("Name the finalists by rule")
    secretary.says("Name the finalists by rule: done for 3")
    plainly.take_for_category(secretary, SLUG, CATEGORY, "close-preselected")
    return nominees[:3]


def _page_of(window: Window, action: str) -> str:
    path = f"/editions/{SLUG}/categories/{CATEGORY}/actions/{action}"
    window.go(path)
    return path


def _score(windows: Sequence[Window], points: Mapping[str, int]) -> None:
    """Hand in what is open, without a browser."""
    for window in windows:
        for nominee, path in list(_open(window)):
            plainly.review(window, path, points[nominee])
        assert not list(_open(window))


def _open(window: Window) -> Iterator[tuple[str, str]]:
    window.go("/reviews")
    section = window.page.locator(f'section[aria-labelledby="edition-{SLUG}"] li')
    for link in section.filter(has_text="To be reviewed").locator("h3 a").all():
        yield link.inner_text(), link.get_attribute("href") or ""


def _invited(secretary: Window, guest: Window) -> None:
    """An external referee comes by letter, which says for what, and by when."""
    inviting.invite(secretary, SLUG, CATEGORY, REFEREE, to="External referees")
    secretary.says("External referees")
    guest.go(letter_to(guest, REFEREE.email, "Will you review"))
    guest.says("External referees", "Each nomination gets 2 reviews")
    inviting.accept(guest, CATEGORY, REFEREE, capacity=3)
    inviting.accept_terms(guest)
    inviting.describe(guest, REFEREE)
    inviting.change_capacity(guest, SLUG, CATEGORY, 4)


def _refereed(
    secretary: Window, chair: Window, referees: Sequence[Window], finalists: Sequence[str]
) -> Sequence[str]:
    """Other people, another rubric, another assignment; scores of before are not seen."""
    _page_of(secretary, "ask-referees")
    secretary.says("0 reviewers assigned, 2 needed.")
    given = assigning.confirm_proof(secretary, SLUG, CATEGORY)
    assert sorted(given) == sorted(finalists)
    assert {len(names) for names in given.values()} == {2}, given
    assert all(REFEREE.name in names for names in given.values()), given
    plainly.take_for_category(secretary, SLUG, CATEGORY, "ask-referees")
    points = dict(zip(finalists, (4, 3, 2), strict=True))
    path = judging.path_of(referees[0], SLUG, finalists[0])
    referees[0].go(path)
    referees[0].says("Capacity left behind")
    assert "Is cooperation across borders the heart" not in referees[0].text
    judging.score(referees[0], path, 4)
    _score(referees, points)
    plainly.take_for_category(chair, SLUG, CATEGORY, "close-refereeing")
    plainly.take_for_category(chair, SLUG, CATEGORY, "call-in")
    plainly.take_for_category(chair, SLUG, CATEGORY, "close-refereed")
    return finalists[:2]


def _heard(
    secretary: Window,
    chair: Window,
    members: Sequence[Window],
    called: Sequence[str],
    outsider: Window,
) -> None:
    """The committee puts everybody in order, each alone: one by buttons, the others by numbers."""
    given = assigning.confirm_proof(secretary, SLUG, CATEGORY)
    assert {len(names) for names in given.values()} == {3}, given
    plainly.take_for_category(chair, SLUG, CATEGORY, "open-interviews")
    judges = [window for window in members if _is_asked_for_an_order(window)]
    assert len(judges) == 3
    best, second = called
    _order_by_buttons(judges[0], best)
    judges[1].go(judging.path_of(judges[1], SLUG, best))
    link = judges[1].page.get_by_role("link", name="Declare a conflict of interest")
    dossier = (link.get_attribute("href") or "").removesuffix("/conflict")
    outsider.go(dossier, status=404)
    _page_of(chair, "close-interviews")
    chair.says("1 reviewer of 3 without a conflict of interest have scored, 3 needed.")
    for window in judges[1:]:
        _order_by_numbers(window, {best: 1, second: 2})
    screening.take_for_category(
        chair, SLUG, CATEGORY, "close-interviews", "Freeze the order of the interviews"
    )
    chair.go(f"{COMMITTEE}/ranking")
    chair.says(best, second)


def _order_by_buttons(judge: Window, best: str) -> None:
    """Moving a line saves the order; the last becomes the first, and the best goes back on top."""
    _go_to_the_order(judge)
    names = judge.page.locator("ol.ballot > li .ballot-name")
    last = names.last.inner_text()
    judge.press(f"Move {last} up")
    judge.says("The order is saved.")
    assert names.first.inner_text() == last
    if last != best:
        judge.press(f"Move {best} up")
    judge.press("Hand in this order")
    judge.says("Your order is handed in.")


def _is_asked_for_an_order(window: Window) -> bool:
    window.go("/reviews")
    section = window.page.locator(f'section[aria-labelledby="edition-{SLUG}"]')
    return section.filter(has_text="Put in order").count() > 0


def _go_to_the_order(judge: Window) -> None:
    judge.go("/reviews")
    section = judge.page.locator(f'section[aria-labelledby="edition-{SLUG}"]')
    judge.follow("Put in order", within=section, exact=False)


def _order_by_numbers(judge: Window, places: Mapping[str, int]) -> None:
    _go_to_the_order(judge)
    for nominee, place in places.items():
        judge.page.get_by_label(f"Place of {nominee}").fill(str(place))
    judge.press("Hand in this order")
    judge.says("Your order is handed in.")


def _decided(chair: Window, members: Sequence[Window], best: str) -> None:
    """A ballot on those who were heard, a proposal, a signature of somebody else."""
    deciding.open_ballot(chair, SLUG, CATEGORY, "Approval of the award")
    deciding.approve_all(members[0], SLUG, CATEGORY)
    for member in members[1:5]:
        plainly.approve_all(member, SLUG, CATEGORY)
    deciding.close_ballot(chair, SLUG, CATEGORY)
    chair.go(f"{COMMITTEE}")
    chair.page.get_by_role("link", name=best).first.click()
    path = re.sub(r"[?#].*", "", chair.path)
    words = "For a lifetime of cooperation."
    deciding.take(
        chair,
        path,
        "Propose for the award",
        reason="First with referees and committee.",
        citation_en=words,
        citation_zh="毕生致力于合作。",
    )
    deciding.take(members[-1], path, "Approve the proposal", reason="Quorum and threshold checked.")
    members[-1].says("Approved by the chair")
