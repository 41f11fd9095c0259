"""Twin worlds of letters: what leaves by mail tells nobody what they may not know.

In one world things are done about nominations with which nearly everybody has a conflict of
interest, and these have another content; in the other nothing is. Every kind of letter that there
is leaves both worlds through a mail server, and what arrives must be the same.
"""

from __future__ import annotations

from uuid import uuid5

import pytest
from sqlalchemy import select

from prize_app.actors import Actor
from prize_app.clock import now
from prize_app.db.committee import BallotRound, RankingLine
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant, PlanVersion
from prize_app.db.laureates import Certificate
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.plans import Amendment, PlanDraft
from prize_app.db.reviews import Assignment, Review
from prize_app.editions.queries import get_edition
from prize_app.notices.service import LETTERS
from tests.prize_app.twins.acts import Cast
from tests.prize_app.twins.more import one_more_conflict, one_more_draft, one_more_review
from tests.prize_app.twins.posting import jobs_for, play
from tests.prize_app.twins.walking import SLUG
from tests.prize_app.twins.worlds import (
    other_content,
    other_place,
    other_reviews,
    recused,
    taken_back,
    twin_of,
)
from workflows.conditions import Consent

KINDS = {folder.name for folder in LETTERS.iterdir()}


def cast_of(session):
    """People and nominations of the demonstration on which every kind of letter can be caused."""
    edition = get_edition(session, SLUG)

    def at(stage):
        wanted = select(Nomination).where(
            Nomination.edition_id == edition.id, Nomination.stage == stage
        )
        return session.scalars(wanted.order_by(Nomination.reference)).all()

    def actors(role):
        wanted = select(Person).join(Grant, Grant.person_id == Person.id)
        wanted = wanted.where(Grant.role == role, Grant.edition_id == edition.id)
        people = session.scalars(wanted.order_by(Person.email)).all()
        return [Actor(person.id, person.name, person.email) for person in people]

    hidden, shown, *_ = at("in-review")
    refused, refused_too, *_, hidden_refused = (
        n for n in at("ineligible") if n.consent == Consent.GIVEN
    )
    held = session.scalars(
        select(BallotRound.category_key).where(BallotRound.ballot_key == "award")
    ).all()
    office, second = actors("secretariat")
    judging = {n.id: set(reviewers_of(session, [n.id])) for n in (hidden, shown)}
    reader = min(judging[shown.id] - judging[hidden.id])
    return Cast(
        office, second, actors("chair")[0], reader, shown.id, hidden.id, refused.id, refused_too.id,
        hidden_refused.id, at("returned")[0].id, at("eligible")[0].id,
        next(n.category_key for n in at("shortlisted") if n.category_key not in held), "award",
    )  # fmt: skip


def reviewers_of(session, keys):
    """Who was ever given one of these nominations."""
    wanted = select(Assignment.reviewer_id).where(Assignment.nomination_id.in_(keys))
    return session.scalars(wanted).all()


def prepared(cast):
    """What both worlds have beside the demonstration, so that every kind of letter is due."""

    def change(session):
        edition = get_edition(session, SLUG)
        for row in session.scalars(select(Extension)):
            session.delete(row)
        for row in session.scalars(select(Amendment)):
            session.delete(row)
        for certificate in session.scalars(select(Certificate)):
            certificate.sha256 = None
        session.get_one(Nomination, cast.returned).consent = Consent.NOT_ASKED.value
        reviewers = session.scalars(
            select(Grant.person_id)
            .join(Person, Person.id == Grant.person_id)
            .where(Grant.role == "reviewer", Grant.edition_id == edition.id)
            .order_by(Person.email)
        ).all()
        for person_id in reviewers[-3:]:
            session.add(
                Assignment(
                    id=uuid5(cast.eligible, str(person_id)),
                    nomination_id=cast.eligible,
                    reviewer_id=person_id,
                    assigned_at=edition.row.created_at,
                )
            )
        draft = session.scalars(select(PlanDraft)).one()
        source = session.get_one(PlanVersion, edition.published.id).source
        draft.source, draft.mapping = source.replace("years = 45", "years = 40"), {}

    return change


def knowing(session, cast):
    """Everybody who may know of what is hidden: office, nominators, nominees and reviewers."""
    keys = (cast.hidden, cast.hidden_refused)
    rows = [session.get_one(Nomination, key) for key in keys]
    people = {cast.office.id, busy(session, cast), *(row.nominator_id for row in rows)}
    people |= set(reviewers_of(session, keys))
    emails = set(session.scalars(select(Person.email).where(Person.id.in_(people))))
    return people, emails | {row.nominee_email for row in rows}


def busy(session, cast):
    """Somebody who reviews other nominations anyway: how many are thanked is no secret."""
    served = select(Assignment.reviewer_id).join(Review, Review.assignment_id == Assignment.id)
    wanted = select(Person.id).where(
        Person.id.in_(served.where(Review.submitted_at.is_not(None))), Person.id != cast.reader
    )
    return session.scalars(wanted.order_by(Person.email)).first()


def judged_of(session, cast):
    """Nominations with reviews that the cast may know of: the first of a frozen ranking first."""
    ranked = select(RankingLine.nomination_id)
    wanted = (
        select(Nomination.id)
        .join(Assignment, Assignment.nomination_id == Nomination.id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Nomination.id.not_in([cast.hidden, cast.hidden_refused]))
        .order_by(Nomination.id.in_(ranked).desc(), Nomination.reference)
    )
    return list(dict.fromkeys(session.scalars(wanted)))


@pytest.fixture(scope="session")
def posts(first, tmp_path_factory):
    """Both worlds, all letters of both, and who may know of what is hidden."""
    folder, began = tmp_path_factory.mktemp("letters"), now().replace(microsecond=0)
    with first.reading() as session:
        cast = cast_of(session)
        people, emails = knowing(session, cast)
        reviewer = busy(session, cast)
        judged = judged_of(session, cast)
        everybody = session.scalars(select(Person.id).order_by(Person.email)).all()
    keys = (cast.hidden, cast.hidden_refused)
    shared = [
        prepared(cast),
        taken_back(cast.reader, cast.shown),
        *(recused(person, key) for key in keys for person in everybody if person not in people),
    ]
    more = [f(key) for key in keys for f in (other_content, one_more_conflict, one_more_draft)]
    more.append(one_more_review(cast.hidden_refused, by=reviewer))
    more += [other_reviews(key) for key in judged] + [other_place(judged[0])]
    one = twin_of(first, folder / "one", *shared, demonstration=False)
    other = twin_of(first, folder / "other", *shared, *more, demonstration=False)
    left = play(one, cast, began, hidden=False)
    right = play(other, cast, began, hidden=True)
    return (one, left), (other, right), emails


def test_every_kind_of_letter_is_compared(posts):
    (_, left), (_, right), knowing = posts

    for post in (left, right):
        seen = {
            letter.kind for email, post in post.items() if email not in knowing for letter in post
        }
        assert sorted(KINDS - seen) == []


def test_letters_arrive_byte_by_byte_alike_in_number_and_order(posts):
    (_, left), (_, right), knowing = posts

    for email in (left.keys() | right.keys()) - knowing:
        assert left.get(email) == right.get(email), email


def test_nominators_are_written_the_same_whatever_reviewers_said_of_their_nominations(first, posts):
    """What reviewers said of every nomination differs, and its place: neither leaves by letter."""
    (_, left), (_, right), knowing = posts
    with first.reading() as session:
        cast = cast_of(session)
        keys = [cast.shown, cast.returned, cast.refused, cast.eligible]
        wanted = select(Person.email).join(Nomination, Nomination.nominator_id == Person.id)
        nominators = set(session.scalars(wanted.where(Nomination.id.in_(keys)))) - knowing

    written = {email for email in nominators if left.get(email)}
    assert written
    assert [email for email in written if left[email] != right.get(email)] == []


def test_whoever_may_know_gets_other_letters(posts):
    """The comparison has teeth."""
    (_, left), (_, right), knowing = posts

    differing = {email for email in knowing if left.get(email) != right.get(email)}
    assert len(differing) >= 3


def test_jobs_are_asked_for_in_the_same_number_and_order(posts):
    (one, left), (other, _), knowing = posts

    for email in left.keys() - knowing:
        assert jobs_for(one, email) == jobs_for(other, email), email
