"""Ballots in, a tally with its count sheet out: exact, and open about every tie."""

from workflows.ballots.counting import tally
from workflows.ballots.preflib import names_from_preflib, profile_from_preflib
from workflows.ballots.profile import Profile, WeightedBallot
from workflows.ballots.reading import profile_from_json
from workflows.ballots.sheet import Rule, SheetRow, Strength, Tally, TieBreak
from workflows.ballots.thresholds import (
    Answer,
    ApprovalBallot,
    ApprovalProfile,
    ItemCount,
    approval_shares,
    meets_threshold,
)

__all__ = [
    "Answer",
    "ApprovalBallot",
    "ApprovalProfile",
    "ItemCount",
    "Profile",
    "Rule",
    "SheetRow",
    "Strength",
    "Tally",
    "TieBreak",
    "WeightedBallot",
    "approval_shares",
    "meets_threshold",
    "names_from_preflib",
    "profile_from_json",
    "profile_from_preflib",
    "tally",
]
