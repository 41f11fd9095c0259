"""Why an amendment cannot go on, as refusals in words."""

from __future__ import annotations

from prize_app.amending.trial import Trial
from workflows.amending.phrasing import consequence_sentence, landing_sentence
from workflows.errors import Refusal
from workflows.plan.model import Plan


def refusals_of(trial: Trial, present: Plan) -> list[Refusal]:
    """Everything that keeps a draft from being proposed or taken; empty when nothing does."""
    if trial.effects is None:
        return [Refusal("plan_has_faults", {"faults": len(trial.faults)})]
    refusals = []
    if not trial.is_current:
        refusals.append(Refusal("plan_moved_on"))
    if not trial.effects.differences:
        refusals.append(Refusal("nothing_amended"))
    plan = trial.effects.plan
    words = [landing_sentence(f, present, plan, "en") for f in trial.effects.landing.faults]
    words += [consequence_sentence(c, present, plan, "en") for c in trial.bars]
    refusals += [Refusal("amendment_barred", {"why": sentence}) for sentence in words]
    for consequence in trial.undecided:
        sentence = consequence_sentence(consequence, present, plan, "en")
        refusals.append(Refusal("decision_missing", {"why": sentence}))
    return refusals
