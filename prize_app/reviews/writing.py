"""Writing a review: kept as a draft, then handed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.reviews import Review
from prize_app.db.saving import Save, is_overtaken, mark, require_first, require_newest
from prize_app.nominations.personal import own_times
from prize_app.nominations.recording import record
from prize_app.reviews.limits import LONGEST_POINTS_REASON, LONGEST_TEXT
from prize_app.reviews.own import Mine, hold_own, see_own
from prize_app.reviews.versions import Content, add_version, content_of
from workflows.calendar import NOBODYS, Due, due_at
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.plan.evaluation import Rubric, Trait
from workflows.policy import Permission, require
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
    save: Save,
    now: datetime,
) -> Review:
    """Keep what is written so far; criteria may be open.

    A draft is kept after the deadline, too: only handing in is a matter of time.

    Raises:
        NotFound: not the actor's assignment.
        WrongStage: the review is closed.
        RuleBroken: the review is in, a text is too long, or points are off the scale.
        Overtaken: a later save of this page was faster; what it kept stands.
        StaleDataError: another window saved meanwhile. In every case nothing was written.
    """
    mine = _writable(see_own(session, actor, assignment_id, to_write=True))
    content = Content(points, strengths, weaknesses, grounds)
    found = faults(rubric_of(mine), content)
    refuse([r for r in found if r.code not in OPEN_IN_A_DRAFT])
    return _keep(session, mine, content, save, now)


def submit_review(
    session: Session,
    actor: Actor,
    assignment_id: UUID,
    points: Points,
    strengths: str,
    weaknesses: str,
    *,
    grounds: Grounds = NO_GROUNDS,
    save: Save,
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
    # For the rubric in force at this moment, and before the round is closed: nobody amends the
    # plan or ranks meanwhile.
    mine = _writable(hold_own(session, actor, assignment_id))
    edition, content = mine.seen.edition, Content(points, strengths, weaknesses, grounds)
    late = check_time(edition.plan, due_of_own(session, actor, mine), edition.time(now))
    refuse([*late, *gaps(rubric_of(mine), content)])
    review = _keep(session, mine, content, save, now)
    review.submitted_at = review.saved_at
    add_version(session, review, "")
    record(session, actor, mine.seen, "review:submit", {}, now=now)
    session.flush()  # a stale version shall be refused here, not at the commit
    return review


def rubric_of(mine: Mine) -> Rubric:
    """The rubric in force for the nomination."""
    category_key = mine.seen.nomination.category_key
    return mine.seen.edition.plan.rubric_of(category_key, mine.assignment.round)


def due_of_own(session: Session, actor: Actor, mine: Mine) -> Due | None:
    """When the actor's review falls due, with the actor's extension; None without a deadline."""
    times = own_times(session, actor.id).get(mine.seen.nomination.id, NOBODYS)
    return due_at(mine.seen.edition.plan, mine.seen.stage, times)


def _writable(mine: Mine) -> Mine:
    if mine.together:
        raise NotFound
    if mine.is_submitted:
        raise RuleBroken([Refusal("review_submitted")])
    if Trait.REVIEWING not in mine.seen.stage.traits or not mine.is_of_now:
        raise WrongStage([Refusal("moved_on")])
    require(Permission.REVIEW_WRITE, mine.seen.standing)
    return mine


def gaps(rubric: Rubric, content: Content) -> list[Refusal]:
    """What keeps a review from being handed in, but for its time."""
    refusals = [*faults(rubric, content), *check_reasons(rubric, content.points, content.grounds)]
    if not content.strengths.strip():
        refusals.append(Refusal("strengths_missing"))
    if not content.weaknesses.strip():
        refusals.append(Refusal("weaknesses_missing"))
    return refusals


def faults(rubric: Rubric, content: Content) -> list[Refusal]:
    """What is wrong with a review; those in `OPEN_IN_A_DRAFT` are right in a draft."""
    return [
        *check_points(rubric, content.points),
        *check_confidence(rubric, content.grounds),
        *too_long(content.strengths, LONGEST_TEXT),
        *too_long(content.weaknesses, LONGEST_TEXT),
        *(
            fault
            for words in content.grounds.reasons.values()
            for fault in too_long(words, LONGEST_POINTS_REASON)
        ),
    ]


def too_long(text: str, most: int) -> list[Refusal]:
    """What is wrong with the length of a text; `most` in characters."""
    return [Refusal("too_long", {"most": most})] if len(text) > most else []


def refuse(refusals: list[Refusal]) -> None:
    """Raise all reasons at once, if there are any.

    Raises:
        RuleBroken: there are.
    """
    if refusals:
        raise RuleBroken(refusals)


def _keep(session: Session, mine: Mine, content: Content, save: Save, now: datetime) -> Review:
    review, kept = mine.review, content.within(rubric_of(mine))
    if review is None:
        require_first(save)
        review = Review(assignment_id=mine.assignment.id)
        session.add(review)
    elif is_overtaken(review, save) and kept == content_of(review):
        return review
    else:
        require_newest(review, save)
    kept.write(review)
    mark(review, save)
    review.saved_at = mine.seen.edition.time(now)
    session.flush()  # the caller shows the new lock version
    return review
