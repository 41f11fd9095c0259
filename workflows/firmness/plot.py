"""The order as a picture: dots with their intervals, and the cuts with how firm they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape

from workflows.drawing.elements import (
    FAMILY,
    GOLD,
    INK,
    LAUREL,
    PAPER,
    RULE,
    WASH,
    element,
    line,
    text_line,
)
from workflows.drawing.lettering import width
from workflows.firmness.layout import (
    COLUMN,
    LABEL,
    LEFT,
    ROW,
    TOP,
    WIDE,
    Axis,
    axis_of,
    last_inside,
    shown_rows,
)
from workflows.firmness.telling import percent
from workflows.firmness.verdicts import Cut, Firmness, Grade, Standing
from workflows.remarks import words_for_figures

SIZE: Final = 13.0
MOST_CUTS: Final = 3
_ISOLATED: Final = "\u2068{}\u2069"

_text: Final = partial(text_line, size=SIZE, class_="firm-text")


def firmness_svg(
    found: Firmness, *, language: str = "en", key: str = "firm", names: Mapping[str, str] = {}
) -> str:
    """A picture 390 pixels wide that a strict page may hold; it may be shown larger.

    Long orders show their first places and those around each cut.

    Args:
        key: begins the identifiers, so that a page can hold several pictures.
        names: nomination -> what people call it; its identifier by default.
    """
    texts = _texts(found, language)
    rows = shown_rows(found)
    cuts = [cut for cut in found.cuts if cut.last is not None][:MOST_CUTS]
    axis = axis_of([found.standings[n] for n in rows if n is not None], len(cuts))
    parts = _head(texts, axis, cuts)
    y = TOP
    for number in rows:
        if number is None:
            parts.append(_text("⋮", LABEL - 14, y + 17))
        else:
            parts += _row(found.standings[number], axis, y, texts, names, cuts)
        y += ROW
        for cut in cuts:
            if number is not None and last_inside(cut) == number:
                parts += _cut_line(cut, y, texts)
                y += ROW
    rest = len(found.standings) - 1 - max((n for n in rows if n is not None), default=-1)
    if rest:
        parts.append(_text(texts["more"].format(count=rest), LABEL, y + 17, anchor="start"))
        y += ROW
    parts[:0] = _grid(axis, y)
    return _document(found, texts, axis, parts, y + 14, key, language)


def _texts(found: Firmness, language: str) -> Mapping[str, str]:
    words = words_for_figures(language)
    texts: Mapping[str, str] = words.PICTURE | (words.COMPARED if found.compared else {})
    return {**texts, "dot": texts["dot"].format(level=percent(found.level))}


def _head(texts: Mapping[str, str], axis: Axis, cuts: Sequence[Cut]) -> list[str]:
    size = min(15.0, (WIDE - 24) / width(texts["title"], 1))
    legend = 46.0
    ring = 36.0 + width(texts["dot"], SIZE) + 26
    return [
        _text(texts["title"], 12, 24, anchor="start", fill=INK, weight="600", size=size),
        line(12, legend - 4, 30, legend - 4, class_="firm-bar", stroke=LAUREL, width=1.6),
        element("circle", class_="firm-dot", cx=21.0, cy=legend - 4, r=4.0, fill=LAUREL),
        _text(texts["dot"], 36, legend, anchor="start"),
        *(
            [_ring(ring, legend - 4), _text(texts["ring"], ring + 10, legend, anchor="start")]
            if ring + width(texts["ring"], SIZE) + 10 < WIDE
            else [_ring(21, legend + 14), _text(texts["ring"], 36, legend + 18, anchor="start")]
        ),
        *([_text(texts["inside"], WIDE - 12, TOP - 30, anchor="end")] if cuts else []),
        *(
            _text(str(cut.places), x, TOP - 10, anchor="end", fill=GOLD, weight="600")
            for cut, x in zip(cuts, _columns(cuts), strict=True)
        ),
        *(
            _text(f"{tick:g}", axis.x(tick), TOP - 10)
            for tick in (round(each, 9) for each in axis.ticks())
        ),
    ]


def _grid(axis: Axis, bottom: float) -> list[str]:
    return [
        line(axis.x(t), TOP - 4, axis.x(t), bottom, class_="firm-grid", stroke=RULE, width=0.4)
        for t in axis.ticks()
    ]


def _columns(cuts: Sequence[Cut]) -> list[float]:
    """Where the probabilities of each cut end."""
    return [WIDE - 12 - COLUMN * (len(cuts) - 1 - number) for number in range(len(cuts))]


def _row(
    each: Standing,
    axis: Axis,
    y: float,
    texts: Mapping[str, str],
    names: Mapping[str, str],
    cuts: Sequence[Cut],
) -> list[str]:
    middle = y + ROW / 2
    name = names.get(each.id, each.id)
    shares = [_share(each.inside[cut.places], texts) for cut in cuts]
    told = texts["row"].format(
        place=each.place, name=name, merit=f"{each.merit:.2f}", low=f"{each.low:.2f}",
        high=f"{each.high:.2f}", raw=f"{each.raw_mean:.2f}", percent="/".join(shares) or "–",
    )  # fmt: skip
    parts = [
        element("title", escape(told)),
        _text(str(each.place), LABEL - 10, middle + 4.5, anchor="end"),
        _text(_short(name, LEFT - LABEL - 8), LABEL, middle + 4.5, anchor="start", fill=INK),
        line(
            axis.x(each.low), middle, axis.x(each.high), middle, class_="firm-bar",
            stroke=LAUREL, width=1.8,
        ),
        element("circle", class_="firm-dot", cx=axis.x(each.merit), cy=middle, r=4.4, fill=LAUREL),
        _ring(axis.x(each.raw_mean), middle),
        *(
            _text(share, x, middle + 4.5, anchor="end", fill=INK)
            for share, x in zip(shares, _columns(cuts), strict=True)
        ),
    ]  # fmt: skip
    return [element("g", "".join(parts), class_="firm-row")]


def _share(share: float, texts: Mapping[str, str]) -> str:
    if share < 0.01:
        return texts["under"]
    return texts["over"] if share > 0.99 else str(percent(share))


def _short(name: str, room: float) -> str:
    """As much of a name as there is room for, kept apart from the direction around it."""
    shown = name
    while width(shown, SIZE) > room and len(shown) > 1:
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    return _ISOLATED.format(shown)


def _ring(x: float, y: float) -> str:
    return element(
        "circle", class_="firm-raw", cx=x, cy=y, r=3.4, fill="none", stroke=INK, stroke_width=1.1
    )


def _cut_words(cut: Cut, texts: Mapping[str, str]) -> str:
    code = {
        Grade.FIRM: "cut_firm",
        Grade.LEANING: "cut_leaning",
        Grade.IN_NOISE: "cut_in_noise",
    }.get(cut.grade, "cut_shared")
    return texts[code].format(places=cut.places, percent=percent(cut.apart or 0.0))


def _cut_line(cut: Cut, y: float, texts: Mapping[str, str]) -> list[str]:
    """A line with its words on it; dashed where it is not firm."""
    told = _cut_words(cut, texts)
    middle, wide = y + ROW / 2, width(told, SIZE) + 16
    dashes = "" if cut.grade is Grade.FIRM else "5 4"
    return [
        line(
            12, middle, WIDE - 12, middle, class_="firm-cut", stroke=GOLD, width=1.6, dashes=dashes
        ),
        element(
            "rect", class_="firm-label", x=WIDE / 2 - wide / 2, y=y + 2, width=wide,
            height=ROW - 4, fill=WASH, rx=3.0,
        ),
        _text(told, WIDE / 2, middle + 4.5, fill=GOLD, weight="600"),
    ]  # fmt: skip


def _document(
    found: Firmness,
    texts: Mapping[str, Any],
    axis: Axis,
    parts: Sequence[str],
    high: float,
    key: str,
    language: str,
) -> str:
    cuts = "; ".join(_cut_words(cut, texts) for cut in found.cuts if cut.last is not None)
    described = texts["description"].format(
        count=len(found.standings),
        low=f"{axis.low:g}",
        high=f"{axis.high:g}",
        cuts=cuts,
        order=texts[found.order],
        level=percent(found.level),
    )
    content = [
        element("title", escape(texts["title"]), id=f"{key}-title"),
        element("desc", escape(described), id=f"{key}-desc"),
        element("rect", class_="firm-paper", width=WIDE, height=high, fill=PAPER),
        *parts,
    ]
    return element(
        "svg",
        "\n" + "\n".join(content) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        class_="firmness",
        viewBox=f"0 0 {WIDE:.0f} {high:.0f}",
        width=f"{WIDE:.0f}",
        height=f"{high:.0f}",
        lang=language,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=FAMILY,
    )
