"""The nomination of an address as its reader may see it, and where its pages belong."""

from __future__ import annotations

from uuid import UUID

from flask import g, url_for

from prize_app.access import current_actor, reading
from prize_app.nominations.standing import Seen, see_nomination
from workflows.plan.evaluation import Role
from workflows.policy import Permission


def nomination_seen(
    nomination_id: UUID, permission: Permission = Permission.NOMINATION_READ
) -> Seen:
    """The nomination of an address, remembered for the words of this request's errors."""
    seen = see_nomination(reading(), current_actor(), nomination_id, permission)
    g.plan, g.area, g.knows_stages = seen.edition.plan, area_of(seen), not seen.is_outside
    return seen


def area_of(seen: Seen) -> str:
    """The area of the navigation that a nomination belongs to, as this reader stands to it."""
    if Role.NOMINATOR in seen.standing.roles:
        return url_for("nominations.index")
    if seen.standing.roles == {Role.REVIEWER}:
        return url_for("reviews.queue")
    return url_for("dashboards.overview", slug=seen.edition.row.slug)


def conditions_url(seen: Seen) -> str:
    """The public page of the plan with the entry conditions of a nomination's category."""
    return url_for(
        "editions.category",
        slug=seen.edition.row.slug,
        category_key=seen.nomination.category_key,
    )
