"""The invented staff of the demonstration and the sentences of its reviews."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[3] / "prize_app" / "demonstration" / "data"


def read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


NOMINEES = read("nominees.json")
PEOPLE = read("people.json")
COMMENTS = read("review_comments.json")


def test_staff_has_the_numbers_and_the_spread_that_the_procedure_wants():
    sizes = {group: len(some) for group, some in PEOPLE.items()}
    assert sizes == {
        "nominators": 12,
        "reviewers": 21,
        "committee": 7,
        "board": 2,
        "secretariat": 2,
        "observers": 1,
        "earlier_laureates": 5,
    }
    committee = PEOPLE["committee"]
    assert Counter(one["role"] for one in committee) == {"chair": 1, "deputy": 1, "member": 5}
    assert len({one["country"] for one in committee}) == 7
    assert {one["gender"] for one in committee} == {"female", "male"}
    for reviewer in PEOPLE["reviewers"]:
        assert 2 <= len(set(reviewer["themes"])) <= 4
        assert "en" in reviewer["languages"]


def test_comments_are_many_different_and_name_nobody():
    assert {key: len(some) for key, some in COMMENTS.items()} == {
        "strengths": 30,
        "weaknesses": 30,
        "screening_notes": 10,
        "decision_reasons": 10,
    }
    sentences = [one for some in COMMENTS.values() for one in some]
    assert len(set(sentences)) == 80
    names = {word for n in NOMINEES for word in n["name"].split() if len(word) > 6}
    assert not names & {word.strip(".,;:") for one in sentences for word in one.split()} - {
        "Research",
        "Institute",
    }
