"""Why not: every refused action answers with all its reasons, to people and to programs."""

from __future__ import annotations

from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from prize_app.db.motions import Motion
from prize_app.editions.queries import edition_by_id
from tests.prize_app.procedure.test_views import address, fields, for_category
from tests.prize_app.procedure.ways import SPOILS, WAYS, ready
from tests.workflows.shipped import WORKFLOW
from workflows.errors import Refusal
from workflows.phrasing import refusal_sentence
from workflows.plan.evaluation import Role

JSON = {"Accept": "application/json"}
PROBLEM = "application/problem+json"
BY_HAND = [
    (key, guard)
    for key, guard in SPOILS
    if Role.SYSTEM not in WORKFLOW.actions[key].by and not WORKFLOW.actions[key].collective
]
TOGETHER = [(key, guard) for key, guard in SPOILS if WORKFLOW.actions[key].collective]


def options_of(client, nomination):
    answer = client.get(f"/nominations/{nomination.id}/options", headers=JSON)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.json


def told(client, nomination, key):
    """What the JSON of one nomination says of an action."""
    [found] = [a for a in options_of(client, nomination)["actions"] if a["action"] == key]
    return found


def codes(reasons):
    return [reason["code"] for reason in reasons]


def plan_of(found):
    return edition_by_id(found.make.session, found.nomination.edition_id).plan


# ---- every guard, open and closed, in both languages


@pytest.mark.parametrize(("key", "guard"), [*BY_HAND, *TOGETHER])
def test_every_guard_tells_programs_why_in_both_languages(client, make, sign_in, key, guard):
    found = ready(make, key)
    sign_in(client, found.person)
    before = told(client, found.nomination, key)
    spoil, code = SPOILS[(key, guard)]
    spoil(found)
    make.session.flush()
    after = told(client, found.nomination, key)

    assert (before["open"], before["reasons"]) == (True, [])
    assert (after["open"], codes(after["reasons"])) == (False, [code])
    [reason] = after["reasons"]
    refusal, plan = Refusal(code, reason["facts"]), plan_of(found)
    for language in ("en", "zh"):
        assert reason["sentences"][language] == refusal_sentence(refusal, plan, language)
    assert reason["sentences"]["en"] != reason["sentences"]["zh"]


@pytest.mark.parametrize(("key", "guard"), BY_HAND)
def test_every_guard_answers_an_act_in_words_and_as_a_problem(client, make, sign_in, key, guard):
    found = ready(make, key)
    spoil, code = SPOILS[(key, guard)]
    spoil(found)
    make.session.flush()
    sign_in(client, found.person)
    given = fields(WAYS[key].given)

    page = client.post(address(found.nomination, key), data=given)
    problem = client.post(address(found.nomination, key), data=given, headers=JSON)

    assert (page.status_code, problem.status_code) == (422, 422)
    assert problem.mimetype == PROBLEM
    assert codes(problem.json["reasons"]) == [code]
    assert problem.json["reasons"][0]["sentences"]["en"] in unescape(page.text)
    assert found.nomination.stage == WAYS[key].starts


@pytest.mark.parametrize(("key", "guard"), TOGETHER)
def test_every_guard_of_a_step_for_all_answers_as_a_problem(client, make, sign_in, key, guard):
    found = ready(make, key)
    path = for_category(make, key)
    spoil, code = SPOILS[(key, guard)]
    spoil(found)
    make.session.flush()
    sign_in(client, found.person)

    problem = client.post(path, headers=JSON)

    assert (problem.status_code, problem.mimetype) == (422, PROBLEM)
    assert code in codes(problem.json["reasons"])


# ---- all reasons at once: role, stage, guards, what is missing


def test_all_reasons_are_told_not_only_the_first(client, make, sign_in):
    found = ready(make, "propose")
    for spoil in ("quorum_reached", "threshold_met", "award_available"):
        SPOILS[("propose", spoil)][0](found)
    make.session.flush()
    sign_in(client, found.person)

    problem = client.post(address(found.nomination, "propose"), data={}, headers=JSON)

    assert set(codes(problem.json["reasons"])) >= {
        "no_award_left",
        "reason_missing",
        "citation_missing",
    }


def test_the_wrong_role_is_told_whose_it_is_and_what_else_is_missing(client, make, sign_in):
    found = ready(make, "accept")
    sign_in(client, found.person)

    problem = client.post(address(found.nomination, "shortlist"), headers=JSON)
    page = client.post(address(found.nomination, "shortlist"))

    assert (problem.status_code, page.status_code) == (403, 403)
    role, stage = problem.json["reasons"]
    assert role["facts"] == {"roles": "chair,deputy", "yours": "secretariat"}
    assert stage["facts"] == {"action": "shortlist", "stage": "submitted", "starts": "ranked"}
    for reason in (role, stage):
        assert reason["sentences"]["en"] in unescape(page.text)
        assert reason["sentences"]["zh"]


def test_the_wrong_stage_is_a_409(client, make, sign_in):
    found = ready(make, "accept")
    found.nomination.stage = "eligible"
    make.session.flush()
    sign_in(client, found.person)

    problem = client.post(address(found.nomination, "accept"), headers=JSON)

    assert (problem.status_code, codes(problem.json["reasons"])) == (409, ["moved_on"])
    assert "该提名的状态已变" in problem.json["reasons"][0]["sentences"]["zh"]


def test_an_act_that_is_taken_says_so(client, session, make, sign_in):
    found = ready(make, "accept")
    sign_in(client, found.person)

    answer = client.post(address(found.nomination, "accept"), headers=JSON)

    assert (answer.status_code, answer.json) == (
        200,
        {"action": "accept", "taken": True, "waits_for_second": False},
    )
    session.refresh(found.nomination)
    assert found.nomination.stage == "eligible"


def test_json_can_be_sent_as_well_and_a_second_person_agree(client, session, make, sign_in):
    found = ready(make, "override")
    sign_in(client, found.person)

    asked = client.post(
        address(found.nomination, "override"), json={"reason": "It came by post."}, headers=JSON
    )
    own = told(client, found.nomination, "override")
    motion = session.scalars(select(Motion)).one()
    alone = client.post(f"/motions/{motion.id}/agree", headers=JSON)
    sign_in(client, make.grant(Role.SECRETARIAT))
    silent = client.post(f"/motions/{motion.id}/refuse", headers=JSON)
    agreed = client.post(f"/motions/{motion.id}/agree", headers=JSON)
    again = client.post(f"/motions/{motion.id}/agree", headers=JSON)

    assert asked.json == {"action": "override", "taken": False, "waits_for_second": True}
    assert (own["needs_second_person"], own["waits_for_second"]) == (True, True)
    assert (alone.status_code, codes(alone.json["reasons"])) == (422, ["own_motion"])
    assert (silent.status_code, codes(silent.json["reasons"])) == (422, ["reason_missing"])
    assert (agreed.status_code, agreed.json) == (200, {"action": "override", "taken": True})
    assert (again.status_code, codes(again.json["reasons"])) == (409, ["motion_settled"])


# ---- what is told to whom


def test_inside_every_action_of_the_stage_is_listed_with_whose_it_is(client, make, sign_in):
    found = ready(make, "shortlist")
    sign_in(client, make.grant(Role.OBSERVER))

    listed = options_of(client, found.nomination)

    assert listed["stage"]["key"] == "ranked"
    here = {a.key for a in WORKFLOW.actions.values() if "ranked" in a.sources}
    assert {a["action"] for a in listed["actions"]} == here
    assert all(codes(a["reasons"])[0] == "role_needed" for a in listed["actions"])


@pytest.mark.parametrize("stage", ["ranked", "shortlisted", "proposed", "approved"])
def test_the_nominator_learns_nothing_of_the_stage_from_programs(client, make, sign_in, stage):
    nominator = make.person()
    nomination = make.nomination(by=nominator, stage=stage)
    sign_in(client, nominator)

    listed = options_of(client, nomination)
    refused = client.post(address(nomination, "submit"), headers=JSON)

    nominators = {a.key for a in WORKFLOW.actions.values() if Role.NOMINATOR in a.by}
    assert {a["action"] for a in listed["actions"]} == nominators
    assert "key" not in listed["stage"]
    assert refused.status_code == 409
    hidden = {stage, WORKFLOW.stages[stage].label["en"], WORKFLOW.stages[stage].label["zh"]}
    for answer in (
        client.get(f"/nominations/{nomination.id}/options", headers=JSON).get_data(as_text=True),
        refused.get_data(as_text=True),
        client.get(f"/nominations/{nomination.id}").text.split("<main", 1)[1],
    ):
        assert [word for word in hidden if f'"{word}"' in answer or f">{word}<" in answer] == []


@pytest.mark.parametrize("accept", [JSON, {}], ids=["json", "page"])
@pytest.mark.parametrize("who", ["recused", "unknown", "other nominator"])
def test_what_one_may_not_see_is_a_404_without_hints(client, make, sign_in, who, accept):
    found = ready(make, "accept")
    if who == "recused":
        make.conflict(found.nomination, found.person)
    person = found.person if who == "recused" else make.person()
    sign_in(client, person)
    there, nowhere = found.nomination.id, uuid4()

    for path in ("/nominations/{}/options", "/nominations/{}/actions/accept"):
        for method in ("get", "post") if path.endswith("accept") else ("get",):
            real = getattr(client, method)(path.format(there), headers=accept)
            none = getattr(client, method)(path.format(nowhere), headers=accept)
            assert (real.status_code, none.status_code) == (404, 404)
            if accept:
                assert real.mimetype == PROBLEM
                assert real.json == none.json
                assert "reasons" not in real.json


def test_a_program_that_nobody_is_signed_in_with_finds_nothing(client, make):
    found = ready(make, "accept")
    there, nowhere = found.nomination.id, uuid4()

    answers = [
        client.get(f"/nominations/{which}/options", headers=JSON) for which in (there, nowhere)
    ]

    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json == answers[1].json
    assert client.get(f"/nominations/{there}/options").status_code == 302


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/html, application/json", "text/html"),
        ("application/json, text/html;q=0.5", PROBLEM),
        ("application/problem+json", PROBLEM),
        ("application/*", PROBLEM),
    ],
)
def test_a_problem_is_for_who_prefers_json(client, make, sign_in, accept, mimetype):
    found = ready(make, "accept")
    found.nomination.consent = "awaited"
    make.session.flush()
    sign_in(client, found.person)

    answer = client.post(address(found.nomination, "accept"), headers={"Accept": accept})

    assert (answer.status_code, answer.mimetype) == (422, mimetype)


def test_what_is_forged_is_a_problem_too(guarded_client, make, sign_in):
    found = ready(make, "accept")
    sign_in(guarded_client, found.person)

    answer = guarded_client.post(address(found.nomination, "accept"), headers=JSON)

    assert (answer.status_code, answer.mimetype) == (400, PROBLEM)
    assert found.nomination.stage == "submitted"


# ---- on the page


def test_the_page_discloses_why_ones_own_other_steps_are_closed(client, make, sign_in):
    found = ready(make, "accept")
    found.nomination.consent = "awaited"
    make.session.flush()
    sign_in(client, found.person)

    text = unescape(client.get(f"/nominations/{found.nomination.id}").text)

    disclosed = text.split("Why not?", 1)[1].split("</details>", 1)[0]
    assert "Every entry condition must hold first." in disclosed
    assert "starts at “Eligible”" in disclosed
    assert "Approve the proposal" not in disclosed  # the chair's


def test_asking_why_writes_nothing_and_takes_the_same_statements(
    client, session, make, sign_in, statements
):
    found = ready(make, "accept")
    sign_in(client, found.person)

    def read():
        with statements() as seen:
            options_of(client, found.nomination)
        return len(seen)

    one = read()
    for _ in range(3):
        make.nomination(stage="submitted")
    assert read() == one
    assert session.scalar(select(func.count()).select_from(Motion)) == 0
