"""Actions for a whole category, and the letters they cause."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.notices import Notice
from prize_app.db.reviews import Assignment
from tests.prize_app.procedure.moving import events, letters, stages, together
from tests.prize_app.procedure.ways import CATEGORY
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.plan.evaluation import Role


def test_the_review_opens_for_all_and_each_reviewer_gets_one_letter(
    session, make, edition, secretary, three
):
    taken = together(session, make, edition, secretary, "open-review")

    assert len(taken) == 3
    assert stages(three) == ["in-review"] * 3
    assert [e.event for e in events(session)] == ["nomination:open-review"] * 3
    told = letters(session)
    assert len(told) == 3
    assert set(told.values()) == {1}
    assert {kind for kind, _ in told} == {"review-open"}
    assert "3" in session.scalars(select(Notice.body)).first()


def test_if_one_is_not_ready_none_moves(session, make, edition, secretary, three):
    make.nomination(category=CATEGORY)  # has no reviewers

    with pytest.raises(RuleBroken) as refused:
        together(session, make, edition, secretary, "open-review")

    assert [r.code for r in refused.value.refusals] == ["reviewers_missing"]
    session.expire_all()
    assert stages(three) == ["eligible"] * 3
    assert events(session) == []
    assert letters(session) == {}


def test_the_same_reason_is_given_once_however_many_have_it(session, make, edition, secretary):
    for _ in range(3):
        make.nomination(category=CATEGORY)

    with pytest.raises(RuleBroken) as refused:
        together(session, make, edition, secretary, "open-review")

    assert [r.code for r in refused.value.refusals] == ["reviewers_missing"]


def test_a_conflict_with_one_leaves_all_to_somebody_else(session, make, edition, secretary, three):
    make.conflict(three[1], secretary)

    with pytest.raises(NotAllowed):
        together(session, make, edition, secretary, "open-review")

    assert stages(three) == ["eligible"] * 3
    together(session, make, edition, make.grant(Role.SECRETARIAT), "open-review")
    assert stages(three) == ["in-review"] * 3


def test_a_recused_reviewer_gets_no_letter(session, make, edition, secretary, three):
    fourth = make.grant(Role.REVIEWER)
    make.assignment(three[0], fourth, status="recused")
    declared = make.grant(Role.REVIEWER)
    make.assignment(three[0], declared)
    make.conflict(three[0], declared)

    together(session, make, edition, secretary, "open-review")

    assert {recipient for _, recipient in letters(session)}.isdisjoint(
        {fourth.email, declared.email}
    )


@pytest.mark.parametrize(
    ("category", "key"),
    [("nothing", "rank"), (CATEGORY, "nothing"), (CATEGORY, "accept"), (CATEGORY, "award")],
)
def test_what_is_no_action_for_a_category_is_not_found(
    session, make, edition, secretary, category, key
):
    with pytest.raises(NotFound):
        together(session, make, edition, secretary, key, category)


def test_where_nothing_stands_there_is_nothing_to_take(session, make, edition, secretary):
    with pytest.raises(RuleBroken, match="none_to_take"):
        together(session, make, edition, secretary, "rank")


def test_other_categories_and_editions_stay_where_they_are(
    session, make, edition, secretary, three
):
    others = [
        make.nomination(category="youth-leader"),
        make.nomination(category=CATEGORY, edition=make.edition(passed="corrections-close")),
    ]

    together(session, make, edition, secretary, "open-review")

    assert stages(others) == ["eligible"] * 2


def test_ranking_freezes_scores_and_places(session, make, edition, three):
    for nomination, points in zip(three, (3, 5, 4), strict=True):
        nomination.stage = "in-review"
        for assignment in _assignments(session, nomination):
            make.review(assignment, points=points)

    together(session, make, edition, make.grant(Role.CHAIR), "rank")

    [ranking] = session.scalars(select(Ranking))
    lines = session.scalars(select(RankingLine)).all()
    assert {line.ranking_id for line in lines} == {ranking.id}
    assert {line.nomination_id: (line.place, line.mean_points) for line in lines} == {
        three[0].id: (3, 50),
        three[1].id: (1, 100),
        three[2].id: (2, 75),
    }


def _assignments(session, nomination):
    wanted = select(Assignment).where(Assignment.nomination_id == nomination.id)
    return session.scalars(wanted).all()
