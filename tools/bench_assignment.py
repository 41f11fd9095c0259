"""How good and how fast assignment and affinity are, on invented and, where given, real instances.

Seconds are those of the processor, so that other work on the machine counts little.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from tools.running import ROOT
from workflows.affinity import Profile, Subject, fits
from workflows.assignment import (
    Instance,
    Limits,
    Objective,
    Proposal,
    Spread,
    SpreadRule,
    propose,
    quotas_for,
    verify,
)
from workflows.assignment import instance_from_json as read
from workflows.plan.loading import load_plan

Tell = Callable[..., None]

KINDS: dict[str, Callable[[random.Random, bool], int]] = {
    "whole points 0-20": lambda chance, _shares: chance.randint(0, 20),
    "shared theme and luck": lambda chance, shares: (200 if shares else 0) + chance.randint(0, 99),
}


def measure(tell: Tell) -> None:
    """Total alone and floor before total, each verified; then how well texts order papers."""
    for name, instance in _instances():
        for objective in Objective:
            _apart(partial(_assign, tell, name, replace(instance, objective=objective)))
    folder = Path(os.environ.get("PRIZE_SAMPLE_DATA", "")) / "expertise"
    if (folder / "papers.json").is_file():
        _order(tell, folder)
    else:
        print("PRIZE_SAMPLE_DATA names no folder with real instances: only invented ones measured")


def _apart(measured: Callable[[], None]) -> None:
    """In a process of its own, so that its peak of memory is its own."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit(f"a measurement ended with {os.waitstatus_to_exitcode(status)}")
        return
    ended = 1
    try:
        measured()
        sys.stdout.flush()
        ended = 0
    finally:
        os._exit(ended)


def _instances() -> Iterator[tuple[str, Instance]]:
    chance = random.Random(3)  # noqa: S311 - invented instances
    for nominations, reviewers in ((200, 200), (300, 60), (2000, 500)):
        for kind in KINDS:
            name = f"{nominations:,} x {reviewers} x 3, {kind}"
            yield name, _invented(nominations, reviewers, kind, chance)
    for nominations, reviewers in ((300, 60), (2000, 500)):
        for kind in KINDS:
            name = f"{nominations:,} x {reviewers} x 3, the shipped plan's spread, {kind}"
            yield name, _spread(_invented(nominations, reviewers, kind, chance), chance)
    folder = Path(os.environ.get("PRIZE_SAMPLE_DATA", "")) / "assignment"
    if (folder / "instances.json").is_file():
        described = json.loads((folder / "instances.json").read_text("utf-8"))
        for each in described["instances"]:
            yield f"{each['name']}, real bids", _real(folder, each)


def _invented(nominations: int, reviewers: int, kind: str, chance: random.Random) -> Instance:
    """Most nominations are of a theme that few reviewers share."""
    most = nominations * 3 // reviewers + 2
    rows = tuple(Limits(f"N{n:04}", 3, 3) for n in range(nominations))
    columns = tuple(Limits(f"R{r:03}", 0, most) for r in range(reviewers))
    theme = {n.id: chance.choice("AAABCD") for n in rows}
    knows = {r.id: chance.choice("ABBCCD") for r in columns}
    points = {number: Decimal(number) / 100 for number in range(300)}
    affinity = {
        (n.id, r.id): points[KINDS[kind](chance, theme[n.id] == knows[r.id])]
        for n in rows
        for r in columns
    }
    conflicts = frozenset(pair for pair in affinity if chance.random() < 0.05)
    return Instance(rows, columns, affinity, conflicts=conflicts)


def _spread(instance: Instance, chance: random.Random) -> Instance:
    """With countries and institutions, and the shipped plan's rules about them."""
    plan = load_plan((ROOT / "workflows/plans/anso-prize.toml").read_text(encoding="utf-8"))
    rules = [
        SpreadRule(Spread(str(ask.rule)), str(ask.trait), ask.reviewers)
        for ask in plan.reviewing.assigning.spread.values()
    ]
    people = {
        each.id: {
            "country": frozenset({chance.choice(["KE", "FR", "PE", "NP", "DE", "CN", "IN", "BR"])}),
            "institution": frozenset({f"I{place // 2}"}),
        }
        for place, each in enumerate((*instance.nominations, *instance.reviewers))
    }
    nominees = {n.id: people[n.id] for n in instance.nominations}
    reviewers = {r.id: people[r.id] for r in instance.reviewers}
    return replace(instance, quotas=quotas_for(rules, nominees, reviewers))


def _real(folder: Path, described: dict[str, Any]) -> Instance:
    with (folder / described["file"]).open(encoding="utf-8", newline="") as lines:
        bids = [(row["paper"], row["reviewer"], row["bid"]) for row in csv.DictReader(lines)]
    weights = described["weights"]
    return read(
        {
            "reviews_per_nomination": described["reviewers_per_paper"],
            "nominations": [{"id": paper} for paper in sorted({bid[0] for bid in bids})],
            "reviewers": [
                {"id": name, "max": described["max_load"]}
                for name in sorted({bid[1] for bid in bids})
            ],
            "affinity": [[*pair, weights[bid]] for *pair, bid in bids if bid != "conflict"],
            "default_affinity": weights[described["default_bid"]],
            "conflicts": [pair for *pair, bid in bids if bid == "conflict"],
        }
    )


def _assign(tell: Tell, name: str, instance: Instance) -> None:
    began = time.process_time()
    proposal = propose(instance)
    found = time.process_time()
    flaws = verify(instance, proposal)
    checked = time.process_time() - found
    figures = ", ".join(_figure(proposal, level) for level in proposal.bounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(
        f"{instance.objective}: {name}",
        found - began,
        f"{figures}; verified in {checked:.2f} s: {not flaws}; peak {memory} MB with the instance",
    )


def _figure(proposal: Proposal, level: str) -> str:
    value, bound = getattr(proposal, level), proposal.bounds[level]
    gap = "" if value == bound else f" (bound {bound}, gap {bound - value})"
    return f"{level} {value}{gap or ' = bound'}"


def _order(tell: Tell, folder: Path) -> None:
    """The ranking loss against self-ratings: 0 is perfect, 0.5 chance."""
    papers = json.loads((folder / "papers.json").read_text("utf-8"))
    reviewers = json.loads((folder / "reviewers.json").read_text("utf-8"))
    published = json.loads((folder / "reference_facts.json").read_text("utf-8"))
    with (folder / "expertise_self_rated.csv").open(encoding="utf-8", newline="") as lines:
        rated = {(r["paper"], r["reviewer"]): float(r["expertise"]) for r in csv.DictReader(lines)}
    began = time.process_time()
    found = fits(
        [Subject(paper["paper"], texts=(paper["title"],)) for paper in papers],
        [
            Profile(each["reviewer"], texts=tuple(p["title"] for p in each["publications"]))
            for each in reviewers
        ],
    )
    took = time.process_time() - began
    lost = weighed = 0.0
    for one, other in combinations(sorted(rated), 2):
        apart = rated[one] - rated[other]
        if one[1] == other[1] and apart:
            nearer = found[one].points - found[other].points
            weighed += abs(apart)
            lost += abs(apart) * (0.5 if not nearer else float((nearer > 0) != (apart > 0)))
    tell(
        f"affinity of {len(found):,} pairs by titles",
        took,
        f"ranking loss {lost / weighed:.3f}; published, with abstracts: TPMS "
        f"{published['ranking_loss_tpms']}, SPECTER {published['ranking_loss_specter_mfr']}",
    )


if __name__ == "__main__":
    measure(lambda name, took, note="": print(f"{name:<72} {took:>7.2f} s  {note}", flush=True))
