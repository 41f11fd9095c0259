"""How long the texts of a review may be, in characters."""

LONGEST_TEXT = 4_000
LONGEST_EXPLANATION = 2_000
LONGEST_POINTS_REASON = 1_000
LONGEST_REMARK = 4_000
