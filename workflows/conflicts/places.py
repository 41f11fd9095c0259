"""Ties by place: the same or a near organization, e-mail domain, country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workflows.conflicts.found import (
    Found,
    earliest_end,
    line_of_affiliation,
    line_of_party,
    line_of_person,
)
from workflows.conflicts.mail import domain_of, telling_domains
from workflows.conflicts.people import affiliation_keys, are_two_bodies
from workflows.conflicts.tree import OrganizationTree
from workflows.conflicts.values import Affiliation, Nominated, Party, Somebody
from workflows.errors import Fact
from workflows.names import Likeness, compare_bodies, readings_of_body
from workflows.plan.conflicts import ConflictRule, Tie

WORKING: Final = frozenset({Tie.NOMINEE, Tie.TEAM})
"""Whose place of work ties: that of the nominee and of those who did the work together."""

SAME_BODY: Final = "same-organization"
"""The sentence of a body that is surely one: by the register, or by a name that reads alike."""

WIDESPREAD: Final = 20
"""A word that stands in more names of bodies than these tells none of them from the others."""

At = tuple[str, Affiliation]


class Places:
    """Where people work: by body, by what it is part of, by e-mail domain and country."""

    def __init__(
        self,
        rules: Mapping[Tie, Sequence[ConflictRule]],
        tree: OrganizationTree,
        people: Sequence[Somebody],
    ) -> None:
        self.rules, self.tree = rules, tree
        self.farthest = max(
            (r.distance or 0 for r in rules.get(Tie.NEAR_ORGANIZATION, ())), default=0
        )
        self.at: dict[str, list[At]] = defaultdict(list)
        self.below: dict[str, list[tuple[str, Affiliation, int]]] = defaultdict(list)
        self.by_country: dict[str, list[Somebody]] = defaultdict(list)
        self.by_domain: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._like: dict[str, list[str]] = {}
        self._bodies: dict[str, list[At]] = defaultdict(list)
        for person in people:
            self._add(person)

    def _add(self, person: Somebody) -> None:
        for affiliation in person.affiliations:
            for key in affiliation_keys(affiliation):
                self.at[key].append((person.id, affiliation))
            if affiliation.organization:
                for key, steps in self.tree.upwards(affiliation.organization):
                    self.below[key].append((person.id, affiliation, steps))
            self._bodies[affiliation.name].append((person.id, affiliation))
            for word in _words_of(affiliation.name):
                self._words[word].add(affiliation.name)
        for email in person.emails:
            for end in telling_domains(email):
                self.by_domain[end].append((person.id, email))
        if person.country:
            self.by_country[person.country].append(person)

    def like(self, name: str) -> Iterator[At]:
        """Whoever is at a body whose name is only near this one; words of many names aside."""
        if name not in self._like:
            shared = Counter(
                known
                for word in _words_of(name)
                if len(self._words.get(word, ())) <= WIDESPREAD
                for known in self._words.get(word, ())
            )
            near = [k for k in shared if compare_bodies(k, name) is Likeness.NEAR]
            self._like[name] = sorted(near)
        for known in self._like[name]:
            yield from self._bodies[known]


def place_ties(places: Places, nomination: Nominated) -> Iterator[Found]:
    """Everybody who works where those who did the work do, or near it."""
    for party in nomination.parties:
        if party.tie in WORKING:
            if Tie.SAME_ORGANIZATION in places.rules:
                yield from _same_bodies(places, party)
            if Tie.NEAR_ORGANIZATION in places.rules:
                yield from _near_bodies(places, party)
            if Tie.EMAIL_DOMAIN in places.rules:
                yield from _domains(places, party)
            if Tie.SAME_COUNTRY in places.rules and party.country:
                yield from _countries(places, party)


def _same_bodies(places: Places, party: Party) -> Iterator[Found]:
    for theirs in party.affiliations:
        met = set()
        for key in affiliation_keys(theirs):
            for person, ours in places.at.get(key, ()):
                if (person, ours) not in met and not are_two_bodies(ours, theirs):
                    met.add((person, ours))
                    yield _at(Tie.SAME_ORGANIZATION, SAME_BODY, party, person, ours, theirs)
        if not theirs.organization:
            for person, ours in places.like(theirs.name):
                yield _at(
                    Tie.SAME_ORGANIZATION, "like-organization", party, person, ours, theirs, False
                )


def _near_bodies(places: Places, party: Party) -> Iterator[Found]:
    for theirs in party.affiliations:
        met: dict[At, int] = {}
        for above, up in places.tree.upwards(theirs.organization):
            for person, ours, down in places.below.get(above, ()):
                # The first body that both are part of is the nearest.
                if up + down <= places.farthest:
                    met.setdefault((person, ours), up + down)
        for (person, ours), steps in met.items():
            # One body is nearest to itself: its own rule may reach less far back than this one.
            code = "near-organization" if steps else SAME_BODY
            yield _at(Tie.NEAR_ORGANIZATION, code, party, person, ours, theirs, steps=steps)


def _at(
    tie: Tie,
    code: str,
    party: Party,
    person: str,
    ours: Affiliation,
    theirs: Affiliation,
    is_sure: bool = True,
    steps: int | None = None,
) -> Found:
    lines = (
        line_of_affiliation("", "", ours),
        line_of_affiliation(party.tie.value, party.place, theirs),
    )
    facts: dict[str, Fact] = {"own": ours.name, "name": theirs.name, "tie": party.tie.value}
    if steps is not None:
        facts["steps"] = steps
    ended = earliest_end(ours.ended, theirs.ended)
    return Found(person, tie, is_sure, code, facts, lines, ended, steps)


def _domains(places: Places, party: Party) -> Iterator[Found]:
    for email in party.emails:
        own = domain_of(email)
        met = set()
        for end in telling_domains(email):
            for person, address in places.by_domain.get(end, ()):
                # One domain is the other, or lies below it; two below a third are two bodies.
                if end in (own, domain_of(address)) and (person, address) not in met:
                    met.add((person, address))
                    facts = {"name": own, "own": domain_of(address), "tie": party.tie.value}
                    lines = (line_of_person(domain_of(address)), line_of_party(party, own))
                    yield Found(person, Tie.EMAIL_DOMAIN, True, "email-domain", dict(facts), lines)


def _countries(places: Places, party: Party) -> Iterator[Found]:
    facts: dict[str, Fact] = {"country": party.country, "tie": party.tie.value}
    lines = (line_of_person(party.country), line_of_party(party, party.country))
    for person in places.by_country.get(party.country, ()):
        yield Found(person.id, Tie.SAME_COUNTRY, True, "same-country", facts, lines)


def _words_of(name: str) -> set[str]:
    return {word for reading in readings_of_body(name) for word in reading}
