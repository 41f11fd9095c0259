"""Nominations and reviewers of a category at one moment: what proposals and checks rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app import clock
from prize_app.actors import Actor
from prize_app.assignments import queries
from prize_app.assignments.conflicts import Bar, Pair, bars
from prize_app.assignments.queries import Given, Load
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import (
    RunningEdition,
    get_edition,
    people_with_role,
    standing_in,
)
from prize_app.nominations.queries import handed_in
from prize_app.nominations.standing import standings
from workflows.errors import NotFound, Refusal
from workflows.plan.evaluation import Trait
from workflows.plan.judging import most_in, reviews_in
from workflows.plan.model import Plan
from workflows.policy import Permission, allowed, require_visible


@dataclass(frozen=True, slots=True)
class Pool:
    """Who may be given what."""

    edition: RunningEdition
    category_key: str
    nominations: Mapping[UUID, Nomination]
    reviewers: Mapping[UUID, Person]
    given: Mapping[UUID, Sequence[Given]]
    loads: Mapping[UUID, Load]
    barred: Mapping[Pair, Bar]
    round_key: str = ""
    limits: Mapping[UUID, int] = field(default_factory=dict)

    def present(self, nomination_id: UUID) -> int:
        """How many reviews the nomination can count on."""
        return sum(given.counts for given in self.given.get(nomination_id, ()))

    def missing(self, nomination_id: UUID) -> int:
        """How many reviewers the nomination still lacks."""
        needed = reviews_in(self.edition.plan, self.round_key)
        return max(0, needed - self.present(nomination_id))

    def among(self, nominations: Sequence[Nomination]) -> Pool:
        """What concerns some of the nominations, such as those of one page."""
        ids = {n.id for n in nominations}
        return replace(
            self,
            nominations={n.id: n for n in nominations},
            barred={pair: bar for pair, bar in self.barred.items() if pair[0] in ids},
        )

    @property
    def most(self) -> int:
        """How many nominations one person gets in the round at most."""
        return most_in(self.edition.plan, self.round_key)

    def room(self, reviewer_id: UUID) -> int:
        """How many further nominations the reviewer may get."""
        load = self.loads.get(reviewer_id, Load())
        # What somebody takes on in this category; the plan's number is for all together.
        own = self.limits.get(reviewer_id, self.most)
        return max(0, min(self.most - load.assigned, own))

    def most_of(self, reviewer_id: UUID) -> int:
        """How many nominations the reviewer can have in all: those given, and the room left."""
        return self.loads.get(reviewer_id, Load()).assigned + self.room(reviewer_id)

    def known(self, pair: Pair) -> Given | None:
        """What became of the pair before, if it was assigned once."""
        earlier = self.given.get(pair[0], ())
        return next((g for g in earlier if g.reviewer.id == pair[1]), None)

    def refusal(self, pair: Pair) -> Refusal | None:
        """Why this reviewer cannot get this nomination."""
        known = self.known(pair)
        if pair[1] not in self.reviewers:
            return Refusal("not_a_reviewer")
        if pair in self.barred:
            return Refusal("reviewer_conflicted")
        if known is not None and known.assignment.status == "assigned":
            return Refusal("already_assigned")
        if self.room(pair[1]) == 0:
            return Refusal("reviewer_full", {"most": self.most_of(pair[1])})
        return None


def administered(session: Session, actor: Actor, slug: str, category_key: str) -> RunningEdition:
    """The edition, for whoever administers this category of it.

    Raises:
        NotFound: no such edition or category, or not for these eyes.
    """
    edition = get_edition(session, slug)
    standing = standing_in(session, actor, edition.id, category_key)
    require_visible(Permission.EDITION_ADMINISTER, standing)
    if category_key not in edition.plan.categories:
        raise NotFound
    return edition


def assignable_stages(plan: Plan, category_key: str, round_key: str) -> frozenset[str]:
    """The stages of a category in which reviewers of a round can be assigned."""
    stages = plan.workflow_of(category_key).stages_with(Trait.ASSIGNABLE)
    return frozenset(s for s in stages if plan.round_at(category_key, s) == round_key)


def assignable(
    session: Session, actor: Actor, edition: RunningEdition, category_key: str, round_key: str = ""
) -> list[Nomination]:
    """Nominations of a category that the actor may assign in a round, by reference."""
    stages = assignable_stages(edition.plan, category_key, round_key)
    wanted = handed_in(edition.id, actor.id, category_key=category_key, stages=sorted(stages))
    found = session.scalars(wanted.order_by(Nomination.reference)).all()
    standing = standings(session, actor, edition, found)
    return [n for n in found if allowed(Permission.ASSIGNMENT_WRITE, standing[n.id])]


def pool_of(
    session: Session,
    edition: RunningEdition,
    category_key: str,
    nominations: Sequence[Nomination],
    round_key: str = "",
    *,
    now: datetime | None = None,
) -> Pool:
    """Gather what is known of some nominations in a round in a constant number of statements.

    Conflicts of interest are looked for anew, as of `now` (left out: the present), so that a
    change of a profile, a nomination, the register or the plan counts at once.
    """
    ids = [n.id for n in nominations]
    role = edition.plan.round_named(round_key).by.role
    reviewers = people_with_role(session, edition.id, role, category_key)
    return Pool(
        edition,
        category_key,
        {n.id: n for n in nominations},
        {p.id: p for p in reviewers},
        queries.given_to(session, ids, round_key),
        queries.loads(session, edition, round_key=round_key),
        bars(session, edition, nominations, reviewers, now=now or clock.now()),
        round_key,
        queries.limits(session, edition, category_key, round_key),
    )
