"""What other rules would have decided, in words: a test of firmness, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final

from workflows.ballots import Rule
from workflows.other_rules import Compared, Held, Reading
from workflows.phrasing import filled
from workflows.plan.diffing import value_in_words
from workflows.plan.diffing.model import Word
from workflows.texts import ballots_chinese, ballots_english

_LANGUAGES: Final[Mapping[str, ModuleType]] = {"en": ballots_english, "zh": ballots_chinese}


def rule_words(rule: Rule | Reading, language: str) -> str:
    """What people call a rule."""
    if isinstance(rule, Reading):
        return str(_texts(language).READINGS[rule])
    return value_in_words(Word("Rule", str(rule)), language)


def summary_sentence(found: Sequence[Compared], language: str) -> str:
    """How many of the rules that could be counted leave the outcome as it is."""
    counted = [each for each in found if each.held is not Held.NOT_COUNTED]
    same = sum(each.held in (Held.SAME, Held.OTHER_ORDER) for each in counted)
    key = "all_same" if same == len(counted) else "some_same"
    return filled(_texts(language).SENTENCES[key], {"same": same, "rules": len(counted)})


def trial_sentences(each: Compared, names: Mapping[str, str], language: str) -> list[str]:
    """What one rule would have decided, its ties by name, and its order where it is another.

    Empty where everything is as it was counted.
    """
    texts = _texts(language)
    if each.held is Held.SAME:
        return []
    told = [] if each.held is Held.OTHER_ORDER else [_held(each, names, texts)]
    if each.held is not Held.TIE and each.tied:
        told.append(filled(texts.SENTENCES["and_tied"], {"tied": _listed(each.tied, names, texts)}))
    if each.trial.order:
        groups = (_listed(group, names, texts, "equal") for group in each.trial.order)
        order = texts.SENTENCES["then"].join(groups)
        told.append(filled(texts.SENTENCES["order"], {"order": order}))
    return told


def _held(each: Compared, names: Mapping[str, str], texts: ModuleType) -> str:
    key = str(each.held)
    if each.held is Held.OTHER:
        key = "instead" if each.enters and each.leaves else "enters" if each.enters else "leaves"
    facts = {
        "enters": _listed(each.enters, names, texts),
        "leaves": _listed(each.leaves, names, texts),
        "tied": _listed(each.tied, names, texts),
    }
    return filled(texts.SENTENCES[key], facts)


def _listed(
    keys: Sequence[str], names: Mapping[str, str], texts: ModuleType, between: str = "and"
) -> str:
    called = sorted(names.get(key, texts.SENTENCES["elsewhere"]) for key in keys)
    return str(texts.SENTENCES[between].join(called))


def purpose_sentence(language: str) -> str:
    """What the comparison is for, and what it is not."""
    return str(_texts(language).SENTENCES["purpose"])


def withheld_sentence(language: str) -> str:
    """Why nothing is said where few have voted."""
    return str(_texts(language).SENTENCES["withheld"])


def held_word(held: Held, language: str) -> str:
    """The verdict in a word or two."""
    return str(_texts(language).HELD[held])


def _texts(language: str) -> ModuleType:
    return _LANGUAGES.get(language.split("-")[0].casefold(), ballots_english)
