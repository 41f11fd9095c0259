"""A person at a browser, watched: no fault of script, policy, server or accessibility passes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Response,
)

from prize_app.demonstration.cast import PASSWORD

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
RUN_AXE = """() => axe.run(document, {resultTypes: ["violations"]}).then(found =>
    found.violations.filter(v => ["serious", "critical"].includes(v.impact)).map(v =>
        `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")}`))"""
HEADINGS = """() => [...new Set([...document.querySelectorAll("h1 ~ *, h2, .task, [role=alert]")]
    .map(e => e.tagName + e.className))].sort().join(" ")"""
# The browser and htmx report every 4xx answer; what they should be is asserted where they come.
EXPECTED_NOISE = re.compile(
    r"^Failed to load resource: the server responded with a status of 4\d\d"
    r"|^Response Status Error Code 4\d\d from "
)
VARIABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/confirm/)[\w-]+|(?<=/consent/)[\w-]+")


class Window:
    """One person's own browser window. `seen` is shared: each kind of page is examined once."""

    def __init__(self, context: BrowserContext, address: str, seen: set[str]) -> None:
        self.address = address
        self.context = context
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self._seen = seen
        self._watch(self.page)

    def beside(self) -> Window:
        """Another tab of the same person; its faults count with this one's."""
        tab = Window(self.context, self.address, self._seen)
        tab.faults = self.faults
        return tab

    def _watch(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("response", self._answered)
        page.on("dialog", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED_NOISE.search(message.text):
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} for {response.request.method} {response.url}")

    def _asked(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.faults.append(f"dialog: {dialog.message}")
        dialog.accept()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Through the page."""
        self.go("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.press("Sign in")
        assert self.path == "/desk", self.text

    def go(self, path: str, *, status: int = 200) -> None:
        """Open an address of this site."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == status, f"{answer.status} for {path}: {self.text[:600]}"
        self.look()

    def press(self, name: str, *, within: Locator | None = None, exact: bool = True) -> None:
        """Press a button of the main part and wait for the page that answers."""
        place = within or self.page.locator("main")
        self._leave(place.get_by_role("button", name=name, exact=exact).first)

    def follow(self, name: str, *, within: Locator | None = None, exact: bool = True) -> None:
        """Follow a link of the main part."""
        place = within or self.page.locator("main")
        self._leave(place.get_by_role("link", name=name, exact=exact).first)

    def _leave(self, control: Locator) -> None:
        with self.page.expect_navigation(wait_until="load"):
            control.click()
        self.look()

    def look(self) -> None:
        """Examine this page, unless one of its kind was, and complain of anything heard so far."""
        assert not self.faults, self.faults
        if self._kind() not in self._seen:
            self.examine()
            self._seen.add(self._kind())

    def examine(self) -> None:
        """Run axe in the page."""
        self.page.evaluate(AXE)
        found = self.page.evaluate(RUN_AXE)
        assert not found, f"{self.page.url}: {found}"

    def _kind(self) -> str:
        """Pages are of one kind when address pattern and headings agree."""
        return f"{VARIABLE.sub('id', self.path)} {self.page.evaluate(HEADINGS)}"

    @property
    def path(self) -> str:
        """Where the window is, without the host."""
        return self.page.url.removeprefix(self.address)

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()

    def says(self, *words: str) -> None:
        """Assert that all of these stand on the page."""
        text = " ".join(self.text.split())
        missing = [w for w in words if w not in text]
        assert not missing, f"{missing} not in: {text[:3000]}"

    def download(self, path: str) -> bytes:
        """A file, by the address of its link."""
        answer = self.context.request.get(path)
        assert answer.status == 200, f"{answer.status} for {path}"
        return answer.body()

    def post(self, path: str, fields: dict[str, Any] | None = None) -> Any:
        """Send a form without its page, with this window's cookies and token; no redirect taken."""
        form = {"csrf_token": self.token(), **(fields or {})}
        return self.context.request.post(path, form=form, max_redirects=0)

    def token(self) -> str:
        """The token against forged requests that stands on the present page."""
        return self.page.locator("input[name=csrf_token]").first.get_attribute("value") or ""


class Street:
    """All windows of a run: one browser, one window a person, faults counted at the end."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.seen: set[str] = set()
        self._windows: dict[str, Window] = {}

    def stranger(self) -> Window:
        """A window that nobody signs in with."""
        if "" not in self._windows:
            self._windows[""] = self._window()
        return self._windows[""]

    def newcomer(self, email: str) -> Window:
        """The window of somebody who has no account yet."""
        self._windows[email] = self._window()
        return self._windows[email]

    def of(self, email: str) -> Window:
        """The window of somebody, signed in once."""
        if email not in self._windows:
            window = self._window()
            window.sign_in(email)
            self._windows[email] = window
        return self._windows[email]

    def _window(self) -> Window:
        context = self.browser.new_context(base_url=self.address, locale="en-GB")
        return Window(context, self.address, self.seen)

    @contextmanager
    def open(self) -> Iterator[Street]:
        """Complain afterwards of what any of the windows heard, and close them all."""
        yield self
        self.complain()
        for window in self._windows.values():
            window.context.close()

    def complain(self) -> None:
        """Assert that no window heard of a fault since the last time."""
        faults = [f"{who}: {fault}" for who, w in self._windows.items() for fault in w.faults]
        for window in self._windows.values():
            window.faults.clear()
        assert not faults, faults


def names_in(window: Window, selector: str) -> Sequence[str]:
    """The texts of all elements that a selector finds."""
    return [" ".join(text.split()) for text in window.page.locator(selector).all_inner_texts()]
