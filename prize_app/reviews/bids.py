"""Which nominations a reviewer may be asked about before anybody is assigned, and what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.assignments.pool import Pool, assignable_stages, pool_of
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import ReviewerBid
from prize_app.editions.queries import RunningEdition, asleep_in, grants_of
from prize_app.nominations.queries import handed_in
from workflows.calendar import Due, due_of
from workflows.errors import Refusal, TermsOutstanding
from workflows.instants import has_passed
from workflows.plan.evaluation import Role, Trait
from workflows.plan.judging import rounds_of
from workflows.plan.model import Category
from workflows.plan.rounds import Pool as Pools
from workflows.policy import Permission, Standing, allowed


@dataclass(frozen=True, slots=True)
class BidLine:
    """A nomination as a short line: its theme and what else the plan shows; and what was said."""

    nomination_id: UUID
    theme: str
    texts: Sequence[tuple[str, str]]
    answer: str


@dataclass(frozen=True, slots=True)
class BidCategory:
    """The nominations of a category that a reviewer is asked about."""

    category: Category
    lines: Sequence[BidLine]


def bids_due(edition: RunningEdition, now: datetime) -> Due | None:
    """Until when reviewers are asked; None where they are not, or not any more."""
    deadline = edition.plan.calendar.get(edition.plan.reviewing.assigning.bids_until or "")
    if deadline is None:
        return None
    due = due_of(deadline, edition.plan)
    return None if has_passed(due.closes_at, edition.time(now)) else due


def reviewed_categories(session: Session, person_id: UUID, edition: RunningEdition) -> list[str]:
    """The categories in which somebody is a reviewer, in the plan's order.

    Raises:
        TermsOutstanding: they have not accepted the terms of a reviewer, and are shown nothing.
    """
    held = {
        grant.category_key
        for grant in grants_of(session, person_id)
        if grant.edition_id == edition.id and grant.role == Role.REVIEWER.value
    }
    if held and asleep_in(session, person_id, edition, frozenset({Role.REVIEWER})):
        raise TermsOutstanding([Refusal("terms_outstanding")])
    return [key for key in edition.plan.categories if held & {"", key}]


def open_nominations(
    session: Session, actor: Actor, edition: RunningEdition, category_key: str
) -> list[Nomination]:
    """What the actor may be asked about: never a pair that is barred or assigned already.

    Asked is before the review opens, unless the plan assigns in no other stage.
    """
    workflow = edition.plan.workflow_of(category_key)
    asked: list[Nomination] = []
    for round_key in rounds_of(edition.plan, category_key):
        if edition.plan.round_named(round_key).by is not Pools.REVIEWERS:
            continue
        assignable = assignable_stages(edition.plan, category_key, round_key)
        stages = (assignable - workflow.stages_with(Trait.REVIEWING)) or assignable
        wanted = handed_in(edition.id, actor.id, category_key=category_key, stages=sorted(stages))
        found = session.scalars(wanted.order_by(Nomination.id)).all()
        pool = pool_of(session, edition, category_key, found, round_key)
        asked += [n for n in found if _may_bid(pool, n, actor.id)]
    return asked


def bid_categories(session: Session, actor: Actor, edition: RunningEdition) -> list[BidCategory]:
    """Everything that the actor is asked, with the answers so far."""
    keys = reviewed_categories(session, actor.id, edition)
    nominations = {key: open_nominations(session, actor, edition, key) for key in keys}
    ids = [n.id for found in nominations.values() for n in found]
    answers = answers_of(session, actor.id, ids)
    return [
        BidCategory(
            edition.plan.categories[key],
            [_line(edition, n, answers.get(n.id)) for n in nominations[key]],
        )
        for key in keys
        if nominations[key]
    ]


def has_answered(session: Session, person_id: UUID, edition_id: UUID) -> bool:
    """Whether somebody has said anything of any nomination of an edition."""
    wanted = (
        select(ReviewerBid.id)
        .join(Nomination, Nomination.id == ReviewerBid.nomination_id)
        .where(ReviewerBid.reviewer_id == person_id, Nomination.edition_id == edition_id)
    )
    return session.scalar(wanted.limit(1)) is not None


def answers_of(
    session: Session, person_id: UUID, nomination_ids: Sequence[UUID]
) -> dict[UUID, ReviewerBid]:
    """What somebody said so far, by nomination."""
    rows = session.scalars(
        select(ReviewerBid).where(
            ReviewerBid.reviewer_id == person_id, ReviewerBid.nomination_id.in_(nomination_ids)
        )
    )
    return {row.nomination_id: row for row in rows}


def standing_to_bid(edition: RunningEdition, nomination: Nomination, *, barred: bool) -> Standing:
    """A reviewer of the category towards a nomination that is not assigned yet."""
    stage = edition.plan.workflow_of(nomination.category_key).stages[nomination.stage]
    return Standing(
        frozenset({Role.REVIEWER}),
        is_impartial=not barred,
        handed_in=nomination.submitted_at is not None,
        traits=frozenset(stage.traits),
    )


def _may_bid(pool: Pool, nomination: Nomination, person_id: UUID) -> bool:
    pair = (nomination.id, person_id)
    known = pool.known(pair)
    standing = standing_to_bid(pool.edition, nomination, barred=pair in pool.barred)
    return allowed(Permission.NOMINATION_BID, standing) and not (known and known.counts)


def _line(edition: RunningEdition, nomination: Nomination, bid: ReviewerBid | None) -> BidLine:
    theme = edition.plan.themes.get(nomination.theme)
    return BidLine(
        nomination.id,
        theme.label["en"] if theme else "",
        list(_texts(edition, nomination)),
        bid.answer if bid else "",
    )


def _texts(edition: RunningEdition, nomination: Nomination) -> Iterator[tuple[str, str]]:
    """Only questions that the plan names for this, and that no reviewer is kept from."""
    fields = edition.plan.form_of(nomination.category_key).fields
    for key in edition.plan.reviewing.assigning.bid_fields:
        text = str(nomination.answers.get(key) or "")
        if text and key in fields and not fields[key].hidden_from_reviewers:
            yield fields[key].label["en"], text
