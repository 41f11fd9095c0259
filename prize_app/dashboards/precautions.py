"""What the secretariat looks through before dossiers are read: ties and names that show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.conflicts import queries as conflicts
from prize_app.dashboards.tasks import Task
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, standing_in
from prize_app.leaks import queries as leaks
from workflows.policy import Permission, allowed

MOST_LOOKED_AT = 50
"""Nominations that a desk compares: the pages go through all of them, a desk has to be quick."""


def precautions(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    now: datetime,
    *,
    most: int = MOST_LOOKED_AT,
) -> list[Task]:
    """Conflicts of interest to settle and hidden names to look at, where any are.

    Only of nominations that are screened, assigned or reviewed, and never of one in conflict with
    the viewer. A number over the first nominations of many is said to be "at least" so many.

    Args:
        most: nominations that are compared.
    """
    if not allowed(Permission.EDITION_ADMINISTER, standing_in(session, actor, edition.id)):
        return []
    wanted = leaks.looked_at(edition, actor.id).order_by(Nomination.reference)
    found = session.scalars(wanted.limit(most + 1)).all()
    if not found:
        return []
    more = "at least " if len(found) > most else ""
    nominations = found[:most]
    return [
        *_ties(session, edition, nominations, more, now),
        *_names(session, actor, edition, nominations, more),
    ]


def _ties(
    session: Session,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    more: str,
    now: datetime,
) -> Iterator[Task]:
    people, categories = conflicts.everybody_judging(session, edition.id)
    category_of = {str(n.id): n.category_key for n in nominations}
    count = sum(
        bool(categories[UUID(each.person)] & {"", category_of[each.nomination]})
        for each in conflicts.look(session, edition, nominations, people, now=now).open
    )
    if count:
        words = "conflict of interest" if count == 1 else "conflicts of interest"
        url = url_for("conflicts.index", slug=edition.row.slug)
        yield Task(f"Settle {more}{count} possible {words}", url, "Settle")


def _names(
    session: Session,
    actor: Actor,
    edition: RunningEdition,
    nominations: Sequence[Nomination],
    more: str,
) -> Iterator[Task]:
    looked = leaks.look(session, actor, edition, nominations)
    count = sum(one.ruling is None for each in looked for one in each.found)
    unread = sum(len(one.unread) for one in looked)
    url = url_for("leaks.index", slug=edition.row.slug)
    if count:
        places = "place" if count == 1 else "places"
        yield Task(f"A hidden name can be read in {more}{count} {places}", url, "Look at them")
    elif unread:
        files = "file" if unread == 1 else "files"
        yield Task(f"Search {more}{unread} {files} for hidden names", url, "Have them read")
