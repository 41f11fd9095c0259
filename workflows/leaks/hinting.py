"""What a writer may be told of names in a text that its readers should not know.

A hint is an answer, and whoever may ask again and again could guess a hidden name by it. So a hint
rests on nothing but what the writer knows already: names hidden from the writer are neither looked
for nor taken into account otherwise. Those are found by the secretariat's check alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workflows.leaks.audiences import Audience
from workflows.leaks.needles import Bearer, Whose, needles_of
from workflows.leaks.searching import Leak, Passage, leaks_in
from workflows.plan.evaluation import Role


@dataclass(frozen=True, slots=True)
class Hint:
    """A name in one field of what somebody writes, and the readers who should not know it."""

    field: str
    leak: Leak
    whom: frozenset[Role]


def hints_in(
    texts: Mapping[str, str], audiences: Iterable[Audience], known: Sequence[Bearer]
) -> list[Hint]:
    """Each name once for each field, in the order of the fields.

    Args:
        known: bearers whose names the writer knows, every one under its subject.
    """
    passages = [Passage(field, field, text) for field, text in texts.items()]
    found: dict[str, Hint] = {}
    for audience in audiences:
        needles = needles_of(seen_by(audience, known))
        for leak in leaks_in(passages, needles):
            whom = audience.whom
            if leak.fingerprint in found:
                whom |= found[leak.fingerprint].whom
            found[leak.fingerprint] = Hint(leak.place, leak, whom)
    order = list(texts)
    return sorted(found.values(), key=lambda hint: order.index(hint.field))


def seen_by(audience: Audience, bearers: Iterable[Bearer]) -> list[Bearer]:
    """The bearers with nobody's name hidden but those that are hidden from the audience.

    Reviewers and members whom the audience may know are left out: that one of them has the name of
    somebody hidden makes it no less hidden.
    """
    return [
        replace(one, subject=one.subject if one.subject in audience.hidden else None)
        for one in bearers
        if one.subject in audience.hidden or not isinstance(one.subject, Whose)
    ]
