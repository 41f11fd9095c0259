"""Nominations whose entry conditions say something else than when they were last screened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.countries import country_name
from prize_app.db.nominations import Nomination, Screening
from prize_app.editions.queries import RunningEdition
from prize_app.nominations import queries
from prize_app.nominations.cases import cases
from prize_app.nominations.standing import standings
from workflows.conditions import Evidence, Verdict
from workflows.eligibility import (
    ChangedVerdict,
    Finding,
    changed_verdicts,
    findings,
    from_json,
    verdicts,
)
from workflows.plan.evaluation import Action, Record, Trait
from workflows.telling import Telling

Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """A value that the verdict rests on: what it was, what it is, where it comes from."""

    name: str
    before: str
    after: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One condition whose verdict differs, and what brought that about as far as it is known."""

    verdict: ChangedVerdict
    label: str
    clause: str
    inputs: tuple[ChangedInput, ...]
    by_plan: bool


@dataclass(frozen=True, slots=True)
class ChangedNomination:
    """A nomination with its last screening, what differs since, and how to screen it again."""

    nomination: Nomination
    screening: Screening
    changes: tuple[Change, ...]
    ways: tuple[Action, ...]


def changed_nominations(
    session: Session, actor: Actor, edition: RunningEdition, *, now: datetime
) -> list[ChangedNomination]:
    """Nominations under way whose verdict differs from what their last screening stored.

    Those at a final stage are left out, and those that the actor is recused from. The number of
    statements is constant: one for the nominations, one for the screenings, some for what the
    conditions look at, and three for the actor's standing where something has changed.
    """
    screened = _screened(session, actor, edition)
    judged = cases(session, edition, [n for n, _ in screened], now=now)
    found = []
    for nomination, screening in screened:
        present = findings(edition.plan, nomination.category_key, judged[nomination.id])
        changes = _changes(edition, nomination, screening, present)
        if changes:
            found.append((nomination, screening, changes))
    stood = standings(session, actor, edition, [n for n, _, _ in found]) if found else {}
    return [
        ChangedNomination(n, s, c, _ways(edition, n, stood[n.id].acting_roles)) for n, s, c in found
    ]


def _screened(
    session: Session, actor: Actor, edition: RunningEdition
) -> list[tuple[Nomination, Screening]]:
    """Nominations that are not at an end, each with its last screening."""
    under_way = sorted(
        {
            stage.key
            for workflow in edition.plan.workflows.values()
            for stage in workflow.stages.values()
            if not stage.final
        }
    )
    wanted = queries.handed_in(edition.id, actor.id, stages=under_way)
    nominations = session.scalars(wanted.order_by(Nomination.reference)).all()
    last = _last_screenings(session, edition.id)
    return [(n, last[n.id]) for n in nominations if n.id in last]


def _last_screenings(session: Session, edition_id: UUID) -> Mapping[UUID, Screening]:
    latest = (
        select(Screening.nomination_id, func.max(Screening.screened_at).label("at"))
        .join(Nomination, Nomination.id == Screening.nomination_id)
        .where(Nomination.edition_id == edition_id)
        .group_by(Screening.nomination_id)
        .subquery()
    )
    wanted = select(Screening).join(
        latest,
        (latest.c.nomination_id == Screening.nomination_id)
        & (latest.c.at == Screening.screened_at),
    )
    return {screening.nomination_id: screening for screening in session.scalars(wanted)}


def _changes(
    edition: RunningEdition,
    nomination: Nomination,
    screening: Screening,
    present: tuple[Finding, ...],
) -> tuple[Change, ...]:
    stored: dict[str, Stored] = {one["condition"]: one for one in screening.findings}
    before = {key: Verdict(one["verdict"]) for key, one in stored.items()}
    now_found = {finding.condition: finding for finding in present}
    amended = screening.plan_hash != edition.published.content_hash
    return tuple(
        _change(edition, nomination, verdict, stored.get(verdict.condition), now_found, amended)
        for verdict in changed_verdicts(before, verdicts(present))
    )


def _change(
    edition: RunningEdition,
    nomination: Nomination,
    verdict: ChangedVerdict,
    stored: Stored | None,
    now_found: Mapping[str, Finding],
    amended: bool,
) -> Change:
    key, finding = verdict.condition, now_found.get(verdict.condition)
    telling = Telling(edition.plan, nomination.category_key, "en", country_name)
    inputs = _inputs(telling, stored, finding)
    return Change(
        verdict,
        finding.label["en"] if finding else key,
        finding.clause if finding else str(stored["clause"] if stored else ""),
        inputs,
        by_plan=amended and (not inputs or stored is None or finding is None),
    )


def _inputs(
    telling: Telling, stored: Stored | None, finding: Finding | None
) -> tuple[ChangedInput, ...]:
    """The inputs that differ, all values of one name together."""
    if stored is None or finding is None:
        return ()
    was = _by_name(telling, [from_json(one) for one in stored["evidence"]])
    has = _by_name(telling, finding.evidence)
    return tuple(
        ChangedInput(name, was.get(name, ("", ""))[0], has.get(name, ("", ""))[0], source)
        for name, (_, source) in {**was, **has}.items()
        if was.get(name, ("", ""))[0] != has.get(name, ("", ""))[0]
    )


def _by_name(telling: Telling, evidence: Sequence[Evidence]) -> dict[str, tuple[str, str]]:
    """Name of an input -> (all its values, where they came from), as people read them."""
    found: dict[str, tuple[str, str]] = {}
    for told in (told for one in evidence for told in telling.inputs(one)):
        earlier = found.get(told.name, ("", ""))[0]
        values = dict.fromkeys(value for value in (earlier, told.value) if value)
        found[told.name] = "; ".join(values), told.source
    return found


def _ways(
    edition: RunningEdition, nomination: Nomination, roles: frozenset[Any]
) -> tuple[Action, ...]:
    """Actions from here that store a new screening, or lead back to where one is made."""
    workflow = edition.plan.workflow_of(nomination.category_key)
    screening = workflow.stages_with(Trait.SCREENING)
    return tuple(
        action
        for action in workflow.actions.values()
        if nomination.stage in action.sources
        and roles & set(action.by)
        and (Record.SCREENING in action.records or action.target in screening)
    )
