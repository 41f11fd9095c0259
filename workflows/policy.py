"""The only table of who may see and do what; who may *move* a nomination stands in the plan."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from workflows.errors import NotAllowed, NotFound, Refusal, TermsOutstanding
from workflows.plan.evaluation import Role, Trait
from workflows.standing import (
    Condition,
    Standing,
    handed_in,
    has_reviewed,
    is_board,
    is_chair,
    is_committee,
    is_impartial,
    is_no_reviewer,
    is_nominator,
    is_observer,
    is_reviewer,
    is_secretariat,
    is_unsealed,
    past_review,
    role,
    stage,
    under_review,
)

__all__ = [
    "POLICY",
    "Permission",
    "Standing",
    "allowed",
    "require",
    "require_awake",
    "require_visible",
]


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
        [is_committee, is_impartial, past_review, is_unsealed],
        [is_board, is_impartial, past_review, is_unsealed],
        [is_secretariat, is_impartial, handed_in, is_unsealed],
        [is_observer, is_impartial, past_review, is_unsealed],
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
        [is_committee, is_impartial, past_review, is_unsealed],
        [is_observer, is_impartial, past_review, is_unsealed],
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
