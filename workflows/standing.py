"""How somebody stands to a nomination, and what may be asked of a standing: one thing each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from workflows.plan.evaluation import Role, Trait

Condition = Callable[["Standing"], bool]


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a nomination, or (with no traits) to an edition or category.

    A conflict of interest is already taken into account by `is_impartial`; `roles` are what the
    person would be without it. `handed_in` is true once the nomination was submitted,
    `has_reviewed` once the person's own review of it was; `owes_review` while one is to come that
    was asked for, in the round under way or in a later one. `asleep` are roles that the person
    holds and that wait for terms to be accepted (`workflows/terms.py`).
    """

    roles: frozenset[Role]
    is_impartial: bool = True
    handed_in: bool = False
    traits: frozenset[Trait] = frozenset()
    has_reviewed: bool = False
    owes_review: bool = False
    asleep: frozenset[Role] = frozenset()

    @property
    def awake(self) -> Standing:
        """The standing that the person would have with all terms accepted."""
        return replace(self, roles=self.roles | self.asleep, asleep=frozenset())

    @property
    def acting_roles(self) -> frozenset[Role]:
        """The roles that may act: a conflict leaves only what one is by oneself."""
        if self.is_impartial:
            return self.roles
        return self.roles & {Role.NOMINATOR}


def role(*wanted: Role) -> Condition:
    """One of these roles."""
    return lambda standing: bool(standing.roles & set(wanted))


def stage(*wanted: Trait) -> Condition:
    """The nomination is in a stage with one of these traits."""
    return lambda standing: bool(standing.traits & set(wanted))


def is_impartial(standing: Standing) -> bool:
    """No conflict of interest with this nomination."""
    return standing.is_impartial


def handed_in(standing: Standing) -> bool:
    """The nomination was submitted: a draft is its nominator's alone."""
    return standing.handed_in


def has_reviewed(standing: Standing) -> bool:
    """The person's own review is in."""
    return standing.has_reviewed


def is_unsealed(standing: Standing) -> bool:
    """Nobody who has still to review reads what others said, whatever else they are.

    Not what was said in an earlier round either. To let the terms of reviewers wait opens nothing.
    """
    return not standing.owes_review


is_nominator = role(Role.NOMINATOR)
is_reviewer = role(Role.REVIEWER)
is_secretariat = role(Role.SECRETARIAT)
is_observer = role(Role.OBSERVER)
is_chair = role(Role.CHAIR, Role.DEPUTY)
is_committee = role(Role.CHAIR, Role.DEPUTY, Role.COMMITTEE)
is_board = role(Role.BOARD)


def is_no_reviewer(standing: Standing) -> bool:
    """Not a reviewer here: nobody looks into the severity of peers."""
    return Role.REVIEWER not in standing.awake.roles


under_review = stage(Trait.REVIEWING, Trait.DISCUSSING, Trait.REVISABLE)
past_review = stage(Trait.RANKED, Trait.DECIDED, Trait.ANNOUNCED)
