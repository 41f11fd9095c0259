"""Kinds of conflict of interest that somebody can declare."""

from prize_app.conflicts.kinds import KIND_WORDS, ConflictKind

__all__ = ["KIND_WORDS", "ConflictKind"]
