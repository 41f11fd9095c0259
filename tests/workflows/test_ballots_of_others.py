"""Real votes: what other programs elect and count, we do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from workflows.ballots import (
    Profile,
    Rule,
    Strength,
    profile_from_json,
    tally,
)
from workflows.ballots.pairwise import pairwise

REAL_VOTES = [
    "debian-2003",
    "debian-2010",
    "burlington-2006",
    "ers-27",
    "ers-19",
    "agh-2004",
    "skate-1998-ol-dance-free",
    "apa-1999",
    "poster-a-2016-approval",
]
EXPECTED_UNDER = {
    ("schulze", Rule.SCHULZE, Strength.MARGINS),
    ("schulze_winning_votes", Rule.SCHULZE, Strength.WINNING_VOTES),
    ("ranked_pairs", Rule.RANKED_PAIRS, Strength.MARGINS),
    ("borda", Rule.BORDA, Strength.MARGINS),
    ("plurality", Rule.PLURALITY, Strength.MARGINS),
    ("irv_all_tiebreak_outcomes", Rule.IRV, Strength.MARGINS),
    ("winners", Rule.APPROVAL, Strength.MARGINS),
}


def sample_ballots() -> Path:
    data = os.environ.get("PRIZE_SAMPLE_DATA")
    if not data or not (Path(data) / "ballots/expected.json").is_file():
        pytest.skip("PRIZE_SAMPLE_DATA does not name a folder with ballots/expected.json")
    return Path(data) / "ballots"


def real_vote(folder: Path, key: str) -> Profile:
    """One of the sample votes; approval ballots become ballots of one group."""
    found = json.loads((folder / "profiles.json").read_text("utf-8"))
    described = next(each for each in found if each["id"] == key)
    tied = described["kind"] == "approval"
    cast = [[n, [names] if names and tied else names] for n, names in described["ballots"]]
    text = [[n, [[str(name) for name in group] for group in groups]] for n, groups in cast]
    return profile_from_json({"candidates": list(described["candidates"]), "ballots": text})


@pytest.mark.parametrize("key", REAL_VOTES)
def test_real_votes_elect_whom_other_programs_elect(key: str) -> None:
    folder = sample_ballots()
    expected = json.loads((folder / "expected.json").read_text("utf-8"))[key]
    profile = real_vote(folder, key)
    stated = [each for each in EXPECTED_UNDER if expected.get(each[0])]

    found = {name: tally(profile, rule, strength=force).winners for name, rule, force in stated}

    assert stated
    assert {name: set(winners) for name, winners in found.items()} == {
        name: {str(number) for number in expected[name]} for name, _, _ in stated
    }


@pytest.mark.parametrize("key", REAL_VOTES)
def test_real_votes_give_the_figures_other_programs_give(key: str) -> None:
    folder = sample_ballots()
    expected = json.loads((folder / "expected.json").read_text("utf-8"))[key]
    profile = real_vote(folder, key)

    approvals = tally(profile, Rule.APPROVAL).sheet[0]
    borda = tally(profile, Rule.BORDA).sheet[-1]
    (first,) = tally(profile, Rule.PLURALITY).sheet
    rounds = tally(profile, Rule.IRV).sheet
    votes = pairwise(profile).votes

    for row, stated in (
        (approvals, expected.get("approval_counts")),
        (borda, expected.get("borda_net")),
        (first, expected.get("first_preferences")),
    ):
        assert stated is None or dict(row.figures) == stated
    stated_rounds = expected.get("irv_rounds") or []
    # Where the tie for the last place decides, the two programs may go different ways.
    shown = 1 if expected.get("irv_first_elimination_tie") else len(stated_rounds)
    assert [(dict(row.figures), row.not_counted) for row in rounds[:shown] if stated_rounds] == [
        (stated["counts"], stated["exhausted"]) for stated in stated_rounds[:shown]
    ]
    for pair, number in (expected.get("pairwise") or {}).items():
        over, under = pair.split(">")
        assert votes[over, under] == number
