"""What a nominator does in tests, in few words."""

from __future__ import annotations

from sqlalchemy import func, select

from prize_app.db.saving import Save
from prize_app.nominations import attaching, service
from tests.answers import INDIVIDUAL
from tests.factories import actor
from tests.prize_app.nominations.writing import PDF

CATEGORY = "outstanding-contribution"


def begin(session, make, who, edition, category=CATEGORY):
    return service.begin_nomination(session, actor(who), edition.row.slug, category, now=make.now)


def save(session, make, who, nomination, answers=INDIVIDUAL, version=None, page="page-1", number=0):
    if version is None:
        version = nomination.lock_version
    return service.save_answers(
        session,
        actor(who),
        nomination.id,
        answers,
        save=Save(version, page, number),
        now=make.now,
    )


def attach(session, make, who, nomination, field="letter-files", name="a.pdf", content=PDF):
    attached = attaching.attach_file(
        session, actor(who), nomination.id, field, file_name=name, content=content, now=make.now
    )
    session.flush()
    return attached


def codes(refused):
    return [r.code for r in refused.value.refusals]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))
