"""What the tests share: tiny sites in temporary folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.real import RealSite, build
from tests.sites import Files, Project, project

Draw = Callable[..., Project]

GROUPS = {
    "tests/test_facts.py": "real",
    "tests/test_collection_real.py": "real",
    "tests/test_leading_on.py": "real",
    "tests/browser/": "browser",
}
"""Files, or folders, whose tests share a build and so run in one process; so do the tests of each other file."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Keep each group in one process; the mark `xdist_group` is lost between pytest 9.2 and xdist 3.8."""

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return next((group for start, group in GROUPS.items() if file.startswith(start)), file)

    return ByGroup(config, log)


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draw the base project with some files changed."""

    def drawn(files: Files | None = None) -> Project:
        return project(tmp_path / "press", files)

    return drawn


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    """Build the real collection, once: the tests that use it are one group."""
    return build(tmp_path_factory.mktemp("real") / "site")
