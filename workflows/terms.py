"""Terms of a plan that are accepted before a dossier is seen: their version, and who sleeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Set

from workflows.plan.evaluation import Role
from workflows.plan.model import Plan, Terms

Accepted = tuple[str, str]
"""Key of the terms, and the version that was accepted."""


def version_of(terms: Terms) -> str:
    """SHA-256 (hexadecimal) of the text in all its languages.

    The name of the terms and who accepts them are no part of it: whoever has accepted the text is
    asked again when a word of it changes, in whichever language, and not otherwise.
    """
    said = json.dumps(dict(terms.text), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def outstanding(plan: Plan, roles: Set[Role], accepted: Set[Accepted]) -> tuple[Terms, ...]:
    """The terms that somebody with these roles still has to accept, in the plan's order."""
    return tuple(
        terms
        for terms in plan.terms.values()
        if roles & set(terms.by) and (terms.key, version_of(terms)) not in accepted
    )


def asleep(plan: Plan, roles: Set[Role], accepted: Set[Accepted]) -> frozenset[Role]:
    """Which of the roles wait for terms to be accepted."""
    waiting = (set(terms.by) for terms in outstanding(plan, roles, accepted))
    return frozenset(role for by in waiting for role in by) & frozenset(roles)


def asked_of(plan: Plan) -> frozenset[Role]:
    """The roles that accept any terms at all."""
    return frozenset(role for terms in plan.terms.values() for role in terms.by)


def paragraphs(text: str) -> Iterable[str]:
    """The paragraphs of a text: an empty line parts them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
