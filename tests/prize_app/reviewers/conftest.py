"""An edition with a secretary, and the private links that letters carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.notices import Notice
from prize_app.db.reviewers import Invitation
from prize_app.editions.queries import RunningEdition
from prize_app.reviewers import inviting
from prize_app.reviewers.inviting import Guest
from tests.factories import Make, actor
from workflows.plan.evaluation import Role

ADDRESS = "guest@people.example"


@dataclass
class Inviting:
    """The secretariat of an edition, and what it can do in one line."""

    make: Make
    session: Session
    edition: RunningEdition
    secretary: Actor
    now: datetime

    @property
    def slug(self) -> str:
        """The edition's name in addresses."""
        return self.edition.row.slug

    def invite(self, email: str = ADDRESS, now: datetime | None = None, **told) -> Invitation:
        """Invite somebody."""
        guest = Guest(email, told.pop("name", "Ada Guest"), **told)
        return inviting.invite(self.session, self.secretary, self.slug, guest, now=now or self.now)

    def token(self, email: str = ADDRESS) -> str:
        """The private link of the latest letter to an address."""
        letters = self.session.scalars(
            select(Notice).where(Notice.recipient == email).order_by(Notice.written_at, Notice.id)
        ).all()
        links = [re.search(r"/invitations/([\w-]+)", letter.body) for letter in letters]
        return [link[1] for link in links if link][-1]

    def letters(self, email: str = ADDRESS) -> list[str]:
        """The kinds of letters to an address, sorted."""
        return sorted(self.session.scalars(select(Notice.kind).where(Notice.recipient == email)))


@pytest.fixture
def scene(make: Make, session: Session) -> Inviting:
    """Nominations are open; one person is of the secretariat."""
    edition = make.edition()
    return Inviting(make, session, edition, actor(make.grant(Role.SECRETARIAT)), make.now)
