"""Terms of the plan: which wait for somebody, accepting them, when what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Edition
from prize_app.db.nominations import Nomination
from prize_app.db.reviewers import TermsAcceptance
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import RunningEdition, accepted_anywhere, edition_by_id, grants_of
from prize_app.editions.recording import append_event
from prize_app.plans import plan_by_id
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.evaluation import Role
from workflows.plan.model import Terms
from workflows.terms import outstanding, version_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """Terms of one edition that somebody still has to accept."""

    edition: RunningEdition
    terms: Terms
    is_changed: bool

    @property
    def version(self) -> str:
        """The version that is to be accepted."""
        return version_of(self.terms)


@dataclass(frozen=True, slots=True)
class AcceptedTerms:
    """Terms that somebody accepted, as they were then; `is_current` if nothing changed since."""

    row: TermsAcceptance
    edition: RunningEdition
    terms: Terms | None
    is_current: bool


def waiting_for(session: Session, person_id: UUID) -> list[Waiting]:
    """Everything that somebody still has to accept, in all editions."""
    roles: dict[UUID, set[Role]] = {}
    for grant in grants_of(session, person_id):
        roles.setdefault(grant.edition_id, set()).add(Role(grant.role))
    given = select(Nomination.edition_id, Assignment.round).join(
        Assignment, Assignment.nomination_id == Nomination.id
    )
    for edition_id, round_key in session.execute(
        given.where(Assignment.reviewer_id == person_id, Assignment.status == "assigned").distinct()
    ):
        by = edition_by_id(session, edition_id).plan.round_named(round_key).by
        roles.setdefault(edition_id, set()).update({Role.REVIEWER, by.role})
    found = []
    accepted_terms = accepted_anywhere(session, person_id)
    for edition_id, held in roles.items():
        edition = edition_by_id(session, edition_id)
        accepted = accepted_terms.get(edition_id, set())
        keys = {key for key, _ in accepted}
        found += [
            Waiting(edition, terms, terms.key in keys)
            for terms in outstanding(edition.plan, held, accepted)
        ]
    return sorted(found, key=lambda w: w.edition.row.created_at, reverse=True)


def accept_terms(
    session: Session, actor: Actor, slug: str, terms_key: str, version: str, *, now: datetime
) -> TermsAcceptance:
    """Accept the very version that was read.

    Raises:
        NotFound: nothing of that name waits for the actor.
        RuleBroken: the text has changed since the page was opened.
    """
    waiting = next(
        (
            w
            for w in waiting_for(session, actor.id)
            if (w.edition.row.slug, w.terms.key) == (slug, terms_key)
        ),
        None,
    )
    if waiting is None:
        raise NotFound
    if waiting.version != version:
        raise RuleBroken([Refusal("terms_changed")])
    edition = waiting.edition
    row = TermsAcceptance(
        person_id=actor.id,
        edition_id=edition.id,
        plan_version_id=edition.published.id,
        terms_key=terms_key,
        version=version,
        accepted_at=edition.time(now),
    )
    session.add(row)
    session.flush()  # another window may have been faster
    append_event(
        session,
        edition,
        "terms:accept",
        actor_id=actor.id,
        subject_id=actor.id,
        facts={"terms": terms_key, "version": version},
        now=now,
    )
    return row


def accepted_by(
    session: Session, person_id: UUID, *, edition_id: UUID | None = None
) -> Sequence[AcceptedTerms]:
    """What somebody accepted, the latest first, each with the text of its time."""
    wanted = (
        select(TermsAcceptance)
        .join(Edition, Edition.id == TermsAcceptance.edition_id)
        .where(TermsAcceptance.person_id == person_id)
        .order_by(TermsAcceptance.accepted_at.desc(), TermsAcceptance.id)
    )
    if edition_id is not None:
        wanted = wanted.where(TermsAcceptance.edition_id == edition_id)
    found = []
    for row in session.scalars(wanted):
        edition = edition_by_id(session, row.edition_id)
        then = plan_by_id(session, row.plan_version_id).plan.terms.get(row.terms_key)
        present = edition.plan.terms.get(row.terms_key)
        is_current = present is not None and version_of(present) == row.version
        found.append(AcceptedTerms(row, edition, then, is_current))
    return found
