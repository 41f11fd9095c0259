"""The project's own files, as the house tests read them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
CODE = ("prize_app", "workflows", "tests", "tools", "migrations")


@cache
def modules(*rooms: str) -> tuple[Path, ...]:
    """Every Python file of some rooms, and with "." the two that stand at the top."""
    found = [p for room in rooms if room != "." for p in (ROOT / room).rglob("*.py")]
    if "." in rooms:
        found += [ROOT / "config.py", ROOT / "wsgi.py"]
    return tuple(sorted(p for p in found if "__pycache__" not in p.parts))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def named(path: Path) -> str:
    """A file as people name it: from the top of the project."""
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """(last part of the name, call) of every call of something that has a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def texts(node: ast.AST | None) -> set[str]:
    """Every text constant in an expression, f-strings left out."""
    if node is None:
        return set()
    pieces = {id(v) for n in ast.walk(node) if isinstance(n, ast.JoinedStr) for v in ast.walk(n)}
    return {
        n.value
        for n in ast.walk(node)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in pieces
    }


def standing_alone(tree: ast.Module) -> set[int]:
    """Identities of constants that are a statement of their own: docstrings and the like."""
    return {
        id(n.value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    }


def templates(pattern: str = "**/*") -> tuple[Path, ...]:
    """Every template file."""
    return tuple(sorted(p for p in TEMPLATES.glob(pattern) if p.is_file()))


def without_comments(template: str) -> str:
    """A Jinja template as it is read, comments taken out."""
    return re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)


def said(name: str, position: int, *rooms: str) -> tuple[dict[str, set[str]], set[str]]:
    """What is passed to a function at one position, followed through our own functions.

    A name with a dot is matched whole, as it is written; one without by its last part. A function
    of ours is followed under its bare name, and behind the name of its module.

    Returns:
        (text -> the files that pass it, places where it could not be found out). Where a function
        only passes on what it was given, its own callers are looked at instead; a function whose
        name begins with an underscore has callers in its own file only.
    """
    found: dict[str, set[str]] = {}
    unclear: set[str] = set()
    waiting, seen = [(name, position, "", None)], set()
    while waiting:
        asked = waiting.pop()
        if asked in seen:
            continue
        seen.add(asked)
        for path, call, inside in _uses(*rooms):
            if not _is_call_of(call, asked[0]) or asked[3] not in (None, path):
                continue
            value = _passed(call, asked[1], asked[2])
            taken = [a.arg for a in (*inside.args.args, *inside.args.kwonlyargs)] if inside else []
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.setdefault(value.value, set()).add(named(path))
            elif inside and isinstance(value, ast.Name) and value.id in taken:
                own = path if inside.name.startswith("_") else None
                called = inside.name if own else f"{path.stem}.{inside.name}"
                waiting.append((called, taken.index(value.id), value.id, own))
                waiting.append((f"={inside.name}", taken.index(value.id), value.id, own))
            else:
                unclear.add(f"{named(path)}: {ast.unparse(value) if value else asked[0]}")
    return found, unclear


@cache
def _uses(*rooms: str) -> tuple[tuple[Path, ast.Call, ast.FunctionDef | None], ...]:
    """Every call, with the function that it stands in."""
    found = []
    for path in modules(*rooms):
        tree = parsed(path)
        inside = {
            id(call): function
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for call in ast.walk(function)
            if isinstance(call, ast.Call)
        }
        found += [(path, call, inside.get(id(call))) for _, call in calls(tree)]
    return tuple(found)


def _is_call_of(call: ast.Call, name: str) -> bool:
    if "." in name or name.startswith("="):
        return ast.unparse(call.func) == name.removeprefix("=")
    return getattr(call.func, "attr", getattr(call.func, "id", "")) == name


def _passed(call: ast.Call, position: int, keyword: str) -> ast.expr | None:
    by_name = next((k.value for k in call.keywords if k.arg == keyword), None)
    return by_name or (call.args[position] if len(call.args) > position else None)
