"""Two plans compared on the command line: what is listed, in which order, and what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import PATH, TEXT, changed
from workflows.commands import diff
from workflows.commands.outcome import Status


def written(folder: Path, *pairs: tuple[str, str]) -> str:
    """The path of a changed plan."""
    path = folder / "new.toml"
    path.write_text(changed(*pairs), "utf-8")
    return str(path)


def test_the_command_lists_changes_then_texts_by_language(tmp_path: Path) -> None:
    new = written(
        tmp_path, ("years = 45, on", "years = 40, on"), ('en = "Draft"', 'en = "Sketch"'),
        ('zh = "草稿"', 'zh = "草案"'), ('zh = "水资源与水安全"', 'zh = "水\\n\\u001b[31m"'),
    )  # fmt: skip

    outcome = run(diff.COMMAND, str(PATH), new)

    assert outcome.status is Status.DOES_NOT_HOLD
    assert outcome.remarks == "4 changes, 3 of them in texts"
    assert outcome.text.split("\n") == [
        "Youth Leader Award: age limit 45 → 40 (§ 3 (4))",
        "",
        "Texts in Chinese",
        "Theme “Water Resource and Water Security”: name in Chinese “水资源与水安全” → "
        "“水 \ufffd[31m”",
        "Workflow “Nomination to certificate”, stage “Draft”: name in Chinese “草稿” → “草案”",
        "",
        "Texts in English",
        "Workflow “Nomination to certificate”, stage “Draft”: name in English “Draft” → “Sketch”",
    ]


def test_the_command_on_texts_alone_begins_with_their_language(tmp_path: Path) -> None:
    new = written(tmp_path, ('en = "Draft"', 'en = "Sketch"'))

    outcome = run(diff.COMMAND, str(PATH), new, "--language", "zh")

    assert outcome.text.split("\n") == [
        "英文文字",
        "流程“从提名到颁证”，阶段“草稿”：名称（英文）“Draft” → “Sketch”",
    ]
    assert outcome.remarks == "共 1 处变更，其中文字 1 处"


def test_the_command_in_json(tmp_path: Path) -> None:
    new = written(tmp_path, ("years = 45, on", "years = 40, on"), ('en = "Draft"', 'en = "Sketch"'))

    told = json.loads(run(diff.COMMAND, str(PATH), new, "--json").text)

    assert told["unchanged"] is False
    assert told["differences"] == [
        {
            "place": "conditions.early-career.rule.age_below.years",
            "kind": "changed",
            "language": None,
            "old": "45",
            "new": "40",
            "sentence": "Youth Leader Award: age limit 45 → 40 (§ 3 (4))",
        },
        {
            "place": "workflows.standard.stages.draft.label.en",
            "kind": "reworded",
            "language": "en",
            "old": "“Draft”",
            "new": "“Sketch”",
            "sentence": "Workflow “Nomination to certificate”, stage “Draft”: "
            "name in English “Draft” → “Sketch”",
        },
    ]


def test_plans_that_say_the_same() -> None:
    plain = run(diff.COMMAND, str(PATH), "-", stdin=f"# new\n{TEXT}".encode())
    as_json = run(diff.COMMAND, str(PATH), str(PATH), "--json")

    assert (plain.status, plain.text) == (Status.HOLDS, "The plans say the same.")
    assert (as_json.status, json.loads(as_json.text)) == (
        Status.HOLDS, {"unchanged": True, "differences": []},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        (("-", "-"), "-: only one of the two files can come from standard input"),
        ((str(PATH), str(PATH), "--language", "fr"),
         "--language: the plans speak en, zh, not 'fr'"),
        ((str(PATH), "-"), "-: the plan does not hold; run check. First fault: calendar: "
         "missing-key: 'calendar' is missing, and 10 more"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared(words: tuple[str, ...], remark: str) -> None:
    outcome = run(diff.COMMAND, *words)

    assert (outcome.status, outcome.text, outcome.remarks) == (Status.UNUSABLE, "", remark)
