"""The prize itself: a code that serials can bear, a currency, languages that are tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workflows.plan.faults import Fault, FaultCode
from workflows.plan.model import Plan

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*")
_CURRENCY: Final = re.compile(r"[A-Z]*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def faults(plan: Plan) -> Iterator[Fault]:
    """Check the few texts that other things are built from."""
    prize = plan.prize
    if not _CODE.fullmatch(prize.code):
        sentence = f"{prize.code!r} is not capital letters and digits that begin with a letter"
        yield Fault("prize.code", FaultCode.WRONG_TYPE, sentence)
    if not _CURRENCY.fullmatch(prize.currency):
        sentence = f"{prize.currency!r} is not the capital letters of a currency"
        yield Fault("prize.currency", FaultCode.WRONG_TYPE, sentence)
    for number, language in enumerate(prize.languages):
        place = f"prize.languages[{number}]"
        if not _LANGUAGE.fullmatch(language):
            sentence = f"{language!r} is not a language tag such as en or zh"
            yield Fault(place, FaultCode.WRONG_TYPE, sentence)
