"""Proposals: what the engine is asked, and how its answer is told."""

from __future__ import annotations

from collections import Counter

import pytest

from prize_app.assignments import service
from prize_app.assignments.proposing import Wanted
from tests.factories import actor
from tests.prize_app.assignments.written import (
    assert_nothing_told,
    assignments,
)
from workflows.errors import NotFound
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


def propose(session, who, edition, make, category=CATEGORY):
    return service.propose(session, who, Wanted(edition.row.slug, category), now=make.now)


def test_propose_keeps_what_is_there_and_writes_nothing(session, make, edition, secretary):
    nominations = [make.nomination() for _ in range(2)]
    reviewers = [make.grant(Role.REVIEWER) for _ in range(4)]
    make.assignment(nominations[0], reviewers[0])

    view = propose(session, secretary, edition, make)

    assert Counter(n for n, _ in view.pairs) == {nominations[0].id: 2, nominations[1].id: 3}
    assert (nominations[0].id, reviewers[0].id) not in view.pairs
    assert sum(load.further for load in view.loads) == 5
    assert view.shortage is None
    assert len(assignments(session)) == 1
    assert_nothing_told(session)


def test_propose_prefers_a_shared_theme_and_says_so(session, make, edition, secretary):
    nomination = make.nomination(stage="in-review")
    for _ in range(2):
        make.assignment(nomination)
    make.grant(Role.REVIEWER, themes=["energy"], country="NP")
    fitting = make.grant(Role.REVIEWER, themes=["water"], country="NP")

    view = propose(session, secretary, edition, make)

    assert view.pairs == [(nomination.id, fitting.id)]
    [line] = view.lines
    assert line.proposed[0].why[0] == "shared theme: Water Resource and Water Security"
    assert line.proposed[0].points == 2


def test_propose_asks_nobody_again_who_handed_back(session, make, edition, secretary):
    nomination = make.nomination()
    declined = make.grant(Role.REVIEWER)
    make.assignment(nomination, declined, status="declined")
    others = {make.grant(Role.REVIEWER).id for _ in range(3)}

    view = propose(session, secretary, edition, make)

    assert {reviewer for _, reviewer in view.pairs} == others


def test_propose_never_names_a_conflict(session, make, edition, secretary):
    nomination = make.nomination()
    make.conflict(nomination, make.grant(Role.REVIEWER))
    make.grant(Role.REVIEWER, institution=nomination.nominee_institution)
    free = {make.grant(Role.REVIEWER).id for _ in range(3)}

    view = propose(session, secretary, edition, make)

    assert {reviewer for _, reviewer in view.pairs} == free


def test_propose_says_who_stands_in_the_way(session, make, edition, secretary):
    nomination = make.nomination()
    free = make.grant(Role.REVIEWER)
    make.conflict(nomination, make.grant(Role.REVIEWER))

    view = propose(session, secretary, edition, make)

    assert view.pairs == []
    assert [n.id for n in view.shortage.nominations] == [nomination.id]
    assert [p.id for p in view.shortage.reviewers] == [free.id]
    assert (view.shortage.needed, view.shortage.available) == (3, 1)


def test_propose_without_any_reviewer_is_a_shortage(session, make, edition, secretary):
    make.nomination()

    view = propose(session, secretary, edition, make)

    assert (view.shortage.reviewers, view.shortage.needed, view.shortage.available) == ([], 3, 0)


def test_propose_without_a_nomination_is_empty(session, make, edition, secretary, reviewer):
    view = propose(session, secretary, edition, make)

    assert (view.pairs, view.shortage) == ([], None)


def test_propose_leaves_out_what_the_secretary_is_recused_from(session, make, edition):
    person = make.grant(Role.SECRETARIAT)
    hidden, shown = make.nomination(), make.nomination()
    make.conflict(hidden, person)
    for _ in range(3):
        make.assignment(hidden, make.grant(Role.REVIEWER))

    view = propose(session, actor(person), edition, make)

    assert {n for n, _ in view.pairs} == {shown.id}
    assert [load.present for load in view.loads] == [0, 0, 0]


def test_propose_is_the_same_for_the_same_question(session, make, edition, secretary):
    make.nomination()
    for _ in range(5):
        make.grant(Role.REVIEWER)

    first, second = (propose(session, secretary, edition, make) for _ in range(2))

    assert (first.pairs, first.input_hash) == (second.pairs, second.input_hash)


@pytest.mark.parametrize("role", [None, Role.OBSERVER, Role.CHAIR, Role.REVIEWER])
def test_propose_is_for_the_secretariat_only(session, make, edition, role):
    person = make.grant(role) if role else make.person()

    with pytest.raises(NotFound):
        propose(session, actor(person), edition, make)


def test_propose_knows_the_editions_categories_only(session, make, edition, secretary):
    with pytest.raises(NotFound):
        propose(session, secretary, edition, make, category="best-in-show")
