"""Health: whether the process answers, and whether it can do its work."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from obstore.exceptions import BaseError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from prize_app.access import database, public
from prize_app.files import FileStore
from prize_app.pdf.rendering import missing_fonts
from prize_app.places import MIGRATIONS

if TYPE_CHECKING:
    from config import Config

bp = Blueprint("health", __name__)
PROBE = b"The prize asks whether it can keep files.\n"


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Everything that work needs is there; otherwise 503 and what is missing, in a word each."""
    config: Config = current_app.config["PRIZE"]
    missing = _database_problems()
    if not files_work(current_app.extensions["files"], _local_folder(config)):
        missing.append("files")
    if missing_fonts():
        missing.append("fonts")
    if missing:
        return {"status": "not ready", "missing": missing}, 503
    return {"status": "ready"}


def _database_problems() -> list[str]:
    try:
        with database().reading() as session:
            session.execute(text("SELECT 1"))
            return [] if is_migrated(session, MIGRATIONS) else ["migrations"]
    except SQLAlchemyError:
        return ["database"]


def is_migrated(session: Session, folder: Path) -> bool:
    """Whether the database stands at the newest migration of a folder; true without any."""
    if not (folder / "env.py").is_file():
        return True
    newest = ScriptDirectory(str(folder)).get_heads()
    present = MigrationContext.configure(session.connection()).get_current_heads()
    return set(newest) == set(present)


def _local_folder(config: Config) -> Path | None:
    return None if config.files_url else config.instance / "files"


def files_work(files: FileStore, folder: Path | None) -> bool:
    """Whether files can be written and read back.

    What is stored under a hash is never written again, so a local folder is tried with a
    temporary file as well.
    """
    try:
        if folder is not None:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(PROBE)
        return files.get(files.put(PROBE)) == PROBE
    except (OSError, BaseError):
        return False
