"""A fair evaluation from the letter to a reviewer to how firm the ranking is, by pages alone."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from prize_app.places import ROOT
from tests.journeys import assigning, inviting, judging, plainly, screening
from tests.journeys.inviting import Guest
from tests.journeys.serving import Served
from tests.journeys.staging import open_screened_edition
from tests.journeys.windows import Street, Window

SLUG, CATEGORY = "journey-fair", "youth-leader"
COMMITTEE = f"/editions/{SLUG}/committee/{CATEGORY}"
# The guest left the institutions of two nominees a year ago: one tie is real, the other is not.
TIED, CLEARED = "Hideki Yukawa", "Arthur Lewis"
RULED_OUT = "Lev Landau"
GUEST = Guest(
    "Wanjirũ Ng’ang’a",
    "wanjiru.nganga@example.org",
    "Lakeside School of Energy Economics",
    "KE",
    ("energy", "poverty"),
    (("Kyoto University", "JP"), ("University of Manchester", "GB")),
)
REMARK = "The second letter gives another year for the first joint station."
WHY_CHANGED = "The others pointed to outputs that I had not weighed."


@pytest.fixture(scope="module")
def peers(served: Served) -> Mapping[str, str]:
    """Name -> e-mail of the four reviewers of an edition whose nominations wait for reviewers."""
    open_screened_edition(
        served.instance, served.address, SLUG, CATEGORY, nominations=5, reviewers=4
    )
    return dict(list(screening.reviewer_emails().items())[:4])


def test_nominations_are_judged_fairly_and_the_ranking_says_how_firm_it_is(
    street: Street, who: dict[str, list[str]], peers: Mapping[str, str], tmp_path: Path
) -> None:
    secretary, chair = street.of(who["secretariat"][0]), street.of(who["chair"][0])
    guest = street.newcomer(GUEST.email)
    _joined(secretary, guest)
    given = _assigned(secretary, list(peers))
    peer, silent = [name for name in given[CLEARED] if name != GUEST.name]
    _judged(guest, street.of(peers[peer]))
    _talked_over(guest, street.of(peers[peer]), peer)
    _replaced(secretary, street.of(peers[silent]), silent)
    _handed_in_by_all(street, guest, peers)
    _ranked(chair, guest)
    _looked_into(secretary, tmp_path)


def _joined(secretary: Window, guest: Window) -> None:
    inviting.invite(secretary, SLUG, CATEGORY, GUEST)
    inviting.accept(guest, CATEGORY, GUEST, capacity=3)
    inviting.accept_terms(guest)
    inviting.describe(guest, GUEST)
    inviting.change_capacity(guest, SLUG, CATEGORY, 4)


def _assigned(secretary: Window, peers: Sequence[str]) -> Mapping[str, Sequence[str]]:
    for nominee, binds in ((TIED, True), (CLEARED, False)):
        assigning.settle(secretary, SLUG, CATEGORY, who=GUEST.name, nominee=nominee, binds=binds)
    secretary.says("On record", "Dismissed")
    assigning.what_if(secretary, SLUG, CATEGORY, "reviews", 2)
    secretary.says("This is only to look at: it cannot be confirmed.", "Load of the reviewers")
    assert not secretary.page.get_by_role("button", name="Confirm these").count()
    rule = {"slug": SLUG, "category": CATEGORY}
    assigning.rule(secretary, **rule, nominee=RULED_OUT, who=peers[0], button="Rule out")
    assigning.rule(secretary, **rule, nominee=CLEARED, who=GUEST.name, button="Lock")
    given = assigning.confirm_proof(secretary, SLUG, CATEGORY)
    assert {len(names) for names in given.values()} == {3}, given
    assert GUEST.name not in given[TIED]
    assert GUEST.name in given[CLEARED]
    assert peers[0] not in given[RULED_OUT]
    screening.take_for_category(secretary, SLUG, CATEGORY, "open-review", "Open the review")
    return given


def _judged(guest: Window, peer: Window) -> None:
    """Others' reviews are sealed until the own is in; the ends of the scale ask for a reason."""
    judging.score(peer, judging.path_of(peer, SLUG, CLEARED), 3)
    guest.go("/reviews")
    assert TIED not in guest.text
    path = judging.path_of(guest, SLUG, CLEARED)
    guest.go(path)
    discussion = f"/nominations/{_nomination(guest)}/discussion"
    guest.go(discussion, status=404)
    guest.go(path)
    page = guest.page
    for key, points in (("cooperation", "5"), ("achievement", "4"), ("development", "3")):
        page.check(f'input[name="c-{key}"][value="{points}"]')
    page.check('input[name="c-capacity"][value="abstain"]')
    page.fill("#strengths", "Three countries went on together.")
    page.fill("#weaknesses", "Little is known of the later years.")
    guest.press("Submit review")
    guest.says("You abstain on “Capacity left behind”: please say why, in a sentence.")
    guest.says("On “Cooperation” you give 5: please say why, in a sentence.")
    guest.beside().go(discussion, status=404)
    page.fill('[id="r-cooperation"]', "New links that last, as three letters say.")
    page.fill('[id="r-capacity"]', "The file says nothing about it.")
    guest.press("Submit review")
    guest.says("The review is submitted.")


def _nomination(reviewer: Window) -> str:
    link = reviewer.page.get_by_role("link", name="Declare a conflict of interest")
    return (link.get_attribute("href") or "").split("/")[2]


def _talked_over(guest: Window, peer: Window, peer_name: str) -> None:
    """Both talk without names; a changed score stands beside what it was."""
    guest.go(judging.path_of(guest, SLUG, CLEARED))
    guest.follow("Open the discussion")
    guest.says("The partners of several countries went on together.")
    assert peer_name not in guest.text
    discussion = guest.path
    guest.page.fill("#words", REMARK)
    guest.press("Say it")
    peer.go(discussion)
    peer.says(REMARK)
    assert GUEST.name not in peer.text
    guest.follow("Change your review")
    guest.page.check('input[name="c-achievement"][value="2"]')
    guest.press("Keep the change")
    guest.says("There is a problem")
    guest.page.fill("#change_reason", WHY_CHANGED)
    guest.press("Keep the change")
    guest.says("The change is kept beside what was in before.", "What was in before")
    peer.go(discussion)
    peer.says("before 4 2", WHY_CHANGED)


def _replaced(secretary: Window, silent: Window, name: str) -> None:
    """Whoever says nothing gives way to somebody who may and can."""
    path = judging.path_of(silent, SLUG, CLEARED)
    secretary.go(f"/editions/{SLUG}/missing-reviews")
    line = secretary.page.locator("#missing tbody tr").filter(
        has=secretary.page.locator(f'a[href*="{path.split("/")[2]}"]')
    )
    assert name in line.inner_text()
    assert "Not begun" in line.inner_text()
    secretary.follow("Replace", within=line, exact=False)
    assert name not in secretary.page.locator("main form").inner_text()
    secretary.page.locator("input[name=reviewer]").first.check()
    secretary.page.fill("#reason", "No answer to two letters.")
    secretary.press("Release and assign")
    secretary.says("It is given to somebody else. Both get a letter.")
    given = assigning.given(secretary, SLUG, CATEGORY)[CLEARED]
    assert name not in given
    assert len(given) == 3
    silent.go(path, status=404)


def _handed_in_by_all(street: Street, guest: Window, peers: Mapping[str, str]) -> None:
    """What is left, without a browser: points by who reviews and by how good the nominee is."""
    windows = [guest, *(street.of(email) for email in peers.values())]
    for severity, window in enumerate(windows):
        window.go("/reviews")
        section = window.page.locator(f'section[aria-labelledby="edition-{SLUG}"] li')
        waiting = section.filter(has_text="To be reviewed").locator("h3 a").all()
        for link in waiting:
            points = 4 if link.inner_text() == CLEARED else 2 + severity % 3
            plainly.review(window, link.get_attribute("href") or "", points)


def _ranked(chair: Window, guest: Window) -> None:
    screening.take_for_category(chair, SLUG, CATEGORY, "rank", "Freeze the ranking")
    chair.go(COMMITTEE)
    chair.follow("How firm is this ranking?")
    chair.says("95 % interval", "Could be place", "the first place", "The picture")
    verdict = chair.page.locator(".cut-verdict").first.inner_text().strip()
    assert verdict in {"Firm", "Leans one way", "Inside the noise", "Equal scores at the cut"}
    intervals = chair.page.locator('#figures td[data-label="95 % interval"]').all_inner_texts()
    assert len(intervals) == 5
    for interval in intervals:
        low, high = map(float, re.findall(r"-?\d+\.\d", interval))
        assert low < high
    chair.follow("Severity of reviewers")
    chair.says(GUEST.name, "A difference is not proof")
    guest.go(f"{COMMITTEE}/reviewers", status=404)
    guest.go(f"{COMMITTEE}/ranking", status=404)


def _looked_into(secretary: Window, folder: Path) -> None:
    """The points leave without the people, and the command line finds an order in them."""
    secretary.go(f"/editions/{SLUG}/insight")
    secretary.says("15 of 15")
    secretary.go(f"/editions/{SLUG}/insight/points")
    secretary.says("Differences are not proof.", "15 reviews of 5 nominations")
    secretary.go(f"/editions/{SLUG}/insight/research")
    with secretary.page.expect_download() as coming:
        secretary.page.get_by_role("button", name="Make the file").click()
    content = coming.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name in (GUEST.name, TIED, CLEARED):
        assert not [file for file, text in texts.items() if name in text]
    path = folder / "points.json"
    path.write_text(texts[f"calibrate/{CATEGORY}.json"], "utf-8")
    asked = [sys.executable, "-m", "workflows", "calibrate", "--json", str(path)]
    run = subprocess.run(asked, cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert len(answer["nominations"]) == 5
    assert all(one["low"] < one["merit"] < one["high"] for one in answer["nominations"])


LONG = f"""name,email,institution,country,keywords
{"N" * 90},{"a" * 60}@{"b" * 60}.example,{"Inst" * 40},KE,{"x" * 70}|groundwater
أمينة الحداد,{"L" * 90},جامعة,XX,{"y" * 140}
"""
CUT = """() => [...document.querySelectorAll("#tried :is(th, td, bdi, span, li)")].filter(one =>
    one.getBoundingClientRect().right >
    one.closest(".table-scroll").getBoundingClientRect().right + 1).length"""
"""How many parts of the table are cut off at its edge."""


def test_a_list_of_reviewers_is_read_whole_however_long_its_words_are(
    street: Street, who: dict[str, list[str]]
) -> None:
    secretary = street.of(who["secretariat"][0])
    for width in (1280, 390):
        secretary.page.set_viewport_size({"width": width, "height": 900})
        secretary.go("/editions/under-way/reviewers/import")
        secretary.page.fill("#text", LONG)
        secretary.press("Show what it would do")
        secretary.says("Has faults")
        assert secretary.page.evaluate(CUT) == 0
        assert secretary.page.evaluate("document.documentElement.scrollWidth") <= width
    secretary.page.set_viewport_size({"width": 1280, "height": 800})
