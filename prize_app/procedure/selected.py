"""What a selection by rule rests on, nomination by nomination, as one viewer may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.committee.lines import Line, ranking_lines
from prize_app.committee.queries import recused_from
from prize_app.committee.sealing import is_sealed
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.shortlists import Found
from workflows.plan.evaluation import Order
from workflows.plan.rounds import Scoring
from workflows.shortlist import Shortlist
from workflows.shortlist_telling import shortlist_sentences


@dataclass(frozen=True, slots=True)
class Selected:
    """The outcome of one round's rule, without what is hidden from the viewer.

    `lines` are by nomination, best first; `last` is the last one that the rule itself picks.
    Where `is_sealed`, points are left out: places alone are told.
    """

    shortlist: Shortlist
    lines: Mapping[UUID, Line]
    sentences: Sequence[str]
    is_calibrated: bool
    is_compared: bool
    is_sealed: bool

    @property
    def last(self) -> UUID | None:
        """The last nomination that the rule picks, among those that the viewer may see."""
        return UUID(self.shortlist.picked[-1]) if self.shortlist.picked else None

    def is_picked(self, nomination_id: UUID) -> bool:
        """Whether the rule itself picks it."""
        return str(nomination_id) in self.shortlist.picked

    def is_kept(self, nomination_id: UUID) -> bool:
        """Whether it goes on because the scores cannot tell it from the last one picked."""
        return str(nomination_id) in self.shortlist.kept


def as_seen(
    session: Session, actor: Actor, edition: RunningEdition, found: Sequence[Found]
) -> Mapping[str, Selected]:
    """Round -> its outcome; a constant number of statements for each round."""
    hidden = recused_from(session, actor.id) if found else set()
    return {
        each.round.key: _selected(session, actor, edition, each, _without(each.shortlist, hidden))
        for each in found
    }


def _without(listed: Shortlist, hidden: set[str]) -> Shortlist:
    picked, kept, left = (
        tuple(key for key in keys if key not in hidden)
        for keys in (listed.picked, listed.kept, listed.left)
    )
    return replace(listed, picked=picked, kept=kept, left=left)


def _selected(
    session: Session, actor: Actor, edition: RunningEdition, found: Found, listed: Shortlist
) -> Selected:
    """The cut and the median are those of the points that the viewer sees, of nothing hidden."""
    every = [UUID(key) for key in (*listed.picked, *listed.kept, *listed.left)]
    lines = ranking_lines(session, every, viewer_id=actor.id, of=[found.ranking.id])
    is_calibrated = found.ranking.ordered_by == Order.CALIBRATED
    sealed = is_sealed(session, actor, edition, found.ranking.id)
    listed = _with_points(listed, lines, is_calibrated=is_calibrated, sealed=sealed)
    return Selected(
        listed,
        {key: _line(lines[key], sealed=sealed) for key in every if key in lines},
        shortlist_sentences(found.round, listed, "en"),
        is_calibrated,
        found.round.scoring is not Scoring.POINTS,
        sealed,
    )


def _with_points(
    listed: Shortlist, lines: Mapping[UUID, Line], *, is_calibrated: bool, sealed: bool
) -> Shortlist:
    points: dict[str, Decimal] = {}
    for key, line in lines.items():
        value = line.merit if is_calibrated else line.mean_points
        if value is not None and not sealed:
            points[str(key)] = value
    middle = median(points.values()) if points and listed.line is not None else None
    cut = points.get(listed.picked[-1]) if listed.picked else None
    return replace(listed, cut=cut, line=middle)


def _line(line: Line, *, sealed: bool) -> Line:
    return Line(line.place, None, line.reviews, {}) if sealed else line
