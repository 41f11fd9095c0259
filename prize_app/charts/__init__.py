"""Our own charts as SVG text, for the screen and for paper alike.

Every chart is one `<svg role="img">` with a title, a description that says its values in words,
presentation attributes (no inline style) and classes, so that a style sheet may repaint it.
Where a chart stands, the page says its title; the drawing does not repeat it.

Classes to repaint: chart, chart-label, chart-text, chart-quiet (axis words), chart-inside (values
on a bar's part: ink or paper, whichever is readable there), chart-bar, chart-part and
chart-part-0, -1 … (one a series), chart-line, chart-dot, chart-zero, chart-box, chart-whisker,
chart-asked and chart-done (two sums), chart-due and chart-today (days that matter).
"""

from prize_app.charts.amounts import bar_chart, funnel, stacked_bars
from prize_app.charts.distributions import dot_interval, histogram
from prize_app.charts.marks import PAPER, Palette, ramp
from prize_app.charts.progress import burn_up_chart
from prize_app.charts.spreads import box_rows

__all__ = [
    "PAPER",
    "Palette",
    "bar_chart",
    "box_rows",
    "burn_up_chart",
    "dot_interval",
    "funnel",
    "histogram",
    "ramp",
    "stacked_bars",
]
