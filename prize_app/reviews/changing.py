"""Changing a review that is in: written as a private draft, kept as a further version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.assignments.ending import LONGEST_REASON, checked_reason
from prize_app.db.reviews import Review, ReviewChange
from prize_app.db.saving import Save, is_overtaken, mark, require_first, require_newest
from prize_app.nominations.recording import record
from prize_app.reviews.own import Mine, hold_own, see_own
from prize_app.reviews.queries import find_change
from prize_app.reviews.versions import Content, add_version, content_of, count_versions
from prize_app.reviews.writing import (
    OPEN_IN_A_DRAFT,
    faults,
    gaps,
    refuse,
    rubric_of,
    too_long,
)
from workflows.errors import Refusal, RuleBroken
from workflows.policy import Permission, allowed
from workflows.reviewing import NO_GROUNDS, Grounds
from workflows.scoring import Points

UNSAVED = Save(lock_version=0)
"""Of a change that was never kept as a draft."""


def may_revise(mine: Mine) -> bool:
    """Whether the review is in and the stage lets its reviewer change it."""
    if mine.together or not mine.is_of_now:
        return False
    return mine.is_submitted and allowed(Permission.REVIEW_REVISE, mine.seen.standing)


def save_change(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    reason: str,
    *,
    grounds: Grounds = NO_GROUNDS,
    based_on: int,
    save: Save,
    now: datetime,
) -> ReviewChange:
    """Keep what is written of a change so far, for its writer alone; the review stays as it is.

    `based_on` is how many versions were in when the page was made, the version that `save` builds
    on is that of the change, 0 before the first save of it.

    Raises:
        NotFound: not the actor's assignment.
        RuleBroken: the review is not in or stands, a text is too long, points are off the scale.
        Overtaken: a later save of this page was faster; what it kept stands.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    mine, review = _revisable(see_own(session, actor, assignment_id, to_write=True))
    content = Content(points, strengths, weaknesses, grounds)
    found = [*faults(rubric_of(mine), content), *too_long(reason, LONGEST_REASON)]
    refuse([r for r in found if r.code not in OPEN_IN_A_DRAFT])
    kept, change = content.within(rubric_of(mine)), find_change(session, review.id)
    overtaken = change is not None and is_overtaken(change, save)
    if change is not None and overtaken and _says(change, kept, reason):
        return change
    _require_newest(session, review, change, based_on, save)
    if change is None:
        change = ReviewChange(review_id=review.id, based_on=based_on)
        session.add(change)
    kept.write(change)
    change.change_reason = reason
    mark(change, save)
    change.saved_at = mine.seen.edition.time(now)
    session.flush()  # the caller shows the new lock version
    return change


def revise_review(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    reason: str,
    *,
    grounds: Grounds = NO_GROUNDS,
    based_on: int,
    save: Save = UNSAVED,
    now: datetime,
) -> Review:
    """Change a review that is in, where the stage allows it: a further version, with the reason.

    What was saved of the change meanwhile ends with it. Arguments as in `save_change`.

    Raises:
        NotFound: not the actor's assignment.
        RuleBroken: the review is not in or stands, nothing is different, or something is missing.
        StaleDataError: it was changed in another window. In every case nothing was written.
    """
    mine, review = _revisable(hold_own(session, actor, assignment_id))
    change = find_change(session, review.id)
    _require_newest(session, review, change, based_on, save)
    rubric = rubric_of(mine)
    content = Content(points, strengths, weaknesses, grounds).within(rubric)
    same = [Refusal("review_unchanged")] if content == content_of(review) else []
    refuse([*gaps(rubric, content), *same])
    said = checked_reason(reason)
    content.write(review)
    review.saved_at = mine.seen.edition.time(now)
    session.flush()  # the version takes the moment of the review
    add_version(session, review, said)
    if change is not None:
        session.delete(change)
    record(session, actor, mine.seen, "review:change", {}, now=now)
    session.flush()
    return review


def drop_change(session: Session, actor: Actor, assignment_id: UUID) -> None:
    """Throw away what was written of a change; the review stays as it is.

    Raises:
        NotFound: not the actor's assignment.
    """
    mine = see_own(session, actor, assignment_id, to_write=True)
    change = find_change(session, mine.review.id) if mine.review else None
    if change is not None:
        session.delete(change)


def _revisable(mine: Mine) -> tuple[Mine, Review]:
    if mine.review is None or not may_revise(mine):
        raise RuleBroken([Refusal("review_stands")])
    return mine, mine.review


def _says(change: ReviewChange, content: Content, reason: str) -> bool:
    return (content_of(change), change.change_reason) == (content, reason)


def _require_newest(
    session: Session,
    review: Review,
    change: ReviewChange | None,
    based_on: int,
    save: Save,
) -> None:
    if count_versions(session, review.id) != based_on:
        raise StaleDataError("the review was changed in another window meanwhile")
    if change is None:
        require_first(save)
    else:
        require_newest(change, save)
