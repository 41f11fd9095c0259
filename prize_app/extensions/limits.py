"""How long the words of an extension may be."""

LONGEST_REASON = 2_000
