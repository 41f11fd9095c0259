"""Fields that forms of several features share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    IntegerField,
    SelectChoice,
    SelectField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from prize_app.countries import countries
from workflows.text import squeezed, tidied

CHOOSE = "Choose …"
MOST_DIGITS = 9


def clean(value: str | None) -> str | None:
    """One line without control characters and outer space, in NFC."""
    return squeezed(value) if isinstance(value, str) else value


def clean_lines(value: str | None) -> str | None:
    """Several lines without control characters, in NFC."""
    return tidied(value) if isinstance(value, str) else value


def choices(pairs: Iterable[tuple[str, str]], *, empty: str = "") -> list[SelectChoice]:
    """(value, label) pairs as a select wants them; `empty` labels a first choice of nothing."""
    first = [SelectChoice("", empty)] if empty else []
    return [*first, *(SelectChoice(value, label) for value, label in pairs)]


class WholeNumberField(IntegerField):
    """A whole number of at most nine digits; what is said when it is something else is ours."""

    def __init__(self, label: str | None = None, *, wrong: str, **options: Any) -> None:
        super().__init__(label, **options)
        self._wrong = wrong

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent; a number that no column holds is none.

        Raises:
            ValueError: it is no such number; the form shows the words.
        """
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= MOST_DIGITS):
            raise ValueError(self._wrong)
        self.data = int(text)


class CountryField(SelectField):
    """A country or area of ISO 3166-1."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=choices(countries(), empty=CHOOSE), **options)


def words_field(label: str, *, most: int, required: bool = True, hint: str = "") -> Any:
    """A text of several lines with a limit in characters."""
    first = DataRequired("Please fill this in.") if required else Optional()
    limited = [first, at_most(most)]
    return TextAreaField(label, description=hint, filters=[clean_lines], validators=limited)


def draft_field(label: str, *, most: int, hint: str = "") -> Any:
    """A text that a draft may leave empty, though it is not optional in the end."""
    limit = [at_most(most)]
    return TextAreaField(label, description=hint, filters=[clean_lines], validators=limit)


def at_most(most: int) -> Length:
    """A limit in characters, said as everywhere else on our pages."""
    return Length(max=most, message=f"At most {most:,} characters, please.")
