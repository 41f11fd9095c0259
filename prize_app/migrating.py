"""Creating the database and bringing it up to date: our tables and those of the job queue."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy.engine import make_url

from prize_app import jobs
from prize_app.db.session import Database
from prize_app.places import MIGRATIONS


def alembic_config(url: str = "") -> AlembicConfig:
    """Alembic's settings, without a file of their own."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Upgrade to the newest version; does nothing when it is reached."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    database = Database(url)
    with database.rebuilding() as connection:
        config = alembic_config(url)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    database.dispose()
    jobs.migrate(url)
