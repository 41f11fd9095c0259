"""Words: whatever the code can say by a name has its sentence, and no sentence is left over."""

from __future__ import annotations

import ast
import string
from functools import cache

import pytest
from jinja2 import Environment, meta

from prize_app.event_words import EVENTS
from prize_app.nominations.wording import ANSWERS, answer_fault_words
from prize_app.phrases import REFUSALS, refusal_words
from tests.house.sources import TEMPLATES, modules, parsed, said, templates
from workflows.answers import AnswerCode, AnswerFault
from workflows.errors import Refusal
from workflows.texts import english

ROOMS = ("prize_app", "workflows")


@cache
def facts_given():
    """Refusal code -> the names of the facts that every place gives with it."""
    given: dict[str, list[set[str]]] = {}
    for path in modules(*ROOMS):
        for call in ast.walk(parsed(path)):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Refusal":
                code = call.args[0]
                if isinstance(code, ast.Constant):
                    table = call.args[1] if len(call.args) > 1 else None
                    keys = {k.value for k in table.keys} if isinstance(table, ast.Dict) else set()
                    given.setdefault(code.value, []).append(keys)
    return given


def asked(pattern):
    """The facts that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_every_refusal_has_a_sentence():
    spoken, unclear = said("Refusal", 0, *ROOMS)

    assert unclear == set()
    known = set(REFUSALS) | set(english.REFUSALS)
    assert {code: places for code, places in spoken.items() if code not in known} == {}


def test_every_sentence_of_the_web_room_is_spoken():
    spoken, _ = said("Refusal", 0, *ROOMS)

    assert set(REFUSALS) - set(spoken) == set()


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_gives_the_facts_that_its_sentence_asks_for(code):
    wanted = asked(REFUSALS[code])

    assert [facts for facts in facts_given().get(code, []) if not wanted <= facts] == []
    facts = dict.fromkeys(wanted, 3)
    assert "{" not in refusal_words(Refusal(code, facts), None)


def test_every_fault_of_an_answer_has_a_sentence():
    assert set(ANSWERS) == set(AnswerCode)
    facts = {"most": 3, "count": 4, "low": 1, "high": 2, "row": 1, "column": "Title"}
    assert all(answer_fault_words(AnswerFault("q", code, facts)) for code in AnswerCode)


def test_every_event_of_the_audit_log_has_words():
    recorded, unclear = said("audit.record", 2, "prize_app")

    # A step is named after the plan's action and shown by the plan's own words.
    assert unclear == {"prize_app/nominations/moving.py: f'nomination:{step.action.key}'"}
    assert set(recorded) == set(EVENTS)


def test_every_letter_that_is_queued_is_written():
    queued, unclear = said("notices.queue", 1, "prize_app")

    assert unclear == set()
    written = {path.parent.name for path in templates("email/*/*")}
    assert set(queued) == written


@pytest.mark.parametrize("letter", sorted(p.name for p in (TEMPLATES / "email").iterdir()))
def test_a_letter_has_a_subject_and_a_body(letter):
    files = {path.name: path for path in templates(f"email/{letter}/*")}

    assert set(files) == {"subject.txt", "body.txt"}
    assert all(path.read_text("utf-8").strip() for path in files.values())
    assert len(files["subject.txt"].read_text("utf-8").splitlines()) == 1


def test_a_letter_gets_the_words_that_it_asks_for():
    """Undefined words are an error when a letter is written: here before that happens."""
    missing = {}
    for path in modules("prize_app"):
        for call in ast.walk(parsed(path)):
            if not (isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "queue"):
                continue
            kind = call.args[1]
            given = {k.arg for k in call.keywords}
            if isinstance(kind, ast.Constant) and None not in given:
                wanted = set().union(*(variables(p) for p in templates(f"email/{kind.value}/*")))
                missing[kind.value] = wanted - given - {"public_url"}
    assert {kind: words for kind, words in missing.items() if words} == {}
    assert len(missing) > 8


def variables(path):
    """The names that a template takes from outside."""
    return meta.find_undeclared_variables(Environment().parse(path.read_text("utf-8")))  # noqa: S701
