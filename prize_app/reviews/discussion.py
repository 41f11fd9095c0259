"""What reviewers of a nomination say to each other under aliases, once their own reviews are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.reviews import Review, ReviewRemark, ReviewVersion
from prize_app.nominations.recording import record
from prize_app.nominations.standing import Seen, see_alone, see_nomination
from prize_app.nominations.veil import of_change, of_remark, of_review, veil_of
from prize_app.reviews import queries
from prize_app.reviews.aliases import aliases_of
from prize_app.reviews.limits import LONGEST_REMARK
from prize_app.reviews.versions import versions_of
from workflows.errors import NotFound, Refusal, RuleBroken
from workflows.plan.blinding import Known as Shown
from workflows.policy import Permission, allowed, require


@dataclass(frozen=True, slots=True)
class Peer:
    """One review that is in, under its writer's alias, as the reader may have it.

    `words` are strengths, weaknesses and the reasons of criteria by their places in the review;
    `versions` has the first one first, `why_changed` when and why it was changed since.
    """

    alias: str
    is_own: bool
    review: Review
    words: Mapping[str, str]
    versions: Sequence[ReviewVersion]
    why_changed: Sequence[tuple[datetime, str]]

    @property
    def first(self) -> ReviewVersion | None:
        """What was in at first, where it was changed since."""
        return self.versions[0] if len(self.versions) > 1 else None


@dataclass(frozen=True, slots=True)
class Said:
    """One remark under its writer's alias."""

    alias: str
    is_own: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Discussion:
    """The reviews of one nomination beside each other, and what was said about them."""

    seen: Seen
    peers: Sequence[Peer]
    remarks: Sequence[Said]
    may_write: bool
    own_assignment: UUID | None


def see_discussion(session: Session, actor: Actor, nomination_id: UUID) -> Discussion:
    """The discussion of the round under way, for whoever may read it, in six statements.

    Reviews and remarks of those who have a conflict of interest are left out, as everywhere.

    Raises:
        NotFound: no such nomination, no discussion of it, or one's own review is not in.
    """
    seen = see_nomination(session, actor, nomination_id, Permission.DISCUSSION_READ)
    if seen.sight.reviewers is Shown.HIDDEN:
        raise NotFound
    round_key = seen.stage.round or ""
    aliases = aliases_of(session, nomination_id, round_key)
    rows = queries.reviews_in(session, [nomination_id], round_key=round_key)
    versions = versions_of(session, [review.id for _, review in rows])
    veil = veil_of(session, [nomination_id])
    peers = [
        _peer(
            aliases[given.reviewer_id],
            given.reviewer_id == actor.id,
            review,
            versions.get(review.id, ()),
            partial(veil.over, seen=seen.sight),
        )
        for given, review in rows
    ]
    own = next((given.id for given, _ in rows if given.reviewer_id == actor.id), None)
    return Discussion(
        seen,
        sorted(peers, key=lambda peer: (len(peer.alias), peer.alias)),
        [
            Said(
                aliases.get(r.person_id, ""),
                r.person_id == actor.id,
                veil.over(of_remark(r.id), r.words, seen.sight),
                r.written_at,
            )
            for r in queries.remarks_on(session, nomination_id, round_key)
        ],
        allowed(Permission.DISCUSSION_WRITE, seen.standing),
        own,
    )


def _peer(
    alias: str,
    is_own: bool,
    review: Review,
    versions: Sequence[ReviewVersion],
    shown: Callable[[str, str], str],
) -> Peer:
    texts = {"strengths": review.strengths, "weaknesses": review.weaknesses}
    texts |= {f"reason:{key}": words for key, words in review.reasons.items()}
    return Peer(
        alias,
        is_own,
        review,
        {part: shown(of_review(review.id, part), text) for part, text in texts.items()},
        versions,
        [(v.handed_in_at, shown(of_change(v.id), v.change_reason)) for v in versions[1:]],
    )


def remark(
    session: Session, actor: Actor, nomination_id: UUID, words: str, *, now: datetime
) -> ReviewRemark:
    """Say something to the other reviewers; it is kept as it was said.

    The same words sent again right after themselves, as by a double click, are said once.

    Raises:
        NotFound: the discussion is not for these eyes.
        NotAllowed: it is, but only to read.
        RuleBroken: nothing is said, or too much.
    """
    # Whoever presses twice waits for the first.
    seen = see_alone(session, actor, nomination_id, Permission.DISCUSSION_READ)
    if seen.sight.reviewers is Shown.HIDDEN:
        raise NotFound
    require(Permission.DISCUSSION_WRITE, seen.standing)
    if not words.strip():
        raise RuleBroken([Refusal("remark_missing")])
    if len(words) > LONGEST_REMARK:
        raise RuleBroken([Refusal("too_long", {"most": LONGEST_REMARK})])
    before = queries.remarks_on(session, nomination_id, seen.stage.round or "")
    if before and (before[-1].person_id, before[-1].words) == (actor.id, words):
        return before[-1]
    said = ReviewRemark(
        nomination_id=nomination_id,
        round=seen.stage.round or "",
        person_id=actor.id,
        words=words,
        written_at=seen.edition.time(now),
    )
    session.add(said)
    session.flush()
    record(session, actor, seen, "review:remark", {}, now=now)
    return said
