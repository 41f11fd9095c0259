"""Conditions on what the nominator writes."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, Input, from_field, judged
from workflows.plan.reading import spec
from workflows.text import count_words


@dataclass(frozen=True, slots=True)
class WordsAtMost:
    """Parameters of `words_at_most`."""

    text: str = spec("field with text", refers_to="fields", kinds=("text", "long-text"))
    words: int = spec("most words", minimum=1, maximum=20_000)


@condition
def words_at_most(case: Case, rule: WordsAtMost) -> Evidence:
    """A text has no more than so many words."""
    text = str(case.answers.get(rule.text) or "")
    count = count_words(text)
    facts = {"most": rule.words, "count": count}
    holds = None if not text else count <= rule.words
    return judged("words_at_most", holds, facts, Input(rule.text, str(count), "field"))


@dataclass(frozen=True, slots=True)
class Answered:
    """Parameters of `answered`."""

    question: str = spec("field that must have an answer", refers_to="fields")


@condition
def answered(case: Case, rule: Answered) -> Evidence:
    """A question has been answered."""
    answer = case.answers.get(rule.question)
    # A number may be 0 and is an answer all the same.
    holds = True if answer or type(answer) is int else None
    return judged("answered", holds, {}, from_field(case, rule.question))
