"""How firm a ranking is, in words, with people's names and the rubric's labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prize_app.committee.analysis import Analysis
from workflows.firmness import Cut, Firmness, Names, cut_sentences, with_names
from workflows.placing import compared_remark, order_remark
from workflows.plan.evaluation import Rubric
from workflows.remarks import Remark, remark_sentence

NEIGHBOURS: Final = 3

_ISOLATED: Final = "\u2068{}\u2069"
"""A name in any script, kept apart from the direction of the sentence around it."""


@dataclass(frozen=True, slots=True)
class CutWords:
    """One cut in words, the verdict first, with the neighbours' chances around it."""

    cut: Cut
    sentences: Sequence[str]
    around: Sequence[tuple[str, Sequence[tuple[str, float]]]]


def method_sentence(analysis: Analysis, language: str = "en") -> str:
    """Which score makes the places, in words."""
    if analysis.is_compared:
        return remark_sentence(compared_remark(analysis.scoring), language)
    remark = order_remark(analysis.wanted, analysis.ordered_by, refused=bool(analysis.refusals))
    return remark_sentence(remark, language)


def remark_sentences(
    remarks: Sequence[Remark], names: Mapping[str, str], language: str = "en"
) -> list[str]:
    """Refusals or remarks in words.

    Args:
        names: nomination -> nominee, and criterion -> label.
    """
    return [remark_sentence(_named(each, names), language) for each in remarks]


def _named(remark: Remark, names: Mapping[str, str]) -> Remark:
    def words(fact: Any) -> Any:
        if not isinstance(fact, str):
            return fact
        return ", ".join(_isolated(names.get(each, each)) for each in fact.split(", "))

    return Remark(remark.code, {key: words(fact) for key, fact in remark.facts.items()})


def _isolated(name: str) -> str:
    return _ISOLATED.format(name)


def labels_of(rubric: Rubric, language: str = "en") -> dict[str, str]:
    """Criterion -> what it is called in a language, or in one that it has."""
    return {
        key: criterion.label.get(language) or next(iter(criterion.label.values()))
        for key, criterion in rubric.criteria.items()
    }


def told(
    found: Firmness, names: Mapping[str, str], rubric: Rubric, language: str = "en"
) -> list[CutWords]:
    """Every cut in words, nominations by their nominees, criteria by their labels."""
    called = Names(
        nominations={key: _isolated(name) for key, name in names.items()},
        criteria=labels_of(rubric, language),
    )
    named = with_names(found, called)
    return [
        CutWords(
            cut, cut_sentences(cut, len(found.standings), language), _around(found, own, names)
        )
        for cut, own in zip(named.cuts, found.cuts, strict=True)
    ]


def _around(
    found: Firmness, cut: Cut, names: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, float]]]]:
    """Those next to a cut, inside by outside, with the chance that the one is truly better."""
    if cut.last is None:
        return []
    number = {key: row for row, key in enumerate(found.paired)}
    inside = [key for key in cut.inside[-NEIGHBOURS:] if key in number]
    end = len(cut.inside)
    next_out = [each.id for each in found.standings[end : end + NEIGHBOURS]]
    outside = [key for key in dict.fromkeys([*next_out, cut.first or ""]) if key in number]
    return [
        (
            names.get(one, one),
            [
                (names.get(other, other), found.pairwise[number[one]][number[other]])
                for other in outside
            ],
        )
        for one in inside
    ] if outside else []  # fmt: skip
