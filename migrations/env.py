"""Alembic's entry: migrations run on the connection that `prize_app.migrating` hands over."""

from typing import Any, Literal

from alembic import context

from prize_app.db import Base
from prize_app.db.base import UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own type as what it is in the database: migrations import nothing of ours."""
    is_instant = kind == "type" and isinstance(item, UtcDateTime)
    return "sa.DateTime(timezone=True)" if is_instant else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_name=lambda name, kind, _parents: kind != "table" or name in Base.metadata.tables,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
