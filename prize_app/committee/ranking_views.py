"""How firm a ranking is, how severe its reviewers are, and the file to check both with."""

from __future__ import annotations

import json
from typing import Any, Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from prize_app.access import current_actor, login_required, reading
from prize_app.charts import dot_interval
from prize_app.committee import firm, firm_told
from prize_app.committee.firm import Seen
from prize_app.committee.sealing import is_sealed
from prize_app.editions.queries import RunningEdition, standing_in
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named
from prize_app.web import file_header, page
from workflows.cuts import shortlist_places
from workflows.errors import NotFound
from workflows.firmness import firmness_svg
from workflows.plan.model import Category, Plan
from workflows.policy import Permission, Standing, allowed, require_visible

bp = Blueprint("rankings", __name__)

MOST_ROWS: Final = 200
"""Places in the table; all are in the file."""

MOST_PLACES: Final = 12
"""Nominations and places whose chances are shown one by one."""


@bp.get("/editions/<slug>/committee/<category_key>/ranking")
@login_required
def show(slug: str, category_key: str) -> ResponseReturnValue:
    """The ranking with its calibrated scores, the cuts, and what would change them."""
    edition, category, standing = _seen_by(slug, category_key, Permission.RANKING_READ)
    seen = _ranking(edition, category_key)
    return page(
        "committee/ranking.html",
        edition=edition,
        category=category,
        seen=seen,
        **(_told(edition.plan, category, seen) if seen else {}),
        may_take_file=allowed(Permission.REPORT_READ, standing) and not _is_sealed(edition, seen),
        may_see_severity=allowed(Permission.SEVERITY_READ, standing),
        tabs=edition_tabs(standing, slug, "committee.index"),
    )


def _told(plan: Plan, category: Category, seen: Seen) -> dict[str, Any]:
    found, names = seen.analysis.firmness, seen.names
    rubric = plan.rubric_of(category.key, seen.round_key)
    return {
        "method": firm_told.method_sentence(seen.analysis),
        "refusals": firm_told.remark_sentences(seen.analysis.refusals, names),
        "remarks": firm_told.remark_sentences(
            seen.analysis.remarks, {**names, **firm_told.labels_of(rubric)}
        ),
        "rows": seen.rows[:MOST_ROWS],
        "left": len(seen.rows[MOST_ROWS:]),
        "cuts": firm_told.told(found, names, rubric) if found else [],
        "cut_labels": _cut_labels(plan, category),
        "picture": Markup(firmness_svg(found, names=names)) if found else "",  # noqa: S704
        "chances": _chances(seen),
        "pairs": _pairs(seen),
    }


def _cut_labels(plan: Plan, category: Category) -> dict[int, str]:
    """What a cut after so many places is for; the award where both are one."""
    labels = {shortlist_places(plan, category.key) or 0: "Shortlist"}
    return labels | {category.award.awards: "Award"}


def _chances(seen: Seen) -> list[tuple[str, list[float]]]:
    found = seen.analysis.firmness
    if found is None:
        return []
    rows = zip(found.paired[:MOST_PLACES], found.by_place, strict=False)
    return [(seen.names[key], list(shares[:MOST_PLACES])) for key, shares in rows]


def _pairs(seen: Seen) -> list[tuple[str, list[float]]]:
    """The first of the order, each with the chance to be truly better than each of them."""
    found = seen.analysis.firmness
    if found is None:
        return []
    rows = zip(found.paired[:MOST_PLACES], found.pairwise, strict=False)
    return [(seen.names[key], list(shares[:MOST_PLACES])) for key, shares in rows]


@bp.get("/editions/<slug>/committee/<category_key>/ranking.json")
@login_required
def document(slug: str, category_key: str) -> ResponseReturnValue:
    """What reviewers gave, under aliases: `python -m workflows calibrate` (or `merits`, where they
    compared) makes the same figures of it.

    For those who may read reports: an alias here ties together the reviews of one reviewer, which
    pages for members show by another letter for each nomination. Not for those who have still to
    review one of its nominations, in whatever round.
    """
    edition, _, _ = _seen_by(slug, category_key, Permission.REPORT_READ)
    seen = _ranking(edition, category_key)
    if _is_sealed(edition, seen):
        raise NotFound
    content = seen and firm.document_of(reading(), seen.ranking_id, current_actor().id)
    if content is None:
        raise NotFound
    answer = Response(
        json.dumps(content, ensure_ascii=False, indent=1), mimetype="application/json"
    )
    name = f"{slug}-{category_key}-ranking.json"
    answer.headers["Content-Disposition"] = file_header("attachment", name)
    return answer


@bp.get("/editions/<slug>/committee/<category_key>/reviewers")
@login_required
def reviewers(slug: str, category_key: str) -> ResponseReturnValue:
    """What each reviewer adds to his or her points."""
    edition, category, standing = _seen_by(slug, category_key, Permission.SEVERITY_READ)
    seen = _ranking(edition, category_key)
    names = firm.reviewers_by_alias(reading(), seen.ranking_id) if seen else {}
    severities = sorted(
        seen.analysis.severities if seen else (),
        key=lambda each: (each.severity is None, each.severity, each.alias),
    )
    return page(
        "committee/severity.html",
        edition=edition,
        category=category,
        seen=seen,
        names=names,
        severities=severities,
        has_scales=any(each.scale != 1 for each in severities),
        refusals=firm_told.remark_sentences(seen.analysis.refusals, seen.names) if seen else [],
        criteria=edition.plan.rubric_of(category_key, seen.round_key).criteria if seen else {},
        picture=_severity_chart(severities, names),
        tabs=edition_tabs(standing, slug, "committee.index"),
    )


def _severity_chart(severities: Any, names: Any) -> Markup:
    rows = [
        (names.get(each.alias, each.alias), *map(_tenths, (each.severity, each.low, each.high)))
        for each in severities
        if each.severity is not None
    ]  # fmt: skip
    drawn = dot_interval("Severity of each reviewer in points, with its interval", rows)
    return Markup(drawn)  # noqa: S704 - escaped by the chart


def _tenths(points: float) -> float:
    """Rounded, and no nought below nought."""
    return round(points, 1) + 0.0


def _ranking(edition: RunningEdition, category_key: str) -> Seen | None:
    found = firm.latest_rankings(reading(), edition.id, current_actor(), category_key=category_key)
    return found.get(category_key)


def _is_sealed(edition: RunningEdition, seen: Seen | None) -> bool:
    return seen is not None and is_sealed(reading(), current_actor(), edition, seen.ranking_id)


def _seen_by(
    slug: str, category_key: str, permission: Permission
) -> tuple[RunningEdition, Category, Standing]:
    """Edition and category, for whoever has the permission there.

    Raises:
        NotFound: no such category, or not for these eyes.
    """
    edition = edition_named(slug)
    category = edition.plan.categories.get(category_key)
    if category is None:
        raise NotFound
    standing = standing_in(reading(), current_actor(), edition.id, category_key)
    require_visible(permission, standing)
    return edition, category, standing
