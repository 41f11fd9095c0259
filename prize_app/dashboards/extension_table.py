"""The equal-treatment list as a table to take away."""

from __future__ import annotations

from collections.abc import Sequence

from prize_app.dashboards.reports import Table
from prize_app.extensions.comparing import Group, Row

ANSWERS = {"asked": "not decided", "granted": "granted", "refused": "refused"}


def extension_table(groups: Sequence[Group]) -> Table:
    """One row for each extension; what a comparable group asked and got stands in each row."""
    rows = tuple(
        (
            group.due.label["en"],
            group.work,
            row.line.nomination.reference,
            row.who,
            row.line.extension.asked_at,
            _author(row),
            row.line.asked_days,
            row.line.extension.reason,
            _answer(row),
            row.line.days if row.line.extension.state == "granted" else None,
            row.line.extension.until if row.line.extension.state == "granted" else None,
            row.line.decided_by,
            row.line.extension.decided_at,
            row.line.extension.decision_reason,
            len(group.rows),
            group.count("granted"),
            group.count("refused"),
            group.owing,
            row.alike,
        )
        for group in groups
        for row in group.rows
    )
    return Table(
        (
            ("Deadline", 30), ("Work", 18), ("Reference", 14), ("For whom", 28),
            ("Asked (UTC)", 18), ("Entered by somebody else", 24), ("Days asked", 8),
            ("Reason", 60), ("Answer", 14), ("Days granted", 8), ("Until (UTC)", 18),
            ("Decided by", 24), ("Decided (UTC)", 18), ("Reason of the answer", 60),
            ("Asked by all alike", 10), ("Granted to them", 10), ("Refused to them", 10),
            ("Still owing the same", 10), ("Of these with less time", 10),
        ),
        rows,
    )  # fmt: skip


def _answer(row: Row) -> str:
    """What became of it; nobody decides on the time that comes with a review taken over."""
    words = ANSWERS[row.line.extension.state]
    return f"{words}, review taken over" if row.line.extension.comes_with_review else words


def _author(row: Row) -> str:
    """Who entered it, where it was not the person: a reviewer's name must not show here."""
    extension = row.line.extension
    return row.line.asked_by if extension.asked_by != extension.person_id else ""
