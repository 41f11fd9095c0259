"""What is dismissed once comes back when its evidence changes, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.workflows.conflicting import ANNA, ISL, at, found
from workflows.conflicts import Line, Party, Somebody, Suggestion
from workflows.plan.conflicts import Tie


def test_the_fingerprint_changes_with_the_evidence_and_with_nothing_else() -> None:
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),))
    (first,) = found(ANNA, party)
    (later,) = found(ANNA, party, today=date(2030, 1, 1))
    moved = Somebody("anna", ANNA.names, affiliations=(at(ISL, ended=date(2027, 5, 1)),))
    (changed,) = found(moved, party)

    assert first.fingerprint == later.fingerprint
    assert first.fingerprint != changed.fingerprint


LINE = Line("nominee", "Institute of Soil", "form", "affiliation", "2020-01-01", "2024-01-01")


@pytest.mark.parametrize(
    "other",
    [
        {"of": "team"}, {"value": "Institute of Rock"}, {"source": "profile"}, {"place": "team"},
        {"began": "2021-01-01"}, {"ended": ""},
    ],
    ids=str,
)  # fmt: skip
def test_every_part_of_a_line_of_evidence_brings_what_was_dismissed_back(
    other: dict[str, str],
) -> None:
    def of(tie: Tie, *lines: Line) -> str:
        return Suggestion("n", "p", tie, "rule", False, tie.value, {}, lines).fingerprint

    known = of(Tie.SAME_ORGANIZATION, LINE)

    assert of(Tie.SAME_ORGANIZATION, replace(LINE)) == known
    assert of(Tie.SAME_ORGANIZATION, replace(LINE, **other)) != known
    assert of(Tie.SAME_ORGANIZATION, LINE, replace(LINE, **other)) != known
    assert of(Tie.NEAR_ORGANIZATION, LINE) != known


def test_all_evidence_of_a_tie_counts_not_only_the_firmest() -> None:
    person = Somebody("p", ("Anna",), affiliations=(at(ISL),))
    twice = replace(person, affiliations=(at(ISL), at(ISL, ended=date(2026, 1, 1))))
    party = Party(Tie.NOMINEE, ("Omar",), affiliations=(at(ISL),))

    (once,), (again,) = found(person, party), found(twice, party)

    assert len(once.evidence) == 2
    assert len(again.evidence) == 3
    assert list(again.evidence) == sorted(again.evidence)
    assert once.fingerprint != again.fingerprint
