"""The same verdicts with other names: what people call nominations, reviewers and criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workflows.firmness.verdicts import Cut, Firmness, Variation


@dataclass(frozen=True, slots=True)
class Names:
    """Identifier -> name; what is not in a table keeps its identifier."""

    nominations: Mapping[str, str] = field(default_factory=dict)
    reviewers: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)

    def of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Names of nominations."""
        return tuple(self.nominations.get(each, each) for each in ids)


def with_names(found: Firmness, names: Names) -> Firmness:
    """All verdicts with names in place of identifiers."""
    own = names.nominations
    return replace(
        found,
        standings=tuple(replace(each, id=own.get(each.id, each.id)) for each in found.standings),
        cuts=tuple(_cut(cut, names) for cut in found.cuts),
        paired=names.of(found.paired),
    )


def _cut(cut: Cut, names: Names) -> Cut:
    own, change = names.nominations, cut.change
    return replace(
        cut,
        inside=names.of(cut.inside),
        last=None if cut.last is None else own.get(cut.last, cut.last),
        first=None if cut.first is None else own.get(cut.first, cut.first),
        in_play=names.of(cut.in_play),
        reviewers=tuple(_variation(each, names, names.reviewers) for each in cut.reviewers),
        weights=tuple(
            (more, _variation(each, names, names.criteria)) for more, each in cut.weights
        ),
        rules=tuple(_variation(each, names, {}) for each in cut.rules),
        change=change
        and replace(
            change,
            nomination=own.get(change.nomination, change.nomination),
            reviewer=names.reviewers.get(change.reviewer, change.reviewer),
            enters=own.get(change.enters, change.enters),
            leaves=own.get(change.leaves, change.leaves),
        ),
    )


def _variation(each: Variation, names: Names, called: Mapping[str, str]) -> Variation:
    name = called.get(each.name, each.name)
    return Variation(name, names.of(each.enters), names.of(each.leaves))
