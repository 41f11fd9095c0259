"""Actions for a whole category, the letters they cause, and what the audit log proves of them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from prize_app.audit.queries import check_chains, head_of
from prize_app.audit.service import record
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import Approval, Decision, Ranking, RankingLine
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination, Screening
from prize_app.db.notices import Notice
from prize_app.db.reviews import Assignment
from prize_app.db.saving import Save
from prize_app.nominations import service as nominations
from prize_app.nominations.moving import Given
from prize_app.procedure.seconding import agree, propose_action
from prize_app.procedure.service import take_action, take_for_category
from tests.answers import INDIVIDUAL
from tests.factories import actor
from tests.prize_app.committee.holding import closed_round, decision
from tests.prize_app.procedure.ways import CATEGORY, PROPOSAL, REASON
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def secretary(make, edition):
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def three(make, edition):
    """Three eligible nominations, each with the same three reviewers."""
    reviewers = [make.grant(Role.REVIEWER) for _ in range(3)]
    found = [make.nomination(category=CATEGORY) for _ in range(3)]
    for nomination in found:
        for reviewer in reviewers:
            make.assignment(nomination, reviewer)
    return found


def together(session, make, edition, who, key, category=CATEGORY):
    taken = take_for_category(session, actor(who), edition.row.slug, category, key, now=make.now)
    session.flush()
    return taken


def alone(session, make, who, nomination, key, given=REASON):
    take_action(session, actor(who), nomination.id, key, given, now=make.now)
    session.flush()


def in_twos(session, make, first, nomination, key, given=REASON):
    """One proposes, somebody new in the same role agrees."""
    role = session.scalars(select(Grant.role).where(Grant.person_id == first.id)).first()
    motion = propose_action(session, actor(first), nomination.id, key, given, now=make.now)
    agree(session, actor(make.grant(Role(role))), motion.id, now=make.now)
    session.flush()


def stages(nominations):
    return [n.stage for n in nominations]


def letters(session):
    return Counter((n.kind, n.recipient) for n in session.scalars(select(Notice)))


def events(session):
    return session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()


# ---- all or none


def test_the_review_opens_for_all_and_each_reviewer_gets_one_letter(
    session, make, edition, secretary, three
):
    taken = together(session, make, edition, secretary, "open-review")

    assert len(taken) == 3
    assert stages(three) == ["in-review"] * 3
    assert [e.event for e in events(session)] == ["nomination:open-review"] * 3
    told = letters(session)
    assert len(told) == 3
    assert set(told.values()) == {1}
    assert {kind for kind, _ in told} == {"review-open"}
    assert "3" in session.scalars(select(Notice.body)).first()


def test_if_one_is_not_ready_none_moves(session, make, edition, secretary, three):
    make.nomination(category=CATEGORY)  # has no reviewers

    with pytest.raises(RuleBroken) as refused:
        together(session, make, edition, secretary, "open-review")

    assert [r.code for r in refused.value.refusals] == ["reviewers_missing"]
    session.expire_all()
    assert stages(three) == ["eligible"] * 3
    assert events(session) == []
    assert letters(session) == {}


def test_the_same_reason_is_given_once_however_many_have_it(session, make, edition, secretary):
    for _ in range(3):
        make.nomination(category=CATEGORY)

    with pytest.raises(RuleBroken) as refused:
        together(session, make, edition, secretary, "open-review")

    assert [r.code for r in refused.value.refusals] == ["reviewers_missing"]


def test_a_conflict_with_one_leaves_all_to_somebody_else(session, make, edition, secretary, three):
    make.conflict(three[1], secretary)

    with pytest.raises(NotAllowed):
        together(session, make, edition, secretary, "open-review")

    assert stages(three) == ["eligible"] * 3
    together(session, make, edition, make.grant(Role.SECRETARIAT), "open-review")
    assert stages(three) == ["in-review"] * 3


def test_a_recused_reviewer_gets_no_letter(session, make, edition, secretary, three):
    fourth = make.grant(Role.REVIEWER)
    make.assignment(three[0], fourth, status="recused")
    declared = make.grant(Role.REVIEWER)
    make.assignment(three[0], declared)
    make.conflict(three[0], declared)

    together(session, make, edition, secretary, "open-review")

    assert {recipient for _, recipient in letters(session)}.isdisjoint(
        {fourth.email, declared.email}
    )


@pytest.mark.parametrize(
    ("category", "key"),
    [("nothing", "rank"), (CATEGORY, "nothing"), (CATEGORY, "accept"), (CATEGORY, "award")],
)
def test_what_is_no_action_for_a_category_is_not_found(
    session, make, edition, secretary, category, key
):
    with pytest.raises(NotFound):
        together(session, make, edition, secretary, key, category)


def test_where_nothing_stands_there_is_nothing_to_take(session, make, edition, secretary):
    with pytest.raises(RuleBroken, match="none_to_take"):
        together(session, make, edition, secretary, "rank")


def test_other_categories_and_editions_stay_where_they_are(
    session, make, edition, secretary, three
):
    others = [
        make.nomination(category="youth-leader"),
        make.nomination(category=CATEGORY, edition=make.edition(passed="corrections-close")),
    ]

    together(session, make, edition, secretary, "open-review")

    assert stages(others) == ["eligible"] * 2


# ---- what actions record besides


def test_ranking_freezes_scores_and_places(session, make, edition, three):
    for nomination, points in zip(three, (3, 5, 4), strict=True):
        nomination.stage = "in-review"
        for assignment in _assignments(session, nomination):
            make.review(assignment, points=points)

    together(session, make, edition, make.grant(Role.CHAIR), "rank")

    [ranking] = session.scalars(select(Ranking))
    lines = session.scalars(select(RankingLine)).all()
    assert {line.ranking_id for line in lines} == {ranking.id}
    assert {line.nomination_id: (line.place, line.mean_points) for line in lines} == {
        three[0].id: (3, 50),
        three[1].id: (1, 100),
        three[2].id: (2, 75),
    }


def _assignments(session, nomination):
    wanted = select(Assignment).where(Assignment.nomination_id == nomination.id)
    return session.scalars(wanted).all()


def test_screening_keeps_the_findings_with_their_evidence(session, make, secretary):
    nomination = make.nomination(stage="submitted")

    alone(session, make, secretary, nomination, "accept", Given())

    [screening] = session.scalars(select(Screening))
    assert (screening.action_key, screening.screened_by) == ("accept", secretary.id)
    assert {f["verdict"] for f in screening.findings} == {"holds"}
    quota = next(f for f in screening.findings if f["condition"] == "quota")
    assert quota["clause"] == "§ 6 (4)"
    assert quota["evidence"][0]["inputs"]


def test_proposer_approver_and_board_are_three_people(session, make, edition):
    nomination = make.nomination(category=CATEGORY, stage="shortlisted")
    closed_round(make, nomination, "award")
    both = make.grant(Role.CHAIR)
    make.grant(Role.BOARD, both)
    deputy, board = make.grant(Role.DEPUTY), make.grant(Role.BOARD)
    alone(session, make, both, nomination, "propose", PROPOSAL)

    with pytest.raises(RuleBroken, match="signed_before"):
        alone(session, make, both, nomination, "approve")
    alone(session, make, deputy, nomination, "approve")
    with pytest.raises(RuleBroken, match="signed_before"):
        alone(session, make, both, nomination, "confirm")
    alone(session, make, board, nomination, "confirm")

    [resolved] = session.scalars(select(Decision))
    signed = session.scalars(select(Approval.approved_by).order_by(Approval.action_key)).all()
    assert resolved.proposed_by == both.id
    assert resolved.citation == PROPOSAL.citation
    assert signed == [deputy.id, board.id]


def test_sending_back_supersedes_the_decision_and_its_signatures(session, make, edition):
    nomination = make.nomination(category=CATEGORY, stage="approved")
    closed_round(make, nomination, "award")
    chair, deputy, board = (make.grant(r) for r in (Role.CHAIR, Role.DEPUTY, Role.BOARD))
    first = decision(make, nomination, chair)

    alone(session, make, board, nomination, "send-back")
    alone(session, make, deputy, nomination, "propose", PROPOSAL)
    alone(session, make, chair, nomination, "approve")  # signed the first, not this one

    session.refresh(first)
    assert first.superseded_at is not None
    present = session.scalars(select(Decision).where(Decision.superseded_at.is_(None))).all()
    assert [d.proposed_by for d in present] == [deputy.id]


def test_an_upheld_objection_ends_the_decision(session, make, edition):
    nomination = make.nomination(category=CATEGORY, stage="notice")
    resolved = decision(make, nomination, make.person())

    in_twos(session, make, make.grant(Role.BOARD), nomination, "uphold-objection")

    session.refresh(resolved)
    assert resolved.superseded_at is not None
    assert nomination.stage == "declined"


# ---- letters


def test_a_message_is_sent_and_a_reason_is_not(session, make):
    make.edition()
    secretary = make.grant(Role.SECRETARIAT)
    returned, admitted = (make.nomination(stage="submitted") for _ in range(2))

    alone(session, make, secretary, returned, "return", Given("Please attach the letters."))
    in_twos(session, make, secretary, admitted, "override", Given("An internal matter."))

    to_nominators = select(Notice.body).where(Notice.kind == "nomination-moved")
    bodies = "\n".join(session.scalars(to_nominators))
    assert "Please attach the letters." in bodies
    assert "An internal matter." not in bodies


def test_the_nominator_is_told_the_public_stage(session, make, secretary):
    nomination = make.nomination(by=make.person(), stage="draft")
    edition = make.edition()
    nomination.edition_id = edition.id
    session.flush()
    nominator = session.get_one(type(secretary), nomination.nominator_id)

    alone(session, make, nominator, nomination, "submit", Given())

    subjects = [n.subject for n in session.scalars(select(Notice)) if n.kind == "nomination-moved"]
    assert subjects == ["Your nomination of Amina Haddad: Handed in"]


# ---- the chain


@pytest.fixture
def walked(session, make):
    """A nomination begun, written, handed in, returned, corrected, found eligible and withdrawn."""
    edition = make.edition()
    nominator, secretary = make.person(), make.grant(Role.SECRETARIAT)
    begun = nominations.begin_nomination(
        session, actor(nominator), edition.row.slug, CATEGORY, now=make.now
    )
    nominations.save_answers(
        session,
        actor(nominator),
        begun.id,
        INDIVIDUAL,
        save=Save(begun.lock_version, "p"),
        now=make.now,
    )
    make.attachment(begun)
    alone(session, make, nominator, begun, "submit", Given())
    alone(session, make, secretary, begun, "return", Given("Please correct the theme."))
    alone(session, make, nominator, begun, "resubmit", Given())
    in_twos(session, make, secretary, begun, "override")
    alone(session, make, nominator, begun, "withdraw")
    return begun


def problems(session, **given):
    session.flush()
    session.expire_all()
    [report] = check_chains(session, **given)
    return report.problems


def test_the_chain_is_whole_and_numbered_without_gaps(session, walked):
    assert problems(session) == ()
    assert [(e.number, e.event) for e in events(session)] == [
        (1, "nomination:begin"),
        (2, "nomination:submit"),
        (3, "nomination:return"),
        (4, "nomination:resubmit"),
        (5, "motion:propose"),
        (6, "motion:agree"),
        (7, "nomination:override"),
        (8, "nomination:withdraw"),
    ]
    head = head_of(session, walked.edition_id)
    assert (head.number, head.hash) == (8, events(session)[-1].hash)


def test_it_was_walked_by_three_people(session, walked):
    assert len({e.actor_id for e in events(session)}) == 3
    assert walked.stage == "withdrawn"


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"from": "submitted", "to": "returned", "reason": "Another."}},
        {"actor_id": None},
        {"event": "nomination:accept"},
        {"subject_id": None},
        {"number": 30},
        {"hash": "0" * 64},
        {"previous_hash": "0" * 64},
    ],
)
def test_a_changed_event_is_found(session, walked, change):
    session.execute(update(AuditEvent).where(AuditEvent.number == 3).values(**change))

    assert problems(session) != ()


@pytest.mark.parametrize("column", ["at", "recorded_at"])
def test_a_changed_moment_is_found(session, make, walked, column):
    earlier = make.now - timedelta(microseconds=1)
    session.execute(update(AuditEvent).where(AuditEvent.number == 3).values({column: earlier}))

    assert problems(session) == ("event 3 was changed after it was written",)


def test_a_removed_last_event_is_found(session, walked):
    session.execute(delete(AuditEvent).where(AuditEvent.number == 8))

    found = " ".join(problems(session))
    assert "the end of the chain is not the recorded head" in found
    assert "stands at 'withdrawn', but the log says 'eligible'" in found


def test_a_removed_middle_event_is_found(session, walked):
    session.execute(delete(AuditEvent).where(AuditEvent.number == 3))

    assert "event 3 is missing (found 4)" in problems(session)


def test_a_log_that_was_emptied_is_found(session, walked):
    session.execute(delete(AuditEvent))

    assert len(problems(session)) == 2


def test_a_stage_that_was_changed_behind_its_back_is_found(session, walked):
    session.execute(update(Nomination).values(stage="awarded"))

    [problem] = problems(session)
    assert problem == (
        f"nomination {walked.reference} stands at 'awarded', but the log says 'withdrawn'"
    )


def test_a_long_chain_is_read_in_parts(session, make, walked):
    record(session, walked.edition_id, "edition:test", actor_id=None, at=make.now, now=make.now)

    assert problems(session, batch=2) == ()
