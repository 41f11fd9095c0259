"""What the secretariat does: screen, move the clock, assign reviewers, open the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from prize_app.demonstration.cast import read_cast
from tests.journeys.windows import Window, names_in


def find_eligible(window: Window, path: str) -> None:
    """Accept a nomination whose entry conditions all hold."""
    window.go(path)
    window.follow("Find eligible")
    window.press("Find eligible")
    window.says("Find eligible: done.")


def establish(window: Window, slug: str, path: str, condition: str, evidence: str) -> None:
    """Settle, from the queue, what an entry condition does not know by itself."""
    window.go(f"/editions/{slug}/screening")
    window.page.locator(f'a[href="{path}/findings/{condition}"]').click()
    window.page.check("text=The condition holds")
    window.page.fill("#evidence", evidence)
    window.press("Keep this as evidence")
    window.says("Kept as evidence.", "established by the secretariat")


def move_clock(window: Window, slug: str, *, days: int) -> None:
    """Move the demonstration's time forward by some days."""
    window.go(f"/editions/{slug}")
    present = datetime.fromisoformat(window.page.input_value("#to"))
    later = present + timedelta(days=days)
    window.page.fill("#to", f"{later:%Y-%m-%dT%H:%M}")
    window.press("Move the time")
    window.says("The demonstration's time has moved.")


def assign(window: Window, slug: str, category: str) -> int:
    """Have reviewers proposed and confirm them; how many assignments."""
    window.go(f"/editions/{slug}/assignments/{category}")
    window.press("Propose an assignment")
    count = window.page.locator("input[name=pair]").count()
    window.press("Confirm th", exact=False)
    window.says(f"{count} assignments are confirmed")
    return count


def reviewers_of(window: Window, slug: str, category: str, path: str) -> Sequence[str]:
    """The e-mail addresses of those who are to review a nomination, from the secretariat's page."""
    window.go(f"/editions/{slug}/assignments/{category}")
    line = f'li[id="n-{path.rsplit("/", 1)[-1]}"] ul.plain-rows > li'
    emails = reviewer_emails()
    return [
        emails[row.split(" ·")[0]]
        for row in names_in(window, line)
        if "recused" not in row and "handed it back" not in row
    ]


def reviewer_emails() -> Mapping[str, str]:
    """Name -> e-mail of the demonstration's reviewers."""
    return {one["name"]: one["email"] for one in read_cast().people["reviewers"]}


def assign_another(window: Window, slug: str, category: str, path: str, *, instead_of: str) -> str:
    """Give the nomination to one more reviewer by hand; whose e-mail is returned."""
    window.go(f"/editions/{slug}/assignments/{category}")
    line = window.page.locator(f'li[id="n-{path.rsplit("/", 1)[-1]}"]')
    line.get_by_text("Assign or release by hand").click()
    choice = line.get_by_label("One more reviewer")
    offered = choice.locator("option").all_inner_texts()
    emails = {label: reviewer_emails()[label.split(", ")[0].split(";")[0]] for label in offered}
    label, email = next((k, v) for k, v in emails.items() if v != instead_of)
    choice.select_option(label=label)
    window.press("Assign", within=line)
    window.says("The nomination is assigned, and the reviewer gets a letter.")
    return email


def reviewers_in(window: Window, slug: str, category: str) -> Sequence[str]:
    """The e-mail addresses of everybody who is to review something in a category."""
    window.go(f"/editions/{slug}/assignments/{category}")
    board = window.text
    return [email for name, email in reviewer_emails().items() if f"{name} ·" in board]


def take_for_category(window: Window, slug: str, category: str, action: str, label: str) -> None:
    """Take a step for a whole category on its own page."""
    window.go(f"/editions/{slug}/categories/{category}/actions/{action}")
    window.press(label)
    window.says(f"{label}: done for")
