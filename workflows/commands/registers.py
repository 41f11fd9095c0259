"""The registers that a file of nominations brings along, and what the secretariat established."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflows.conditions import Established, Honour, Nominated, Office, Organization
from workflows.errors import UnusableInput
from workflows.plan.reading import spec


@dataclass(frozen=True, slots=True)
class _HonourRecord:
    name: str = spec("who")
    category: str = spec("key of the award")
    year: int = spec("when", minimum=1900, maximum=2300)
    original_name: str = spec("name in its own script", default="")
    email: str = spec("e-mail address", default="")


@dataclass(frozen=True, slots=True)
class _OfficeRecord:
    name: str = spec("who")
    email: str = spec("e-mail address", default="")
    role: str = spec("which office")
    original_name: str = spec("name in its own script", default="")
    last_year: int | None = spec(
        "year of the last edition in office, if it ended", default=None, minimum=1900, maximum=2300
    )


@dataclass(frozen=True, slots=True)
class _OrganizationRecord:
    name: str = spec("which")
    original_name: str = spec("name in its own script", default="")
    country: str = spec("country by ISO 3166 code", default="")
    kind: str = spec("academy, university, company …", default="")
    is_active: bool = spec("still at work", default=True)
    is_member: bool = spec("member of the prize's giver", default=False)


@dataclass(frozen=True, slots=True)
class _NominatedRecord:
    name: str = spec("who")
    category: str = spec("key of the award")
    year: int = spec("year of the edition", minimum=1900, maximum=2300)
    original_name: str = spec("name in its own script", default="")
    email: str = spec("e-mail address", default="")
    is_kept: bool = spec("carried over to the next edition", default=False)
    id: str = spec("id of the nomination in this file, if it is one of them", default="")


@dataclass(frozen=True, slots=True)
class EstablishedRecord:
    """What the secretariat established, as a file tells it."""

    holds: bool = spec("whether the condition holds")
    evidence: str = spec("on what evidence", minimum=1, maximum=4000)
    by: str = spec("who found out")
    on: str = spec("when, as 2027-04-30")
    settles: str = spec("fingerprint of what was not known")
    document: str = spec("the document that shows it", default="")


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers beside the nominations of a file."""

    laureates: tuple[_HonourRecord, ...] = spec("earlier laureates", default=())
    offices: tuple[_OfficeRecord, ...] = spec("holders of offices", default=())
    organizations: tuple[_OrganizationRecord, ...] = spec("register of organizations", default=())
    nominated: tuple[_NominatedRecord, ...] = spec(
        "nominations handed in, of this and earlier editions", default=()
    )

    @property
    def honours(self) -> tuple[Honour, ...]:
        """The register of laureates."""
        return tuple(
            Honour(h.name, h.category, h.year, h.original_name, h.email) for h in self.laureates
        )

    @property
    def held(self) -> tuple[Office, ...]:
        """The register of offices."""
        return tuple(
            Office(o.name, o.email, o.role, o.original_name, o.last_year) for o in self.offices
        )

    @property
    def bodies(self) -> tuple[Organization, ...]:
        """The register of organizations."""
        return tuple(
            Organization(o.name, o.is_active, o.is_member, o.kind, o.country, o.original_name)
            for o in self.organizations
        )

    def others(self, nomination_id: str) -> tuple[Nominated, ...]:
        """All nominations but the one of that id."""
        return tuple(
            Nominated(n.name, n.category, n.year, n.original_name, n.email, n.is_kept)
            for n in self.nominated
            if not n.id or n.id != nomination_id
        )


def established_of(records: Mapping[str, EstablishedRecord]) -> Mapping[str, Established]:
    """What the secretariat established, by condition.

    Raises:
        UnusableInput: a day that is none.
    """
    found = {}
    for key, told in records.items():
        try:
            day = date.fromisoformat(told.on)
        except ValueError:
            raise UnusableInput(
                f"established.{key}.on", f"{told.on!r} is no date as 2027-04-30"
            ) from None
        found[key] = Established(
            told.holds, told.evidence, told.document, told.by, day, told.settles
        )
    return found
