"""Reading drafts, signatures and what an amendment could touch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.amending.judged import judged_in
from prize_app.db.committee import BallotRound
from prize_app.db.editions import Edition, Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.plans import Amendment, PlanDraft, PlanSignature
from prize_app.db.reviews import Assignment, Review
from workflows.amending.consequences import Past
from workflows.amending.signing import DraftState, Signature
from workflows.plan.evaluation import Role

OPEN = (DraftState.WRITING.value, DraftState.PROPOSED.value)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as people read it; it counts while its signer has a role that may sign."""

    person_id: UUID
    name: str
    content_hash: str
    signed_at: datetime
    roles: frozenset[Role]

    @property
    def for_the_engine(self) -> Signature:
        """The signature without the name."""
        return Signature(str(self.person_id), self.roles)


def open_draft(session: Session, edition_id: UUID, *, to_write: bool = False) -> PlanDraft | None:
    """The draft of an edition that is neither taken nor dropped; there is one at most."""
    wanted = select(PlanDraft).where(PlanDraft.edition_id == edition_id, PlanDraft.state.in_(OPEN))
    if to_write:
        wanted = wanted.with_for_update()
    return session.scalar(wanted, execution_options={"populate_existing": to_write})


def signatures_of(session: Session, draft_id: UUID, edition_id: UUID) -> list[Signed]:
    """Who has signed a draft, in the order of signing; roles are those held now in the edition."""
    rows = session.execute(
        select(PlanSignature, Person.name)
        .join(Person, Person.id == PlanSignature.person_id)
        .where(PlanSignature.draft_id == draft_id)
        .order_by(PlanSignature.signed_at, PlanSignature.id)
    ).all()
    roles: dict[UUID, set[Role]] = defaultdict(set)
    grants = session.execute(
        select(Grant.person_id, Grant.role).where(
            Grant.edition_id == edition_id,
            Grant.category_key == "",
            Grant.person_id.in_([row.person_id for row, _ in rows]),
        )
    )
    for person_id, role in grants:
        roles[person_id].add(Role(role))
    return [
        Signed(r.person_id, name, r.content_hash, r.signed_at, frozenset(roles[r.person_id]))
        for r, name in rows
    ]


def signatures_under(
    session: Session, amendments: Sequence[Amendment]
) -> dict[UUID, list[tuple[str, datetime]]]:
    """Amendment -> (name, when) of the signatures that it was taken with."""
    rows = session.execute(
        select(
            PlanSignature.draft_id, PlanSignature.content_hash, Person.name, PlanSignature.signed_at
        )
        .join(Person, Person.id == PlanSignature.person_id)
        .where(PlanSignature.draft_id.in_([one.draft_id for one in amendments]))
        .order_by(PlanSignature.signed_at, PlanSignature.id)
    ).all()
    return {
        one.id: [
            (name, at)
            for draft_id, content, name, at in rows
            if (draft_id, content) == (one.draft_id, one.content_hash)
        ]
        for one in amendments
    }


def standing_of(session: Session, edition_id: UUID) -> dict[tuple[str, str], int]:
    """(category, stage) -> every nomination there, drafts too: all of them have to land."""
    rows = session.execute(
        select(Nomination.category_key, Nomination.stage, func.count())
        .where(Nomination.edition_id == edition_id)
        .group_by(Nomination.category_key, Nomination.stage)
    )
    return {(category, stage): count for category, stage, count in rows}


def past_of(session: Session, edition_id: UUID) -> Past:
    """What has happened so far: a constant number of statements."""
    opened: set[tuple[str, str]] = set()
    counted: set[tuple[str, str]] = set()
    rounds = session.execute(
        select(BallotRound.category_key, BallotRound.ballot_key, BallotRound.closed_at).where(
            BallotRound.edition_id == edition_id
        )
    )
    for category, ballot, closed_at in rounds:
        (counted if closed_at else opened).add((category, ballot))
    handed_in, begun = _reviews(session, edition_id)
    return Past(
        standing=standing_of(session, edition_id),
        open_ballots=frozenset(opened),
        counted_ballots=frozenset(counted),
        reviews_in=handed_in,
        reviews_begun=begun,
        rounds=judged_in(session, edition_id),
    )


def _reviews(session: Session, edition_id: UUID) -> tuple[Counter[str], Counter[str]]:
    """Category -> reviews handed in, and category -> reviews begun, of assignments that stand."""
    rows = session.execute(
        select(Nomination.category_key, func.count(), func.count(Review.submitted_at))
        .join(Assignment, Assignment.nomination_id == Nomination.id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Nomination.edition_id == edition_id, Assignment.status == "assigned")
        .group_by(Nomination.category_key)
    )
    handed_in: Counter[str] = Counter()
    begun: Counter[str] = Counter()
    for category, every, submitted in rows:
        handed_in[category], begun[category] = submitted, every - submitted
    return handed_in, begun


def nominations_under_way(
    session: Session, edition_id: UUID, ended: Sequence[tuple[str, str]]
) -> Sequence[Nomination]:
    """All nominations but those of (category, stage) where the procedure has ended."""
    wanted = select(Nomination).where(Nomination.edition_id == edition_id)
    for category in sorted({category for category, _ in ended}):
        stages = [stage for key, stage in ended if key == category]
        wanted = wanted.where(
            ~((Nomination.category_key == category) & Nomination.stage.in_(stages))
        )
    return session.scalars(wanted.order_by(Nomination.reference)).all()


def editions_to_sign(session: Session, person_id: UUID) -> list[Edition]:
    """Editions with a proposed plan that this person, by role, may sign and has not signed."""
    signing = (Role.SECRETARIAT.value, Role.CHAIR.value, Role.DEPUTY.value)
    signed = select(PlanSignature.draft_id).where(PlanSignature.person_id == person_id)
    rows = session.scalars(
        select(Edition)
        .join(PlanDraft, PlanDraft.edition_id == Edition.id)
        .join(Grant, Grant.edition_id == Edition.id)
        .where(
            PlanDraft.state == DraftState.PROPOSED.value,
            PlanDraft.id.not_in(signed),
            Grant.person_id == person_id,
            Grant.category_key == "",
            Grant.role.in_(signing),
        )
        .order_by(Edition.slug)
    )
    return list(dict.fromkeys(rows))
