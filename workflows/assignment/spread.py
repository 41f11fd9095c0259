"""Rules of spread: who may and must be among the reviewers of one nomination.

Each rule becomes quotas, one per nomination and value; the search knows quotas only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
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
    """The quotas that the rules come to, each rule named like `at_most:country:CN`.

    In the order of nominations and rules; names and sets of reviewers are shared among them.
    """
    asked = [_Asked(rule, _holders(rule.trait, reviewers)) for rule in rules]
    return tuple(
        Quota(nomination, *terms)
        for nomination in sorted(nominations)
        for terms in sorted(
            (terms for each in asked for terms in each.terms(nominations[nomination])),
            key=itemgetter(0),
        )
    )


Holders = Mapping[str, frozenset[str]]
"""Who has which value of a trait."""

Terms = tuple[str, frozenset[str], int, int]
"""Of a quota: the rule's name, the reviewers, least and most."""


@dataclass(slots=True)
class _Asked:
    """A rule, who holds which value of its trait, and what it comes to by a nomination's values."""

    rule: SpreadRule
    holders: Holders
    found: dict[frozenset[str], tuple[Terms, ...]] = field(default_factory=dict)

    def terms(self, nomination: Traits) -> tuple[Terms, ...]:
        own = nomination.get(self.rule.trait, frozenset())
        own = own if self.rule.kind is not Spread.AT_MOST else frozenset()
        if own not in self.found:
            self.found[own] = tuple(_TERMS[self.rule.kind](self.rule, own, self.holders))
        return self.found[own]


def _another(rule: SpreadRule, own: frozenset[str], holders: Holders) -> Iterator[Terms]:
    if own:
        known = frozenset[str]().union(*holders.values())
        alike = frozenset[str]().union(*(holders.get(value, ()) for value in own))
        yield f"{rule.kind}:{rule.trait}", known - alike, rule.number, UNLIMITED


def _at_most(rule: SpreadRule, _own: frozenset[str], holders: Holders) -> Iterator[Terms]:
    for value, theirs in holders.items():
        if len(theirs) > rule.number:
            yield f"{rule.kind}:{rule.trait}:{value}", theirs, 0, rule.number


def _covered(rule: SpreadRule, own: frozenset[str], holders: Holders) -> Iterator[Terms]:
    for value in sorted(own):
        name = f"{rule.kind}:{rule.trait}:{value}"
        yield name, holders.get(value, frozenset()), rule.number, UNLIMITED


def _holders(trait: str, reviewers: Mapping[str, Traits]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for reviewer, traits in reviewers.items():
        for value in traits.get(trait, ()):
            found.setdefault(value, set()).add(reviewer)
    return {value: frozenset(holders) for value, holders in sorted(found.items())}


_TERMS: Final = {
    Spread.FROM_ANOTHER: _another,
    Spread.AT_MOST: _at_most,
    Spread.COVERED: _covered,
}
