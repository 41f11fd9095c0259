"""Orders and pairs of a member of the panel, made for tests."""

from __future__ import annotations

from sqlalchemy import select

from prize_app.comparing import service
from prize_app.db.committee import RankingLine
from prize_app.procedure.service import take_for_category
from tests.factories import actor
from tests.prize_app.comparing.conftest import CATEGORY
from workflows.plan.evaluation import Role


def heard(make, member, number, stage="in-interviews"):
    """Nominations in the interviews, all of them given to one member of the committee."""
    made = [make.nomination(category=CATEGORY, stage=stage) for _ in range(number)]
    return made, [make.assignment(n, member, round="interviews") for n in made]


def ids(nominations, *places):
    return {str(n.id): place for n, place in zip(nominations, places, strict=False) if place}


def store(session, make, member, assignments, places, *, submits=True, version=0, why=""):
    act = service.submit_order if submits else service.save_order
    return act(session, actor(member), assignments[0].id, places, why, lock_version=version,
               now=make.now)  # fmt: skip


def interviewed(session, make, edition, orders):
    """Three nominations ordered by some members; closed by the chair. Nominations, their lines."""
    nominations = [make.nomination(category=CATEGORY, stage="in-interviews") for _ in range(3)]
    members = []
    for places in orders:
        member = make.grant(Role.COMMITTEE)
        members.append(member)
        given = [n for n, place in zip(nominations, places, strict=True) if place]
        assignments = [make.assignment(n, member, round="interviews") for n in given]
        store(session, make, member, assignments, ids(nominations, *places))
    return nominations, members


def close(session, make, edition):
    chair = make.grant(Role.CHAIR)
    take_for_category(session, actor(chair), edition.row.slug, CATEGORY, "close-interviews",
                      now=make.now)  # fmt: skip
    session.flush()
    return {line.nomination_id: line for line in session.scalars(select(RankingLine))}


def say(session, make, member, assignments, one, other, answer):
    return service.answer_pair(session, actor(member), assignments[0].id, one.id, other.id, answer,
                               now=make.now)  # fmt: skip
