"""A workflow as a Mermaid state diagram."""

from __future__ import annotations

from workflows.phrasing import role_word, texts_in, words_in
from workflows.plan.evaluation import Workflow


def workflow_mermaid(workflow: Workflow, language: str) -> str:
    """The text of a ``stateDiagram-v2``, stages in the order of the plan; ends with a newline."""
    names = {key: f"s{number}" for number, key in enumerate(workflow.stages, start=1)}
    lines = ["stateDiagram-v2", f"    [*] --> {names[workflow.initial]}"]
    for stage in workflow.stages.values():
        lines.append(f"    {names[stage.key]} : {_safe(words_in(stage.label, language))}")
    for action in workflow.actions.values():
        roles = " / ".join(role_word(role, language) for role in action.by)
        more = f", {texts_in(language).DRAWING['two_persons']}" if action.seconded else ""
        said = _safe(f"{words_in(action.label, language)} ({roles}{more})")
        for source in action.sources:
            lines.append(f"    {names[source]} --> {names[action.target]} : {said}")
    lines += [f"    {names[s.key]} --> [*]" for s in workflow.stages.values() if s.final]
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """On one line; what would end or change a label in Mermaid as its numbered entity."""
    return " ".join("".join(f"#{ord(c)};" if c in ";:#<>{}" else c for c in text).split())
