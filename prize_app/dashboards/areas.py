"""The navigation: where the signed-in person has something to do."""

from __future__ import annotations

from flask import g, url_for

from prize_app.access import find_actor, reading
from prize_app.dashboards.queries import areas_in, has_reviews
from workflows.plan.evaluation import Role
from workflows.plan.rounds import INVITED

IN_EDITION = frozenset(Role) - {
    Role.NOMINATOR, Role.REVIEWER, Role.EXTERNAL, Role.SYSTEM,
}  # fmt: skip


def areas_of_viewer() -> list[tuple[str, str]]:
    """(label, address): own work first, then every edition in which the person has a role."""
    actor = find_actor()
    if actor is None:
        return []
    if "areas" not in g:
        entries = [
            ("My desk", url_for("dashboards.home")),
            ("My nominations", url_for("nominations.index")),
        ]
        editions = areas_in(reading(), actor.id)
        if any(role in INVITED for _, _, role in editions) or has_reviews(reading(), actor.id):
            entries.append(("My reviews", url_for("reviews.queue")))
        named = {slug: title for slug, title, role in editions if role in IN_EDITION}
        entries += [
            (title, url_for("dashboards.overview", slug=slug)) for slug, title in named.items()
        ]
        g.areas = entries
    found: list[tuple[str, str]] = g.areas
    return found
