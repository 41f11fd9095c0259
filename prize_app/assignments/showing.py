"""The page of a proposed assignment."""

from __future__ import annotations

from collections import Counter

from flask import request
from markupsafe import Markup

from prize_app.access import current_actor, reading
from prize_app.assignments import settings
from prize_app.assignments.explaining import rule_words
from prize_app.assignments.leaking import unsettled
from prize_app.assignments.proposing import ProposalView
from prize_app.charts import histogram
from prize_app.editions.queries import RunningEdition
from prize_app.web import page


def proposal_page(
    edition: RunningEdition, view: ProposalView, *, problem: str = "", wrong: str = ""
) -> str:
    """Show a proposal; `problem` is what was wrong with the numbers typed, in the field `wrong`."""
    loads = Counter(load.together for load in view.loads)
    bars = [(str(n), loads[n]) for n in range(max(loads, default=0) + 1)]
    lines = [line.nomination for line in view.lines]
    return page(
        "assignments/proposal.html",
        view=view,
        unsettled=unsettled(reading(), current_actor(), edition, lines),
        plan=edition.plan,
        category=edition.plan.categories[view.category_key],
        slug=edition.row.slug,
        problem=problem,
        wrong=wrong,
        typed=request.args,
        usual=settings.of_plan(edition.plan, view.round_key),
        numbers=[
            *settings.NUMBERS.items(),
            *((settings.field_of(rule), settings.label_of(rule)) for rule in settings.RULES),
        ],
        kept_rules=[rule_words(*rule, number) for rule, number in view.settings.spread.items()],
        chart=Markup(histogram("Reviewers by their number of nominations", bars)),  # noqa: S704 - our own drawing
    )
