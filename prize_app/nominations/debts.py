"""Who owes what by which deadline, over a whole edition in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.debt_rows import (
    conflicts,
    holders,
    nominations,
    open_reviews,
    rounds,
    times,
)
from prize_app.nominations.facts import signers_of
from workflows.calendar import Due, due_of, extended
from workflows.conditions import Consent
from workflows.plan.evaluation import Role, Stage
from workflows.plan.kinds import Debt
from workflows.reminding import signers, stages_owing

NOMINEE = "nominee"
"""Stands for a nominee, who has no account, where others have their id."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One debt of one person. `since` and the instants of `due` are the edition's time.

    `subject_id` is the nomination, or the ballot of a vote; `place_id` what its address names:
    the nomination, the assignment, the ballot.
    """

    debt: Debt
    due: Due
    recipient: str
    name: str
    email: str
    zone: str
    subject_id: UUID
    place_id: UUID
    category_key: str
    reference: str
    nominee_name: str
    since: datetime


def list_debts(
    session: Session, edition: RunningEdition, *, nomination_id: UUID | None = None
) -> list[Owed]:
    """Everything that is owed in an edition (or about one nomination), by reference.

    Nobody owes anything about a nomination with which they have a conflict of interest.
    """
    return list(_Register(session, edition, nomination_id).debts())


class _Register:
    """What the debts of an edition are read from, fetched once."""

    def __init__(
        self, session: Session, edition: RunningEdition, nomination_id: UUID | None
    ) -> None:
        self.edition = edition
        self.nominations = nominations(session, edition, nomination_id)
        ids = [n.id for n in self.nominations]
        self.conflicts = conflicts(session, ids)
        self.times = times(session, ids)
        self.reviews = open_reviews(session, ids)
        self.holders = holders(session, edition)
        self.rounds, self.voted = rounds(session, edition)
        self.signed = signers_of(session, ids)
        self.people = _people(session, self)
        self.dues = {d.key: due_of(d, edition.plan) for d in edition.plan.calendar.values()}

    def debts(self) -> Iterator[Owed]:
        """Every debt, nomination by nomination; votes at the end."""
        for nomination in self.nominations:
            workflow = self.edition.plan.workflow_of(nomination.category_key)
            stage = workflow.stages[nomination.stage]
            for debt in Debt:
                if debt is not Debt.VOTE and stage.key in stages_owing(
                    workflow, debt, stage.due or ""
                ):
                    yield from self._of(nomination, stage, debt)
        yield from self._votes()

    def _of(self, nomination: Nomination, stage: Stage, debt: Debt) -> Iterator[Owed]:
        if debt is Debt.CONSENT:
            if nomination.consent == Consent.AWAITED and nomination.nominee_email:
                yield self._owed(nomination, stage, debt, None, nomination.id)
        elif debt is Debt.HAND_IN:
            yield self._owed(nomination, stage, debt, nomination.nominator_id, nomination.id)
        elif debt is Debt.REVIEW:
            for assignment in self.reviews[nomination.id]:
                of_round = assignment.round == (stage.round or "")
                if of_round and assignment.reviewer_id not in self.conflicts[nomination.id]:
                    at = max(nomination.stage_since, assignment.assigned_at)
                    person_id = assignment.reviewer_id
                    yield self._owed(nomination, stage, debt, person_id, assignment.id, at)
        else:
            for person_id in self._office(nomination, stage, debt):
                yield self._owed(nomination, stage, debt, person_id, nomination.id)

    def _office(self, nomination: Nomination, stage: Stage, debt: Debt) -> list[UUID]:
        """Who has the office that a debt is of, without conflicts and without a signature yet."""
        workflow = self.edition.plan.workflow_of(nomination.category_key)
        roles = signers(workflow, stage) if debt is Debt.APPROVAL else {Role.SECRETARIAT}
        signed = self.signed[nomination.id] if debt is Debt.APPROVAL else frozenset()
        out = self.conflicts[nomination.id]
        holders = self._holding(roles, nomination.category_key)
        return [p for p in holders if p not in out and str(p) not in signed]

    def _holding(self, roles: Set[Role], category_key: str) -> list[UUID]:
        found = {
            person_id
            for role in roles
            for key in ("", category_key)
            for person_id in self.holders[(role, key)]
        }
        return sorted(found)

    def _votes(self) -> Iterator[Owed]:
        by_id = {str(n.id): n for n in self.nominations}
        for round_ in self.rounds:
            workflow = self.edition.plan.workflow_of(round_.category_key)
            open_ = [by_id[n] for n in round_.nominations if n in by_id]
            waiting = [
                (n, stage)
                for n in open_
                if (stage := workflow.stages[n.stage]).ballot == round_.ballot_key
                and stage.key in stages_owing(workflow, Debt.VOTE, stage.due or "")
            ]
            for person_id in self._holding({Role.COMMITTEE}, round_.category_key):
                mine = [(n, s) for n, s in waiting if person_id not in self.conflicts[n.id]]
                if mine and (round_.id, person_id) not in self.voted:
                    owed = self._owed(*mine[0], Debt.VOTE, person_id, round_.id, round_.opened_at)
                    yield owed

    def _owed(
        self,
        nomination: Nomination,
        stage: Stage,
        debt: Debt,
        person_id: UUID | None,
        place_id: UUID,
        since: datetime | None = None,
    ) -> Owed:
        person = self.people[person_id] if person_id else None
        more = self.times.get((nomination.id, person_id, stage.due))
        begun = since or nomination.stage_since
        return Owed(
            debt=debt,
            due=extended(self.dues[stage.due or ""], more.until if more else None),
            recipient=str(person_id) if person_id else NOMINEE,
            name=person.name if person else nomination.nominee_name,
            email=person.email if person else nomination.nominee_email,
            zone=person.zone if person else "",
            subject_id=place_id if debt is Debt.VOTE else nomination.id,
            place_id=place_id,
            category_key=nomination.category_key,
            reference=nomination.reference,
            nominee_name=nomination.nominee_name,
            # Whoever was just given more time is not reminded of days that lie before.
            since=max(begun, more.decided_at) if more and more.decided_at else begun,
        )


def _people(session: Session, register: _Register) -> Mapping[UUID | None, Person]:
    ids = {n.nominator_id for n in register.nominations}
    ids |= {a.reviewer_id for some in register.reviews.values() for a in some}
    ids |= {person_id for some in register.holders.values() for person_id in some}
    return {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
