"""Rules of spread: who may and must be among the reviewers of one nomination.

Each rule becomes quotas, one per nomination and value; the search knows quotas only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.assignment.model import LARGEST_NUMBER, Quota

Traits = Mapping[str, frozenset[str]]
"""What is known of somebody: the name of a trait (region, country, language) -> its values."""

UNLIMITED: Final = LARGEST_NUMBER


class Spread(StrEnum):
    """What a rule of spread asks of a nomination's reviewers."""

    FROM_ANOTHER = "from_another"
    AT_MOST = "at_most"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class SpreadRule:
    """`number` is the least for `from_another` and `covered`, the most for `at_most`.

    `from_another`: so many reviewers share no value of the trait with the nomination; a reviewer
    of whom it is unknown does not count. `at_most`: no more than so many share one value with
    each other. `covered`: for each value of the nomination so many reviewers have it too. Without
    a value of its own a nomination is not concerned by the first and the last.
    """

    kind: Spread
    trait: str
    number: int


def quotas_for(
    rules: Iterable[SpreadRule],
    nominations: Mapping[str, Traits],
    reviewers: Mapping[str, Traits],
) -> tuple[Quota, ...]:
    """The quotas that the rules come to, each rule named like `at_most:country:CN`."""
    found = [
        quota
        for rule in rules
        for nomination, traits in nominations.items()
        for quota in _QUOTAS[rule.kind](rule, nomination, traits, reviewers)
    ]
    return tuple(sorted(found, key=lambda quota: (quota.nomination, quota.rule)))


def _another(
    rule: SpreadRule, nomination: str, traits: Traits, reviewers: Mapping[str, Traits]
) -> Iterator[Quota]:
    own = traits.get(rule.trait, frozenset())
    if own:
        others = frozenset(
            reviewer
            for reviewer, theirs in reviewers.items()
            if theirs.get(rule.trait) and own.isdisjoint(theirs[rule.trait])
        )
        name = f"{rule.kind}:{rule.trait}"
        yield Quota(nomination, name, others, rule.number, UNLIMITED)


def _at_most(
    rule: SpreadRule, nomination: str, _traits: Traits, reviewers: Mapping[str, Traits]
) -> Iterator[Quota]:
    for value, holders in _holders(rule.trait, reviewers).items():
        if len(holders) > rule.number:
            name = f"{rule.kind}:{rule.trait}:{value}"
            yield Quota(nomination, name, holders, 0, rule.number)


def _covered(
    rule: SpreadRule, nomination: str, traits: Traits, reviewers: Mapping[str, Traits]
) -> Iterator[Quota]:
    holders = _holders(rule.trait, reviewers)
    for value in sorted(traits.get(rule.trait, ())):
        name = f"{rule.kind}:{rule.trait}:{value}"
        yield Quota(nomination, name, holders.get(value, frozenset()), rule.number, UNLIMITED)


def _holders(trait: str, reviewers: Mapping[str, Traits]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for reviewer, traits in reviewers.items():
        for value in traits.get(trait, ()):
            found.setdefault(value, set()).add(reviewer)
    return {value: frozenset(holders) for value, holders in sorted(found.items())}


_QUOTAS: Final = {
    Spread.FROM_ANOTHER: _another,
    Spread.AT_MOST: _at_most,
    Spread.COVERED: _covered,
}
