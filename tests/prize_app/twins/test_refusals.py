"""What one may not see answers, whatever is asked or sent, as what does not exist."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.prize_app.twins.posting import NUMBER
from tests.prize_app.twins.test_twins import PROGRESS, nominations_of, secret_nominations
from tests.prize_app.twins.walking import Walker, numbers_about, replaced_by, values_of
from tests.prize_app.twins.worlds import holder, recused, twin_of

SENT = ({}, {"reason": "Because.", "decision": "binds", "kind": "kin", "person": "nobody"})


@pytest.mark.parametrize("role", ["secretariat", "chair", "observer", "reviewer"])
def test_hidden_and_missing_answer_alike(first, tmp_path, role):
    """Of a nomination with a conflict of interest nothing is there, for reading and for acting."""
    with first.reading() as session:
        viewer = holder(session, role)
        hidden = nominations_of(session, PROGRESS, viewer)[0]
    world = twin_of(first, tmp_path / "one", recused(viewer.id, hidden))

    assert told_from_missing(world, viewer, hidden) == []


def test_drafts_of_others_answer_as_what_is_missing(first, tmp_path):
    with first.reading() as session:
        viewer = holder(session, "reviewer")
        draft = next(n for n in secret_nominations(session) if n.submitted_at is None)

    assert told_from_missing(twin_of(first, tmp_path / "one"), viewer, draft.id) == []


def told_from_missing(world, viewer, hidden):
    """Addresses of hidden things that answer otherwise than if there were no such thing."""
    with world.reading() as session:
        values, about = values_of(session, [hidden]), numbers_about(session, [hidden])
    walker, missing = Walker(world.app, viewer), str(uuid4())
    found = []
    for method, address, swapped in replaced_by(world.app, values | about, about.keys(), missing):
        for sent in SENT if method == "POST" else SENT[:1]:
            one = walker.ask(method, address, sent)
            other = walker.ask(method, swapped, sent)
            if without_numbers(one) != without_numbers(other):
                found.append(f"{method} {address}: {one[0]} and {other[0]}")
    return found


def without_numbers(answer):
    """Nothing but what was asked for tells the two apart."""
    status, kind, where, body = answer
    return status, kind, NUMBER.sub("", where), NUMBER.sub("", body.decode())
