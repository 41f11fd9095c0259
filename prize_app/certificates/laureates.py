"""The public list of laureates: by award, each as far as it may be known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from prize_app.db.laureates import Laureate
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from workflows.plan.model import Category


@dataclass(frozen=True, slots=True)
class PublicName:
    """One name on the list. A laureate has a citation, a public notice a last day for objections.

    `objections_until` is None where the plan sets no time, or where the award is given.
    """

    name: str
    original_name: str
    language: str
    institution: str
    country: str
    is_laureate: bool
    citation: Mapping[str, str]
    honoured_at: datetime | None
    objections_until: datetime | None


def by_category(
    edition: RunningEdition, announced: Sequence[tuple[Nomination, Laureate | None]]
) -> list[tuple[Category, list[PublicName]]]:
    """Categories that have a name to show, by number; in each the laureates, then the notices."""
    names: dict[str, list[PublicName]] = defaultdict(list)
    for nomination, laureate in announced:
        names[nomination.category_key].append(_name(edition, nomination, laureate))
    ordered = sorted(edition.plan.categories.values(), key=lambda category: category.number)
    return [
        (category, sorted(names[category.key], key=lambda person: not person.is_laureate))
        for category in ordered
        if category.key in names
    ]


def _name(edition: RunningEdition, nomination: Nomination, laureate: Laureate | None) -> PublicName:
    return PublicName(
        name=nomination.nominee_name,
        original_name=nomination.nominee_original_name,
        language=nomination.nominee_language,
        institution=nomination.nominee_institution,
        country=nomination.nominee_country,
        is_laureate=laureate is not None,
        citation=laureate.citation if laureate else {},
        honoured_at=laureate.honoured_at if laureate else None,
        objections_until=None if laureate else objections_until(edition, nomination),
    )


def objections_until(edition: RunningEdition, nomination: Nomination) -> datetime | None:
    """When the plan's waiting time in the nomination's stage is over, if it sets one."""
    workflow = edition.plan.workflow_of(nomination.category_key)
    days = [
        guard.use.parameters.days
        for action in workflow.actions.values()
        if nomination.stage in action.sources
        for guard in action.guards
        if guard.name == "days_in_stage"
    ]
    return nomination.stage_since + timedelta(days=max(days)) if days else None
