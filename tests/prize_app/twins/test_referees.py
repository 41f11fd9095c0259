"""Twin worlds of rounds: an external referee sees what is with him or her, and nothing else.

The edition is one of a plan with three rounds; the referee took part in the first of them as well.
"""

from __future__ import annotations

import pytest

from tests.prize_app.twins.comparing import leaks, shows
from tests.prize_app.twins.more import one_more_nomination, one_more_review
from tests.prize_app.twins.refereeing import (
    IN_ROUNDS,
    PRESELECTION,
    REFEREES,
    judged_in_rounds,
    other_nominator,
    scores_frozen,
    table_of,
)
from tests.prize_app.twins.walking import values_of
from tests.prize_app.twins.worlds import (
    other_content,
    other_place,
    other_reviews,
    recused,
    taken_back,
    twin_of,
)


@pytest.fixture(scope="session")
def refereed(first, tmp_path_factory):
    """The demonstration with an edition whose nominations are with the external referees."""
    return twin_of(first, tmp_path_factory.mktemp("refereed") / "rounds", judged_in_rounds)


@pytest.fixture(scope="session")
def frozen(refereed, tmp_path_factory):
    """The same when the referees' scores are frozen."""
    return twin_of(refereed, tmp_path_factory.mktemp("frozen") / "rounds", scores_frozen)


@pytest.fixture(params=["refereed", "frozen"])
def moment(request):
    """Both, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def table(refereed):
    """Who looks, and at what."""
    with refereed.reading() as session:
        return table_of(session)


def asked_about(world, *nominations):
    """All addresses of the edition in rounds about some nominations."""
    with world.reading() as session:
        return values_of(session, list(nominations), IN_ROUNDS)


def test_a_referee_learns_of_no_other_review_of_any_round_and_of_nothing_not_given(
    moment, tmp_path, table
):
    asked = asked_about(moment, *table.own, *table.others[:3])
    hidden = [other_reviews(n, but_of=table.viewer.id) for n in table.own]
    hidden += [f(n) for n in table.own for f in (other_place, other_nominator)]
    hidden += [other_content(n) for n in table.others]

    assert leaks(moment, tmp_path, table.viewer, asked, [], hidden) == []


def test_a_referee_in_conflict_learns_nothing_of_the_nomination_in_any_round(
    frozen, tmp_path, table
):
    hidden, *others = table.own
    asked = asked_about(frozen, hidden, *others)
    shared = recused(table.viewer.id, hidden)

    assert leaks(frozen, tmp_path, table.viewer, asked, [shared], [other_content(hidden)]) == []


def test_a_referee_does_not_learn_that_there_is_one_more_of_anything(refereed, tmp_path, table):
    asked = asked_about(refereed, *table.own)
    hidden = [
        one_more_review(table.own[0], round_key=REFEREES),
        one_more_review(table.own[1], round_key=PRESELECTION),
        one_more_nomination(table.own[2], round_key=REFEREES),
    ]

    assert leaks(refereed, tmp_path, table.viewer, asked, [], hidden, with_questions=True) == []


def test_a_referee_sees_nothing_of_the_others_before_the_own_review_is_in(
    refereed, tmp_path, table
):
    asked = asked_about(refereed, table.own[0])
    seal = taken_back(table.viewer.id, table.own[0])
    others = other_reviews(table.own[0], but_of=table.viewer.id)

    assert leaks(refereed, tmp_path, table.viewer, asked, [seal], [others]) == []


def test_what_is_with_a_referee_does_show(refereed, tmp_path, table):
    """The comparison has teeth."""
    telling = {f"/nominations/{table.own[0]}", "/reviews"}
    changed = other_content(table.own[0])

    assert shows(refereed, tmp_path, table.viewer, telling, [], [changed]) == telling
