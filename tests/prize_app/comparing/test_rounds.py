"""Rounds: who is asked, who sees what, what counts, who goes on by rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import select

from prize_app.assignments import pages, queries, service
from prize_app.assignments.board import board
from prize_app.assignments.proposing import Wanted
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.notices import Notice
from prize_app.db.reviews import Assignment
from prize_app.db.saving import Save
from prize_app.editions.queries import edition_by_id
from prize_app.nominations.debts import list_debts
from prize_app.nominations.facts import know
from prize_app.nominations.standing import see_nomination, standings
from prize_app.procedure.service import take_for_category
from prize_app.reviews.kinds import ConflictKind
from prize_app.reviews.own import see_own
from prize_app.reviews.queueing import State, queues
from prize_app.reviews.service import declare_conflict, save_draft
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY, ROUNDS, shifted
from workflows.errors import NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role
from workflows.policy import Permission, allowed


def nominate(make, stage, number=1, **columns):
    made = [make.nomination(category=CATEGORY, stage=stage, **columns) for _ in range(number)]
    return made if number > 1 else made[0]


def given(make, nomination, reviewer, round_key, **columns):
    return make.assignment(nomination, reviewer, round=round_key, **columns)


def act(session, person, edition, action, now):
    taken = take_for_category(session, actor(person), edition.row.slug, CATEGORY, action, now=now)
    session.flush()
    return taken


def facts(session, edition, nomination, make):
    return know(session, edition, [nomination], actor_id=None, now=make.now)[nomination.id].facts


def test_each_round_asks_its_own_people_for_its_own_number(session, make, edition, office):
    reviewers = {make.grant(Role.REVIEWER).id for _ in range(3)}
    referees = {make.grant(Role.EXTERNAL).id for _ in range(5)}
    members = {make.grant(Role.COMMITTEE).id for _ in range(6)}
    nominate(make, "admitted")
    nominate(make, "finalist")
    nominate(make, "called-in")
    asked = {}
    for round_key in edition.plan.rounds:
        view = service.propose(
            session, actor(office), Wanted(edition.row.slug, CATEGORY, round_key), now=make.now
        )
        asked[round_key] = [reviewer for _, reviewer in view.pairs]

    assert {key: len(pairs) for key, pairs in asked.items()} == {
        "preselection": 3, "referees": 5, "interviews": 5,
    }  # fmt: skip
    assert set(asked["preselection"]) == reviewers
    assert set(asked["referees"]) == referees
    assert set(asked["interviews"]) < members


def test_what_is_confirmed_carries_the_round(session, make, edition, office):
    for _ in range(5):
        make.grant(Role.EXTERNAL)
    nomination = nominate(make, "finalist")
    wanted = Wanted(edition.row.slug, CATEGORY, "referees")
    view = service.propose(session, actor(office), wanted, now=make.now)

    service.confirm(session, actor(office), edition.row.slug, CATEGORY, view.pairs, "referees",
                    now=make.now)  # fmt: skip

    rows = session.scalars(select(Assignment).where(Assignment.nomination_id == nomination.id))
    assert [row.round for row in rows] == ["referees"] * 5


def test_a_reviewer_of_one_round_is_nobody_in_another(session, make, edition, office):
    reviewer, member = make.grant(Role.REVIEWER), make.grant(Role.COMMITTEE)
    nomination = nominate(make, "finalist")

    with pytest.raises(RuleBroken) as refused:
        service.assign(session, actor(office), nomination.id, reviewer.id, now=make.now)
    with pytest.raises(RuleBroken):
        service.assign(session, actor(office), nomination.id, member.id, now=make.now)

    assert [r.code for r in refused.value.refusals] == ["not_a_reviewer"]


def test_one_person_may_review_in_two_rounds(session, make, edition, office):
    both = make.grant(Role.EXTERNAL, make.grant(Role.REVIEWER))
    nomination = nominate(make, "finalist")
    make.review(given(make, nomination, both, "preselection"))

    service.assign(session, actor(office), nomination.id, both.id, now=make.now)

    rounds = {a.round for a in session.scalars(select(Assignment)) if a.reviewer_id == both.id}
    assert rounds == {"preselection", "referees"}
    assert queries.loads(session, edition, round_key="referees")[both.id] == queries.Load(1, 0)
    assert queries.loads(session, edition)[both.id] == queries.Load(2, 1)


def test_the_board_shows_the_round_asked_for_and_else_the_latest(session, make, edition, office):
    nominate(make, "admitted", 2)
    nominate(make, "finalist")

    def lines(asked):
        shown = board(session, actor(office), edition.row.slug, CATEGORY, after="", asked=asked)
        return shown.round_key, shown.nominations, [a.key for a in shown.actions]

    assert lines("") == ("referees", 1, ["ask-referees", "close-refereeing"])
    assert lines("preselection") == (
        "preselection", 2, ["open-preselection", "close-preselection"],
    )  # fmt: skip
    with pytest.raises(NotFound):
        lines("fourth")


def test_what_lacks_reviewers_is_counted_by_the_round_of_each(session, make, edition, office):
    full, open_ = nominate(make, "admitted"), nominate(make, "finalist")
    for _ in range(3):
        given(make, full, None, "preselection")
        given(make, open_, None, "preselection")

    (line,) = pages.category_lines(session, actor(office), edition)

    assert (line.nominations, line.lacking) == (2, 1)


def test_who_reviewed_before_reads_nothing_while_others_review(session, make, edition):
    before, now = make.grant(Role.REVIEWER), make.grant(Role.EXTERNAL)
    nomination = nominate(make, "with-referees")
    old = given(make, nomination, before, "preselection")
    given(make, nomination, now, "referees")

    assert see_nomination(session, actor(now), nomination.id).nomination is nomination
    with pytest.raises(NotFound):
        see_nomination(session, actor(before), nomination.id)
    (queue,) = queues(session, actor(before), now=make.now)
    assert [line.state for line in queue.lines] == [State.CLOSED]
    with pytest.raises(WrongStage):
        save_draft(
            session, actor(before), old.id, {}, "", "", save=Save(lock_version=0), now=make.now
        )
    assert not see_own(session, actor(before), old.id).is_of_now


def test_a_review_is_written_by_the_rubric_of_its_round(session, make, edition):
    first, second = make.grant(Role.REVIEWER), make.grant(Role.EXTERNAL)
    early, late = nominate(make, "in-preselection"), nominate(make, "with-referees")
    one = given(make, early, first, "preselection")
    other = given(make, late, second, "referees")

    save_draft(
        session, actor(first), one.id, {"fit": 4}, "", "", save=Save(lock_version=0), now=make.now
    )
    kept = save_draft(session, actor(second), other.id, {"fit": 4, "capacity": 2}, "", "",
                      save=Save(lock_version=0), now=make.now)  # fmt: skip

    assert kept.points == {"capacity": 2}


def test_guards_look_at_the_round_of_the_stage(session, make, edition):
    nomination = nominate(make, "with-referees")
    for _ in range(3):
        make.review(given(make, nomination, None, "preselection"), points=3)
    for number in range(5):
        assignment = given(make, nomination, None, "referees")
        if number < 4:
            make.review(assignment)
    conflicted = make.grant(Role.EXTERNAL)
    make.review(given(make, nomination, conflicted, "referees"))
    make.conflict(nomination, conflicted)

    found = facts(session, edition, nomination, make)

    assert (found.reviewers_assigned, found.reviews_submitted, found.reviews_required) == (5, 4, 5)


def test_a_round_closes_when_the_share_of_the_panel_has_scored(session, make, edition, chair):
    nomination = nominate(make, "in-preselection")
    made = [given(make, nomination, None, "preselection") for _ in range(4)]
    for assignment in made[:2]:
        make.review(assignment)

    with pytest.raises(RuleBroken) as refused:
        act(session, chair, edition, "close-preselection", make.now)
    make.review(made[2])
    act(session, chair, edition, "close-preselection", make.now)

    (refusal,) = refused.value.refusals
    assert refusal.code == "panel_share_missed"
    assert refusal.facts == {"scored": 2, "needed": 3, "assigned": 4}
    assert session.scalars(select(Ranking)).one().round == "preselection"
    assert nomination.stage == "preselected"


def test_only_debts_of_the_present_round_are_owed(session, make, edition):
    nomination = nominate(make, "with-referees")
    given(make, nomination, None, "preselection")
    late = given(make, nomination, None, "referees")

    owed = [d.place_id for d in list_debts(session, edition) if d.debt == "review"]

    assert owed == [late.id]


def test_letters_go_to_the_reviewers_of_the_round_that_opens(session, make, edition, office):
    before, now = make.grant(Role.REVIEWER), make.grant(Role.EXTERNAL)
    nomination = nominate(make, "finalist")
    make.review(given(make, nomination, before, "preselection"), points=3)
    given(make, nomination, now, "referees")
    for _ in range(4):
        given(make, nomination, None, "referees")

    act(session, office, edition, "ask-referees", make.now)

    told = {n.recipient for n in session.scalars(select(Notice)) if n.kind == "review-open"}
    assert now.email in told
    assert before.email not in told


def test_stepping_back_ends_the_assignments_of_every_round(session, make, edition):
    both = make.grant(Role.EXTERNAL, make.grant(Role.REVIEWER))
    nomination = nominate(make, "with-referees")
    given(make, nomination, both, "preselection")
    given(make, nomination, both, "referees")

    declare_conflict(session, actor(both), nomination.id, ConflictKind.KIN, "", now=make.now)

    states = [a.status for a in session.scalars(select(Assignment)) if a.reviewer_id == both.id]
    assert states == ["recused", "recused"]


def preselected(session, make, edition, chair, scores):
    """Nominations through a preselection with these reviews each."""
    found = {}
    for points in scores:
        nomination = nominate(make, "in-preselection")
        found[nomination] = points
        for value in points:
            review = make.review(given(make, nomination, None, "preselection"))
            review.points = {"fit": value, "weight": value}
    session.flush()
    act(session, chair, edition, "close-preselection", make.now)
    return list(found)


def test_the_rule_of_the_round_takes_whom_it_picks_and_leaves_the_others(
    session, make, edition, chair
):
    # 1..5 points are 0..100; below 40 nobody goes on, and eight places are more than there are.
    best, middle, low = preselected(
        session, make, edition, chair, [(5, 5, 5), (4, 4, 4), (1, 1, 1)]
    )

    taken = act(session, chair, edition, "name-finalists", make.now)

    assert {one.nomination for one in taken} == {best, middle}
    assert low.stage == "preselected"
    (event,) = session.scalars(select(AuditEvent).where(AuditEvent.event == "shortlist:apply"))
    ranking = session.scalars(select(Ranking)).one()
    assert event.facts == {
        "category": CATEGORY, "round": "preselection", "action": "name-finalists", "taken": 2,
        "picked": 2, "kept": 0, "left": 1, "cut": "75.00", "input": ranking.input_hash,
    }  # fmt: skip
    act(session, chair, edition, "close-preselected", make.now)
    assert low.stage == "declined"


def test_the_page_of_the_rule_names_first_whom_it_selects(
    session, make, edition, chair, client, sign_in
):
    here = f"/editions/{edition.row.slug}/categories/{CATEGORY}/actions"
    browser = sign_in(client, chair)
    empty = browser.get(f"{here}/name-finalists").get_data(as_text=True)
    best, low = preselected(session, make, edition, chair, [(5, 5), (1, 1)])
    session.commit()

    going = browser.get(f"{here}/name-finalists").get_data(as_text=True)
    leaving = browser.get(f"{here}/close-preselected").get_data(as_text=True)

    rule = "Who goes on: the first 8 places of the ranking"
    assert all(rule in page for page in (empty, going, leaving))
    assert "for those whom the rule of the round selects" in empty
    assert going.index(best.reference) < going.index(low.reference)
    assert leaving.index(low.reference) < leaving.index(best.reference)
    assert going.count("Taken by this step") == leaving.count("Taken by this step") == 1


def test_the_list_does_not_change_by_those_who_went_on(session, make, edition, chair):
    best, low = preselected(session, make, edition, chair, [(5, 5), (1, 1)])
    act(session, chair, edition, "name-finalists", make.now)

    with pytest.raises(RuleBroken) as refused:
        act(session, chair, edition, "name-finalists", make.now)

    assert [r.code for r in refused.value.refusals] == ["none_picked"]
    assert (best.stage, low.stage) == ("finalist", "preselected")
    assert facts(session, edition, low, make).shortlisted is False


def test_without_a_ranking_of_the_round_nobody_is_picked(session, make, edition, chair):
    nomination = nominate(make, "preselected")
    elsewhere = Ranking(edition_id=edition.id, category_key=CATEGORY, round="referees",
                        input_hash="x" * 64, frozen_at=make.now)  # fmt: skip
    session.add(elsewhere)
    session.flush()
    session.add(RankingLine(ranking_id=elsewhere.id, nomination_id=nomination.id, place=1,
                            mean_points=Decimal(90), reviews=1, summary={}))  # fmt: skip
    session.flush()

    with pytest.raises(RuleBroken) as refused:
        act(session, chair, edition, "name-finalists", make.now)

    assert [r.code for r in refused.value.refusals] == ["not_ranked_yet"]


def test_a_round_counts_its_own_reviews_alone(session, make, edition, chair):
    nomination = nominate(make, "with-referees")
    for _ in range(3):
        make.review(given(make, nomination, None, "preselection"), points=1)
    for _ in range(5):
        assignment = given(make, nomination, None, "referees")
        make.review(assignment, points=5)

    act(session, chair, edition, "close-refereeing", make.now)

    line = session.scalars(select(RankingLine)).one()
    assert (line.mean_points, line.reviews) == (Decimal(100), 5)
    assert set(line.summary["by_criterion"]) == set(edition.plan.rubrics["individual"].criteria)


def test_pages_show_the_reviews_of_the_latest_ranking_by_its_rubric(
    session, make, edition, chair, client, sign_in
):
    (nomination,) = preselected(session, make, edition, chair, [(5, 5, 5)])
    act(session, chair, edition, "name-finalists", make.now)
    browser = sign_in(client, chair)
    session.commit()

    shown = browser.get(f"/nominations/{nomination.id}").get_data(as_text=True)
    ranking = browser.get(f"/editions/{edition.row.slug}/committee/{CATEGORY}")
    firm = browser.get(f"/editions/{edition.row.slug}/committee/{CATEGORY}/ranking")

    assert edition.plan.rubrics["first-look"].criteria["fit"].label["en"] in shown
    assert edition.plan.rubrics["individual"].criteria["capacity"].label["en"] not in shown
    assert "Fit with the prize" in ranking.get_data(as_text=True)
    assert firm.status_code == 200


# The second round is given to reviewers, too, so that two rounds could ask for bids.
ASKING = ROUNDS.replace('by = "external"', 'by = "reviewers"').replace(
    "[reviewing]\n", '[reviewing]\nassigning = { bids_until = "preselection-due" }\n'
)


@pytest.mark.parametrize(("days", "is_asked"), [(100, True), (40, False)])
def test_reviewers_are_asked_by_one_date_for_all_their_rounds(
    make, client, sign_in, days, is_asked
):
    edition = make.edition(source=shifted(ASKING, days))
    stages = ("admitted", "finalist", "called-in")
    ready = {stage: nominate(make, stage) for stage in stages}

    page = sign_in(client, make.grant(Role.REVIEWER)).get(f"/editions/{edition.row.slug}/bids").text

    asked = {stage for stage, nomination in ready.items() if f"bid-{nomination.id}" in page}
    assert asked == ({"admitted", "finalist"} if is_asked else set())


@pytest.mark.parametrize("role", [Role.EXTERNAL, Role.COMMITTEE])
def test_people_of_other_rounds_are_never_asked(make, client, sign_in, role):
    source = ASKING.replace('by = "reviewers"', 'by = "external"', 1)
    edition = make.edition(source=shifted(source, 100))
    nominate(make, "finalist")

    assert (
        sign_in(client, make.grant(role)).get(f"/editions/{edition.row.slug}/bids").status_code
        == 404
    )


def reads(session, person, nomination):
    """Whether somebody reads the single reviews of a nomination, and what was said about them."""
    stood = standings(
        session, actor(person), edition_by_id(session, nomination.edition_id), [nomination]
    )
    asked = (Permission.REVIEWS_READ, Permission.DISCUSSION_READ)
    return [allowed(permission, stood[nomination.id]) for permission in asked]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.CHAIR, Role.SECRETARIAT])
def test_who_has_to_review_in_a_later_round_reads_no_review_of_an_earlier_one(
    session, make, edition, role
):
    """Not even of a round in which the own review is in."""
    person, other = make.grant(role), make.grant(role)
    nomination = nominate(make, "called-in")
    make.review(given(make, nomination, make.grant(Role.EXTERNAL), "referees"))
    make.review(given(make, nomination, person, "preselection"))
    assert reads(session, person, nomination) == [True, True]

    own = given(make, nomination, person, "interviews")

    assert reads(session, person, nomination) == [False, False]
    assert reads(session, other, nomination) == [True, True]
    make.review(own)
    assert reads(session, person, nomination) == [True, True]


def test_who_missed_a_round_that_is_closed_is_not_sealed_for_ever(session, make, edition):
    chair = make.grant(Role.CHAIR)
    nomination = nominate(make, "called-in")
    given(make, nomination, chair, "interviews")
    read_at = {}
    for stage in ("called-in", "heard", "proposed"):
        nomination.stage = stage
        read_at[stage] = reads(session, chair, nomination)

    assert read_at == {
        "called-in": [False, False], "heard": [True, True], "proposed": [True, True],
    }  # fmt: skip


def test_the_page_says_why_reviews_of_an_earlier_round_are_not_shown(
    session, make, edition, office, member, browser
):
    nomination = nominate(make, "with-referees")
    for _ in range(5):
        own = given(make, nomination, make.grant(Role.EXTERNAL), "referees")
        make.review(own, strengths="Said by a referee.")
    act(session, office, edition, "close-refereeing", make.now)
    nomination.stage = "called-in"
    told = "You have still to review this nomination yourself."
    shown = {}
    for is_given in (False, True):
        if is_given:
            given(make, nomination, member, "interviews")
        page = browser.get(f"/nominations/{nomination.id}").text
        shown[is_given] = ["Said by a referee." in page, told in page]

    assert shown == {False: [True, False], True: [False, True]}
