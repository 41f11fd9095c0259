"""What tests of a nominator's pages send, and where."""

from __future__ import annotations

import re

from tests.prize_app.nominations.writing import fields_of

CATEGORY = "outstanding-contribution"


AUTOSAVE = {"HX-Request": "true"}


def address(nomination, *parts):
    return "/".join([f"/nominations/{nomination.id}", *parts])


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)[1]


def opened(browser, nomination):
    """The fields of a freshly opened form."""
    page = browser.get(address(nomination, "edit"))
    assert page.status_code == 200
    return fields_of(page.text)


def send(browser, nomination, kept, *, headers=None, **fields):
    return browser.post(
        address(nomination, "edit"),
        data=kept | fields,
        headers=headers,
        content_type="multipart/form-data",
    )


def answers(session, nomination):
    session.refresh(nomination)
    return nomination.answers
