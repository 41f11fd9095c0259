"""The tables that can be taken away: nominations, reviews, the ranking, decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final
from uuid import UUID

from prize_app.dashboards.report_queries import Material
from prize_app.db.nominations import Nomination
from prize_app.nominations.veil import of_review
from workflows.firmness import Standing, percent
from workflows.plan.blinding import Known, Subject
from workflows.plan.evaluation import Rubric
from workflows.plan.judging import rubrics_used
from workflows.policy import Permission
from workflows.scoring import STEP, review_score

Cell = str | int | Decimal | datetime | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """Which table."""

    NOMINATIONS = "nominations"
    REVIEWS = "reviews"
    RANKING = "ranking"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Table:
    """Headings with the width that a spreadsheet gives them (in characters), and rows."""

    headings: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


def table_of(kind: Kind, material: Material) -> Table:
    """The table of a kind, as far as the viewer may see its rows."""
    return TABLES[kind](material)


def unnamed(who: UUID | None) -> str:
    """Who did it, where no name may be told: nobody did, or somebody whose name is hidden."""
    return "the calendar" if who is None else "somebody whose name is hidden"


def category_words(material: Material, nomination: Nomination) -> str:
    """The award's name."""
    return material.edition.plan.categories[nomination.category_key].name["en"]


def stage_words(material: Material, nomination: Nomination) -> str:
    """The stage's name as the prize's own people read it."""
    workflow = material.edition.plan.workflow_of(nomination.category_key)
    return workflow.stages[nomination.stage].label["en"]


def action_words(material: Material, nomination: Nomination, key: str) -> str:
    """An action's name, also of one that the plan does not have any more."""
    action = material.edition.action_ever(nomination.category_key, key)
    return action.label["en"] if action else key


def by_category(material: Material, nomination: Nomination) -> tuple[int, str]:
    """Sort key: the category's number, then the reference."""
    number = material.edition.plan.categories[nomination.category_key].number
    return number, nomination.reference


def _nominations(material: Material) -> Table:
    themes = {k: t for plan in reversed(material.edition.plans) for k, t in plan.themes.items()}
    rows: list[Row] = []
    for n in material.visible(Permission.NOMINATION_READ):
        sees_nominator = material.sights[n.id].sees(Subject.NOMINATOR)
        rows.append(
            (
                n.reference,
                category_words(material, n),
                material.nominees[n.id].name,
                material.nominees[n.id].original_name,
                material.country_of(n),
                material.nominees[n.id].institution,
                themes[n.theme].label["en"] if n.theme in themes else n.theme,
                material.nominators.get(n.id, "") if sees_nominator else "",
                stage_words(material, n),
                n.stage_since,
                n.submitted_at,
                n.consent.replace("-", " "),
                len(material.reviews.get(n.id, ())),
            )
        )
    return Table(
        (
            ("Reference", 14), ("Category", 34), ("Nominee", 30), ("Name in its own script", 24),
            ("Country", 18), ("Institution", 36), ("Research theme", 36), ("Nominator", 28),
            ("Stage", 26), ("In this stage since (UTC)", 18), ("Handed in (UTC)", 18),
            ("Consent", 12), ("Reviews handed in", 10),
        ),
        tuple(rows),
    )  # fmt: skip


def _reviews(material: Material) -> Table:
    plan = material.edition.plan
    used = dict.fromkeys(k for c in plan.categories for k in sorted(rubrics_used(plan, c)))
    rubrics = {key: plan.rubrics[key] for key in used}
    criteria = [(r, key) for r in rubrics.values() for key in r.criteria]
    rows: list[Row] = []
    for n in material.visible(Permission.REVIEWS_READ):
        known = material.sights[n.id].reviewers
        seen_words = partial(material.veil.over, seen=material.sights[n.id])
        for review in material.reviews.get(n.id, ()) if known is not Known.HIDDEN else ():
            rubric = plan.rubric_of(n.category_key, review.round)
            score = review_score(rubric, review.points)
            rows.append(
                (
                    n.reference,
                    category_words(material, n),
                    material.nominees[n.id].name,
                    review.reviewer if known is Known.OPEN else review.alias,
                    review.submitted_at,
                    None if score is None else score.quantize(STEP),
                    *(review.points.get(key) if r is rubric else None for r, key in criteria),
                    seen_words(of_review(review.id, "strengths"), review.strengths),
                    seen_words(of_review(review.id, "weaknesses"), review.weaknesses),
                )
            )
    return Table(
        (
            ("Reference", 14), ("Category", 34), ("Nominee", 30), ("Reviewer", 24),
            ("Handed in (UTC)", 18), ("Points (0 to 100)", 10),
            *((_criterion_words(r, key, alone=len(rubrics) == 1), 14) for r, key in criteria),
            ("Strengths", 60), ("Weaknesses", 60),
        ),
        tuple(rows),
    )  # fmt: skip


def _criterion_words(rubric: Rubric, key: str, *, alone: bool) -> str:
    label = rubric.criteria[key].label["en"]
    return label if alone else f"{rubric.label['en']}: {label}"


def _ranking(material: Material) -> Table:
    ranked = [
        (n, material.lines[n.id])
        for n in material.visible(Permission.RANKING_READ)
        if n.id in material.lines
    ]

    def order(pair: tuple[Nomination, object]) -> tuple[int, bool, int, str]:
        number, reference = by_category(material, pair[0])
        place = material.lines[pair[0].id].place
        return number, place is None, place or 0, reference

    standing = {
        row.nomination_id: row.standing for s in material.rankings.values() for row in s.rows
    }
    rows = tuple(
        (
            category_words(material, n),
            line.place,
            n.reference,
            material.nominees[n.id].name,
            material.nominees[n.id].original_name,
            material.country_of(n),
            line.mean_points,
            line.merit,
            line.low,
            line.high,
            *_firm_cells(standing.get(n.id)),
            line.reviews,
            stage_words(material, n),
        )
        for n, line in sorted(ranked, key=order)
    )
    return Table(
        (
            ("Category", 34), ("Place", 8), ("Reference", 14), ("Nominee", 30),
            ("Name in its own script", 24), ("Country", 18), ("Mean points (0 to 100)", 12),
            ("Calibrated score", 12), ("Interval from", 12), ("Interval to", 12),
            ("Could be place, at best", 12), ("Could be place, at worst", 12),
            ("Chance to be truly inside each cut", 24), ("Reviews", 10), ("Stage", 26),
        ),
        rows,
    )  # fmt: skip


def _firm_cells(standing: Standing | None) -> tuple[int | None, int | None, str]:
    """Places that a nomination could truly have, and its chances, the narrowest cut first."""
    if standing is None:
        return None, None, ""
    inside = sorted(standing.inside.items())
    chances = "; ".join(f"first {places}: {percent(share)} %" for places, share in inside)
    return standing.best_place, standing.worst_place, chances


def _decisions(material: Material) -> Table:
    rows: list[Row] = []
    visible = material.visible(Permission.RANKING_READ)
    for n in sorted(visible, key=lambda n: by_category(material, n)):
        for one in material.decisions.get(n.id, ()):
            signed = "; ".join(
                f"{action_words(material, n, a.action_key)}: {name or unnamed(a.approved_by)},"
                f" {a.approved_at:%Y-%m-%d}"
                for a, name in one.approvals
            )
            rows.append(
                (
                    n.reference,
                    category_words(material, n),
                    material.nominees[n.id].name,
                    action_words(material, n, one.action_key),
                    one.reasons,
                    one.citation.get("en", ""),
                    one.citation.get("zh", ""),
                    one.proposed_by or unnamed(one.decision.proposed_by),
                    one.decision.proposed_at,
                    signed,
                    stage_words(material, n),
                )
            )
    return Table(
        (
            ("Reference", 14), ("Category", 34), ("Nominee", 30), ("Decision", 26),
            ("Reasons", 60), ("Citation", 50), ("Citation in Chinese", 40), ("Proposed by", 24),
            ("Proposed (UTC)", 18), ("Signed by", 50), ("Stage", 26),
        ),
        tuple(rows),
    )  # fmt: skip


TABLES: Final[Mapping[Kind, Callable[[Material], Table]]] = {
    Kind.NOMINATIONS: _nominations,
    Kind.REVIEWS: _reviews,
    Kind.RANKING: _ranking,
    Kind.DECISIONS: _decisions,
}
