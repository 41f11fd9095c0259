"""How somebody becomes a reviewer: the letter, the answer, the terms, the profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.journeys.nominating import PASSWORD, letter_to
from tests.journeys.windows import Window


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is asked to review; `left` are institutions (name, country) left a year ago."""

    name: str
    email: str
    institution: str
    country: str
    themes: Sequence[str]
    left: Sequence[tuple[str, str]]


def invite(secretary: Window, slug: str, category: str, guest: Guest, *, to: str = "") -> None:
    """Send the letter; `to` names the round that it asks for, where the plan has several pools."""
    secretary.go(f"/editions/{slug}/reviewers")
    secretary.follow("Invite")
    secretary.page.fill("#name", guest.name)
    secretary.page.fill("#email", guest.email)
    secretary.page.fill("#institution", guest.institution)
    secretary.page.select_option("#country", guest.country)
    if to:
        secretary.page.select_option("#role", label=to)
    secretary.page.check(f'input[name=categories][value="{category}"]')
    secretary.press("Send the invitation")
    secretary.says(f"{guest.name} is invited; the letter is on its way.")


def accept(window: Window, category: str, guest: Guest, *, capacity: int) -> None:
    """Open the link of the letter, take on so many, choose a password and sign in with it."""
    window.go(letter_to(window, guest.email, "Will you review"))
    window.page.fill(f'[id="n-{category}"]', str(capacity))
    window.page.fill("#password", PASSWORD)
    window.press("Accept the invitation")
    window.says("You are a reviewer now")
    window.page.fill("#email", guest.email)
    window.page.fill("#password", PASSWORD)
    window.press("Sign in")


def accept_terms(window: Window) -> None:
    """Read and accept what waits; without the tick it is asked again."""
    window.go("/terms")
    window.press("Accept")
    window.says("Error:")
    window.page.check("input[name=read]")
    window.press("Accept")
    window.says("Accepted. Thank you.")


def describe(window: Window, guest: Guest) -> None:
    """Fill the profile, with what was left a year ago."""
    window.go("/profile")
    for theme in guest.themes:
        window.page.check(f'input[name=themes][value="{theme}"]')
    window.page.check('input[name=languages][value="en"]')
    window.page.fill("#keywords", "mini-grids\nrural livelihoods")
    a_year_ago = date.today() - timedelta(days=365)  # noqa: DTZ011 - a day written into a form
    for number, (institution, country) in enumerate(guest.left, start=1):
        window.press("Add an institution")
        window.page.fill(f'[id="work-{number}-name"]', institution)
        window.page.select_option(f'[id="work-{number}-country"]', country)
        window.page.fill(f'[id="work-{number}-began_on"]', "2012-09-01")
        window.page.fill(f'[id="work-{number}-ended_on"]', a_year_ago.isoformat())
    window.press("Save the profile")
    window.says("Your profile is saved.")


def change_capacity(window: Window, slug: str, category: str, capacity: int) -> None:
    """Say another number."""
    window.go(f"/reviews/capacity/{slug}")
    window.page.fill(f'[id="n-{category}"]', str(capacity))
    window.press("Keep these numbers")
