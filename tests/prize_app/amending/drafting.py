"""Drafts of amended plans, and editions in which something is under way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from prize_app.amending import service
from prize_app.amending.taking import take
from prize_app.amending.trial import signed_hash
from prize_app.db.editions import PlanVersion
from prize_app.db.people import Person
from prize_app.db.plans import Amendment, PlanDraft
from prize_app.editions.queries import RunningEdition, edition_by_id
from tests.factories import Make, actor
from workflows.plan.evaluation import Role

YOUTH = "youth-leader"
AGE_LIMIT = ('born-on", years = 45', 'born-on", years = 40')
RENAMED = "admitted"
CRITERION = (
    "[rubrics.individual.criteria.capacity]\n",
    "[rubrics.individual.criteria.openness]\n"
    'label = { en = "Open science", zh = "开放科学" }\n'
    'question = { en = "How open are data and results?", zh = "数据与成果的开放程度如何？" }\n'
    "weight = 10\n"
    'anchors.1.means = { en = "Closed.", zh = "不开放。" }\n'
    'anchors.5.means = { en = "Open.", zh = "开放。" }\n\n'
    "[rubrics.individual.criteria.capacity]\n",
)


def with_stage_renamed(source: str, stage: str = "eligible", name: str = RENAMED) -> str:
    """The document with one stage under another key, everywhere."""
    source = re.sub(rf"^{stage} = ", f"{name} = ", source, flags=re.MULTILINE)
    return source.replace(f'"{stage}"', f'"{name}"')


def replaced(source: str, *pairs: tuple[str, str]) -> str:
    """The document with each text replaced, which has to be there."""
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


@dataclass
class Table:
    """An edition with two of the secretariat, and drafts laid on its table."""

    make: Make
    edition: RunningEdition
    secretary: Person
    second: Person

    @property
    def slug(self) -> str:
        """The edition's name in addresses."""
        return self.edition.row.slug

    @property
    def present(self) -> RunningEdition:
        """The edition as it is now."""
        return edition_by_id(self.make.session, self.edition.id)

    @property
    def source(self) -> str:
        """The document in force."""
        version = self.make.session.get_one(PlanVersion, self.present.row.plan_version_id)
        return version.source

    def draft(
        self,
        source: str,
        mapping: Mapping[str, Any] | None = None,
        decisions: Mapping[str, str] | None = None,
    ) -> PlanDraft:
        """An open draft, as the editor of plans leaves it."""
        row = PlanDraft(
            edition_id=self.edition.id,
            base_version_id=self.present.row.plan_version_id,
            source=source,
            mapping=dict(mapping or {}),
            decisions=dict(decisions or {}),
            begun_by=self.secretary.id,
            begun_at=self.make.now,
            changed_by=self.secretary.id,
            changed_at=self.make.now,
        )
        self.make.session.add(row)
        self.make.session.flush()
        return row

    def seen(self, draft: PlanDraft) -> str:
        """The hash of what somebody looks at."""
        return signed_hash(self.present, draft)

    def propose(self, draft: PlanDraft) -> None:
        """The secretary lays it before the others."""
        service.propose(
            self.make.session,
            actor(self.secretary),
            self.slug,
            seen=self.seen(draft),
            now=self.make.now,
        )

    def sign(self, draft: PlanDraft, *people: Person) -> None:
        """Everybody named signs."""
        for person in people or (self.secretary, self.second):
            service.sign(
                self.make.session,
                actor(person),
                self.slug,
                seen=self.seen(draft),
                now=self.make.now,
            )

    def take(self, draft: PlanDraft, by: Person | None = None) -> Amendment:
        """Somebody of the secretariat takes it."""
        return take(
            self.make.session,
            actor(by or self.secretary),
            self.slug,
            seen=self.seen(draft),
            now=self.make.now,
        )

    def amend(self, source: str, **given: Any) -> Amendment:
        """The whole way: drafted, proposed, signed by two, taken."""
        draft = self.draft(source, **given)
        self.propose(draft)
        self.sign(draft)
        return self.take(draft)

    def amendments(self) -> list[Amendment]:
        """What the edition took."""
        wanted = select(Amendment).where(Amendment.edition_id == self.edition.id)
        return list(self.make.session.scalars(wanted))


def table(make: Make, **edition: Any) -> Table:
    """An edition of the shipped plan and its secretariat."""
    opened = make.edition(**edition)
    return Table(make, opened, make.grant(Role.SECRETARIAT), make.grant(Role.SECRETARIAT))
