"""Tables to frozen values: types, ranges, keys; and that no document makes it stumble."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.shipped import TEXT
from workflows.errors import PlanFaulty
from workflows.plan.checking import faults_of
from workflows.plan.evaluation import Tone
from workflows.plan.faults import FaultCode, Faults
from workflows.plan.loading import content_hash, load_plan, read_plan
from workflows.plan.model import Plan
from workflows.plan.reading import nearest, read, read_table, spec


@dataclass(frozen=True, slots=True)
class Inner:
    """A table inside another."""

    key: str
    size: int = spec("a number", minimum=1, maximum=9)


@dataclass(frozen=True, slots=True)
class Outer:
    """A table with one of everything."""

    name: str = spec("a text", minimum=2, maximum=4)
    source: str | None = spec("another name in the document", default=None, name="from")
    inner: Mapping[str, Inner] = spec("tables", default={})
    share: Decimal = spec("a number", default=Decimal(1), maximum=100)


def read_outer(document: Any) -> tuple[Any, list[tuple[str, str]], set[str]]:
    """The value, (place, code) of the faults, and the broken places."""
    faults = Faults()
    value = read_table(Outer, document, "", faults)
    return value, [(fault.place, fault.code) for fault in faults.found], faults.broken


def test_a_table_that_is_right() -> None:
    value, found, broken = read_outer({"name": "abc", "from": "x", "inner": {"one": {"size": 9}}})

    assert value == Outer(name="abc", source="x", inner={"one": Inner("one", size=9)})
    assert (found, broken) == ([], set())


@pytest.mark.parametrize(
    ("document", "found", "broken"),
    [
        ({"name": "a"}, [("name", "out-of-range")], set()),
        ({"name": "abcde"}, [("name", "out-of-range")], set()),
        ({}, [("name", "missing-key")], {"name"}),
        ({"name": 7}, [("name", "wrong-type")], {"name"}),
        ({"name": "abc", "fro": "x"}, [("fro", "unknown-key")], set()),
        ({"name": "abc", "source": "x"}, [("source", "unknown-key")], set()),
        ({"name": "abc", "from": 1}, [("from", "wrong-type")], {"from"}),
        ({"name": "abc", "inner": []}, [("inner", "wrong-type")], {"inner"}),
        ({"name": "abc", "inner": {"o": 1}}, [("inner.o", "wrong-type")], {"inner.o"}),
        ({"name": "abc", "inner": {"o": {"size": 0}}}, [("inner.o.size", "out-of-range")], set()),
        ({"name": "abc", "inner": {"o": {"size": 10}}}, [("inner.o.size", "out-of-range")], set()),
        ({"name": "abc", "inner": {"a.b": {"size": 1}}}, [("inner", "bad-key")], set()),
        ({"name": "abc", "inner": {"": {"size": 1}}}, [("inner", "bad-key")], set()),
        ({"name": "abc", "share": "100.01"}, [("share", "out-of-range")], set()),
        (7, [("(plan)", "wrong-type")], {""}),
    ],
)
def test_what_is_wrong_is_told_where(document: Any, found: Any, broken: set[str]) -> None:
    _, told, places = read_outer(document)

    assert (told, places) == (found, broken)


def test_what_is_broken_becomes_neutral_and_keeps_its_key() -> None:
    value, _, _ = read_outer({"inner": {"one": "x", "two": {"size": "x"}}})

    assert value == Outer(name="", inner={"one": Inner("one", size=0), "two": Inner("two", size=0)})


@pytest.mark.parametrize(
    ("expected", "value", "result"),
    [
        (Decimal, 12, Decimal(12)),
        (Decimal, "12.5", Decimal("12.5")),
        (Fraction, "2/3", Fraction(2, 3)),
        (Fraction, "0.75", Fraction(3, 4)),
        (int, 2**63 - 1, 2**63 - 1),
        (date, date(2027, 1, 1), date(2027, 1, 1)),
        (datetime, datetime(2027, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
        (Tone, "good", Tone.GOOD),
        (tuple[int, ...], [1, 2], (1, 2)),
        (bool, True, True),
    ],
)
def test_values_that_are_right(expected: Any, value: Any, result: Any) -> None:
    faults = Faults()

    assert read(expected, value, "x", faults) == result
    assert faults.found == []


AWARE = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expected", "value", "sentence"),
    [
        (int, "1", "expected a whole number, found a text ('1')"),
        (int, True, "expected a whole number, found true or false (True)"),
        (int, 1.5, "expected a whole number, found a number with a point (1.5)"),
        (int, time(9), "expected a whole number, found time (09:00:00)"),
        (bool, 1, "expected true or false, found a whole number (1)"),
        (str, [], "expected a text, found a list"),
        (str, {"a": 1}, "expected a text, found a table"),
        (date, datetime(2027, 1, 1),  # noqa: DTZ001
         "expected a date, found a local date and time without an offset (2027-01-01 00:00:00)"),
        (datetime, AWARE, "expected a local date and time without an offset, found a date and "
         "time with an offset (2027-01-01 00:00:00+00:00)"),
        (Fraction, 1, "expected a fraction in quotes, such as '2/3', found a whole number (1)"),
        (Fraction, "1/0", "expected a fraction in quotes, such as '2/3', found a text ('1/0')"),
        (Fraction, "1e999999999",
         "expected a fraction in quotes, such as '2/3', found a text ('1e999999999')"),
        (Decimal, "NaN", "expected a decimal number in quotes, such as '12.5', or a whole number, "
         "found a text ('NaN')"),
        (Decimal, True, "expected a decimal number in quotes, such as '12.5', or a whole number, "
         "found true or false (True)"),
        (str, "x", None),
        (tuple[int, ...], "x", "expected a list, found a text ('x')"),
        (Tone, "goood", "expected one of neutral, waiting, good, bad, honoured, closed; found a "
         "text ('goood')"),
        (int, "x" * 99, "expected a whole number, found a text ('" + "x" * 56 + "…)"),
        (int, 2**63, "the number has more than 64 bits"),
        pytest.param(str, 10**9999, "the number has more than 64 bits", id="long"),
        pytest.param(
            Tone, 10**9999, "expected one of neutral, waiting, good, bad, honoured, closed; found "
            "a whole number of more than 64 bits", id="long choice",
        ),
    ],
)  # fmt: skip
def test_values_that_are_wrong(expected: Any, value: Any, sentence: str | None) -> None:
    faults = Faults()

    read(expected, value, "x", faults)

    assert [fault.sentence for fault in faults.found] == ([sentence] if sentence else [])
    assert faults.broken == ({"x"} if sentence else set())


def test_only_the_first_unknown_keys_get_suggestions() -> None:
    faults = Faults()

    read_table(Outer, {"name": "abc"} | {f"nam{i:02}": 1 for i in range(30)}, "", faults)

    assert sum("did you mean" in fault.sentence for fault in faults.found) == 20


def test_nearest() -> None:
    assert nearest("colour", ["color", "size"]) == " (did you mean 'color'?)"
    assert nearest("x", ["color"]) == ""


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("a = ", "not-toml", "Invalid value (at end of document)"),
    ],
)  # fmt: skip
def test_documents_that_are_none(text: str, code: str, sentence: str) -> None:
    reading = read_plan(text)

    assert [(f.place, f.code, f.sentence) for f in reading.faults] == [
        ("(document)", code, sentence)
    ]
    assert not reading.holds


def test_whole_numbers_of_thousands_of_digits() -> None:
    (fault,) = read_plan("a = " + "9" * 5000).faults

    assert (fault.code, fault.place) == (FaultCode.TOO_LARGE, "(document)")
    assert "a number of 5000 digits" in fault.sentence


def test_an_empty_document_lacks_everything_required() -> None:
    assert [fault.place for fault in read_plan("").faults] == [
        "calendar", "categories", "conditions", "forms", "incentives", "panels", "prize",
        "reviewing", "rubrics", "themes", "workflows",
    ]  # fmt: skip


def test_a_plan_that_does_not_hold_cannot_be_loaded() -> None:
    with pytest.raises(PlanFaulty) as refused:
        load_plan(TEXT.replace("year = 2027", "year = 1999", 1))

    assert [fault.place for fault in refused.value.faults] == ["prize.year"]


def test_a_plan_that_cannot_be_read_is_none() -> None:
    reading = read_plan(TEXT.replace("year = 2027", 'year = ""', 1))

    assert reading.plan is None
    with pytest.raises(PlanFaulty):
        load_plan(TEXT.replace("year = 2027", 'year = ""', 1))


def test_the_hash_is_of_the_text() -> None:
    assert content_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert content_hash(TEXT) != content_hash(TEXT + "\n")


DOCUMENT = tomllib.loads(TEXT)


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths_in(item, (*path, key))
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from paths_in(item, (*path, number))


PLACES = list(paths_in(DOCUMENT))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.just(AWARE)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=3))
def test_no_document_makes_the_check_stumble(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    document = copy.deepcopy(DOCUMENT)
    for path, value in changes:
        _put(document, path, value)
    faults = Faults()

    plan = read_table(Plan, document, "", faults)

    told = [*faults.found, *faults_of(plan, frozenset(faults.broken))]
    assert all(str(fault) for fault in told)


def _put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    """Set a value, unless an earlier change has taken its place away."""
    with suppress(KeyError, IndexError, TypeError):
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = value
