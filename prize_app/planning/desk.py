"""An open draft as one request sees it, and what all its pages need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prize_app.access import reading
from prize_app.db.plans import PlanDraft
from prize_app.editions.queries import RunningEdition
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.planning import queries
from prize_app.planning.queries import Document
from prize_app.planning.values import input_type
from prize_app.web import page
from workflows.errors import NotFound
from workflows.policy import Permission


@dataclass(frozen=True, slots=True)
class Desk:
    """An open draft as one request sees it."""

    edition: RunningEdition
    draft: PlanDraft
    now: Document
    before: Document
    tabs: list[tuple[str, str, bool]]

    @property
    def is_open(self) -> bool:
        """Whether it may be written in."""
        return self.draft.state == queries.WRITING


def find_desk(slug: str) -> Desk | None:
    """The open draft of an edition; None where there is none.

    Raises:
        NotFound: no such edition, or the reader may not write its plan.
    """
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.PLAN_WRITE)
    found = queries.find_draft(reading(), edition.id)
    if found is None:
        return None
    before = queries.document(queries.base_source(reading(), found))
    tabs = edition_tabs(standing, slug, "editions.plan")
    return Desk(edition, found, queries.document(found.source), before, tabs)


def desk_of(slug: str) -> Desk:
    """The open draft of an edition.

    Raises:
        NotFound: as for `find_desk`, and where there is none.
    """
    desk = find_desk(slug)
    if desk is None:
        raise NotFound
    return desk


def shown(template: str, desk: Desk, **values: Any) -> str:
    """A page with what all pages of a draft need."""
    slug = desk.edition.row.slug
    return page(template, desk=desk, slug=slug, input_type=input_type, **values)
