"""What single steps keep and tell, and who has to be another person."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.committee import Approval, Decision
from prize_app.db.nominations import Screening
from prize_app.db.notices import Notice
from prize_app.nominations.moving import Given
from tests.prize_app.committee.holding import closed_round, decision
from tests.prize_app.procedure.moving import alone, in_twos
from tests.prize_app.procedure.ways import CATEGORY, PROPOSAL
from workflows.errors import RuleBroken
from workflows.plan.evaluation import Role


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
