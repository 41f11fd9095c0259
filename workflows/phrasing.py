"""Codes and facts become sentences: why not, what a condition found, in the reader's language."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Any, Final

from workflows.conditions.values import Evidence, Verdict
from workflows.errors import Refusal
from workflows.instants import zone_named
from workflows.plan.evaluation import Role
from workflows.plan.forms import Words
from workflows.plan.model import Plan
from workflows.texts import chinese, english

LANGUAGES: Final[Mapping[str, ModuleType]] = {"en": english, "zh": chinese}


class _Counting(string.Formatter):
    """Knows ``{count:word|words}``: the number, and the word that fits it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one value."""
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if value == 1 else many}"


_FORMATTER: Final = _Counting()


def texts_in(language: str) -> ModuleType:
    """The texts of a language tag (``zh-Hans`` is ``zh``); English for those we do not speak."""
    return LANGUAGES.get(language.split("-")[0].casefold(), english)


def filled(pattern: str, facts: Mapping[str, object]) -> str:
    """A sentence with its facts in place.

    Raises:
        KeyError: the sentence asks for a fact that is not there, which is a bug.
    """
    return _FORMATTER.vformat(pattern, (), facts)


def words_in(words: Words, language: str) -> str:
    """A text of the plan in this language, or in the plan's first language that has it."""
    return words.get(language) or next((text for text in words.values() if text), "")


def verdict_word(verdict: Verdict, language: str) -> str:
    """How one condition stands: holds, does not hold, not known yet."""
    return str(texts_in(language).VERDICTS[verdict])


def eligibility_word(verdict: Verdict, language: str) -> str:
    """How a nomination stands: eligible, not eligible, not known yet."""
    return str(texts_in(language).ELIGIBILITY[verdict])


def role_word(role: Role, language: str) -> str:
    """What people call a role."""
    return str(texts_in(language).ROLES[role])


def evidence_sentence(evidence: Evidence, language: str, line: Callable[[str], str] = str) -> str:
    """What one condition found, with its numbers, and what the nominator can do about it.

    A line of a register that only looks like the name is told instead; `line` puts it in words.
    """
    texts = texts_in(language)
    facts = {**evidence.facts, **_days(evidence.facts, language)}
    if "not_asked" in facts:
        question = facts.get(f"question_{language}") or facts.get("question_en", "")
        return filled(texts.NOT_ASKED, {"question": question or facts["not_asked"]})
    if "role" in facts:
        facts["role"] = texts.ROLES.get(str(facts["role"]), facts["role"])
    if "script" in facts:
        facts["script"] = texts.SCRIPTS[str(facts["script"])]
    if evidence.rule == "established":
        return filled(texts.ESTABLISHED[evidence.verdict], facts)
    if evidence.verdict is Verdict.UNKNOWN and "like" in facts:
        return filled(texts.LIKE[str(facts["register"])], {"like": line(str(facts["like"]))})
    # The first release stored no number of letters asked for: it was always one.
    said = filled(texts.EVIDENCE[evidence.rule][evidence.verdict], {"fewest": 1, **facts})
    credit = filled(texts.CREDIT["credit"], facts) if facts.get("credit") else ""
    return f"{said}{' ' if said.isascii() else ''}{credit}" if credit else said


def _days(facts: Mapping[str, object], language: str) -> dict[str, object]:
    return {
        name: day_in_words(date.fromisoformat(str(facts[name])), language)
        for name in ("on", "first", "last")
        if name in facts
    }


def refusal_sentence(refusal: Refusal, plan: Plan, language: str) -> str:
    """Why not, in words; keys are shown by the plan's labels, instants in their own zone.

    A closing time is told without its grace: grace is for whoever is just late, not announced.
    A stage is told as the nominator may know it.

    Raises:
        KeyError: a code that the engine does not use.
    """
    facts: dict[str, object] = dict(refusal.facts)
    deadline = plan.calendar.get(str(facts.get("deadline", "")))
    if "at" in facts:
        at = datetime.fromisoformat(str(facts["at"]))
        if deadline and refusal.code == "deadline_passed":
            at -= timedelta(minutes=deadline.grace_minutes)
        zone = (deadline.zone if deadline else None) or plan.prize.zone
        facts["at"] = instant_in_words(at, zone, language)
    for name, tables in _labels(plan).items():
        if name in facts:
            facts[name] = _label(str(facts[name]), tables, language)
    for name in ("roles", "yours"):
        if name in facts:
            facts[name] = _roles(str(facts[name]), language)
    if "starts" in facts:
        facts["starts"] = _places(str(facts["starts"]), _labels(plan)["stage"], language)
    return filled(texts_in(language).REFUSALS[refusal.code], facts)


def day_in_words(day: date, language: str) -> str:
    """A day as people write it: 30 April 2027, 2027年4月30日."""
    texts = texts_in(language)
    return filled(
        texts.DAY, {"day": day.day, "month": texts.MONTHS[day.month - 1], "year": day.year}
    )


def instant_in_words(at: datetime, zone: str, language: str) -> str:
    """An aware instant on the clocks of a zone: 30 April 2027, 23:59 Anywhere on Earth."""
    texts = texts_in(language)
    local = at.astimezone(zone_named(zone))
    place = zone.rsplit("/", 1)[-1].replace("_", " ")
    named = texts.ZONES.get(zone.casefold()) or filled(texts.OTHER_ZONE, {"place": place})
    facts = {
        "date": day_in_words(local.date(), language),
        "time": f"{local:%H:%M}",
        "zone": named,
    }
    return filled(texts.INSTANT, facts)


def _labels(plan: Plan) -> Mapping[str, Iterable[Mapping[str, Words]]]:
    """Fact name -> the tables of labels that its keys are looked up in."""
    workflows, panels, rubrics = (
        plan.workflows.values(),
        plan.panels.values(),
        plan.rubrics.values(),
    )
    return {
        "deadline": [{key: d.label for key, d in plan.calendar.items()}],
        "ballot": [{key: b.label for key, b in panel.ballots.items()} for panel in panels],
        "criterion": [{key: c.label for key, c in rubric.criteria.items()} for rubric in rubrics],
        "action": [{key: a.label for key, a in flow.actions.items()} for flow in workflows],
        "stage": [
            {key: s.public_label or s.label for key, s in flow.stages.items()} for flow in workflows
        ],
    }


def _roles(keys: str, language: str) -> str:
    """Role keys joined by commas, in words; nobody in particular where there are none."""
    words = [role_word(Role(key), language) for key in keys.split(",") if key]
    said = texts_in(language).DRAWING
    *others, last = words or [texts_in(language).NOBODY]
    return str(said["or"]).join([str(said["comma"]).join(others), last] if others else [last])


def _places(keys: str, tables: Iterable[Mapping[str, Words]], language: str) -> str:
    """Stage keys joined by commas, in words, each once: several may be one to a nominator."""
    known = list(tables)
    named = dict.fromkeys(_label(key, known, language) for key in keys.split(","))
    texts = texts_in(language)
    quoted = [filled(texts.QUOTED, {"text": name}) for name in named]
    return str(texts.DRAWING["comma"]).join(quoted)


def _label(key: str, tables: Iterable[Mapping[str, Words]], language: str) -> str:
    found = next((table[key] for table in tables if key in table), None)
    return key if found is None else words_in(found, language)
