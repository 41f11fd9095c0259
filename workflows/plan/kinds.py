"""Closed sets that more than one part of the plan speaks of."""

from enum import StrEnum


class CategoryKind(StrEnum):
    """Who can receive an award."""

    INDIVIDUAL = "individual"
    ORGANIZATION = "organization"
