"""Defects of the document itself: form, keys, types, ranges, texts, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.workflows.mutation.seeding import (
    GONE,
    Changes,
    Path,
    Seeded,
    actions,
    at,
    edited,
    guards,
    operator,
    parts,
    places,
    stages,
    texts,
    written,
)
from workflows.plan.faults import FaultCode

HEADER = re.compile(r"^\[([A-Za-z0-9_.-]+)\]$", re.MULTILINE)
LINE = re.compile(r'^[a-z_]+ = (?:"[^"]*"|[0-9]+)$', re.MULTILINE)


@operator(FaultCode.NOT_TOML)
def bracket_lost(seeded: Seeded) -> Changes:
    for found in list(HEADER.finditer(seeded.text))[::8]:
        yield "(document)", seeded.text[: found.end() - 1] + seeded.text[found.end() :]


@operator(FaultCode.NOT_TOML)
def quote_lost(seeded: Seeded) -> Changes:
    for found in list(re.finditer(r'"$', seeded.text, re.MULTILINE))[::12]:
        yield "(document)", seeded.text[: found.start()] + seeded.text[found.end() :]


@operator(FaultCode.DUPLICATE_KEY)
def line_twice(seeded: Seeded) -> Changes:
    for found in list(LINE.finditer(seeded.text))[::10]:
        yield "", f"{seeded.text[: found.end()]}\n{found[0]}{seeded.text[found.end() :]}"


@operator(FaultCode.DUPLICATE_KEY)
def table_twice(seeded: Seeded) -> Changes:
    for found in list(HEADER.finditer(seeded.text))[3::10]:
        yield found[1], f"{seeded.text}\n{found[0]}\n"


@operator(FaultCode.TOO_LARGE)
def hostile(seeded: Seeded) -> Changes:
    yield "(document)", seeded.text + "x" * 1_000_000
    yield "(document)", seeded.text + "\nx = " + "[" * 60_000
    yield "(document)", seeded.text + "\n" + ".".join(["a"] * 60_000) + " = 1"
    yield "(document)", seeded.text + "\nx = " + "9" * 5000
    yield "(document)", seeded.text + '\nx = "' + "y" * 30_000 + '"'
    yield "(document)", seeded.text + "\nx = [" + "1, " * 12_000 + "]"
    yield "(document)", seeded.text + "\nx = " + "{ a = " * 60_000


@operator(FaultCode.UNKNOWN_KEY)
def key_misspelt(seeded: Seeded) -> Changes:
    for path, value in places(seeded.document):
        if isinstance(value, dict) and "label" in value and path[-1] not in ("fields", "columns"):
            here = (*path, "lable")
            if sum(map(ord, written(path))) % 4 == 0:
                yield written(here), edited(seeded.document, here, value["label"])


@operator(FaultCode.MISSING_KEY)
def key_lost(seeded: Seeded) -> Changes:
    wanted = {"label", "to", "by", "from", "weight", "question", "clause", "amount", "at", "fund"}
    wanted |= {"quorum", "members", "workflow", "initial", "currency", "honours", "kind"}
    for number, (path, _) in enumerate(places(seeded.document)):
        if path and path[-1] in wanted and number % 5 == 0 and _is_key(path):
            yield written(path), edited(seeded.document, path, GONE)


def _is_key(path: Path) -> bool:
    """Whether the last part is a key of the model, not a name or a rule's parameter."""
    if path[0] in ("conditions", "proposals"):
        return path[-1] in ("label", "clause", "at")
    return "columns" not in path and "guards" not in path and path[-2:][0] != "fields"


@operator(FaultCode.BAD_KEY)
def name_with_spaces(seeded: Seeded) -> Changes:
    for table in ("themes", "calendar", "conditions", "rubrics", "certificates"):
        for key, value in list(seeded.document[table].items())[:1]:
            yield table, edited(seeded.document, (table, f"the {key}"), value)


@operator(FaultCode.WRONG_TYPE)
def number_as_text(seeded: Seeded) -> Changes:
    for path, value in places(seeded.document):
        if type(value) is int and path[-1] not in ("weight",):
            yield written(path), edited(seeded.document, path, str(value))


@operator(FaultCode.WRONG_TYPE)
def text_as_number(seeded: Seeded) -> Changes:
    for path, value in list(texts(seeded.document))[::9]:
        yield written((*path, "zh")), edited(seeded.document, (*path, "zh"), len(value["zh"]))


@operator(FaultCode.WRONG_TYPE)
def endless_number(seeded: Seeded) -> Changes:
    for number, path in enumerate(_numbers(seeded)):
        if number % 4 == 0:
            value = (float("inf"), float("nan"), 1e300)[number % 3]
            yield written(path), edited(seeded.document, path, value)


@operator(FaultCode.OUT_OF_RANGE)
def number_too_large(seeded: Seeded) -> Changes:
    for path in _numbers(seeded):
        yield written(path), edited(seeded.document, path, 2**63)


@operator(FaultCode.OUT_OF_RANGE)
def number_too_small(seeded: Seeded) -> Changes:
    bounded = {"year", "members", "places", "least_votes", "reviews_per_nomination", "amount"}
    bounded |= {"awards", "minimum_field", "number", "most_per_reviewer", "fund", "medal", "days"}
    for path in _numbers(seeded):
        if path[-1] in bounded:
            yield written(path), edited(seeded.document, path, -1)


def _numbers(seeded: Seeded) -> Iterator[Path]:
    for path, value in places(seeded.document):
        if type(value) is int:
            yield path


@operator(FaultCode.WRONG_TYPE)
def instant_as_day(seeded: Seeded) -> Changes:
    for path, deadline in parts(seeded.document, "calendar"):
        yield written((*path, "at")), edited(seeded.document, (*path, "at"), deadline["at"].date())


@operator(FaultCode.OUT_OF_RANGE)
def year_beyond_all_zones(seeded: Seeded) -> Changes:
    for path, _ in parts(seeded.document, "calendar"):
        at_ = datetime(2400, 1, 1)  # noqa: DTZ001 - plans hold local times
        yield written((*path, "at")), edited(seeded.document, (*path, "at"), at_)


@operator(FaultCode.WRONG_TYPE)
def role_misspelt(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        here = (*path, "by", 0)
        yield written(here), edited(seeded.document, here, f"{action['by'][0]}s")


@operator(FaultCode.MISSING_TRANSLATION)
def translation_lost(seeded: Seeded) -> Changes:
    for path, _ in list(texts(seeded.document))[::6]:
        yield written((*path, "zh")), edited(seeded.document, (*path, "zh"), GONE)


@operator(FaultCode.MISSING_TRANSLATION)
def translation_blank(seeded: Seeded) -> Changes:
    for path, _ in list(texts(seeded.document))[3::12]:
        yield written((*path, "en")), edited(seeded.document, (*path, "en"), " \t ")


@operator(FaultCode.UNKNOWN_KEY)
def foreign_language(seeded: Seeded) -> Changes:
    for path, _ in list(texts(seeded.document))[1::15]:
        yield written((*path, "fr")), edited(seeded.document, (*path, "fr"), "traduit")


@operator(FaultCode.PLACEHOLDER_MISMATCH)
def placeholder_only_once(seeded: Seeded) -> Changes:
    for path, value in list(texts(seeded.document))[2::9]:
        yield written(path), edited(seeded.document, (*path, "zh"), value["zh"] + "{name}")


@operator(FaultCode.STALE_TRANSLATION)
def confirmation_of_an_older_text(seeded: Seeded) -> Changes:
    for path, _ in list(texts(seeded.document))[::30]:
        confirmed = {"some": {"at": written(path), "leading": "00000000"}}
        yield "translations.some", edited(seeded.document, ("translations",), confirmed)


@operator(FaultCode.UNKNOWN_REFERENCE)
def reference_misspelt(seeded: Seeded) -> Changes:
    keys = {"to", "due", "after", "initial", "form", "rubric", "panel", "workflow", "zone"}
    for path, value in places(seeded.document):
        # Whom a reminder is for is a word of a closed list: misspelling it is another defect.
        if path[-3:-2] == ("reminders",):
            continue
        named = path and path[-1] in keys and isinstance(value, str)
        if named or (len(path) > 1 and path[-2] == "from"):
            yield written(path), edited(seeded.document, path, f"{value}x")


@operator(FaultCode.UNKNOWN_REFERENCE)
def condition_that_is_none(seeded: Seeded) -> Changes:
    for path, category in parts(seeded.document, "categories"):
        here = (*path, "conditions", len(category["conditions"]) // 2)
        yield written(here), edited(seeded.document, here, "goodwill")


@operator(FaultCode.UNKNOWN_REFERENCE)
def deadline_of_a_guard(seeded: Seeded) -> Changes:
    for path, name, parameters in guards(seeded.document):
        if "deadline" in parameters:
            here = (*path, name, "deadline")
            yield written(here), edited(seeded.document, here, "doomsday")


@operator(FaultCode.UNKNOWN_REFERENCE)
def proposal_of_nothing(seeded: Seeded) -> Changes:
    for path, proposal in list(parts(seeded.document, "proposals"))[::5]:
        here = (*path, "at")
        yield written(here), edited(seeded.document, here, proposal["at"] + ".nothing")


@operator(FaultCode.REPEATED)
def named_twice(seeded: Seeded) -> Changes:
    lists = {"from", "by", "traits", "records", "conditions", "notifies", "judged_from"}
    for path, value in places(seeded.document):
        if path and path[-1] in lists and isinstance(value, list) and value:
            changed = edited(seeded.document, path, [*value, value[0]])
            yield f"{written(path)}[{len(value)}]", changed


@operator(FaultCode.REPEATED)
def meaning_twice(seeded: Seeded) -> Changes:
    for path, section in parts(seeded.document, "forms", "*", "sections"):
        free = [k for k, f in section["fields"].items() if "means" not in f]
        if free:
            here = (*path, "fields", free[-1], "means")
            changed: Any = edited(seeded.document, here, "nominee-name")
            yield written(path[:2]), changed


@operator(FaultCode.REPEATED)
def guard_twice(seeded: Seeded) -> Changes:
    for path, action in actions(seeded.document):
        given = action.get("guards", [])
        if given:
            changed = edited(seeded.document, (*path, "guards"), [*given, given[0]])
            yield written((*path, "guards", len(given))), changed


@operator(FaultCode.UNKNOWN_GUARD)
def guard_misspelt(seeded: Seeded) -> Changes:
    for path, name, _ in guards(seeded.document):
        yield written(path), edited(seeded.document, path, f"{name}s")


@operator(FaultCode.UNKNOWN_CONDITION)
def condition_misspelt(seeded: Seeded) -> Changes:
    for path, condition in parts(seeded.document, "conditions"):
        rule = condition["rule"]
        name = rule if isinstance(rule, str) else next(iter(rule))
        if name not in ("all", "any", "not"):
            changed = f"{name}_" if isinstance(rule, str) else {f"{name}_": rule[name]}
            here = (*path, "rule")
            yield written(here), edited(seeded.document, here, changed)


def _parameters(seeded: Seeded) -> Iterator[tuple[Path, str]]:
    """Parameters of conditions that name a field."""
    naming = {"born", "since", "died", "founded", "countries", "declaration", "question", "rows"}
    naming |= {"files", "text", "home_institution", "home_country", "leave_months"}
    for path, value in places(seeded.document):
        if path[:1] == ("conditions",) and path[-1] in naming and isinstance(value, str):
            yield path, value


@operator(FaultCode.UNKNOWN_FIELD)
def field_misspelt(seeded: Seeded) -> Changes:
    for path, value in _parameters(seeded):
        yield written(path), edited(seeded.document, path, f"{value}s")


@operator(FaultCode.FIELD_TYPE)
def field_of_another_kind(seeded: Seeded) -> Changes:
    for path, name in _parameters(seeded):
        if path[-2] == "answered":
            continue
        asking = {
            c["form"] for _, c in parts(seeded.document, "categories") if path[1] in c["conditions"]
        }
        for here, field in parts(seeded.document, "forms", "*", "sections", "*", "fields"):
            if (
                here[1] in asking
                and here[-1] == name
                and "options" not in field
                and "columns" not in field
            ):
                yield written(path), edited(seeded.document, (*here, "kind"), "language")
                break


@operator(FaultCode.FORM_FIELD)
def choice_without_answers(seeded: Seeded) -> Changes:
    for path, field in parts(seeded.document, "forms", "*", "sections", "*", "fields"):
        if field["kind"] == "url":
            yield written(path), edited(seeded.document, (*path, "kind"), "choice")
        for key in ("options", "columns"):
            if key in field:
                yield written((*path, key)), edited(seeded.document, (*path, key), {})


@operator(FaultCode.FORM_FIELD)
def nobody_is_nominated(seeded: Seeded) -> Changes:
    for path, field in parts(seeded.document, "forms", "*", "sections", "*", "fields"):
        if field.get("means") == "nominee-name":
            yield written(path[:3]), edited(seeded.document, (*path, "means"), GONE)


@operator(FaultCode.WRONG_TYPE)
def trait_misspelt(seeded: Seeded) -> Changes:
    for path, stage in stages(seeded.document):
        if stage.get("traits"):
            here = (*path, "traits", 0)
            yield written(here), edited(seeded.document, here, at(seeded.document, here) + "!")
