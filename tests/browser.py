"""What browser tests share: looking at a page as a person would, and asking axe about it.

Chromium and its arguments come from tests/harness/browser.py. A test that uses these fixtures is
marked `browser`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.harness.browser import launch_arguments

# How long a page takes tells how busy the machine is, and nothing of what is tested.
expect.set_options(timeout=30_000)

WIDE, NARROW = 1280, 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_WIDTH = [
    "color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size",
]  # fmt: skip
"""What a page may keep at one width and break at another; the other rules are about what it holds,
and what a style sheet hides at one width is looked at by all of them at the other."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the tests of a module."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread; Django's guard against that is for async views.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(**launch_arguments())
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page as one visitor sees it, and what went wrong while she looked."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.site + path)
        return self.page

    def problems(self) -> list[str]:
        """What is wrong with the page as it stands: axe's findings, sideways scrolling, requests
        to other sites, errors of scripts and of the security policy. On a phone's width, and the
        first time that a process comes to a kind of page, on a wide screen as well: there, by what
        a width may break.
        """
        # A click may have left for the next page: what is looked at is that one, once it is there.
        self.page.wait_for_load_state()
        self.page.wait_for_function("document.body && document.readyState === 'complete'")
        found = [*self.complaints, *layout_findings(self.page)]
        size = self.page.viewport_size
        kind = re.sub(r"\d+|[-\w]{30,}", "…", urlsplit(self.page.url).path)
        if size and size["width"] == NARROW and kind not in _LOOKED_AT_WIDE:
            _LOOKED_AT_WIDE.add(kind)
            self.page.set_viewport_size({"width": WIDE, "height": size["height"]})
            wide = layout_findings(self.page, RULES_OF_WIDTH)
            found += [f"{one} ({WIDE} px)" for one in wide]
            self.page.set_viewport_size(size)
        return found


_LOOKED_AT_WIDE: set[str] = set()
"""Kinds of page (their addresses without numbers) that this process has seen at both widths."""


def layout_findings(page: Page, rules: list[str] = RULES) -> list[str]:
    """What axe finds at the width that the page has now, and sideways scrolling."""
    found = axe_findings(page, rules)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [*found, f"the page scrolls {wide} px sideways"] if wide > 0 else found


def axe_findings(page: Page, rules: list[str] = RULES) -> list[str]:
    """axe-core's violations of these rules, by tags or names (WCAG 2.2 AA and best practice):
    "rule at element".
    """
    axe = Axe()
    # To hand half a megabyte over takes as long as to look: once for each page.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe.axe_script)
    # What is in order need not be told: saying so would take as long as looking.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    response: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return [
        f"{rule['id']} at {node['target'][0]}"
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


def visit(context: BrowserContext, site: str) -> Visit:
    """A new page in a context, watched for errors and for requests to other sites."""
    page = context.new_page()
    seen = Visit(page, site)

    def watch(request: Any) -> None:
        if not request.url.startswith((site, "data:", "blob:", "about:")):
            seen.complaints.append(f"request to {request.url}")

    page.on("request", watch)
    page.on("pageerror", lambda error: seen.complaints.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: (
            seen.complaints.append(f"console: {message.text}") if message.type == "error" else None
        ),
    )
    return seen


@pytest.fixture(params=[NARROW], ids=["320 px"])
def width(request: pytest.FixtureRequest) -> int:
    """The width at which a journey is made: a phone's. Its pages are looked at on a wide screen too
    (`Visit.problems`); a journey that is another one there asks for both by parameters of its own.
    """
    return int(request.param)


@pytest.fixture
def visitor(chromium: Browser, live_server: Any, width: int) -> Iterator[Visit]:
    """A visitor who is not signed in, with a phone."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    yield visit(context, live_server.url)
    context.close()
