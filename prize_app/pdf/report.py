"""An edition's report: the values it is made of, and the A4 pages they become."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from prize_app.charts import PAPER, Palette, bar_chart, funnel, histogram, ramp, stacked_bars
from prize_app.pdf.guilloche import rosette_svg
from prize_app.pdf.rendering import lay_out, write
from prize_app.pdf.wreath import Colours, wreath_svg

# PDF/UA-1: a report is read, by everybody: tags, title, language, and a name for every figure.
VARIANT: Final = "pdf/ua-1"
FINDINGS: Final = ("Holds", "Does not hold", "Unknown")
# A drawing cannot break across pages; longer lists are told in full by the table below it.
CHART_ROWS: Final = 28
ON_GREEN: Final = Colours(leaf="#ffffff", shade="#bcd0c4", vein="#1d4f3b", gold="#d9bd74")
CHAPTERS: Final = (
    ("figures", "Key figures"),
    ("nominations", "Nominations by category and stage"),
    ("procedure", "The procedure"),
    ("countries", "Where nominees come from"),
    ("findings", "Entry conditions"),
    ("reviews", "Reviews"),
    ("ranking", "Ranking"),
    ("decisions", "Decisions"),
    ("laureates", "Laureates"),
    ("ways", "The way of each nomination"),
    ("evidence", "Evidence"),
)


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One place in a category's ranking; equal places are shared, None is not ranked."""

    place: int | None
    nominee: str
    original_name: str | None
    country: str
    mean_points: Decimal | None
    reviews: int
    outcome: str
    original_lang: str | None = None
    merit: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FirmReport:
    """How a ranking was made and how firm it is, in words; `drawing` is our own SVG, or nothing.

    `method` says which score made the places, `remarks` what to know about the figures or why
    there are none, `cuts` what is to be said of each cut, the verdict first.
    """

    method: str
    remarks: tuple[str, ...]
    cuts: tuple[tuple[str, ...], ...]
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision, why it was taken, who proposed and who approved it; dates are words."""

    nominee: str
    outcome: str
    reasons: str
    proposer: str
    approver: str | None
    decided_on: str


@dataclass(frozen=True, slots=True)
class LaureateLine:
    """One laureate; `serial` is the certificate's, None before it is issued."""

    name: str
    original_name: str | None
    citation: str
    serial: str | None
    original_lang: str | None = None


@dataclass(frozen=True, slots=True)
class WayLine:
    """The way of one nomination: (stage, day) of every step, the days in words."""

    nominee: str
    reference: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProcedureReport:
    """A procedure as a drawing with the numbers of nominations in it; `drawing` is our own SVG."""

    name: str
    categories: tuple[str, ...]
    drawing: str


@dataclass(frozen=True, slots=True)
class CategoryReport:
    """What happened in one category. All its stages are counted, in the order of the procedure."""

    name: str
    name_zh: str
    stage_counts: tuple[tuple[str, int], ...] = ()
    ranking: tuple[RankedLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    laureates: tuple[LaureateLine, ...] = ()
    ways: tuple[WayLine, ...] = ()
    firm: FirmReport | None = None


@dataclass(frozen=True, slots=True)
class EditionReport:
    """Everything the report says. Every field may be empty; the report then says so.

    `figures` are the key figures as (label, value); `findings` are (condition, holds, does not
    hold, unknown); `countries` (name, nominations); `score_histogram` (class of points, reviews);
    `review_progress` (step, number) from asked to handed in. `audit_head` and `plan_hash` are
    hexadecimal digests.
    """

    prize: str
    edition: str
    generated_on: str
    demonstration: bool
    figures: tuple[tuple[str, str], ...]
    categories: tuple[CategoryReport, ...]
    findings: tuple[tuple[str, int, int, int], ...]
    countries: tuple[tuple[str, int], ...]
    score_histogram: tuple[tuple[str, int], ...]
    audit_head: str
    plan_name: str
    plan_hash: str
    review_progress: tuple[tuple[str, int], ...] = ()
    prize_zh: str = ""
    edition_zh: str = ""
    procedures: tuple[ProcedureReport, ...] = ()


def render_report(env: Environment, report: EditionReport) -> bytes:
    """Print the report; the same report and the same installed fonts give the same bytes."""
    document = lay_out(env, "reports/report", _values(report), variant=VARIANT)
    return write(document, variant=VARIANT, identifier=_identifier(report))


def _identifier(report: EditionReport) -> str:
    return f"{report.prize}/{report.edition}/{report.audit_head}/{report.generated_on}"


def _values(report: EditionReport) -> dict[str, Any]:
    return {
        "report": report,
        "chapters": CHAPTERS,
        "chart_rows": CHART_ROWS,
        "stages": stage_names(report),
        "place": _place,
        "charts": {name: Markup(drawn) for name, drawn in _charts(report).items()},  # noqa: S704
        "drawings": {
            category.name: Markup(category.firm.drawing)  # noqa: S704 - escaped by the engine
            for category in report.categories
            if category.firm
        },
        "procedures": [Markup(each.drawing) for each in report.procedures],  # noqa: S704
        "wreath": wreath_svg(46, colours=ON_GREEN),
        "rosette": rosette_svg(250, "#2d6049"),
    }


def _charts(report: EditionReport) -> dict[str, str]:
    return {
        "stages": stage_chart(report, CHART_ROWS),
        "countries": bar_chart("Nominations by country", report.countries[:CHART_ROWS]),
        "findings": _findings(report),
        "progress": funnel("Review progress", report.review_progress[:CHART_ROWS]),
        "scores": histogram("Reviews by points given", report.score_histogram),
    }


def stage_names(report: EditionReport) -> list[str]:
    """The stages at which something stands, in the order of the procedure."""
    total: Counter[str] = Counter()
    for category in report.categories:
        total.update(dict(category.stage_counts))
    return [stage for stage, count in total.items() if count]


def stage_chart(report: EditionReport, most: int | None = None) -> str:
    """Nominations by category and stage, of the first so many categories."""
    names, drawn = stage_names(report), report.categories[:most]
    rows = [(c.name, [dict(c.stage_counts).get(s, 0) for s in names]) for c in drawn]
    colours = Palette(series=ramp(len(names)))
    return stacked_bars("Nominations by category and stage", rows, names, palette=colours)


def _findings(report: EditionReport) -> str:
    rows = [(condition, counts) for condition, *counts in report.findings[:CHART_ROWS]]
    colours = Palette(series=(PAPER.laurel, PAPER.gold, "#c4cec8"))
    return stacked_bars("Findings by entry condition", rows, FINDINGS, palette=colours)


def _place(line: RankedLine, ranking: Sequence[RankedLine]) -> str:
    """The place as printed: "3", "2=" when it is shared, a dash without one."""
    if line.place is None:
        return "–"
    shared = sum(other.place == line.place for other in ranking) > 1
    return f"{line.place}=" if shared else str(line.place)
