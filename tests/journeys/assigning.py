"""How reviewers are found: ties settled, other numbers tried, pairs ruled on, a proposal proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator

from tests.journeys.windows import Window, names_in


def settle(
    secretary: Window, slug: str, category: str, *, who: str, nominee: str, binds: bool
) -> None:
    """Confirm or dismiss the tie that was found; it cannot be done without a word."""
    secretary.go(f"/editions/{slug}/conflicts/{category}")
    section = secretary.page.locator("section").filter(has=_heading(secretary, nominee))
    secretary.follow("Confirm or dismiss", within=_row(section, who), exact=False)
    secretary.page.check(f"input[name=decision][value={'binds' if binds else 'clear'}]")
    secretary.press("Settle")
    secretary.says("There is a problem")
    secretary.page.fill("#reason", "Asked both: it is as the profile says.")
    secretary.press("Settle")
    secretary.says("Settled. It stays on record with your reason.")


def _heading(window: Window, nominee: str) -> Locator:
    return window.page.get_by_role("heading", name=nominee)


def _row(section: Locator, who: str) -> Locator:
    return section.locator("tbody tr").filter(has_text=who)


def what_if(secretary: Window, slug: str, category: str, field: str, number: int) -> None:
    """Look at an assignment by other numbers than the plan's."""
    secretary.go(f"/editions/{slug}/assignments/{category}")
    secretary.follow("What would other numbers change?")
    place = secretary.page.locator("#what-if")
    if place.get_attribute("open") is None:
        place.locator("summary").click()
    secretary.page.fill(f"#if-{field}", str(number))
    secretary.press("Look")


def rule(
    secretary: Window, slug: str, category: str, *, nominee: str, who: str, button: str
) -> None:
    """Lock a pair, or rule it out."""
    secretary.go(f"/editions/{slug}/assignments/{category}")
    line = secretary.page.locator('li[id^="n-"]').filter(has=_heading(secretary, nominee))
    line.get_by_text("Assign or release by hand").click()
    choice = line.get_by_label("Lock a reviewer, or rule one out")
    labels = choice.locator("option").all_inner_texts()
    choice.select_option(label=next(label for label in labels if label.startswith(who)))
    line.get_by_label("Why", exact=True).fill("The statute asks for it in this case.")
    secretary.press(button, within=line)


def confirm_proof(secretary: Window, slug: str, category: str) -> Mapping[str, Sequence[str]]:
    """Have an assignment proposed, read its proof, confirm it; nominee -> names of reviewers."""
    secretary.go(f"/editions/{slug}/assignments/{category}")
    secretary.press("Propose an assignment")
    secretary.says("proved: no more is possible", "The proof was checked by a second program.")
    secretary.press("Confirm these", exact=False)
    secretary.says("assignments are confirmed, and each reviewer gets one letter.")
    return given(secretary, slug, category)


def given(secretary: Window, slug: str, category: str) -> Mapping[str, Sequence[str]]:
    """Nominee -> names of those who review the nomination now, from the page of the category."""
    secretary.go(f"/editions/{slug}/assignments/{category}")
    lines = names_in(secretary, 'li[id^="n-"] h3')
    found = {}
    for number, nominee in enumerate(lines):
        rows = names_in(secretary, f'li[id^="n-"] >> nth={number} >> ul.plain-rows > li')
        found[nominee] = [
            row.split(" ·")[0] for row in rows if not row.split("· ")[1].startswith("released")
        ]
    return found
