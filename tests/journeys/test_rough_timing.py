"""Two tabs, two presses, two people: one effect, and whoever comes second is told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from playwright.sync_api import Request, Route

from tests.journeys import nominating
from tests.journeys.controls import form_to
from tests.journeys.finding import Instance
from tests.journeys.serving import Served
from tests.journeys.staging import nominees
from tests.journeys.visitors import Answer, Visitor
from tests.journeys.windows import Street, Window

SLUG, CATEGORY = "rough-timing", "lifetime-achievement"
SECRETARIES = ("shen.yiran@example.org", "danish.qureshabadi@example.org")


@pytest.fixture
def edition(new_edition: Callable[[str], str]) -> str:
    """An edition with an open call."""
    return new_edition(SLUG)


@pytest.fixture
def instance(served: Served) -> Instance:
    """What stands where."""
    return Instance(served.instance)


def both(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do everything at the same moment."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [job.result() for job in [pool.submit(act) for act in acts]]


def test_a_stale_tab_gets_both_versions_and_loses_nothing(street: Street, edition: str) -> None:
    window = street.of("seo.haneul@example.org")
    path = nominating.begin(window, edition, CATEGORY)
    older = second_tab(window, path + "/edit")
    window.page.fill('[id="q-summary"]', "What the first tab says.")
    window.press("Save")

    older.page.fill('[id="q-summary"]', "What the second tab says.")
    older.page.locator("[data-save-state]").get_by_text("someone else saved first").wait_for()
    with older.page.expect_response(lambda r: r.request.method == "POST") as answer:
        older.press("Save")

    assert answer.value.status == 409
    assert older.page.input_value('[id="q-summary"]') == "What the second tab says."
    older.says("The saved version says: What the first tab says.", "saved in another window")
    older.press("Save")
    window.go(path + "/edit")
    assert window.page.input_value('[id="q-summary"]') == "What the second tab says."


def test_a_stale_review_gets_both_versions(street: Street, instance: Instance) -> None:
    review = instance.unwritten_reviews()[0]
    window = street.of(review.email)
    window.go(review.path)
    older = second_tab(window, review.path)
    window.page.fill("#strengths", "First tab.")
    window.press("Save draft")

    older.page.fill("#strengths", "Second tab.")
    with older.page.expect_response(lambda r: r.request.method == "POST") as answer:
        older.press("Save draft")

    assert answer.value.status == 409
    assert older.page.input_value("#strengths") == "Second tab."
    older.says("The saved version says: First tab.")


def test_an_autosave_that_arrives_after_the_pressed_button_changes_nothing(
    street: Street, edition: str, instance: Instance
) -> None:
    """The network holds the autosave back until the page that answers the button is there."""
    # A begun one where there is one: few can be written, and others want theirs untouched.
    review = (instance.begun_reviews() or instance.unwritten_reviews())[0]
    nominator = street.of("seo.haneul@example.org")
    form = nominating.begin(nominator, edition, CATEGORY) + "/edit"
    for window, path, field, button in (
        (street.of(review.email), review.path, "#strengths", "Save draft"),
        (nominator, form, '[id="q-summary"]', "Save"),
    ):
        window.go(path)
        held: list[Request] = []
        typed(window, field, "All that I", held)
        window.page.fill(field, "All that I have to say.")

        window.press(button)
        late = window.context.request.post(
            path,
            data=held[0].post_data_buffer,
            headers={"HX-Request": "true", "Content-Type": held[0].headers["content-type"]},
        )

        assert late.status == 204
        assert window.page.input_value(field) == "All that I have to say."
        window.go(path)
        assert window.page.input_value(field) == "All that I have to say."


def typed(window: Window, field: str, words: str, held: list[Request]) -> None:
    """Type, and hold the autosave of it back."""

    def hold(route: Route) -> None:
        if route.request.headers.get("hx-request") and not held:
            held.append(route.request)  # it neither goes on nor comes to an end
        else:
            route.continue_()

    window.page.route("**/*", hold)
    with window.page.expect_request(lambda r: r.headers.get("hx-request") == "true"):
        window.page.fill(field, words)


def test_a_change_of_a_review_outlives_a_crash_of_the_browser(
    street: Street, instance: Instance
) -> None:
    review = instance.handed_in_reviews()[0]
    window, path = street.of(review.email), review.path
    window.go(f"{path}/change")
    before = window.page.input_value("#strengths")
    window.page.fill("#strengths", "Begun and never kept.")
    window.page.locator("[data-save-state]").get_by_text("Saved at").wait_for()

    after = second_tab(window, f"{path}/change")

    assert after.page.input_value("#strengths") == "Begun and never kept."
    after.says("You go on with the change that you began")
    after.press("Drop the change")
    after.says("Your review stays as it was.", before.split("\n")[0].strip())


def test_a_double_click_hands_in_once(street: Street, edition: str) -> None:
    nominee, answers = nominees(CATEGORY)[0]
    window = street.of(nominee["nominator"])
    path = nominating.begin(window, edition, CATEGORY)
    nominating.fill(window, answers)
    nominating.attach(window, "letter-files", *nominating.letters("him", 1)[0])
    window.go(path + "/actions/submit")
    sent = Counter[str]()
    window.page.on("request", lambda r: sent.update([r.method]))

    with window.page.expect_navigation(url="**" + path):
        window.page.locator("main").get_by_role("button", name="Hand in the nomination").dblclick()

    window.look()
    assert sent["POST"] == 1
    window.says("Hand in the nomination: done.")
    assert window.page.locator("ol.trail li").filter(has_text="Handed in").count() == 1


def test_of_votes_at_once_two_identical_are_one_and_another_counts(
    served: Served, instance: Instance
) -> None:
    path, members = instance.open_ballot()
    one, other = (Visitor(served.address).sign_in(member) for member in members[:2])
    forms = {voter: form_to(voter.get(path).raw, path) for voter in (one, other)}
    votes = {v: form.with_({name: "1" for name, _ in form.fields}) for v, form in forms.items()}

    answers = both(
        [
            partial(one.post, path, votes[one]),
            partial(one.twin().post, path, votes[one]),
            partial(other.post, path, votes[other]),
        ]
    )

    assert sorted(a.status for a in answers) == [303, 303, 422]
    assert any("You have voted in this ballot." in a.text for a in answers)
    assert all("Your vote is in" in voter.get(path).text for voter in (one, other))
    assert instance.open_ballot()[1] == members[2:]


def test_two_identical_reviews_at_once_are_one(served: Served, instance: Instance) -> None:
    review = instance.unwritten_reviews()[0]
    reviewer = Visitor(served.address).sign_in(review.email)
    form = form_to(reviewer.get(review.path).raw, review.path)
    points = {f"c-{c}": "3" for c in ("cooperation", "results", "development", "equity")}
    texts = {"strengths": "Much.", "weaknesses": "Little.", "then": "submit"}
    full = form.with_(points | texts)

    answers = both([partial(v.post, review.path, full) for v in (reviewer, reviewer.twin())])

    assert 303 in [a.status for a in answers]
    assert all(a.status in (303, 409) for a in answers)
    shown = reviewer.get(review.path).text
    assert "A change is kept as a further version, with your reason." in shown
    assert "What was in before" not in shown


@pytest.mark.parametrize("at_once", [False, True], ids=["one after the other", "at once"])
def test_of_two_who_decide_the_second_is_told(
    served: Served, instance: Instance, at_once: bool
) -> None:
    path = instance.nominations("submitted")[0].path
    pages = [f"{path}/actions/{action}" for action in ("return", "return")]
    people = [Visitor(served.address).sign_in(email) for email in SECRETARIES]
    given = [{"reason": f"{who} decided this, and says why."} for who in SECRETARIES]
    for visitor, page in zip(people, pages, strict=True):
        assert visitor.get(page).status == 200
    acts = [partial(v.post, p, g) for v, p, g in zip(people, pages, given, strict=True)]

    answers = both(acts) if at_once else [act() for act in acts]

    assert sorted(a.status for a in answers) == [303, 409]
    late = next(n for n, a in enumerate(answers) if a.status == 409)
    assert "The nomination has moved on meanwhile." in answers[late].text
    assert given[late]["reason"] in answers[late].text


def test_an_expired_token_keeps_what_was_typed(
    served: Served, street: Street, edition: str
) -> None:
    window = street.of("levan.tskhratsqaro@example.org")
    nominating.begin(window, edition, "youth-leader")
    typed = "A long text that took me all afternoon to write."
    window.page.fill('[id="q-statement"]', typed)
    window.page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach(field => field.value = 'expired')"
    )

    with window.page.expect_response(lambda r: r.request.method == "POST") as answer:
        window.press("Save")

    assert answer.value.status == 400
    window.says("This could not be read")
    assert window.page.locator("textarea").first.input_value() == typed


def second_tab(window: Window, path: str) -> Window:
    """Another tab of the same person."""
    tab = window.beside()
    tab.go(path)
    return tab
