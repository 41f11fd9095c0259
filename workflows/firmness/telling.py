"""A cut in plain words: firm or inside the noise, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, isclose
from typing import Any

from workflows.calibration.fitting import FEW_NOMINATIONS
from workflows.errors import Fact
from workflows.firmness.ordering import CALIBRATED_RULE
from workflows.firmness.varying import Change
from workflows.firmness.verdicts import Cut, Firmness, Grade, Standing, Variation
from workflows.remarks import Remark, named, remark_sentence, words_for_figures

_GRADES = {
    Grade.FIRM: "cut_firm",
    Grade.LEANING: "cut_leaning",
    Grade.IN_NOISE: "cut_in_noise",
}


def percent(share: float) -> int:
    """A probability in whole percent; what draws cannot rule out is never 0 or 100."""
    return min(99, max(1, round(100 * share)))


def cut_sentences(cut: Cut, nominations: int, language: str) -> list[str]:
    """Everything to be said of one cut, the verdict first.

    Args:
        nominations: how many are in the order.
    """
    return [remark_sentence(each, language) for each in _remarks(cut, nominations, language)]


def _remarks(cut: Cut, nominations: int, language: str) -> Iterable[Remark]:
    if cut.grade is Grade.BEYOND:
        yield Remark("cut_beyond", {"places": cut.places, "nominations": nominations})
        return
    if cut.grade is Grade.SHARED:
        yield Remark("cut_shared", {"places": cut.places, "names": named(cut.inside[-5:])})
    if cut.last is None or cut.first is None or cut.apart is None or cut.exact is None:
        return
    if cut.grade in _GRADES:
        facts: dict[str, Fact] = {"places": cut.places, "last": cut.last, "first": cut.first}
        yield Remark(_GRADES[cut.grade], facts | {"percent": percent(cut.apart)})
    yield Remark("set_likely", {"percent": percent(cut.exact)})
    if cut.in_play:
        yield Remark("in_play", {"count": len(cut.in_play), "names": named(cut.in_play)})
    yield from _varied(cut, language)


def _varied(cut: Cut, language: str) -> Iterable[Remark]:
    if cut.reviewers:
        other = tuple(each.name for each in cut.reviewers if each.changes)
        facts: dict[str, Fact] = {"reviewers": len(cut.reviewers)}
        if other:
            facts |= {"count": len(other), "names": named(other)}
        yield Remark("without_one_other" if other else "without_one_same", facts)
    if cut.compared:
        if not cut.varied:
            yield Remark("none_left_out")
        return
    if cut.weights:
        moved = tuple(_weight(*pair, language) for pair in cut.weights if pair[1].changes)
        yield Remark("weights_other", {"names": named(moved)}) if moved else Remark("weights_same")
    words = words_for_figures(language)
    rules = tuple(_moved(words.RULES[r.name], r, language) for r in cut.rules if r.changes)
    if rules:
        yield Remark("rules_other", {"names": "; ".join(rules)})
    else:
        calibrated = any(each.name == CALIBRATED_RULE for each in cut.rules)
        yield Remark("rules_same_calibrated" if calibrated else "rules_same")
    if not cut.varied:
        yield Remark("not_varied", {"most": FEW_NOMINATIONS})
    elif cut.change is None:
        yield Remark("no_single_review")
    else:
        yield Remark("one_review", _change(cut.change))


def _weight(more: bool, variation: Variation, language: str) -> str:
    words = words_for_figures(language).COLUMNS
    name = words["more_weight" if more else "less_weight"].format(criterion=variation.name)
    return _moved(name, variation, language)


def _moved(rule: str, variation: Variation, language: str) -> str:
    pattern: str = words_for_figures(language).COLUMNS["variation"]
    none = "–"
    return pattern.format(
        rule=rule,
        enters=named(variation.enters) or none,
        leaves=named(variation.leaves) or none,
    )


def _change(change: Change) -> dict[str, Fact]:
    """Points to two digits, rounded away from those given, so that they are enough."""
    away = ceil if change.to > change.given else floor
    exact = change.to * 100
    to = (round(exact) if isclose(exact, round(exact)) else away(exact)) / 100
    return {
        "reviewer": change.reviewer,
        "nomination": change.nomination,
        "given": f"{change.given:g}",
        "to": f"{to:g}",
        "enters": change.enters,
        "leaves": change.leaves,
    }


def firmness_document(found: Firmness, language: str) -> dict[str, Any]:
    """For programs: figures to a millionth, the same for the same draws."""
    count = len(found.standings)
    return {
        "places": [_standing(each) for each in found.standings],
        "cuts": [_cut(each, count, language) for each in found.cuts],
        "pairwise": {
            "nominations": list(found.paired),
            "better": [[_rounded(each) for each in row] for row in found.pairwise],
            "places": [[_rounded(each) for each in row] for row in found.by_place],
        },
        "order": found.order,
        "interval": percent(found.level),
    }


def _standing(each: Standing) -> dict[str, Any]:
    return {
        "id": each.id,
        "place": each.place,
        "this_place": _rounded(each.this_place),
        "this_or_better": _rounded(each.this_or_better),
        "best_place": each.best_place,
        "worst_place": each.worst_place,
        "inside": {str(places): _rounded(share) for places, share in each.inside.items()},
    }


def _cut(cut: Cut, nominations: int, language: str) -> dict[str, Any]:
    change = cut.change
    return {
        "places": cut.places,
        "grade": cut.grade,
        "inside": list(cut.inside),
        "last": cut.last,
        "first": cut.first,
        "apart": None if cut.apart is None else _rounded(cut.apart),
        "exact": None if cut.exact is None else _rounded(cut.exact),
        "in_play": list(cut.in_play),
        "without_reviewer": [_variation(each) for each in cut.reviewers if each.changes],
        "weights": [
            {"more": more, **_variation(each)} for more, each in cut.weights if each.changes
        ],
        "rules": [_variation(each) for each in cut.rules],
        "change": None
        if change is None
        else {
            "nomination": change.nomination,
            "reviewer": change.reviewer,
            "given": _rounded(change.given),
            "to": _rounded(change.to),
            "enters": change.enters,
            "leaves": change.leaves,
        },
        "sentences": cut_sentences(cut, nominations, language),
    }


def _variation(each: Variation) -> dict[str, Any]:
    return {"name": each.name, "enters": list(each.enters), "leaves": list(each.leaves)}


def _rounded(figure: float) -> float:
    return round(figure, 6)
