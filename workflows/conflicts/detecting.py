"""Which people are tied to which nominations, by the rules of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from workflows.conflicts.found import Found
from workflows.conflicts.named import named_ties
from workflows.conflicts.people import index_of
from workflows.conflicts.places import SAME_BODY, Places, place_ties
from workflows.conflicts.tree import OrganizationTree
from workflows.conflicts.values import Line, Nominated, Somebody, Suggestion
from workflows.conflicts.windows import first_day, is_within
from workflows.plan.conflicts import Binding, ConflictRule, Tie

Rules = Mapping[Tie, Sequence[ConflictRule]]


def detect(
    rules: Sequence[ConflictRule],
    tree: OrganizationTree,
    people: Sequence[Somebody],
    nominations: Sequence[Nominated],
    today: date,
) -> list[Suggestion]:
    """Every tie that the rules call a conflict, one suggestion for each pair and kind of tie.

    Args:
        rules: those in force (`workflows.plan.conflicts.rules_in_force`); of several for one tie
            the firmest whose window reaches the evidence counts.
        today: the day on which windows end, in the prize's time zone.

    A name alone never binds strictly: people share names. Where nothing but a near name speaks for
    it, the tie is `name-variant`, a question for a person.
    """
    by_tie: dict[Tie, list[ConflictRule]] = defaultdict(list)
    for rule in rules:
        if rule.binds is not Binding.NONE:
            by_tie[rule.tie].append(rule)
    index, places = index_of(tuple(people)), Places(by_tie, tree, people)
    found: list[Suggestion] = []
    for nomination in nominations:
        met = [*named_ties(index, by_tie, nomination), *place_ties(places, nomination)]
        found += _suggested(by_tie, nomination, met, today)
    return found


def _suggested(
    rules: Rules, nomination: Nominated, met: list[Found], today: date
) -> Iterator[Suggestion]:
    met.sort(key=lambda f: (f.person, f.tie))
    for person, of_person in groupby(met, key=lambda f: f.person):
        found = {}
        for tie, group in groupby(of_person, key=lambda f: f.tie):
            judged = [(rule, f) for f in group for rule in _reaching(rules[tie], f, today)]
            if judged:
                found[tie] = _suggestion(nomination, person, judged, today)
        yield from (each for each in found.values() if not _adds_nothing(each, found))


def _adds_nothing(each: Suggestion, found: Mapping[Tie, Suggestion]) -> bool:
    """Whoever is surely in the same house is near it as well, and is not asked about that too."""
    same = found.get(Tie.SAME_ORGANIZATION)
    if each.tie is not Tie.NEAR_ORGANIZATION or same is None:
        return False
    return same.code == SAME_BODY and same.is_strict >= each.is_strict


def _reaching(rules: Sequence[ConflictRule], found: Found, today: date) -> Iterator[ConflictRule]:
    for rule in rules:
        is_near = found.distance is None or found.distance <= (rule.distance or 0)
        if is_near and is_within(found.ended, first_day(today, rule.years)):
            yield rule


def _suggestion(
    nomination: Nominated, person: str, judged: list[tuple[ConflictRule, Found]], today: date
) -> Suggestion:
    """One for all evidence of one kind; its sentence is that of the firmest."""

    def firmness(pair: tuple[ConflictRule, Found]) -> tuple[bool, bool, str]:
        rule, found = pair
        return (_is_strict(rule, found), found.is_sure, str(sorted(found.facts.items())))

    if len(judged) == 1:
        (rule, first), lines = judged[0], set(judged[0][1].evidence)
    else:
        rule, first = max(judged, key=firmness)
        lines = {line for _, found in judged for line in found.evidence}
    return Suggestion(
        nomination.id,
        person,
        first.tie,
        rule.key,
        _is_strict(rule, first),
        first.code,
        first.facts,
        _in_order(lines),
        first_day(today, rule.years),
    )


def _in_order(lines: set[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=_place_of))


def _place_of(line: Line) -> tuple[str, ...]:
    return (line.of, line.value, line.source, line.place, line.began, line.ended)


def _is_strict(rule: ConflictRule, found: Found) -> bool:
    return rule.binds is Binding.STRICT and found.is_sure
