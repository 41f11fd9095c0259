"""Acts around reviewers: invitations in every state, a tie that comes up, thanks at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.demonstration.cast import PASSWORD, accept_all_terms
from prize_app.demonstration.scene import Act, Scene
from prize_app.reviewers import answering, inviting, thanks
from prize_app.reviewers.answering import Proposal
from prize_app.reviewers.inviting import Guest
from prize_app.reviewers.joining import NewAccount
from prize_app.reviewers.profiles import Work, profile_of, save_profile
from workflows.plan.evaluation import Role

_LINK = re.compile(r"/invitations/([\w-]+)")


def invite(scene: Scene, session: Session, act: Act) -> int:
    """Invite the people whom the act names, and let each answer as it says."""
    secretary = scene.someone(session, Role.SECRETARIAT)
    for one in act["people"]:
        moment = scene.now(act)
        row = inviting.invite(
            session,
            secretary,
            scene.slug,
            Guest(
                one["email"],
                one["name"],
                one["institution"],
                one["country"],
                one.get("categories", ()),
            ),
            now=moment,
        )
        if one.get("answer") == "withdraw":
            inviting.withdraw(session, secretary, scene.slug, row.id, now=moment)
        elif one.get("answer"):
            _answer(scene, session, act, one, now=moment + timedelta(days=one.get("after", 0)))
    return len(act["people"])


def _answer(
    scene: Scene, session: Session, act: Act, one: Mapping[str, Any], *, now: datetime
) -> None:
    """Answer by the private link, as it stands in the letter."""
    letter = session.scalars(
        select(Notice)
        .where(Notice.recipient == one["email"], Notice.kind == "invitation")
        .order_by(Notice.written_at.desc())
    ).first()
    found = _LINK.search(letter.body) if letter else None
    if found is None:
        return
    token, at = found[1], min(now, scene.today)
    if one["answer"] == "accept":
        opened = answering.open_invitation(session, token, now=at)
        account = NewAccount(one["name"], one["institution"], one["country"], PASSWORD)
        capacity = dict.fromkeys(opened.categories, one.get("capacity", 5))
        answering.accept(session, token, capacity, account, now=at)
        if one.get("accepts_terms", True):
            accept_all_terms(session, scene.edition(session), now=at)
    else:
        told = one.get("instead")
        instead = Proposal(**told) if told else None
        answering.decline(session, token, one["reason"], instead, now=at)


def remember(scene: Scene, session: Session, act: Act) -> int:
    """A reviewer adds a former place of work, the nominee's own; nobody has looked yet."""
    edition = scene.edition(session)
    nomination, person = session.execute(
        select(Nomination, Person)
        .join(Assignment, Assignment.nomination_id == Nomination.id)
        .join(Person, Person.id == Assignment.reviewer_id)
        .where(
            Nomination.edition_id == edition.id,
            Nomination.category_key.in_(scene.categories(session, act)),
            Assignment.status == "assigned",
        )
        .order_by(Nomination.reference, Person.email)
        .limit(1)
    ).one()
    told, left = profile_of(session, person.id), scene.now(act).date() - timedelta(days=500)
    save_profile(
        session,
        person.id,
        themes=person.themes,
        keywords=told.keywords,
        languages=told.languages,
        country=person.country,
        work=[
            *told.work,
            Work(
                nomination.nominee_institution or nomination.nominee_name,
                began_on=left - timedelta(days=1200),
                ended_on=left,
            ),
        ],
        now=scene.now(act),
    )
    return 1


def thank(scene: Scene, session: Session, act: Act) -> int:
    """Thank everybody who handed in a review."""
    secretary = scene.someone(session, Role.SECRETARIAT)
    return thanks.thank(session, secretary, scene.slug, now=scene.now(act))
