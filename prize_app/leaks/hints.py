"""Names in what somebody writes that its readers should not know, told while it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.people import Person
from prize_app.leaks.bearers import (
    nominator_bearers,
    nominators_of,
    nominee_bearers,
    people_around,
    person_bearer,
)
from prize_app.leaks.words import hint_line
from prize_app.nominations.standing import Seen
from workflows.leaks import Bearer, Whose, Written, audiences_of_words, hidden_people, hints_in
from workflows.plan.blinding import Subject
from workflows.plan.evaluation import Role
from workflows.policy import Permission, allowed

OF_REVIEWERS = frozenset({Written.REVIEW, Written.REMARK})


def hints(
    session: Session, actor: Actor, seen: Seen, kinds: Sequence[Written], texts: Mapping[str, str]
) -> Mapping[str, str]:
    """Field -> a sentence for the writer, where there is something to say; nothing is refused.

    At most five statements. The writer is told of no name but what he or she knows: see
    `workflows/leaks/hinting.py`.
    """
    if not any(text.strip() for text in texts.values()):
        return {}
    plan = seen.edition.plan
    workflow = plan.workflow_of(seen.nomination.category_key)
    audiences = [a for kind in kinds for a in audiences_of_words(plan, workflow, kind)]
    me = session.get_one(Person, actor.id)
    known = [*_own(me, kinds), *_known(session, seen)] if audiences else []
    found: dict[str, list[str]] = defaultdict(list)
    for hint in hints_in(texts, audiences, known):
        found[hint.field].append(hint_line(hint, is_own=_is_of(hint.leak.found, me)))
    return {field: " ".join(dict.fromkeys(lines)) for field, lines in found.items()}


def _own(me: Person, kinds: Sequence[Written]) -> Iterator[Bearer]:
    yield person_bearer(Whose.REVIEWER if OF_REVIEWERS & set(kinds) else Whose.MEMBER, me)


def _known(session: Session, seen: Seen) -> Iterator[Bearer]:
    """Everybody around the nomination whom the writer knows by name."""
    nomination, sight = seen.nomination, seen.sight
    for bearer in nominee_bearers(nomination):
        if bearer.subject not in sight.hidden:
            yield bearer
    if sight.sees(Subject.NOMINATOR):
        yield from nominator_bearers(nominators_of(session, [nomination])[nomination.nominator_id])
    told = {Whose.REVIEWER} if allowed(Permission.REVIEWERS_READ, seen.standing) else set()
    # Reviewers are not told who sits in the committee, even where it is no secret to others.
    if seen.standing.acting_roles - {Role.REVIEWER, Role.NOMINATOR}:
        told.add(Whose.MEMBER)
    told -= hidden_people(sight)
    if told:
        around = people_around(session, seen.edition.id, [nomination]).around(nomination)
        yield from (bearer for bearer in around if bearer.subject in told)


def _is_of(found: str, person: Person) -> bool:
    names = f"{person.name} {person.original_name} {person.email}".casefold()
    return found.casefold() in names
