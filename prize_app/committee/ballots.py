"""Opening, casting and closing secret ballots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.committee.counting import outcome_of
from prize_app.committee.queries import members_of, nominations_at, recused_from, seen_by
from prize_app.committee.settling import settled, tie_of
from prize_app.db.committee import Ballot, BallotRound, Participation
from prize_app.editions.queries import (
    RunningEdition,
    get_edition,
    lock_edition,
    standing_in,
)
from prize_app.editions.recording import append_event
from prize_app.notices import service as notices
from workflows.errors import NotAllowed, NotFound, Refusal, RuleBroken
from workflows.plan.panels import BallotSpec
from workflows.policy import Permission, require
from workflows.rounds import Vote, read_vote
from workflows.ties import TieBreak, read_casting


def open_ballot(
    session: Session, actor: Actor, slug: str, category_key: str, ballot_key: str, *, now: datetime
) -> BallotRound:
    """Open a ballot over the nominations that stand where the plan holds it.

    Raises:
        NotFound: no such edition, category or ballot.
        NotAllowed: the actor does not chair, or is recused from one of the nominations.
        RuleBroken: nobody to vote on, or a round of this ballot is still open.
    """
    # Nobody shall change the rule of a ballot while it is being opened.
    edition = lock_edition(session, get_edition(session, slug).id)
    spec = _spec(edition, category_key, ballot_key)
    require(Permission.BALLOT_OPEN, standing_in(session, actor, edition.id, category_key))
    nominations = nominations_at(session, edition, category_key, ballot_key)
    if not nominations:
        raise RuleBroken([Refusal("nobody_to_vote_on")])
    _require_impartial(session, actor, [str(n.id) for n in nominations])
    if _open_round(session, edition, category_key, ballot_key) is not None:
        raise RuleBroken([Refusal("ballot_still_open")])
    at = edition.time(now)
    round_ = BallotRound(
        edition_id=edition.id,
        category_key=category_key,
        ballot_key=ballot_key,
        nominations=[str(n.id) for n in nominations],
        opened_by=actor.id,
        opened_at=at,
    )
    session.add(round_)
    session.flush()  # the audit log names it; the index refuses a second open round
    _record(session, edition, round_, "ballot:open", actor.id, {"over": len(nominations)}, now)
    category = edition.plan.categories[category_key]
    for member in members_of(session, edition, category_key):
        notices.queue(
            session,
            "ballot-opened",
            to=member.email,
            now=now,
            edition_id=edition.id,
            name=member.name,
            ballot=spec.label["en"],
            award=category.name["en"],
            round_id=round_.id,
        )
    return round_


def cast_ballot(
    session: Session, actor: Actor, round_id: UUID, given: Mapping[str, Any], *, now: datetime
) -> None:
    """Cast one vote. That it was cast is known afterwards, not by which ballot.

    Raises:
        NotFound: no such round for this actor.
        RuleBroken: closed, voted already, or an answer is missing; nothing was written.
    """
    round_, edition = _held(session, round_id)
    standing = standing_in(session, actor, edition.id, round_.category_key)
    require(Permission.BALLOT_CAST, standing)
    if round_.closed_at is not None:
        raise RuleBroken([Refusal("ballot_closed_already")])
    if has_voted(session, round_.id, actor.id):
        raise RuleBroken([Refusal("already_voted")])
    seen = seen_by(session, round_, actor.id)
    if not seen:
        raise NotFound
    spec = _spec(edition, round_.category_key, round_.ballot_key)
    vote = read_vote(spec, seen, given)
    if vote is None:
        raise RuleBroken([Refusal("ballot_unreadable")])
    session.add(Participation(round_id=round_.id, person_id=actor.id))
    session.add(Ballot(round_id=round_.id, content=_as_json(vote)))
    _record(session, edition, round_, "ballot:cast", actor.id, {}, now)


def close_ballot(session: Session, actor: Actor, round_id: UUID, *, now: datetime) -> BallotRound:
    """Close a round, count it and keep the outcome.

    Raises:
        NotFound: no such round.
        NotAllowed: the actor does not chair, or is recused from one of the nominations.
        RuleBroken: it is closed already.
    """
    round_, edition = _held(session, round_id)
    require(Permission.BALLOT_OPEN, standing_in(session, actor, edition.id, round_.category_key))
    if round_.closed_at is not None:
        raise RuleBroken([Refusal("ballot_closed_already")])
    _require_impartial(session, actor, round_.nominations)
    spec = _spec(edition, round_.category_key, round_.ballot_key)
    round_.closed_at = edition.time(now)
    round_.outcome = outcome_of(session, edition, spec, round_)
    facts = {"votes": round_.outcome["votes"], "outcome": round_.outcome}
    _record(session, edition, round_, "ballot:close", actor.id, facts, now)
    return round_


def give_casting_vote(
    session: Session,
    actor: Actor,
    round_id: UUID,
    given: Mapping[str, Any] | None,
    *,
    now: datetime,
) -> BallotRound:
    """Part the equals of a counted round by whoever leads; None leaves it to the next tie-break.

    Raises:
        NotFound: no such round.
        NotAllowed: the actor does not chair, or is recused from one of the nominations.
        RuleBroken: no tie waits for a casting vote, or the order is not one of all equals.
    """
    round_, edition = _held(session, round_id)
    require(Permission.BALLOT_OPEN, standing_in(session, actor, edition.id, round_.category_key))
    _require_impartial(session, actor, round_.nominations)
    spec = _spec(edition, round_.category_key, round_.ballot_key)
    award = edition.plan.categories[round_.category_key].award
    tie = tie_of(spec, award, round_.outcome) if round_.outcome else None
    if round_.outcome is None or tie is None or tie.waits_for is not TieBreak.CHAIR:
        raise RuleBroken([Refusal("no_tie_waits")])
    casting = () if given is None else read_casting(tie.waits, given)
    if casting is None:
        raise RuleBroken([Refusal("casting_unreadable")])
    round_.outcome = settled(spec, award, {**round_.outcome, "casting": list(casting)})
    facts = {"casting": list(casting), "outcome": round_.outcome}
    _record(session, edition, round_, "ballot:break-tie", actor.id, facts, now)
    return round_


def _require_impartial(session: Session, actor: Actor, nominations: Sequence[str]) -> None:
    """Leading a vote on a nomination one is recused from is the deputy's, not the chair's."""
    if recused_from(session, actor.id) & set(nominations):
        raise NotAllowed([Refusal("recused_here")])


def _held(session: Session, round_id: UUID) -> tuple[BallotRound, RunningEdition]:
    """A round that nobody else casts in or closes meanwhile; nor is a conflict put on record.

    Raises:
        NotFound: no such round.
    """
    round_ = session.get(BallotRound, round_id)
    if round_ is None:
        raise NotFound
    edition = lock_edition(session, round_.edition_id)
    session.refresh(round_, with_for_update=True)
    return round_, edition


def has_voted(session: Session, round_id: UUID, person_id: UUID) -> bool:
    """Whether a member's vote is in."""
    wanted = select(Participation.id).where(
        Participation.round_id == round_id, Participation.person_id == person_id
    )
    return session.scalar(wanted) is not None


def _spec(edition: RunningEdition, category_key: str, ballot_key: str) -> BallotSpec:
    if category_key not in edition.plan.categories:
        raise NotFound
    spec = edition.plan.panel_of(category_key).ballots.get(ballot_key)
    if spec is None:
        raise NotFound
    return spec


def _open_round(
    session: Session, edition: RunningEdition, category_key: str, ballot_key: str
) -> BallotRound | None:
    return session.scalar(
        select(BallotRound).where(
            BallotRound.edition_id == edition.id,
            BallotRound.category_key == category_key,
            BallotRound.ballot_key == ballot_key,
            BallotRound.closed_at.is_(None),
        )
    )


def _as_json(vote: Vote) -> dict[str, Any]:
    return {
        "answers": {n: answer.value for n, answer in vote.answers.items()},
        "order": [list(group) for group in vote.order],
    }


def _record(
    session: Session,
    edition: RunningEdition,
    round_: BallotRound,
    event: str,
    actor_id: UUID,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    facts = {"category": round_.category_key, "ballot": round_.ballot_key, **facts}
    append_event(
        session,
        edition,
        event,
        actor_id=actor_id,
        subject_id=round_.id,
        facts=facts,
        now=now,
    )
