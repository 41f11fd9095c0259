"""Deadlines in the picture: by when somebody should have led on from a stage."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.calendar import due_at
from workflows.instants import zone_named
from workflows.phrasing import day_in_words, filled, texts_in
from workflows.plan.evaluation import Workflow
from workflows.plan.model import Plan


def due_words(plan: Plan, workflow: Workflow, language: str) -> Mapping[str, str]:
    """Stage -> its deadline as a day of the deadline's own zone; some stages have none."""
    said = texts_in(language).DRAWING["due"]
    found = {}
    for stage in workflow.stages.values():
        due = due_at(plan, stage)
        if due is not None:
            day = due.at.astimezone(zone_named(due.zone)).date()
            found[stage.key] = filled(said, {"day": day_in_words(day, language)})
    return found
