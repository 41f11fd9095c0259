"""A reviewer says what they would read, or that they must not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import ConflictOfInterest, ReviewerBid
from prize_app.editions.queries import RunningEdition, get_edition, lock_edition
from prize_app.editions.recording import append_event
from prize_app.nominations.own_form import form_plan
from prize_app.nominations.standing import Seen
from prize_app.reviews.bids import (
    answers_of,
    bids_due,
    open_nominations,
    reviewed_categories,
    standing_to_bid,
)
from prize_app.reviews.kinds import ConflictKind
from prize_app.reviews.stepping_back import step_back
from workflows.affinity import Bid
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage


def save_bids(
    session: Session, actor: Actor, slug: str, answers: Mapping[UUID, str], *, now: datetime
) -> int:
    """Keep what a reviewer says of some nominations; returns how many answers are new.

    Raises:
        NotFound: a nomination that the actor is not asked about.
        WrongStage: nobody is asked any more.
        RuleBroken: an answer is none of yes, maybe, no. In every case nothing was written.
    """
    edition = _asked(session, actor, slug, now)
    asked = {n.id for n in _open(session, actor, edition)}
    if not set(answers) <= asked:
        raise NotFound
    if not set(answers.values()) <= set(Bid):
        raise RuleBroken([Refusal("bid_unreadable")])
    known = answers_of(session, actor.id, list(answers))
    changed = {n: a for n, a in answers.items() if n not in known or known[n].answer != a}
    for nomination_id, answer in changed.items():
        bid = known.get(nomination_id) or _new(session, actor, nomination_id)
        bid.answer, bid.answered_at = answer, edition.time(now)
    if changed:
        append_event(
            session,
            edition,
            "bids:save",
            actor_id=actor.id,
            subject_id=edition.id,
            facts={},  # not how many: some of them are hidden from some readers of the log
            now=now,
        )
    return len(changed)


def declare(
    session: Session,
    actor: Actor,
    slug: str,
    nomination_id: UUID,
    kind: ConflictKind,
    explanation: str,
    *,
    now: datetime,
) -> ConflictOfInterest:
    """Step back from a nomination before anybody is assigned: it is never shown again.

    Raises:
        NotFound: a nomination that the actor is not asked about.
        WrongStage: nobody is asked any more.
        RuleBroken: the explanation is too long, or missing where no kind says enough.
    """
    # Whoever is about to assign this nomination to the actor waits for us, or we for them.
    lock_edition(session, _asked(session, actor, slug, now).id)
    edition = _asked(session, actor, slug, now)
    found = [n for n in _open(session, actor, edition) if n.id == nomination_id]
    if not found:
        raise NotFound
    standing = standing_to_bid(edition, found[0], barred=False)
    seen = Seen(found[0], edition, standing, form_plan(session, found[0]))
    return step_back(session, actor, seen, kind, explanation, now=now)


def _asked(session: Session, actor: Actor, slug: str, now: datetime) -> RunningEdition:
    edition = get_edition(session, slug)
    if not reviewed_categories(session, actor.id, edition):
        raise NotFound
    if bids_due(edition, now) is None:
        raise WrongStage([Refusal("bids_closed")])
    return edition


def _open(session: Session, actor: Actor, edition: RunningEdition) -> list[Nomination]:
    return [
        nomination
        for key in reviewed_categories(session, actor.id, edition)
        for nomination in open_nominations(session, actor, edition, key)
    ]


def _new(session: Session, actor: Actor, nomination_id: UUID) -> ReviewerBid:
    bid = ReviewerBid(nomination_id=nomination_id, reviewer_id=actor.id)
    session.add(bid)
    return bid
