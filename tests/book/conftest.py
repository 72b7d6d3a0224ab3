"""The small book, bound once for all tests that read it."""

from __future__ import annotations

import pytest
from small_book import bind, source


@pytest.fixture(scope="session")
def book() -> bytes:
    """The finished fixture."""
    return bind(source())
