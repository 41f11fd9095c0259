"""``assign INSTANCE``: who reviews what, with its proof, or the smallest reason why not."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any, Final

from workflows.assignment import (
    Blocking,
    Change,
    Objective,
    Outlook,
    Proposal,
    Why,
    instance_from_json,
    what_if,
)
from workflows.assignment import Status as Found
from workflows.assignment.proof import Closed, Narrowed, Prices, Refutation
from workflows.commands.inputs import parse_json, read_text
from workflows.commands.outcome import Command, Outcome, Status, Surroundings, as_json, printable
from workflows.errors import UnusableInput

_FORMATS: Final = """\
INSTANCE is one JSON object:
    {"reviews_per_nomination": 3,
     "nominations": [{"id": "N1", "traits": {"region": "Asia", "language": ["zh", "en"]}},
                     {"id": "N2", "reviews": {"min": 2, "max": 4}}],
     "reviewers": [{"id": "R1", "max": 6, "min": 0, "traits": {"region": "Africa"}}],
     "affinity": [["N1", "R1", 2.5]], "default_affinity": 0,
     "conflicts": [["N2", "R1"]], "forbidden": [], "locked": [["N1", "R1"]], "keep": [],
     "spread": [{"rule": "from_another", "trait": "region", "least": 1},
                {"rule": "at_most", "trait": "country", "most": 1},
                {"rule": "covered", "trait": "language"}],
     "eased": [{"nomination": "N2", "rule": "at_most:country:KE", "least": 0, "most": 3}],
     "objective": "floor"}
The objective total is the largest sum of affinities; floor first makes the smallest sum that any
nomination gets as large as can be. keep names pairs of an earlier assignment: before anything
else, as many of them as possible stay. Traits have the names and values you like. from_another: so
many reviewers share no value with the nomination; at_most: no more than so many share a value
with each other; covered: for each value of the nomination so many reviewers have it (default 1).
eased gives one nomination other numbers for one value of a rule, because of what stands already.
--json answers {"status": "optimal" | "bounded" | "infeasible" | "undecided", "assignment",
"total", "floor", "kept", "bounds", "sums", "loads", "blocking": {"nominations", "reviewers", "why",
"facts", "rules"} (or null), "verified": true | false (null without an assignment), "seconds"};
bounded: a bound was proved that the assignment does not reach. --proof adds the proof.
Exit: 0 assigned, 1 impossible or undecided, 2 the file is unusable."""

_WHY: Final = {
    Why.LOCKED_IN_CONFLICT: "This pair is locked, and barred as well.",
    Why.LOCKED_OVER_MAXIMUM: "{locked} pairs are locked where {maximum} are allowed.",
    Why.TOO_FEW_REVIEWERS: (
        "These nominations need {needed} reviews. Only these reviewers may give them, and they "
        "have room for {available}."
    ),
    Why.TOO_FEW_NOMINATIONS: (
        "These reviewers must have {needed} nominations. Only these nominations may be given to "
        "them, and they have room for {available}."
    ),
    Why.RULES_EXCLUDE: (
        "These nominations need {needed} reviews. With only these reviewers to give them, the "
        "rules of spread cannot all be kept."
    ),
}


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", metavar="INSTANCE", help="JSON; - for standard input")
    parser.add_argument(
        "--objective", choices=[str(each) for each in Objective], help="instead of the file's"
    )
    parser.add_argument("--reviews", type=int, metavar="N", help="what if every nomination had N?")
    parser.add_argument("--most", type=int, metavar="N", help="what if every reviewer took N?")
    parser.add_argument("--no-spread", action="store_true", help="what if nothing were spread?")
    parser.add_argument(
        "--effort", type=int, default=1, metavar="N",
        help="how much work a proof case by case may take; default: 1, some seconds",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--proof", action="store_true", help="with the proof, in JSON")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    document = parse_json(arguments.instance, read_text(arguments.instance, outside))
    if not isinstance(document, dict):
        raise UnusableInput(arguments.instance, "must be an object with nominations and reviewers")
    if not 0 <= arguments.effort <= 10_000:
        raise UnusableInput("--effort", "must be from 0 to 10,000")
    change = Change(
        arguments.reviews,
        arguments.most,
        quotas=() if arguments.no_spread else None,
        objective=Objective(arguments.objective) if arguments.objective else None,
    )
    outlook = what_if(instance_from_json(document), change, share=arguments.effort)
    status = Status.HOLDS if outlook.proposal.total is not None else Status.DOES_NOT_HOLD
    if arguments.json or arguments.proof:
        answer = _as_dict(outlook) | {"seconds": outside.elapsed()}
        proof = _proof(outlook.proposal) if arguments.proof else {}
        return Outcome(as_json(answer | proof), status)
    return Outcome(printable("\n".join(_lines(outlook))), status)


def _as_dict(outlook: Outlook) -> dict[str, Any]:
    found = outlook.proposal
    return {
        "status": found.status,
        "assignment": [list(pair) for pair in found.assignment],
        "total": _number(found.total),
        "floor": _number(found.floor),
        "kept": found.kept,
        "bounds": {level: _number(bound) for level, bound in found.bounds.items()},
        "sums": {nomination: _number(points) for nomination, points in outlook.sums.items()},
        "loads": dict(found.loads),
        "blocking": None if found.blocking is None else _blocking(found.blocking),
        "verified": None if found.proof is None else not outlook.flaws,
    }


def _number(points: Decimal | None) -> int | float | None:
    if points is None:
        return None
    return int(points) if points == int(points) else float(points)


def _blocking(blocking: Blocking) -> dict[str, Any]:
    return {
        "nominations": list(blocking.nominations),
        "reviewers": list(blocking.reviewers),
        "why": _WHY[blocking.why].format(**blocking.facts),
        "code": blocking.why,
        "facts": dict(blocking.facts),
        "rules": [list(rule) for rule in blocking.rules],
    }


def _proof(found: Proposal) -> dict[str, Any]:
    if found.proof is None:
        return {"proof": None}
    claims = [
        {
            "level": claim.level,
            "nothing_reaches": {
                level: value
                for level in ("kept", "floor", "total")
                if (value := getattr(claim.demand, level)) is not None
            },
            "because": _refutation(claim.refutation),
        }
        for claim in found.proof.claims
    ]
    return {"proof": {"grain": found.proof.grain, "claims": claims}}


def _refutation(refutation: Refutation) -> dict[str, Any]:
    if isinstance(refutation, Closed):
        return {"prices": _prices(refutation.prices)}
    if isinstance(refutation, Narrowed):
        return {"prices": _prices(refutation.prices), "then": _refutation(refutation.then)}
    return {
        "pair": list(refutation.pair),
        "without": _refutation(refutation.without),
        "with": _refutation(refutation.given),
    }


def _prices(prices: Prices) -> dict[str, Any]:
    return {
        "kept": prices.kept,
        "total": prices.total,
        "floors": dict(prices.floors),
        "reviews": dict(prices.reviews),
        "loads": dict(prices.loads),
        "quotas": [[*key, price] for key, price in prices.quotas.items()],
        "thresholds": [[t.nomination, t.least, t.grains, t.price] for t in prices.thresholds],
    }


def _lines(outlook: Outlook) -> list[str]:
    found = outlook.proposal
    if found.blocking is not None:
        return _blocked(found.blocking)
    if found.status is Found.UNDECIDED:
        return ["undecided\tno assignment was found, and none was ruled out"]
    lines = [f"{found.status}\t{len(found.assignment)} pairs"]
    for level, value in (("kept", found.kept), ("floor", found.floor), ("total", found.total)):
        if value is not None:
            lines.append(f"{level}\t{value}{_bound(found, level, Decimal(value))}")
    lines.append(
        "proof\t" + (f"fails: {', '.join(outlook.flaws)}" if outlook.flaws else "verified")
    )
    given: dict[str, list[str]] = {}
    for nomination, reviewer in found.assignment:
        given.setdefault(nomination, []).append(reviewer)
    for nomination, points in outlook.sums.items():
        lines.append(f"nomination\t{nomination}\t{points}\t{', '.join(given.get(nomination, ()))}")
    lines.extend(f"reviewer\t{reviewer}\t{load}" for reviewer, load in found.loads.items())
    return lines


def _bound(found: Proposal, level: str, value: Decimal) -> str:
    bound = found.bounds.get(level)
    if bound is None:
        return ""
    if bound == value:
        return f"\t= bound {bound}"
    return f"\tbound {bound}, gap {bound - value}"


def _blocked(blocking: Blocking) -> list[str]:
    lines = ["infeasible\t" + _WHY[blocking.why].format(**blocking.facts)]
    lines.append("nominations\t" + ", ".join(blocking.nominations))
    lines.append("reviewers\t" + (", ".join(blocking.reviewers) or "none"))
    lines.extend(f"rule\t{nomination}\t{rule}" for nomination, rule in blocking.rules)
    return lines


COMMAND: Final = Command(
    "assign", "assign reviewers, with a proof or the reason why not", _FORMATS, _declare, _run
)
