"""What can be wrong with a plan, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class FaultCode(StrEnum):
    """Stable names for programs; the sentence beside them is for people."""

    NOT_TOML = "not-toml"
    TOO_LARGE = "too-large"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    BAD_KEY = "bad-key"
    WRONG_TYPE = "wrong-type"
    OUT_OF_RANGE = "out-of-range"
    MISSING_TRANSLATION = "missing-translation"
    STALE_TRANSLATION = "stale-translation"
    PLACEHOLDER_MISMATCH = "placeholder-mismatch"
    UNKNOWN_REFERENCE = "unknown-reference"
    REPEATED = "repeated"
    UNKNOWN_GUARD = "unknown-guard"
    UNKNOWN_CONDITION = "unknown-condition"
    UNKNOWN_FIELD = "unknown-field"
    FIELD_TYPE = "field-type"
    FORM_FIELD = "form-field"
    HIDDEN_FIELD = "hidden-field"
    UNREACHABLE_STAGE = "unreachable-stage"
    TRAP = "trap"
    EXIT_FROM_FINAL = "exit-from-final"
    AUTOMATIC_CIRCLE = "automatic-circle"
    NOBODY_MAY = "nobody-may"
    NO_SUBSTITUTE = "no-substitute"
    SAME_SIGNER = "same-signer"
    SECOND_PERSON = "second-person"
    NEVER_POSSIBLE = "never-possible"
    CONTRADICTION = "contradiction"
    TIMER_WITHOUT_ACTION = "timer-without-action"
    NOTHING_TO_WAIT_FOR = "nothing-to-wait-for"
    WEIGHTS = "weights"
    ANCHORS = "anchors"
    NO_ABSTENTION = "no-abstention"
    DEADLINE_ORDER = "deadline-order"
    DEADLINE_OVERLAP = "deadline-overlap"
    DEADLINE_GAP = "deadline-gap"
    FUND_EXCEEDED = "fund-exceeded"
    SPLIT = "split"
    QUORUM_UNREACHABLE = "quorum-unreachable"
    BALLOT_MISSING = "ballot-missing"
    TELLS_STAGE = "tells-stage"
    ENDLESS_TIE = "endless-tie"
    REMINDER_LATE = "reminder-late"
    REMINDER_IDLE = "reminder-idle"
    NEVER_CALIBRATED = "never-calibrated"
    BLIND_IDLE = "blind-idle"
    BLIND_LATE = "blind-late"
    ROUND_MISSING = "round-missing"
    ROUND_IDLE = "round-idle"
    ROUND_TOO_SMALL = "round-too-small"
    SHORTLIST_EMPTY = "shortlist-empty"
    TERMS_UNASKED = "terms-unasked"
    REVIEW_RULES = "review-rules"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: where (a key path), what (a code), and in words.

    `path` is the counter-example where one exists: the stages and actions that
    lead into a trap, say.
    """

    place: str
    code: FaultCode
    sentence: str
    path: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        trail = f" [{' -> '.join(self.path)}]" if self.path else ""
        return f"{self.place}: {self.code}: {self.sentence}{trail}"


@dataclass(slots=True)
class Faults:
    """Collects what is wrong while reading goes on.

    `broken` are the places whose value could not be read and was replaced by a neutral one, so
    that everything else can still be checked. `clamped` are those of numbers that lie outside
    their range and were replaced by the nearest one inside: the plan can be read, but what rests
    on them cannot be judged.
    """

    found: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    clamped: set[str] = field(default_factory=set)

    def add(self, place: str, code: FaultCode, sentence: str) -> None:
        """Note one fault and carry on."""
        self.found.append(Fault(place or "(plan)", code, sentence))

    def breaks(self, place: str, code: FaultCode, sentence: str) -> None:
        """Note a fault that leaves no value to work with."""
        self.add(place, code, sentence)
        self.broken.add(place)
