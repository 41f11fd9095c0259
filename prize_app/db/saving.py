"""Saves of one form that reach the server in another order than they were sent in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy.orm.exc import StaleDataError

LONGEST_PAGE_ID: Final = 40
MOST_SAVES: Final = 1_000_000_000


class Saved(Protocol):
    """A row that a page with an autosave writes: `saved_from` the page, `saved_number` its save."""

    saved_from: str
    saved_number: int
    lock_version: int


@dataclass(frozen=True, slots=True)
class Save:
    """Which save of which page this is, and the version it builds on.

    `lock_version` is 0 before anything stands. A page counts its saves from 1, so their order does
    not depend on which of them arrives first; a page without script sends no autosave, and a
    `number` that no page comes to, such as 0, asks for the version alone.
    """

    lock_version: int
    page_id: str = ""
    number: int = 0


class Overtaken(StaleDataError):
    """A later save of the very same page was faster: what it kept is newer, nothing is lost."""


def is_overtaken(row: Saved, save: Save) -> bool:
    """Whether the page has saved with this number, or a later one, already."""
    return _is_own(row, save) and save.number <= row.saved_number


def require_newest(row: Saved, save: Save) -> None:
    """Refuse a save that would put something older over something newer.

    What another page saved is built on by its `lock_version` only.

    Raises:
        Overtaken: this page has saved later already.
        StaleDataError: another page has saved meanwhile.
    """
    if is_overtaken(row, save):
        raise Overtaken("a later save of this page was faster")
    if not _is_own(row, save) and row.lock_version != save.lock_version:
        raise StaleDataError("it was saved in another window meanwhile")


def require_first(save: Save) -> None:
    """Refuse to begin what the page believes to stand already.

    Raises:
        StaleDataError: the page builds on a version that there is not.
    """
    if save.lock_version != 0:
        raise StaleDataError("what it builds on is not there")


def mark(row: Saved, save: Save) -> None:
    """Note which save of which page this is."""
    row.saved_from = save.page_id[:LONGEST_PAGE_ID]
    row.saved_number = save.number if 0 < save.number <= MOST_SAVES else 0


def _is_own(row: Saved, save: Save) -> bool:
    counts = bool(save.page_id) and 0 < save.number <= MOST_SAVES
    return counts and row.saved_from == save.page_id[:LONGEST_PAGE_ID]
