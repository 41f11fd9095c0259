"""What one may not see answers, whatever is asked or sent, as what does not exist."""

from __future__ import annotations

from uuid import uuid4

import pytest

from prize_app.db.people import Person
from tests.prize_app.twins.comparing import twins
from tests.prize_app.twins.faulting import told_by_faults
from tests.prize_app.twins.posting import NUMBER
from tests.prize_app.twins.tampering import told_by_tampering
from tests.prize_app.twins.test_twins import (
    PROGRESS,
    most_often,
    nominations_of,
    secret_nominations,
)
from tests.prize_app.twins.walking import Walker, numbers_about, replaced_by, values_of
from tests.prize_app.twins.worlds import (
    holder,
    other_content,
    other_inner_stage,
    other_reviews,
    recused,
    twin_of,
)

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


@pytest.mark.parametrize("role", ["secretariat", "chair", "reviewer"])
def test_faults_are_answered_alike_whatever_is_hidden(first, tmp_path, role):
    """To every address that takes something, about what is shown and about what is not."""
    with first.reading() as session:
        viewer = holder(session, role)
        hidden, shown, *_ = nominations_of(session, PROGRESS, viewer)
    seal = recused(viewer.id, hidden)
    worlds = three(first, tmp_path, [seal], [other_content(hidden)])

    assert told_by_faults(worlds, viewer, shown, hidden) == []
    told, taken = told_by_tampering(worlds, viewer, shown, hidden)
    assert told == []
    assert taken > 0  # some forms were whole enough to be taken


def test_faults_of_a_nominator_are_answered_alike_whatever_others_handed_in(first, tmp_path):
    with first.reading() as session:
        rows = secret_nominations(session)
        viewer = session.get_one(Person, most_often(row.nominator_id for row in rows))
        shown = next(row.id for row in rows if row.nominator_id == viewer.id)
        hidden = next(row.id for row in rows if row.nominator_id != viewer.id)
    changed = [other_content(hidden), other_reviews(shown), other_inner_stage(shown)]

    worlds = three(first, tmp_path, [], changed)

    assert told_by_faults(worlds, viewer, shown, hidden) == []
    assert told_by_tampering(worlds, viewer, shown, hidden)[0] == []


def test_faults_about_what_is_shown_tell_worlds_apart(first, tmp_path):
    """The comparison has teeth: without a conflict of interest one is told of it."""
    with first.reading() as session:
        viewer = holder(session, "secretariat")
        shown, _, hidden = nominations_of(session, PROGRESS, viewer)[:3]
    worlds = three(first, tmp_path, [], [other_content(shown)])

    told = told_by_faults(worlds, viewer, shown, hidden, only="conflicts.declare")

    assert any("otherwise" in line for line in told)
    assert any("missing" in line for line in told)
    tampered, _ = told_by_tampering(worlds, viewer, shown, hidden, only="conflicts.declare")
    assert any("otherwise" in line for line in tampered)


def three(first, tmp_path, shared, hidden):
    """Two worlds and a copy of the first of them."""
    return *twins(first, tmp_path, shared, hidden), twin_of(first, tmp_path / "third", *shared)


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
    """Nothing but what was asked for tells the two apart, and what was said before them."""
    status, kind, head, body = answer
    head = head.replace("Set-Cookie: prize\n", "")
    return status, kind, NUMBER.sub("", head), NUMBER.sub("", body.decode())
