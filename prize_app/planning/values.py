"""Single values between a document and a field: shown as text, read back from text."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from prize_app.planning.data import NOTHING
from prize_app.planning.questions import Control, Question
from workflows.text import squeezed, tidied

LONG: Final = 70
"""Letters of a text that gets several lines."""

_WHOLE: Final = re.compile(r"-?\d{1,18}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_AMOUNT: Final = re.compile(r"(\d{1,15})(?:\.(\d{1,4}))?")
_BY_TYPE: Final[dict[Any, Control]] = {
    str: Control.LINE,
    int: Control.NUMBER,
    bool: Control.YES_NO,
    Decimal: Control.DECIMAL,
    Fraction: Control.SHARE,
    date: Control.DAY,
    datetime: Control.MOMENT,
}


def control_for(hint: Any) -> Control:
    """How a value of an annotated type is asked for."""
    is_choice = isinstance(hint, type) and issubclass(hint, StrEnum)
    return Control.CHOICE if is_choice else _BY_TYPE[hint]


def shown(value: Any, control: Control, digits: int = 0, inner: Control = Control.LINE) -> str:
    """A value of the document as the text of its field; nothing for what is not there."""
    if value is NOTHING:
        return ""
    if control in (Control.SEVERAL, Control.LIST):
        return "\n".join(shown(item, inner, digits) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if control is Control.MONEY and type(value) is int and value >= 0:
        whole, rest = divmod(value, 10**digits)
        return f"{whole}.{rest:0{digits}}" if rest else str(whole)
    return value.isoformat() if isinstance(value, date) else str(value)


def fits(value: Any, control: Control) -> bool:
    """Whether a field can show what the document has; tables and lists need the document itself."""
    if control in (Control.SEVERAL, Control.LIST):
        return value is NOTHING or (
            isinstance(value, list)
            and all(not isinstance(i, dict | list) and "\n" not in str(i) for i in value)
        )
    return not isinstance(value, dict | list)


def tidy(text: str, control: Control) -> str:
    """What was typed, without control characters and outer space."""
    several = control in (Control.LINES, Control.SEVERAL, Control.LIST)
    return tidied(text) if several else squeezed(text)


def value_of(question: Question, text: str) -> Any:
    """What a text says for a question; the text itself where it says nothing that fits.

    So what was typed is kept, and the check says what is wrong with it.
    """
    if question.control is Control.YES_NO:
        return text == "true"
    if question.control in (Control.SEVERAL, Control.LIST):
        return _items(question, text)
    return _single(question.control, text, question.digits)


def _items(question: Question, text: str) -> list[Any]:
    """Each line of a list; commas part them too, but not amounts. What is chosen, is so once."""
    is_words = question.control is Control.LIST and question.inner is Control.LINE
    lines = [line.strip() for line in re.split(r"[\n,]" if is_words else r"\n", text)]
    if question.inner is Control.LINE:
        lines = list(dict.fromkeys(lines))
    return [_single(question.inner, line, question.digits) for line in lines if line]


def _single(control: Control, text: str, digits: int) -> Any:
    if not text:
        return NOTHING
    match control:
        case Control.NUMBER | Control.DECIMAL:
            return int(text) if _WHOLE.fullmatch(text) else text
        case Control.MONEY:
            return _minor_units(text, digits)
        case Control.DAY:
            return _parsed(date, text, _DAY)
        case Control.MOMENT:
            return _parsed(datetime, text, _MOMENT)
    return text


def input_type(question: Question) -> str:
    """The browser's own field, but only for a text that it can show: others it would empty."""
    if question.control is Control.DAY and _is(date, question.value, _DAY):
        return "date"
    if question.control is Control.MOMENT and _is(datetime, question.value, _MOMENT):
        return "datetime-local"
    return "text"


def _is(kind: type[date], text: str, pattern: re.Pattern[str]) -> bool:
    return not text or isinstance(_parsed(kind, text, pattern), date)


def _minor_units(text: str, digits: int) -> int | str:
    found = _AMOUNT.fullmatch(re.sub(r"[\s,']", "", text))
    part = (found.group(2) or "").rstrip("0") if found else ""
    if not found or len(part) > digits:
        return text
    return int(found.group(1)) * int(10**digits) + int(part.ljust(digits, "0") or 0)


def _parsed(kind: type[date], text: str, pattern: re.Pattern[str]) -> date | str:
    try:
        return kind.fromisoformat(text) if pattern.fullmatch(text) else text
    except ValueError:
        return text
