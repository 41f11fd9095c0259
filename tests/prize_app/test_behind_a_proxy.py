"""Behind a proxy that ends TLS: forwarded headers are read only where the installation says so."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from config import Config
from prize_app import create_app

SECRET = "x" * 40
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


def browser(database_url: str, instance, database, proxies: str) -> FlaskClient:
    """A browser against an application started with so many trusted proxies."""
    environ = {
        "PRIZE_SECRET_KEY": SECRET,
        "PRIZE_INSTANCE": str(instance),
        "DATABASE_URL": database_url,
        "PRIZE_TRUSTED_PROXIES": proxies,
    }
    app = create_app(Config.from_environ(environ))
    app.extensions["database"].dispose()
    app.extensions["database"] = database
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    return app.test_client()


@pytest.fixture
def browsers(database_url, instance, database, session) -> dict[str, FlaskClient]:
    """By number of trusted proxies."""
    return {n: browser(database_url, instance, database, n) for n in ("", "0", "1")}


def way_back(client: FlaskClient, **headers: str) -> str:
    """Where the page of an error leads back to, for somebody who came from an https page."""
    came = {"Referer": "https://localhost/desk", **headers}
    page = client.get("/nothing-here", headers=came).text
    return page.split('button-primary" href="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("proxies", ["", "0"])
def test_by_default_anybodys_forwarded_headers_are_not_read(browsers, proxies):
    assert way_back(browsers[proxies], **FORWARDED) == "/"


def test_with_a_trusted_proxy_the_scheme_is_the_readers(browsers):
    assert way_back(browsers["1"], **FORWARDED) == "https://localhost/desk"
    assert way_back(browsers["1"]) == "/"


def test_of_several_values_only_the_trusted_proxys_counts(browsers):
    forged = {**FORWARDED, "X-Forwarded-Proto": "https, http"}

    assert way_back(browsers["1"], **forged) == "/"


@pytest.mark.parametrize("wrong", ["yes", "-1", "10", "1.5", "\uff11"])
def test_a_number_that_is_none_stops_the_start(wrong):
    with pytest.raises(SystemExit, match="PRIZE_TRUSTED_PROXIES"):
        Config.from_environ({"PRIZE_SECRET_KEY": SECRET, "PRIZE_TRUSTED_PROXIES": wrong})
