"""The facts that guards look at, for many nominations at once in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.committee import Approval, BallotRound, Decision, Ranking, RankingLine
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.cases import cases
from prize_app.nominations.own_form import form_plan
from prize_app.nominations.personal import times_for_guards
from prize_app.nominations.shortlists import shortlisted
from workflows import answers
from workflows.calendar import NOBODYS, closing_times
from workflows.conditions import Case
from workflows.eligibility import Finding, findings, verdicts
from workflows.guards import BallotOutcome, Facts
from workflows.plan.evaluation import Trait
from workflows.plan.judging import reviews_in


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one nomination: for guards, and for whoever shows or records why."""

    facts: Facts
    findings: tuple[Finding, ...]
    faults: tuple[answers.AnswerFault, ...]


def know(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    *,
    actor_id: UUID | None,
    now: datetime,
) -> Mapping[UUID, Known]:
    """Gather the facts of nominations of one edition. Statements do not grow with their number."""
    ids = [n.id for n in nominations]
    judged = cases(session, edition, nominations, now=now)
    reviewing = _reviewing(session, ids)
    places = _places(session, ids)
    picked = shortlisted(session, edition, nominations)
    ballots = _ballots(session, edition)
    signers = signers_of(session, ids)
    census = _census(session, edition)
    personal = times_for_guards(session, edition, nominations, actor_id=actor_id)
    known = {}
    for n in nominations:
        category = edition.plan.categories[n.category_key]
        award = category.award
        found = findings(edition.plan, n.category_key, judged[n.id])
        faults = _faults(session, n, judged[n.id])
        round_key = edition.plan.round_at(n.category_key, n.stage)
        assigned, submitted = reviewing[n.id, round_key]
        taken = census[(n.category_key, Trait.DECIDED)]
        known[n.id] = Known(
            Facts(
                now=edition.time(now),
                deadlines=closing_times(edition.plan, personal.get(n.id, NOBODYS)),
                in_stage_since=n.stage_since,
                form_faults=len(faults),
                findings=verdicts(found),
                reviewers_assigned=assigned,
                reviews_required=reviews_in(edition.plan, round_key),
                reviews_submitted=submitted,
                place=places.get(n.id),
                field_size=census[(n.category_key, Trait.IN_THE_RUNNING)],
                minimum_field=category.minimum_field,
                ballots=ballots[n.id],
                awards_left=award.awards * award.shared_by_at_most - taken,
                reserves_left=award.reserve - census[(n.category_key, Trait.RESERVE)],
                actor=str(actor_id or ""),
                signed_by=signers[n.id],
                shortlisted=picked.get(n.id),
            ),
            found,
            faults,
        )
    return known


def _faults(
    session: Session, nomination: Nomination, case: Case
) -> tuple[answers.AnswerFault, ...]:
    plan = form_plan(session, nomination)
    form = plan.form_of(nomination.category_key)
    return answers.faults_of(form, nomination.answers, case.files, plan.themes)


def _reviewing(session: Session, ids: Sequence[UUID]) -> Mapping[tuple[UUID, str], tuple[int, int]]:
    """(nomination, round) -> (assigned, handed in), reviewers with a conflict left out."""
    rows = session.execute(
        select(
            Assignment.nomination_id,
            Assignment.round,
            func.count(),
            func.count(Review.submitted_at),
        )
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Assignment.nomination_id.in_(ids),
            Assignment.status == "assigned",
            ConflictOfInterest.id.is_(None),
        )
        .group_by(Assignment.nomination_id, Assignment.round)
    )
    counts: dict[tuple[UUID, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for nomination_id, round_key, assigned, submitted in rows:
        counts[nomination_id, round_key] = (assigned, submitted)
    return counts


def _places(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, int | None]:
    """Nomination -> place in the latest ranking that has it."""
    rows = session.execute(
        select(RankingLine.nomination_id, RankingLine.place)
        .join(Ranking, Ranking.id == RankingLine.ranking_id)
        .where(RankingLine.nomination_id.in_(ids))
        .order_by(Ranking.frozen_at)
    )
    return {nomination_id: place for nomination_id, place in rows}


def _ballots(session: Session, edition: RunningEdition) -> Mapping[UUID, dict[str, BallotOutcome]]:
    """Nomination -> ballot key -> what the latest closed round says of it."""
    rounds = session.execute(
        select(BallotRound.ballot_key, BallotRound.outcome)
        .where(BallotRound.edition_id == edition.id, BallotRound.closed_at.is_not(None))
        .order_by(BallotRound.closed_at)
    )
    found: dict[UUID, dict[str, BallotOutcome]] = defaultdict(dict)
    for ballot_key, outcome in rounds:
        for nomination_id, item in (outcome or {}).get("items", {}).items():
            found[UUID(nomination_id)][ballot_key] = BallotOutcome(**item)
    return found


def signers_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """Nomination -> who proposed or approved its present decision."""
    rows = session.execute(
        select(Decision.nomination_id, Decision.proposed_by, Approval.approved_by)
        .outerjoin(Approval, Approval.decision_id == Decision.id)
        .where(Decision.nomination_id.in_(ids), Decision.superseded_at.is_(None))
    )
    found: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    for nomination_id, proposer, approver in rows:
        found[nomination_id] |= {str(p) for p in (proposer, approver) if p is not None}
    return found


def _census(session: Session, edition: RunningEdition) -> Counter[tuple[str, Trait]]:
    """(category, trait) -> number of nominations in stages with it."""
    counts: Counter[tuple[str, Trait]] = Counter()
    rows = session.execute(
        select(Nomination.category_key, Nomination.stage, func.count())
        .where(Nomination.edition_id == edition.id)
        .group_by(Nomination.category_key, Nomination.stage)
    )
    for category_key, stage, count in rows:
        for trait in edition.plan.workflow_of(category_key).stages[stage].traits:
            counts[(category_key, trait)] += count
    return counts
