"""What a report tells of the procedure: drawn with its numbers, and the way of each nomination."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prize_app.dashboards.report_queries import Material
from prize_app.dashboards.trail import steps_in
from prize_app.db.nominations import Nomination
from prize_app.pdf.report import ProcedureReport, WayLine
from prize_app.phrases import day_words
from workflows.drawing import Census, due_words, workflow_svg
from workflows.plan.evaluation import Workflow
from workflows.plan.model import Category
from workflows.policy import Permission, allowed


def procedures(material: Material) -> tuple[ProcedureReport, ...]:
    """Every procedure of the plan, with how many nominations stand where and went which way."""
    return tuple(
        ProcedureReport(
            workflow.label["en"],
            tuple(c.name["en"] for c in _using(material, workflow)),
            workflow_svg(
                workflow,
                "en",
                census=_census(material, workflow),
                dues=due_words(material.edition.plan, workflow, "en"),
            ),
        )
        for workflow in material.edition.plan.workflows.values()
    )


def _using(material: Material, workflow: Workflow) -> list[Category]:
    categories = material.edition.plan.categories.values()
    return sorted((c for c in categories if c.workflow == workflow.key), key=lambda c: c.number)


def _census(material: Material, workflow: Workflow) -> Census:
    keys = {category.key for category in _using(material, workflow)}
    mine = [n for n in material.nominations if n.category_key in keys]
    steps = Counter(
        (source, action)
        for n in mine
        for source, action, _ in steps_in(material.ways.get(n.id, ()))
    )
    return Census(Counter(n.stage for n in mine), steps)


def ways(material: Material, nominations: Sequence[Nomination]) -> tuple[WayLine, ...]:
    """The way of each nomination that the reader may open, with its days."""
    return tuple(
        _way(material, n)
        for n in nominations
        if allowed(Permission.NOMINATION_READ, material.standings[n.id])
    )


def _way(material: Material, nomination: Nomination) -> WayLine:
    stages = material.edition.plan.workflow_of(nomination.category_key).stages
    steps = [
        (stages[event.facts["to"]].label["en"], day_words(event.at))
        for event in material.ways.get(nomination.id, ())
        if event.facts["to"] in stages
    ]
    return WayLine(material.nominees[nomination.id].name, nomination.reference, tuple(steps))
