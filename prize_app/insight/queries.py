"""Everything that insight is made of, in a constant number of statements.

A nomination of whose reviewers the viewer may not know is in no part of it: neither drafts nor
nominations with which the viewer has a conflict of interest, nor, for the chair, those that are
not ranked yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition
from prize_app.insight.capacity import capacities
from prize_app.insight.dues import extensions, review_due
from prize_app.nominations.queries import handed_in
from prize_app.nominations.standing import standings
from workflows.blindness import Sight, sight
from workflows.calendar import Due, extended
from workflows.plan.blinding import Known, Subject
from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Field
from workflows.plan.model import Plan
from workflows.policy import Permission, Standing, allowed
from workflows.scoring import review_score


@dataclass(frozen=True, slots=True)
class Case:
    """A nomination as far as it is compared: `answers` are those of the compared questions.

    `in_review` is true as long as reviews of it can change.
    """

    id: UUID
    category: str
    country: str
    answers: Mapping[str, str | None]
    in_review: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A review that is asked for; `score` is 0..100 once it is handed in, None if all abstained.

    `due` is the deadline of this reviewer, None where the plan names none.
    """

    case: Case
    reviewer_id: UUID
    reviewer: str
    assigned_at: datetime
    begun: bool
    submitted_at: datetime | None
    points: Mapping[str, int | None]
    score: Decimal | None
    due: Due | None


@dataclass(frozen=True, slots=True)
class Material:
    """A round of an edition's reviewing as one viewer may know it; `pool` is reviewer -> name.

    `capacity` is reviewer -> nominations that they take on in the round.
    """

    edition: RunningEdition
    cases: Sequence[Case]
    asked: Sequence[Asked]
    pool: Mapping[UUID, str]
    compared: Mapping[str, Field]
    capacity: Mapping[UUID, int]
    round_key: str = ""

    @property
    def handed_in(self) -> list[Asked]:
        """Reviews that are in."""
        return [one for one in self.asked if one.submitted_at is not None]


def compared_fields(plan: Plan) -> Mapping[str, Field]:
    """The questions of all forms whose answers the plan wants compared, by key."""
    fields = (f for form in plan.forms.values() for f in form.fields.values())
    return {field.key: field for field in fields if field.compared}


def gather(
    session: Session, actor: Actor, edition: RunningEdition, round_key: str = ""
) -> Material:
    """Read it all: ten statements, however many nominations.

    Rounds have their own rubrics, people and deadlines: nothing is added up over them.
    """
    compared = compared_fields(edition.plan)
    cases = _cases(session, actor, edition, list(compared), round_key)
    asked = _asked(session, actor, edition, {case.id: case for case in cases}, round_key)
    pool = {one.reviewer_id: one.reviewer for one in asked}
    if Role.SECRETARIAT in _roles(session, actor, edition):
        pool |= _granted(session, edition, edition.plan.round_named(round_key).by.role)
    capacity = capacities(session, edition, round_key)
    return Material(edition, cases, asked, pool, compared, capacity, round_key)


def may_know(standing: Standing, seen: Sight) -> bool:
    """Whether the reviews of a nomination, and who wrote them, are open to somebody.

    Not to its own reviewers, whatever else they are: nobody looks into the points of peers.
    """
    permissions = (Permission.REVIEWS_READ, Permission.SEVERITY_READ)
    is_open = all(allowed(permission, standing) for permission in permissions)
    return is_open and seen.reviewers is Known.OPEN


def _cases(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    compared: Sequence[str],
    round_key: str,
) -> list[Case]:
    answers = [Nomination.answers[key].as_string() for key in compared]
    wanted = handed_in(edition.id, actor.id).add_columns(*answers)
    rows = session.execute(
        wanted.options(
            load_only(
                Nomination.category_key, Nomination.stage, Nomination.nominee_country,
                Nomination.nominator_id, Nomination.submitted_at, raiseload=True,
            )
        ).order_by(Nomination.reference)
    ).all()  # fmt: skip
    known = standings(session, actor, edition, [row[0] for row in rows])
    sights: dict[tuple[str, Standing], Sight] = {}
    cases = []
    for nomination, *given in rows:
        standing, category = known[nomination.id], nomination.category_key
        seen = sights.get((category, standing))
        if seen is None:
            forms = (edition.plan.form_of(category),)
            seen = sights[category, standing] = sight(edition.plan, standing, forms)
        if may_know(standing, seen):
            answered = dict(zip(compared, given, strict=True))
            is_of_now = edition.plan.round_at(category, nomination.stage) == round_key
            changes = is_of_now and bool({Trait.ASSIGNABLE, Trait.REVIEWING} & standing.traits)
            cases.append(_case(nomination, answered, seen, in_review=changes))
    return cases


def _case(
    nomination: Nomination, answered: Mapping[str, str | None], seen: Sight, *, in_review: bool
) -> Case:
    """A nomination without what is hidden from the viewer."""
    return Case(
        nomination.id,
        nomination.category_key,
        nomination.nominee_country if seen.sees(Subject.COUNTRY) else "",
        {key: answer for key, answer in answered.items() if key not in seen.closed_fields},
        in_review,
    )


def _asked(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    cases: Mapping[UUID, Case],
    round_key: str,
) -> list[Asked]:
    due = {key: review_due(edition.plan, key, round_key) for key in edition.plan.categories}
    until = extensions(session, edition)
    rows = session.execute(
        select(
            Assignment.nomination_id, Assignment.reviewer_id, Assignment.assigned_at, Person.name,
            Review.id, Review.submitted_at, Review.points,
        )
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .join(Person, Person.id == Assignment.reviewer_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Assignment.nomination_id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Nomination.edition_id == edition.id,
            Assignment.status == "assigned",
            Assignment.round == round_key,
            ConflictOfInterest.id.is_(None),
        )
        .order_by(Nomination.reference, Assignment.id)
    )  # fmt: skip
    found = []
    for row in rows:
        nomination_id, reviewer_id, assigned_at, name, review_id, submitted_at, points = row
        case = cases.get(nomination_id)
        if case is None:
            continue
        own = due[case.category]
        if own is not None:
            own = extended(own, until.get((nomination_id, reviewer_id, own.key)))
        is_in = submitted_at is not None
        rubric = edition.plan.rubric_of(case.category, round_key)
        found.append(
            Asked(
                case, reviewer_id, name, assigned_at, review_id is not None, submitted_at,
                points if is_in else {}, review_score(rubric, points) if is_in else None, own,
            )
        )  # fmt: skip
    return found


def _roles(session: Session, actor: Actor, edition: RunningEdition) -> set[str]:
    wanted = select(Grant.role).where(
        Grant.edition_id == edition.id, Grant.person_id == actor.id, Grant.category_key == ""
    )
    return set(session.scalars(wanted))


def _granted(session: Session, edition: RunningEdition, role: Role) -> dict[UUID, str]:
    """Everybody who may be given something to review in a role, asked or not."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.edition_id == edition.id, Grant.role == role.value)
    )
    return {person_id: name for person_id, name in rows}
