"""A picture of every page as every role at two widths, and of every kind of PDF, into shots/.

Pages are found by following links: one picture for each address pattern and role, so a new page is
in the next set by being linked from somewhere.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from prize_app.demonstration.cast import PASSWORD, read_cast
from tools.running import ROOT, running_demonstration
from workflows.plan.loading import load_plan

OUT = ROOT / "shots"
WIDTHS = (1280, 390)
# Pages of one pattern are opened so often to find links, and photographed once.
VISITS = 6
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VARIABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/confirm/)[\w-]+|(?<=/consent/)[\w-]+")
PLAN = load_plan((ROOT / "workflows/plans/anso-prize.toml").read_text(encoding="utf-8"))
CATEGORY = re.compile(rf"/(?:{'|'.join(map(re.escape, PLAN.categories))})(?=/|$)")
DOWNLOADS = re.compile(r"\.(pdf|csv|xlsx|zip|svg|toml)$|/pdf$|/files/")


def people() -> dict[str, str]:
    """Role -> address of somebody who has it."""
    cast = read_cast()
    committee = {one["role"]: one["email"] for one in cast.people["committee"]}
    return {
        "nominator": cast.people["nominators"][0]["email"],
        "reviewer": cast.people["reviewers"][0]["email"],
        "secretariat": cast.people["secretariat"][0]["email"],
        "committee": committee["member"],
        "chair": committee["chair"],
        "board": cast.people["board"][0]["email"],
        "observer": cast.people["observers"][0]["email"],
    }


def main() -> None:
    """Load a demonstration, walk it as everybody, take pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="a role, to be quick")
    parser.add_argument("--dark", action="store_true", help="in the dark scheme")
    chosen = parser.parse_args()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demonstration(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        scheme: Literal["dark", "light"] = "dark" if chosen.dark else "light"
        for role, email in {"stranger": "", **people()}.items():
            if chosen.only in (None, role):
                context = browser.new_context(color_scheme=scheme)
                count = _walk(context, address, role, email)
                print(f"{role}: {count} pages")
                context.close()
        if chosen.only is None:
            print(f"papers: {_papers(browser, address)} pages")
        browser.close()


def _walk(context: BrowserContext, address: str, role: str, email: str) -> int:
    page = context.new_page()
    if email:
        sign_in(page, address, email)
    waiting = ["/desk"] if email else ["/", "/sign-in", "/register", "/certificates", "/nowhere"]
    if role == "nominator":
        waiting += _begin_a_draft(page, address)
    seen: Counter[str] = Counter()
    known = set(waiting)
    while waiting:
        path = waiting.pop(0)
        pattern = _pattern(path)
        seen[pattern] += 1
        if seen[pattern] > VISITS:
            continue
        answer = page.goto(address + path)
        if answer is not None and answer.status >= 500:
            raise RuntimeError(f"{role} got {answer.status} for {path}")
        for link in _links(page, address):
            if link not in known:
                known.add(link)
                waiting.append(link)
        if seen[pattern] > 1:
            continue
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            name = pattern.strip("/").replace("/", "_").replace("?", "-") or "home"
            page.screenshot(path=OUT / f"{role}-{name}-{width}.png", full_page=True)
    return len(seen)


def _begin_a_draft(page: Page, address: str) -> list[str]:
    """A draft with something in it, and pictures of a form that was refused and of a fault."""
    page.goto(f"{address}/call/open-call/youth-leader")
    page.click("main .task button")
    page.fill("#q-nominee-name", "Łukasz O’Connor-Ñandú")
    page.fill("#q-original-name", "عمر الخيّام")
    page.fill("#q-email", "no address")
    page.fill("#q-citation", "word " * 30)
    page.click("button[value=show]")
    shown = page.url.removeprefix(address)
    page.goto(f"{address}{shown}/edit")
    page.set_input_files(
        "#file-documents",
        {"name": "program.exe.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90"},
    )
    page.click("fieldset:has(#file-documents) button[value=stay]")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=OUT / f"nominator-form_with_fault-{width}.png", full_page=True)
    return [shown, f"{shown}/edit"]


def sign_in(page: Page, address: str, email: str) -> None:
    """Sign in through the page."""
    page.goto(f"{address}/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{address}/desk")


def _pattern(path: str) -> str:
    return CATEGORY.sub("/category", VARIABLE.sub("id", path.split("?")[0])) + (
        "?zh" if "lang=zh" in path else ""
    )


def _links(page: Page, address: str) -> Iterator[str]:
    for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
        if href.startswith(address):
            path = href.removeprefix(address).split("#")[0] or "/"
            if not DOWNLOADS.search(path.split("?")[0]):
                yield path


def _papers(browser: Browser, address: str) -> int:
    """The certificate, the report and the drawing of the procedure as pictures."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, address, people()["secretariat"])
    page.goto(f"{address}/editions/under-way/certificates")
    paths = {"report": "/editions/under-way/report.pdf"}
    certificates = page.eval_on_selector_all(
        "a[href$='/pdf']", "links => links.map(link => link.href)"
    )
    for number, href in enumerate(certificates[:3], start=1):
        paths[f"certificate-{number}"] = href.removeprefix(address)
    count = 0
    for name, path in paths.items():
        target = OUT / f"{name}.pdf"
        target.write_bytes(context.request.get(address + path).body())
        subprocess.run(["pdftoppm", "-r", "60", "-png", target, OUT / name], check=True)
        count += len(list(OUT.glob(f"{name}-*.png")))
    page.set_viewport_size({"width": 1280, "height": 2000})
    page.goto(f"{address}/editions/under-way/plan")
    drawing = page.locator("img[src$='.svg']").last
    drawing.evaluate("image => document.body.replaceChildren(image)")  # whole, not in its window
    drawing.screenshot(path=OUT / "procedure.png")
    context.close()
    return count


if __name__ == "__main__":
    main()
