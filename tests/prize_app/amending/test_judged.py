"""What was done in each round, as the amendment of a plan asks for it."""

from __future__ import annotations

from prize_app.amending.judged import judged_in
from prize_app.amending.queries import past_of
from prize_app.db.committee import Ranking
from prize_app.db.comparing import ReviewOrder
from tests.prize_app.comparing.conftest import CATEGORY, ROUNDS, shifted
from workflows.amending.consequences import Judged


def test_each_round_counts_its_own(session, make):
    edition = make.edition(source=shifted(ROUNDS, 10))
    one = make.nomination(category=CATEGORY, stage="in-interviews")
    two = make.nomination(category=CATEGORY, stage="declined")
    make.review(make.assignment(one, round="preselection"))
    make.review(make.assignment(two, round="preselection"), submitted_at=None)
    make.assignment(two, round="preselection", status="recused")
    member = make.assignment(one, round="interviews").reviewer_id
    session.add(
        ReviewOrder(
            edition_id=edition.id, category_key=CATEGORY, round="interviews", reviewer_id=member,
            places={str(one.id): 1}, why="", saved_at=make.now, submitted_at=None,
        )
    )  # fmt: skip
    session.add(
        Ranking(
            edition_id=edition.id, category_key=CATEGORY, round="preselection",
            frozen_at=make.now, frozen_by=None, input_hash="0" * 64,
        )
    )  # fmt: skip
    session.flush()

    found = judged_in(session, edition.id)

    assert found == {
        (CATEGORY, "preselection"): Judged(given=2, begun=1, handed_in=1, is_frozen=True),
        (CATEGORY, "interviews"): Judged(given=1, begun=1),
    }
    assert past_of(session, edition.id).rounds == found
