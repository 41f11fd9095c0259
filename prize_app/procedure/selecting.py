"""Collective actions for which a rule of the plan selects: who is left out, and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.editions.queries import RunningEdition
from prize_app.editions.recording import append_event
from prize_app.nominations.moving import Taken
from prize_app.nominations.shortlists import Found, find_shortlists
from workflows.errors import Refusal
from workflows.guards import SELECTING
from workflows.plan.evaluation import Action
from workflows.plan.rounds import ReviewRound


def is_left_out(refusals: Sequence[Refusal]) -> bool:
    """Whether nothing speaks against a nomination but that the rule does not select it."""
    return bool(refusals) and all(refusal.code in SELECTING for refusal in refusals)


def selecting_rounds(
    edition: RunningEdition, category_key: str, action: Action
) -> list[ReviewRound]:
    """The rounds whose rule says whom an action takes; none where it takes all or nothing."""
    if not any(guard.name in ("on_shortlist", "off_shortlist") for guard in action.guards):
        return []
    keys = {edition.plan.round_at(category_key, source) for source in action.sources}
    return [edition.plan.round_named(key) for key in sorted(keys)]


def selections(
    session: Session, edition: RunningEdition, category_key: str, action: Action
) -> list[Found]:
    """The shortlists by which an action selects, of the rounds that it starts from."""
    where = {(category_key, each.key) for each in selecting_rounds(edition, category_key, action)}
    if not where:
        return []
    found = find_shortlists(session, edition, where)
    return [found[key] for key in sorted(found)]


def record_selection(
    session: Session,
    edition: RunningEdition,
    category_key: str,
    action: Action,
    actor_id: UUID,
    taken: Sequence[Taken],
    *,
    now: datetime,
) -> None:
    """Append what a selection rests on: the rule's ranking with its fingerprint, and the cut."""
    for found in selections(session, edition, category_key, action):
        listed = found.shortlist
        append_event(
            session,
            edition,
            "shortlist:apply",
            actor_id=actor_id,
            subject_id=found.ranking.id,
            facts={
                "category": category_key,
                "round": found.round.key,
                "action": action.key,
                "taken": len(taken),
                "picked": len(listed.picked),
                "kept": len(listed.kept),
                "left": len(listed.left),
                "cut": "" if listed.cut is None else f"{listed.cut:.2f}",
                "input": found.ranking.input_hash,
            },
            now=now,
        )
