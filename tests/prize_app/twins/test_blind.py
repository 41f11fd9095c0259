"""Twin worlds of blindness: another nominee, and not a byte tells whoever must not know."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.reviews import Assignment
from tests.prize_app.twins.blinding import blind, in_review, other_nominee
from tests.prize_app.twins.comparing import leaks, shows
from tests.prize_app.twins.test_twins import OPEN_BALLOT, nominations_of
from tests.prize_app.twins.walking import values_of
from tests.prize_app.twins.worlds import holder


@pytest.mark.parametrize("role", ["reviewer", "committee", "chair", "board"])
def test_whoever_is_blind_learns_nothing_of_the_nominee(first, tmp_path, role):
    with first.reading() as session:
        viewer = holder(session, role)
        hidden = hidden_nominations(session, viewer, role)
        asked = values_of(session, hidden[:2])
    shared = [in_review(n) for n in hidden] if role == "reviewer" else []

    assert not leaks(
        first,
        tmp_path,
        viewer,
        asked,
        [blind(f'["{role}"]'), *shared],
        [other_nominee(n) for n in hidden],
    )


def hidden_nominations(session, viewer, role):
    """All that the viewer may review, or that stand before the committee; none of their own."""
    if role != "reviewer":
        return nominations_of(session, OPEN_BALLOT, viewer)
    return sorted(
        session.scalars(
            select(Assignment.nomination_id).where(
                Assignment.reviewer_id == viewer.id, Assignment.status == "assigned"
            )
        )
    )


def test_without_a_rule_of_blindness_the_same_is_seen(first, tmp_path):
    """The comparison has teeth."""
    with first.reading() as session:
        viewer = holder(session, "reviewer")
        hidden = hidden_nominations(session, viewer, "reviewer")[0]

    assert shows(
        first, tmp_path, viewer, ["/reviews"], [in_review(hidden)], [other_nominee(hidden)]
    )
