"""The search index of a real small site, read back from what Pagefind wrote."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import Any

import pytest
from imprenta.search import index
from imprenta.search.index import BUNDLE, SearchIndexError, indexing
from imprenta.search.records import FoundPage, document

from tests.machines.tiny import press
from tests.sites import Built, project

FILES = {
    "cuadernos/01-lima-2014/chapters/02-solo.es.md": """\
# Solo en español

## Una sección {#one}

Nadie la tradujo.
""",
    "cuadernos/02-quito-2015/volume.yml": """\
number: 2
status: draft
title: {es: Borradorísimo, en: Draftissimo}
abstract: {es: Nada, en: Nothing}
workshop: {city: {es: Quito, en: Quito}, country: EC, start: 2015-02}
funding: union
source_language: es
""",
    "cuadernos/02-quito-2015/concept-note.es.md": "# Nota del borrador\n\nTexto.\n",
    "cuadernos/02-quito-2015/concept-note.en.md": "# Note of the draft\n\nText.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = project(tmp_path_factory.mktemp("search"), FILES).configure().build()
    assert made.status == 0, made.log
    return made


@pytest.fixture(scope="module")
def found(built: Built) -> dict[str, dict[str, Any]]:
    """Return what can be found by its address, as Pagefind wrote it: gzip, a mark, JSON."""
    pages = {}
    for file in (built.site / BUNDLE / "fragment").iterdir():
        content = gzip.decompress(file.read_bytes())
        assert content.startswith(b"pagefind_dcd")
        page = json.loads(content.removeprefix(b"pagefind_dcd"))
        pages[page["url"]] = page | {"language": file.name.split("_")[0]}
    return pages


def test_every_text_is_found_in_its_own_language_and_a_draft_in_none(found: dict[str, dict[str, Any]]) -> None:
    assert sorted(url for url in found if "compliance" not in url) == [
        "/01-lima-2014/",
        "/01-lima-2014/chapters/01-oficinas/",
        "/01-lima-2014/chapters/02-solo/",
        "/01-lima-2014/concept-note/",
        "/about/",
        "/en/01-lima-2014/",
        "/en/01-lima-2014/chapters/01-oficinas/",
        "/en/01-lima-2014/concept-note/",
        "/en/about/",
        "/en/glossary/",
        "/en/metodo/",
        "/glossary/",
        "/metodo/",
    ]
    for url, page in found.items():
        assert page["language"] == ("en" if url.startswith("/en/") else "es")


def test_a_result_says_volume_part_and_status(found: dict[str, dict[str, Any]]) -> None:
    told = {url: {key: page["meta"].get(key) for key in ("where", "part", "status")} for url, page in found.items()}
    volume = "1 · Lima 2014"
    assert told["/01-lima-2014/chapters/02-solo/"] == {
        "where": volume,
        "part": "Capítulo 2",
        "status": "Edición de trabajo",
    }
    assert told["/en/01-lima-2014/concept-note/"] == {
        "where": volume,
        "part": "Concept note",
        "status": "Working edition",
    }
    assert told["/metodo/"] == {"where": "El método", "part": "Cuaderno de metodología", "status": "Anunciado"}
    assert told["/about/"] == {"where": "Cuadernos de prueba", "part": None, "status": None}


def test_only_the_text_is_indexed(found: dict[str, dict[str, Any]], built: Built) -> None:
    solo = found["/01-lima-2014/chapters/02-solo/"]
    assert solo["content"] == "Solo en español. Una sección. Nadie la tradujo."
    assert [anchor["id"] for anchor in solo["anchors"]] == ["solo-en-espanol", "one"]
    landing = found["/01-lima-2014/"]["content"]
    assert landing == (
        "Oficinas que duran. Qué necesita una oficina. Lima, Perú, 2014. Municipalidad de Lima. oficinas."
    )
    assert "GitHub" not in found["/about/"]["content"]


def test_the_bundle_holds_what_a_browser_asks_for_and_no_more(built: Built) -> None:
    names = sorted(file.name for file in (built.site / BUNDLE).iterdir())
    assert [name for name in names if not name.endswith(".pf_meta")] == [
        "fragment",
        "index",
        "pagefind-entry.json",
        "pagefind.js",
        "wasm.en.pagefind",
        "wasm.es.pagefind",
    ]
    assert not (built.site / "search/search_index.json").exists()


def test_the_search_page_stands_in_both_languages_and_in_no_list_of_pages(built: Built) -> None:
    for url, label in (("search/", "Buscar en los Cuadernos"), ("en/search/", "Search the Cuadernos")):
        page = built.page(url)
        assert page.xpath("string(//label[@for='q'])") == label
        assert page.xpath("//form[@role='search']/@data-search") == ["../" * url.count("/") + "pagefind/pagefind.js"]
        assert page.xpath("//*[@role='status']")
        assert page.xpath("//noscript")
    assert built.page("about/").xpath("//footer//a[contains(@href, 'search')]") == []


def test_what_is_told_beside_a_text_cannot_become_markup() -> None:
    page = FoundPage("a/", "es", "<script>alert(1)</script>", "A & B", "", "<h1>T</h1>")
    assert '<span data-pagefind-meta="where">&lt;script&gt;alert(1)&lt;/script&gt;</span>' in document(page)
    assert 'data-pagefind-meta="part">A &amp; B<' in document(page)
    assert "status" not in document(page)


def test_two_runs_write_the_same_index(tmp_path: Path) -> None:
    opened = press(tmp_path)
    written = []
    for name in ("one", "two"):
        made = site(tmp_path / name)
        with indexing(opened, made) as pages:
            assert pages == 8
        files = sorted(file for file in (made / BUNDLE).rglob("*") if file.is_file())
        written.append({file.relative_to(made): file.read_bytes() for file in files})
    assert written[0] == written[1]


def test_a_failing_pagefind_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho 'no room left' >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(index, "get_executable", lambda: broken)
    with pytest.raises(SearchIndexError, match=r"^pagefind: no room left$"), indexing(press(tmp_path), site(tmp_path)):
        pass


@pytest.fixture
def endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Pagefind that does not end, and notes its process."""
    endless = tmp_path / "pagefind"
    endless.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 100\n", encoding="utf-8")
    endless.chmod(0o755)
    monkeypatch.setattr(index, "get_executable", lambda: endless)
    monkeypatch.setattr(index, "TIME_LIMIT", 0.5)
    return tmp_path


def test_a_pagefind_that_does_not_end_is_ended(endless: Path) -> None:
    with pytest.raises(SearchIndexError, match="timed out"), indexing(press(endless), site(endless)):
        pass
    assert not Path("/proc", (endless / "pid").read_text().strip()).exists()


def test_where_a_book_fails_the_index_is_given_up(endless: Path) -> None:
    with pytest.raises(ZeroDivisionError), indexing(press(endless), site(endless)):
        deadline = time.monotonic() + 20
        while not (endless / "pid").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        raise ZeroDivisionError
    assert not Path("/proc", (endless / "pid").read_text().strip()).exists()


def site(root: Path) -> Path:
    """Write the pages that the index reads."""
    for folder in (root / "site", root / "site" / "en"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text("<article><h1>Inicio</h1></article>", encoding="utf-8")
    return root / "site"
