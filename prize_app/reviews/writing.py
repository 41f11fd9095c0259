"""Writing a review: kept as a draft, handed in, changed where the plan lets it be changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.assignments.ending import checked_reason
from prize_app.db.reviews import Review
from prize_app.editions.queries import lock_edition
from prize_app.nominations.personal import own_times
from prize_app.reviews.limits import LONGEST_POINTS_REASON, LONGEST_TEXT
from prize_app.reviews.own import Mine, see_own
from prize_app.reviews.telling import record
from prize_app.reviews.versions import Content, add_version, content_of
from workflows.calendar import NOBODYS, Due, due_at
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Rubric, Trait
from workflows.policy import Permission, allowed, require
from workflows.reviewing import (
    NO_GROUNDS,
    Grounds,
    check_confidence,
    check_reasons,
    check_time,
)
from workflows.scoring import Points, check_points

OPEN_IN_A_DRAFT = {"criterion_open", "all_abstained"}


def save_draft(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    *,
    grounds: Grounds = NO_GROUNDS,
    lock_version: int,
    page_id: str = "",
    now: datetime,
) -> Review:
    """Keep what is written so far; criteria may be open. `lock_version` is 0 before the first.

    A draft is kept after the deadline, too: only handing in is a matter of time.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in, a text is too long, or points are off the scale.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    mine = _writable(session, actor, assignment_id)
    content = Content(points, strengths, weaknesses, grounds)
    refusals = _faults(rubric_of(mine), content)
    _refuse([r for r in refusals if r.code not in OPEN_IN_A_DRAFT])
    return _keep(session, mine, content, lock_version, page_id, now)


def submit_review(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    *,
    grounds: Grounds = NO_GROUNDS,
    lock_version: int,
    page_id: str = "",
    now: datetime,
) -> Review:
    """Hand the review in: its first version.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in already, something is missing, or it is late and the plan
            refuses late reviews; all reasons are in it.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    mine = _writable(session, actor, assignment_id)
    # Points are handed in for the rubric in force at this moment: nobody amends it meanwhile.
    edition = lock_edition(session, mine.seen.edition.id)
    rubric = edition.plan.rubric_of(mine.seen.nomination.category_key, mine.assignment.round)
    content = Content(points, strengths, weaknesses, grounds)
    late = check_time(edition.plan, due_of_own(session, actor, mine), edition.time(now))
    _refuse([*late, *_gaps(rubric, content)])
    review = _keep(session, mine, content, lock_version, page_id, now)
    review.submitted_at = review.saved_at
    add_version(session, review, "")
    record(session, actor, mine.seen, "review:submit", {}, now=now)
    session.flush()  # a stale version shall be refused here, not at the commit
    return review


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
    lock_version: int,
    now: datetime,
) -> Review:
    """Change a review that is in, where the stage allows it: a further version, with the reason.

    Raises:
        NotFound: not the actor's assignment.
        RuleBroken: the review is not in or stands, nothing is different, or something is missing.
        StaleDataError: it was changed in another window. In every case nothing was written.
    """
    mine = see_own(session, actor, assignment_id, to_write=True)
    if mine.review is None or not may_revise(mine):
        raise RuleBroken([Refusal("review_stands")])
    if mine.review.lock_version != lock_version:
        raise StaleDataError("the review was changed in another window meanwhile")
    edition = lock_edition(session, mine.seen.edition.id)
    rubric = edition.plan.rubric_of(mine.seen.nomination.category_key, mine.assignment.round)
    content = Content(points, strengths, weaknesses, grounds).within(rubric)
    same = [Refusal("review_unchanged")] if content == content_of(mine.review) else []
    _refuse([*_gaps(rubric, content), *same])
    said = checked_reason(reason)
    review = _keep(session, mine, content, lock_version, "", now)
    add_version(session, review, said)
    record(session, actor, mine.seen, "review:change", {}, now=now)
    session.flush()
    return review


def may_revise(mine: Mine) -> bool:
    """Whether the review is in and the stage lets its reviewer change it."""
    if mine.together or not mine.is_of_now:
        return False
    return mine.is_submitted and allowed(Permission.REVIEW_REVISE, mine.seen.standing)


def rubric_of(mine: Mine) -> Rubric:
    """The rubric in force for the nomination."""
    category_key = mine.seen.nomination.category_key
    return mine.seen.edition.plan.rubric_of(category_key, mine.assignment.round)


def due_of_own(session: Session, actor: Actor, mine: Mine) -> Due | None:
    """When the actor's review falls due, with the actor's extension; None without a deadline."""
    times = own_times(session, actor.id).get(mine.seen.nomination.id, NOBODYS)
    return due_at(mine.seen.edition.plan, mine.seen.stage, times)


def _writable(session: Session, actor: Actor, assignment_id: UUID) -> Mine:
    mine = see_own(session, actor, assignment_id, to_write=True)
    if mine.together:
        raise NotFound
    if mine.is_submitted:
        raise RuleBroken([Refusal("review_submitted")])
    if Trait.REVIEWING not in mine.seen.stage.traits or not mine.is_of_now:
        raise WrongStage([Refusal("moved_on")])
    require(Permission.REVIEW_WRITE, mine.seen.standing)
    return mine


def _gaps(rubric: Rubric, content: Content) -> list[Refusal]:
    """What keeps a review from being handed in, but for its time."""
    refusals = [*_faults(rubric, content), *check_reasons(rubric, content.points, content.grounds)]
    if not content.strengths.strip():
        refusals.append(Refusal("strengths_missing"))
    if not content.weaknesses.strip():
        refusals.append(Refusal("weaknesses_missing"))
    return refusals


def _faults(rubric: Rubric, content: Content) -> list[Refusal]:
    return [
        *check_points(rubric, content.points),
        *check_confidence(rubric, content.grounds),
        *_too_long(content.strengths, LONGEST_TEXT),
        *_too_long(content.weaknesses, LONGEST_TEXT),
        *(
            fault
            for words in content.grounds.reasons.values()
            for fault in _too_long(words, LONGEST_POINTS_REASON)
        ),
    ]


def _too_long(text: str, most: int) -> list[Refusal]:
    return [Refusal("too_long", {"most": most})] if len(text) > most else []


def _refuse(refusals: list[Refusal]) -> None:
    if refusals:
        raise RuleBroken(refusals)


def _keep(
    session: Session, mine: Mine, content: Content, lock_version: int, page_id: str, now: datetime
) -> Review:
    review = mine.review
    own = review is not None and page_id != "" and review.saved_from == page_id
    if (review.lock_version if review else 0) != lock_version and not own:
        raise StaleDataError("the review was saved in another window meanwhile")
    if review is None:
        review = Review(assignment_id=mine.assignment.id)
        session.add(review)
    content.within(rubric_of(mine)).write(review)
    review.saved_from = page_id[:40]
    review.saved_at = mine.seen.edition.time(now)
    session.flush()  # the caller shows the new lock version
    return review
