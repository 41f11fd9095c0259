"""Limits of fields are said in our words, not in those of a library."""

import ast

from prize_app.places import ROOT


def test_every_limit_of_a_field_says_its_own_words():
    wordless = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "prize_app").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Length"
        and not any(keyword.arg == "message" for keyword in node.keywords)
    ]

    assert wordless == []
