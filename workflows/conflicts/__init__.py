"""Conflicts of interest found in what is known of people and nominations."""

from workflows.conflicts.detecting import detect
from workflows.conflicts.mail import domain_of, is_public_domain
from workflows.conflicts.people import same_people
from workflows.conflicts.telling import line_words, sentence, tie_words
from workflows.conflicts.tree import OrganizationTree
from workflows.conflicts.values import (
    Affiliation,
    Line,
    Nominated,
    Party,
    Somebody,
    Source,
    SuggestedPair,
    Suggestion,
)

__all__ = [
    "Affiliation",
    "Line",
    "Nominated",
    "OrganizationTree",
    "Party",
    "Somebody",
    "Source",
    "SuggestedPair",
    "Suggestion",
    "detect",
    "domain_of",
    "is_public_domain",
    "line_words",
    "same_people",
    "sentence",
    "tie_words",
]
