"""Tables and the session: the one room where rows are declared."""

from prize_app.db import (
    aliases,
    audit,
    committee,
    comparing,
    conflicts,
    deadlines,
    editions,
    laureates,
    leaks,
    motions,
    nominations,
    notices,
    people,
    plans,
    reviewers,
    reviews,
)
from prize_app.db.base import Base

__all__ = [
    "Base",
    "aliases",
    "audit",
    "committee",
    "comparing",
    "conflicts",
    "deadlines",
    "editions",
    "laureates",
    "leaks",
    "motions",
    "nominations",
    "notices",
    "people",
    "plans",
    "reviewers",
    "reviews",
]
