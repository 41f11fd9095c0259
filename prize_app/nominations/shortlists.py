"""Shortlists by rule, from frozen rankings, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.committee import Ranking, RankingLine
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from workflows.plan.evaluation import Order
from workflows.plan.rounds import ReviewRound
from workflows.shortlist import Score, Shortlist, shortlist


@dataclass(frozen=True, slots=True)
class Found:
    """The shortlist of a round of a category, with the ranking that it rests on."""

    round: ReviewRound
    ranking: Ranking
    shortlist: Shortlist


def shortlisted(
    session: Session, edition: RunningEdition, nominations: Sequence[Nomination]
) -> Mapping[UUID, bool]:
    """Nomination -> whether the rule of the round that it stands in picks it.

    Nominations are left out whose stage belongs to no round with a rule, or to one whose ranking
    is not frozen, or does not have them: somebody froze it while they stood elsewhere.
    """
    asked = {
        n.id: (n.category_key, edition.plan.round_at(n.category_key, n.stage)) for n in nominations
    }
    found = find_shortlists(session, edition, set(asked.values()))
    told = {}
    for nomination_id, where in asked.items():
        if where in found:
            picked, name = found[where].shortlist, str(nomination_id)
            if name in picked or name in picked.left:
                told[nomination_id] = name in picked
    return told


def find_shortlists(
    session: Session, edition: RunningEdition, where: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], Found]:
    """(category, round) -> its shortlist, for rounds with a rule whose ranking is frozen."""
    wanted = {(c, r) for c, r in where if edition.plan.round_named(r).has_shortlist}
    if not wanted:
        return {}
    rankings = session.scalars(
        select(Ranking)
        .where(
            Ranking.edition_id == edition.id,
            Ranking.category_key.in_({category for category, _ in wanted}),
            Ranking.round.in_({round_key for _, round_key in wanted}),
        )
        .order_by(Ranking.frozen_at, Ranking.id)
    ).all()
    latest = {(each.category_key, each.round): each for each in rankings}
    scores = _scores(session, [each for key, each in latest.items() if key in wanted])
    return {
        key: Found(rule, ranking, shortlist(rule, scores.get(ranking.id, {})))
        for key, ranking in latest.items()
        if key in wanted
        for rule in (edition.plan.round_named(key[1]),)
    }


def _scores(session: Session, rankings: Sequence[Ranking]) -> Mapping[UUID, Mapping[str, Score]]:
    """Ranking -> nomination -> what makes its place, and what each review gave."""
    calibrated = {each.id for each in rankings if each.ordered_by == Order.CALIBRATED}
    wanted = select(RankingLine).where(RankingLine.ranking_id.in_([r.id for r in rankings]))
    found: dict[UUID, dict[str, Score]] = {}
    for line in session.scalars(wanted):
        given = [float(v) for v in line.summary.get("by_review", {}).values() if v is not None]
        points = line.merit if line.ranking_id in calibrated else line.mean_points
        score = Score(points, tuple(given))
        found.setdefault(line.ranking_id, {})[str(line.nomination_id)] = score
    return found
