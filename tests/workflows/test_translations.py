"""Translations that fell behind: told since an older plan, unless somebody looked through them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.workflows.running import run
from tests.workflows.shipped import PATH, PLAN, changed, plan_with
from workflows.commands import check
from workflows.commands.outcome import Status
from workflows.plan.checking import stale_translations
from workflows.plan.checking.translations import digest

REWORDED = ('en = "Nominations open"', 'en = "Nominations begin"')
BOTH = (REWORDED, ('zh = "提名开始"', 'zh = "开始提名"'))
PLACE = "calendar.nominations-open.label.zh"


def confirming(text: str) -> tuple[str, str]:
    entry = f'name = {{ at = "calendar.nominations-open.label", leading = "{digest(text)}" }}'
    return "[themes]", f"[translations]\n{entry}\n\n[themes]"


def test_a_text_changed_in_one_language_only_is_told() -> None:
    assert [f.place for f in stale_translations(PLAN, plan_with(REWORDED))] == [PLACE]


def test_a_text_changed_in_all_languages_is_not_told_nor_one_in_the_other_language_alone() -> None:
    assert stale_translations(PLAN, plan_with(*BOTH)) == ()
    assert stale_translations(PLAN, plan_with(BOTH[1])) == ()
    assert stale_translations(PLAN, PLAN) == ()


def test_a_confirmed_translation_is_not_told() -> None:
    confirmed = plan_with(REWORDED, confirming("Nominations begin"))

    assert stale_translations(PLAN, confirmed) == ()


def test_the_command_adds_them_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text(changed(REWORDED), "utf-8")

    alone = run(check.COMMAND, str(path))
    since = run(check.COMMAND, str(path), "--since", str(PATH), "--json")

    (fault,) = json.loads(since.text)["faults"]
    line = changed(REWORDED).split("\n").index("[calendar.nominations-open]") + 2
    assert alone.status is Status.HOLDS
    assert since.status is Status.DOES_NOT_HOLD
    assert (fault["place"], fault["code"], fault["line"]) == (PLACE, "stale-translation", line)
    assert "confirm it" in fault["advice"]


def test_an_older_plan_that_cannot_be_read_is_unusable() -> None:
    outcome = run(check.COMMAND, str(PATH), "--since", "-", stdin=b"x = ")

    assert outcome.status is Status.UNUSABLE
