"""Defects of rounds of review; a plan without rounds gets one for them."""

from __future__ import annotations

from tests.workflows.mutation.seeding import (
    GONE,
    Changes,
    Document,
    Seeded,
    actions,
    at,
    edited,
    guards,
    operator,
    parts,
    stages,
    written,
)
from workflows.plan.faults import FaultCode

ASKED = {"assignable", "reviewing"}
LABEL = {"en": "Further round", "zh": "另一轮"}


def in_rounds(document: Document) -> Document:
    """The document itself, or with one round at every stage where reviewers are asked."""
    if document.get("rounds"):
        return document
    found: Document = edited(document, ("rounds",), {"main": {"label": LABEL}})
    for path, stage in stages(document):
        if ASKED & set(stage.get("traits", [])):
            found = edited(found, (*path, "round"), "main")
    return found


@operator(FaultCode.ROUND_MISSING)
def asked_in_no_round(seeded: Seeded) -> Changes:
    document = in_rounds(seeded.document)
    for path, stage in stages(document):
        if ASKED & set(stage.get("traits", [])):
            yield written(path), edited(document, (*path, "round"), GONE)


@operator(FaultCode.UNKNOWN_REFERENCE)
def round_that_is_none(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if ASKED & set(stage.get("traits", [])):
            yield written(path), edited(seeded.document, (*path, "round"), "fourth")


@operator(FaultCode.UNKNOWN_REFERENCE)
def round_by_no_rubric(seeded: Seeded) -> Changes:
    document = in_rounds(seeded.document)
    for path, _ in parts(document, "rounds"):
        here = (*path, "rubric")
        yield written(here), edited(document, here, "hearsay")


@operator(FaultCode.ROUND_IDLE)
def round_at_no_stage(seeded: Seeded) -> Changes:
    document = in_rounds(seeded.document)
    yield "rounds.further", edited(document, ("rounds", "further"), {"label": LABEL})


@operator(FaultCode.ROUND_IDLE)
def round_that_only_assigns(seeded: Seeded) -> Changes:
    document = edited(in_rounds(seeded.document), ("rounds", "further"), {"label": LABEL})
    for path, stage in stages(document):
        if "assignable" in stage.get("traits", []) and "reviewing" not in stage["traits"]:
            yield "rounds", edited(document, (*path, "round"), "further")


@operator(FaultCode.ROUND_TOO_SMALL)
def more_reviews_than_members(seeded: Seeded) -> Changes:
    document = in_rounds(seeded.document)
    used = {stage["round"] for _, stage in stages(document) if stage.get("round")}
    for path, _ in parts(document, "rounds"):
        if path[1] in used:
            by_all = edited(document, (*path, "by"), "committee")
            yield written(path), edited(by_all, (*path, "reviews_per_nomination"), 20)


@operator(FaultCode.SHORTLIST_EMPTY)
def nobody_left_out(seeded: Seeded) -> Changes:
    document = in_rounds(seeded.document)
    for path, round_ in parts(document, "rounds"):
        bare = {k: v for k, v in round_.items() if k not in ("first_places", "least_points")}
        for key in ("above_median", "keep"):
            bare.pop(key, None)
        yield written(path), edited(document, path, {**bare, "keep": "noise"})


@operator(FaultCode.NEVER_POSSIBLE)
def picked_by_no_rule(seeded: Seeded) -> Changes:
    for path, action in actions(in_rounds(seeded.document)):
        if "ranking" in action.get("records", []):
            document = in_rounds(seeded.document)
            here = (*path, "guards")
            for name in ("on_shortlist", "off_shortlist"):
                yield written(here), edited(document, here, [*action["guards"], name])


@operator(FaultCode.OUT_OF_RANGE)
def share_of_more_than_all(seeded: Seeded) -> Changes:
    for path, name, _ in guards(seeded.document):
        if name in ("reviews_complete", "panel_share"):
            for share in ("5/4", "0/4"):
                changed = {"panel_share": {"share": share}}
                yield written(path), edited(seeded.document, path, changed)


@operator(FaultCode.NOBODY_MAY)
def for_referees_themselves(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        here = (*path, "by")
        given = [*at(seeded.document, here), "external"]
        if action["by"]:
            yield written(path), edited(seeded.document, here, given)
