"""``calibrate REVIEWS``: severity removed, intervals, and how firm the order is."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from workflows.calibration import (
    Calibration,
    HeldOut,
    calibrate,
    calibrate_by_criterion,
    forecast,
    held_out,
)
from workflows.commands.calibrating_asked import (
    asked,
    check_seed,
    plan_of,
    weights_asked,
)
from workflows.commands.calibration_told import (
    Answer,
    calibration_document,
    calibration_lines,
)
from workflows.commands.inputs import read_text
from workflows.commands.outcome import Command, Outcome, Status, Surroundings, as_json, printable
from workflows.commands.ranking_method import Method
from workflows.commands.reviews import (
    Columns,
    Reviews,
    gathered,
    rows_of_csv,
    rows_of_json,
    table_rows,
)
from workflows.errors import UnusableInput
from workflows.firmness import Firmness, firmness, firmness_svg
from workflows.plan.model import Plan

_FORMATS: Final = """\
REVIEWS is a CSV file with the columns nomination, reviewer and points (--nomination, --reviewer,
--points name them differently; others are ignored). An empty cell of points is an abstention,
which is missing and never a zero. --criterion COLUMN says that each row has the points of one
criterion, --weights A=60,B=40 how they are weighted (equally by default). Or one JSON object:
    {"reviews": [{"nomination": "N1", "reviewer": "R1", "points": 7, "group": "physics"},
                 {"nomination": "N2", "reviewer": "R1", "points": {"merit": 6, "impact": null}}],
     "weights": {"merit": 60, "impact": 40},
     "method": {"order": "raw-mean", "interval": 95, "even_scales": false,
                "severity_by_criterion": false, "cuts": [3, 1], "scale": [0, 100]}}
which is what the ranking page of an edition hands out: the same file gives the same figures
(of a round judged by orders or pairs, `merits` does).
The model is points = merit + severity of the reviewer + noise, for one category at a time. Merit
is on the scale of the points, shrunken, with its interval (95 %, or --interval); severity is what
the reviewer adds (negative = severe, unless fewer points are better). It is refused, with the
reason, where no reviewer ties the parts of a category together. Raw means stand beside it.
--cut N (several times) says how firm a cut after so many places is; 1 by default. --order
raw-mean makes places by plain means, to a hundredth; calibrated scores then only say how firm
they are. --plan PLAN --category KEY takes order, interval, scales, cuts and weights from a plan.
--json answers {"mean", "variances": {"nomination", "reviewer", "residual"}, "nominations":
[{"id", "place", "reviews", "raw_mean", "merit", "sd", "low", "high"}], "reviewers": [{"id",
"reviews", "severity", "sd", "low", "high", "scale"}], "connected", "refusals": [{"code",
"sentence"}], "remarks": [...], "parts", "weakest", "groups", "firmness": {"places", "cuts",
"pairwise"}, "criteria": {criterion: {"mean", "variances", "nominations", "reviewers",
"refusals"}}, "predictions": [{"nomination", "reviewer", "points"}], "held_out": {"reviews",
"by_raw", "by_calibrated"}}. The same seed gives the same bytes. --plot writes an SVG.
--predict PAIRS.csv (columns as above, without points) adds the points to be expected.
Exit: 0 calibrated, 1 refused, 2 a file is unusable."""


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("reviews", metavar="REVIEWS", help="CSV or JSON; - for standard input")
    add("--nomination", metavar="COLUMN", default="nomination", help="default: nomination")
    add("--reviewer", metavar="COLUMN", default="reviewer", help="default: reviewer")
    add("--points", metavar="COLUMN", default="points", help="default: points")
    add("--criterion", metavar="COLUMN", help="points are given by criterion, named here")
    add("--weights", metavar="LIST", help="of criteria, as merit=60,impact=40")
    add("--group", metavar="COLUMN", help="says which of these groups are weakly tied")
    add(
        "--unknown-reviewers", action="store_true",
        help="reviewers cannot be followed over nominations: no severity is removed",
    )  # fmt: skip
    add("--scale-low-is-best", action="store_true", help="fewer points are better")
    add("--even-scales", action="store_true", help="remove also how wide a scale each one uses")
    add(
        "--severity-by-criterion", action="store_true",
        help="remove severity on each criterion by itself",
    )  # fmt: skip
    add("--cut", metavar="N", type=int, action="append", help="places inside; default: 1")
    add("--order", metavar="SCORE", help="calibrated or raw-mean; default: calibrated")
    add("--interval", metavar="PERCENT", type=int, help="what intervals hold; default: 95")
    add("--plan", metavar="PLAN", help="rank as this plan has it for --category")
    add("--category", metavar="KEY", help="a category of --plan")
    add("--predict", metavar="PAIRS.csv", help="expected points of further pairs")
    add("--held-out", action="store_true", help="are points foretold better than by raw means?")
    add("--language", metavar="TAG", default="en", help="of the sentences: en, zh")
    add("--seed", metavar="N", type=int, default=1, help="of the draws; default: 1")
    add("--json", action="store_true", help="answer in JSON")
    add("--plot", metavar="FILE.svg", help="write a picture as well")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    check_seed(arguments)
    plan = plan_of(arguments, outside)
    read = _read(arguments, outside, plan)
    method = asked(arguments, plan, read.method)
    known, scaled = not arguments.unknown_reviewers, method.even_scales
    calibration = _calibrated(read, method, known=known)
    found = None
    if calibration.fit is not None:
        found = firmness(
            calibration, method.cuts, order=method.order, seed=arguments.seed,
            criteria=read.criteria, low_is_best=arguments.scale_low_is_best, scale=method.scale,
        )  # fmt: skip
    answer = Answer(
        calibration=calibration,
        firmness=found,
        criteria=calibration.criteria or dict(_by_criterion(read, known=known, scaled=scaled)),
        predictions=tuple(_predictions(arguments, calibration, outside)),
        held_out=_held_out(arguments, read, known=known, scaled=scaled),
        language=arguments.language,
    )
    _plot(arguments, found)
    status = Status.DOES_NOT_HOLD if calibration.refusals else Status.HOLDS
    if arguments.json:
        return Outcome(as_json(calibration_document(answer)), status)
    return Outcome(printable("\n".join(calibration_lines(answer))), status)


def _read(arguments: argparse.Namespace, outside: Surroundings, plan: Plan | None) -> Reviews:
    path, known = arguments.reviews, not arguments.unknown_reviewers
    text = read_text(path, outside)
    weights = weights_asked(arguments, plan)
    if text.lstrip().startswith(("{", "[")):
        rows, given, method = rows_of_json(path, text)
        return replace(gathered(rows, weights or given, known=known), method=method)
    columns = Columns(
        nomination=arguments.nomination,
        reviewer=arguments.reviewer if known or arguments.criterion else None,
        points=arguments.points,
        criterion=arguments.criterion,
        group=arguments.group,
    )
    return gathered(list(rows_of_csv(path, text, columns)), weights, known=known)


def _calibrated(read: Reviews, method: Method, *, known: bool) -> Calibration:
    level, scaled = method.interval / 100, method.even_scales
    if method.severity_by_criterion and read.criteria is not None:
        return calibrate_by_criterion(read.criteria, scaled=scaled, groups=read.groups, level=level)
    return calibrate(read.reviews, known=known, scaled=scaled, groups=read.groups, level=level)


def _by_criterion(read: Reviews, *, known: bool, scaled: bool) -> Iterable[tuple[str, Calibration]]:
    if read.criteria is None:
        return
    for key in read.criteria.weights:
        yield key, calibrate(read.criteria.of(key), known=known, scaled=scaled)


def _predictions(
    arguments: argparse.Namespace, calibration: Calibration, outside: Surroundings
) -> Iterable[tuple[str, str, float]]:
    if arguments.predict is None or calibration.fit is None:
        return
    if arguments.predict == arguments.reviews == "-":
        raise UnusableInput("-", "only one of the two files can come from standard input")
    expect = forecast(calibration)
    names = [arguments.nomination, arguments.reviewer]
    for _, cells in table_rows(arguments.predict, read_text(arguments.predict, outside), names):
        nomination, reviewer = (cells[name].strip() for name in names)
        yield nomination, reviewer, expect(nomination, reviewer)


def _held_out(arguments: argparse.Namespace, read: Reviews, **how: Any) -> HeldOut | None:
    return held_out(read.reviews, seed=arguments.seed, **how) if arguments.held_out else None


def _plot(arguments: argparse.Namespace, found: Firmness | None) -> None:
    if arguments.plot is None or found is None:
        return
    try:
        with open(arguments.plot, "w", encoding="utf-8", newline="\n") as file:
            file.write(firmness_svg(found, language=arguments.language) + "\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnusableInput(arguments.plot, f"cannot be written: {reason}") from None


COMMAND: Final = Command(
    "calibrate", "remove severity from points, and say how firm the order is", _FORMATS,
    _declare, _run,
)  # fmt: skip
