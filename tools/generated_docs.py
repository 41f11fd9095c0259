"""Writes the documents that are made from the plan, the policy and the engine; `make docs`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from workflows.commands.outcome import as_json
from workflows.drawing import workflow_mermaid
from workflows.guards import GuardUse
from workflows.phrasing import role_word, words_in
from workflows.plan.advice import ADVICE
from workflows.plan.describing import plan_reference
from workflows.plan.evaluation import Action, Role, Stage, Trait, Workflow
from workflows.plan.faults import FaultCode
from workflows.plan.loading import load_plan
from workflows.plan.schema import plan_schema
from workflows.policy import POLICY
from workflows.standing import Condition, Standing

ROOT: Final = Path(__file__).parent.parent
PLAN: Final = ROOT / "workflows" / "plans" / "anso-prize.toml"


def documents() -> Mapping[Path, str]:
    """Every generated document with what should stand in it."""
    docs = ROOT / "docs"
    return {
        docs / "workflows.md": workflows_document(),
        docs / "permissions.md": permissions_document(),
        docs / "plan-faults.md": faults_document(),
        docs / "plan-reference.md": plan_reference().rstrip("\n") + "\n",
        docs / "plan.schema.json": as_json(plan_schema()) + "\n",
    }


def workflows_document() -> str:
    """The workflows of the shipped plan: picture, stages, actions."""
    plan = load_plan(PLAN.read_text("utf-8"))
    parts = [
        "# The workflows of the shipped plan",
        f"Written by `make docs` from `{PLAN.relative_to(ROOT).as_posix()}`; do not edit.\n"
        "What the keys mean is in [plan-reference.md](plan-reference.md). *Public* is what the\n"
        "nominator reads where it differs.",
    ]
    for workflow in plan.workflows.values():
        categories = [c.name["en"] for c in plan.categories.values() if c.workflow == workflow.key]
        parts += [
            f"## `{workflow.key}`: {words_in(workflow.label, 'en')}",
            f"For: {', '.join(categories)}.",
            f"```mermaid\n{workflow_mermaid(workflow, 'en')}```",
            "### Stages",
            _stages(workflow),
            "### Actions",
            _actions(workflow),
        ]
    return "\n\n".join(parts) + "\n"


def _stages(workflow: Workflow) -> str:
    head = ("stage", "English", "Chinese", "public", "traits", "ballot", "due", "final")
    return _table(head, [_stage(stage) for stage in workflow.stages.values()])


def _stage(stage: Stage) -> tuple[str, ...]:
    public = stage.public_label.get("en", "")
    ballot = f"`{stage.ballot}`" if stage.ballot else ""
    due = f"`{stage.due}`" if stage.due else ""
    labels = (words_in(stage.label, "en"), words_in(stage.label, "zh"), public)
    traits = ", ".join(stage.traits)
    return (f"`{stage.key}`", *labels, traits, ballot, due, "yes" * stage.final)


def _actions(workflow: Workflow) -> str:
    head = ("action", "English", "from", "to", "by", "guards", "asks", "records", "letters to")
    return _table(head, [_action(action) for action in workflow.actions.values()])


def _action(action: Action) -> tuple[str, ...]:
    name = (
        f"`{action.key}`"
        + " (whole category)" * action.collective
        + " (two persons)" * action.seconded
    )
    return (
        name,
        words_in(action.label, "en"),
        ", ".join(f"`{source}`" for source in action.sources),
        f"`{action.target}`",
        ", ".join(role_word(role, "en") for role in action.by),
        ", ".join(_guard(guard) for guard in action.guards),
        ", ".join(action.asks),
        ", ".join(action.records),
        ", ".join(role_word(role, "en") for role in action.notifies),
    )


def _guard(guard: GuardUse) -> str:
    parameters = guard.use.parameters
    given = [str(getattr(parameters, name)) for name in parameters.__dataclass_fields__]
    return f"`{guard.name}`" + (f" ({', '.join(given)})" if given else "")


def faults_document() -> str:
    """Every code of the check."""
    rows = [(f"`{code}`", *ADVICE[code]) for code in FaultCode]
    return (
        "\n\n".join(
            [
                "# What the check of a plan can say",
                "Written by `make docs` from `workflows/plan/advice.py`; do not edit. How to go\n"
                "about it is in [how-to/mend-a-plan.md](how-to/mend-a-plan.md). The codes stay;\n"
                "sentences may be put better.",
                _table(("code", "means", "what to do"), rows),
            ]
        )
        + "\n"
    )


def permissions_document() -> str:
    """The policy, in words."""
    rows = [
        (f"`{permission}`" if number == 0 else "", *_group(group))
        for permission, groups in POLICY.items()
        for number, group in enumerate(groups)
    ]
    return (
        "\n\n".join(
            [
                "# Who may see and do what",
                "Written by `make docs` from `workflows/policy.py`; do not edit. A line gives the\n"
                "permission when everything in it holds; one line is enough. Who may take an\n"
                "*action* stands in the plan ([workflows.md](workflows.md)). *Reviewer* is\n"
                "whoever was given the nomination in the [round](rules/rounds.md) under way,\n"
                "external referees and members of the committee included.",
                _table(("permission", "who", "if"), rows),
            ]
        )
        + "\n"
    )


def _group(group: Iterable[Condition]) -> tuple[str, str]:
    """(who, under which further conditions) of one line of the policy."""
    who: list[str] = []
    further: list[str] = []
    for condition in group:
        holding = {role for role in Role if condition(_standing(role=role))}
        if holding == set(Role) - {Role.REVIEWER}:
            further.append("not a reviewer")
            continue
        roles = [role_word(role, "en") for role in Role if holding != set(Role) and role in holding]
        (who if roles else further).append(" or ".join(roles) or _further(condition))
    return ", ".join(who), "; ".join(further)


def _further(condition: Condition) -> str:
    """What a condition that asks for no role asks for: tried with one thing at a time."""
    if not condition(_standing(owes_review=True)) and condition(_standing()):
        return "no own review still to be written"
    if condition(_standing(is_impartial=True)):
        return "no conflict of interest"
    if condition(_standing(handed_in=True)):
        return "handed in"
    if condition(_standing(has_reviewed=True)):
        return "the own review is in"
    traits = [trait for trait in Trait if condition(_standing(trait=trait))]
    return f"in a stage that is {' or '.join(traits)}"


def _standing(
    *,
    role: Role | None = None,
    trait: Trait | None = None,
    is_impartial: bool = False,
    handed_in: bool = False,
    has_reviewed: bool = False,
    owes_review: bool = False,
) -> Standing:
    """A standing with nothing but what is given."""
    return Standing(
        roles=frozenset({role} if role else ()),
        is_impartial=is_impartial,
        handed_in=handed_in,
        has_reviewed=has_reviewed,
        owes_review=owes_review,
        traits=frozenset({trait} if trait else ()),
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    ruled = [lines[0], ["---"] * len(lines[0]), *lines[1:]]
    return "\n".join(_line(cells) for cells in ruled)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def main() -> None:
    """Write every document anew and say which have changed."""
    for path, text in documents().items():
        known = path.read_text("utf-8") if path.is_file() else ""
        if known != text:
            path.write_text(text, "utf-8")
            print(f"{path.relative_to(ROOT)}: written")


if __name__ == "__main__":
    main()
