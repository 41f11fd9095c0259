"""The demonstration from which all twins are copied, loaded once."""

from __future__ import annotations

import pytest

from tests.prize_app.twins.worlds import load_first


@pytest.fixture(scope="session")
def first(request, tmp_path_factory):
    """The demonstration, loaded once."""
    if request.config.getoption("--database", default="sqlite") != "sqlite":
        pytest.skip("worlds are copied as files: it runs once, on SQLite")
    return load_first(tmp_path_factory.mktemp("first"))
