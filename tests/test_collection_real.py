"""The real collection: no error, no warning; and it builds, strictly and in silence."""

from __future__ import annotations

import pytest
from imprenta import report
from imprenta.press import open_press

from tests.real import RealSite
from tests.sites import REPOSITORY


def test_nothing_is_wrong_with_it() -> None:
    opening = open_press(REPOSITORY, "")
    assert report.as_text(opening.diagnostics, "en") == ""
    assert opening.press


@pytest.mark.slow
def test_it_builds(real_site: RealSite) -> None:
    assert real_site.status == 0, real_site.log
    assert "WARNING" not in real_site.log and "Traceback" not in real_site.log
