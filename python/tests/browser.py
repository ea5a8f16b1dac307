"""A browser for the tests of the report page: the one named by CMGRAPH_BROWSER, the system's, or Playwright's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]


def executable(own: str) -> str:
    """Where the browser is; the test is skipped where there is none."""
    asked = os.environ.get("CMGRAPH_BROWSER")
    found = [shutil.which(asked)] if asked else [*map(shutil.which, NAMES), shutil.which(own)]
    for path in found:
        if path:
            return path
    pytest.skip(
        f"no browser: neither {asked or ', '.join(NAMES)} nor one of Playwright (CMGRAPH_BROWSER names another)"
    )


@contextmanager
def launched() -> Iterator:
    """A browser without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as p:
        # Without its sandbox it runs as any user; the pages are those of these tests.
        browser = p.chromium.launch(
            executable_path=executable(p.chromium.executable_path), args=["--no-sandbox"]
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Seen:
    """What a page said and asked for while it was open."""

    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def opened(browser, path: Path, *, fragment: str = "", width: int = 1280, **options) -> Iterator:
    """A page and what is seen of it; at the end nothing may have been asked for beside the page."""
    # Smooth scrolling would have every click wait.
    options.setdefault("reduced_motion", "reduce")
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    try:
        page = context.new_page()
        seen = Seen()
        page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: seen.console.append(f"error: {error}"))
        page.on("request", lambda request: seen.requests.append(request.url))
        page.goto(path.as_uri() + fragment)
        yield page, seen
    finally:
        context.close()
