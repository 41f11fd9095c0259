"""Words that somebody must give: what is wrong with them, as refusals."""

from __future__ import annotations

from workflows.errors import Refusal, RuleBroken


def reason_faults(reason: str, *, most: int) -> list[Refusal]:
    """What is wrong with a reason: blank, or longer than `most` characters."""
    if not reason.strip():
        return [Refusal("reason_missing")]
    return length_faults(reason, most=most)


def length_faults(words: str, *, most: int) -> list[Refusal]:
    """What is wrong with the length of words that may be left out."""
    return [Refusal("too_long", {"most": most})] if len(words) > most else []


def require_none(refusals: list[Refusal]) -> None:
    """Go on only where nothing is refused.

    Raises:
        RuleBroken: something is; all of it is in it.
    """
    if refusals:
        raise RuleBroken(refusals)
