"""One edition on stage: its time, its people, its source of chance."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from jinja2 import Environment
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.demonstration.cast import Cast
from prize_app.editions.queries import RunningEdition, get_edition, people_with_role
from prize_app.nominations.facts import know
from workflows.plan.evaluation import Role

Act = Mapping[str, Any]


class Scene:
    """What all acts on one edition share. The same seed plays the same."""

    def __init__(self, slug: str, cast: Cast, env: Environment, today: datetime) -> None:
        self.slug = slug
        self.cast = cast
        self.env = env
        self.today = today
        self.random = random.Random(20_270_101)  # noqa: S311 - a play, not a secret
        self._seconds = 0

    def now(self, act: Act) -> datetime:
        """The act's time; each thing in it a second later than the one before."""
        self._seconds += 1
        at = self.today + timedelta(days=act["day"], seconds=self._seconds)
        return min(at, self.today)

    def edition(self, session: Session) -> RunningEdition:
        """The edition on stage."""
        return get_edition(session, self.slug)

    def categories(self, session: Session, act: Act) -> list[str]:
        """The categories that an act concerns: those it names, or all."""
        chosen: list[str] = act.get("categories") or list(self.edition(session).plan.categories)
        return chosen

    def someone(self, session: Session, role: Role) -> Actor:
        """The first person with a role."""
        return actor_of(people_with_role(session, self.edition(session).id, role)[0])

    def nominee(self, nomination: Nomination) -> Mapping[str, Any]:
        """What the data says of a nominee."""
        return next(n for n in self.cast.nominees if n["name"] == nomination.nominee_name)

    def by_merit(self, session: Session, found: Sequence[Nomination]) -> list[Nomination]:
        """By place where there is a ranking, so that a limit takes the best."""
        known = know(session, self.edition(session), found, actor_id=None, now=self.today)
        return sorted(found, key=lambda n: (known[n.id].facts.place or 999, n.reference))


def actor_of(person: Person) -> Actor:
    """A person as services see them."""
    return Actor(person.id, person.name, person.email)
