"""A difference in one sentence that a committee reads, in English or Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import ModuleType
from typing import Any, Final

from workflows.conditions.rule import Join
from workflows.money import amount
from workflows.phrasing import day_in_words, filled, instant_in_words, words_in
from workflows.plan.diffing import chinese, chinese_kinds, english, english_kinds
from workflows.plan.diffing.model import (
    Difference,
    Label,
    Moment,
    Money,
    Named,
    Part,
    Percent,
    RuleText,
    Series,
    Share,
    Step,
    Value,
    Way,
    Word,
)

_LANGUAGES: Final[Mapping[str, ModuleType]] = {"en": english, "zh": chinese}
_KINDS: Final[Mapping[str, ModuleType]] = {"en": english_kinds, "zh": chinese_kinds}


def texts_in(language: str) -> ModuleType:
    """The words of a language tag; English for those we do not speak."""
    return _LANGUAGES.get(_main(language), english)


def kinds_in(language: str) -> ModuleType:
    """The names of rules and closed sets in a language tag; English for those we do not speak."""
    return _KINDS.get(_main(language), english_kinds)


def _main(language: str) -> str:
    return language.split("-")[0].casefold()


def sentence(difference: Difference, language: str) -> str:
    """One line: where, what, and old → new; nothing at its end."""
    texts, label = texts_in(language), difference.label
    facts = {
        "what": _what(label, language),
        "old": value_in_words(difference.old, language),
        "new": value_in_words(difference.new, language),
        "language": _language(difference.place.rsplit(".", 1)[-1], language),
    }
    told = filled(texts.CHANGES[difference.kind], facts)
    where = _where(label.path, language)
    if not where:
        told = told[:1].upper() + told[1:]
    clause = filled(texts.CLAUSE, {"clause": label.clause}) if label.clause else ""
    return f"{where}{texts.COLON if where else ''}{told}{clause}"


def headline(language: str, of_texts: str) -> str:
    """What stands above the texts that changed in a language of the plan."""
    return filled(texts_in(language).HEADLINE, {"language": _language(of_texts, language)})


def _language(tag: str, language: str) -> str:
    return str(texts_in(language).LANGUAGES.get(tag, tag))


def unchanged(language: str) -> str:
    """What is said when nothing differs."""
    return str(texts_in(language).UNCHANGED)


def counted(number: int, of_texts: int, language: str) -> str:
    """How many differences there are, and how many of them in texts only."""
    return filled(texts_in(language).COUNTED, {"number": number, "texts": of_texts})


def _where(path: tuple[Step, ...], language: str) -> str:
    texts = texts_in(language)
    told = str(texts.STEPS.join(_step(step, language) for step in path))
    return told[:1].upper() + told[1:]


def _step(step: Step, language: str) -> str:
    texts = texts_in(language)
    noun = texts.WHAT[step.table]
    if step.table == "Plan.categories":
        return words_in(step.name.label, language)
    is_only_one = step.table in texts.ONLY_ONE
    return str(noun) if is_only_one else f"{noun}{texts.SPACE}{_name(step.name, language)}"


def _what(label: Label, language: str) -> str:
    """What differs, by its noun; nouns of parameters may name the other parameters."""
    return filled(texts_in(language).WHAT[label.what], _facts(label.given, language))


def _facts(given: tuple[tuple[str, Value], ...], language: str) -> Mapping[str, object]:
    """Parameters for a sentence: numbers as they are, so that nouns can follow them."""
    return {
        key: value if type(value) is int else value_in_words(value, language)
        for key, value in given
    }


def value_in_words(value: Value, language: str) -> str:
    """A value as people write it."""
    texts = texts_in(language)
    if value is None or value == "":
        return str(texts.PLAIN[None])
    if isinstance(value, bool):
        return str(texts.PLAIN[value])
    return _WRITERS[type(value)](value, language)


def _quoted(text: str, language: str) -> str:
    return f"“{text}”"


def _name(named: Named, language: str) -> str:
    return _quoted(words_in(named.label, language) or named.key, language)


def _money(money: Money, language: str) -> str:
    return amount(money.minor, money.currency)


def _percent(percent: Percent, language: str) -> str:
    number = f"{percent.number:f}"
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    return filled(texts_in(language).PERCENT, {"number": plain})


def _share(share: Share, language: str) -> str:
    texts = texts_in(language)
    part = texts.ALL if share.part == 1 else str(share.part)
    return filled(texts.MORE_THAN if share.is_strict else texts.AT_LEAST, {"part": part})


def _word(word: Word, language: str) -> str:
    return str(kinds_in(language).WORDS[f"{word.family}.{word.value}"])


def _series(series: Series, language: str) -> str:
    words = [value_in_words(item, language) for item in series.items]
    return str(texts_in(language).COMMA.join(words)) or str(texts_in(language).PLAIN[None])


def _rule(rule: RuleText, language: str) -> str:
    texts = texts_in(language)
    if rule.join is Join.IS:
        pattern = _wanted(kinds_in(language).RULES[rule.kind], dict(rule.parameters))
        return filled(pattern, _facts(rule.parameters, language))
    parts = [_inner(part, language) for part in rule.parts]
    if rule.join is Join.NOT:
        return filled(texts.NOT, {"rule": parts[0]})
    return str(texts.JOINS[rule.join].join(parts))


def _wanted(pattern: str, given: Mapping[str, Value]) -> str:
    """A sentence without the parts in square brackets whose parameters are all left out."""

    def kept(part: re.Match[str]) -> str:
        values = [given[name] for name in re.findall(r"{(\w+)", part[1])]
        return part[1] if any(v not in (None, 0, Series(())) for v in values) else ""

    return re.sub(r"\[([^]]*)\]", kept, pattern)


def _inner(rule: RuleText, language: str) -> str:
    told = _rule(rule, language)
    return told if rule.join is Join.IS else filled(texts_in(language).BRACKETS, {"rule": told})


def _way(way: Way, language: str) -> str:
    facts = {"from": value_in_words(way.sources, language), "to": _name(way.target, language)}
    return filled(texts_in(language).WAY, facts)


def _part(part: Part, language: str) -> str:
    name = _name(part.name, language)
    if part.detail is None:
        return name
    detail = value_in_words(part.detail, language)
    return name + filled(texts_in(language).BRACKETS_AFTER, {"detail": detail})


_WRITERS: Final[Mapping[type[Any], Callable[[Any, str], str]]] = {
    int: lambda number, language: str(number),
    str: _quoted,
    date: day_in_words,
    Moment: lambda moment, language: instant_in_words(moment.at, moment.zone, language),
    Money: _money,
    Percent: _percent,
    Share: _share,
    Word: _word,
    Named: _name,
    Series: _series,
    RuleText: _rule,
    Way: _way,
    Part: _part,
}
