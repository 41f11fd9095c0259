"""Looking people and bodies up in registers: a line that is certainly meant, or one that may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from workflows.conditions.values import Case, Honour, Input, Nominated, Office, Organization, Source
from workflows.errors import Fact
from workflows.names import Likeness, most_like, same_address

Line = TypeVar("Line", Honour, Office, Organization, Nominated)


@dataclass(frozen=True, slots=True)
class Sought:
    """Who or what is looked for: its names, Latin and original, and its address."""

    names: tuple[str, ...]
    email: str = ""
    is_body: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is any name to look for."""
        return any(name.strip() for name in self.names)


@dataclass(frozen=True, slots=True)
class Found(Generic[Line]):
    """What a register says: lines that are meant, and lines that look like it."""

    sure: tuple[Line, ...]
    maybe: tuple[Line, ...]
    source: Source

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The lines, as they stand in the register; one empty line where there is none."""
        lines = [Input("line", line_of(one), self.source) for one in (*self.sure, *self.maybe)]
        return tuple(lines) or (Input("line", "", self.source),)

    def facts(self) -> dict[str, Fact]:
        """The line that only looks like it, where that is what keeps the answer open."""
        if self.sure or not self.maybe:
            return {}
        return {"like": line_of(self.maybe[0]), "register": self.source.value}


def the_nominee(case: Case, *, is_body: bool = False) -> Sought:
    """The nominee by both names and the address."""
    return Sought((case.nominee, case.nominee_original), case.nominee_email, is_body)


def the_nominator(case: Case) -> Sought:
    """The nominator by both names and the address."""
    who = case.nominator
    return Sought((who.name, who.original_name), who.email)


def look_up(sought: Sought, lines: Iterable[Line], source: Source) -> Found[Line]:
    """The lines of a register that are, or look like, what is sought."""
    judged = [(likeness(sought, one), one) for one in lines]
    return Found(
        tuple(line for like, line in judged if like is Likeness.SAME),
        tuple(line for like, line in judged if like is Likeness.NEAR),
        source,
    )


def likeness(sought: Sought, line: Honour | Office | Organization | Nominated) -> Likeness:
    """How like a line is: an equal address decides, then the names."""
    if same_address(sought.email, getattr(line, "email", "")):
        return Likeness.SAME
    return most_like(
        filter(None, sought.names),
        filter(None, (line.name, line.original_name)),
        are_bodies=sought.is_body,
    )


def line_of(line: Honour | Office | Organization | Nominated) -> str:
    """A line of a register as text: names first, then what it says of them."""
    names = " / ".join(filter(None, (line.name, line.original_name)))
    return ", ".join([names, *filter(None, _SAID[type(line)](line))])


def _of_office(line: Office) -> Sequence[str]:
    return (line.role, f"≤ {line.last_year}" if line.last_year else "")


def _of_organization(line: Organization) -> Sequence[str]:
    standing = "active" if line.is_active else "not active"
    return (line.country, line.kind, standing, "member" if line.is_member else "")


def _of_year(line: Honour | Nominated) -> Sequence[str]:
    return (line.category, str(line.year))


_SAID: Final[dict[type, Callable[..., Sequence[str]]]] = {
    Honour: _of_year,
    Nominated: _of_year,
    Office: _of_office,
    Organization: _of_organization,
}
