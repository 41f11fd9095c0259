"""What stands in a review, and the versions in which it was in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prize_app.db.reviews import Review, ReviewChange, ReviewVersion
from workflows.plan.evaluation import Rubric
from workflows.reviewing import Grounds
from workflows.scoring import Points


@dataclass(frozen=True, slots=True)
class Content:
    """What a reviewer writes: points, words, and what stands beside the points."""

    points: Points
    strengths: str
    weaknesses: str
    grounds: Grounds

    def within(self, rubric: Rubric) -> Content:
        """Without what the rubric does not ask, and without empty reasons."""
        points = {k: v for k, v in self.points.items() if k in rubric.criteria}
        reasons = {
            k: v for k, v in self.grounds.reasons.items() if k in rubric.criteria and v.strip()
        }
        confidence = self.grounds.confidence if rubric.confidence else None
        return Content(points, self.strengths, self.weaknesses, Grounds(reasons, confidence))

    def write(self, review: Review | ReviewChange) -> None:
        """Put it into a review, or into the draft of a change to one."""
        review.points = dict(self.points)
        review.reasons = dict(self.grounds.reasons)
        review.confidence = self.grounds.confidence
        review.strengths, review.weaknesses = self.strengths, self.weaknesses


def content_of(kept: Review | ReviewVersion | ReviewChange) -> Content:
    """What stands in a review, or stood in it."""
    grounds = Grounds(kept.reasons or {}, kept.confidence)
    return Content(kept.points, kept.strengths, kept.weaknesses, grounds)


def add_version(session: Session, review: Review, reason: str) -> ReviewVersion:
    """Keep the review as it is now as a further version of what was in."""
    version = ReviewVersion(
        review_id=review.id,
        number=count_versions(session, review.id) + 1,
        points=review.points,
        reasons=review.reasons,
        confidence=review.confidence,
        strengths=review.strengths,
        weaknesses=review.weaknesses,
        change_reason=reason,
        handed_in_at=review.saved_at,
    )
    session.add(version)
    return version


def count_versions(session: Session, review_id: UUID) -> int:
    """How many versions of a review have been in; 0 while it is a draft."""
    counted = select(func.count()).where(ReviewVersion.review_id == review_id)
    return session.scalar(counted) or 0


def versions_of(
    session: Session, review_ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[ReviewVersion]]:
    """Review -> its versions, the first one first: one statement."""
    rows = session.scalars(
        select(ReviewVersion)
        .where(ReviewVersion.review_id.in_(review_ids))
        .order_by(ReviewVersion.number)
    )
    found: dict[UUID, list[ReviewVersion]] = defaultdict(list)
    for version in rows:
        found[version.review_id].append(version)
    return found
