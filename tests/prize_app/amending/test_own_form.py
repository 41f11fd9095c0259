"""A nomination keeps the form that it was begun on, until its nominator goes over to another."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import NominationVersion
from prize_app.db.saving import Save
from prize_app.editions.queries import edition_by_id
from prize_app.nominations.facts import know
from prize_app.nominations.going_over import go_over
from prize_app.nominations.moving import Given
from prize_app.nominations.service import begin_nomination, save_answers
from prize_app.procedure.service import take_action
from tests.answers import INDIVIDUAL
from tests.factories import actor
from tests.prize_app.amending.drafting import YOUTH, replaced, table
from workflows.conditions import Verdict
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.phrasing import evidence_sentence
from workflows.plan.evaluation import Role

SUMMARY = 'summary = { label = { en = "'
QUESTION = (
    'open-data = { label = { en = "Where can the data be found?", zh = "数据可在何处获取？" }, '
    'kind = "text", required = true }\n'
)


@pytest.fixture
def desk(make):
    return table(make)


def asking_more(source):
    """The individual form with one more question, and a condition on it for the youth award."""
    head, rest = source.split("[forms.individual.sections.work.fields]\n", 1)
    source = f"{head}[forms.individual.sections.work.fields]\n{QUESTION}{rest}"
    condition = (
        "[conditions.open-data]\n"
        'label = { en = "Data can be found", zh = "数据可获取" }\n'
        'clause = "§ 9"\n'
        'rule = { answered = { question = "open-data" } }\n\n'
        "[conditions.early-career]\n"
    )
    source = replaced(source, ("[conditions.early-career]\n", condition))
    head, rest = source.split(f"[categories.{YOUTH}]", 1)
    rest = rest.replace('"early-career"', '"early-career", "open-data"', 1)
    return f"{head}[categories.{YOUTH}]{rest}"


def without_question(source, key):
    """The form without one question that no condition needs."""
    lines = source.split("\n")
    kept = [line for line in lines if not line.startswith(f"{key} = ")]
    assert len(kept) < len(lines)
    return "\n".join(kept)


def known_of(session, desk, nomination, make):
    return know(session, desk.present, [nomination], actor_id=None, now=make.now)[nomination.id]


def test_a_question_never_asked_is_not_known_and_says_so(session, make, desk):
    nomination = make.nomination(category=YOUTH, stage="submitted")
    assert known_of(session, desk, nomination, make).faults == ()

    desk.amend(asking_more(desk.source))

    known = known_of(session, desk, nomination, make)
    assert known.faults == ()  # its own form is as complete as it was
    found = next(f for f in known.findings if f.condition == "open-data")
    assert found.verdict is Verdict.UNKNOWN
    assert evidence_sentence(found.evidence[0], "en") == (
        "The form of this nomination did not ask “Where can the data be found?”. The secretariat "
        "finds it out when screening, unless the nominator goes over to the new form."
    )
    assert "数据可在何处获取？" in evidence_sentence(found.evidence[0], "zh")


def test_the_dry_run_knows_the_same(session, make, desk):
    nomination = make.nomination(category=YOUTH, stage="submitted")

    amendment = desk.amend(asking_more(desk.source))

    (told,) = amendment.verdicts
    assert told["nomination"] == str(nomination.id)
    assert (told["before"], told["after"]) == ("holds", "unknown")


def test_the_form_page_asks_what_it_asked_before(client, make, desk, sign_in):
    nominator = make.person()
    nomination = make.nomination(by=nominator, category=YOUTH, stage="draft")
    desk.amend(asking_more(desk.source))
    browser = sign_in(client, nominator)

    form = browser.get(f"/nominations/{nomination.id}/edit").text

    assert 'name="q-open-data"' not in form
    assert "The questions have changed since you began" in form
    assert browser.get(f"/nominations/{nomination.id}").status_code == 200


def test_what_is_begun_afterwards_is_on_the_new_form(session, make, desk):
    desk.amend(asking_more(desk.source))

    begun = begin_nomination(session, actor(make.person()), desk.slug, YOUTH, now=make.now)

    assert begun.plan_version_id == desk.present.published.id


def test_an_answer_to_a_question_of_the_old_form_can_still_be_saved_and_read(
    session, client, make, desk, sign_in
):
    nominator = make.person()
    nomination = make.nomination(by=nominator, category=YOUTH, stage="draft")
    desk.amend(without_question(desk.source, "original-name"))

    save_answers(
        session, actor(nominator), nomination.id, INDIVIDUAL | {"original-name": "أمينة"},
        save=Save(nomination.lock_version, ""), now=make.now,
    )  # fmt: skip

    assert nomination.answers["original-name"] == "أمينة"
    shown = sign_in(client, nominator).get(f"/nominations/{nomination.id}").text
    assert "Name in its own script" in shown or "أمينة" in shown


def test_going_over_keeps_answers_by_key_and_drops_what_has_no_place(session, make, desk):
    nominator = make.person()
    nomination = make.nomination(by=nominator, category=YOUTH, stage="draft")
    before = dict(nomination.answers)
    desk.amend(without_question(asking_more(desk.source), "original-name"))

    go_over(
        session, actor(nominator), nomination.id,
        lock_version=nomination.lock_version, now=make.now,
    )  # fmt: skip

    assert nomination.plan_version_id == desk.present.published.id
    assert nomination.answers == {k: v for k, v in before.items() if k != "original-name"}
    assert nomination.nominee_original_name == ""
    known = known_of(session, desk, nomination, make)
    assert [fault.field for fault in known.faults] == ["open-data"]
    told = session.scalars(select(AuditEvent).where(AuditEvent.event == "form:go-over")).one()
    assert told.subject_id == nomination.id


def test_going_over_is_the_nominator_s_own_and_only_while_the_form_is_open(session, make, desk):
    nominator = make.person()
    nomination = make.nomination(by=nominator, category=YOUTH, stage="draft")
    handed_in = make.nomination(by=nominator, category=YOUTH, stage="submitted")

    def attempt(person, target, lock_version=None):
        version = target.lock_version if lock_version is None else lock_version
        go_over(session, actor(person), target.id, lock_version=version, now=make.now)

    with pytest.raises(RuleBroken) as refused:
        attempt(nominator, nomination)
    assert [r.code for r in refused.value.refusals] == ["form_is_current"]
    desk.amend(asking_more(desk.source))
    with pytest.raises(NotFound):
        attempt(make.person(), nomination)
    with pytest.raises(WrongStage):
        attempt(nominator, handed_in)
    with pytest.raises(StaleDataError):
        attempt(nominator, nomination, lock_version=99)
    assert nomination.plan_version_id == desk.edition.published.id


def test_the_page_shows_what_is_new_and_what_is_lost_before_the_step(client, make, desk, sign_in):
    nominator = make.person()
    nomination = make.nomination(by=nominator, category=YOUTH, stage="draft")
    desk.amend(without_question(asking_more(desk.source), "original-name"))
    browser = sign_in(client, nominator)
    address = f"/nominations/{nomination.id}/new-form"

    shown = browser.get(address).text
    assert "Where can the data be found?" in shown
    assert INDIVIDUAL["original-name"] in shown
    given = {"lock_version": nomination.lock_version}
    assert browser.post(address, data={"lock_version": "9" * 5_000}).status_code == 409
    assert browser.post(address, data=given).status_code == 303
    assert "Where can the data be found?" in browser.get(f"/nominations/{nomination.id}/edit").text
    assert browser.post(address, data=given).status_code == 422


def test_a_handed_in_version_names_the_plan_whose_form_it_is(session, make):
    desk = table(make, passed="nominations-open", days=2)
    nominator = make.person()
    nomination = make.nomination(by=nominator, category=YOUTH, stage="draft")
    own = nomination.plan_version_id
    desk.amend(asking_more(desk.source))

    take_action(session, actor(nominator), nomination.id, "submit", Given(), now=make.now)

    version = session.scalars(select(NominationVersion)).one()
    assert version.plan_version_id == own != desk.present.published.id


def test_what_an_amendment_hides_from_reviewers_is_hidden_at_once(client, make, desk, sign_in):
    nomination = make.nomination(category=YOUTH, stage="in-review")
    reviewer = make.grant(Role.REVIEWER)
    assignment = make.assignment(nomination, reviewer)
    browser = sign_in(client, reviewer)
    page = f"/reviews/{assignment.id}"
    assert INDIVIDUAL["citation"] in browser.get(page).text
    line = next(row for row in desk.source.split("\n") if row.startswith("citation = "))
    hidden = line.rstrip()[:-1].rstrip() + ", hidden_from_reviewers = true }"

    unread = desk.source.replace('bid_fields = ["citation"]', "bid_fields = []")
    desk.amend(unread.replace(line, hidden))

    assert INDIVIDUAL["citation"] not in browser.get(page).text
    assert edition_by_id(make.session, desk.edition.id).row.amended == 1


def test_after_the_amendment_the_accepted_show_that_their_verdict_turned(
    session, client, make, sign_in
):
    desk = table(make)
    nomination = make.nomination(
        category=YOUTH, stage="submitted", answers={"born-on": "1984-06-01"}
    )
    take_action(session, actor(desk.secretary), nomination.id, "accept", Given(), now=make.now)
    browser = sign_in(client, desk.secretary)
    page = f"/nominations/{nomination.id}"
    assert "Verdict changed" not in browser.get(page).text

    desk.amend(replaced(desk.source, ('born-on", years = 45', 'born-on", years = 40')))

    assert nomination.stage == "eligible"
    assert "Verdict changed since it was screened" in browser.get(page).text
