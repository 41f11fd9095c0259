"""Verdicts that differ from what the last screening stored: which, why, and how to screen again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prize_app.db.editions import EarlierLaureate
from prize_app.db.nominations import Screening
from prize_app.editions.queries import edition_by_id, plan_source
from prize_app.nominations.facts import know
from prize_app.screening.changes import ChangedInput, changed_nominations
from prize_app.screening.service import as_json
from tests.factories import actor
from workflows.conditions import Verdict
from workflows.eligibility import ChangedVerdict
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def secretary(make, edition):
    return make.grant(Role.SECRETARIAT)


def screened(session, make, edition, *, days=1, **columns):
    """A nomination with a screening that stored what its conditions say now."""
    nomination = make.nomination(**{"stage": "eligible", **columns})
    screen(session, make, edition, nomination, days=days)
    return nomination


def screen(session, make, edition, nomination, *, days):
    known = know(session, edition, [nomination], actor_id=None, now=make.now)[nomination.id]
    session.add(
        Screening(
            nomination_id=nomination.id,
            action_key="accept",
            plan_hash=edition.published.content_hash,
            findings=[as_json(finding) for finding in known.findings],
            screened_at=make.now - timedelta(days=days),
        )
    )
    session.flush()


def answered(session, nomination, **answers):
    nomination.answers = {**nomination.answers, **answers}
    session.flush()


def changed(session, secretary, edition, make):
    edition = edition_by_id(session, edition.id)
    return changed_nominations(session, actor(secretary), edition, now=make.now)


def test_as_long_as_nothing_changes_nothing_is_listed(session, make, edition, secretary):
    screened(session, make, edition)
    make.nomination(stage="submitted", consent="refused")  # was never screened

    assert changed(session, secretary, edition, make) == []


def test_an_answer_that_changed_is_named_with_both_values(session, make, edition, secretary):
    nomination = screened(session, make, edition)
    answered(session, nomination, **{"died-on": "2020-02-29"})

    [found] = changed(session, secretary, edition, make)

    [change] = found.changes
    assert found.nomination is nomination
    assert change.verdict == ChangedVerdict("living", Verdict.HOLDS, Verdict.FAILS)
    assert change.inputs == (
        ChangedInput("Date of death", "no answer", "2020-02-29", "from the form"),
    )
    assert not change.by_plan
    assert [action.key for action in found.ways] == ["screen-again"]


def test_a_line_of_the_register_that_came_since_is_named(session, make, edition, secretary):
    nomination = screened(session, make, edition)
    line = EarlierLaureate(
        name=nomination.nominee_name, category_key=nomination.category_key, year=2024
    )
    session.add(line)
    session.flush()

    [found] = changed(session, secretary, edition, make)

    [change] = found.changes
    assert change.verdict.condition == "not-honoured-before"
    assert [(i.before, i.source) for i in change.inputs] == [
        ("no line fits", "register of laureates")
    ]
    assert "2024" in change.inputs[0].after


def test_the_nominees_answer_is_named(session, make, edition, secretary):
    nomination = screened(session, make, edition)
    nomination.consent = "refused"
    session.flush()

    [found] = changed(session, secretary, edition, make)

    assert found.changes[0].inputs == (
        ChangedInput("Consent", "agreed", "refused", "answer of the nominee"),
    )


def amended(session, make, edition, *pairs):
    """The edition goes over to a plan with some words replaced."""
    source = plan_source(session, edition)
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    edition.row.plan_version_id = make.edition(source=source).published.id
    session.flush()


def test_a_limit_that_the_plan_changed_is_put_down_to_the_plan(session, make, edition, secretary):
    screened(session, make, edition)
    amended(session, make, edition, *OUTPUTS)

    [found] = changed(session, secretary, edition, make)

    assert [c.verdict.condition for c in found.changes] == ["outputs"]
    assert found.changes[0].by_plan
    assert found.changes[0].inputs == ()


OUTPUTS = [("fewest = 1, most = 5", "fewest = 5, most = 5")]


def test_a_condition_that_is_no_longer_asked_is_told(session, make, edition, secretary):
    screened(session, make, edition)
    amended(session, make, edition, ('"living", ', ""))

    [found] = changed(session, secretary, edition, make)

    assert found.changes[0].verdict == ChangedVerdict("living", Verdict.HOLDS, None)
    assert found.changes[0].by_plan


def test_only_the_last_screening_counts(session, make, edition, secretary):
    nomination = screened(session, make, edition, days=3)
    nomination.consent = "refused"
    session.flush()
    screen(session, make, edition, nomination, days=1)

    assert changed(session, secretary, edition, make) == []


@pytest.mark.parametrize("stage", ["withdrawn", "declined", "awarded"])
def test_what_is_at_an_end_is_left_out(session, make, edition, secretary, stage):
    nomination = screened(session, make, edition, stage=stage)
    nomination.consent = "refused"
    session.flush()

    assert changed(session, secretary, edition, make) == []


def test_what_the_secretary_is_recused_from_is_left_out(session, make, edition, secretary):
    nomination = screened(session, make, edition)
    nomination.consent = "refused"
    make.conflict(nomination, secretary)

    assert changed(session, secretary, edition, make) == []


def address(edition):
    return f"/editions/{edition.row.slug}/screening/changed"


def test_the_page_says_what_changed_and_leads_back_to_screening(
    session, client, make, edition, secretary, sign_in
):
    nomination = screened(session, make, edition)
    nomination.consent = "refused"
    session.flush()
    sign_in(client, secretary)

    page = client.get(address(edition)).text

    for words in ("Amina Haddad", "agreed", "refused", "Screen again", "1 nomination"):
        assert words in page
    for place in ("", "/screening"):
        there = client.get(f"/editions/{edition.row.slug}{place}").text
        assert f'hx-get="{address(edition)}/count"' in there
        assert f'href="{address(edition)}"' in there
    count = client.get(f"{address(edition)}/count").text
    assert "1 nomination changed since the screening" in count
    assert "<html" not in count


def test_an_empty_page_says_what_will_come(client, edition, secretary, sign_in):
    assert "No verdict has changed" in sign_in(client, secretary).get(address(edition)).text


def test_ten_take_as_many_statements_as_two(
    session, client, make, edition, secretary, sign_in, statements
):
    sign_in(client, secretary)

    def read():
        with statements() as seen:
            assert client.get(address(edition)).status_code == 200
        return len(seen)

    def more(number):
        for _ in range(number):
            screened(session, make, edition).consent = "refused"
        session.flush()

    more(2)
    two = read()
    more(8)
    assert read() == two


def test_screening_again_settles_it(session, client, make, edition, secretary, sign_in):
    nomination = screened(session, make, edition)
    nomination.consent = "refused"
    session.flush()
    sign_in(client, secretary)

    path = f"/nominations/{nomination.id}/actions"
    again = client.post(f"{path}/screen-again", data={"reason": "Consent was taken back."})
    answer = client.post(f"{path}/refuse", data={"reason": "No consent."})

    assert (again.status_code, answer.status_code) == (303, 303)
    assert "No verdict has changed" in client.get(address(edition)).text
