"""Names: the field's words, and no name of one plan in code that runs every plan."""

from __future__ import annotations

import ast
import re
import tomllib

from tests.house.sources import CODE, ROOT, modules, named, parsed, standing_alone, templates

FORBIDDEN = {
    "submission": "a nomination is handed in",
    "submissions": "nominations",
    "application": "the web application is `app`; who seeks the prize is nominated",
    "applicant": "nominee, or nominator",
    "winner": "laureate",
    "winners": "laureates",
    "awardee": "laureate",
    "contest": "prize, edition",
    "cycle": "edition",
    "coi": "conflict of interest",
    "utils": "say what it does",
    "util": "say what it does",
    "helpers": "say what it does",
    "helper": "say what it does",
    "common": "say what it is",
    "manager": "say what it does",
    "misc": "say what it is",
    "todo": "do it, or write it down where it is seen",
    "fixme": "mend it",
}
# Names that are not ours to choose: libraries have them, or a file format that we share.
GIVEN = {
    "APPLICATION_VERSION": "what DBOS calls the code that may take up a job",
    "LoginManager": "a class of Flask-Login",
    "manager": "what Flask-Login's manual calls an instance of it",
    "winners": "in the answer of a tally, whose format has it; nobody has been honoured yet there",
}
ROOMS = ("prize_app", "workflows", "tools", "migrations", ".")


def words_of(identifier):
    """The words that a name is made of."""
    return [w.casefold() for w in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)]


def identifiers(tree):
    """Every name that a file gives or uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield from filter(None, (node.name.rpartition(".")[2], node.asname))


def test_no_name_uses_a_word_that_is_not_ours():
    found = {
        (named(path), identifier)
        for path in modules(*ROOMS)
        for identifier in identifiers(parsed(path))
        if set(words_of(identifier)) & set(FORBIDDEN)
    }

    assert {(place, name) for place, name in found if name not in GIVEN} == set()
    # An excuse that nobody needs any more goes.
    assert set(GIVEN) == {name for _, name in found}


def test_no_file_is_named_by_a_word_that_is_not_ours():
    files = {path for path in (*modules(*CODE, "."), *templates())}

    assert {named(p) for p in files if set(words_of(p.stem)) & set(FORBIDDEN)} == set()


def test_no_comment_puts_work_off():
    put_off = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [p for p in (*modules(*CODE, "."), *templates()) if p.name != "test_names.py"]

    assert [named(p) for p in files if put_off.search(p.read_text("utf-8", "replace"))] == []


# ---------------------------------------------------------------- the plan's own names

SHIPPED = tomllib.loads((ROOT / "workflows/plans/anso-prize.toml").read_text("utf-8"))
KEYS = {
    "stage": {k for w in SHIPPED["workflows"].values() for k in w["stages"]},
    "action": {k for w in SHIPPED["workflows"].values() for k in w["actions"]},
    "category": set(SHIPPED["categories"]),
    "deadline": set(SHIPPED["calendar"]),
    "form": set(SHIPPED["forms"]),
    "rubric": set(SHIPPED["rubrics"]),
    "condition": set(SHIPPED["conditions"]),
}
"""Every name that the shipped plan chooses itself."""


def spelt_out(tree):
    """Identities of constants that spell our own names: ``__all__``, and members of a StrEnum."""
    lists = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    closed = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "StrEnum" in [ast.unparse(b) for b in node.bases]
    ]
    return {id(part) for whole in (*lists, *closed) for part in ast.walk(whole)}


def constants():
    """(file, text) of every text constant that could be a key; words for people left out."""
    for path in modules("prize_app", "workflows"):
        alone = standing_alone(parsed(path)) | spelt_out(parsed(path))
        for node in ast.walk(parsed(path)):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in alone:
                yield named(path), node.value


# A plan may choose a key that is spelt like a word of ours. Here stands the word, not the key.
OURS = {
    "a state of a review or an assignment": {
        ("prize_app/reviews/queueing.py", "declined"),
        ("prize_app/reviews/queries.py", "declined"),
        ("prize_app/reviews/service.py", "declined"),
    },
    "a name of a table, a letter's word or a fact": {
        ("prize_app/db/notices.py", "notice"),
        ("prize_app/certificates/drawing.py", "award"),
        ("prize_app/certificates/words.py", "award"),
        ("prize_app/phrases.py", "award"),
        ("prize_app/phrases.py", "reserve"),
        ("workflows/review_guards.py", "submitted"),
    },
    "what a link or a button is for": {
        ("prize_app/accounts/service.py", "confirm"),
        ("prize_app/reviews/showing.py", "submit"),
        ("prize_app/comparing/views.py", "submit"),
    },
    "a word of Python or of English": {
        ("workflows/named.py", "return"),
        ("workflows/texts/english.py", "eligible"),
    },
}


def test_no_module_names_a_stage_an_action_or_a_category_of_the_plan():
    """The demonstration may: it plays one plan's prize. Everything else runs any plan."""
    every = KEYS["stage"] | KEYS["action"] | KEYS["category"] | KEYS["deadline"]
    found = {
        (path, text)
        for path, text in constants()
        if text in every and not path.startswith("prize_app/demonstration/")
    }

    explained = set().union(*OURS.values())
    assert found - explained == set()
    assert explained - found == set()


IN_ROUNDS = tomllib.loads((ROOT / "workflows/plans/award-in-rounds.toml").read_text("utf-8"))


def test_no_module_names_a_stage_an_action_or_a_round_of_the_plan_in_rounds():
    chosen = set(IN_ROUNDS["rounds"])
    for workflow in IN_ROUNDS["workflows"].values():
        chosen |= set(workflow["stages"]) | set(workflow["actions"])
    own = chosen - KEYS["stage"] - KEYS["action"]  # of the others the test above has told

    assert {(path, text) for path, text in constants() if text in own} == set()
    assert len(own) > 20


def test_no_template_names_a_stage_an_action_or_a_category_of_the_plan():
    every = KEYS["stage"] | KEYS["action"] | KEYS["category"] | KEYS["deadline"]
    compared = re.compile(
        r"""(?:stage|action|category|deadline)(?:\.key|_key)?\s*(?:==|!=|in)\s*[("']+([\w-]+)["']"""
    )

    assert {
        (named(path), key)
        for path in templates("**/*.html")
        for key in compared.findall(path.read_text("utf-8"))
        if key in every
    } == set()
    assert compared.findall("{% if nomination.stage == 'in-review' %}") == ["in-review"]
