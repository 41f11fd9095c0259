"""What can happen on the stage of a demonstration; the script names these acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from prize_app.demonstration.acts import (
    discussing,
    finishing,
    inviting,
    judging,
    nominating,
    stepping,
    voting,
)
from prize_app.demonstration.scene import Act, Scene

ACTS: Final[Mapping[str, Callable[[Scene, Session, Act], int]]] = {
    "begin": nominating.begin,
    "submit": stepping.take,
    "act": stepping.take,
    "consent": nominating.consent,
    "assign": judging.assign,
    "collective": stepping.collective,
    "conflict": judging.conflict,
    "review": judging.review,
    "discuss": discussing.discuss,
    "ballot": voting.ballot,
    "open-ballot": voting.open_ballot,
    "certificates": finishing.certificates,
    "report": finishing.report,
    "invite": inviting.invite,
    "remember": inviting.remember,
    "thank": inviting.thank,
}
