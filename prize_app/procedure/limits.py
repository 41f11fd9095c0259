"""How long the texts that people give with an action may be, in characters."""

LONGEST_REASON = 4_000
LONGEST_CITATION = 600
# Han characters are wider: more of them do not fit on the certificate.
MOST_OF_CITATION = {"zh": 200}
