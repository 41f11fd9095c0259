"""What `calibrate` answers, as lines for people and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workflows.calibration import USUAL_LEVEL, Calibration, HeldOut, Merit, Severity
from workflows.firmness import Firmness, cut_sentences, firmness_document
from workflows.remarks import Remark, remark_sentence

_MOST_LISTED: Final = 50
"""Names of one part before the rest is counted only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the command found out."""

    calibration: Calibration
    firmness: Firmness | None
    criteria: Mapping[str, Calibration]
    predictions: tuple[tuple[str, str, float], ...]
    held_out: HeldOut | None
    language: str


def _in_order(answer: Answer) -> list[tuple[int | None, Merit]]:
    """Nominations with their places, best first; by name where there are no places."""
    own = {each.id: each for each in answer.calibration.nominations}
    placed = answer.firmness.standings if answer.firmness else ()
    first: list[tuple[int | None, Merit]] = [(each.place, own.pop(each.id)) for each in placed]
    return [*first, *((None, each) for each in own.values())]


def calibration_document(answer: Answer) -> dict[str, Any]:
    """For programs: figures to a millionth, the same for the same reviews and seed."""
    calibration, found = answer.calibration, answer.firmness
    told = {
        **_figures(calibration),
        "nominations": [
            {"id": each.id, "place": place, **_merit(each)} for place, each in _in_order(answer)
        ],
        "reviewers": [_severity(each) for each in calibration.reviewers],
        "connected": calibration.connected,
        "refusals": _sentences(calibration.refusals, answer.language),
        "remarks": _sentences(calibration.remarks, answer.language),
        "parts": [
            {"nominations": list(part.nominations), "reviewers": list(part.reviewers)}
            for part in calibration.parts
            if len(calibration.parts) > 1
        ],
        "weakest": _weakest(calibration),
        "groups": [
            {"first": e.first, "second": e.second, "shared": e.reviewers, "weak": e.is_weak}
            for e in calibration.shared
        ],
        "firmness": firmness_document(found, answer.language) if found else None,
    }
    if answer.criteria:
        told["criteria"] = {
            key: _criterion(each, answer.language) for key, each in answer.criteria.items()
        }
    if answer.predictions:
        told["predictions"] = [
            {"nomination": nomination, "reviewer": reviewer, "points": _rounded(points)}
            for nomination, reviewer, points in answer.predictions
        ]
    if answer.held_out:
        told["held_out"] = {
            "reviews": answer.held_out.reviews,
            "by_raw": _rounded(answer.held_out.by_raw),
            "by_calibrated": _rounded(answer.held_out.by_calibrated),
        }
    return told


def _figures(calibration: Calibration) -> dict[str, Any]:
    variances = calibration.variances
    return {
        "mean": _rounded(calibration.mean),
        "variances": variances
        and {
            "nomination": _rounded(variances.nomination),
            "reviewer": _rounded(variances.reviewer),
            "residual": _rounded(variances.residual),
        },
    }


def _criterion(calibration: Calibration, language: str) -> dict[str, Any]:
    return {
        **_figures(calibration),
        "nominations": [{"id": each.id, **_merit(each)} for each in calibration.nominations],
        "reviewers": [_severity(each) for each in calibration.reviewers],
        "refusals": _sentences(calibration.refusals, language),
    }


def _merit(each: Merit) -> dict[str, Any]:
    figures = {"raw_mean": each.raw_mean, "merit": each.merit, "sd": each.sd}
    figures |= {"low": each.low, "high": each.high}
    return {"reviews": each.reviews, **{key: _rounded(v) for key, v in figures.items()}}


def _severity(each: Severity) -> dict[str, Any]:
    figures = {"severity": each.severity, "sd": each.sd, "low": each.low, "high": each.high}
    figures["scale"] = each.scale
    rounded = {key: _rounded(value) for key, value in figures.items()}
    return {"id": each.id, "reviews": each.reviews, **rounded}


def _weakest(calibration: Calibration) -> dict[str, Any] | None:
    split = calibration.split
    if split is None:
        return None
    return {
        "nominations": list(split.part.nominations),
        "reviewers": list(split.part.reviewers),
        "reviews_between": split.reviews_between,
        "connectivity": _rounded(split.connectivity),
        "weak": split.is_weak,
    }


def _sentences(remarks: Sequence[Remark], language: str) -> list[dict[str, str]]:
    return [{"code": each.code, "sentence": remark_sentence(each, language)} for each in remarks]


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 6)


def calibration_lines(answer: Answer) -> Iterable[str]:
    """For people."""
    yield from _said_lines(answer.calibration, answer.language)
    yield from _variance_lines(answer.calibration)
    yield from _nomination_lines(answer)
    yield from _reviewer_lines(answer.calibration)
    yield from _criterion_lines(answer.calibration)
    for cut in answer.firmness.cuts if answer.firmness else ():
        yield ""
        for sentence in cut_sentences(cut, len(answer.calibration.nominations), answer.language):
            yield f"cut {cut.places}\t{sentence}"
    yield from _further_lines(answer)


def _said_lines(calibration: Calibration, language: str) -> Iterable[str]:
    for refusal in calibration.refusals:
        yield f"refused\t{remark_sentence(refusal, language)}"
    if len(calibration.parts) > 1:
        for number, part in enumerate(calibration.parts, 1):
            yield f"part {number}\t{_some(part.nominations)} | {_some(part.reviewers)}"
    for remark in calibration.remarks:
        yield f"note\t{remark_sentence(remark, language)}"


def _variance_lines(calibration: Calibration) -> Iterable[str]:
    parts = calibration.variances
    if parts is None:
        return
    reviewer = "unknown" if parts.reviewer is None else f"{parts.reviewer:.4g}"
    yield f"mean\t{calibration.mean:.4g}"
    yield (
        f"variances\tnomination {parts.nomination:.4g}, reviewer {reviewer}, "
        f"residual {parts.residual:.4g}"
    )


def _further_lines(answer: Answer) -> Iterable[str]:
    if answer.predictions:
        yield ""
        for nomination, reviewer, points in answer.predictions:
            yield f"expected\t{nomination}\t{reviewer}\t{points:.2f}"
    if answer.held_out:
        yield ""
        yield (
            f"held out\t{answer.held_out.reviews} reviews, root mean square error: by raw means "
            f"{answer.held_out.by_raw:.4g}, calibrated {answer.held_out.by_calibrated:.4g}"
        )


def _nomination_lines(answer: Answer) -> Iterable[str]:
    ordered = _in_order(answer)
    wide = max([10, *(len(each.id) for _, each in ordered)])
    standings = {each.id: each for each in answer.firmness.standings} if answer.firmness else {}
    level = answer.firmness.level if answer.firmness else USUAL_LEVEL
    interval_of = f"{100 * level:.0f} % interval"
    yield ""
    yield (
        f"{'place':>5}  {'nomination':<{wide}}  {'reviews':>7}  {'raw mean':>8}  {'merit':>8}  "
        f"{interval_of:>17}  {'places':>9}  this place or better"
    )
    for place, each in ordered:
        raw = "–" if each.raw_mean is None else f"{each.raw_mean:.2f}"
        start = f"{place or '–':>5}  {each.id:<{wide}}  {each.reviews:>7}  {raw:>8}"
        standing = standings.get(each.id)
        if standing is None:
            yield start
            continue
        interval = f"{each.low:.2f} – {each.high:.2f}"
        places = f"{standing.best_place}–{standing.worst_place}"
        share = f"{100 * standing.this_or_better:.0f} %"
        yield f"{start}  {each.merit:>8.2f}  {interval:>17}  {places:>9}  {share:>6}"


def _reviewer_lines(calibration: Calibration) -> Iterable[str]:
    if not calibration.reviewers or calibration.fit is None:
        return
    wide = max([8, *(len(each.id) for each in calibration.reviewers)])
    level = f"{100 * calibration.fit.level:.0f} % interval"
    is_scaled = any(each.scale != 1 for each in calibration.reviewers)
    yield ""
    heading = f"{'reviewer':<{wide}}  {'reviews':>7}  {'severity':>8}  {level:>17}"
    yield heading + ("   scale" if is_scaled else "")
    for each in calibration.reviewers:
        start = f"{each.id:<{wide}}  {each.reviews:>7}"
        if each.severity is None:
            yield start
            continue
        interval = f"{each.low:+.2f} – {each.high:+.2f}"
        scale = f"  {each.scale:>6.2f}" if is_scaled else ""
        yield f"{start}  {each.severity:>+8.2f}  {interval:>17}{scale}"


def _criterion_lines(calibration: Calibration) -> Iterable[str]:
    """Severities on each criterion, where they were removed there."""
    if not calibration.leanings:
        return
    keys = list(calibration.criteria)
    wide = max([8, *(len(each.id) for each in calibration.reviewers)])
    own = {
        (key, each.id): each.severity
        for key, found in calibration.criteria.items()
        for each in found.reviewers
    }
    yield ""
    yield f"{'severity':<{wide}}" + "".join(f"  {key:>8}" for key in keys)
    for each in calibration.reviewers:
        cells = ((max(8, len(key)), own.get((key, each.id))) for key in keys)
        told = (f"  {'–' if v is None else f'{v:+.2f}':>{room}}" for room, v in cells)
        yield f"{each.id:<{wide}}" + "".join(told)


def _some(names: tuple[str, ...]) -> str:
    rest = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")
