"""What one person may know of a nomination they may read; nothing else decides what is hidden.

A nomination is read with some roles at once. Whoever holds one that needs everything (nominator,
secretariat, observer) is hidden nothing by the plan's rules; of the others each rule that names
one of their roles holds, for what was read with one role cannot be forgotten with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workflows.plan.blinding import Blinding, Known, Subject
from workflows.plan.evaluation import Role
from workflows.plan.forms import Form, Means
from workflows.plan.model import Plan
from workflows.policy import Permission, Standing, allowed

SEE_ALL: Final = frozenset({Role.NOMINATOR, Role.SECRETARIAT, Role.OBSERVER})
MEANT: Final[Mapping[Subject, frozenset[Means]]] = {
    Subject.NOMINEE: frozenset({
        Means.NOMINEE_NAME,
        Means.NOMINEE_ORIGINAL_NAME,
        Means.NOMINEE_LANGUAGE,
        Means.NOMINEE_EMAIL,
    }),
    Subject.NOMINATOR: frozenset(),
    Subject.INSTITUTION: frozenset({Means.NOMINEE_INSTITUTION}),
    Subject.COUNTRY: frozenset({Means.NOMINEE_COUNTRY}),
}  # fmt: skip
"""Which answers of the form say what is hidden."""
_STRICTNESS: Final = (Known.OPEN, Known.ALIAS, Known.HIDDEN)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is hidden from somebody, and how others are known to them.

    `reviewers` says how, not whether: reading reviews at all is the policy's matter.
    """

    hidden: frozenset[Subject]
    closed_fields: frozenset[str]
    reviewers: Known
    members: Known

    def sees(self, subject: Subject) -> bool:
        """Whether a name may be shown."""
        return subject not in self.hidden


def sight(plan: Plan, standing: Standing, forms: Iterable[Form] = ()) -> Sight:
    """What somebody with this standing sees of a nomination under this plan.

    Args:
        forms: whose fields `closed_fields` are: that of the nomination, and the present plan's
            where it differs; what either hides is hidden, so that nobody reads longer what an
            amendment closed.
    """
    rules = tuple(_rules_for(plan, standing))
    hidden = frozenset(name for rule in rules for name in rule.names)
    sees_hidden = allowed(Permission.NOMINATION_READ_HIDDEN, standing)
    if plan.reviewing.hides_nominator and not sees_hidden:
        hidden |= {Subject.NOMINATOR}
    named = {key for rule in rules for key in rule.fields}
    meant = {means for name in hidden for means in MEANT[name]}
    closed = frozenset(
        key
        for form in forms
        for key, question in form.fields.items()
        if key in named
        or question.means in meant
        or (question.hidden_from_reviewers and not sees_hidden)
    )
    return Sight(hidden, closed, _reviewers(rules, standing), _strictest(_members(rules)))


def _rules_for(plan: Plan, standing: Standing) -> Iterator[Blinding]:
    """The rules that hold for a standing.

    Who may not read the nomination yet, or no longer, but hears of it (a reviewer before the review
    begins) is told no more than where it hides most.
    """
    roles = standing.acting_roles
    if roles & SEE_ALL:
        return
    may_read = allowed(Permission.NOMINATION_READ, standing)
    for rule in plan.blindness.values():
        if rule.roles & roles and (rule.holds_where(standing.traits) or not may_read):
            yield rule


def _reviewers(rules: Iterable[Blinding], standing: Standing) -> Known:
    """The plan's word where it has one, for it may open what is closed; else the policy's."""
    said = [rule.reviewers for rule in rules if rule.reviewers is not None]
    if said:
        return _strictest(said)
    return Known.OPEN if allowed(Permission.REVIEWERS_READ, standing) else Known.ALIAS


def _members(rules: Iterable[Blinding]) -> Iterator[Known]:
    return (rule.members for rule in rules if rule.members is not None)


def _strictest(known: Iterable[Known]) -> Known:
    return max(known, key=_STRICTNESS.index, default=Known.OPEN)
