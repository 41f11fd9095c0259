"""Twin worlds of existence: one more review, conflict or draft that the viewer may not know of.

How many nominations of a category stand at which stage is told to everybody who works for the
edition (its overview), drafts included: that there is one more of them is no secret from these,
and this is the only number in which it shows.
"""

from __future__ import annotations

import json
from uuid import uuid5

import pytest
from sqlalchemy import select

from prize_app.clock import now
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment
from prize_app.reminders.taking import remind_all
from tests.prize_app.twins.blinding import blind, in_review, other_nominee, review_owed
from tests.prize_app.twins.comparing import told_apart
from tests.prize_app.twins.more import (
    one_more_conflict,
    one_more_draft,
    one_more_nomination,
    one_more_review,
)
from tests.prize_app.twins.test_twins import secret_nominations
from tests.prize_app.twins.walking import SLUG, Walker, addresses, values_of
from tests.prize_app.twins.worlds import holder, twin_of


def differing(one, other, viewer, asked, **headers):
    """What two worlds answer differently, as programs where `Accept` says so; no reports as PDF."""
    left, right = (Walker(world.app, viewer, headers) for world in (one, other))
    every = list(addresses(one.app, asked))  # no context stays open while pages are asked for
    return [
        told
        for address in every
        if not address.endswith("report.pdf") and (told := told_apart(left, right, address))
    ]


@pytest.fixture
def reviewed(first):
    """A reviewer, and what was given to them."""
    with first.reading() as session:
        viewer = holder(session, "reviewer")
        own = sorted(
            session.scalars(
                select(Assignment.nomination_id).where(
                    Assignment.reviewer_id == viewer.id, Assignment.status == "assigned"
                )
            )
        )
        return viewer, own, values_of(session, own[:1])


def test_reviewers_do_not_learn_that_there_is_one_more_review_or_conflict(
    first, tmp_path, reviewed
):
    viewer, own, asked = reviewed
    shared = [in_review(own[0])]
    one = twin_of(first, tmp_path / "one", *shared)
    other = twin_of(
        first, tmp_path / "other", *shared, one_more_review(own[0]), one_more_conflict(own[0])
    )

    assert differing(one, other, viewer, asked) == []


def test_nominators_and_strangers_do_not_learn_that_there_is_one_more_of_anything(first, tmp_path):
    with first.reading() as session:
        nomination = secret_nominations(session)[0]
        viewer = session.get_one(Person, nomination.nominator_id)
        asked = values_of(session, [nomination.id])
    hidden = [f(nomination.id) for f in (one_more_review, one_more_conflict, one_more_draft)]
    one, other = twin_of(first, tmp_path / "one"), twin_of(first, tmp_path / "other", *hidden)

    for who in (viewer, None):
        assert differing(one, other, who, asked) == []


@pytest.mark.parametrize(
    ("role", "stage"),
    [
        ("secretariat", "in-review"),
        ("chair", "in-review"),
        ("board", "in-review"),
        ("observer", "in-review"),
        ("committee", "shortlisted"),
    ],
)
def test_whoever_is_in_conflict_does_not_learn_that_there_is_one_more_nomination(
    first, tmp_path, role, stage
):
    with first.reading() as session:
        viewer, like = holder(session, role), standing_at(session, stage)
        asked = values_of(session, [like])
    one = twin_of(first, tmp_path / "one")
    other = twin_of(first, tmp_path / "other", one_more_nomination(like, in_conflict=[viewer.id]))

    told = differing(one, other, viewer, asked)
    assert told == []


def test_reviewers_nominators_nominees_and_strangers_learn_of_no_further_nomination(
    first, tmp_path
):
    with first.reading() as session:
        like = standing_at(session, "in-review")
        row = session.get_one(Nomination, like)
        judging = select(Assignment.reviewer_id).where(Assignment.nomination_id == like)
        people = [
            session.get_one(Person, row.nominator_id),
            session.scalars(select(Person).where(Person.id.in_(judging))).first(),
            as_nominee(row),
            None,
        ]
        asked = values_of(session, [like])
    shared = [account_of(people[2])]
    one = twin_of(first, tmp_path / "one", *shared)
    other = twin_of(first, tmp_path / "other", *shared, one_more_nomination(like))

    for who in people:
        assert differing(one, other, who, asked) == []


def standing_at(session, stage):
    """The first nomination at a stage."""
    wanted = select(Nomination.id).where(Nomination.stage == stage)
    return session.scalars(wanted.order_by(Nomination.reference)).first()


def as_nominee(row):
    """The account that a nominee may have, under the address that the nomination names."""
    return Person(
        id=uuid5(row.id, "nominee"), name=row.nominee_name, email=row.nominee_email,
        institution="", country="", themes=[], password_hash="", sign_in_epoch=0,
        created_at=row.created_at, email_confirmed_at=row.created_at,
    )  # fmt: skip


def account_of(person):
    """A change of a world: the person has it."""
    columns = {c.name: getattr(person, c.name) for c in Person.__table__.columns}
    filled = {name: value for name, value in columns.items() if value is not None}
    return lambda session: session.add(Person(**filled))


def test_programs_and_parameters_learn_no_more_than_people(first, tmp_path, reviewed):
    """JSON and error texts, and lists asked for by stage, order and words."""
    viewer, own, asked = reviewed
    shared = [blind('["reviewer"]'), *map(in_review, own)]
    one = twin_of(first, tmp_path / "one", *shared)
    other = twin_of(first, tmp_path / "other", *shared, *map(other_nominee, own))
    asks = {"Accept": "application/json"}

    assert differing(one, other, viewer, asked, **asks) == []
    walker = Walker(one.app, viewer, asks)
    kinds = [walker.get(address)[1] for address in list(addresses(one.app, asked))[:60]]
    assert kinds.count("application/problem+json") > 5
    lists = [
        f"{path}?{query}"
        for path in ("/reviews", f"/editions/{SLUG}/nominations", f"/editions/{SLUG}/audit")
        for query in ("q=Somebody", "sort=nominee", "order=name", "after=2027", "stage=in-review")
    ]
    walkers = Walker(one.app, viewer), Walker(other.app, viewer)
    assert [a for a in lists if walkers[0].get(a) != walkers[1].get(a)] == []


def test_letters_tell_blind_reviewers_nothing_by_their_words_number_or_order(
    first, tmp_path, reviewed
):
    viewer, own, _ = reviewed
    shared = [blind('["reviewer"]'), *(review_owed(n, viewer.id) for n in own)]
    one = twin_of(first, tmp_path / "one", *shared)
    other = twin_of(
        first, tmp_path / "other", *shared, one_more_review(own[0]), *map(other_nominee, own)
    )

    letters = [letters_to(world, viewer) for world in (one, other)]

    assert letters[0] == letters[1]
    assert len(letters[0]) > len(already_written(first, viewer))


def letters_to(world, viewer):
    """Every letter to the viewer, in the order of writing, after all reminders were written."""
    remind_all(world.app.extensions["database"], now=now())
    return already_written(world, viewer)


def already_written(world, viewer):
    with world.reading() as session:
        rows = session.scalars(
            select(Notice)
            .where(Notice.recipient == viewer.email)
            .order_by(Notice.written_at, Notice.kind, Notice.subject)
        )
        return [json.dumps([n.kind, n.subject, n.body]) for n in rows]
