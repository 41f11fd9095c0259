"""Boxes, arrows and their words, drawn one after the other onto a growing picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Final

from workflows.drawing.arranging import Arrangement, Exit
from workflows.drawing.elements import (
    GOLD,
    INK,
    LAUREL,
    PAPER,
    RULE,
    SOFT,
    WASH,
    box,
    head,
    line,
    lines_of_text,
)
from workflows.drawing.lettering import wrapped
from workflows.drawing.way import Census
from workflows.phrasing import filled, role_word, texts_in, words_in
from workflows.plan.evaluation import Action, Role, Stage, Tone

NAME: Final = 15.0
LABEL: Final = 13.5
WHO: Final = 12.5
NAME_LEADING: Final = 19.0
LABEL_LEADING: Final = 16.0
WHO_LEADING: Final = 15.0
_SIDES: Final = 36.0
"""Room beside a name; letters in bold are a little wider than measured."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an arrow: what is done stands above the line, by whom below it."""

    label: tuple[str, ...]
    who: tuple[str, ...]

    @property
    def above(self) -> float:
        """Pixels needed over the line."""
        return len(self.label) * LABEL_LEADING + 6

    @property
    def below(self) -> float:
        """Pixels needed under the line."""
        return len(self.who) * WHO_LEADING + 4


@dataclass(slots=True)
class Pen:
    """Knows the language and what has been taken; keeps what is drawn in `parts`."""

    language: str
    steps: frozenset[tuple[str, str]]
    here: str | None
    rows_of: Mapping[str, int]
    has_arrived: bool
    census: Census | None = None
    dues: Mapping[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)

    @property
    def texts(self) -> ModuleType:
        """Our own words."""
        return texts_in(self.language)

    def words(self, action: Action, room: float) -> Words:
        """The words of an action in lines no wider than `room` pixels."""
        said = self.texts.DRAWING
        *others, last = [role_word(role, self.language) for role in action.by] or ["–"]
        roles = said["or"].join([said["comma"].join(others), last] if others else [last])
        notes = [filled(said["by"], {"roles": roles})]
        notes += [said["all_at_once"]] if action.collective else []
        notes += [said["two_persons"]] if action.seconded else []
        notes += [said["exception"]] if action.extraordinary else []
        label = wrapped(words_in(action.label, self.language), LABEL, room)
        return Words(label, wrapped(" · ".join(notes), WHO, room))

    def bracket_words(self, action: Action, room: float) -> Words:
        """The words of an action that all stages beside a line share."""
        words = self.words(action, room)
        return Words(words.label, words.who + wrapped(self.texts.DRAWING["from"], WHO, room))

    def name_height(self, stage: Stage, wide: float) -> float:
        """The least height of the box of a stage."""
        lines = wrapped(words_in(stage.label, self.language), NAME, wide - _SIDES)
        more = (stage.key == self.here) + (self.census is not None) + (stage.key in self.dues)
        return (len(lines) + more) * NAME_LEADING + 22

    def stage(
        self,
        stage: Stage,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        is_here: bool,
        note: str = "",
    ) -> None:
        """The box of a stage; an end has a double edge, the present stage is filled."""
        edge = GOLD if stage.tone is Tone.HONOURED else INK
        fill = LAUREL if is_here else WASH if self._was_at(stage.key) else PAPER
        ink = PAPER if is_here else INK
        kind = "wf-stage wf-here" if is_here else "wf-stage"
        self.parts.append(box(x, y, wide, high, class_=kind, stroke=edge, fill=fill, width=1.6))
        if stage.final:
            self.parts.append(
                box(
                    x + 4, y + 4, wide - 8, high - 8,
                    class_="wf-end", stroke=PAPER if is_here else edge, fill="none", width=1,
                )
            )  # fmt: skip
        lines = wrapped(words_in(stage.label, self.language), NAME, wide - _SIDES)
        lines += (self.dues[stage.key],) if stage.key in self.dues else ()
        lines += (f"● {self.texts.DRAWING['here']}",) if is_here else ()
        lines += (note,) if note else ()
        self._centred(lines, x + wide / 2, y + high / 2, ink)

    def _was_at(self, key: str) -> bool:
        return any(source == key for source, _ in self.steps)

    def is_here(self, stage: Stage, step: tuple[str, str] | None = None) -> bool:
        """Whether this box, reached by this step if by one, is where the nomination stands."""
        if stage.key != self.here:
            return False
        return step is None or not self.has_arrived or step in self.steps

    def standing(self, stage: Stage) -> str:
        """How many stand at a stage, in words; nothing where nobody counts, or nobody stands."""
        number = self.census.standing.get(stage.key, 0) if self.census else 0
        return filled(self.texts.DRAWING["standing"], {"count": number}) if number else ""

    def arrived(self, steps: Iterable[tuple[str, str]]) -> str:
        """How many came by these steps, in words."""
        number = sum(self.census.steps.get(step, 0) for step in steps) if self.census else 0
        return filled(self.texts.DRAWING["came"], {"count": number}) if number else ""

    def _centred(self, lines: tuple[str, ...], x: float, y: float, fill: str) -> None:
        first = y - (len(lines) - 1) * NAME_LEADING / 2 + NAME * 0.35
        self.parts.append(
            lines_of_text(
                lines, x, first, size=NAME, leading=NAME_LEADING, anchor="middle", fill=fill,
                class_="wf-name", weight="600",
            )
        )  # fmt: skip

    def target(self, leaving: Exit, source: str, x: float, y: float, wide: float) -> None:
        """The box that a side way leads to, centred on y; elsewhere drawn stages get a pointer."""
        high = self.target_height(leaving, wide)
        row, mine = self.rows_of.get(leaving.target.key), self.rows_of[source]
        if row is None:
            here = self.is_here(leaving.target, (source, leaving.action.key))
            note = self.arrived([(source, leaving.action.key)])
            self.stage(leaving.target, x, y - high / 2, wide, high, is_here=here, note=note)
            return
        self.parts.append(
            box(
                x, y - high / 2, wide, high,
                class_="wf-pointer", stroke=RULE, fill=PAPER, width=1.2, radius=16,
            )
        )  # fmt: skip
        self._centred(self._pointer(leaving.target, row, mine, wide), x + wide / 2, y, SOFT)

    def target_height(self, leaving: Exit, wide: float) -> float:
        """How high `target` will be."""
        if leaving.target.key in self.rows_of:
            return len(self._pointer(leaving.target, 0, 0, wide)) * NAME_LEADING + 18
        return self.name_height(leaving.target, wide)

    def _pointer(self, stage: Stage, row: int, mine: int, wide: float) -> tuple[str, ...]:
        arrow = "↓" if row > mine else "↑"
        return wrapped(f"{arrow} {words_in(stage.label, self.language)}", NAME, wide - _SIDES)

    def stroke(self, source: str, action: Action, *, is_main: bool) -> tuple[str, str, float]:
        """Class, colour and width of an arrow."""
        if (source, action.key) in self.steps:
            return "wf-arrow wf-taken", LAUREL, 4
        if is_main:
            return "wf-arrow wf-main", RULE if self.steps else LAUREL, 2.6
        return "wf-arrow", RULE, 1.5

    def arrow(self, source: str, action: Action, x1: float, x2: float, y: float) -> None:
        """A level arrow of a side way with its words around it; dashed for the calendar's."""
        class_, colour, width = self.stroke(source, action, is_main=False)
        rightwards = x2 > x1
        dashes = "6 4" if action.by == (Role.SYSTEM,) else ""
        end = x2 - 8 if rightwards else x2 + 8
        self.parts.append(
            line(x1, y, end, y, class_=class_, stroke=colour, width=width, dashes=dashes)
        )
        direction = "right" if rightwards else "left"
        self.parts.append(head(x2, y, direction, class_="wf-head", fill=colour))
        words = self.arrow_words(action, abs(x2 - x1))
        self.words_at(words, min(x1, x2) + (8 if rightwards else 14), y)

    def arrow_words(self, action: Action, length: float) -> Words:
        """The words of a level arrow of this length."""
        return self.words(action, length - 22)

    def words_at(self, words: Words, x: float, y: float, *, weight: str = "400") -> None:
        """Words above and below the level y, beginning at x."""
        first = y - 7 - (len(words.label) - 1) * LABEL_LEADING
        self.parts.append(
            lines_of_text(
                words.label, x, first, size=LABEL, leading=LABEL_LEADING, anchor="start", fill=INK,
                class_="wf-label", weight=weight,
            )
        )  # fmt: skip
        self.parts.append(
            lines_of_text(
                words.who, x, y + 14, size=WHO, leading=WHO_LEADING, anchor="start", fill=SOFT,
                class_="wf-who",
            )
        )  # fmt: skip


def rows_by_stage(arrangement: Arrangement) -> Mapping[str, int]:
    """Stage drawn once -> the row that it stands in."""
    rows = {}
    for number, row in enumerate(arrangement.rows):
        rows[row.stage.key] = number
        rows |= {detour.stage.key: number for detour in row.detours}
    return rows
