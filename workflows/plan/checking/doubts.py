"""Which faults may be mere consequences of a value that could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
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
        FaultCode.TRAP: _GRAPH,
        FaultCode.EXIT_FROM_FINAL: _GRAPH,
        FaultCode.NEVER_POSSIBLE: r"calendar\b.*",
        FaultCode.REMINDER_LATE: rf"calendar(\.[^.]+(\.(at|zone|reminders)\b.*)?)?|{_OWING}",
        FaultCode.REMINDER_IDLE: _OWING,
        FaultCode.UNKNOWN_FIELD: rf"{_FORM}|categories\.[^.]+\.(form|conditions)\b.*",
        FaultCode.FIELD_TYPE: rf"{_FORM}|categories\.[^.]+\.(form|conditions)\b.*",
        FaultCode.FORM_FIELD: _FORM,
        FaultCode.WEIGHTS: r"rubrics(\.[^.]+(\.criteria(\.[^.]+(\.weight)?)?)?)?",
        FaultCode.ANCHORS: r"rubrics\.[^.]+\.(lowest|highest)",
        FaultCode.BALLOT_MISSING: r"panels(\.[^.]+(\.ballots)?)?|workflows\..*\.(stages|ballot)",
        FaultCode.MISSING_TRANSLATION: r"prize\.languages\b.*",
        FaultCode.UNKNOWN_KEY: r"prize\.languages\b.*",
        FaultCode.REPEATED: r"categories\.[^.]+(\.number)?|forms\b.*",
        FaultCode.UNKNOWN_REFERENCE: r"[^.]+|.*\.(stages|ballots|anchors|criteria)",
    }.items()
}


def is_doubtful(fault: Fault, broken: Set[str]) -> bool:
    """Whether the fault lies at or inside a broken place, or rests on one."""
    needs = _DEPENDS_ON.get(fault.code)
    return any(
        fault.place == place
        or fault.place.startswith((f"{place}.", f"{place}["))
        or (needs is not None and needs.fullmatch(place))
        for place in broken
    )
