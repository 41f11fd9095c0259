"""An edition judged in rounds beside the demonstration: what its external referees may not see."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person, ReviewerProfile
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import get_edition
from prize_app.procedure.service import take_for_category
from tests.factories import Make, actor
from tests.prize_app.comparing.conftest import CATEGORY, ROUNDS, shifted
from tests.prize_app.twins.worlds import Change
from workflows.plan.evaluation import Role

IN_ROUNDS = "in-rounds"
DAYS = 35
"""To the interviews: the external referees have still half of these."""
PRESELECTION, REFEREES = "preselection", "referees"
POINTS = (5, 5, 4, 4, 4, 1)
"""What each nomination gets in the preselection: the last one goes no further."""


@dataclass(frozen=True)
class Table:
    """A referee, what was given to him or her, and what has nothing to do with him or her."""

    viewer: Person
    own: tuple[UUID, ...]
    others: tuple[UUID, ...]


def judged_in_rounds(session: Session) -> None:
    """Six nominations through the preselection; five with their referees, whose reviews come in.

    The first referee has three of them, and one review in; of the others all reviews are. There
    is a seventh that was only now admitted. The same referee took part in the preselection of
    the first.
    """
    make = Make(session)
    make.edition(source=shifted(ROUNDS, DAYS)).row.slug = IN_ROUNDS
    session.flush()
    office = make.grant(Role.SECRETARIAT)
    readers = [make.grant(Role.REVIEWER) for _ in range(4)]
    referees = [make.grant(Role.EXTERNAL) for _ in range(8)]
    make.grant(Role.REVIEWER, referees[0])
    session.add_all(
        ReviewerProfile(person_id=one.id, changed_at=make.now) for one in (*readers, *referees)
    )
    made = [make.nomination(category=CATEGORY, stage="in-preselection") for _ in POINTS]
    for nomination, points in zip(made, POINTS, strict=True):
        who = [*readers, referees[0]] if nomination is made[0] else readers
        _judged(make, nomination, who, PRESELECTION, points)
    _act(session, office, "close-preselection", make)
    _act(session, office, "name-finalists", make)
    for nomination in made[:5]:
        is_first = nomination in made[:3]
        who = referees[:5] if is_first else referees[3:]
        late = referees[0] if nomination in made[1:3] else None
        _judged(make, nomination, who, REFEREES, 3, late=late)
    _act(session, office, "ask-referees", make)
    make.nomination(category=CATEGORY, stage="admitted")


def _judged(make, nomination, people, round_key, points, *, late=None):
    """Given to these, and their reviews are in: of `late` there is none."""
    for person in people:
        given = make.assignment(nomination, person, round=round_key)
        if person is late:
            continue
        review = make.review(given)
        review.points = dict.fromkeys(review.points, points)
        if round_key == PRESELECTION:
            review.points = {"fit": points, "weight": points}
    make.session.flush()


def _act(session, person, action, make):
    take_for_category(session, actor(person), IN_ROUNDS, CATEGORY, action, now=make.now)
    session.flush()


def scores_frozen(session: Session) -> None:
    """The round of the referees is closed: what came in counts."""
    office = session.scalars(
        select(Person)
        .join(Grant, Grant.person_id == Person.id)
        .where(
            Grant.role == Role.SECRETARIAT.value,
            Grant.edition_id == get_edition(session, IN_ROUNDS).id,
        )
    ).one()
    _act(session, office, "close-refereeing", Make(session))


def table_of(session: Session) -> Table:
    """The referee with the most to do with the preselection, as it was made."""
    edition = get_edition(session, IN_ROUNDS)
    judged = select(Assignment.reviewer_id).where(Assignment.round == PRESELECTION)
    viewer = session.scalars(
        select(Person)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.role == Role.EXTERNAL.value, Person.id.in_(judged))
    ).one()
    rows = session.scalars(
        select(Nomination.id)
        .where(Nomination.edition_id == edition.id)
        .order_by(Nomination.reference)
    ).all()
    given = set(
        session.scalars(select(Assignment.nomination_id).where(Assignment.reviewer_id == viewer.id))
    )
    own = tuple(row for row in rows if row in given)
    return Table(viewer, own, tuple(row for row in rows if row not in given))


def other_nominator(nomination: UUID) -> Change:
    """Somebody of another name and institution made it: the plan hides who did."""

    def change(session: Session) -> None:
        row = session.get_one(Nomination, nomination)
        nominator = session.get_one(Person, row.nominator_id)
        nominator.name, nominator.institution = "Another Nominator", "Another Academy"

    return change
