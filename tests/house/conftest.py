"""The application for rules that only the running application can answer."""

from tests.prize_app.conftest import (
    _nothing_is_left,
    app,
    client,
    connection,
    database,
    database_url,
    instance,
    session,
    sign_in,
)

__all__ = [
    "_nothing_is_left",
    "app",
    "client",
    "connection",
    "database",
    "database_url",
    "instance",
    "session",
    "sign_in",
]
