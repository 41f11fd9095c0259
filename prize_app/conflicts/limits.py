"""How long what people write here may be, in characters."""

LONGEST_REASON = 2_000
