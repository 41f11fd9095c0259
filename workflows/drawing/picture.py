"""The whole picture: one row after the other, then the brackets, the legend and the frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from workflows.drawing.arranging import Arrangement, Bracket, Row, arrange
from workflows.drawing.elements import (
    FAMILY,
    INK,
    LAUREL,
    PAPER,
    RULE,
    SOFT,
    element,
    head,
    line,
    lines_of_text,
)
from workflows.drawing.legend import legend
from workflows.drawing.pen import WHO, WHO_LEADING, Pen, Words, rows_by_stage
from workflows.drawing.placing import (
    DETOUR_WIDE,
    DETOUR_X,
    EXIT_WIDE,
    EXIT_X,
    INNER_WIDE,
    INNER_X,
    MAIN_WIDE,
    MAIN_X,
    TRUNK_X,
    PlacedDetour,
    PlacedRow,
    place_row,
)
from workflows.drawing.way import Census, Way, way_in_words
from workflows.phrasing import filled, words_in
from workflows.plan.evaluation import Workflow

CENTRE: Final = MAIN_X + MAIN_WIDE / 2
BRACKET_X: Final = 1014.0
BRACKET_STEP: Final = 236.0
BRACKET_WIDE: Final = 190.0
MARGIN: Final = 16.0
_ONWARD_ROOM: Final = 360.0


def workflow_svg(
    workflow: Workflow,
    language: str,
    *,
    way: Way | None = None,
    census: Census | None = None,
    dues: Mapping[str, str] | None = None,
) -> str:
    """A picture about 1250 pixels wide: the main way straight down, side ways left and right.

    Args:
        way: what one nomination has done; its steps are drawn heavier, and where it stands is
            filled and says so. The description tells it in words.
        census: how many nominations stand where and went which side way, written into the boxes.
        dues: stage -> by when somebody should lead on from it (`due_words`), written into the box.
    """
    arrangement = arrange(workflow)
    went = way or Way()
    arrived = any(target == went.here for _, _, target in went.steps)
    pen = Pen(
        language, went.taken, went.here, rows_by_stage(arrangement), arrived, census, dues or {}
    )
    rows = _rows(pen, arrangement)
    wide = _brackets(pen, arrangement.brackets, rows)
    high = legend(pen, rows[-1].floor + 40) + MARGIN
    told = f" {way_in_words(workflow, way, language)}" if way else ""
    return _document(pen, workflow, arrangement, (wide, high), told)


def _rows(pen: Pen, arrangement: Arrangement) -> list[PlacedRow]:
    rows: list[PlacedRow] = []
    y = 52.0
    for row in arrangement.rows:
        placed = place_row(pen, row, y)
        if rows:
            _onward(pen, rows[-1], placed.top)
        else:
            _start(pen, placed.top)
        _row(pen, placed)
        rows.append(placed)
        y = max(placed.floor + MARGIN, placed.right_end + _onward_height(pen, row))
    return rows


def _start(pen: Pen, top: float) -> None:
    pen.parts += [
        element("circle", class_="wf-start", cx=CENTRE, cy=20.0, r=7.0, fill=INK),
        lines_of_text(
            [pen.texts.DRAWING["start"]], CENTRE + 16, 24, size=WHO, leading=WHO_LEADING,
            anchor="start", fill=SOFT, class_="wf-who",
        ),
        line(CENTRE, 27, CENTRE, top - 8, class_="wf-arrow wf-main", stroke=LAUREL, width=2.6),
        head(CENTRE, top, "down", class_="wf-head", fill=LAUREL),
    ]  # fmt: skip


def _onward_words(pen: Pen, row: Row) -> list[Words]:
    return [pen.words(action, _ONWARD_ROOM) for action in row.onward]


def _onward_height(pen: Pen, row: Row) -> float:
    return sum(words.above + words.below + 4 for words in _onward_words(pen, row)) + 26


def _onward(pen: Pen, above: PlacedRow, top: float) -> None:
    """The arrow of the main way, all actions that make this step written beside it."""
    drawn = [pen.stroke(above.row.stage.key, a, is_main=True) for a in above.row.onward]
    class_, colour, width = max(drawn, key=lambda stroke: stroke[2])
    pen.parts += [
        line(CENTRE, above.bottom, CENTRE, top - 8, class_=class_, stroke=colour, width=width),
        head(CENTRE, top, "down", class_="wf-head", fill=colour),
    ]
    spare = top - above.right_end - _onward_height(pen, above.row) + 26
    y = above.right_end + spare / 2
    for words in _onward_words(pen, above.row):
        pen.words_at(words, CENTRE + 16, y + words.above, weight="600")
        y += words.above + words.below + 4


def _row(pen: Pen, placed: PlacedRow) -> None:
    stage = placed.row.stage
    for leaving, y in placed.exits:
        pen.arrow(stage.key, leaving.action, MAIN_X + MAIN_WIDE, EXIT_X, y)
        pen.target(leaving, stage.key, EXIT_X, y, EXIT_WIDE)
    for detour in placed.detours:
        _detour(pen, stage.key, detour)
    high = placed.bottom - placed.top
    here = pen.is_here(stage)
    pen.stage(stage, MAIN_X, placed.top, MAIN_WIDE, high, is_here=here, note=pen.standing(stage))


def _detour(pen: Pen, home: str, placed: PlacedDetour) -> None:
    stage = placed.detour.stage
    edge = DETOUR_X + DETOUR_WIDE
    for action, y in placed.joins:
        if action in placed.detour.entries:
            pen.arrow(home, action, MAIN_X, edge, y)
        else:
            pen.arrow(stage.key, action, edge, MAIN_X, y)
    if placed.exits:
        last = placed.exits[-1][1]
        pen.parts.append(
            line(TRUNK_X, placed.bottom, TRUNK_X, last, class_="wf-arrow", stroke=RULE, width=1.5)
        )
    for leaving, y in placed.exits:
        pen.arrow(stage.key, leaving.action, TRUNK_X, INNER_X, y)
        pen.target(leaving, stage.key, INNER_X, y, INNER_WIDE)
    high = placed.bottom - placed.top
    here = pen.is_here(stage)
    note = pen.standing(stage)
    pen.stage(stage, DETOUR_X, placed.top, DETOUR_WIDE, high, is_here=here, note=note)


def _brackets(pen: Pen, brackets: Sequence[Bracket], rows: Sequence[PlacedRow]) -> float:
    """Draw each bracket in the first column where it has room; the width of the picture."""
    columns: list[int] = []
    for bracket in sorted(brackets, key=lambda b: (b.first, b.last, b.action.key)):
        free = [n for n, last in enumerate(columns) if last < bracket.first]
        column = free[0] if free else len(columns)
        columns[column : column + 1] = [bracket.last]
        _bracket(pen, bracket, rows, BRACKET_X + column * BRACKET_STEP)
    return EXIT_X + EXIT_WIDE + MARGIN + len(columns) * BRACKET_STEP


def _bracket(pen: Pen, bracket: Bracket, rows: Sequence[PlacedRow], x: float) -> None:
    spanned = rows[bracket.first : bracket.last + 1]
    top, bottom = spanned[0].top, spanned[-1].bottom
    source = next(
        (r.row.stage.key for r in spanned if (r.row.stage.key, bracket.action.key) in pen.steps),
        spanned[0].row.stage.key,
    )
    class_, colour, width = pen.stroke(source, bracket.action, is_main=False)
    for x1, y1, x2, y2 in ((x - 10, top, x, top), (x, top, x, bottom), (x - 10, bottom, x, bottom)):
        pen.parts.append(line(x1, y1, x2, y2, class_=class_, stroke=colour, width=width))
    words = pen.bracket_words(bracket.action, BRACKET_WIDE)
    high = pen.name_height(bracket.target, BRACKET_WIDE)
    y = (top + bottom - high - 30) / 2
    left = x + 30
    pen.words_at(words, left, y - words.below, weight="400")
    box_top = y + 12
    middle = box_top + high / 2
    pen.parts += [
        line(x, middle, left - 8, middle, class_=class_, stroke=colour, width=width),
        head(left, middle, "right", class_="wf-head", fill=colour),
    ]
    here = pen.is_here(bracket.target, (source, bracket.action.key))
    note = pen.arrived([(r.row.stage.key, bracket.action.key) for r in spanned])
    pen.stage(bracket.target, left, box_top, BRACKET_WIDE, high, is_here=here, note=note)


def _document(
    pen: Pen,
    workflow: Workflow,
    arrangement: Arrangement,
    size: tuple[float, float],
    told: str,
) -> str:
    wide, high = size
    title = words_in(workflow.label, pen.language)
    facts = {
        "stages": len(workflow.stages),
        "actions": len(workflow.actions),
        "initial": words_in(arrangement.rows[0].stage.label, pen.language),
        "goal": words_in(arrangement.rows[-1].stage.label, pen.language),
    }
    names = f"wf-{workflow.key}-title", f"wf-{workflow.key}-desc"
    described = filled(pen.texts.DRAWING["description"], facts) + told
    content = [
        element("title", escape(title), id=names[0]),
        element("desc", escape(described), id=names[1]),
        element("rect", class_="wf-paper", width=wide, height=high, fill=PAPER),
        *pen.parts,
    ]
    return element(
        "svg",
        "\n" + "\n".join(content) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        class_="workflow",
        viewBox=f"0 0 {wide:.0f} {high:.0f}",
        width=f"{wide:.0f}",
        height=f"{high:.0f}",
        lang=pen.language,
        role="img",
        aria_labelledby=" ".join(names),
        font_family=FAMILY,
    )
