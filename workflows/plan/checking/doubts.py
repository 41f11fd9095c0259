"""Which faults may be mere consequences of a value that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Final

from workflows.plan.faults import Fault, FaultCode

_GRAPH: Final = (
    r"workflows(\.[^.]+)?(\.initial|\.stages(\.[^.]+(\.final)?)?"
    r"|\.actions(\.[^.]+(\.(from|to|extraordinary)\b.*)?)?)?"
)
_OWING: Final = (
    r"workflows(\.[^.]+(\.stages(\.[^.]+(\.(due|traits|ballot|final)\b.*)?)?"
    r"|\.actions(\.[^.]+(\.(from|to|by|records)\b.*)?)?)?)?"
)
_FORM: Final = r"forms\b(?!.*\.(label|hint)\b).*"

_DEPENDS_ON: Final[Mapping[FaultCode, re.Pattern[str]]] = {
    code: re.compile(pattern)
    for code, pattern in {
        FaultCode.UNREACHABLE_STAGE: _GRAPH,
        FaultCode.BLIND_IDLE: rf"{_GRAPH}|workflows\..*\.traits\b.*|(blindness|reviewing)\b.*",
        FaultCode.BLIND_LATE: rf"{_GRAPH}|{_FORM}|workflows\..*\.traits\b.*|blindness\b.*",
        FaultCode.TRAP: _GRAPH,
        FaultCode.EXIT_FROM_FINAL: _GRAPH,
        FaultCode.AUTOMATIC_CIRCLE: _GRAPH,
        FaultCode.SAME_SIGNER: rf"{_GRAPH}|workflows\..*\.(traits|by|records)\b.*|panels.*",
        FaultCode.CONTRADICTION: r"calendar\b.*|conflicts\.(rules|people)\.[^.]+\.(tie|binds)",
        FaultCode.NEVER_POSSIBLE: rf"{_GRAPH}|calendar\b.*|categories\b.*"
        r"|rounds\b.*|workflows\..*\.(traits|ballot|records|round)\b.*",
        FaultCode.TIMER_WITHOUT_ACTION: rf"{_GRAPH}|calendar\b.*",
        FaultCode.HIDDEN_FIELD: rf"{_FORM}|blindness\b.*|rounds\b.*"
        r"|workflows\..*\.(traits|round)\b.*|workflows(\.[^.]+(\.stages(\.[^.]+)?)?)?"
        r"|categories\.[^.]+\.(form|rubric)\b.*",
        FaultCode.DEADLINE_ORDER: r"calendar\b.*|prize\.zone",
        FaultCode.DEADLINE_OVERLAP: r"calendar\b.*|prize\.zone",
        FaultCode.DEADLINE_GAP: r"calendar\b.*|prize\.zone",
        FaultCode.SPLIT: r"categories\..*\.award\b.*",
        FaultCode.ENDLESS_TIE: r"panels(\.[^.]+)?(\.ballots(\..*)?)?|categories\..*\.award\b.*"
        rf"|{_GRAPH}",
        FaultCode.SECOND_PERSON: r"panels\b.*|reviewing\b.*|categories\..*",
        FaultCode.QUORUM_UNREACHABLE: r"panels\b.*",
        FaultCode.REMINDER_LATE: rf"calendar(\.[^.]+(\.(at|zone|reminders)\b.*)?)?|{_OWING}",
        FaultCode.REMINDER_IDLE: _OWING,
        FaultCode.UNKNOWN_FIELD: rf"{_FORM}|categories\.[^.]+\.(form|conditions)\b.*",
        FaultCode.FIELD_TYPE: rf"{_FORM}|categories\.[^.]+\.(form|conditions)\b.*",
        FaultCode.FORM_FIELD: _FORM,
        FaultCode.WEIGHTS: r"rubrics(\.[^.]+(\.criteria(\.[^.]+(\.weight)?)?)?)?",
        FaultCode.ANCHORS: r"rubrics\.[^.]+\.(lowest|highest)",
        FaultCode.ROUND_MISSING: r"rounds\b.*|workflows\..*\.(traits|round)\b.*",
        FaultCode.ROUND_IDLE: r"rounds\b.*|workflows(\.[^.]+(\.stages(\.[^.]+"
        r"(\.(traits|round)\b.*)?)?)?)?",
        FaultCode.ROUND_TOO_SMALL: r"rounds\b.*|panels\b.*|reviewing\b.*|categories\b.*",
        FaultCode.REVIEW_RULES: rf"rubrics(\.[^.]+(\.(lowest|highest|confidence\b.*))?)?"
        rf"|reviewing\b.*|{_GRAPH}",
        FaultCode.BALLOT_MISSING: r"panels(\.[^.]+(\.ballots)?)?|workflows\..*\.(stages|ballot)",
        FaultCode.MISSING_TRANSLATION: r"prize\.languages\b.*",
        FaultCode.UNKNOWN_KEY: r"prize\.languages\b.*",
        FaultCode.REPEATED: r"categories\.[^.]+(\.number)?|forms\b.*",
        FaultCode.UNKNOWN_REFERENCE: r"[^.]+|.*\.(stages|ballots|anchors|criteria)",
    }.items()
}


_OF_ONE_ACTION: Final = frozenset({
    FaultCode.NOBODY_MAY, FaultCode.NO_SUBSTITUTE, FaultCode.NOTHING_TO_WAIT_FOR,
    FaultCode.SECOND_PERSON,
})  # fmt: skip
"""Codes that rest on the other keys of the same action."""


class Doubts:
    """Answers for one run; what is asked of a code is worked out once, however many faults."""

    def __init__(self, broken: Set[str]) -> None:
        self._broken = broken
        self._resting: dict[FaultCode, bool] = {}

    def is_doubtful(self, fault: Fault) -> bool:
        """Whether the fault lies at or inside a broken place, or rests on one."""
        if not self._broken:
            return False
        if fault.code not in self._resting:
            needs = _DEPENDS_ON.get(fault.code)
            self._resting[fault.code] = needs is not None and any(
                map(needs.fullmatch, self._broken)
            )
        if fault.code in _OF_ONE_ACTION:
            action = ".".join(fault.place.split(".")[:4]) + "."
            if any(place.startswith(action) for place in self._broken):
                return True
        return self._resting[fault.code] or any(
            fault.place[:end] in self._broken for end in _ends(fault.place)
        )


def _ends(place: str) -> Iterator[int]:
    """Where the place itself and every place around it end."""
    yield len(place)
    yield from (at for at, sign in enumerate(place) if sign in ".[")
