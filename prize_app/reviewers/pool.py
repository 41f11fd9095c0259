"""Everybody who reviewed or was invited, in whichever edition: profile, load, punctuality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import CompoundSelect, select, union
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviewers import Invitation
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition, edition_by_id
from prize_app.reviewers.queries import State, state_of
from workflows.calendar import closing_times
from workflows.plan.evaluation import Role, Trait
from workflows.text import folded


@dataclass(slots=True)
class Past:
    """What somebody did in all editions, without what the viewer is recused from."""

    editions: set[UUID] = field(default_factory=set)
    assigned: int = 0
    submitted: int = 0
    on_time: int = 0
    declined: int = 0

    @property
    def on_time_share(self) -> int | None:
        """Per cent of the reviews that came in by their deadline, None without any."""
        return round(100 * self.on_time / self.submitted) if self.submitted else None


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the pool. `person` is None for whoever was invited and has no account yet."""

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
    here = {row.email: state_of(row, at) for row in invited if row.edition_id == edition.id}
    pasts = past_of(session, actor)
    reviewing = _reviewing_in(session, edition.id)
    for row in invited:
        person = by_email.get(row.email)
        key = person.id if person else row.id
        if row.state == State.DECLINED:
            pasts.setdefault(key, Past()).declined += 1
    found = [
        _known(person, profiles.get(person.id), pasts, here, person.id in reviewing)
        for person in people.values()
    ]
    latest = {row.email: row for row in invited if row.email not in by_email}
    found += [_guest(row, pasts, here) for row in latest.values()]
    fitting = [one for one in found if _fits(one, wanted)]
    return sorted(fitting, key=lambda one: (one.name.casefold(), one.email))


def past_of(session: Session, actor: Actor, *, person_id: UUID | None = None) -> dict[UUID, Past]:
    """Person -> what they did, told to an actor: nothing about what the actor is recused from."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    wanted = (
        select(
            Assignment.reviewer_id,
            Nomination.id,
            Nomination.edition_id,
            Nomination.category_key,
            Review.submitted_at,
        )
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.status == "assigned", Nomination.id.not_in(conflicted))
    )
    if person_id is not None:
        wanted = wanted.where(Assignment.reviewer_id == person_id)
    more_time = _more_time(session)
    found: dict[UUID, Past] = {}
    closing: dict[UUID, Mapping[str, datetime]] = {}
    for reviewer_id, nomination_id, edition_id, category_key, submitted_at in session.execute(
        wanted
    ):
        past = found.setdefault(reviewer_id, Past())
        past.editions.add(edition_id)
        past.assigned += 1
        if submitted_at is not None:
            edition = edition_by_id(session, edition_id)
            if edition_id not in closing:
                closing[edition_id] = closing_times(edition.plan)
            ends = [
                max(end, more_time.get((reviewer_id, nomination_id), end))
                for end in _ends(edition, category_key, closing[edition_id])
            ]
            past.submitted += 1
            past.on_time += not ends or submitted_at <= max(ends)
    return found


def _ends(
    edition: RunningEdition, category_key: str, closing: Mapping[str, datetime]
) -> list[datetime]:
    """When reviews of a category had to be in, grace included."""
    if category_key not in edition.plan.categories:
        return []
    stages = edition.plan.workflow_of(category_key).stages.values()
    dues = {stage.due for stage in stages if Trait.REVIEWING in stage.traits}
    return [closing[due] for due in dues if due is not None and due in closing]


def _more_time(session: Session) -> Mapping[tuple[UUID, UUID], datetime]:
    """(reviewer, nomination) -> until when more time was granted."""
    rows = session.execute(
        select(Extension.person_id, Extension.nomination_id, Extension.until).where(
            Extension.state == "granted", Extension.debt == "review"
        )
    )
    found: dict[tuple[UUID, UUID], datetime] = {}
    for person_id, nomination_id, until in rows:
        key = (person_id, nomination_id)
        found[key] = max(until, found.get(key, until))
    return found


def _reviewers(actor: Actor) -> CompoundSelect[tuple[UUID]]:
    """Everybody with the role of a reviewer anywhere, who was invited once, or who was given a
    nomination, but for those that the actor is recused from.
    """
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    return union(
        select(Grant.person_id).where(Grant.role == Role.REVIEWER.value),
        select(Person.id).join(Invitation, Invitation.email == Person.email),
        select(Assignment.reviewer_id).where(Assignment.nomination_id.not_in(conflicted)),
    )


def _reviewing_in(session: Session, edition_id: UUID) -> set[UUID]:
    wanted = select(Grant.person_id).where(
        Grant.edition_id == edition_id, Grant.role == Role.REVIEWER.value
    )
    return set(session.scalars(wanted))


def _known(
    person: Person,
    profile: ReviewerProfile | None,
    pasts: Mapping[UUID, Past],
    here: Mapping[str, State],
    reviews_here: bool,
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
    )


def _guest(row: Invitation, pasts: Mapping[UUID, Past], here: Mapping[str, State]) -> Known:
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
