"""A plan is amended while nominations are in: written, signed by two, taken, as three people."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys import plainly
from tests.journeys.staging import nominees
from tests.journeys.windows import Street, Window

SLUG = "journey-amendment"
CATEGORY = "youth-leader"
DRAFT = f"/editions/{SLUG}/plan/draft"


def test_an_age_limit_is_amended_and_the_verdict_of_a_nomination_turns(
    street: Street, who: dict[str, list[str]], new_edition: Callable[[str], str]
) -> None:
    new_edition(SLUG)
    nominee, answers = nominees(CATEGORY)[0]
    path = plainly.nominate(street.address, nominee["nominator"], SLUG, CATEGORY, answers)
    office, colleague = (street.of(address) for address in who["secretariat"][:2])
    _write(office)
    _propose(office)
    _sign_and_take(colleague)
    _told_to_everybody(street, office, path, nominee["nominator"])


def _write(office: Window) -> None:
    office.go(f"/editions/{SLUG}/plan")
    office.follow("Change the plan")
    office.press("Begin a draft from the plan in force")
    office.follow("Entry conditions", within=office.page.locator(".planning-list"), exact=False)
    office.follow("Younger than 45", exact=False)
    office.page.get_by_label("Age limit").fill("20")
    office.press("Save")
    office.says("The plan holds")


def _propose(office: Window) -> None:
    office.go(f"{DRAFT}/review")
    office.says("age limit 45 → 20", "for 1 the verdict itself turns")
    office.press("Propose")
    office.press("Sign exactly this")
    office.says("Somebody else has to sign")


def _sign_and_take(colleague: Window) -> None:
    colleague.go("/desk")
    colleague.follow("Read and sign")
    colleague.press("Sign exactly this")
    colleague.press("Take the amendment")
    colleague.says("age limit 45 → 20")


def _told_to_everybody(street: Street, office: Window, path: str, nominator: str) -> None:
    own = street.of(nominator)
    own.go(path)
    own.says("the nominee must be younger than 20")
    office.go(f"/editions/{SLUG}/plan/history")
    office.says("age limit 45 → 20")
    stranger = street.stranger()
    stranger.go(f"/call/{SLUG}")
    stranger.says("Amended on")
