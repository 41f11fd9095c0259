"""What has happened to one nomination, as far as each reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from prize_app.audit.queries import events_about
from prize_app.dashboards.audit_log import OF_REVIEWERS, event_words
from prize_app.db.audit import AuditEvent
from prize_app.nominations.signers import Named, signers
from prize_app.nominations.standing import Seen
from prize_app.nominations.veil import Veil, of_reason, veil_of
from workflows.blindness import Sight
from workflows.drawing import Way, public_view
from workflows.drawing.way import StepTaken
from workflows.plan.blinding import Known, Subject
from workflows.plan.evaluation import Role, Workflow
from workflows.policy import Permission, allowed

OUTSIDE = frozenset({Role.NOMINATOR, Role.REVIEWER})


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One line: when, what, by whom and why; the last two are empty where they are not told."""

    at: datetime
    words: str
    by: str
    reason: str


def trail_of(session: Session, seen: Seen) -> list[TrailStep]:
    """The way of a nomination, oldest first.

    Who reads no audit log sees the steps alone. Nominator and reviewers see them in public words,
    without names and reasons: a review is blind in both directions. Who may not know the
    reviewers learns from no event who they are.
    """
    standing = seen.standing
    events = events_about(session, seen.nomination.id)
    if not (standing.is_impartial and allowed(Permission.AUDIT_READ, standing)):
        events = [event for event in events if "to" in event.facts]
    if not standing.acting_roles - OUTSIDE:
        return _public_trail(seen, events)
    sight = seen.sight
    ids = [e.actor_id for e in events if e.actor_id is not None]
    named = signers(session, ids, {seen.nomination.id: sight})
    veil = veil_of(session, [seen.nomination.id])
    return [_step(seen, sight, event, named, veil) for event in events]


def _step(seen: Seen, sight: Sight, event: AuditEvent, named: Named, veil: Veil) -> TrailStep:
    nomination = seen.nomination
    words = event_words(seen.edition, nomination.category_key, event.event)
    if event.event.startswith(OF_REVIEWERS) and sight.reviewers is not Known.OPEN:
        return TrailStep(event.at, words, "", "")
    is_nominators = event.actor_id == nomination.nominator_id
    if is_nominators and not sight.sees(Subject.NOMINATOR):
        return TrailStep(event.at, words, "", "")
    by = named(nomination.id, event.actor_id)
    reason = str(event.facts.get("reason") or "")
    reason = veil.over(of_reason(nomination.id, reason), reason, sight)
    return TrailStep(event.at, words, by, reason)


def _public_trail(seen: Seen, events: Sequence[AuditEvent]) -> list[TrailStep]:
    """Stages by their public names; what moves inside one of them is no step to outsiders."""
    steps: list[TrailStep] = []
    for event in events:
        stage = seen.edition.stage_ever(seen.nomination.category_key, event.facts["to"])
        if stage is None:
            continue
        words = (stage.public_label or stage.label)["en"]
        if not steps or steps[-1].words != words:
            steps.append(TrailStep(event.at, words, "", ""))
    return steps


def way_of(session: Session, seen: Seen) -> Way:
    """The steps of a nomination, of which the plan knows the names, and where it stands."""
    return Way(steps_in(events_about(session, seen.nomination.id)), seen.nomination.stage)


def steps_in(events: Iterable[AuditEvent]) -> tuple[StepTaken, ...]:
    """(from, action, to) of the events that moved a nomination, in their order."""
    return tuple(
        (str(e.facts["from"]), e.event.partition(":")[2], str(e.facts["to"]))
        for e in events
        if e.event.startswith("nomination:") and {"from", "to"} <= set(e.facts)
    )


def drawn_way(seen: Seen, way: Way) -> tuple[Workflow, Way]:
    """The procedure and the way in it as this reader may know them."""
    workflow = seen.edition.plan.workflow_of(seen.nomination.category_key)
    if not seen.is_outside:
        return workflow, way
    view = public_view(workflow)
    return view.workflow, view.way(way)
