"""The pool: everybody known, what they did, and nothing of what the viewer is recused from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prize_app.db.deadlines import Extension
from prize_app.db.people import ReviewerProfile
from prize_app.reviewers import answering
from prize_app.reviewers.past import Past, past_of
from prize_app.reviewers.pool import Wanted, list_pool
from tests.factories import actor
from workflows.calendar import due_of
from workflows.plan.evaluation import Role


def names(found):
    return [one.name for one in found]


@pytest.fixture
def known(scene, session, make):
    """One who reviewed in an earlier edition, one invited without an account."""
    earlier = make.edition(passed="reviews-due", days=400)
    person = make.grant(
        Role.REVIEWER, make.person("Zora Known", themes=["water"], country="KE"), edition=earlier
    )
    session.add(
        ReviewerProfile(
            person_id=person.id, keywords=["groundwater"], languages=["sw"], changed_at=make.now
        )
    )
    scene.invite("new@people.example", name="Abel New", country="PE")
    session.flush()
    return earlier, person


def pool(scene, session, **wanted):
    return list_pool(
        session, scene.secretary, scene.edition, Wanted(**wanted), at=scene.edition.time(scene.now)
    )


def test_everybody_who_reviewed_or_was_invited_is_there_and_nobody_else(
    scene, session, make, known
):
    make.person("Never Asked")

    assert names(pool(scene, session)) == ["Abel New", "Zora Known"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"words": "zora"}, ["Zora Known"]),
        ({"words": "GROUNDWATER known"}, ["Zora Known"]),
        ({"words": "groundwater abel"}, []),
        ({"theme": "water"}, ["Zora Known"]),
        ({"theme": "energy"}, []),
        ({"language": "sw"}, ["Zora Known"]),
        ({"country": "PE"}, ["Abel New"]),
    ],
)
def test_it_is_searched_by_words_theme_language_and_country(scene, session, known, wanted, found):
    assert names(pool(scene, session, **wanted)) == found


def test_on_time_is_until_the_deadline_with_grace_or_the_extension(scene, session, make, known):
    earlier, person = known
    due = due_of(earlier.plan.calendar["reviews-due"], earlier.plan)
    times = [due.closes_at, due.closes_at + timedelta(seconds=1), due.at + timedelta(days=3)]
    nominations = [make.nomination(edition=earlier, stage="ranked") for _ in times]
    for nomination, at in zip(nominations, times, strict=True):
        make.review(make.assignment(nomination, person), submitted_at=at)
    make.assignment(make.nomination(edition=earlier, stage="ranked"), person)
    session.add(
        Extension(
            edition_id=earlier.id,
            deadline_key="reviews-due",
            debt="review",
            state="granted",
            nomination_id=nominations[2].id,
            person_id=person.id,
            reason="Flood.",
            asked_by=person.id,
            asked_at=make.now,
            asked_until=due.at + timedelta(days=4),
            until=due.at + timedelta(days=4),
        )
    )
    session.flush()

    past = past_of(session, scene.secretary)[person.id]

    assert past == Past({earlier.id}, assigned=4, submitted=3, on_time=2)
    assert past.on_time_share == 67


def test_a_nomination_that_the_viewer_is_recused_from_counts_nowhere(scene, session, make, known):
    earlier, person = known
    hidden = make.nomination(edition=earlier, stage="ranked")
    before = [(k.name, k.past) for k in pool(scene, session)]
    make.review(make.assignment(hidden, person))
    secretary = make.session.get_one(type(person), scene.secretary.id)
    make.conflict(hidden, secretary)
    make.review(make.assignment(hidden, make.person("Only There")))

    assert [(k.name, k.past) for k in pool(scene, session)] == before
    other = actor(make.grant(Role.SECRETARIAT, edition=scene.edition))
    seen = list_pool(session, other, scene.edition, Wanted(), at=make.now)
    assert names(seen) == ["Abel New", "Only There", "Zora Known"]


def test_who_declined_is_counted(scene, session):
    scene.invite("new@people.example", name="Abel New")
    answering.decline(session, scene.token("new@people.example"), "No time.", now=scene.now)

    (abel,) = pool(scene, session)
    assert (abel.past.declined, str(abel.here), abel.reviews_here) == (1, "declined", False)


def test_the_pool_asks_the_database_no_more_with_more_people(
    client, scene, session, make, sign_in, statements
):
    sign_in(client, session.get_one(type(make.person()), scene.secretary.id))
    counts = []
    for _ in range(2):
        for _ in range(3):
            person = make.grant(Role.REVIEWER, edition=scene.edition)
            make.review(make.assignment(make.nomination(edition=scene.edition), person))
            scene.invite(f"x{person.email}")
        session.commit()
        with statements() as seen:
            assert client.get(f"/editions/{scene.slug}/reviewers/pool").status_code == 200
            assert client.get(f"/editions/{scene.slug}/reviewers").status_code == 200
            assert client.get(f"/editions/{scene.slug}/reviewers/thanks").status_code == 200
            assert client.get(f"/editions/{scene.slug}/reviewers.csv").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
