"""Nominations compared in pairs: kept, handed in, counted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.comparing import service
from prize_app.db.comparing import PairAnswer
from tests.factories import actor
from tests.prize_app.comparing.ordering import close, heard, say
from workflows.comparing import Answer
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role


def test_answers_are_kept_the_same_way_round(session, make, by_pairs):
    member = make.grant(Role.COMMITTEE)
    nominations, assignments = heard(make, member, 2)
    low, high = sorted(nominations, key=lambda n: n.id)

    kept = say(session, make, member, assignments, high, low, Answer.FIRST)

    assert (kept.first_id, kept.second_id, kept.answer) == (low.id, high.id, "second")
    with pytest.raises(RuleBroken):
        say(session, make, member, assignments, low, high, Answer.FIRST)
    service.take_back(session, actor(member), assignments[0].id)
    session.flush()
    assert session.scalars(select(PairAnswer)).all() == []


def test_a_pair_is_made_of_two_of_ones_own(session, make, by_pairs):
    member = make.grant(Role.COMMITTEE)
    (one,), assignments = heard(make, member, 1)
    (other,), _ = heard(make, make.grant(Role.COMMITTEE), 1)

    for two in ((one, one), (one, other)):
        with pytest.raises(RuleBroken) as refused:
            say(session, make, member, assignments, *two, Answer.FIRST)
        assert [r.code for r in refused.value.refusals] == ["pair_unknown"]


def test_pairs_are_done_when_everything_hangs_together_and_make_a_ranking(session, make, by_pairs):
    member = make.grant(Role.COMMITTEE)
    (a, b, c), assignments = heard(make, member, 3)
    say(session, make, member, assignments, a, b, Answer.FIRST)

    with pytest.raises(RuleBroken) as refused:
        service.finish_pairs(session, actor(member), assignments[0].id, now=make.now)
    say(session, make, member, assignments, c, b, Answer.SECOND)
    service.finish_pairs(session, actor(member), assignments[0].id, now=make.now)
    lines = close(session, make, by_pairs)

    assert [r.code for r in refused.value.refusals] == ["pairs_apart"]
    assert [lines[n.id].place for n in (a, b, c)] == [1, 2, 3]
