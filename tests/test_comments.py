"""What editors say to each other in comments reaches no page."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from imprenta.collection import read_collection
from imprenta.fragments import Where, relinked

from tests.sites import project


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<!-- imprenta: permite TYP01: x -->\n<p>Uno <!-- dos --> tres</p>", "\n<p>Uno  tres</p>"),
        ("<p>Uno</p><!-- dos --> tres <!-- cuatro --><p>cinco</p>", "<p>Uno</p> tres <p>cinco</p>"),
        ("<p>Uno</p>", "<p>Uno</p>"),
    ],
)
def test_comments_are_taken_away(html: str, shown: str, tmp_path: Path) -> None:
    collection = read_collection(project(tmp_path / "press").root).collection
    assert collection
    assert relinked(html, collection, Where("es", PurePosixPath("docs/index.es.md"), "")) == shown
