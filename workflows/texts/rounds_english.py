"""Sentences about rounds of review, in English."""

from __future__ import annotations

from typing import Final

SHORTLIST: Final = {
    "rule": "Who goes on: {lines}.",
    "and": ", and ",
    "first": "the first {places:place|places} of the ranking",
    "least": "at least {points} points",
    "above": "more points than the median",
    "with_noise": " Whoever the scores cannot tell from the last of them goes on as well.",
    "outcome": "{going} of {total:nomination|nominations} go on.",
    "cut": "The last one picked has {points} points.",
    "median": "The median is {points} points.",
    "kept": "Beside them {count:nomination goes|nominations go} on that the scores cannot tell "
    "from the last one picked.",
    "no_noise": "No nomination has two reviews, so nothing says how far scores err: only equals "
    "are kept together.",
}
