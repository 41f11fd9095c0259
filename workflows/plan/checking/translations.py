"""Texts whose translation is older than the text it translates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from workflows.plan.checking.references import missing
from workflows.plan.checking.words import texts
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.forms import Words
from workflows.plan.model import Plan


def digest(text: str) -> str:
    """What `[translations]` names a leading text by: 8 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def faults(plan: Plan) -> Iterator[Fault]:
    """Every confirmed translation must be that of the text as it stands now."""
    if not plan.translations:
        return
    known = dict(texts(plan, ""))
    for key, confirmed in plan.translations.items():
        place = f"translations.{key}"
        yield from missing(f"{place}.at", confirmed.at, known, "text")
        if confirmed.at in known:
            now = digest(_leading(plan, known[confirmed.at]))
            if now != confirmed.leading:
                yield Fault(
                    f"{place}.leading",
                    FaultCode.STALE_TRANSLATION,
                    f"the text at {confirmed.at} has changed since; look through its translations "
                    f'and write "{now}"',
                )


def stale_translations(old: Plan, new: Plan) -> tuple[Fault, ...]:
    """Texts of which the leading language was changed and another was not, by key path.

    What `[translations]` of the new plan confirms is not told; texts that are new neither.
    """
    before, confirmed = dict(texts(old, "")), _confirmed(new)
    found = (
        fault
        for place, words in texts(new, "")
        if place in before and confirmed.get(place) != digest(_leading(new, words))
        for fault in _unchanged(place, before[place], words, new.prize.languages)
    )
    return tuple(sorted(found))


def _unchanged(place: str, old: Words, new: Words, languages: tuple[str, ...]) -> Iterator[Fault]:
    leading, *others = languages
    if old.get(leading, "").split() == new.get(leading, "").split():
        return
    for language in others:
        if language in old and old[language] == new.get(language):
            yield Fault(
                f"{place}.{language}",
                FaultCode.STALE_TRANSLATION,
                f"the text in {leading!r} was changed, the one in {language!r} was not; translate "
                "it anew, or confirm it in [translations]",
            )


def _confirmed(plan: Plan) -> Mapping[str, str]:
    return {confirmed.at: confirmed.leading for confirmed in plan.translations.values()}


def _leading(plan: Plan, words: Words) -> str:
    return words.get(plan.prize.languages[0], "") if plan.prize.languages else ""
