"""Code: who commits, who moves a nomination, how long files are, who imports what."""

from __future__ import annotations

import ast
import sys
import warnings

import pytest

from tests.house.sources import CODE, ROOT, calls, modules, named, parsed, templates

LONG, TOO_LONG, LONGEST_TEMPLATE = 250, 400, 120

# Files that may be longer: tables of data, and tests that are one long table themselves.
MAY_BE_LONG = {
    "migrations/versions": "a migration is written by Alembic and never edited",
    "tests/": "a test file covers one module, however much there is to say about it",
}


def lines_of(path):
    return path.read_text("utf-8").count("\n")


def test_only_the_session_commits():
    committing = {
        named(path)
        for path in modules("prize_app", "workflows", ".")
        for name, _ in calls(parsed(path))
        if name in ("commit", "commit_prepared")
    }

    assert committing == {"prize_app/db/session.py"}


def test_only_moving_writes_a_stage():
    writing = {
        named(path)
        for path in modules("prize_app", ".")
        for node in ast.walk(parsed(path))
        for target in targets(node)
        if isinstance(target, ast.Attribute) and target.attr == "stage"
    }

    assert writing == {"prize_app/nominations/moving.py"}


def test_a_nomination_gets_its_first_stage_where_it_begins():
    beginning = {
        named(path)
        for path in modules("prize_app", ".")
        for name, call in calls(parsed(path))
        if name in ("Nomination", "setattr", "values", "update")
        and any(keyword.arg == "stage" for keyword in call.keywords)
    }

    assert beginning == {"prize_app/nominations/service.py"}


def targets(node):
    """What a statement assigns to."""
    if isinstance(node, ast.Assign):
        return [part for target in node.targets for part in ast.walk(target)]
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return [node.target]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
        return [ast.Attribute(attr=a.value) for a in node.args[1:2] if isinstance(a, ast.Constant)]
    return []


def test_every_folder_of_code_is_a_package():
    folders = {path.parent for path in modules(*CODE)}
    scripts = {ROOT / "migrations", ROOT / "migrations" / "versions"}  # Alembic loads them by path

    assert [named(f) for f in sorted(folders - scripts) if not (f / "__init__.py").exists()] == []


def test_every_module_says_what_it_is_for():
    silent = [
        named(path)
        for path in modules("prize_app", "workflows", "tools", "migrations", ".")
        if path.read_text("utf-8").strip() and not ast.get_docstring(parsed(path))
    ]

    # wsgi.py has one too; an empty __init__.py needs none.
    assert silent == []


class Longish(UserWarning):
    """A file that is growing too long."""


@pytest.mark.filterwarnings("always:.*think at:UserWarning")
def test_files_are_short():
    lengths = {named(path): lines_of(path) for path in modules(*CODE, ".")}

    for name, length in sorted(lengths.items()):
        if length > LONG and not name.startswith("tests/") and not excused(name):
            warnings.warn(f"{name} has {length} lines; think at {LONG}", Longish, stacklevel=1)
    assert {n: size for n, size in lengths.items() if size > TOO_LONG and not excused(n)} == {}


def excused(name):
    return any(name.startswith(start) for start in MAY_BE_LONG)


def test_every_excuse_is_needed():
    lengths = {named(path): lines_of(path) for path in modules(*CODE, ".")}

    long = [name for name, length in lengths.items() if length > LONG]
    needed = {e for e in MAY_BE_LONG if any(name.startswith(e) for name in long)}
    assert set(MAY_BE_LONG) == needed


def test_templates_are_short():
    lengths = {named(path): lines_of(path) for path in templates("**/*.html")}

    assert {name: n for name, n in lengths.items() if n > LONGEST_TEMPLATE} == {}


def imported(path, *, at_run_time):
    """The modules that a file imports; at run time those under TYPE_CHECKING are left out."""
    tree = parsed(path)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    found = set()
    for node in ast.walk(tree):
        if at_run_time and id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}: relative import"
            found.add(node.module)
    return found


def test_the_settings_are_handed_down_not_fetched():
    users = {
        named(path)
        for path in modules("prize_app", "workflows", ".")
        if "config" in {name.split(".")[0] for name in imported(path, at_run_time=True)}
    }

    assert users == {"wsgi.py"}


def test_nobody_imports_the_wsgi_entry():
    assert [
        named(path)
        for path in modules("prize_app", "workflows", ".")
        if "wsgi" in {name.split(".")[0] for name in imported(path, at_run_time=False)}
    ] == []


def test_settings_and_wsgi_import_little():
    roots = {
        path.name: {n.split(".")[0] for n in imported(path, at_run_time=False)} - set(STANDARD)
        for path in modules(".")
    }

    assert roots == {"config.py": {"sqlalchemy"}, "wsgi.py": {"config", "prize_app"}}


STANDARD = sys.stdlib_module_names

# What the engine may use, and where: arithmetic in the packages that need it, the command line
# where files are read and printed.
ENGINE = {
    "numpy": (
        "workflows/assignment/",
        "workflows/calibration/",
        "workflows/comparing/",
        "workflows/firmness/",
        "workflows/insight/",
        "workflows/simulation/",
    ),
    "ortools": ("workflows/assignment/",),
    "scipy": ("workflows/assignment/", "workflows/insight/", "workflows/shortlist.py"),
    "pathlib": ("workflows/commands/inputs.py",),
    "os": ("workflows/__main__.py",),
    "sys": ("workflows/__main__.py",),
}
# Values in, values out: no clock, no chance, no disk, no other process, no net.
IMPURE = {
    "asyncio", "http", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil",
    "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib", "uuid",
}  # fmt: skip


def test_the_engine_imports_what_it_may():
    used = {
        (root, named(path))
        for path in modules("workflows")
        for root in {name.split(".")[0] for name in imported(path, at_run_time=False)}
        if root != "workflows" and (root not in STANDARD or root in IMPURE)
    }

    assert {hit for hit in used if not hit[1].startswith(ENGINE.get(hit[0], ()))} == set()
    assert {root for root, _ in used} == set(ENGINE)


def test_the_engine_reads_no_clock():
    asking = {
        named(path)
        for path in modules("workflows")
        for name, _ in calls(parsed(path))
        if name in ("now", "utcnow", "today")
    }

    # The command line is the edge: there the present instant enters, once.
    assert asking == {"workflows/__main__.py"}


def test_the_web_room_reads_the_clock_in_one_place():
    asking = {
        named(path)
        for path in modules("prize_app", ".")
        for name, call in calls(parsed(path))
        if name in ("now", "utcnow", "today", "time")
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("datetime", "date", "time")
    }

    assert asking - {"prize_app/clock.py"} == set()
