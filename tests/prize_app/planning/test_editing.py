"""Edits of a plan's text: what was asked, and not a byte besides."""

from __future__ import annotations

import copy
import difflib
import time
import tomllib
from datetime import date, datetime
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prize_app.planning import data
from prize_app.planning.data import path_of
from prize_app.planning.editing import (
    Duplicate,
    EditLost,
    Move,
    Put,
    Remove,
    Rename,
    edited,
)
from prize_app.planning.spans import statements
from tests.house.sources import ROOT
from workflows.plan.loading import read_plan

PLANS = {p.name: p.read_text("utf-8") for p in sorted((ROOT / "workflows/plans").glob("*.toml"))}
PLAN = PLANS["anso-prize.toml"]


def changed_lines(old, new):
    """(lines that went, lines that came)."""
    lines = list(difflib.unified_diff(old.split("\n"), new.split("\n"), n=0))[2:]
    return [x[1:] for x in lines if x[0] == "-"], [x[1:] for x in lines if x[0] == "+"]


def different(one, two):
    """In how many stretches of lines two documents differ."""
    steps = SequenceMatcher(None, one.split("\n"), two.split("\n"), autojunk=False).get_opcodes()
    return sum(step[0] != "equal" for step in steps)


def leaves(value, path=()):
    """Every single value of a document with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path, value


LEAVES = {name: list(leaves(tomllib.loads(text))) for name, text in PLANS.items()}


@pytest.mark.parametrize("name", PLANS)
def test_values_of_every_shipped_plan_are_found_where_they_are_written(name):
    """Values are put over themselves: nothing may change but how they are written."""
    text = PLANS[name]
    parsed = tomllib.loads(text)
    for path, value in LEAVES[name][::25]:
        same = Put(path, value).write(text, parsed)
        assert tomllib.loads(same) == parsed, path
        assert different(same, text) <= 1
    assert len(statements(text)) > 200


NEW = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    int: st.integers(-(2**62), 2**62),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes().map(lambda at: at.replace(fold=0)),
}


@settings(max_examples=60, deadline=None)
@given(picked=st.data())
def test_after_any_edit_the_plan_differs_in_the_one_value(picked):
    name = picked.draw(st.sampled_from(sorted(PLANS)))
    path, old = picked.draw(st.sampled_from(LEAVES[name]))
    value = picked.draw(NEW[type(old)])
    wanted = tomllib.loads(PLANS[name])
    data.put(wanted, path, value)

    new = edited(PLANS[name], [Put(path, value)])

    assert tomllib.loads(new) == wanted
    assert different(PLANS[name], new) <= 1
    read_plan(new)  # whatever it says of the value, it does not fail


TABLES = [
    path
    for path in {p[:n] for p, _ in LEAVES["anso-prize.toml"] for n in range(1, len(p))}
    if isinstance(data.at(tomllib.loads(PLAN), path), dict)
    and all(isinstance(step, str) for step in path)
    and len(path) > 1
]


@settings(max_examples=60, deadline=None)
@given(picked=st.data())
def test_entries_are_copied_renamed_moved_and_removed_wherever_they_stand(picked):
    path = picked.draw(st.sampled_from(sorted(TABLES)))
    kind = picked.draw(st.sampled_from(["copy", "rename", "remove", "swap"]))
    wanted = tomllib.loads(PLAN)
    siblings = list(data.at(wanted, path[:-1]))
    other = siblings[siblings.index(path[-1]) - 1]
    edit = {
        "copy": Duplicate(path, "quite-new"),
        "rename": Rename(path, "quite-new"),
        "remove": Remove(path),
        "swap": Move(path, other),
    }[kind]
    edit.change(wanted)

    try:
        new = edited(PLAN, [edit])
    except EditLost:
        # Only what no page offers: entries of a table next to single values, and the ends of a
        # list that no other stands between.
        assert kind == "swap"
        return

    assert data.same(tomllib.loads(new), wanted)
    kept = comments(PLAN)
    assert [c for c in kept if c not in comments(new)] == []


def comments(text):
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


ODD = """\
# About this plan
"quoted key" = 'literal'
dotted.one.two = 1 # beside
dotted.one.three = { a = 1 ,  b = { c = 2027-01-01 } }
several = [
  "first", # why the first
  # a line by itself
  "second",
  "third"
]
text = \"\"\"
a # no comment
[no.header]
\"\"\"
b = \"\"\"\"c\"\"\"
day = 2027-01-01 10:00:00

[ a . "b c" ] # beside a header
d = [[1, 2], [3]]

# About the second
[[row]]
n = 1
[row.inner]
m = 2
[[row]]
n = 3
[row.inner]
m = 4
[z]"""


def test_the_odd_document_is_a_document():
    assert len(tomllib.loads(ODD)) == 9


@pytest.mark.parametrize(
    ("edit", "gone", "come"),
    [
        (Put(("quoted key",), "x"), ["\"quoted key\" = 'literal'"], ['"quoted key" = "x"']),
        (
            Put(path_of("dotted.one.two"), 2),
            ["dotted.one.two = 1 # beside"],
            ["dotted.one.two = 2 # beside"],
        ),
        (
            Put(path_of("dotted.one.three.b.c"), date(2028, 2, 29)),
            ["dotted.one.three = { a = 1 ,  b = { c = 2027-01-01 } }"],
            ["dotted.one.three = { a = 1 ,  b = { c = 2028-02-29 } }"],
        ),
        (Put(path_of("several[1]"), "2nd"), ['  "second",'], ['  "2nd",']),
        (Put(("several",), ["first", "third"]), ['  "second",'], ["  "]),
        (
            Put(("several",), ["first", "second", "third", "fourth"]),
            ['  "third"'],
            ['  "third",', '  "fourth"'],
        ),
        (Put(path_of("dotted.one.four"), True), [], ["dotted.one.four = true"]),
        (Put(("a", "b c", "e"), 1), [], ["e = 1"]),
        (Put(path_of("row[1].inner.m"), 5), ["m = 4"], ["m = 5"]),
        (Put(path_of("row[0].k"), "v"), [], ['k = "v"']),
        (Put(path_of("z.new"), 1), [], ["new = 1", ""]),
        (Put(path_of("quite.new"), 1), [], ["", "[quite]", "new = 1", ""]),
        (Put(("a", "b c", "d", 0, 1), 9), ["d = [[1, 2], [3]]"], ["d = [[1, 9], [3]]"]),
        (Remove(path_of("dotted.one.two")), ["dotted.one.two = 1 # beside"], []),
        (
            Remove(path_of("dotted.one.three.a")),
            ["dotted.one.three = { a = 1 ,  b = { c = 2027-01-01 } }"],
            ["dotted.one.three = { b = { c = 2027-01-01 } }"],
        ),
        (Rename(("a", "b c"), "b"), ['[ a . "b c" ] # beside a header'],
         ["[ a . b ] # beside a header"]),
        (Move(path_of("several[0]"), 1), ['  "first", # why the first', '  "second",'],
         ['  "second", # why the first', '  "first",']),
    ],
)  # fmt: skip
def test_odd_ways_of_writing_keep_every_other_line(edit, gone, come):
    new = edited(ODD, [edit])

    went, came = changed_lines(ODD, new)
    assert (went, came) == (gone, come)


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (Put(("a",), 1), "[a]\nb = 1\n"),
        (Put(path_of("a.b.c"), 1), "a = 1\n"),
        (Remove(("gone",)), "a = 1\n"),
        (Remove(path_of("a[4]")), "a = [1]\n"),
        (Rename(path_of("a.b"), "c"), "a = { b = 1, c = 2 }\n"),
        (Duplicate(path_of("a.b"), "c"), "[a.b]\n[x]\n[a.b.c]\n"),
        (Put(("a",), 1), "this is no TOML"),
        (Put(("a",), 1), "a = " + "[" * 5000),
    ],
)
def test_what_cannot_be_done_in_the_text_is_refused_whole(edit, text):
    with pytest.raises(EditLost):
        edited(text, [edit])


@pytest.mark.parametrize("value", ['"', "\\", "\x00\x7f\x85", "\u202e", "</script>", "'''", "a\nb"])
def test_hostile_texts_are_written_so_that_they_read_the_same(value):
    new = edited(PLAN, [Put(path_of("prize.name.en"), value)])

    assert tomllib.loads(new)["prize"]["name"]["en"] == value


def test_a_thousand_edits_leave_a_document_that_says_what_they_say():
    text, wanted = PLAN, tomllib.loads(PLAN)
    for number, (path, old) in enumerate(LEAVES["anso-prize.toml"][::20]):
        if isinstance(old, str):
            text = edited(text, [Put(path, f"text {number}")])
            data.put(wanted, path, f"text {number}")

    assert tomllib.loads(text) == wanted
    assert comments(text) == comments(PLAN)


def test_an_edit_of_a_large_document_takes_well_below_a_second():
    large = PLAN + "".join(
        f'\n[themes.more-{n}]\nlabel = {{ en = "Theme {n}", zh = "主题 {n}" }}\n'
        for n in range(2000)
    )
    began = time.process_time()

    edited(large, [Put(path_of("themes.more-1999.label.en"), "Changed")])

    assert len(large) > 150_000
    assert time.process_time() - began < 1.0


def test_the_parsed_document_of_the_caller_stays_as_it_was():
    parsed = tomllib.loads(PLAN)
    before = copy.deepcopy(parsed)

    Put(path_of("prize.year"), 2030).write(PLAN, parsed)

    assert parsed == before
