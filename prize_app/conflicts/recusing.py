"""How an assignment ends, for whatever ends it: here a conflict of interest, elsewhere a person."""

from __future__ import annotations

from prize_app.db.reviews import Assignment


def take_off(assignment: Assignment, status: str, reason: str) -> None:
    """End an assignment; the row stays as the record of it."""
    assignment.status = status
    assignment.reason = reason
