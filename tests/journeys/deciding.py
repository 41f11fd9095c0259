"""What the committee, its chair and the Governing Board do: vote, count, propose, approve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.journeys.windows import Window


def open_ballot(chair: Window, slug: str, category: str, label: str) -> None:
    """Open a ballot of the category."""
    chair.go(f"/editions/{slug}/committee/{category}")
    chair.press(f"Open: {label}")
    chair.says("The ballot is open. Every member gets a letter.")


def go_to_ballot(member: Window, slug: str, category: str) -> None:
    """From the category's page to the paper that waits for the member."""
    member.go(f"/editions/{slug}/committee/{category}")
    member.follow("Vote")


def rank(member: Window, slug: str, category: str, best_first: Sequence[str]) -> None:
    """Vote by order; whoever is not named comes after those who are."""
    go_to_ballot(member, slug, category)
    rows = member.page.locator("ol.ballot > li").all()
    names = [row.locator(".ballot-name").inner_text() for row in rows]
    order = [*best_first, *(name for name in names if name not in best_first)]
    for row, name in zip(rows, names, strict=True):
        row.locator("select").select_option(str(order.index(name) + 1))
    cast(member)


def approve_all(member: Window, slug: str, category: str, answer: str = "yes") -> None:
    """Give the same answer for every nomination on the paper."""
    go_to_ballot(member, slug, category)
    for radio in member.page.locator(f'input[type=radio][value="{answer}"]').all():
        radio.check()
    cast(member)


def cast(member: Window) -> None:
    """Cast the vote that is filled in."""
    member.press("Cast the vote")
    member.says("Your vote is in. Nobody can see how you voted.")


def close_ballot(chair: Window, slug: str, category: str) -> None:
    """Close the open ballot and count it."""
    chair.go(f"/editions/{slug}/committee/{category}")
    chair.press("Close and count")
    chair.says("The ballot is closed and counted.")


def take(window: Window, path: str, label: str, **given: str) -> None:
    """Take an action from the nomination's own page, with what it asks for."""
    window.go(path)
    window.follow(label, within=window.page.locator(".action-list"))
    for field, text in given.items():
        window.page.fill(f"#{field}", text)
    window.press(label)
    window.says(f"{label}: done.")


def all_vote(
    members: Iterable[Window], slug: str, category: str, best_first: Sequence[str]
) -> None:
    """Each of the members ranks."""
    for member in members:
        rank(member, slug, category, best_first)
