"""The only table of who may see and do what; who may *move* a nomination stands in the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from workflows.errors import NotAllowed, NotFound, Refusal, TermsOutstanding
from workflows.plan.evaluation import Role, Trait

Condition = Callable[["Standing"], bool]


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a nomination, or (with no traits) to an edition or category.

    A conflict of interest is already taken into account by `is_impartial`; `roles` are what the
    person would be without it. `handed_in` is true once the nomination was submitted,
    `has_reviewed` once the person's own review of it was. `asleep` are roles that the person holds
    and that wait for terms to be accepted (`workflows/terms.py`).
    """

    roles: frozenset[Role]
    is_impartial: bool = True
    handed_in: bool = False
    traits: frozenset[Trait] = frozenset()
    has_reviewed: bool = False
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


class Permission(StrEnum):
    """What can be asked for."""

    NOMINATION_READ = "nomination:read"
    NOMINATION_READ_HIDDEN = "nomination:read-hidden"
    NOMINATION_WRITE = "nomination:write"
    SCREENING_READ = "screening:read"
    SCREENING_WRITE = "screening:write"
    REVIEW_WRITE = "review:write"
    REVIEWS_READ = "reviews:read"
    REVIEWERS_READ = "reviewers:read"
    ASSIGNMENT_WRITE = "assignment:write"
    CONFLICT_DECLARE = "conflict:declare"
    RANKING_READ = "ranking:read"
    SEVERITY_READ = "severity:read"
    BALLOT_OPEN = "ballot:open"
    BALLOT_CAST = "ballot:cast"
    EDITION_READ = "edition:read"
    EDITION_ADMINISTER = "edition:administer"
    PEOPLE_GRANT = "people:grant"
    PLAN_WRITE = "plan:write"
    REPORT_READ = "report:read"
    AUDIT_READ = "audit:read"
    CERTIFICATE_ISSUE = "certificate:issue"
    PLAN_PROPOSE = "plan:propose"
    PLAN_SIGN = "plan:sign"
    PLAN_TAKE = "plan:take"
    EXTENSION_ASK = "extension:ask"
    EXTENSION_READ = "extension:read"
    EXTENSION_DECIDE = "extension:decide"
    NOMINATION_BID = "nomination:bid"
    CONFLICT_SETTLE = "conflict:settle"
    INSIGHT_READ = "insight:read"
    INSIGHT_EXPORT = "insight:export"
    LEAKS_RULE = "leaks:rule"
    REVIEWER_INVITE = "reviewer:invite"
    REVIEW_REVISE = "review:revise"
    DISCUSSION_READ = "discussion:read"
    DISCUSSION_WRITE = "discussion:write"


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

    To let the terms of reviewers wait opens nothing.
    """
    return standing.has_reviewed or Role.REVIEWER not in standing.awake.roles


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

POLICY: Final[Mapping[Permission, list[list[Condition]]]] = {  # any group, all of it
    Permission.NOMINATION_READ: [
        [is_nominator],
        [is_secretariat, is_impartial, handed_in],
        [is_observer, is_impartial, handed_in],
        [is_reviewer, is_impartial, handed_in, under_review],
        [is_committee, is_impartial, handed_in, stage(Trait.IN_THE_RUNNING, Trait.RANKED)],
        [is_board, is_impartial, handed_in, past_review],
    ],
    Permission.NOMINATION_READ_HIDDEN: [
        [is_nominator],
        [is_secretariat, is_impartial, handed_in],
        [is_observer, is_impartial, handed_in],
        [is_committee, is_impartial, handed_in, past_review],
        [is_board, is_impartial, handed_in, past_review],
    ],
    Permission.NOMINATION_WRITE: [[is_nominator, stage(Trait.EDITABLE)]],
    Permission.SCREENING_READ: [
        [is_nominator],
        [is_secretariat, is_impartial, handed_in],
        [is_observer, is_impartial, handed_in],
    ],
    Permission.SCREENING_WRITE: [
        [is_secretariat, is_impartial, handed_in, stage(Trait.SCREENING)],
    ],
    Permission.REVIEW_WRITE: [[is_reviewer, is_impartial, stage(Trait.REVIEWING)]],
    Permission.REVIEWS_READ: [
        [is_committee, is_impartial, past_review],
        [is_board, is_impartial, past_review],
        [is_secretariat, is_impartial, handed_in, is_unsealed],
        [is_observer, is_impartial, past_review],
    ],
    Permission.REVIEWERS_READ: [
        [is_secretariat, is_impartial, handed_in],
        [is_chair, is_impartial, past_review],
    ],
    Permission.ASSIGNMENT_WRITE: [[is_secretariat, is_impartial, stage(Trait.ASSIGNABLE)]],
    Permission.CONFLICT_DECLARE: [
        [is_reviewer, handed_in],
        [is_committee, handed_in],
        [is_board, handed_in],
        [is_secretariat, handed_in],
    ],
    Permission.RANKING_READ: [[is_committee], [is_board], [is_secretariat], [is_observer]],
    Permission.SEVERITY_READ: [[is_secretariat, is_no_reviewer], [is_chair, is_no_reviewer]],
    Permission.BALLOT_OPEN: [[is_chair]],
    Permission.BALLOT_CAST: [[role(Role.COMMITTEE)]],
    Permission.EDITION_READ: [
        [is_secretariat],
        [is_committee],
        [is_board],
        [is_observer],
        [is_reviewer],
    ],
    Permission.EDITION_ADMINISTER: [[is_secretariat]],
    Permission.PEOPLE_GRANT: [[is_secretariat]],
    Permission.PLAN_WRITE: [[is_secretariat]],
    Permission.REPORT_READ: [[is_secretariat], [is_chair], [is_board], [is_observer]],
    Permission.AUDIT_READ: [[is_secretariat], [is_observer]],
    Permission.CERTIFICATE_ISSUE: [[is_secretariat]],
    # Asked of the edition: a role in one category only signs for no plan of all of them.
    Permission.PLAN_PROPOSE: [[is_secretariat]],
    Permission.PLAN_SIGN: [[is_secretariat], [is_chair]],
    Permission.PLAN_TAKE: [[is_secretariat]],
    Permission.EXTENSION_ASK: [
        [is_nominator],
        [is_reviewer, is_impartial, handed_in, stage(Trait.REVIEWING)],
    ],
    Permission.EXTENSION_READ: [[is_secretariat], [is_observer]],
    Permission.EXTENSION_DECIDE: [[is_secretariat, is_impartial]],
    # Asked with the role in the category: nobody is assigned yet, and only a short line is shown.
    Permission.NOMINATION_BID: [[is_reviewer, is_impartial, handed_in, stage(Trait.ASSIGNABLE)]],
    Permission.CONFLICT_SETTLE: [[is_secretariat, is_impartial, handed_in]],
    # Which nominations it is about is asked of each: "reviews:read" and "severity:read".
    Permission.INSIGHT_READ: [[is_secretariat], [is_chair]],
    Permission.INSIGHT_EXPORT: [[is_secretariat]],
    Permission.LEAKS_RULE: [[is_secretariat, is_impartial, handed_in]],
    Permission.REVIEWER_INVITE: [[is_secretariat]],
    Permission.REVIEW_REVISE: [
        [is_reviewer, is_impartial, handed_in, has_reviewed, stage(Trait.REVISABLE)],
    ],
    Permission.DISCUSSION_READ: [
        [is_reviewer, is_impartial, handed_in, has_reviewed, stage(Trait.DISCUSSING)],
        [is_secretariat, is_impartial, handed_in, is_unsealed],
        [is_committee, is_impartial, past_review],
        [is_observer, is_impartial, past_review],
    ],
    Permission.DISCUSSION_WRITE: [
        [is_reviewer, is_impartial, handed_in, has_reviewed, stage(Trait.DISCUSSING)],
    ],
}


SHOWS_NO_DOSSIER: Final = frozenset({Permission.EDITION_READ, Permission.PLAN_SIGN})
"""What a role gives before its terms are accepted: the rules of the edition, and nothing judged."""


def allowed(permission: Permission, standing: Standing) -> bool:
    """Whether some group of conditions holds completely."""
    if standing.asleep and permission in SHOWS_NO_DOSSIER:
        standing = standing.awake
    return any(all(holds(standing) for holds in group) for group in POLICY[permission])


def require(permission: Permission, standing: Standing) -> None:
    """Refuse what the table does not allow.

    Raises:
        TermsOutstanding: it would be allowed, had the actor accepted the plan's terms.
        NotAllowed: visible, but not for this actor to do.
    """
    if not allowed(permission, standing):
        _refuse_sleeper(permission, standing)
        raise NotAllowed([Refusal("not_permitted", {"permission": str(permission)})])


def require_visible(permission: Permission, standing: Standing) -> None:
    """Refuse as if there were nothing: what one may not see does not exist.

    Raises:
        TermsOutstanding: it would be shown, had the actor accepted the plan's terms.
        NotFound: always the same, whatever is missing.
    """
    if not allowed(permission, standing):
        _refuse_sleeper(permission, standing)
        raise NotFound


def require_awake(standing: Standing) -> None:
    """Refuse whoever holds a role that still waits for terms.

    Raises:
        TermsOutstanding: one does.
    """
    if standing.asleep:
        raise TermsOutstanding([Refusal("terms_outstanding")])


def _refuse_sleeper(permission: Permission, standing: Standing) -> None:
    if standing.asleep and allowed(permission, standing.awake):
        raise TermsOutstanding([Refusal("terms_outstanding")])
