"""Tables and the session: the one room where rows are declared."""

from prize_app.db import (
    audit,
    committee,
    conflicts,
    deadlines,
    editions,
    laureates,
    motions,
    nominations,
    notices,
    people,
    plans,
    reviews,
)
from prize_app.db.base import Base

__all__ = [
    "Base",
    "audit",
    "committee",
    "conflicts",
    "deadlines",
    "editions",
    "laureates",
    "motions",
    "nominations",
    "notices",
    "people",
    "plans",
    "reviews",
]
