"""A person with a browser window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

PATH = "/cuadernos/"
"""Under which the site is served."""


@dataclass
class Reader:
    """A person with a browser window; what the page complained of, and what it asked the network for."""

    context: BrowserContext
    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, complaint: str) -> None:
        """Take down what the console says; that we block the service worker ourselves is no complaint."""
        if "Service Worker registration blocked by Playwright" not in complaint:
            self.complaints.append(complaint)

    def open(self, path: str) -> Page:
        """Open a page of the site by its path."""
        self.page.goto(self.address + path)
        return self.page


Window = Callable[..., Reader]
"""Makes windows: it takes what Playwright's `new_context` takes."""
