"""Everybody who reviewed or was invited, in whichever edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import Invitation
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from prize_app.reviewers.past import Past, past_of
from prize_app.reviewers.queries import State, state_of
from workflows.plan.evaluation import Role
from workflows.plan.judging import roles_invited
from workflows.plan.rounds import INVITED
from workflows.text import folded


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the pool. `person` is None for whoever was invited and has no account yet.

    `here` is where the latest invitation to the edition stands, `may_be_asked` what a letter may
    ask them for: neither what they do nor what they are asked for already.
    """

    name: str
    email: str
    institution: str
    country: str
    person: Person | None
    themes: Sequence[str]
    keywords: Sequence[str]
    languages: Sequence[str]
    past: Past
    here: State | None
    reviews_here: bool
    may_be_asked: Sequence[Role]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in the pool; an empty part is not asked."""

    words: str = ""
    theme: str = ""
    language: str = ""
    country: str = ""


def list_pool(
    session: Session, actor: Actor, edition: RunningEdition, wanted: Wanted, *, at: datetime
) -> list[Known]:
    """Everybody whom the words, theme, language and country fit, by name: six statements."""
    people = {
        p.id: p for p in session.scalars(select(Person).where(Person.id.in_(_reviewers(actor))))
    }
    invited = session.scalars(select(Invitation).order_by(Invitation.invited_at)).all()
    by_email = {p.email: p for p in people.values()}
    profiles = {
        row.person_id: row
        for row in session.scalars(
            select(ReviewerProfile).where(ReviewerProfile.person_id.in_(_reviewers(actor)))
        )
    }
    own = [row for row in invited if row.edition_id == edition.id]
    here = {row.email: state_of(row, at) for row in own}
    waits = {(row.email, row.role) for row in own if state_of(row, at) is State.OPEN}
    roles = roles_invited(edition.plan)

    def free(email: str, held: Set[str]) -> tuple[Role, ...]:
        return tuple(r for r in roles if r.value not in held and (email, r.value) not in waits)

    pasts = past_of(session, actor)
    reviewing = _reviewing_in(session, edition.id)
    for row in invited:
        person = by_email.get(row.email)
        key = person.id if person else row.id
        if row.state == State.DECLINED:
            pasts.setdefault(key, Past()).declined += 1
    found = [
        _known(
            person,
            profiles.get(person.id),
            pasts,
            here,
            person.id in reviewing,
            free(person.email, reviewing.get(person.id, set())),
        )
        for person in people.values()
    ]
    latest = {row.email: row for row in invited if row.email not in by_email}
    found += [_guest(row, pasts, here, free(row.email, set())) for row in latest.values()]
    fitting = [one for one in found if _fits(one, wanted)]
    return sorted(fitting, key=lambda one: (one.name.casefold(), one.email))


def _reviewers(actor: Actor) -> CompoundSelect[tuple[UUID]]:
    """Everybody with a role that only reviews anywhere, who was invited once, or who was given a
    nomination, but for those that the actor is recused from.
    """
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    return union(
        select(Grant.person_id).where(Grant.role.in_([role.value for role in INVITED])),
        select(Person.id).join(Invitation, Invitation.email == Person.email),
        select(Assignment.reviewer_id).where(Assignment.nomination_id.not_in(conflicted)),
    )


def _reviewing_in(session: Session, edition_id: UUID) -> Mapping[UUID, set[str]]:
    """Person -> the roles that only review which they hold in an edition."""
    wanted = select(Grant.person_id, Grant.role).where(
        Grant.edition_id == edition_id, Grant.role.in_([role.value for role in INVITED])
    )
    found: dict[UUID, set[str]] = {}
    for person_id, role in session.execute(wanted):
        found.setdefault(person_id, set()).add(role)
    return found


def _known(
    person: Person,
    profile: ReviewerProfile | None,
    pasts: Mapping[UUID, Past],
    here: Mapping[str, State],
    reviews_here: bool,
    may_be_asked: Sequence[Role],
) -> Known:
    return Known(
        person.name,
        person.email,
        person.institution,
        person.country,
        person,
        person.themes,
        profile.keywords if profile else (),
        profile.languages if profile else (),
        pasts.get(person.id, Past()),
        here.get(person.email),
        reviews_here,
        may_be_asked,
    )


def _guest(
    row: Invitation,
    pasts: Mapping[UUID, Past],
    here: Mapping[str, State],
    may_be_asked: Sequence[Role],
) -> Known:
    told = row.details
    return Known(
        row.name,
        row.email,
        row.institution,
        row.country,
        None,
        told.get("themes", ()),
        told.get("keywords", ()),
        told.get("languages", ()),
        pasts.get(row.id, Past()),
        here.get(row.email),
        reviews_here=False,
        may_be_asked=may_be_asked,
    )


def _fits(one: Known, wanted: Wanted) -> bool:
    text = folded(" ".join((one.name, one.email, one.institution, *one.keywords)))
    asked = folded(wanted.words).split()
    return (
        all(word in text for word in asked)
        and (not wanted.theme or wanted.theme in one.themes)
        and (not wanted.language or wanted.language in one.languages)
        and (not wanted.country or wanted.country == one.country)
    )
