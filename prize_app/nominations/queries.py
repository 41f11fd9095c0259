"""Reading nominations; lists are narrowed by SQL to what the policy allows one by one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from prize_app.db.nominations import Attachment, Nomination, NominationVersion, Screening
from prize_app.db.reviews import ConflictOfInterest

PAGE = 50


def own_nominations(session: Session, person_id: UUID) -> Sequence[Nomination]:
    """What a person has nominated, latest first."""
    wanted = select(Nomination).where(Nomination.nominator_id == person_id)
    return session.scalars(wanted.order_by(Nomination.created_at.desc()).limit(500)).all()


def handed_in(
    edition_id: UUID, viewer_id: UUID, *, category_key: str = "", stages: Sequence[str] = ()
) -> Select[Nomination]:
    """Handed-in nominations without those that the viewer has a conflict of interest with."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer_id
    )
    wanted = select(Nomination).where(
        Nomination.edition_id == edition_id,
        Nomination.submitted_at.is_not(None),
        Nomination.id.not_in(conflicted),
    )
    if category_key:
        wanted = wanted.where(Nomination.category_key == category_key)
    if stages:
        wanted = wanted.where(Nomination.stage.in_(stages))
    return wanted


def page_of(
    session: Session, wanted: Select[Nomination], *, after: str = "", limit: int = PAGE
) -> tuple[list[Nomination], str]:
    """One page by reference, and the reference to go on from (empty at the end)."""
    if after:
        wanted = wanted.where(Nomination.reference > after)
    found = list(session.scalars(wanted.order_by(Nomination.reference).limit(limit + 1)))
    return found[:limit], found[limit - 1].reference if len(found) > limit else ""


def attachments_of(session: Session, nomination_id: UUID) -> Sequence[Attachment]:
    """The files that are attached now, by field and time."""
    wanted = select(Attachment).where(
        Attachment.nomination_id == nomination_id, Attachment.removed_at.is_(None)
    )
    return session.scalars(
        wanted.order_by(Attachment.field_key, Attachment.attached_at, Attachment.id)
    ).all()


def versions_of(session: Session, nomination_id: UUID) -> Sequence[NominationVersion]:
    """What was handed in, first version first."""
    wanted = select(NominationVersion).where(NominationVersion.nomination_id == nomination_id)
    return session.scalars(wanted.order_by(NominationVersion.number)).all()


def screenings_of(session: Session, nomination_id: UUID) -> Sequence[Screening]:
    """The secretariat's screenings, latest first."""
    wanted = select(Screening).where(Screening.nomination_id == nomination_id)
    return session.scalars(wanted.order_by(Screening.screened_at.desc())).all()


def stage_counts(session: Session, edition_id: UUID, viewer_id: UUID) -> dict[tuple[str, str], int]:
    """(category, stage) -> nominations, without those the viewer has a conflict with."""
    conflicted = select(ConflictOfInterest.nomination_id).where(
        ConflictOfInterest.person_id == viewer_id
    )
    rows = session.execute(
        select(Nomination.category_key, Nomination.stage, func.count())
        .where(Nomination.edition_id == edition_id, Nomination.id.not_in(conflicted))
        .group_by(Nomination.category_key, Nomination.stage)
    )
    return {(category, stage): count for category, stage, count in rows}
