"""What people wrote about a nomination, with the names out of sight that a reader must not know."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.db.leaks import LeakRuling
from workflows.blindness import Sight
from workflows.leaks import hidden_people, veiled


@dataclass(frozen=True, slots=True)
class Veil:
    """Place -> (whose name, its words) that the secretariat put out of sight."""

    withheld: Mapping[str, Sequence[tuple[str, str]]]

    def over(self, place: str, text: str, seen: Sight) -> str:
        """The text as a reader with this sight may have it."""
        if place not in self.withheld:
            return text
        hidden = seen.hidden | hidden_people(seen)
        return veiled(text, [name for whose, name in self.withheld[place] if whose in hidden])


def veil_of(session: Session, nomination_ids: Sequence[UUID]) -> Veil:
    """What was put out of sight around some nominations: one statement."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = session.execute(
        select(LeakRuling.place, LeakRuling.subject, LeakRuling.withheld)
        .where(LeakRuling.nomination_id.in_(nomination_ids), LeakRuling.withheld != "")
        .order_by(LeakRuling.id)
    )
    for place, subject, words in rows:
        found[place].append((subject, words))
    return Veil(found)


def of_review(review_id: UUID, part: str) -> str:
    """The place of a text of a review: `strengths`, `weaknesses`, `reason:` and a criterion."""
    return f"review:{review_id}:{part}"


def of_change(version_id: UUID) -> str:
    """The place of the reason why a review was changed."""
    return f"version:{version_id}"


def of_remark(remark_id: UUID) -> str:
    """The place of a remark."""
    return f"remark:{remark_id}"


def of_reason(nomination_id: UUID, text: str) -> str:
    """The place of a reason, by its words: a step, its decision and its signature share them."""
    return f"reason:{nomination_id}:{hashlib.sha256(text.encode()).hexdigest()[:40]}"
