"""Hidden names that nobody has settled yet, before dossiers are given to reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from prize_app.leaks.queries import Looked, look
from workflows.errors import Refusal, RuleBroken

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What the leak check leaves open in some nominations; `is_barred` where the plan waits.

    Args:
        names: hidden names that can be read and that nobody has ruled on.
        unread: files that were not searched yet.
        unsearched: files without text to search that nobody has looked through.
        references: the nominations concerned, in their order.
    """

    names: int
    unread: int
    unsearched: int
    references: Sequence[str]
    is_barred: bool

    def __bool__(self) -> bool:
        """Whether anything is left open."""
        return bool(self.names or self.unread or self.unsearched)

    @property
    def refusals(self) -> list[Refusal]:
        """Every reason why dossiers are not given out, where the plan waits for it."""
        if not self.is_barred:
            return []
        further = len(self.references) - MOST_NAMED
        where = ", ".join(self.references[:MOST_NAMED])
        where += f" and {further} more" if further > 0 else ""
        reasons = (
            (self.names, Refusal("leaks_open", {"count": self.names, "nominations": where})),
            (self.unread, Refusal("files_unread", {"count": self.unread, "nominations": where})),
            (
                self.unsearched,
                Refusal("files_unsearched", {"count": self.unsearched, "nominations": where}),
            ),
        )
        return [refusal for count, refusal in reasons if count]


def unsettled(
    session: Session, actor: Actor, edition: RunningEdition, nominations: Sequence[Nomination]
) -> Unsettled:
    """Search the dossiers of some nominations; what is written in reviews is another matter."""
    looked = look(session, actor, edition, nominations)
    return Unsettled(
        names=sum(_names(one) for one in looked),
        unread=sum(len(one.unread) for one in looked),
        unsearched=sum(_unsearched(one) for one in looked),
        references=[
            one.nomination.reference
            for one in looked
            if one.unread or _names(one) or _unsearched(one)
        ],
        is_barred=edition.plan.reviewing.assigning.leaks_settled,
    )


def require_settled(
    session: Session, actor: Actor, edition: RunningEdition, nominations: Sequence[Nomination]
) -> None:
    """Refuse to give out dossiers in which something is left open, where the plan waits for it.

    Raises:
        RuleBroken: with every reason.
    """
    if edition.plan.reviewing.assigning.leaks_settled:
        refusals = unsettled(session, actor, edition, nominations).refusals
        if refusals:
            raise RuleBroken(refusals)


def _names(looked: Looked) -> int:
    return sum(one.ruling is None and one.written is None for one in looked.found)


def _unsearched(looked: Looked) -> int:
    return sum(one.ruling is None for one in looked.unsearchable)
