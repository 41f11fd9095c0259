"""Others' scores are sealed until one's own is in: every page, file, feed and export, every role.

Two worlds differ only in what the other reviewers of one nomination said; somebody whose own review
of it is still to come asks for every address of the map, whatever else he or she is.
"""

from __future__ import annotations

import io
import re
import zipfile
from uuid import uuid5

import pytest
from sqlalchemy import delete

from prize_app.db.aliases import give_aliases
from prize_app.db.deadlines import Extension
from prize_app.db.editions import Grant
from prize_app.db.reviewers import TermsAcceptance
from prize_app.db.reviews import Assignment
from prize_app.editions.queries import get_edition
from prize_app.insight import service as insight
from prize_app.insight.queries import gather
from tests.factories import actor
from tests.house.sources import TEMPLATES
from tests.prize_app.twins.comparing import leaks, shows
from tests.prize_app.twins.test_twins import discussed
from tests.prize_app.twins.walking import SLUG, values_of
from tests.prize_app.twins.worlds import holder, other_reviews, twin_of
from workflows.errors import RuleBroken

EXPORTS = {
    f"/editions/{SLUG}/reports/reviews.csv",
    f"/editions/{SLUG}/reports/reviews.xlsx",
    f"/editions/{SLUG}/review-changes",
    f"/editions/{SLUG}/report.pdf",
}
"""Where somebody of the secretariat who does not review reads the same points."""

DRAWN = ("secretariat", True)
"""Whose report is drawn, too: of the others it is compared what would be."""


def to_review(person, nomination, *, has_accepted):
    """Somebody who holds another role is asked to review the nomination as well."""

    def change(session):
        given = session.query(Assignment).filter_by(nomination_id=nomination).first()
        edition_id = session.query(Grant.edition_id).filter_by(person_id=person).first()[0]
        if (
            not session.query(Assignment)
            .filter_by(nomination_id=nomination, reviewer_id=person)
            .count()
        ):
            session.add(
                Assignment(
                    id=uuid5(nomination, str(person)),
                    nomination_id=nomination,
                    reviewer_id=person,
                    round=given.round,
                    assigned_at=given.assigned_at,
                )
            )
            session.flush()
            give_aliases(session, [(nomination, person, given.round)])
        if not has_accepted:
            session.execute(delete(TermsAcceptance).where(TermsAcceptance.person_id == person))
            return
        like = session.query(TermsAcceptance).filter_by(person_id=given.reviewer_id).all()
        theirs = {one.terms_key for one in session.query(TermsAcceptance)
                  .filter_by(person_id=person, edition_id=edition_id)}  # fmt: skip
        session.add_all(
            TermsAcceptance(person_id=person, edition_id=one.edition_id,
                            plan_version_id=one.plan_version_id, terms_key=one.terms_key,
                            version=one.version, accepted_at=one.accepted_at)
            for one in like if one.edition_id == edition_id and one.terms_key not in theirs
        )  # fmt: skip

    return change


def said_otherwise(nomination, viewer):
    """Other points and words of the others, and nothing else: who asked for time may be known."""

    def change(session):
        kept = {one.id: one.reason for one in session.query(Extension)}
        other_reviews(nomination, but_of=viewer.id)(session)
        for one in session.query(Extension):
            one.reason = kept[one.id]

    return change


@pytest.mark.parametrize(
    ("role", "has_accepted"),
    [
        ("secretariat", True),
        ("secretariat", False),
        ("chair", True),
        ("committee", True),
        ("observer", True),
    ],
)
def test_whoever_has_still_to_review_reads_no_points_of_others_anywhere(
    first, tmp_path, role, has_accepted
):
    with first.reading() as session:
        nomination, _ = discussed(session)
        viewer = holder(session, role)
        asked = values_of(session, [nomination])
    also = to_review(viewer.id, nomination, has_accepted=has_accepted)
    others = said_otherwise(nomination, viewer)

    found = leaks(
        first, tmp_path, viewer, asked, [also], [others], with_report=(role, has_accepted) == DRAWN
    )

    assert found == []


def test_without_a_review_to_write_the_same_exports_tell_the_secretariat(first, tmp_path):
    with first.reading() as session:
        nomination, _ = discussed(session)
        viewer = holder(session, "secretariat")
    telling = {*EXPORTS, f"/nominations/{nomination}"}

    assert shows(first, tmp_path, viewer, telling, [], [other_reviews(nomination)]) == telling


def test_the_release_for_research_leaves_out_what_is_sealed(first, tmp_path):
    with first.reading() as session:
        viewer = holder(session, "secretariat")
        nomination = _in_the_release(session, viewer)
    sealed = to_review(viewer.id, nomination, has_accepted=True)
    others = said_otherwise(nomination, viewer)

    assert _released(first, tmp_path / "a", viewer, [sealed]) == _released(
        first, tmp_path / "b", viewer, [sealed, others]
    )
    assert _released(first, tmp_path / "c", viewer, []) != _released(
        first, tmp_path / "d", viewer, [others]
    )


def _in_the_release(session, viewer):
    """A nomination whose reviews leave the house."""
    material = gather(session, actor(viewer), get_edition(session, SLUG))
    return next(one.case.id for one in material.handed_in if not one.case.in_review)


def _released(first, folder, viewer, changes):
    """What the release holds, the key being the same."""
    world = twin_of(first, folder, *changes)
    with world.writing() as session:
        try:
            _, content = insight.export_for_research(
                session, actor(viewer), SLUG, key=b"k" * 32, now=session.get_one(
                    Assignment, session.query(Assignment.id).first()[0]).assigned_at
            )  # fmt: skip
        except RuleBroken as refused:
            return [r.code for r in refused.refusals]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


TOLD_IN_LETTERS = re.compile(r"\b(points|score\w*|strengths|weaknesses|mean|merit|severity)\b")


def test_no_letter_names_what_somebody_judged():
    """A letter reaches people who are sealed, and stays where no seal can be put on it."""
    letters = sorted((TEMPLATES / "email").glob("*/body.txt"))
    told = {
        letter.parent.name: found
        for letter in letters
        for block in re.findall(r"{[{%].*?[%}]}", letter.read_text("utf-8"))
        if (found := TOLD_IN_LETTERS.findall(block))
    }

    assert len(letters) > 20
    assert told == {}
