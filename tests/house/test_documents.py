"""Documents: what is generated equals its generator, and what is pointed at is there."""

from __future__ import annotations

import re

import pytest

from tests.house.sources import ROOT, named
from tools.generated_docs import documents

MARKDOWN = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "workflows").rglob("*.md")]
)
PATH = re.compile(
    r"`((?:prize_app|workflows|templates|tests|tools|docs|migrations)/[\w./-]*\w(?:\.\w+)?)`"
)


@pytest.mark.parametrize("path", sorted(documents()), ids=named)
def test_a_generated_document_is_up_to_date(path):
    assert path.read_text("utf-8") == documents()[path], "run: make docs"


def links(text):
    """Targets of links and pictures that lead into the project, anchors left out."""
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    return [target for target in found if "://" not in target and not target.startswith("mailto:")]


@pytest.mark.parametrize("path", MARKDOWN, ids=named)
def test_links_of_a_document_lead_somewhere(path):
    targets = links(path.read_text("utf-8"))

    assert [t for t in targets if not (path.parent / t).exists()] == []


@pytest.mark.parametrize("path", MARKDOWN, ids=named)
def test_files_that_a_document_names_are_there(path):
    wanted = {match.rstrip("/") for match in PATH.findall(path.read_text("utf-8"))}

    assert {name for name in wanted if not (ROOT / name).exists()} == set()


def test_commands_of_make_that_are_named_exist():
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named_in = {
        (named(path), command)
        for path in MARKDOWN
        for command in re.findall(r"`make ([a-z-]+)", path.read_text("utf-8"))
    }

    assert {(path, command) for path, command in named_in if command not in made} == set()


DECISION = ("Context", "Decision", "Consequences")
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))


def test_decisions_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=named)
def test_a_decision_is_a_page_with_three_parts(path):
    text = path.read_text("utf-8")

    assert text.startswith(f"# {path.name[:4]} ")
    assert tuple(re.findall(r"^## (\w+)", text, re.MULTILINE)) == DECISION
    assert text.count("\n") <= 80


def test_decisions_that_are_cited_exist():
    numbers = {path.name[:4] for path in DECISIONS}
    files = [*MARKDOWN, *(ROOT / "prize_app").rglob("*.py"), *(ROOT / "workflows").rglob("*.py")]
    cited = {
        (named(path), number)
        for path in files
        for number in re.findall(r"\bADR (\d{4})", path.read_text("utf-8"))
    }

    assert {(path, number) for path, number in cited if number not in numbers} == set()
