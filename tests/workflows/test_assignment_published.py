"""Assignments of real bids against the published optima."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from workflows.assignment import (
    Instance,
    instance_from_json,
    propose,
)


def real_instance(folder: Path, name: str) -> tuple[Instance, int]:
    """An instance made of real bids, and the largest total two other solvers found."""
    found = json.loads((folder / "instances.json").read_text("utf-8"))
    described = next(each for each in found["instances"] if each["name"] == name)
    with (folder / described["file"]).open(encoding="utf-8", newline="") as lines:
        bids = [(row["paper"], row["reviewer"], row["bid"]) for row in csv.DictReader(lines)]
    weights = described["weights"]
    document = {
        "reviews_per_nomination": described["reviewers_per_paper"],
        "nominations": [{"id": paper} for paper in sorted({bid[0] for bid in bids})],
        "reviewers": [
            {"id": name, "max": described["max_load"]} for name in sorted({bid[1] for bid in bids})
        ],
        "affinity": [[*pair, weights[bid]] for *pair, bid in bids if bid != "conflict"],
        "default_affinity": weights[described["default_bid"]],
        "conflicts": [pair for *pair, bid in bids if bid == "conflict"],
    }
    return instance_from_json(document), found["reference"][name]["optimal_total_weight"]


@pytest.mark.parametrize("name", ["csconf3", "aamas2016"])
def test_propose_reaches_the_published_optimum(name: str) -> None:
    data = os.environ.get("PRIZE_SAMPLE_DATA")
    if not data or not (Path(data) / "assignment/instances.json").is_file():
        pytest.skip("PRIZE_SAMPLE_DATA does not name a folder with assignment/instances.json")
    instance, optimum = real_instance(Path(data) / "assignment", name)

    proposal = propose(instance)

    assert proposal.total == optimum
    assert instance.conflicts.isdisjoint(proposal.assignment)
    assert max(proposal.loads.values()) <= max(each.maximum for each in instance.reviewers)
