"""The JSON Schema for editors: what holds passes, defects of shape do not, the bytes repeat."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest

from tests.workflows.running import run
from tests.workflows.shipped import PATH, TEXT, changed
from workflows.commands import schema
from workflows.commands.outcome import Status
from workflows.conditions import CONDITIONS
from workflows.guards import GUARDS
from workflows.plan.loading import read_plan
from workflows.plan.schema import as_document, plan_schema

SCHEMA = plan_schema()
TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
ANNOTATIONS: Final = {"$schema", "$defs", "$comment", "title", "description", "default"}


class Check:
    """The keywords of JSON Schema 2020-12 that our schema uses, and no others."""

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root

    def faults(self, schema: dict[str, Any], value: Any, at: str = "") -> Iterator[str]:
        """Places where the value is not as the schema says."""
        for keyword, wanted in schema.items():
            if keyword in ANNOTATIONS:
                continue
            test = getattr(self, f"_{keyword.strip('$')}")  # an unknown keyword is an error
            yield from test(wanted, value, at, schema)

    def _ref(self, wanted: str, value: Any, at: str, _: Any) -> Iterator[str]:
        yield from self.faults(self._root["$defs"][wanted.removeprefix("#/$defs/")], value, at)

    def _type(self, wanted: str, value: Any, at: str, _: Any) -> Iterator[str]:
        yield from _unless(TYPES[wanted](value), at)

    def _enum(self, wanted: list[Any], value: Any, at: str, _: Any) -> Iterator[str]:
        yield from _unless(value in wanted, at)

    def _const(self, wanted: Any, value: Any, at: str, _: Any) -> Iterator[str]:
        yield from _unless(value == wanted, at)

    def _pattern(self, wanted: str, value: Any, at: str, _: Any) -> Iterator[str]:
        yield from _unless(not isinstance(value, str) or bool(re.search(wanted, value)), at)

    def _properties(self, wanted: Any, value: Any, at: str, _: Any) -> Iterator[str]:
        for key in _table(value).keys() & wanted.keys():
            yield from self.faults(wanted[key], value[key], f"{at}.{key}")

    def _required(self, wanted: list[str], value: Any, at: str, _: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (f"{at}.{key}" for key in wanted if key not in value)

    def _additionalProperties(  # noqa: N802 -- the keyword's own name
        self, wanted: Any, value: Any, at: str, schema: dict[str, Any]
    ) -> Iterator[str]:
        patterns = schema.get("patternProperties", {})
        for key in _table(value).keys() - schema.get("properties", {}).keys():
            if any(re.search(pattern, key) for pattern in patterns):
                continue
            if wanted is False:
                yield f"{at}.{key}"
            else:
                yield from self.faults(wanted, value[key], f"{at}.{key}")

    def _patternProperties(  # noqa: N802
        self, wanted: Any, value: Any, at: str, _: Any
    ) -> Iterator[str]:
        for pattern, inner in wanted.items():
            for key in (key for key in _table(value) if re.search(pattern, key)):
                yield from self.faults(inner, value[key], f"{at}.{key}")

    def _propertyNames(  # noqa: N802
        self, wanted: Any, value: Any, at: str, _: Any
    ) -> Iterator[str]:
        for key in _table(value):
            yield from self.faults(wanted, key, f"{at}.{key}")

    def _items(self, wanted: Any, value: Any, at: str, _: Any) -> Iterator[str]:
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from self.faults(wanted, item, f"{at}[{number}]")

    def _oneOf(self, wanted: Any, value: Any, at: str, _: Any) -> Iterator[str]:  # noqa: N802
        fitting = [inner for inner in wanted if not list(self.faults(inner, value, at))]
        yield from _unless(len(fitting) == 1, at)

    def _minimum(self, wanted: int, value: Any, at: str, _: Any) -> Iterator[str]:
        yield from _unless(not TYPES["integer"](value) or value >= wanted, at)

    def _maximum(self, wanted: int, value: Any, at: str, _: Any) -> Iterator[str]:
        yield from _unless(not TYPES["integer"](value) or value <= wanted, at)

    def _minLength(self, wanted: int, value: Any, at: str, _: Any) -> Iterator[str]:  # noqa: N802
        yield from _unless(not isinstance(value, str) or len(value) >= wanted, at)

    def _maxLength(self, wanted: int, value: Any, at: str, _: Any) -> Iterator[str]:  # noqa: N802
        yield from _unless(not isinstance(value, str) or len(value) <= wanted, at)

    def _minItems(self, wanted: int, value: Any, at: str, _: Any) -> Iterator[str]:  # noqa: N802
        yield from _unless(not isinstance(value, list) or len(value) >= wanted, at)

    def _maxItems(self, wanted: int, value: Any, at: str, _: Any) -> Iterator[str]:  # noqa: N802
        yield from _unless(not isinstance(value, list) or len(value) <= wanted, at)

    def _minProperties(  # noqa: N802
        self, wanted: int, value: Any, at: str, _: Any
    ) -> Iterator[str]:
        yield from _unless(len(_table(value)) >= wanted or not isinstance(value, dict), at)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _unless(fits: bool, at: str) -> Iterator[str]:
    if not fits:
        yield at


def places(text: str, root: dict[str, Any] = SCHEMA) -> set[str]:
    """Where the schema refuses a TOML document."""
    return {at.lstrip(".") for at in Check(root).faults(root, as_document(tomllib.loads(text)))}


@pytest.mark.parametrize("path", sorted(PATH.parent.glob("*.toml")), ids=lambda p: p.stem)
@pytest.mark.parametrize("languages", [(), ("en", "zh")])
def test_what_we_ship_passes(path: Any, languages: tuple[str, ...]) -> None:
    assert places(path.read_text("utf-8"), plan_schema(languages)) == set()


DEFECTS: Final = [
    ("unknown key", "prize.cod", ('code = "ANSO"', 'code = "ANSO"\ncod = "X"')),
    ("missing key", "prize.code", ('code = "ANSO"\n', "")),
    ("text for a number", "prize.year", ("year = 2027", 'year = "2027"')),
    ("below the range", "prize.year", ("year = 2027", "year = 1999")),
    ("above the range", "calendar.nominations-close.grace_minutes",
     ("grace_minutes = 15", "grace_minutes = 10081")),
    ("text too long", "prize.currency", ('currency = "CNY"', 'currency = "YUAN"')),
    ("no language at all", "prize.languages", ('languages = ["en", "zh"]', "languages = []")),
    ("number for a text", "themes.water.label.zh", ('zh = "水资源与水安全"', "zh = 7")),
    ("blank text", "themes.water.label.zh", ('zh = "水资源与水安全"', 'zh = " "')),
    ("unknown choice", "categories.youth-leader.kind",
     ('zh = "青年领袖奖" }\nkind = "individual"', 'zh = "青年领袖奖" }\nkind = "person"')),
    ("date-time with an offset", "calendar.nominations-open.at",
     ("at = 2027-01-15T09:00:00", "at = 2027-01-15T09:00:00Z")),
    ("date for a date-time", "calendar.nominations-open.at",
     ("at = 2027-01-15T09:00:00", "at = 2027-01-15")),
    ("unknown condition", "conditions.consent.rule",
     ('rule = "consent_given"', 'rule = "consent_givn"')),
    ("condition without its parameters", "conditions.living.rule",
     ('{ living = { died = "died-on", on = 2027-04-30 } }', '"living"')),
    ("parameter out of range", "conditions.quota.rule",
     ("nominations = 1 }", "nominations = 0 }")),
    ("composition of nothing", "conditions.no-own-organization.rule",
     ('all = ["not_own_organization", "not_self_nominated"]', "all = []")),
    ("two kinds in one rule", "conditions.quota.rule",
     ("{ within_quota = { nominations = 1 } }",
      "{ within_quota = { nominations = 1 }, consent_given = {} }")),
    ("unknown guard", "workflows.standard.actions.submit.guards[2]",
     ('"form_complete"]', '"form_complet"]')),
    ("guard that lacks a parameter", "workflows.standard.actions.award.guards[0]",
     ("{ days_in_stage = { days = 30 } }", '"days_in_stage"')),
    ("action from nowhere", "workflows.standard.actions.submit.from",
     ('from = ["draft"]\nto = "submitted"', 'from = []\nto = "submitted"')),
    ("fraction in words", "panels.committee.ballots.shortlist.quorum",
     ('quorum = "2/3"', 'quorum = "two thirds"')),
    ("divided by nothing", "panels.committee.ballots.shortlist.quorum",
     ('quorum = "2/3"', 'quorum = "2/0"')),
    ("weight with a sign", "rubrics.individual.criteria.cooperation.weight",
     ("weight = 35", 'weight = "-35"')),
    ("key with a space", "themes.w w",
     ("water = {", '"w w" = {')),
]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "pair"), [pytest.param(place, pair, id=name) for name, place, pair in DEFECTS]
)
def test_a_defect_of_shape_is_refused_as_the_engine_refuses_it(
    place: str, pair: tuple[str, str]
) -> None:
    text = changed(pair)

    assert place in places(text)
    assert not read_plan(text).holds


def test_rules_may_be_composed_to_any_depth_and_names_need_no_table() -> None:
    composed = '{ not = { all = [{ any = ["consent_given", { consent_given = {} }] }] } }'

    assert places(changed(('rule = "consent_given"', f"rule = {composed}"))) == set()


def test_every_condition_and_guard_is_offered_with_its_meaning() -> None:
    for registry, name, joins in (
        (CONDITIONS, "rule", {"all", "any", "not"}),
        (GUARDS, "guard", ()),
    ):
        offered = SCHEMA["$defs"][name]["oneOf"]
        tables = {next(iter(o["properties"])) for o in offered if "properties" in o}

        assert tables == {kind.name for kind in registry} | set(joins)
        assert all(o["description"] for o in offered)


def test_every_key_has_a_meaning_and_references_say_to_what() -> None:
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = [(k, v) for t in tables for k, v in t.get("properties", {}).items()]
    action = SCHEMA["$defs"]["Action"]["properties"]

    assert [key for key, value in keys if "description" not in value] == []
    assert action["to"] == {
        "description": "the stage it leads to; one of `stages`",
        "type": "string",
    }
    assert SCHEMA["$defs"]["Stage"]["properties"]["tone"]["default"] == "neutral"


def test_languages_can_be_asked_for() -> None:
    lacking = changed((', zh = "水资源与水安全"', ""))
    other = changed(('zh = "水资源与水安全"', 'zh = "水", fr = "Eau"'))

    assert places(lacking) == places(other) == set()
    assert places(lacking, plan_schema(["en", "zh"])) == {"themes.water.label.zh"}
    assert places(other, plan_schema(["en", "zh"])) == {"themes.water.label.fr"}


def test_the_command_writes_the_same_bytes_every_time() -> None:
    first, second = run(schema.COMMAND), run(schema.COMMAND)

    assert first == second
    assert json.loads(first.text) == SCHEMA
    assert (first.status, first.remarks) == (Status.HOLDS, "")
    both = run(schema.COMMAND, "--language", "en", "--language", "zh", "--language", "en")
    assert json.loads(both.text)["$defs"]["words"]["required"] == ["en", "zh"]


def test_a_language_that_is_none() -> None:
    outcome = run(schema.COMMAND, "--language", "English")

    assert outcome.status is Status.UNUSABLE
    assert outcome.remarks == "--language: 'English' is no language tag such as en or zh"


def test_the_document_is_what_the_plan_is_read_from() -> None:
    document = as_document(tomllib.loads(TEXT))

    assert document["calendar"]["nominations-open"]["at"] == "2027-01-15T09:00:00"
    assert document["conditions"]["living"]["rule"]["living"]["on"] == "2027-04-30"
    assert json.loads(json.dumps(document)) == document
