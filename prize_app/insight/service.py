"""Letting a release for research out of the house, with a trace in the audit log."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.editions.queries import RunningEdition, get_edition, standing_in
from prize_app.editions.recording import append_event
from prize_app.insight.queries import gather
from prize_app.insight.research import packed, release_of
from prize_app.insight.rounds import round_shown
from workflows.policy import Permission, require_visible


def export_for_research(
    session: Session, actor: Actor, slug: str, round_key: str = "", *, key: bytes, now: datetime
) -> tuple[RunningEdition, bytes]:
    """The ZIP file of one round, made of what the actor may know.

    The log keeps its SHA-256 and the smallest group, but no count: whoever reads the log may be
    recused from what was counted. The key is kept nowhere.

    Raises:
        NotFound: no such edition, or not for these eyes.
        RuleBroken: too few nominations or reviewers; nothing was written.
    """
    edition = get_edition(session, slug)
    require_visible(Permission.INSIGHT_EXPORT, standing_in(session, actor, edition.id))
    round_key = round_shown(session, edition, round_key)
    material = gather(session, actor, edition, round_key)
    content = packed(material, release_of(material, key=key))
    append_event(
        session,
        edition,
        "insight:export",
        actor_id=actor.id,
        facts={
            "sha256": hashlib.sha256(content).hexdigest(),
            "smallest_group": edition.plan.reviewing.smallest_group,
            **({"round": round_key} if round_key else {}),
        },
        now=now,
    )
    return edition, content
