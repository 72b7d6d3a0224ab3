"""One site replaces another in one step, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta.publishing import Publication

from tests.sites import digests


def _site(folder: Path, words: str) -> Path:
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "index.html").write_text(words, encoding="utf-8")
    return folder


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_first_site(tmp_path: Path) -> None:
    publication = Publication.begin(tmp_path / "deep" / "site")
    (publication.staging / "index.html").write_text("new", encoding="utf-8")
    assert publication.publish() == tmp_path / "deep" / "site"
    assert _left(tmp_path / "deep") == ["site"]
    assert (tmp_path / "deep/site/index.html").read_text(encoding="utf-8") == "new"


def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old")
    publication = Publication.begin(target)
    (publication.staging / "b.html").write_text("new", encoding="utf-8")
    assert _left(target) == ["a"], "the old one stands until the new one is whole"
    publication.publish()
    assert _left(target) == ["b.html"]
    assert _left(tmp_path) == ["site"]


def test_abandoning_leaves_the_old_one(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old")
    before = digests(target)
    publication = Publication.begin(target)
    (publication.staging / "b.html").write_text("new", encoding="utf-8")
    publication.abandon()
    publication.abandon()
    assert digests(target) == before and _left(tmp_path) == ["site"]


def test_what_an_interrupted_build_left_is_cleared(tmp_path: Path) -> None:
    _site(tmp_path / ".site.new", "half")
    _site(tmp_path / ".site.old", "older")
    publication = Publication.begin(_site(tmp_path / "site", "old"))
    assert list(publication.staging.iterdir()) == []
    publication.publish()
    assert _left(tmp_path) == ["site"]


def test_a_failure_half_way_puts_the_old_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = _site(tmp_path / "site", "old")
    publication = Publication.begin(target)
    rename = Path.rename

    def fails(self: Path, other: Path) -> Path:
        if self == publication.staging:
            raise OSError("disk full")
        return rename(self, other)

    before = digests(target)
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="disk full"):
        publication.publish()
    assert digests(target) == before
