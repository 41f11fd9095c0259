"""A name is put out of sight wherever it stands, and nothing else is."""

from __future__ import annotations

import pytest

from workflows.leaks import veiled


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("Kind regards, Yuki Tanaka", ["Yuki Tanaka"], "Kind regards, […]"),
        ("YUKI\n  TANAKA, and Yuki Tanaka", ["Yuki Tanaka"], "[…], and […]"),
        ("Tanaka and Yuki Tanaka", ["Tanaka", "Yuki Tanaka"], "[…] and […]"),
        ("Tanakas are ducks.", ["Tanaka"], "Tanakas are ducks."),
        ("a@geo.example.", ["a@geo.example"], "[…]."),
        ("田中由紀先生认为", ["田中由紀"], "[…]先生认为"),
        ("Mu\u0308ller says so.", ["Müller"], "[…] says so."),
        ("Nothing to hide.", [], "Nothing to hide."),
        ("Nothing to hide.", [" "], "Nothing to hide."),
    ],
)
def test_names_are_replaced(text, names, shown):
    assert veiled(text, names) == shown
