"""Files that a browser saves: never cached, never run."""

from __future__ import annotations

from flask import Response

from prize_app.web import file_header


def download(content: bytes, mimetype: str, file_name: str) -> Response:
    """An answer that is a file, for this one person only."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = file_header("attachment", file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
