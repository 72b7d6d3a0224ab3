"""Reading without a connection: what was read, a volume that was saved, and what a new build changes."""

from __future__ import annotations

import functools
import json
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from imprenta.offline import lasting_digest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import _Pages
from tests.browser.reader import PATH, Reader, Window

pytestmark = pytest.mark.browser

CHAPTER = "10-madrid-2018/chapters/02-asuntos-birregionales/"
UNREAD = "10-madrid-2018/chapters/03-laboratorios-de-innovacion/"


def settled(page: Page) -> None:
    """Wait until the service worker rules the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_what_was_read_is_read_again_without_a_connection(window: Window) -> None:
    reader = window(service_workers="allow")
    settled(reader.open(""))
    page = reader.open(CHAPTER)
    title = page.get_by_role("heading", level=1).inner_text()
    page.wait_for_load_state("networkidle")
    reader.context.set_offline(True)
    page = reader.open(CHAPTER)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Cuadernos Sans"')
    page = reader.open("")
    expect(page.locator("#volumes")).to_be_visible()
    assert page.evaluate("document.querySelector('.hero__motif').naturalWidth") > 0


def test_an_unread_text_of_a_saved_volume_is_there_with_its_pictures(window: Window) -> None:
    reader = window(service_workers="allow")
    page = reader.open("10-madrid-2018/")
    settled(page)
    page.get_by_role("button", name="Guardar para leer sin conexión").click()
    expect(page.locator(".offline [role=status]")).to_have_text("Guardado en este dispositivo")
    asked = [urlsplit(url).path for url in reader.requests]
    assert not [path for path in asked if path.endswith((".pdf", ".ics"))], "no book is loaded unasked"
    reader.context.set_offline(True)
    page = reader.open(UNREAD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Alianzas para la innovación")
    images = page.locator(".funding img")
    assert images.count() == images.evaluate_all("all => all.filter((image) => image.naturalWidth > 0).length")
    page = reader.open("10-madrid-2018/")
    cover = page.locator(".downloads picture img")
    cover.scroll_into_view_if_needed()
    page.wait_for_function("e => e.complete", arg=cover.element_handle())
    assert cover.evaluate("e => e.naturalWidth") > 0
    expect(page.get_by_role("button", name="Quitar de este dispositivo")).to_be_visible()


@pytest.mark.parametrize(("path", "words"), [("about/", "Sin conexión"), ("en/about/", "No connection")])
def test_a_text_that_is_not_there_says_so_in_its_language(window: Window, path: str, words: str) -> None:
    reader = window(service_workers="allow")
    settled(reader.open(CHAPTER))
    page = reader.open(CHAPTER)
    page.wait_for_load_state("networkidle")
    reader.context.set_offline(True)
    page = reader.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    expect(page.locator("[data-kept] a").first).to_be_visible()


@pytest.fixture
def own(site: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve a copy of the site that a test may change; return its address and its folder."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Pages, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PATH}", folder
    server.shutdown()


def test_a_new_build_shows_its_new_pictures(browser: Browser, own: tuple[str, Path]) -> None:
    address, folder = own
    context = browser.new_context(service_workers="allow")
    reader = Reader(context, context.new_page(), address)
    settled(reader.open(""))
    page = reader.open("")
    fill = "fetch('assets/motifs/collection.svg').then((answer) => answer.text())"
    before = page.evaluate(fill)
    motif = folder / "assets/motifs/collection.svg"
    motif.write_text(before.replace("<svg", '<svg data-new=""', 1), encoding="utf-8")
    assert page.evaluate(fill) == before, "the same build asks for nothing twice"
    worker = folder / "sw.js"
    old = re.search(r"cuadernos-lasting:([0-9a-f]{16})", worker.read_text(encoding="utf-8"))
    assert old
    new = lasting_digest(folder)
    assert new != old[1]
    worker.write_text(worker.read_text(encoding="utf-8").replace(old[1], new), encoding="utf-8")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.wait_for_function(f"() => {fill}.then((text) => text.includes('data-new'))", timeout=10_000)
    page.wait_for_function("name => caches.has(name)", arg=f"cuadernos-lasting:{new}")
    context.close()


def test_a_saved_page_becomes_as_new_as_what_was_last_seen(browser: Browser, own: tuple[str, Path]) -> None:
    address, folder = own
    context = browser.new_context(service_workers="allow")
    reader = Reader(context, context.new_page(), address)
    page = reader.open("metodologia-alianzas/")
    settled(page)
    page.get_by_role("button", name="Guardar para leer sin conexión").click()
    expect(page.locator(".offline [role=status]")).to_have_text("Guardado en este dispositivo")
    text = folder / "metodologia-alianzas/chapters/05-resultados/index.html"
    text.write_text(text.read_text(encoding="utf-8").replace("<h1", '<h1 data-new=""', 1), encoding="utf-8")
    page = reader.open("metodologia-alianzas/chapters/05-resultados/")
    page.wait_for_load_state("networkidle")
    page.evaluate("caches.delete('cuadernos-read')")
    context.set_offline(True)
    page = reader.open("metodologia-alianzas/chapters/05-resultados/")
    expect(page.locator("h1[data-new]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["", "en/"], ids=["es", "en"])
def test_the_site_can_be_put_on_a_home_screen(window: Window, site: Path, language: str) -> None:
    reader = window()
    page = reader.open(language)
    address = urljoin(page.url, page.locator("link[rel=manifest]").get_attribute("href") or "")
    manifest = json.loads((site / urlsplit(address).path.removeprefix(PATH)).read_text(encoding="utf-8"))
    assert urljoin(address, manifest["start_url"]) == page.url
    assert urljoin(address, manifest["scope"]) == reader.address
    assert manifest["lang"] == page.locator("html").get_attribute("lang")
    for icon in manifest["icons"]:
        file = site / urlsplit(urljoin(address, icon["src"])).path.removeprefix(PATH)
        with Image.open(file) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    session = reader.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
