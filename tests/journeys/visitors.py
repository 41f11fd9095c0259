"""Somebody without a browser, who sends whatever comes to mind; redirects are not followed."""

from __future__ import annotations

import html
import http.client
import http.cookiejar
import re
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import quote, urlencode

from prize_app.demonstration.cast import PASSWORD

Fields = Sequence[tuple[str, str]]
TOKEN = re.compile(r'name="csrf_token"[^>]*? value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    raw: str
    location: str

    @property
    def text(self) -> str:
        """The page with its entities read."""
        return html.unescape(self.raw)

    @property
    def token(self) -> str:
        """The page's token against forged requests."""
        found = TOKEN.search(self.raw)
        return found.group(1) if found else ""


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Visitor:
    """One session over plain HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            _Stays, urllib.request.HTTPCookieProcessor(self.cookies)
        )
        self.last_token = ""

    def get(self, path: str) -> Answer:
        """Load a page; its token is remembered for the posts to come."""
        answer = self._send(urllib.request.Request(self.address + path))  # noqa: S310
        self.last_token = answer.token or self.last_token
        return answer

    def post(
        self,
        path: str,
        fields: Mapping[str, str] | Fields = (),
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form with the remembered token, or another one."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        pairs.append(("csrf_token", self.last_token if token is None else token))
        body = urlencode(pairs, errors="surrogatepass").encode()
        return self._send(
            urllib.request.Request(self.address + path, body, dict(headers or {}))  # noqa: S310
        )

    def post_files(
        self, path: str, fields: Mapping[str, str] | Fields, files: Sequence[tuple[str, str, bytes]]
    ) -> Answer:
        """Send a form with (field, file name, content) as a browser does."""
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        pairs.append(("csrf_token", self.last_token))
        edge = token_hex(12)
        parts = [
            _part(edge, name, "", value.encode("utf-8", "surrogatepass")) for name, value in pairs
        ]
        parts += [_part(edge, name, f'; filename="{f}"', content) for name, f, content in files]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._send(urllib.request.Request(self.address + path, body, kind))  # noqa: S310

    def sign_in(self, email: str) -> Visitor:
        """Sign in with the password of the demonstration."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": PASSWORD})
        assert answer.status == 303, answer.raw[:500]
        self.get("/desk")
        return self

    def twin(self) -> Visitor:
        """A second window of the same session."""
        other = Visitor(self.address)
        for cookie in self.cookies:
            other.cookies.set_cookie(cookie)
        other.last_token = self.last_token
        return other

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as found:
                return _answer(found.status, found)
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused.code, refused)


def _part(edge: str, name: str, more: str, content: bytes) -> bytes:
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def _answer(status: int, found: http.client.HTTPResponse | urllib.error.HTTPError) -> Answer:
    raw = found.read().decode("utf-8", "replace")
    return Answer(status, raw, found.headers.get("Location") or "")


def path_of(text: str) -> str:
    """Any string as one part of an address."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
