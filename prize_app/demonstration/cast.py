"""The people of a demonstration and the nominations they make."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.accounts.service import HASHER
from prize_app.actors import Actor
from prize_app.db.editions import EarlierLaureate, Grant, RegisteredOrganization
from prize_app.db.people import Person
from prize_app.editions import service as editions
from prize_app.editions.queries import RunningEdition
from prize_app.reviewers.accepting import accept_terms, waiting_for
from prize_app.reviewers.profiles import Work, save_profile
from workflows.plan.evaluation import Role

DATA = Path(__file__).parent / "data"
PASSWORD = "demonstration"  # noqa: S105 - printed for everybody to use
GROUPS: Mapping[str, Role | None] = {
    "nominators": None,
    "reviewers": Role.REVIEWER,
    "board": Role.BOARD,
    "secretariat": Role.SECRETARIAT,
    "observers": Role.OBSERVER,
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything that the data folder holds."""

    people: Mapping[str, list[dict[str, Any]]]
    nominees: list[dict[str, Any]]
    organizations: list[dict[str, Any]]
    comments: Mapping[str, list[Any]]
    script: Mapping[str, Any]


@lru_cache(maxsize=1)
def read_cast() -> Cast:
    """Read the data folder."""

    def read(name: str) -> Any:
        return json.loads((DATA / name).read_text("utf-8"))

    script = tomllib.loads((DATA / "script.toml").read_text("utf-8"))
    return Cast(
        read("people.json"),
        read("nominees.json"),
        read("organizations.json"),
        read("review_comments.json"),
        script,
    )


def hire(session: Session, cast: Cast, *, now: datetime) -> None:
    """Make the accounts, all with the same password, and fill the registers."""
    known = set(session.scalars(select(Person.email)))
    password_hash = HASHER.hash(PASSWORD)
    for group in (*GROUPS, "committee"):
        for one in cast.people[group]:
            if one["email"] in known:
                continue
            known.add(one["email"])
            person = Person(
                email=one["email"],
                name=one["name"],
                original_name=one.get("original_name") or "",
                institution=one.get("institution") or one.get("organisation") or "",
                country=one.get("country") or "",
                themes=one.get("themes") or [],
                password_hash=password_hash,
                email_confirmed_at=now,
                created_at=now,
            )
            session.add(person)
            if group == "reviewers":
                describe(session, cast, person, one, now=now)
    if session.scalar(select(EarlierLaureate.id).limit(1)) is None:
        for one in cast.people["earlier_laureates"]:
            session.add(
                EarlierLaureate(
                    name=one["name"],
                    category_key=one["category"],
                    year=one["year"],
                    is_demonstration=True,
                )
            )
    if session.scalar(select(RegisteredOrganization.id).limit(1)) is None:
        for one in cast.organizations:
            session.add(
                RegisteredOrganization(
                    name=one["name"],
                    original_name=one["original_name"] or "",
                    country=one["country"],
                    kind=one["kind"],
                    identifier=one["id"],
                    is_active=one["is_active"],
                    is_member=one["is_member"],
                    is_demonstration=True,
                )
            )


def describe(
    session: Session, cast: Cast, person: Person, one: Mapping[str, Any], *, now: datetime
) -> None:
    """Give a reviewer a profile: keywords of their themes, their languages, where they work."""
    session.flush()  # the profile points at the person
    words = cast.script["keywords"]
    work = Work(person.institution, person.country, began_on=date(2015, 9, 1))
    save_profile(
        session,
        person.id,
        themes=person.themes,
        keywords=[word for theme in person.themes for word in words.get(theme, ())],
        languages=one.get("languages") or [],
        country=person.country,
        work=[work] if person.institution else [],
        now=now,
    )


def accept_all_terms(session: Session, edition: RunningEdition, *, now: datetime) -> None:
    """Let everybody with a role accept the terms, as the first thing they do."""
    holders = select(Grant.person_id).where(Grant.edition_id == edition.id)
    people = session.scalars(select(Person).where(Person.id.in_(holders)).order_by(Person.email))
    for person in people.all():
        actor = Actor(person.id, person.name, person.email)
        for waiting in waiting_for(session, person.id):
            if waiting.edition.id == edition.id:
                accept_terms(
                    session,
                    actor,
                    edition.row.slug,
                    waiting.terms.key,
                    waiting.version,
                    now=now,
                )


def give_roles(session: Session, edition: RunningEdition, cast: Cast, *, now: datetime) -> None:
    """Give everybody of the cast their role in an edition."""
    people = {p.email: p for p in session.scalars(select(Person))}
    for group, role in GROUPS.items():
        for one in cast.people[group]:
            if role is not None:
                editions.give_role(
                    session, edition, people[one["email"]], role, "", by=None, now=now
                )
    for one in cast.people["committee"]:
        roles = {"chair": [Role.CHAIR], "deputy": [Role.DEPUTY, Role.COMMITTEE]}
        for role in roles.get(one["role"], [Role.COMMITTEE]):
            editions.give_role(session, edition, people[one["email"]], role, "", by=None, now=now)


def answers_for(cast: Cast, nominee: Mapping[str, Any]) -> dict[str, Any]:
    """The form of a nominee as the script maps it."""
    script = cast.script
    mapped = script["answers"][nominee["kind"]]
    answers = {key: nominee[source] for key, source in mapped.items()}
    if answers.get("born-on") is None and nominee.get("born_year"):
        # The source knows only the year; the form asks for a day.
        answers["born-on"] = f"{nominee['born_year']}-07-01"
    for key, columns in script["rows"].items():
        answers[key] = [
            {c: row[c] for c in columns if row.get(c) is not None} for row in nominee[key]
        ]
    answers |= script["always"]
    return {k: v for k, v in answers.items() if v not in (None, "", [])}
