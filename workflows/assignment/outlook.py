"""What if: another number of reviews, another capacity, other rules; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from workflows.assignment.model import Instance, Limits, Objective, Proposal, Quota
from workflows.assignment.search import propose
from workflows.assignment.verifying import Flaw, millionths, verify

_PER_POINT = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Change:
    """What would be different; None leaves it as it is."""

    reviews: int | None = None
    most_per_reviewer: int | None = None
    least_per_reviewer: int | None = None
    quotas: tuple[Quota, ...] | None = None
    objective: Objective | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The assignment that there would be, and the sum of affinities of each nomination.

    `flaws` is what the verifier has against it: nothing, or the search is broken.
    """

    instance: Instance
    proposal: Proposal
    sums: Mapping[str, Decimal]
    flaws: tuple[Flaw, ...]


def what_if(instance: Instance, change: Change | None = None, *, share: int = 1) -> Outlook:
    """The outlook of the instance with the change.

    Raises:
        UnusableInput: the change contradicts the rest of the instance.
    """
    changed = _changed(instance, change or Change())
    proposal = propose(changed, share=share)
    flaws = () if proposal.proof is None else verify(changed, proposal)
    return Outlook(changed, proposal, _sums(changed, proposal), flaws)


def _changed(instance: Instance, change: Change) -> Instance:
    nominations, reviewers = instance.nominations, instance.reviewers
    if change.reviews is not None:
        nominations = tuple(Limits(n.id, change.reviews, change.reviews) for n in nominations)
    least, most = change.least_per_reviewer, change.most_per_reviewer
    reviewers = tuple(
        Limits(r.id, r.minimum if least is None else least, r.maximum if most is None else most)
        for r in reviewers
    )
    return replace(
        instance,
        nominations=nominations,
        reviewers=reviewers,
        quotas=instance.quotas if change.quotas is None else change.quotas,
        objective=change.objective or instance.objective,
    )


def _sums(instance: Instance, proposal: Proposal) -> dict[str, Decimal]:
    if proposal.total is None:
        return {}
    found = {each.id: 0 for each in instance.nominations}
    for pair in proposal.assignment:
        found[pair[0]] += millionths(instance, pair)
    return {nomination: Decimal(value) / _PER_POINT for nomination, value in found.items()}
