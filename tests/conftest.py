"""What the tests share: tiny sites in temporary folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real import RealSite, build
from tests.sites import Files, Project, project

Draw = Callable[..., Project]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draw the base project with some files changed."""

    def drawn(files: Files | None = None) -> Project:
        return project(tmp_path / "press", files)

    return drawn


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    """Build the real collection, once: the tests that use it are one group (`xdist_group("real")`)."""
    return build(tmp_path_factory.mktemp("real") / "site")
