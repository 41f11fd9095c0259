"""Why quotas leave no assignment: the fewest nominations, and of their quotas the fewest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workflows.assignment.branching import Counterexample, refuted
from workflows.assignment.casing import Effort
from workflows.assignment.flow import Face
from workflows.assignment.model import Blocking, Instance, Limits, Why
from workflows.assignment.proof import Demand
from workflows.assignment.relaxation import scope_for
from workflows.assignment.table import Marks, Table


def excluded(instance: Instance) -> Blocking | None:
    """Nominations that their quotas keep from being assigned together; None where unproved.

    Leaving out any one of them, or any one of the quotas named, would leave an assignment or at
    least no proof that there is none (a deletion filter: Chinneck and Dravnieks, ORSA Journal on
    Computing 3, 1991). Reviewers' minima count only where nothing blocks without them: then the
    reviewers named are those whose minimum cannot be left out either.
    """
    eased = replace(
        instance, reviewers=tuple(Limits(r.id, 0, r.maximum) for r in instance.reviewers)
    )
    blocked = next((each for each in (eased, instance) if _is_refuted(each)), None)
    if blocked is None:
        return None
    asked = _fewest_nominations(blocked)
    asked = _fewest_minima(_fewest_quotas(asked))
    return Blocking(
        tuple(sorted(each.id for each in asked.nominations if each.minimum or _ruled(asked, each))),
        _concerned(asked),
        Why.RULES_EXCLUDE,
        {"needed": sum(each.minimum for each in asked.nominations)},
        tuple(sorted((quota.nomination, quota.rule) for quota in asked.quotas)),
    )


def _ruled(instance: Instance, nomination: Limits) -> bool:
    return any(quota.nomination == nomination.id for quota in instance.quotas)


def _concerned(instance: Instance) -> tuple[str, ...]:
    """Whose minima block, or without any who may read the nominations at all."""
    if held := tuple(sorted(each.id for each in instance.reviewers if each.minimum)):
        return held
    table = Table.of(instance)
    usable: Marks = np.any(table.open, axis=0)
    return tuple(each.id for each, is_open in zip(table.reviewers, usable, strict=True) if is_open)


def _is_refuted(instance: Instance) -> bool:
    table = Table.of(instance)
    face = Face.of(table)
    scope = scope_for(table, table.grains, table.locked)
    answer = refuted(table, face, Demand(), scope, Effort.over(table, 1))
    return answer is not None and not isinstance(answer, Counterexample)


def _fewest_nominations(instance: Instance) -> Instance:
    """Leave out as many at once as still block, then half as many, down to single ones."""
    ids = sorted(each.id for each in instance.nominations)
    is_held = any(each.minimum for each in instance.reviewers)
    size = max(1, len(ids) // 2)
    while True:
        start = 0
        while start < len(ids):
            rest = ids[:start] + ids[start + size :]
            fewer = _about(instance, set(rest))
            if (rest or is_held) and _is_refuted(fewer):
                instance, ids = fewer, rest
            else:
                start += size
        if size == 1:
            return instance
        size //= 2


def _fewest_quotas(instance: Instance) -> Instance:
    for quota in sorted(instance.quotas, key=lambda quota: (quota.nomination, quota.rule)):
        fewer = replace(instance, quotas=tuple(q for q in instance.quotas if q != quota))
        if _is_refuted(fewer):
            instance = fewer
    return instance


def _fewest_minima(instance: Instance) -> Instance:
    for reviewer in sorted(instance.reviewers, key=lambda each: each.id):
        eased = tuple(replace(r, minimum=0) if r == reviewer else r for r in instance.reviewers)
        if reviewer.minimum and _is_refuted(fewer := replace(instance, reviewers=eased)):
            instance = fewer
    return instance


def _about(instance: Instance, ids: set[str]) -> Instance:
    """Asking something of these nominations alone.

    Where reviewers must have some, the others stay: they ask for nothing and may be read.
    """
    quotas = tuple(quota for quota in instance.quotas if quota.nomination in ids)
    if any(each.minimum for each in instance.reviewers):
        rest = tuple(n if n.id in ids else replace(n, minimum=0) for n in instance.nominations)
        return replace(instance, nominations=rest, quotas=quotas)
    return replace(
        instance,
        nominations=tuple(each for each in instance.nominations if each.id in ids),
        affinity={},
        conflicts=frozenset(pair for pair in instance.conflicts if pair[0] in ids),
        forbidden=frozenset(pair for pair in instance.forbidden if pair[0] in ids),
        locked=frozenset(pair for pair in instance.locked if pair[0] in ids),
        keep=frozenset(),
        quotas=quotas,
    )
