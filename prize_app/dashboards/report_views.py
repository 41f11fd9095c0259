"""Reports: the page, tables to take away, the printed report."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from prize_app.access import current_actor, login_required, reading
from prize_app.certificates.downloads import download
from prize_app.charts import bar_chart, histogram
from prize_app.clock import now
from prize_app.dashboards.edition_report import edition_report
from prize_app.dashboards.exports import csv_of, xlsx_of
from prize_app.dashboards.extension_table import extension_table
from prize_app.dashboards.report_queries import Material, gather
from prize_app.dashboards.reports import Kind, table_of
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.extensions.comparing import compare
from prize_app.pdf.rendering import environment
from prize_app.pdf.report import EditionReport, render_report, stage_chart, stage_names
from prize_app.web import page
from workflows.plan.model import Plan
from workflows.policy import Permission

MOST_KEPT: Final = 8
"""Printed reports that a process remembers, each under a megabyte or two."""

bp = Blueprint("reports", __name__)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTRIES_SHOWN: Final = 15
HOLDS: Final = {
    Kind.NOMINATIONS: "Who is nominated for what, by whom, and where it stands",
    Kind.REVIEWS: "Points by criterion and the reviewers’ words",
    Kind.RANKING: "Places and mean points as they were frozen",
    Kind.DECISIONS: "What was resolved and why, with citation and signatures",
}


@bp.get("/editions/<slug>/reports")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """Key figures, charts, and everything that can be taken away."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.REPORT_READ)
    material = gather(reading(), current_actor(), edition)
    report = edition_report(material, time=edition.time(now()))
    return page(
        "reporting/index.html",
        edition=edition,
        report=report,
        charts=_charts(report),
        kinds=[(kind, HOLDS[kind], len(table_of(kind, material).rows)) for kind in Kind],
        tabs=edition_tabs(standing, slug, "reports.index"),
    )


@bp.get(
    "/editions/<slug>/reports/<any(nominations, reviews, ranking, decisions):kind>"
    ".<any(csv, xlsx):extension>"
)
@login_required
def export(slug: str, kind: str, extension: str) -> ResponseReturnValue:
    """A table as a file."""
    material = _material(slug)
    table = table_of(Kind(kind), material)
    name = file_name(material.edition.plan, f"{kind}.{extension}")
    if extension == "csv":
        return download(csv_of(table), "text/csv", name)
    made_at = material.edition.row.created_at
    return download(xlsx_of(table, kind.capitalize(), made_at=made_at), XLSX, name)


@bp.get("/editions/<slug>/extensions.<any(csv, xlsx):extension>")
@login_required
def extensions(slug: str, extension: str) -> ResponseReturnValue:
    """The equal-treatment list as a file."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EXTENSION_READ)
    actor = current_actor()
    table = extension_table(compare(reading(), actor, edition, at=edition.time(now())))
    name = file_name(edition.plan, f"extensions.{extension}")
    if extension == "csv":
        return download(csv_of(table), "text/csv", name)
    made_at = edition.row.created_at
    return download(xlsx_of(table, "Extensions", made_at=made_at), XLSX, name)


@bp.get("/editions/<slug>/report.pdf")
@login_required
def report(slug: str) -> ResponseReturnValue:
    """The report of the edition, to be printed."""
    material = _material(slug)
    made = edition_report(material, time=material.edition.time(now()))
    name = file_name(material.edition.plan, "report.pdf")
    return download(printed(Path(str(current_app.template_folder)), made), "application/pdf", name)


@lru_cache(maxsize=MOST_KEPT)
def printed(templates: Path, made: EditionReport) -> bytes:
    """The report on paper; laid out once for all who get the very same words and figures.

    What one reader may not see makes another report, and so other pages.
    """
    return render_report(environment(templates), made)


def _material(slug: str) -> Material:
    edition = edition_named(slug)
    standing_towards(edition, Permission.REPORT_READ)
    return gather(reading(), current_actor(), edition)


def file_name(plan: Plan, ending: str) -> str:
    """A file name such as anso-prize-2027-ranking.csv."""
    prize = re.sub(r"[^a-z0-9]+", "-", plan.prize.short_name["en"].casefold()).strip("-")
    return f"{prize}-{plan.prize.year}-{ending}"


def _charts(report: EditionReport) -> list[tuple[str, Markup]]:
    """(caption, drawing) of whatever there is something to draw of."""
    charts = []
    if stage_names(report):
        charts.append(("Nominations by category and stage", stage_chart(report)))
    if report.countries:
        caption = "Nominations by country"
        if len(report.countries) > COUNTRIES_SHOWN:
            caption += f", the first {COUNTRIES_SHOWN} of {len(report.countries)}"
        charts.append((caption, bar_chart(caption, report.countries[:COUNTRIES_SHOWN])))
    if report.score_histogram:
        caption = "Reviews by points given"
        charts.append((caption, histogram(caption, report.score_histogram)))
    # Our own drawing functions escape every word that they are given.
    return [(caption, Markup(drawn)) for caption, drawn in charts]  # noqa: S704
