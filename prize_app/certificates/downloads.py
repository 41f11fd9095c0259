"""Files that a browser saves: never cached, never run."""

from __future__ import annotations

from flask import Response


def download(content: bytes, mimetype: str, file_name: str) -> Response:
    """An answer that is a file, for this one person only."""
    response = Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
