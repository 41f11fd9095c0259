"""The secretariat changes the plan in a browser, as docs/how-to/change-the-plan.md says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.windows import Street, Window

SLUG = "journey-plan"
HOME = f"/editions/{SLUG}/plan/draft"
RUBRIC = "Individuals"


def test_the_secretariat_changes_the_plan(
    street: Street, who: dict[str, list[str]], new_edition: Callable[[str], str]
) -> None:
    new_edition(SLUG)
    office = street.of(who["secretariat"][0])
    before = _begun(office)
    _age_limit(office)
    _criterion(office)
    _deadline(office)
    _told(office)
    _comments_are_kept(office, before)
    _on_a_telephone(office)


def _begun(office: Window) -> str:
    office.go(f"/editions/{SLUG}/plan")
    office.follow("Change the plan")
    office.press("Begin a draft from the plan in force")
    office.says("Says the same as the plan in force")
    office.go(f"{HOME}/document")
    return office.page.locator("#source").input_value()


def _age_limit(office: Window) -> None:
    """A wrong value shows its fault beside the field while it is typed; the right one mends it."""
    _part(office, "Entry conditions")
    office.follow("Younger than 45", exact=False)
    field = office.page.get_by_label("Age limit")
    field.fill("four")
    beside = office.page.locator(".field", has=field)
    expect(beside).to_contain_text("expected a whole number")
    _press(office, "Save")
    office.says("1 fault to mend")
    office.page.get_by_label("Age limit").fill("40")
    _press(office, "Save")
    office.says("The plan holds")


def _criterion(office: Window) -> None:
    """A further criterion makes the weights too heavy; another one gives way."""
    _part(office, "Rubrics")
    office.follow(RUBRIC)
    office.page.get_by_label("New criterion: name").fill("Courage")
    _press(office, "Add")
    for points, words in (("1", "Little"), ("5", "Much")):
        office.page.get_by_label("New meaning of points: key").fill(points)
        _press(office, "Add")
        entry = office.page.locator(".planning-entries > li", has_text="Words").last
        entry.get_by_label("English").fill(words)
        entry.get_by_label("Chinese").fill(words)
    page = office.page
    page.get_by_role("group", name="Name").get_by_label("Chinese").fill("勇气")
    question = page.get_by_role("group", name="Question")
    question.get_by_label("English").fill("What was dared?")
    question.get_by_label("Chinese").fill("有何担当？")
    page.get_by_label("Weight").fill("10")
    _press(office, "Save")
    office.says("1 fault to mend")
    _part(office, "Rubrics")
    office.follow(RUBRIC)
    office.follow("Cooperation")
    page.get_by_label("Weight").fill("25")
    _press(office, "Save")
    office.says("The plan holds")


def _deadline(office: Window) -> None:
    _part(office, "Named deadlines")
    office.follow("Award ceremony")
    date = office.page.get_by_label("Date", exact=True)
    moved = date.input_value().replace("T15:00", "T17:30")
    date.fill(moved)
    _press(office, "Save")
    assert office.page.get_by_label("Date", exact=True).input_value().startswith(moved[:16])


def _told(office: Window) -> None:
    """The home of the draft says in words what differs."""
    office.go(HOME)
    office.says(
        "age limit 45 → 40", "criterion added: “Courage” (10 %)", "weight 35 % → 25 %", "17:30"
    )


def _comments_are_kept(office: Window, before: str) -> None:
    office.go(f"{HOME}/document")
    after = office.page.locator("#source").input_value()
    gone = Counter(before.split("\n")) - Counter(after.split("\n"))
    assert [line.partition(" = ")[0] for line in gone.elements()] == ["at", "rule", "weight"]
    expect(office.page.locator(".planning-gutter")).to_contain_text("100")


def _on_a_telephone(office: Window) -> None:
    """Nothing is wider than the window, and the parts can be reached."""
    office.page.set_viewport_size({"width": 390, "height": 800})
    for path in (HOME, f"{HOME}/part/workflows.standard", f"{HOME}/document"):
        office.go(path)
        office.examine()
        assert office.page.evaluate("document.documentElement.scrollWidth") <= 390
    office.page.set_viewport_size({"width": 1280, "height": 800})


def _part(office: Window, title: str) -> None:
    office.follow(title, within=office.page.locator(".planning-list"), exact=False)


def _press(office: Window, name: str) -> None:
    """Press a button when no check is on its way: a browser calls off what it waits for."""
    expect(office.page.locator(".htmx-request")).to_have_count(0)
    office.press(name)
