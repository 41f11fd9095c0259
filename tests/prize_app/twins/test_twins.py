"""Twin worlds: what one may not see must not show anywhere, not in a byte of any answer.

Two databases differ only in what the viewer may not see; every address that exists is asked for in
both, so a page that is added tomorrow is covered by being there.
"""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, ConflictOfInterest, Review, ReviewRemark
from prize_app.editions.queries import get_edition
from tests.prize_app.twins.comparing import leaks, shows
from tests.prize_app.twins.walking import SLUG, values_of
from tests.prize_app.twins.worlds import (
    holder,
    other_content,
    other_inner_stage,
    other_place,
    other_reviews,
    recused,
    taken_back,
)
from workflows.plan.evaluation import Trait

YOUTH, PROGRESS, OPEN_BALLOT = (
    "youth-leader",
    "sti-outstanding-progress",
    "sti-outstanding-contribution",
)
RECUSED = [
    ("secretariat", PROGRESS),
    ("secretariat", YOUTH),
    ("chair", OPEN_BALLOT),
    ("deputy", YOUTH),
    ("committee", OPEN_BALLOT),
    ("board", YOUTH),
    ("observer", YOUTH),
    ("reviewer", PROGRESS),
]


def nominations_of(session, category, viewer):
    """Nominations of a category that were handed in and are not public; the hidden one first."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer.id
    )
    rows = session.scalars(
        select(Nomination)
        .where(
            Nomination.category_key == category,
            Nomination.submitted_at.is_not(None),
            Nomination.id.not_in(conflicted),
            Nomination.nominator_id != viewer.id,
        )
        .order_by(Nomination.reference)
    ).all()
    reviewed = set(
        session.scalars(
            select(Assignment.nomination_id).where(
                Assignment.reviewer_id == viewer.id, Assignment.status == "assigned"
            )
        )
    )
    return [row.id for row in sorted(rows, key=lambda row: row.id not in reviewed)]


@pytest.mark.parametrize(("role", "category"), RECUSED)
def test_a_conflict_of_interest_hides_a_nomination_on_every_address(
    first, tmp_path, role, category
):
    with first.reading() as session:
        viewer = holder(session, role)
        hidden, *others = nominations_of(session, category, viewer)
        asked = values_of(session, [hidden, *others[:2]])

    assert not leaks(
        first,
        tmp_path,
        viewer,
        asked,
        [recused(viewer.id, hidden)],
        [other_content(hidden)],
        with_report=role == "chair",
        with_questions=(role, category) == ("secretariat", PROGRESS),
    )


def test_nominators_learn_only_of_their_own_nominations_and_only_what_is_public(first, tmp_path):
    with first.reading() as session:
        rows = secret_nominations(session)
        viewer = session.get_one(Person, most_often(row.nominator_id for row in rows))
        own = [row.id for row in rows if row.nominator_id == viewer.id]
        others = [row.id for row in rows if row.nominator_id != viewer.id]
        asked = values_of(session, [*own, *others[:3]])
    inner = [f(n) for n in own for f in (other_reviews, other_place, other_inner_stage)]

    assert not leaks(
        first,
        tmp_path,
        viewer,
        asked,
        [],
        [*inner, *(other_content(n) for n in others)],
        with_questions=True,
    )


def test_reviewers_learn_nothing_of_other_reviews_and_other_nominations(first, tmp_path):
    with first.reading() as session:
        rows = secret_nominations(session)
        viewer = holder(session, "reviewer")
        own = set(
            session.scalars(
                select(Assignment.nomination_id).where(Assignment.reviewer_id == viewer.id)
            )
        )
        others = [row.id for row in rows if row.id not in own]
        sealed = own - open_to_peers(session, viewer)
        offered = {key: told_to_bidders(session, key) for key in others}
        asked = values_of(session, [*sorted(sealed)[:3], *others[:2]])
    of_others = [other_reviews(n, but_of=viewer.id) for n in sealed]
    of_others += [other_place(n) for n in own]
    of_others += [other_content(n, but=offered[n]) for n in others]

    assert not leaks(first, tmp_path, viewer, asked, [], of_others, with_questions=True)


def test_a_reviewer_sees_nothing_of_the_others_before_the_own_review_is_in(first, tmp_path):
    with first.reading() as session:
        nomination, viewer = discussed(session)
        asked = values_of(session, [nomination])
    seal, talk = taken_back(viewer.id, nomination), f"/nominations/{nomination}/discussion"
    others = other_reviews(nomination, but_of=viewer.id)

    assert not leaks(first, tmp_path / "sealed", viewer, asked, [seal], [others])
    assert shows(first, tmp_path / "open", viewer, [talk], [], [others])


def test_a_reviewer_who_stepped_back_sees_nothing_of_the_discussion(first, tmp_path):
    with first.reading() as session:
        nomination, viewer = discussed(session)
        asked = values_of(session, [nomination])

    assert not leaks(
        first,
        tmp_path,
        viewer,
        asked,
        [recused(viewer.id, nomination)],
        [other_content(nomination)],
    )


def discussed(session):
    """A nomination that its reviewers talk about, and one of them."""
    rows = session.execute(
        select(Nomination, Assignment.reviewer_id)
        .join(ReviewRemark, ReviewRemark.nomination_id == Nomination.id)
        .join(
            Assignment,
            (Assignment.nomination_id == Nomination.id)
            & (Assignment.reviewer_id == ReviewRemark.person_id),
        )
        .order_by(Nomination.reference, Assignment.reviewer_id)
    ).all()
    workflows = get_edition(session, SLUG).plan.workflow_of
    nomination, reviewer_id = next(
        (row, person)
        for row, person in rows
        if row.stage in workflows(row.category_key).stages_with(Trait.DISCUSSING)
    )
    return nomination.id, session.get_one(Person, reviewer_id)


def open_to_peers(session, viewer):
    """Nominations whose other reviews a reviewer may read, the own review being in."""
    workflows = get_edition(session, SLUG).plan.workflow_of
    rows = session.scalars(
        select(Nomination)
        .join(Assignment, Assignment.nomination_id == Nomination.id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.reviewer_id == viewer.id, Review.submitted_at.is_not(None))
    )
    return {
        row.id
        for row in rows
        if row.stage in workflows(row.category_key).stages_with(Trait.DISCUSSING)
    }


def told_to_bidders(session, key):
    """What a reviewer who is asked for a wish reads of a nomination, by the plan's own word."""
    plan, row = get_edition(session, SLUG).plan, session.get_one(Nomination, key)
    workflow = plan.workflow_of(row.category_key)
    asked = workflow.stages_with(Trait.ASSIGNABLE) - workflow.stages_with(Trait.REVIEWING)
    return {"theme", *plan.reviewing.assigning.bid_fields} if row.stage in asked else set()


def test_strangers_learn_nothing_that_is_not_announced(first, tmp_path):
    with first.reading() as session:
        hidden = [row.id for row in secret_nominations(session)]
        asked = values_of(session, hidden[:4])

    assert not leaks(first, tmp_path, None, asked, [], [other_content(n) for n in hidden])


def secret_nominations(session):
    """Nominations in stages that the plan does not announce."""
    edition = get_edition(session, SLUG)
    announced = {
        (key, stage)
        for key in edition.plan.categories
        for stage in edition.plan.workflow_of(key).stages_with(Trait.ANNOUNCED)
    }
    rows = session.scalars(select(Nomination).order_by(Nomination.reference)).all()
    return [
        row
        for row in rows
        if row.edition_id == edition.id and (row.category_key, row.stage) not in announced
    ]


def most_often(values):
    return Counter(values).most_common(1)[0][0]


def test_what_a_viewer_may_see_does_show(first, tmp_path):
    """The comparison has teeth: without a conflict of interest the same change is seen."""
    with first.reading() as session:
        viewer = holder(session, "secretariat")
        changed = nominations_of(session, PROGRESS, viewer)[0]
    telling = {f"/nominations/{changed}", f"/editions/{SLUG}/reports/nominations.csv"}

    assert shows(first, tmp_path, viewer, telling, [], [other_content(changed)]) == telling
