"""What has happened, on a nomination's page: each reader learns what he or she may know."""

from __future__ import annotations

import pytest

from prize_app.audit import service as audit
from workflows.plan.evaluation import Role

NOMINATOR, REVIEWER, SECRETARY = "Nora Nominator", "Rosa Reviewer", "Sana Secretary"


@pytest.fixture
def told(make):
    """A ranked nomination with a long way behind it."""
    edition = make.edition()
    nominator, secretary = make.person(NOMINATOR), make.person(SECRETARY)
    nomination = make.nomination(by=nominator, stage="ranked")
    reviewer = make.assignment(nomination, make.person(REVIEWER))
    make.review(reviewer)
    make.grant(Role.SECRETARIAT, secretary)
    for event, by, facts in (
        ("nomination:begin", nominator.id, {"to": "draft"}),
        ("nomination:submit", nominator.id, {"to": "submitted"}),
        ("nomination:accept", secretary.id, {"to": "eligible", "reason": "The secretary's reason"}),
        ("assignment:release", secretary.id, {"reason": "Rosa Reviewer is ill"}),
        ("review:submit", reviewer.reviewer_id, {}),
        ("nomination:rank", secretary.id, {"to": "ranked"}),
    ):
        audit.record(
            make.session, edition.id, event, actor_id=by, subject_id=nomination.id, facts=facts,
            at=make.now, now=make.now,
        )  # fmt: skip
    make.session.flush()
    return nomination


def trail_seen_by(client, sign_in, person, nomination):
    answer = sign_in(client, person).get(f"/nominations/{nomination.id}")
    assert answer.status_code == 200
    return answer.text.partition("What has happened")[2]


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.SECRETARIAT, {NOMINATOR, REVIEWER, SECRETARY}),
        (Role.OBSERVER, {NOMINATOR, SECRETARY}),
        (Role.CHAIR, {NOMINATOR, SECRETARY}),
        (Role.COMMITTEE, {NOMINATOR, SECRETARY}),
        (Role.BOARD, {NOMINATOR, SECRETARY}),
    ],
)
def test_names_of_reviewers_are_for_the_secretariat(client, sign_in, make, told, role, names):
    trail = trail_seen_by(client, sign_in, make.grant(role), told)

    assert {name for name in (NOMINATOR, REVIEWER, SECRETARY) if name in trail} == names


def test_a_nominator_reads_public_words_only(client, sign_in, make, told):
    nominator = make.session.get_one(type(make.person()), told.nominator_id)

    trail = trail_seen_by(client, sign_in, nominator, told)

    assert "Ranked" not in trail
    assert "In review" in trail
    assert not any(word in trail for word in (REVIEWER, SECRETARY, "reason", "review:"))


def test_a_reviewer_does_not_learn_who_nominated_or_reviewed(client, sign_in, make, told):
    nomination = make.nomination(by=make.person(NOMINATOR), stage="in-review")
    mine = make.assignment(nomination).reviewer_id
    other = make.assignment(nomination, make.person(REVIEWER))
    for event, by, facts in (
        ("nomination:submit", nomination.nominator_id, {"to": "submitted"}),
        ("assignment:decline", other.reviewer_id, {"reason": "I know him"}),
    ):
        audit.record(
            make.session, make.the_edition.id, event, actor_id=by, subject_id=nomination.id,
            facts=facts, at=make.now, now=make.now,
        )  # fmt: skip
    make.session.flush()

    reviewer = make.session.get_one(type(make.person()), mine)
    trail = trail_seen_by(client, sign_in, reviewer, nomination)

    assert "Handed in" in trail
    assert not any(word in trail for word in (NOMINATOR, REVIEWER, "I know him"))


def test_handing_in_a_review_is_not_told_as_handing_in_the_nomination(client, sign_in, make, told):
    trail = trail_seen_by(client, sign_in, make.grant(Role.SECRETARIAT), told)

    assert trail.count("Hand in the nomination") == 1
    assert trail.count("Handed in a review") == 1
