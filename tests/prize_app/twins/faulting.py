"""Sending what is wrong to every address that takes something, and what comes back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.routing import Rule

from prize_app.db.people import Person
from tests.prize_app.twins.posting import NUMBER
from tests.prize_app.twins.questions import FIELDS
from tests.prize_app.twins.walking import Walker, numbers_about, values_of
from tests.prize_app.twins.worlds import Instance

NOTHING = {"nothing": "1"}
"""No field that any form has; an empty body is not read at all."""
TAMPERED = "999999"
"""As a version, a save, a count or a choice: a number that no page held."""
NOT_THERE = ("motion_id", "suggested_id")
"""What a world need not have one of: then there is no such thing in either."""
CLOCK = re.compile(r"\b\d\d:\d\d\b")

Answer = tuple[int, str, str, str, str]


@dataclass(frozen=True)
class Target:
    """One address that takes something; `swapped` is the same about what does not exist."""

    endpoint: str
    address: str
    swapped: str


def targets(app: Flask, shown: Mapping[str, str], hidden: Mapping[str, str]) -> Iterator[Target]:
    """Every address that takes something: about what one may know, and about what one may not."""
    missing = str(uuid4())
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=str):
            if "POST" not in (rule.methods or ()):
                continue
            yield Target(rule.endpoint, *[_filled(app, rule, shown)] * 2)
            if about := rule.arguments & hidden.keys():
                of_hidden = _filled(app, rule, {**shown, **hidden})
                swapped = {**shown, **hidden, **dict.fromkeys(about, missing)}
                yield Target(rule.endpoint, of_hidden, _filled(app, rule, swapped))


def _filled(app: Flask, rule: Rule, values: Mapping[str, str]) -> str:
    absent = rule.arguments - values.keys()
    assert not absent, f"say in values_of what {absent} of {rule} may be"
    return app.url_for(rule.endpoint, **{key: values[key] for key in rule.arguments})


def told_by_faults(
    worlds: Sequence[Instance], viewer: Person, shown: UUID, hidden: UUID, *, only: str = ""
) -> list[str]:
    """What tells worlds apart, or something hidden from what does not exist.

    Args:
        worlds: one, another in which what is hidden is otherwise, and a copy of the first which is
            asked for what does not exist wherever these are asked for what is hidden.
        only: the one endpoint that is sent to, if not all are.
    """
    one, other, third = worlds
    with one.reading() as session:
        known = {"token": "a" * 43} | dict.fromkeys(NOT_THERE, str(uuid4()))
        known |= {key: numbers[0] for key, numbers in values_of(session, [shown]).items()}
        unknown = {key: numbers[0] for key, numbers in numbers_about(session, [hidden]).items()}
    found = []
    for target in list(targets(one.app, known, unknown)):
        if only and target.endpoint != only:
            continue
        for sent, swapped in _faults(one.app, target, hidden):
            left = sent_to(one, viewer, target.address, sent)
            if left != sent_to(other, viewer, target.address, sent):
                found.append(f"{target.address} {sent}: {left[:4]} and otherwise")
            if left != sent_to(third, viewer, target.swapped, swapped):
                found.append(f"{target.address} {sent}: {left[:4]} and what is missing")
    return found


Sent = Mapping[str, str]


def _faults(app: Flask, target: Target, hidden: UUID) -> Iterator[tuple[Sent, Sent]]:
    """Nothing; then in every field that was looked for the number of what is hidden and beside it
    of what is missing; and one that was tampered with."""
    yield NOTHING, NOTHING
    names = sorted(app.extensions[FIELDS][target.endpoint] - NOTHING.keys())
    for value, instead in ((str(hidden), beside(hidden)), (TAMPERED, TAMPERED)):
        if names:
            yield dict.fromkeys(names, value), dict.fromkeys(names, instead)


def beside(hidden: UUID) -> str:
    """A number that nothing has, and that stands beside this one in every order."""
    return str(UUID(int=hidden.int ^ 0xFFFF))


def sent_to(world: Instance, viewer: Person, address: str, sent: Mapping[str, str]) -> Answer:
    """The answer and what is said on the next page; times of day and numbers of rows apart."""
    walker = Walker(world.app, viewer)
    status, kind, where, body = walker.ask("POST", address, sent)
    if body[:2] == b"PK":  # the release for research: its pseudonyms are drawn anew each time
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = str(packed.namelist()).encode()
    with walker.client.session_transaction() as kept:
        said = str(kept.get("_flashes", ""))
    where, said, text = (
        CLOCK.sub("", NUMBER.sub("", part))
        for part in (where, said, body.decode("utf-8", "replace"))
    )
    return status, kind, where, said, text
