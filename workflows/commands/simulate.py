"""``simulate PLAN``: before the prize opens, how often would its method find the best nominee?"""

from __future__ import annotations

import argparse
import re
from typing import Final

from workflows.commands.inputs import plan_at
from workflows.commands.outcome import Command, Outcome, Surroundings, as_json, printable
from workflows.errors import UnusableInput
from workflows.plan.evaluation import Order
from workflows.plan.model import Plan
from workflows.plan.reading import nearest
from workflows.simulation import (
    Method,
    Setting,
    as_document,
    as_table,
    between,
    method_of,
    simulate,
    simulation_svg,
    usual_noise,
    usual_severity,
)
from workflows.simulation.setting import LARGEST_SD, MOST_REVIEWS

_FORMATS: Final = """\
PLAN is a TOML document that holds. The method of one category (scale, weights, whole points,
places of the shortlist, awards, reviews, most per reviewer) judges synthetic nominations whose
merit is known: points = merit + severity of the reviewer + noise. Merit is standard normal, six
standard deviations to the scale. Places are made as the plan has it: by means or by calibrated
scores. The panel's ballots are approximated by the ranking.
Severity and noise are standard deviations in points. By default severity is half that of merit,
and the noise such that two reviews correlate by 0.34, as reviews usually do.
--reviews takes numbers and ranges (1-8, or 2,3,5), at most 20. Those given must be possible with
these reviewers; without it 1 to 8 are compared, and rows for which the plan's maximum asks for
more reviewers than there are get as many as they need.
--json answers {"category", "method": {...}, "setting": {...}, "approximation", "rows":
[{"reviews", "is_plan", "reviewers", "load": {"min", "mean", "max"}, "best_honoured",
"best_shortlisted", "all_first_shortlisted", "first_shortlisted", "laureate_rank": each
{"value", "low", "high"}, "shortlist_size"}]}; intervals are 95 %. The same seed gives the same
bytes. --plot writes an SVG.
Exit: 0 simulated, 2 the plan does not hold or the options cannot be."""

USUAL_EDITIONS: Final = {Order.RAW_MEAN: 10_000, Order.CALIBRATED: 1_000}
_USUAL_REVIEWS: Final = tuple(range(1, 9))
_PART: Final = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="TOML document; - for standard input")
    add = parser.add_argument
    add("--category", metavar="KEY", help="a category of the plan; its first by default")
    add("--nominations", metavar="N", type=int, required=True, help="in this category")
    add("--reviewers", metavar="N", type=int, required=True, help="of this category")
    add("--reviews", metavar="LIST", help="per nomination; default: 1-8 and the plan's own")
    add("--severity", metavar="SD", type=float, help="between reviewers, in points")
    add("--noise", metavar="SD", type=float, help="of the points of a criterion, in points")
    add(
        "--halo", metavar="SHARE", type=float, default=0.5,
        help="of the noise's variance that all criteria of a review have together; default: 0.5",
    )  # fmt: skip
    add(
        "--editions", metavar="N", type=int,
        help="default: 10000; 1000 where calibrated scores make the order",
    )  # fmt: skip
    add("--seed", metavar="N", type=int, default=1, help="default: 1")
    add("--json", action="store_true", help="answer in JSON")
    add("--plot", metavar="FILE.svg", help="write a picture as well")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    plan = plan_at(arguments.plan, outside)
    asked = None if arguments.reviews is None else _reviews(arguments.reviews)
    method = method_of(plan, _category(plan, arguments.category), MOST_REVIEWS)
    setting = _setting(method, arguments)
    reviews = asked or tuple(sorted({*_USUAL_REVIEWS, method.reviews}))
    rows = simulate(method, setting, reviews, asked or (method.reviews,))
    name = plan.categories[method.category].name[plan.prize.languages[0]]
    if arguments.plot is not None:
        _write(arguments.plot, simulation_svg(name, method, setting, rows))
    if arguments.json:
        return Outcome(as_json(as_document(method, setting, rows)))
    return Outcome(printable("\n".join(as_table(name, method, setting, rows))))


def _reviews(written: str) -> tuple[int, ...]:
    """The numbers of a list such as ``1-4,6``."""
    numbers: set[int] = set()
    for part in written.split(","):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise UnusableInput("--reviews", f"{part[:40]!r} is neither a number nor a range")
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= MOST_REVIEWS:
            raise UnusableInput("--reviews", f"{part}: from 1 to {MOST_REVIEWS}, the smaller first")
        numbers.update(range(first, last + 1))
    return tuple(sorted(numbers))


def _category(plan: Plan, key: str | None) -> str:
    if key is None:
        return next(iter(plan.categories))
    if key not in plan.categories:
        near = nearest(key, plan.categories)
        raise UnusableInput("--category", f"there is no category {key!r}{near}")
    return key


def _setting(method: Method, arguments: argparse.Namespace) -> Setting:
    """What the options say, and the usual for what they leave open."""
    severity, noise, halo = arguments.severity, arguments.noise, arguments.halo
    editions: int | None = arguments.editions
    between("--halo", halo, 0, 1)
    if severity is None:
        severity = usual_severity(method)
    between("--severity", severity, 0, LARGEST_SD)
    if noise is None:
        noise = usual_noise(method, severity, halo)
    return Setting(
        nominations=arguments.nominations,
        reviewers=arguments.reviewers,
        severity=severity,
        noise=noise,
        halo=halo,
        editions=USUAL_EDITIONS[method.order] if editions is None else editions,
        seed=arguments.seed,
    )


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text + "\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnusableInput(path, f"cannot be written: {reason}") from None


COMMAND: Final = Command(
    "simulate", "try a plan's method on nominations of known merit", _FORMATS, _declare, _run
)
