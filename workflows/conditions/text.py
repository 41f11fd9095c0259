"""Conditions on what the nominator writes and attaches."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from workflows.conditions.registry import condition
from workflows.conditions.values import Case, Evidence, Input, Source, from_field, judged
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
    return judged("words_at_most", holds, facts, Input(rule.text, str(count), Source.FIELD))


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


class Script(StrEnum):
    """A way of writing, as the names of Unicode's letters begin."""

    LATIN = "latin"
    HAN = "cjk"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    DEVANAGARI = "devanagari"


@dataclass(frozen=True, slots=True)
class WrittenIn:
    """Parameters of `written_in`."""

    text: str = spec("field with text", refers_to="fields", kinds=("text", "long-text"))
    script: Script = spec("the script of the language asked for")
    percent: int = spec(
        "fewest letters of a hundred in that script; the rest may be names and terms",
        default=80,
        minimum=1,
        maximum=100,
    )


@condition
def written_in(case: Case, rule: WrittenIn) -> Evidence:
    """A text is written in the script of the language asked for, but for names and terms.

    It tells English from Chinese, not English from French: whoever asks for one of two languages
    of one script asks the nominator, with `language_is`.
    """
    letters = [c for c in str(case.answers.get(rule.text) or "") if c.isalpha()]
    wanted = rule.script.value.upper()
    fitting = sum(unicodedata.name(c, "").startswith(wanted) for c in letters)
    percent = fitting * 100 // len(letters) if letters else 0
    facts = {"script": rule.script.value, "fewest": rule.percent, "percent": percent}
    holds = fitting * 100 >= rule.percent * len(letters) if letters else None
    return judged("written_in", holds, facts, Input(rule.text, f"{percent} %", Source.FIELD))


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """Parameters of `language_is`."""

    language: str = spec("field with a language", refers_to="fields", kinds=("language",))
    one_of: tuple[str, ...] = spec("language tags that are allowed, such as en or zh", minimum=1)


@condition
def language_is(case: Case, rule: LanguageIs) -> Evidence:
    """The language that the nominator names is one of those allowed; a region does not matter."""
    answer = str(case.answers.get(rule.language) or "")
    allowed = {tag.split("-")[0].casefold() for tag in rule.one_of}
    holds = answer.split("-")[0].casefold() in allowed if answer else None
    return judged("language_is", holds, {}, from_field(case, rule.language))


@dataclass(frozen=True, slots=True)
class FilesAtLeast:
    """Parameters of `files_at_least`."""

    files: str = spec("field with files", refers_to="fields", kinds=("files",))
    count: int = spec("fewest files", minimum=1, maximum=50)


@condition
def files_at_least(case: Case, rule: FilesAtLeast) -> Evidence:
    """At least so many documents are attached."""
    count = case.files.get(rule.files, 0)
    facts = {"fewest": rule.count, "count": count}
    holds = None if count == 0 else count >= rule.count
    told = Input(rule.files, str(count), Source.DOCUMENT)
    return judged("files_at_least", holds, facts, told)


@dataclass(frozen=True, slots=True)
class PagesAtMost:
    """Parameters of `pages_at_most`."""

    files: str = spec("field with files", refers_to="fields", kinds=("files",))
    each: int | None = spec("most pages of one document", default=None, minimum=1, maximum=500)
    together: int | None = spec(
        "most pages of all documents together", default=None, minimum=1, maximum=2000
    )


@condition
def pages_at_most(case: Case, rule: PagesAtMost) -> Evidence:
    """Documents are no longer than so many pages, each and together."""
    pages = case.pages.get(rule.files, ())
    longest, total = max(pages, default=0), sum(pages)
    limits = [
        (limit, count)
        for limit, count in ((rule.each, longest), (rule.together, total))
        if limit is not None
    ]
    broken = [one for one in limits if one[1] > one[0]]
    most, count = (broken or limits or [(0, total)])[0]
    facts = {"most": most, "count": count, "files": len(pages)}
    is_counted = bool(pages) and len(pages) >= case.files.get(rule.files, 0)
    holds = False if broken else True if is_counted else None
    inputs = [Input(rule.files, str(number), Source.DOCUMENT) for number in pages]
    return judged("pages_at_most", holds, facts, *inputs or [Input(rule.files, "", "document")])
