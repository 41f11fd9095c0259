"""Blindness as data: which names and answers are hidden from whom, and who is known by an alias."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workflows.plan.evaluation import Role, Trait
from workflows.plan.forms import Words
from workflows.plan.reading import spec


class Subject(StrEnum):
    """Whom or what a name gives away."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    INSTITUTION = "institution"
    COUNTRY = "country"


class Blinded(StrEnum):
    """From whom something can be hidden; the secretariat has to run the procedure and is not one.

    The deputy stands in for the chair and sees what the chair sees.
    """

    REVIEWER = "reviewer"
    COMMITTEE = "committee"
    CHAIR = "chair"
    BOARD = "board"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of the procedure that are meant."""
        return {
            Blinded.REVIEWER: frozenset({Role.REVIEWER}),
            Blinded.COMMITTEE: frozenset({Role.COMMITTEE}),
            Blinded.CHAIR: frozenset({Role.CHAIR, Role.DEPUTY}),
            Blinded.BOARD: frozenset({Role.BOARD}),
        }[self]


class Known(StrEnum):
    """How somebody is known to somebody else; `hidden` hides also what they wrote or signed."""

    OPEN = "open"
    ALIAS = "alias"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Blinding:
    """One rule of what some people do not see of a nomination."""

    key: str
    label: Words = spec("name of the rule")
    whom: tuple[Blinded, ...] = spec("whom it is hidden from", minimum=1)
    names: tuple[Subject, ...] = spec(
        "what is hidden: the nominee's name and address (the reference stands in its place), who "
        "nominated, the institution, the country",
        default=(),
    )
    fields: tuple[str, ...] = spec(
        "further questions of the form whose answers and files are hidden",
        default=(),
        refers_to="fields",
    )
    reviewers: Known | None = spec(
        "how the reviewers are known to them; without it the chair knows them by name once they "
        "are done, everybody else by alias",
        default=None,
    )
    members: Known | None = spec(
        "how the committee is known to them, in decisions and in what has happened; without it by "
        "name",
        default=None,
    )
    during: tuple[Trait, ...] = spec(
        "only where a stage has one of these traits; without it everywhere", default=()
    )
    until: tuple[Trait, ...] = spec("no longer where a stage has one of these traits", default=())

    def holds_where(self, traits: frozenset[Trait]) -> bool:
        """Whether the rule holds in a stage with these traits."""
        return (not self.during or bool(traits & set(self.during))) and not traits & set(self.until)

    @property
    def roles(self) -> frozenset[Role]:
        """All roles from which it hides something."""
        return frozenset(role for blinded in self.whom for role in blinded.roles)
