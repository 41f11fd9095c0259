"""Where people work and worked, as the engine compares it: their own words and the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.editions import RegisteredOrganization
from prize_app.db.people import Affiliation as AffiliationRow
from prize_app.db.people import Person
from workflows.conflicts import Affiliation, OrganizationTree, Source


@dataclass(frozen=True, slots=True)
class Register:
    """The organization tree, with the countries by which bodies of one name are told apart."""

    tree: OrganizationTree
    countries: Mapping[str, str]

    def recognize(self, name: str, country: str = "") -> str:
        """The body that is meant by a name; empty where there is none or more than one."""
        found = self.tree.find(name)
        if len(found) > 1 and country:
            found = frozenset(key for key in found if self.countries[key] == country)
        return next(iter(found)) if len(found) == 1 else ""


def register_of(session: Session) -> Register:
    """The whole register of organizations: one statement."""
    rows = session.execute(
        select(
            RegisteredOrganization.id,
            RegisteredOrganization.name,
            RegisteredOrganization.original_name,
            RegisteredOrganization.country,
            RegisteredOrganization.parent_id,
        )
    ).all()
    names = {str(key): tuple(filter(None, (name, other))) for key, name, other, _, _ in rows}
    parents = {str(key): str(parent) for key, _, _, _, parent in rows if parent is not None}
    return Register(OrganizationTree(names, parents), {str(r[0]): r[3] for r in rows})


def affiliations_of(
    session: Session, people: Sequence[Person], register: Register
) -> Mapping[UUID, tuple[Affiliation, ...]]:
    """Person -> where they work or worked: the dated list, and what stands in the account.

    The institution of the account is taken as present, unless the list has it with its dates.
    """
    countries = {p.id: p.country for p in people}
    found: dict[UUID, list[Affiliation]] = defaultdict(list)
    rows = session.scalars(
        select(AffiliationRow)
        .where(AffiliationRow.person_id.in_(countries))
        .order_by(AffiliationRow.began_on, AffiliationRow.name, AffiliationRow.id)
    )
    for row in rows:
        country = row.country or countries[row.person_id]
        node = str(row.organization_id or "") or register.recognize(row.name, country)
        found[row.person_id].append(
            Affiliation(row.name, node, row.began_on, row.ended_on, Source.PROFILE)
        )
    for person in people:
        listed = {each.name for each in found[person.id]}
        if person.institution.strip() and person.institution not in listed:
            node = register.recognize(person.institution, person.country)
            found[person.id].append(Affiliation(person.institution, node, source=Source.ACCOUNT))
    return {key: tuple(each) for key, each in found.items()}
