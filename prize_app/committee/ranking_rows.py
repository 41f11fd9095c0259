"""Rankings as rows: what one viewer may know of them, kept or worked out anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from prize_app.committee.analysis import analysed, left_out_key, without
from prize_app.db.committee import Ranking, RankingLine, RankingView
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.reviews import ConflictOfInterest
from prize_app.nominations.moving import Taken
from workflows.plan.evaluation import Role

READERS: Final = tuple(
    str(each) for each in Role if each not in {Role.NOMINATOR, Role.REVIEWER, Role.SYSTEM}
)
"""Who may read rankings at all."""

MOST_AHEAD: Final = 20_000
"""Reviews that are gone through ahead for those who may not see all; others wait on their page."""


def keep_views(
    session: Session, ranking: Ranking, inputs: Mapping[str, Any], taken: Sequence[Taken]
) -> None:
    """Work out, once for all, what those may know who may not see some of the nominations."""
    references = {one.nomination.id: one.nomination.reference or "" for one in taken}
    for hidden in _hidden_sets(session, ranking.edition_id, references):
        session.add(
            RankingView(
                ranking_id=ranking.id,
                left_out=left_out_key(hidden),
                analysis=analysed(without(inputs, hidden)),
            )
        )


def _hidden_sets(
    session: Session, edition_id: UUID, references: Mapping[UUID, str]
) -> Iterator[frozenset[str]]:
    """Each set of nominations that a reader may not see, once; only so many for large ones."""
    rows = session.execute(
        select(ConflictOfInterest.person_id, ConflictOfInterest.nomination_id).where(
            ConflictOfInterest.nomination_id.in_(references),
            ConflictOfInterest.person_id.in_(
                select(Grant.person_id).where(
                    Grant.edition_id == edition_id, Grant.role.in_(READERS)
                )
            ),
        )
    )
    hidden: dict[UUID, set[str]] = defaultdict(set)
    for person_id, nomination_id in rows:
        hidden[person_id].add(references[nomination_id])
    sets = sorted({frozenset(each) for each in hidden.values()}, key=sorted)
    yield from sets[: max(1, MOST_AHEAD // max(1, len(references)))]


def hidden_references(
    session: Session, ranking_ids: Collection[UUID], viewer_id: UUID
) -> Mapping[UUID, Mapping[str, int | None]]:
    """Ranking -> the nominations that a conflict of interest hides from the viewer.

    With their places, which the viewer may not learn either.
    """
    rows = session.execute(
        select(RankingLine.ranking_id, Nomination.reference, RankingLine.place)
        .join(Nomination, Nomination.id == RankingLine.nomination_id)
        .join(
            ConflictOfInterest,
            (ConflictOfInterest.nomination_id == RankingLine.nomination_id)
            & (ConflictOfInterest.person_id == viewer_id),
        )
        .where(RankingLine.ranking_id.in_(ranking_ids))
    )
    found: dict[UUID, dict[str, int | None]] = defaultdict(dict)
    for ranking_id, reference, place in rows:
        found[ranking_id][reference or ""] = place
    return found


def views_without(
    session: Session, hidden: Mapping[UUID, Collection[str]]
) -> Mapping[UUID, dict[str, Any]]:
    """Ranking -> its analysis without the nominations that are hidden there.

    What was not worked out ahead (a conflict of interest declared later) is worked out now:
    a second at most for 500 nominations, the same figures each time. Rankings without inputs,
    from before there were analyses, are left out.
    """
    keys = {ranking_id: left_out_key(references) for ranking_id, references in hidden.items()}
    kept = session.execute(
        select(RankingView.ranking_id, RankingView.analysis).where(
            tuple_(RankingView.ranking_id, RankingView.left_out).in_(list(keys.items()))
        )
    )
    found = {ranking_id: analysis for ranking_id, analysis in kept}
    missing = hidden.keys() - found.keys()
    if missing:
        found |= _worked_out(session, {key: hidden[key] for key in missing})
    return found


def _worked_out(
    session: Session, hidden: Mapping[UUID, Collection[str]]
) -> Mapping[UUID, dict[str, Any]]:
    rows = session.execute(select(Ranking.id, Ranking.inputs).where(Ranking.id.in_(hidden)))
    return {
        ranking_id: analysed(without(inputs, hidden[ranking_id]))
        for ranking_id, inputs in rows
        if inputs is not None
    }
