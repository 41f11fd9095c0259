"""Reading what the committee works with; a conflict of interest takes a nomination out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.aliases import Alias, alias_of_reviewer
from prize_app.db.committee import (
    Approval,
    BallotRound,
    Decision,
    Participation,
    Ranking,
    RankingLine,
)
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition, people_with_role
from prize_app.nominations.signers import signers
from prize_app.nominations.veil import of_reason, of_review, veil_of
from workflows.aliases import alias_words
from workflows.blindness import Sight
from workflows.plan.evaluation import Role


@dataclass(frozen=True, slots=True)
class Words:
    """The written part of a review, under an alias."""

    alias: str
    points: Mapping[str, int | None]
    strengths: str
    weaknesses: str
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A decision with its signatures, names in place of ids."""

    action_key: str
    reasons: str
    citation: Mapping[str, str]
    proposed_by: str
    decision: Decision
    approvals: Sequence[tuple[Approval, str]] = field(default_factory=list)


def members_of(session: Session, edition: RunningEdition, category_key: str) -> list[Person]:
    """Who votes in a category: its committee members, always in the same order."""
    return people_with_role(session, edition.id, Role.COMMITTEE, category_key)


def nominations_at(
    session: Session, edition: RunningEdition, category_key: str, ballot_key: str
) -> Sequence[Nomination]:
    """Nominations of a category in stages where the plan holds a ballot."""
    workflow = edition.plan.workflow_of(category_key)
    stages = [s.key for s in workflow.stages.values() if s.ballot == ballot_key]
    wanted = select(Nomination).where(
        Nomination.edition_id == edition.id,
        Nomination.category_key == category_key,
        Nomination.stage.in_(stages),
    )
    return session.scalars(wanted.order_by(Nomination.reference)).all()


def nominations_by_id(session: Session, ids: Sequence[str]) -> Sequence[Nomination]:
    """Nominations by their ids as text, in the order of their references."""
    wanted = select(Nomination).where(Nomination.id.in_([UUID(n) for n in ids]))
    return session.scalars(wanted.order_by(Nomination.reference)).all()


def seen_by(session: Session, round_: BallotRound, person_id: UUID) -> list[str]:
    """The nominations of a round that a member may vote on."""
    recused = set(
        session.scalars(
            select(ConflictOfInterest.nomination_id).where(
                ConflictOfInterest.person_id == person_id,
                ConflictOfInterest.nomination_id.in_([UUID(n) for n in round_.nominations]),
            )
        )
    )
    return [n for n in round_.nominations if UUID(n) not in recused]


def recused_from(session: Session, person_id: UUID) -> set[str]:
    """The nominations with which somebody has a conflict of interest, as text."""
    wanted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == person_id
    )
    return {str(nomination_id) for nomination_id in session.scalars(wanted)}


def rounds_of(
    session: Session, edition_id: UUID, category_key: str
) -> list[tuple[BallotRound, int]]:
    """The ballots of a category with the number of votes cast, latest first."""
    rounds = session.scalars(
        select(BallotRound)
        .where(BallotRound.edition_id == edition_id, BallotRound.category_key == category_key)
        .order_by(BallotRound.opened_at.desc())
    ).all()
    cast = session.execute(
        select(Participation.round_id, func.count())
        .where(Participation.round_id.in_([r.id for r in rounds]))
        .group_by(Participation.round_id)
    )
    votes = Counter({round_id: count for round_id, count in cast})
    return [(r, votes[r.id]) for r in rounds]


def open_rounds_for(
    session: Session, person_id: UUID, edition_ids: Sequence[UUID]
) -> list[BallotRound]:
    """Open ballots of some editions in which somebody may still vote on something."""
    voted = select(Participation.round_id).where(Participation.person_id == person_id)
    rounds = session.scalars(
        select(BallotRound)
        .where(
            BallotRound.edition_id.in_(edition_ids),
            BallotRound.closed_at.is_(None),
            BallotRound.id.not_in(voted),
        )
        .order_by(BallotRound.opened_at)
    ).all()
    recused = recused_from(session, person_id) if rounds else set()
    return [r for r in rounds if set(r.nominations) - recused]


def rounds_voted_in(session: Session, person_id: UUID, round_ids: Sequence[UUID]) -> set[UUID]:
    """Those of some rounds in which somebody's vote is in."""
    wanted = select(Participation.round_id).where(
        Participation.person_id == person_id, Participation.round_id.in_(round_ids)
    )
    return set(session.scalars(wanted))


def latest_round(
    session: Session, edition_id: UUID, category_key: str, nomination_id: UUID | None = None
) -> str | None:
    """The round of the latest ranking of a category (that has a nomination); None without one."""
    wanted = select(Ranking.round).where(
        Ranking.edition_id == edition_id, Ranking.category_key == category_key
    )
    if nomination_id is not None:
        wanted = wanted.join(RankingLine, RankingLine.ranking_id == Ranking.id).where(
            RankingLine.nomination_id == nomination_id
        )
    return session.scalar(wanted.order_by(Ranking.frozen_at.desc(), Ranking.id.desc()).limit(1))


def review_words(
    session: Session, nomination_id: UUID, seen: Sight, round_key: str = ""
) -> list[Words]:
    """What reviewers wrote about one nomination in a round, by their aliases in their order.

    Names that the reader must not know are out of sight where the secretariat put them there.
    """
    rows = session.execute(
        select(Review, Alias.number)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Alias, alias_of_reviewer())
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id == nomination_id,
            Assignment.round == round_key,
            Assignment.status == "assigned",
            Review.submitted_at.is_not(None),
            ConflictOfInterest.id.is_(None),
        )
        .order_by(Alias.number)
    ).all()
    veil = veil_of(session, [nomination_id])
    return [
        Words(
            alias_words(number, "en"),
            r.points,
            veil.over(of_review(r.id, "strengths"), r.strengths, seen),
            veil.over(of_review(r.id, "weaknesses"), r.weaknesses, seen),
            r.confidence,
        )
        for r, number in rows
    ]


def resolved(
    session: Session, nomination_ids: Sequence[UUID], sights: Mapping[UUID, Sight]
) -> Mapping[UUID, list[Resolved]]:
    """Nomination -> its decisions that stand, with signatures: four statements.

    Names are given as the reader's sight of each nomination has them; a fifth statement reads
    the aliases where one has these.
    """
    decisions = session.scalars(
        select(Decision)
        .where(Decision.nomination_id.in_(nomination_ids), Decision.superseded_at.is_(None))
        .order_by(Decision.proposed_at)
    ).all()
    approvals = session.scalars(
        select(Approval)
        .where(Approval.decision_id.in_([d.id for d in decisions]))
        .order_by(Approval.approved_at)
    ).all()
    ids = {d.proposed_by for d in decisions} | {a.approved_by for a in approvals}
    named = signers(session, [i for i in ids if i is not None], sights)
    veil = veil_of(session, nomination_ids)
    found: dict[UUID, list[Resolved]] = {}
    for d in decisions:
        key = d.nomination_id
        signed = [(a, named(key, a.approved_by)) for a in approvals if a.decision_id == d.id]
        found.setdefault(key, []).append(
            Resolved(
                d.action_key,
                veil.over(of_reason(key, d.reasons), d.reasons, sights[key]),
                d.citation,
                named(key, d.proposed_by),
                d,
                signed,
            )
        )
    return found
