"""How somebody stands to nominations: relations, roles, conflicts of interest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import (
    RunningEdition,
    asleep_in,
    edition_by_id,
    lock_edition,
)
from prize_app.nominations.own_form import form_plan
from workflows.blindness import Sight, sight
from workflows.errors import NotFound
from workflows.plan.evaluation import Role, Stage, Trait
from workflows.plan.forms import Form
from workflows.plan.judging import rounds_ahead
from workflows.plan.model import Plan
from workflows.policy import Permission, Standing, require_visible


@dataclass(frozen=True, slots=True)
class Seen:
    """A nomination as one person may see it, with everything that judging needs.

    `edition.plan` rules the procedure; `form_plan` is the plan version that it was begun under,
    whose form, labels and themes hold for its answers.
    """

    nomination: Nomination
    edition: RunningEdition
    standing: Standing
    form_plan: Plan

    @property
    def form(self) -> Form:
        """The form that the nomination was written on."""
        return self.form_plan.form_of(self.nomination.category_key)

    @property
    def stage(self) -> Stage:
        """The stage of the plan that the nomination is in."""
        workflow = self.edition.plan.workflow_of(self.nomination.category_key)
        return workflow.stages[self.nomination.stage]

    @property
    def sight(self) -> Sight:
        """What the reader may know of it; what the present plan hides is hidden too."""
        present = self.edition.plan.form_of(self.nomination.category_key)
        return sight(self.edition.plan, self.standing, (self.form, present))

    @property
    def is_outside(self) -> bool:
        """Whether the reader stands outside the procedure, as nominator or reviewer alone.

        They know stages by their public names only, and not what others could do.
        """
        return not self.standing.acting_roles - {Role.NOMINATOR, Role.REVIEWER}


@dataclass(frozen=True, slots=True)
class Relations:
    """What binds one person to an edition and its nominations; `assigned` has rounds of review."""

    grants: Sequence[tuple[str, str]]
    conflicted: frozenset[UUID]
    assigned: Mapping[UUID, frozenset[str]]
    reviewed: Mapping[UUID, frozenset[str]]
    asleep: frozenset[Role] = frozenset()


def relations(
    session: Session, actor: Actor, edition: RunningEdition, ids: Sequence[UUID] | None = None
) -> Relations:
    """Roles, conflicts of interest and reviews of the actor, to some nominations or to all.

    A role whose terms the actor has not accepted is `asleep`.
    """
    grants = session.execute(
        select(Grant.role, Grant.category_key).where(
            Grant.person_id == actor.id, Grant.edition_id == edition.id
        )
    ).all()
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == actor.id
    )
    assigned = (
        select(Assignment.nomination_id, Assignment.round, Review.submitted_at)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.reviewer_id == actor.id, Assignment.status == "assigned")
    )
    if ids is not None:
        conflicted = conflicted.where(ConflictOfInterest.nomination_id.in_(ids))
        assigned = assigned.where(Assignment.nomination_id.in_(ids))
    rounds: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    reviewed: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    for nomination_id, round_key, submitted_at in session.execute(assigned):
        rounds[nomination_id] |= {round_key}
        if submitted_at is not None:
            reviewed[nomination_id] |= {round_key}
    held = {Role(role) for role, _ in grants} | ({Role.REVIEWER} if rounds else set())
    held |= {edition.plan.round_named(key).by.role for keys in rounds.values() for key in keys}
    return Relations(
        [(role, category) for role, category in grants],
        frozenset(session.scalars(conflicted)),
        rounds,
        reviewed,
        asleep_in(session, actor.id, edition, frozenset(held)),
    )


def standing_in(
    known: Relations, actor: Actor, edition: RunningEdition, nomination: Nomination
) -> Standing:
    """How the actor stands to one nomination of the edition."""
    roles = {
        Role(role) for role, category in known.grants if category in ("", nomination.category_key)
    }
    # Reviewer is a relation to one nomination here: the grant alone opens nothing.
    roles -= {Role.REVIEWER, Role.EXTERNAL}
    workflow = edition.plan.workflow_of(nomination.category_key)
    rounds = known.assigned.get(nomination.id, frozenset())
    reviewed = known.reviewed.get(nomination.id, frozenset())
    asleep = known.asleep
    if _reviews(rounds, workflow.stages[nomination.stage]):
        roles.add(Role.REVIEWER)
        # Whoever waits for the terms of the people of a round does not review in it.
        awake = {r for r in rounds if edition.plan.round_named(r).by.role not in known.asleep}
        if not _reviews(awake, workflow.stages[nomination.stage]):
            asleep |= {Role.REVIEWER}
    if nomination.nominator_id == actor.id:
        roles.add(Role.NOMINATOR)
    return Standing(
        roles=frozenset(roles - asleep),
        is_impartial=nomination.id not in known.conflicted,
        handed_in=nomination.submitted_at is not None,
        traits=frozenset(workflow.stages[nomination.stage].traits),
        asleep=frozenset(roles & asleep),
        has_reviewed=_reviews(reviewed, workflow.stages[nomination.stage]),
        owes_review=_owes(rounds - reviewed, edition.plan, nomination),
    )


def standings(
    session: Session, actor: Actor, edition: RunningEdition, nominations: Sequence[Nomination]
) -> Mapping[UUID, Standing]:
    """How the actor stands to each of some nominations of an edition: at most four statements."""
    known = relations(session, actor, edition, [n.id for n in nominations])
    return {n.id: standing_in(known, actor, edition, n) for n in nominations}


def _reviews(rounds: Set[str], stage: Stage) -> bool:
    """Whether somebody with assignments in these rounds is a reviewer at a stage.

    While one round is under way those of another one have nothing to read in it.
    """
    if Trait.REVIEWING in stage.traits:
        return (stage.round or "") in rounds
    return bool(rounds)


def _owes(open_rounds: Set[str], plan: Plan, nomination: Nomination) -> bool:
    """Whether a review asked for in these rounds can still be written.

    What was missed when its round was closed is owed no more: nobody is sealed for ever.
    """
    if not open_rounds:
        return False
    return bool(open_rounds & rounds_ahead(plan, nomination.category_key, nomination.stage))


def see_nomination(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    permission: Permission = Permission.NOMINATION_READ,
) -> Seen:
    """A nomination that the actor may see.

    Raises:
        NotFound: there is none, or the actor may not see it; the two are not told apart.
    """
    nomination = session.get(Nomination, nomination_id)
    if nomination is None:
        raise NotFound
    edition = edition_by_id(session, nomination.edition_id)
    standing = standings(session, actor, edition, [nomination])[nomination.id]
    require_visible(permission, standing)
    return Seen(nomination, edition, standing, form_plan(session, nomination))


def see_alone(
    session: Session,
    actor: Actor,
    nomination_id: UUID,
    permission: Permission = Permission.NOMINATION_READ,
) -> Seen:
    """A nomination to act on, as it stands once nobody else acts in its edition.

    Looked at twice: whoever may not see it keeps nobody waiting, and whoever had to wait may find
    that the nomination has moved, or a conflict of interest is known.

    Raises:
        NotFound: as `see_nomination`.
    """
    lock_edition(session, see_nomination(session, actor, nomination_id, permission).edition.id)
    return see_nomination(session, actor, nomination_id, permission)
