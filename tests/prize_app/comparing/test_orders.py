"""Orders of nominations: kept, handed in, counted, and what may not be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.db.audit import AuditEvent
from prize_app.db.comparing import ReviewOrder
from prize_app.db.reviews import Review
from prize_app.nominations.facts import know
from tests.prize_app.comparing.conftest import CATEGORY
from tests.prize_app.comparing.ordering import close, heard, ids, interviewed, store
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role


def test_an_order_is_kept_as_far_as_it_has_come_and_handed_in_whole(session, make, member):
    nominations, assignments = heard(make, member, 3)

    kept = store(session, make, member, assignments, ids(nominations, 2), submits=False)
    assert (kept.places, kept.submitted_at) == (ids(nominations, 2), None)
    store(session, make, member, assignments, ids(nominations, 3, 1, 1), version=kept.lock_version,
          why="Both moved the field.")  # fmt: skip

    assert kept.places == ids(nominations, 3, 1, 1)
    assert kept.why == "Both moved the field."
    reviews = session.scalars(select(Review)).all()
    assert [r.submitted_at == kept.submitted_at for r in reviews] == [True] * 3
    (event,) = session.scalars(select(AuditEvent).where(AuditEvent.event == "review:submit-order"))
    assert event.facts == {"category": CATEGORY, "round": "interviews", "nominations": 3}


def test_typed_numbers_with_gaps_are_places_when_handed_in(session, make, member):
    nominations, assignments = heard(make, member, 3)

    kept = store(session, make, member, assignments, ids(nominations, 2, 3, 2))

    assert kept.places == ids(nominations, 1, 3, 1)


def test_an_order_with_a_hole_is_not_handed_in(session, make, member):
    nominations, assignments = heard(make, member, 3)

    with pytest.raises(RuleBroken) as refused:
        store(session, make, member, assignments, ids(nominations, 1, 2))

    assert [(r.code, r.facts) for r in refused.value.refusals] == [
        ("order_incomplete", {"missing": 1})
    ]
    assert session.scalar(select(func.count()).select_from(ReviewOrder)) == 0


@pytest.mark.parametrize("place", [0, 4])
def test_a_place_beyond_the_list_is_refused(session, make, member, place):
    nominations, assignments = heard(make, member, 3)
    places = {str(n.id): place for n in nominations}

    with pytest.raises(RuleBroken) as refused:
        store(session, make, member, assignments, places, submits=False)

    assert [r.code for r in refused.value.refusals] == ["place_unreadable"]


def test_an_order_that_is_in_stays(session, make, member):
    nominations, assignments = heard(make, member, 2)
    kept = store(session, make, member, assignments, ids(nominations, 1, 2))

    with pytest.raises(RuleBroken) as refused:
        store(session, make, member, assignments, ids(nominations, 2, 1),
              version=kept.lock_version)  # fmt: skip

    assert [r.code for r in refused.value.refusals] == ["order_submitted"]
    assert kept.places == ids(nominations, 1, 2)


def test_a_further_nomination_opens_the_order_again(session, make, member):
    nominations, assignments = heard(make, member, 2)
    kept = store(session, make, member, assignments, ids(nominations, 1, 2))
    further, _ = heard(make, member, 1)

    store(session, make, member, assignments, ids([*nominations, *further], 2, 3, 1),
          version=kept.lock_version)  # fmt: skip

    assert kept.places == ids([*nominations, *further], 2, 3, 1)


def test_a_second_window_does_not_win(session, make, member):
    nominations, assignments = heard(make, member, 2)
    store(session, make, member, assignments, ids(nominations, 1, 2), submits=False)

    with pytest.raises(StaleDataError):
        store(session, make, member, assignments, ids(nominations, 2, 1), submits=False)


def test_an_order_is_for_rounds_that_ask_for_one_and_only_while_they_are_open(
    session, make, edition, member
):
    _, early = heard(make, member, 1, stage="called-in")
    points = make.nomination(category=CATEGORY, stage="with-referees")
    by_points = make.assignment(points, member, round="referees")
    other = make.grant(Role.COMMITTEE)
    _, others = heard(make, other, 1)

    for assignment in (early[0], by_points, others[0]):
        with pytest.raises(NotFound):
            store(session, make, member, [assignment], {})


def test_orders_make_a_ranking(session, make, edition):
    nominations, _ = interviewed(session, make, edition, [(1, 2, 3), (1, 3, 2), (2, 1, 3)])

    lines = close(session, make, edition)

    assert [lines[n.id].place for n in nominations] == [1, 2, 3]
    first = lines[nominations[0].id]
    assert first.reviews == 3
    assert sum(line.mean_points for line in lines.values()) == pytest.approx(
        150, abs=Decimal("0.02")
    )
    assert sorted(first.summary["by_review"].values()) == ["100.00", "100.00", "50.00"]


def test_a_conflict_takes_a_nomination_out_of_the_order_it_stood_in(session, make, edition):
    nominations, members = interviewed(session, make, edition, [(1, 2, 3), (1, 2, 3), (3, 2, 1)])
    make.conflict(nominations[0], members[2])

    lines = close(session, make, edition)

    first = lines[nominations[0].id]
    assert (first.place, first.reviews) == (1, 2)
    # The third order still says that the last is better than the second.
    assert lines[nominations[2].id].reviews == 3


def test_what_nobody_compared_cannot_be_ranked_together(session, make, edition):
    nominations, _ = interviewed(session, make, edition, [(1, 2, 0)])
    alone = make.grant(Role.COMMITTEE)
    (further,), assignments = heard(make, alone, 1)
    make.assignment(nominations[2], alone, round="interviews")
    store(session, make, alone, assignments, ids([nominations[2], further], 1, 2))

    with pytest.raises(RuleBroken) as refused:
        close(session, make, edition)

    assert [(r.code, r.facts["parts"]) for r in refused.value.refusals] == [("not_compared", 2)]
    assert nominations[0].stage == "in-interviews"


def test_an_order_counts_towards_the_share_of_the_panel(session, make, edition):
    nominations, _ = interviewed(session, make, edition, [(1, 2, 3)])
    make.assignment(nominations[0], round="interviews")

    found = know(session, edition, nominations, actor_id=None, now=make.now)

    counts = [(found[n.id].facts.reviews_submitted, found[n.id].facts.reviewers_assigned)
              for n in nominations]  # fmt: skip
    assert counts == [(1, 2), (1, 1), (1, 1)]
