"""What the strokes and boxes of the picture mean."""

from __future__ import annotations

from workflows.drawing.elements import INK, LAUREL, RULE, SOFT, box, line, lines_of_text
from workflows.drawing.pen import WHO, WHO_LEADING, Pen
from workflows.drawing.placing import DETOUR_X


def legend(pen: Pen, y: float) -> float:
    """Draw the legend at the height y; where it ends."""
    said = pen.texts.DRAWING
    x = DETOUR_X
    for key, colour, width, dashes in (
        ("legend_main", LAUREL, 2.6, ""),
        ("legend_side", RULE, 1.5, ""),
        ("legend_system", RULE, 1.5, "6 4"),
    ):
        pen.parts.append(
            line(x, y, x + 34, y, class_="wf-arrow", stroke=colour, width=width, dashes=dashes)
        )
        x = _words(pen, said[key], x + 44, y)
    pen.parts += [
        box(x, y - 9, 34, 18, class_="wf-stage", stroke=INK, width=1.6),
        box(x + 3, y - 6, 28, 12, class_="wf-end", stroke=INK, fill="none", width=1),
    ]
    x = _words(pen, said["legend_end"], x + 44, y) - 90
    pen.parts.append(box(x, y - 9, 34, 18, class_="wf-pointer", stroke=RULE, width=1.2, radius=9))
    _words(pen, said["legend_pointer"], x + 44, y)
    return y + 12


def _words(pen: Pen, words: str, x: float, y: float) -> float:
    pen.parts.append(
        lines_of_text(
            [words], x, y + 4, size=WHO, leading=WHO_LEADING, anchor="start", fill=SOFT,
            class_="wf-who",
        )
    )  # fmt: skip
    return x + 170
