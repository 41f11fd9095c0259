"""What a reviewer finds in the queue."""

from __future__ import annotations

from prize_app.db.nominations import Nomination
from prize_app.reviews.queueing import State, queues
from tests.factories import actor


def _of(make, assignment):
    return make.session.get_one(Nomination, assignment.nomination_id)


def test_the_queue_counts_and_orders(session, make, reviewer):
    def given(stage, status="assigned"):
        return make.assignment(make.nomination(stage=stage), reviewer, status=status)

    waiting = given("eligible")
    done = given("in-review")
    make.review(done)
    begun = given("in-review")
    make.review(begun, submitted_at=None)
    fresh = given("in-review")
    frozen = given("ranked")
    make.review(frozen)
    declined = given("in-review", "declined")
    given("in-review", "released")
    recused = given("in-review")
    make.conflict(_of(make, recused), reviewer)

    [queue] = queues(session, actor(reviewer), now=make.now)

    assert [(line.assignment.id, line.state) for line in queue.lines] == [
        (begun.id, State.DRAFT),
        (fresh.id, State.OPEN),
        (waiting.id, State.WAITING),
        (done.id, State.SUBMITTED),
        (frozen.id, State.CLOSED),
        (declined.id, State.DECLINED),
    ]
    assert (queue.done, queue.total) == (2, 5)
    assert queue.following.assignment.id == begun.id
    assert queue.due.key == "reviews-due"
    assert [line.is_readable for line in queue.lines] == [True, True, False, True, False, False]
