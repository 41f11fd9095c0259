"""What a plan hides from whom, as sentences for the call: rules of blindness, and older keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import Final

from workflows.plan.blinding import Blinded, Blinding, Subject
from workflows.plan.evaluation import Trait
from workflows.plan.forms import Form
from workflows.plan.model import Plan
from workflows.texts import chinese_blindness, english_blindness

_TEXTS: Final = {"en": english_blindness, "zh": chinese_blindness}


def blindness_sentences(plan: Plan, language: str, *, form: Form | None = None) -> list[str]:
    """What is hidden from whom, one sentence each; English where a language has no texts.

    Args:
        form: whose questions are named; without one, those of every form of the plan.
    """
    texts = _TEXTS.get(language, english_blindness)
    forms = [form] if form is not None else list(plan.forms.values())
    return [
        *_of_reviewing(plan, forms, texts, language),
        *(s for rule in plan.blindness.values() for s in _of_rule(rule, forms, texts, language)),
    ]


def _of_reviewing(
    plan: Plan, forms: Sequence[Form], texts: ModuleType, language: str
) -> Iterator[str]:
    """What every plan can hide from reviewers without a rule."""
    keys = [key for f in forms for key, q in f.fields.items() if q.hidden_from_reviewers]
    things = [texts.SUBJECTS[Subject.NOMINATOR]] if plan.reviewing.hides_nominator else []
    things += _answers(keys, forms, texts, language)
    if things:
        when = texts.DURING.format(stages=texts.TRAITS[Trait.REVIEWING])
        whom = texts.WHOM[Blinded.REVIEWER]
        yield texts.HIDDEN.format(when=when, whom=whom, things=_listed(things, texts))


def _of_rule(
    rule: Blinding, forms: Sequence[Form], texts: ModuleType, language: str
) -> Iterator[str]:
    said = {"when": _when(rule, texts), "whom": _listed([texts.WHOM[b] for b in rule.whom], texts)}
    things = [texts.SUBJECTS[name] for name in rule.names]
    things += _answers(rule.fields, forms, texts, language)
    if things:
        yield texts.HIDDEN.format(things=_listed(things, texts), **said)
    if rule.reviewers is not None:
        yield texts.REVIEWERS[rule.reviewers].format(**said)
    if rule.members is not None:
        yield texts.MEMBERS[rule.members].format(**said)


def _when(rule: Blinding, texts: ModuleType) -> str:
    during, until = (
        texts.OR.join(texts.TRAITS[trait] for trait in traits)
        for traits in (rule.during, rule.until)
    )
    if during and until:
        return str(texts.DURING_UNTIL.format(during=during, until=until))
    if during or until:
        return str((texts.DURING if during else texts.UNTIL).format(stages=during or until))
    return str(texts.ALWAYS)


def _answers(
    keys: Iterable[str], forms: Sequence[Form], texts: ModuleType, language: str
) -> list[str]:
    """The questions by their labels, each label once; nothing where no form asks one of them."""
    labels = dict.fromkeys(
        f.fields[key].label.get(language) or next(iter(f.fields[key].label.values()))
        for key in keys
        for f in forms
        if key in f.fields
    )
    named = [texts.QUESTION.format(label=label) for label in labels]
    return [texts.ANSWERS.format(questions=_listed(named, texts))] if named else []


def _listed(words: Sequence[str], texts: ModuleType) -> str:
    *others, last = words
    return str(texts.COMMA.join(others) + texts.LAST + last if others else last)
