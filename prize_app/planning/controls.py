"""How a key is asked for, by its type and by what it may name."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from prize_app.planning import wording
from prize_app.planning.outline import Key
from prize_app.planning.questions import Control
from prize_app.planning.values import control_for
from workflows.plan.diffing.comparing import ORDERED_LISTS
from workflows.plan.diffing.valuing import AMOUNTS

Choices = Sequence[tuple[str, str]]


def members(hint: Any) -> list[tuple[str, str]] | None:
    """(value, word) of a closed set; None for other types."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return [(one.value, wording.member(one)) for one in hint]
    return None


def controls_for(
    key: Key, hint: Any, choices: Choices | None, *, is_list: bool
) -> tuple[Control, Control]:
    """How one value is asked for, and how the key as a whole."""
    what = f"{key.owner.__name__}.{key.path[-1]}"
    single = Control.MONEY if what in AMOUNTS else control_for(hint)
    if is_list:
        is_set = choices is not None and what not in ORDERED_LISTS
        inner = Control.LINE if choices is not None else single
        return inner, Control.SEVERAL if is_set else Control.LIST
    return single, Control.CHOICE if choices is not None else single


def with_present(
    choices: Sequence[tuple[str, str]], text: str, control: Control
) -> tuple[tuple[str, str], ...]:
    """The choices, and whatever the document has besides."""
    if control not in (Control.CHOICE, Control.SEVERAL):
        return ()
    known = {value for value, _ in choices}
    present = text.split("\n") if text else []
    return (*choices, *((v, f"{v} (not known)") for v in present if v not in known))
