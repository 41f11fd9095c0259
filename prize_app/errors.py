"""The only place that knows both the engine's reasons and HTTP."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from flask import Flask, current_app, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from prize_app.negotiating import wants_json
from prize_app.phrases import refusal_words
from prize_app.web import page, reasons_as_json
from workflows.errors import (
    NotAllowed,
    NotFound,
    PlanFaulty,
    PrizeError,
    Refusal,
    RuleBroken,
    TermsOutstanding,
    UnusableInput,
    WrongStage,
)

log = logging.getLogger(__name__)

STATUS: dict[type[PrizeError], int] = {
    NotAllowed: 403,
    TermsOutstanding: 403,
    NotFound: 404,
    WrongStage: 409,
    RuleBroken: 422,
    PlanFaulty: 422,
    UnusableInput: 422,
}

WORDS: dict[int, tuple[str, str]] = {
    400: (
        "This could not be read",
        "The page may have been open for too long. Your text is below.",
    ),
    403: (
        "This is not yours to do",
        "You can see this page, but the step belongs to someone else.",
    ),
    404: ("There is nothing here", "The address may be mistyped, or what was here is not for you."),
    405: ("This is not yours to do", "The address does not take what was sent to it."),
    409: ("Somebody was faster", "What you saw has changed meanwhile. Look at it again, please."),
    413: ("This file is too large", "A file may have at most 20 MB."),
    422: ("Not yet", "The rules do not allow this now."),
    429: ("Too many tries", "Please wait a few minutes before you try again."),
    503: ("Busy", "The system is busy for a moment. Nothing was lost; please try again."),
}

DONE = (
    "This is done already",
    "It was done meanwhile, by somebody else or by you in another window. Nothing was done twice.",
)
DONE_BEFORE = {
    "assignment_ended", "ballot_closed_already", "ballot_still_open", "invitation_settled",
    "invited_already", "motion_settled", "motion_waits", "order_submitted", "review_submitted",
}  # fmt: skip
"""Refusals of whoever presses a second time, or is slower than somebody else."""

SECRET_FIELDS = {"csrf_token", "password", "new_password", "repeated"}
UNWRITTEN_FIELDS = {
    "lock_version", "page_id", "then", "remove", "pair", "reviewer", "input", "only", "release",
    "fingerprint", "decision",
}  # fmt: skip
FEW_LETTERS = 3
"""Codes and points are chosen again sooner than copied; anything longer may be somebody's words."""


def install(app: Flask) -> None:
    """Register every handler."""
    app.register_error_handler(PrizeError, _prize_error)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(OperationalError, _operational)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)


def _prize_error(error: PrizeError) -> ResponseReturnValue:
    status = STATUS.get(type(error), 400)
    if isinstance(error, TermsOutstanding) and request.method == "GET" and not wants_json():
        # What was asked for is led to again once the terms are accepted.
        return redirect(url_for("reviewers.terms", next=request.full_path.rstrip("?")), 303)
    plan = g.get("plan")
    if isinstance(error, UnusableInput):
        return _answer(status, (str(error),))
    if wants_json():
        return _problem(status, error.refusals)
    if isinstance(error, TermsOutstanding):
        return _terms_first(status)
    codes = {refusal.code for refusal in error.refusals}
    words = DONE if codes and codes <= DONE_BEFORE else None
    return _answer(status, tuple(refusal_words(r, plan) for r in error.refusals), words)


def _terms_first(status: int) -> ResponseReturnValue:
    """Something was sent while terms wait, as when they change beneath an open page."""
    came_from = urlsplit(request.referrer).path if _is_own(request.referrer) else None
    return page(
        "error.html",
        status=status,
        title="The terms come first",
        message="They are new, or they changed while this page was open. Please read and accept "
        "them; then you are led back.",
        reasons=[],
        kept=_kept(),
        back_url=url_for("reviewers.terms", next=came_from),
        back_label="Read the terms",
    ), status


def _stale(_error: StaleDataError) -> ResponseReturnValue:
    return _answer(409)


def _integrity(error: IntegrityError) -> ResponseReturnValue:
    log.info("refused by a constraint: %s", type(error.orig).__name__)
    return _answer(409)


def _operational(error: OperationalError) -> ResponseReturnValue:
    log.error("database not available", exc_info=error)
    return _answer(503)


def _csrf(error: CSRFError) -> ResponseReturnValue:
    return _answer(400, (str(error.description),))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    return _answer(status)


def _problem(status: int, refusals: tuple[Refusal, ...] = ()) -> ResponseReturnValue:
    """The same for programs, as problem details with all reasons (RFC 9457).

    A 404 never has any: what is not there and what may not be seen are told alike.
    """
    title, message = WORDS.get(status, ("This did not work", "Please go back and try again."))
    problem = {"type": "about:blank", "title": title, "status": status, "detail": message}
    if status != 404:
        problem |= {"reasons": reasons_as_json(refusals)}
    answer = jsonify(problem)
    answer.mimetype = "application/problem+json"
    return answer, status


def _answer(
    status: int, reasons: tuple[str, ...] = (), words: tuple[str, str] | None = None
) -> ResponseReturnValue:
    if wants_json():
        return _problem(status)
    title, message = words or WORDS.get(
        status, ("This did not work", "Please go back and try again.")
    )
    # Of a request that is too large nothing may be read, not even what was typed.
    kept = [] if status in (404, 413) else _kept()
    if status == 400 and not kept:
        message = "The page may have been open for too long. Please load it again."
    body = page(
        "error.html",
        status=status,
        title=title,
        message=message,
        reasons=list(reasons),
        kept=kept,
        back_url=g.get("back_url") or _back(),
    )
    return body, status


def _kept() -> list[tuple[str, str]]:
    """What the person had typed: shown again, so that nothing is lost."""
    if request.method != "POST":
        return []
    return [
        (name.removeprefix("q-").replace("-", " ").replace("_", " "), value)
        for name, value in request.form.items(multi=True)
        if len(value.strip()) > FEW_LETTERS and name not in SECRET_FIELDS | UNWRITTEN_FIELDS
    ]


def _back() -> str:
    """Where the person came from, or the next page above it that can be opened.

    What was shown in answer to a button has an address that only takes.
    """
    if not request.referrer or not _is_own(request.referrer):
        return "/"
    path = urlsplit(request.referrer).path
    addresses = current_app.create_url_adapter(request)
    if addresses is None or addresses.test(path, "GET"):
        return request.referrer
    while path and not addresses.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"


def _is_own(referrer: str | None) -> bool:
    return bool(referrer) and str(referrer).startswith(request.host_url)
