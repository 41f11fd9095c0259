"""What reviewers do: score and submit, hand back, declare a conflict of interest."""

from __future__ import annotations

from collections.abc import Sequence

from tests.journeys.windows import Window


def open_reviews(window: Window, slug: str) -> Sequence[str]:
    """The paths of what is to be reviewed in an edition."""
    window.go("/reviews")
    links = window.page.locator(f'section[aria-labelledby="edition-{slug}"] h3 a')
    return [link.get_attribute("href") or "" for link in links.all()]


def path_of(window: Window, slug: str, nominee: str) -> str:
    """The path of the review of one nominee."""
    window.go("/reviews")
    section = window.page.locator(f'section[aria-labelledby="edition-{slug}"]')
    return section.get_by_role("link", name=nominee, exact=True).get_attribute("href") or ""


def score(window: Window, path: str, points: int) -> None:
    """Give the same points on every criterion, a reason for each, two texts, and submit."""
    window.go(path)
    form = window.page.locator("form[data-autosave]")
    for radio in form.locator(f'input[type=radio][value="{points}"]').all():
        radio.check()
    for reason in form.locator('textarea[name^="r-"]').all():
        reason.fill("The letters and the list of outputs show it.")
    window.page.fill("#strengths", "The partners of several countries went on together.")
    window.page.fill("#weaknesses", "Little is known of the later years.")
    window.press("Submit review")
    window.says("The review is submitted.")


def declare_conflict(window: Window, path: str) -> None:
    """Step back from the nomination of a review for good."""
    window.go(path)
    window.follow("Declare a conflict of interest")
    window.press("Declare the conflict of interest")
    window.says("There is a problem", "Please choose what comes closest.")
    window.page.check('input[name=kind][value="co-author"]')
    window.page.fill("#explanation", "We wrote two papers together last year.")
    window.press("Declare the conflict of interest")


def hand_back(window: Window, slug: str, reference: str) -> None:
    """Hand an assignment back with a reason."""
    window.go("/reviews")
    window.follow(f"Hand back {reference}")
    window.page.fill("#reason", "I am in the field until the end of the year.")
    window.press("Hand back")
    window.says("It is handed back")
