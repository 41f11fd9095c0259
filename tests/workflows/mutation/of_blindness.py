"""Defects of blindness: rules that hide nothing, hide from nobody, or come too late."""

from __future__ import annotations

from tests.workflows.mutation.seeding import Changes, Seeded, edited, operator
from workflows.plan.faults import FaultCode

LABEL = {"en": "Hidden", "zh": "隐藏"}


@operator(FaultCode.BLIND_IDLE)
def blindness_that_hides_nothing(seeded: Seeded) -> Changes:
    rule = {"label": LABEL, "whom": ["reviewer"]}
    yield "blindness.rule", edited(seeded.document, ("blindness",), {"rule": rule})


@operator(FaultCode.BLIND_IDLE)
def blindness_where_nobody_reads(seeded: Seeded) -> Changes:
    for whom in ("reviewer", "committee", "chair", "board"):
        rule = {"label": LABEL, "whom": [whom], "names": ["country"], "during": ["editable"]}
        yield "blindness.rule.whom", edited(seeded.document, ("blindness",), {"rule": rule})


@operator(FaultCode.BLIND_IDLE)
def settling_names_where_none_is_hidden(seeded: Seeded) -> Changes:
    open_plan = edited(seeded.document, ("blindness",), {})
    open_plan = edited(open_plan, ("reviewing", "hides_nominator"), False)
    assigning = {**open_plan["reviewing"].get("assigning", {}), "leaks_settled": True}
    changed = edited(open_plan, ("reviewing", "assigning"), assigning)
    yield "reviewing.assigning.leaks_settled", changed


@operator(FaultCode.BLIND_LATE)
def hidden_when_it_was_read_already(seeded: Seeded) -> Changes:
    for whom in ("committee", "chair"):
        rule = {"label": LABEL, "whom": [whom], "names": ["nominee"], "during": ["decided"]}
        yield "workflows", edited(seeded.document, ("blindness",), {"rule": rule})


@operator(FaultCode.UNKNOWN_FIELD)
def hidden_field_of_no_form(seeded: Seeded) -> Changes:
    rule = {"label": LABEL, "whom": ["committee"], "fields": ["no-such-field"]}
    yield "blindness.rule.fields[0]", edited(seeded.document, ("blindness",), {"rule": rule})
