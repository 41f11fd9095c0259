"""What guards may look at: gathered by the caller before a step is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workflows.conditions.values import Verdict


@dataclass(frozen=True, slots=True)
class BallotOutcome:
    """What a closed ballot says of one nomination. `place` counts from 1, ties share it.

    With `too_many_recused` there was no quorum, whoever voted. `elected` is after tie-breaks.
    """

    quorum_reached: bool
    voted: int
    needed: int
    place: int | None
    elected: bool
    yes: int
    votes_cast: int
    threshold_met: bool
    too_many_recused: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything guards may look at, gathered by the caller beforehand.

    `deadlines` are aware instants with grace added. `findings` is condition key -> verdict,
    `waived` the conditions set aside by an override. `reviews_submitted` counts reviews handed in
    by reviewers without a conflict of interest; it, what is assigned and what is required are of
    the round of review that the stage belongs to. `shortlisted` says whether the round's rule picks
    the nomination, None where no ranking of it is frozen. `awards_left` counts awards of the
    category not yet decided. `signed_by` are the persons who proposed or approved before.
    `proposed_by` is who proposed the very action that is asked for, where the plan wants a second
    person for it.
    """

    now: datetime
    deadlines: Mapping[str, datetime] = field(default_factory=dict)
    in_stage_since: datetime | None = None
    form_faults: int = 0
    findings: Mapping[str, Verdict] = field(default_factory=dict)
    reviewers_assigned: int = 0
    reviews_required: int = 0
    reviews_submitted: int = 0
    place: int | None = None
    field_size: int = 0
    minimum_field: int = 1
    ballots: Mapping[str, BallotOutcome] = field(default_factory=dict)
    awards_left: int = 0
    reserves_left: int = 0
    actor: str = ""
    signed_by: frozenset[str] = frozenset()
    proposed_by: str = ""
    shortlisted: bool | None = None
