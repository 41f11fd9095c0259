"""Whether a page or JSON is asked for (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from flask import request


def wants_json() -> bool:
    """Whether a program asks: it prefers JSON to a page, and says so."""
    asked = request.accept_mimetypes
    best = asked.best_match(["text/html", "application/json", "application/problem+json"])
    return bool(asked) and best is not None and best != "text/html"
