"""What nominators and nominees do: register, write, attach, hand in, agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prize_app.demonstration.papers import letter_pdf
from tests.journeys.windows import Window

PASSWORD = "a short sentence that is easy to keep"


def letter_to(window: Window, recipient: str, subject: str) -> str:
    """Open the latest letter to somebody that has these words in its subject; its link's path."""
    window.go("/outbox")
    while True:
        row = window.page.locator("tbody tr").filter(has_text=recipient).filter(has_text=subject)
        if row.count():
            window.follow(subject, within=row.first, exact=False)
            link = window.page.locator("pre.letter a")
            return (link.get_attribute("href") or "") if link.count() else ""
        window.follow("Next page")


def register(window: Window, *, name: str, email: str, institution: str, country: str) -> None:
    """Register by the form and confirm by the letter; the window is signed in afterwards."""
    window.go("/register")
    page = window.page
    page.fill("#name", name)
    page.fill("#email", email)
    page.fill("#institution", institution)
    page.select_option("#country", country)
    page.fill("#password", PASSWORD)
    window.press("Register")
    window.go(letter_to(window, email, "Confirm your address"))
    window.press("Yes, this is my address")
    window.says("Your address is confirmed")


def begin(window: Window, slug: str, category: str) -> str:
    """Begin a draft from the page of the category; the path of the nomination."""
    window.go(f"/call/{slug}/{category}")
    window.press("Begin a nomination")
    assert window.path.endswith("/edit")
    return window.path.removesuffix("/edit")


def fill(window: Window, answers: Mapping[str, Any]) -> None:
    """Write answers, given as they are stored, into the form."""
    for key, value in answers.items():
        _answer(window, f"q-{key}", value)


def _answer(window: Window, name: str, value: Any) -> None:
    page = window.page
    if isinstance(value, bool):
        page.set_checked(f'[id="{name}"]', value)
    elif isinstance(value, list) and value and isinstance(value[0], str):
        for one in page.locator(f'input[name="{name}"]:checked').all():
            one.uncheck()
        for code in value:
            page.check(f'input[name="{name}"][value="{code}"]')
    elif isinstance(value, list):
        for number, row in enumerate(value):
            for column, cell in row.items():
                _answer(window, f"{name}-{number}-{column}", cell)
    elif page.locator(f'select[id="{name}"]').count():
        page.select_option(f'[id="{name}"]', str(value))
    else:
        page.fill(f'[id="{name}"]', str(value))


def attach(window: Window, field: str, file_name: str, content: bytes) -> None:
    """Attach one file by its field and the button beside it."""
    place = window.page.locator("fieldset").filter(has=window.page.locator(f'[id="file-{field}"]'))
    place.locator("input[type=file]").set_input_files(
        {"name": file_name, "mimeType": "application/pdf", "buffer": content}
    )
    window.press("Attach", within=place)


def letters(nominee: str, count: int = 2) -> Sequence[tuple[str, bytes]]:
    """(file name, PDF) of letters of support."""
    return [
        (f"推荐信 {n}.pdf", letter_pdf([f"Letter of support {n}", f"for {nominee}"]))
        for n in range(1, count + 1)
    ]


def hand_in(window: Window, path: str) -> None:
    """Hand the nomination in from its own page."""
    window.go(path)
    window.follow("Continue")
    window.press("Hand in the nomination")
    window.says("Hand in the nomination: done.")


def agree(window: Window, email: str) -> None:
    """Say yes by the private link in the letter to the nominee."""
    window.go(letter_to(window, email, "You are nominated"))
    window.press("Yes, I agree")
    window.says("You have agreed. Thank you.")
