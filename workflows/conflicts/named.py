"""Ties by being one whom the nomination names: nominee, nominator, referee, co-author and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workflows.conflicts.found import Found, line_of_party, line_of_person
from workflows.conflicts.people import Match, People, Sureness
from workflows.conflicts.values import Nominated, Party
from workflows.plan.conflicts import PARTS, ConflictRule, Tie


def named_ties(
    index: People, rules: Mapping[Tie, Sequence[ConflictRule]], nomination: Nominated
) -> Iterator[Found]:
    """Everybody who is, or by the name may be, one of the people that a nomination names."""
    for party in nomination.parties:
        # Nobody asks about a name like that of one whose tie no rule calls a conflict.
        if party.tie in PARTS and party.tie in rules:
            for match in index.matches(party):
                tie = Tie.NAME_VARIANT if match.sureness is Sureness.NEAR else party.tie
                if tie in rules:
                    yield _found(party, match, tie)


def _found(party: Party, match: Match, tie: Tie) -> Found:
    is_sure = match.sureness is Sureness.SURE
    code = {Sureness.SURE: party.tie.value, Sureness.SAME_NAME: "same-name"}.get(
        match.sureness, "name-variant"
    )
    return Found(
        match.person.id,
        tie,
        is_sure,
        code,
        {"name": match.theirs, "own": match.ours, "tie": party.tie.value},
        (line_of_person(match.ours), line_of_party(party, match.theirs)),
        party.ended,
    )
