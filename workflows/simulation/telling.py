"""Simulated rows as a table for people and as a document for programs."""

from __future__ import annotations

from typing import Any, Final

from workflows.plan.evaluation import Order
from workflows.simulation.figures import Figure
from workflows.simulation.method import Method
from workflows.simulation.running import Row
from workflows.simulation.setting import Setting, reliability

APPROXIMATION: Final = (
    "The panel's ballots are approximated by the ranking: the shortlist holds the first places, "
    "shared places included, and the first of it are honoured, ties by lot."
)
_ORDERS: Final = {
    Order.RAW_MEAN: "by means of the points as given",
    Order.CALIBRATED: "by calibrated scores; by means where calibration is refused",
}
_READING: Final = (
    "load: nominations per reviewer, least/mean/most. rank: by merit, 1 is the best. on shortlist: "
    "mean number; equal scores share a place, so that it may hold more than its places."
)


def as_table(name: str, method: Method, setting: Setting, rows: tuple[Row, ...]) -> list[str]:
    """Lines for people; `name` is what people call the category."""
    first = min(method.places, setting.nominations)
    agree = reliability(method, setting)
    shortlist = f"shortlist of {method.places}" if method.has_shortlist else "no shortlist"
    awards = "1 award" if method.laureates == 1 else f"{method.laureates} awards"
    lines = [
        f"category\t{method.category} ({name})",
        f"method\t{method.lowest} to {method.highest} points on {len(method.weights)} criteria, "
        f"{method.reviews} reviews, {shortlist}, {awards}, "
        f"at most {method.most_per_reviewer} nominations per reviewer",
        f"order\t{_ORDERS[method.order]}",
        f"supposed\t{setting.nominations} nominations, {setting.reviewers} reviewers, "
        f"severity {setting.severity:.3g}, noise {setting.noise:.3g} points, halo "
        f"{setting.halo:.3g}; two reviews correlate by {agree:.2f}",
        f"editions\t{setting.editions}, seed {setting.seed}; intervals are 95 %",
        f"note\t{APPROXIMATION}",
        "",
        _cells(
            "reviews", "reviewers", "load", "best honoured %", "best shortlisted %",
            f"of first {first} shortlisted", "laureate's rank", "on shortlist",
        ),
    ]  # fmt: skip
    return [*lines, *(_line(method, row) for row in rows), *_legend(method, setting, rows)]


def _line(method: Method, row: Row) -> str:
    load = row.load
    return _cells(
        f"{row.reviews}{' plan' if row.reviews == method.reviews else ''}",
        str(row.reviewers),
        f"{load.least}/{load.mean:.1f}/{load.most}",
        _told(row.best_honoured.times(100), 1),
        _told(row.best_shortlisted.times(100), 1),
        _told(row.first_shortlisted, 2),
        _told(row.laureate_rank, 2),
        f"{row.shortlist_size:.2f}",
    )


def _legend(method: Method, setting: Setting, rows: tuple[Row, ...]) -> list[str]:
    lines = ["", _READING]
    if any(row.reviewers > setting.reviewers for row in rows):
        most = method.most_per_reviewer
        lines.append(f"Rows with more reviewers than supposed need them: at most {most} each.")
    return lines


def _told(figure: Figure, digits: int) -> str:
    return f"{figure.value:.{digits}f} ({figure.low:.{digits}f}–{figure.high:.{digits}f})"


def _cells(*cells: str) -> str:
    widths = (7, 9, 12, 18, 18, 23, 22, 12)
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


def as_document(method: Method, setting: Setting, rows: tuple[Row, ...]) -> dict[str, Any]:
    """For programs: figures to a millionth, always the same for the same rows."""
    return {
        "category": method.category,
        "method": {
            "lowest": method.lowest,
            "highest": method.highest,
            "weights": list(method.weights),
            "reviews_per_nomination": method.reviews,
            "most_per_reviewer": method.most_per_reviewer,
            "places": method.places,
            "has_shortlist": method.has_shortlist,
            "awards": method.laureates,
            "order": str(method.order),
        },
        "setting": {
            "nominations": setting.nominations,
            "reviewers": setting.reviewers,
            "severity": _rounded(setting.severity),
            "noise": _rounded(setting.noise),
            "halo": _rounded(setting.halo),
            "reliability": _rounded(reliability(method, setting)),
            "editions": setting.editions,
            "seed": setting.seed,
        },
        "approximation": APPROXIMATION,
        "rows": [_as_dict(method, row) for row in rows],
    }


def _as_dict(method: Method, row: Row) -> dict[str, Any]:
    return {
        "reviews": row.reviews,
        "is_plan": row.reviews == method.reviews,
        "reviewers": row.reviewers,
        "load": {"min": row.load.least, "mean": _rounded(row.load.mean), "max": row.load.most},
        "best_honoured": _interval(row.best_honoured),
        "best_shortlisted": _interval(row.best_shortlisted),
        "all_first_shortlisted": _interval(row.all_first_shortlisted),
        "first_shortlisted": _interval(row.first_shortlisted),
        "laureate_rank": _interval(row.laureate_rank),
        "shortlist_size": _rounded(row.shortlist_size),
    }


def _interval(figure: Figure) -> dict[str, float]:
    return {
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
    }


def _rounded(figure: float) -> float:
    return round(figure, 6)
