"""How the nominations of each category hang together by their reviewers, before a ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.committee.firm_told import remark_sentences
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import Assignment, ConflictOfInterest
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.shown import Eyes
from workflows.calibration import Hold, holding
from workflows.plan.evaluation import Trait
from workflows.plan.rounds import Scoring
from workflows.remarks import Remark


@dataclass(frozen=True, slots=True)
class Hanging:
    """How one category holds together, and in words what is weak and what would mend it."""

    hold: Hold
    sentences: Sequence[str]


def hanging_of(session: Session, edition: RunningEdition, viewer: Actor) -> Mapping[str, Hanging]:
    """Category -> how its nominations under review hang together by their reviewers.

    Two statements and those of the viewer's sight, however many there are. Nominations that a
    conflict of interest hides from the viewer are as if they had never been. Nothing is said of
    categories with fewer than two nominations under review, nor of rounds without points.
    """
    found = {
        category: holding(pairs)
        for category, pairs in _pairs(session, edition, viewer).items()
        if len({nomination for nomination, _ in pairs}) > 1
    }
    names = _names(session, edition, viewer, [r for _, said in found.values() for r in said])
    return {
        category: Hanging(hold, remark_sentences(said, names))
        for category, (hold, said) in found.items()
    }


def _pairs(
    session: Session, edition: RunningEdition, viewer: Actor
) -> Mapping[str, list[tuple[str, str]]]:
    """(reference, reviewer) by category, of the rounds in which nominations now stand."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in session.execute(_assigned(edition, viewer)):
        plan = edition.plan
        if plan.round_at(row.category_key, row.stage) != row.round:
            continue
        if plan.round_named(row.round).scoring is Scoring.POINTS:
            found[row.category_key].append((row.reference or "", str(row.reviewer_id)))
    return found


def _assigned(edition: RunningEdition, viewer: Actor) -> Any:
    """Reviews asked for and not dropped, of nominations that are given to reviewers now."""
    stages = {
        stage
        for workflow in edition.plan.workflows.values()
        for stage in workflow.stages_with(Trait.ASSIGNABLE) | workflow.stages_with(Trait.REVIEWING)
    }
    hidden = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer.id
    )
    return (
        select(
            Nomination.reference, Nomination.category_key, Nomination.stage,
            Assignment.reviewer_id, Assignment.round,
        )
        .join(Assignment, Assignment.nomination_id == Nomination.id)
        .outerjoin(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == Nomination.id)
            & (ConflictOfInterest.person_id == Assignment.reviewer_id),
        )
        .where(
            Nomination.edition_id == edition.id,
            Nomination.stage.in_(stages),
            Nomination.id.not_in(hidden),
            Assignment.status == "assigned",
            ConflictOfInterest.id.is_(None),
        )
    )  # fmt: skip


def _names(
    session: Session, edition: RunningEdition, viewer: Actor, said: Collection[Remark]
) -> Mapping[str, str]:
    """Reference -> nominee as the viewer may know them, of those that are spoken of."""
    references = {
        reference
        for remark in said
        for fact in remark.facts.values()
        if isinstance(fact, str)
        for reference in fact.split(", ")
    }
    if not references:
        return {}
    wanted = select(Nomination).where(
        Nomination.edition_id == edition.id, Nomination.reference.in_(references)
    )
    eyes = Eyes(session, viewer)
    return {each.reference or "": eyes.nominee(each).name for each in session.scalars(wanted)}
