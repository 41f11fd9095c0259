"""Valid rows in few words: what a test does not name does not matter to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from prize_app import clock
from prize_app.accounts.service import HASHER
from prize_app.actors import Actor
from prize_app.db.base import Base
from prize_app.db.editions import Edition, Grant, PlanVersion
from prize_app.db.nominations import Attachment, Nomination
from prize_app.db.people import Person
from prize_app.db.reviewers import TermsAcceptance
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review
from prize_app.editions.queries import RunningEdition, accepted_in, edition_by_id
from prize_app.reviews.versions import add_version
from prize_app.surroundings import surroundings
from tests.answers import default_answers, meanings
from workflows.plan.evaluation import Role
from workflows.plan.loading import content_hash, load_plan
from workflows.terms import version_of

Row = TypeVar("Row", bound=Base)

PLAN = Path(__file__).parents[1] / "workflows" / "plans" / "anso-prize.toml"
PASSWORD = "a short sentence is easy to keep"
LETTER = b"%PDF-1.4\n% a letter of support\n%%EOF\n"


@lru_cache(maxsize=32)
def plan_text(passed: str, days: int, today: datetime) -> str:
    """The shipped plan, its calendar moved so that a deadline passed so many days ago.

    Negative days: it lies ahead. All deadlines move together, so their order holds.
    """
    source = PLAN.read_text(encoding="utf-8")
    pattern = re.compile(r"^at = (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$", re.MULTILINE)
    named = re.search(rf"^\[calendar\.{passed}\]\n.*\nat = (\S+)$", source, re.MULTILINE)
    assert named is not None, passed
    was = datetime.fromisoformat(named[1])
    shift = timedelta(days=(today.date() - was.date()).days - days)
    return pattern.sub(
        lambda found: f"at = {(datetime.fromisoformat(found[1]) + shift).isoformat()}", source
    )


@lru_cache(maxsize=32)
def _checked(source: str) -> str:
    load_plan(source)
    return content_hash(source)


@lru_cache(maxsize=1)
def _password_hash() -> str:
    return HASHER.hash(PASSWORD)


def actor(person: Person) -> Actor:
    """A person as services see them."""
    return Actor(person.id, person.name, person.email)


class Make:
    """Makes rows in a session and flushes them; nothing is committed, nothing audited."""

    def __init__(self, session: Session, numbers: Iterator[int] | None = None) -> None:
        self.session = session
        self.now = clock.now()
        self._numbers = numbers or count(1)
        self._edition: RunningEdition | None = None

    def person(self, name: str = "", **columns: Any) -> Person:
        """Somebody with a confirmed account; every one from another institution and country."""
        number = next(self._numbers)
        values: dict[str, Any] = {
            "name": name or f"Person {number}",
            "email": f"person{number}@people.example",
            "institution": f"Institute {number}",
            "country": ("DE", "KE", "BR", "NP", "ZA", "FR", "IN", "PE")[number % 8],
            "themes": [],
            "password_hash": _password_hash(),
            "sign_in_epoch": 0,
            "email_confirmed_at": self.now,
            "created_at": self.now,
        }
        return self._add(Person(**{**values, **columns}))

    def edition(
        self,
        *,
        passed: str = "nominations-open",
        days: int = 30,
        source: str = "",
        is_demonstration: bool = True,
    ) -> RunningEdition:
        """An edition under the shipped plan; `passed` is the deadline that is `days` ago."""
        source = source or plan_text(
            passed, days, self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        )
        digest = _checked(source)
        version = self.session.query(PlanVersion).filter_by(content_hash=digest).first()
        if version is None:
            version = self._add(
                PlanVersion(content_hash=digest, source=source, published_at=self.now)
            )
        number = next(self._numbers)
        row = self._add(
            Edition(
                slug=f"edition-{number}",
                title=f"Edition {number}",
                plan_version_id=version.id,
                is_demonstration=is_demonstration,
                created_at=self.now,
            )
        )
        self._edition = edition_by_id(self.session, row.id)
        return self._edition

    @property
    def the_edition(self) -> RunningEdition:
        """The edition made last; one is made if there is none."""
        return self._edition or self.edition()

    def grant(
        self,
        role: Role,
        person: Person | None = None,
        *,
        edition: RunningEdition | None = None,
        category: str = "",
        terms: bool = True,
        **columns: Any,
    ) -> Person:
        """Give somebody (somebody new) a role, all terms accepted; returns the person."""
        person = person or self.person(**columns)
        self._add(
            Grant(
                edition_id=(edition or self.the_edition).id,
                person_id=person.id,
                role=role.value,
                category_key=category,
                granted_at=self.now,
            )
        )
        if terms:
            self.accept_terms(person, edition or self.the_edition)
        return person

    def accept_terms(self, person: Person, edition: RunningEdition) -> None:
        """Let somebody have accepted all terms of an edition's plan; once is enough."""
        known = accepted_in(self.session, person.id, edition.id)
        for terms in edition.plan.terms.values():
            version = version_of(terms)
            if (terms.key, version) not in known:
                self._add(
                    TermsAcceptance(
                        person_id=person.id,
                        edition_id=edition.id,
                        plan_version_id=edition.published.id,
                        terms_key=terms.key,
                        version=version,
                        accepted_at=self.now,
                    )
                )

    def nomination(
        self,
        *,
        by: Person | None = None,
        edition: RunningEdition | None = None,
        category: str = "outstanding-contribution",
        stage: str = "eligible",
        answers: Mapping[str, Any] | None = None,
        **columns: Any,
    ) -> Nomination:
        """A nomination that is complete and meets every entry condition."""
        edition = edition or self.the_edition
        plan, number = edition.plan, next(self._numbers)
        given = {**default_answers(plan, category), **(answers or {})}
        is_draft = stage == plan.workflow_of(category).initial
        values: dict[str, Any] = {
            "edition_id": edition.id,
            "plan_version_id": edition.published.id,
            "category_key": category,
            "reference": f"{plan.prize.year}-{plan.categories[category].number:02}-{number:03}",
            "nominator_id": (by or self.person()).id,
            "answers": given,
            "stage": stage,
            "stage_since": self.now,
            "submitted_at": None if is_draft else self.now,
            "consent": "not-asked" if is_draft else "given",
            "created_at": self.now,
            "updated_at": self.now,
            **meanings(plan, category, given),
        }
        nomination = self._add(Nomination(**{**values, **columns}))
        self.attachment(nomination)
        return nomination

    def attachment(
        self,
        nomination: Nomination,
        *,
        field: str = "letter-files",
        content: bytes = LETTER,
        **columns: Any,
    ) -> Attachment:
        """A stored file; a letter unless another field is named."""
        values: dict[str, Any] = {
            "nomination_id": nomination.id,
            "field_key": field,
            "file_name": f"{field}.pdf",
            "sha256": surroundings(self.session).files.put(content),
            "size": len(content),
            "pages": 1,
            "attached_at": self.now,
        }
        return self._add(Attachment(**{**values, **columns}))

    def assignment(
        self,
        nomination: Nomination,
        reviewer: Person | None = None,
        *,
        terms: bool = True,
        **columns: Any,
    ) -> Assignment:
        """The nomination given to a reviewer (somebody new)."""
        reviewer = reviewer or self.person()
        if terms:
            self.accept_terms(reviewer, edition_by_id(self.session, nomination.edition_id))
        values: dict[str, Any] = {
            "nomination_id": nomination.id,
            "reviewer_id": reviewer.id,
            "status": "assigned",
            "assigned_at": self.now,
        }
        return self._add(Assignment(**{**values, **columns}))

    def review(self, assignment: Assignment, *, points: int = 4, **columns: Any) -> Review:
        """A submitted review, the same points on every criterion; ``submitted_at=None`` drafts."""
        nomination = self.session.get_one(Nomination, assignment.nomination_id)
        plan = edition_by_id(self.session, nomination.edition_id).plan
        values: dict[str, Any] = {
            "assignment_id": assignment.id,
            "points": dict.fromkeys(plan.rubric_of(nomination.category_key).criteria, points),
            "strengths": "It lasts.",
            "weaknesses": "It is young.",
            "saved_at": self.now,
            "submitted_at": self.now,
        }
        review = self._add(Review(**{**values, **columns}))
        if review.submitted_at is not None:
            add_version(self.session, review, "")
            self.session.flush()
        return review

    def conflict(
        self, nomination: Nomination, person: Person, kind: str = "personal"
    ) -> ConflictOfInterest:
        """A declared conflict of interest; assignments are left as they are."""
        return self._add(
            ConflictOfInterest(
                nomination_id=nomination.id, person_id=person.id, kind=kind, declared_at=self.now
            )
        )

    def _add(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row
