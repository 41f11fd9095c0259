"""How long texts may be."""

LONGEST_DECISION = 2_000
"""Characters."""
