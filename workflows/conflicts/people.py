"""Who a named person may be: found through indexes, not by comparing everybody to everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from workflows.conflicts.mail import telling_domains
from workflows.conflicts.values import Affiliation, Line, Party, Somebody, Source, SuggestedPair
from workflows.names import Likeness, compare, keys_of_name, readings_of_body
from workflows.plan.conflicts import Tie


class Sureness(IntEnum):
    """How sure it is that two are one person."""

    NEAR = 1
    SAME_NAME = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who may be a named person, and which names or addresses say so."""

    person: Somebody
    sureness: Sureness
    ours: str
    theirs: str


class People:
    """People by account, address and the keys of their names."""

    def __init__(self, people: Sequence[Somebody]) -> None:
        self.people = {person.id: person for person in people}
        self._by_account: dict[str, set[str]] = defaultdict(set)
        self._by_email: dict[str, set[str]] = defaultdict(set)
        self._names: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, dict[str, tuple[Likeness, str]]] = {}
        for person in people:
            for account in person.accounts | {person.id}:
                self._by_account[account].add(person.id)
            for email in person.emails:
                self._by_email[email.strip().casefold()].add(person.id)
            for name in person.names:
                self._named[name].add(person.id)
        for name in self._named:
            for key in keys_of_name(name):
                self._names[key].add(name)

    def matches(self, party: Party) -> Iterator[Match]:
        """Everybody who may be this party, each once, on the strongest ground."""
        seen: set[str] = set()
        for key in sorted(self._by_account.get(party.account, ())) if party.account else ():
            seen.add(key)
            person = self.people[key]
            yield Match(person, Sureness.SURE, _first(person.names), _first(party.names))
        for email in party.emails:
            for key in sorted(self._by_email.get(email.strip().casefold(), set()) - seen):
                seen.add(key)
                yield Match(self.people[key], Sureness.SURE, email.strip(), email.strip())
        yield from self._by_names(party, seen)

    def _by_names(self, party: Party, seen: set[str]) -> Iterator[Match]:
        best: dict[str, tuple[Likeness, str, str]] = {}
        for name in party.names:
            for key, (like, ours) in self._like(name).items():
                if key not in seen and like > best.get(key, (Likeness.OTHER,))[0]:
                    best[key] = (like, ours, name)
        for key, (like, ours, theirs) in sorted(best.items()):
            person = self.people[key]
            if like is Likeness.NEAR:
                yield Match(person, Sureness.NEAR, ours, theirs)
            else:
                is_sure = bool(meeting_places(person, party))
                yield Match(person, Sureness.SURE if is_sure else Sureness.SAME_NAME, ours, theirs)

    def _like(self, name: str) -> dict[str, tuple[Likeness, str]]:
        """Person -> how like a name of theirs is to this one, and which; others are left out."""
        if name not in self._found:
            near = {own for mark in keys_of_name(name) for own in self._names.get(mark, ())}
            found: dict[str, tuple[Likeness, str]] = {}
            for own in near:
                like = compare(own, name)
                if like > Likeness.OTHER:
                    for key in self._named[own]:
                        found[key] = max(found.get(key, (Likeness.OTHER, "")), (like, own))
            self._found[name] = found
        return self._found[name]


@lru_cache(maxsize=4)
def index_of(people: tuple[Somebody, ...]) -> People:
    """The index of these people, the same one while nothing of them changes.

    It remembers which names are alike: that depends on names alone and cannot be out of date.
    """
    return People(people)


def meeting_places(one: Somebody | Party, other: Somebody | Party) -> frozenset[str]:
    """Bodies and e-mail domains that two people share: what tells apart people of one name."""
    return _places(one) & _places(other)


def same_people(people: Sequence[Somebody]) -> list[SuggestedPair]:
    """Accounts that may be one person's: the same name and a shared body or e-mail domain.

    Those that are known to be one already (`accounts`) are left out. A name that is only near is no
    ground here: two accounts of one person are opened by the same hand.
    """
    index, found = People(people), {}
    for person in people:
        party = Party(
            Tie.NAME_VARIANT, person.names, person.emails, affiliations=person.affiliations
        )
        for match in index.matches(party):
            other = match.person
            if other.id == person.id or other.id in person.accounts:
                continue
            shared = meeting_places(person, other)
            if match.sureness >= Sureness.SAME_NAME and shared:
                one, two = sorted((person, other), key=lambda somebody: somebody.id)
                found[one.id, two.id] = SuggestedPair(one.id, two.id, _told(one, two, shared))
    return [found[key] for key in sorted(found)]


def affiliation_keys(affiliation: Affiliation) -> frozenset[str]:
    """What tells a body from others: its node of the tree, and the readings of its name."""
    names = frozenset(f"name:{' '.join(r)}" for r in readings_of_body(affiliation.name))
    return names | {f"node:{affiliation.organization}"} if affiliation.organization else names


def are_two_bodies(one: Affiliation, other: Affiliation) -> bool:
    """Whether the register knows both and tells them apart, however alike their names are."""
    known = one.organization and other.organization
    return bool(known) and one.organization != other.organization


def _places(one: Somebody | Party) -> frozenset[str]:
    bodies = {key for each in one.affiliations for key in affiliation_keys(each)}
    domains = {f"mail:{end}" for email in one.emails for end in telling_domains(email)}
    return frozenset(bodies | domains)


def _told(one: Somebody, two: Somebody, shared: Iterable[str]) -> tuple[Line, ...]:
    lines = {Line("", value, Source.ACCOUNT) for p in (one, two) for value in (*p.names, *p.emails)}
    for person in (one, two):
        for each in person.affiliations:
            if affiliation_keys(each) & set(shared):
                lines.add(Line("", each.name, each.source))
    return tuple(sorted(lines))


def _first(names: Sequence[str]) -> str:
    return names[0] if names else ""
