"""Where things are in the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta.model import Collection
from imprenta.press import open_press
from imprenta.urls import edition_url, is_local, join_url, language_prefix, page_url, relative_url

from tests.sites import project


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    press = open_press(project(tmp_path_factory.mktemp("press")).root, "").press
    assert press
    return press.collection


def test_pages(collection: Collection) -> None:
    lima, _ = collection.volumes
    about, index = collection.pages
    assert [language_prefix(collection, code) for code in collection.metadata.codes] == ["", "en/"]
    assert page_url(collection, "es", None, None) == ""
    assert page_url(collection, "en", None, None) == "en/"
    assert page_url(collection, "en", None, index) == "en/"
    assert page_url(collection, "es", None, about) == "about/"
    assert page_url(collection, "en", lima, None) == "en/01-lima-2014/"
    assert page_url(collection, "en", lima, lima.chapters[0]) == "en/01-lima-2014/chapters/01-oficinas/"


def test_editions(collection: Collection) -> None:
    lima, method = collection.volumes
    whole, note = collection.metadata.editions
    assert edition_url(collection, lima, "es", whole) == "01-lima-2014/cuaderno-1.es.pdf"
    assert edition_url(collection, lima, "en", note) == "01-lima-2014/cuaderno-1-concept-note.en.pdf"
    assert edition_url(collection, method, "en", whole) == "metodo/metodo.en.pdf"


@pytest.mark.parametrize(
    ("target", "base", "expected"),
    [
        ("a/b/", "a/c/", "../b/"),
        ("a/b.pdf", "en/a/", "../../a/b.pdf"),
        ("", "en/a/", "../../"),
        ("en/", "", "en/"),
        ("a/", "a/", "./"),
    ],
)
def test_relative(target: str, base: str, expected: str) -> None:
    assert relative_url(target, base) == expected
    assert join_url(base, expected) == target


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("a/b/", "../c/#d", "a/c/#d"),
        ("a/b/", "#d", "a/b/#d"),
        ("a/b/", "../../..", ""),
        ("", "a/", "a/"),
    ],
)
def test_join(base: str, href: str, expected: str) -> None:
    assert join_url(base, href) == expected


@pytest.mark.parametrize("href", ["agenda.es.md", "../a/#b", "#b", "?a=b", ""])
def test_local(href: str) -> None:
    assert is_local(href)


@pytest.mark.parametrize(
    "href", ["https://a.example", "//a.example", "/a", "mailto:a@a.example", "data:x", "http://[x", "C:/a"]
)
def test_not_local(href: str) -> None:
    assert not is_local(href)


def test_a_project_may_lie_anywhere(tmp_path: Path) -> None:
    """Behind a link, as temporary folders do on some machines."""
    drawn = project(tmp_path / "real")
    (tmp_path / "link").symlink_to(drawn.root)
    opening = open_press(tmp_path / "link", "")
    assert opening.press and opening.diagnostics == ()
