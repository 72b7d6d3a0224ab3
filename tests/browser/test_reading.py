"""What readers do: choose a volume, read it, change the language, come back, download, read without a connection."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.reader import PATH, Window

pytestmark = pytest.mark.browser

CHAPTER = "10-madrid-2018/chapters/01-nuevas-alianzas/"
CYCLE = "metodologia-alianzas/chapters/03-el-ciclo-de-una-alianza/"


def test_home_shows_every_volume_and_leads_to_one(window: Window) -> None:
    page = window().open("")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuadernos para la Internacionalización de las Ciudades")
    expect(page.locator(".card")).to_have_count(3)
    page.get_by_role("link", name="Alianzas locales para retos globales").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alianzas locales para retos globales")
    assert urlsplit(page.url).path == f"{PATH}10-madrid-2018/"


def test_volumes_are_chosen_and_the_choice_stands_in_the_address(window: Window) -> None:
    reader = window()
    page = reader.open("")
    page.get_by_label("Estado").select_option("announced")
    expect(page.locator(".card:visible")).to_have_count(1)
    expect(page.locator("[data-count]")).to_have_text("1 de 3 Cuadernos")
    assert "status=announced" in page.url
    page.get_by_label("Tema").select_option("innovation")
    expect(page.locator("[data-count]")).to_have_text("Ningún Cuaderno reúne todo eso.")
    page.get_by_role("button", name="Quitar los filtros").click()
    expect(page.locator(".card:visible")).to_have_count(3)
    assert "?" not in page.url
    page = reader.open("en/?theme=innovation")
    expect(page.locator("[data-count]")).to_have_text("1 of 3 Cuadernos")


def test_the_theme_of_a_volume_leads_to_the_volumes_that_share_it(window: Window) -> None:
    page = window().open("10-madrid-2018/")
    page.locator(".tags").get_by_role("link", name="Alianzas entre ciudades").click()
    expect(page.locator("[data-count]")).to_have_text("2 de 3 Cuadernos")


@pytest.mark.parametrize("path", ["", "10-madrid-2018/", CHAPTER, "about/", "search/"])
def test_the_language_changes_and_the_page_stays(window: Window, path: str) -> None:
    page = window().open(path)
    page.locator(".masthead").get_by_role("link", name="English").click()
    page.wait_for_url(f"**{PATH}en/{path}")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".masthead").get_by_role("link", name="Español").click()
    page.wait_for_url(f"**{PATH}{path}")


def test_a_missing_page_speaks_the_language_of_its_address(window: Window) -> None:
    reader = window()
    page = reader.open("no/such/page/")
    assert page.get_by_role("heading").all_inner_texts() == ["Esta página no existe"]
    page = reader.open("en/no/such/page/")
    assert page.get_by_role("heading").all_inner_texts() == ["This page does not exist"]
    page.get_by_role("link", name="Home").click()
    assert urlsplit(page.url).path == f"{PATH}en/"


def test_a_book_is_downloaded(window: Window) -> None:
    page = window().open("10-madrid-2018/")
    link = page.get_by_role("link", name="Descargar el Cuaderno")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "cuaderno-10.es.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert re.search(r"PDF, \d+ páginas, [\d.]+ [kM]B", page.locator(".downloads").inner_text())


def test_a_workshop_goes_into_the_calendar(window: Window) -> None:
    reader = window()
    page = reader.open("10-madrid-2018/agenda/")
    link = page.get_by_role("link", name="Añadir al calendario")
    answer = page.request.get(page.evaluate("e => e.href", link.element_handle()))
    assert answer.ok and answer.text().startswith("BEGIN:VCALENDAR")
    assert "DTSTART;TZID=Europe/Madrid:20180907T090000" in answer.text()
    expect(reader.open("10-madrid-2018/").locator(".facts .calendar")).to_be_visible()
    expect(reader.open("metodologia-alianzas/").locator(".facts .calendar")).to_have_count(0)


def test_covers_are_pictures_of_the_books_with_their_size(window: Window) -> None:
    page = window().open("")
    card = page.locator(".card", has_text="Alianzas locales para retos globales")
    picture = card.locator("picture img")
    assert picture.evaluate("e => e.complete && e.naturalWidth > 0")
    assert picture.get_attribute("width") and picture.get_attribute("height")
    expect(page.locator(".card", has_text="Anunciado").locator(".cover--announced")).to_be_visible()


def test_a_text_is_turned_like_pages(window: Window) -> None:
    page = window().open("10-madrid-2018/")
    page.get_by_role("link", name="Empezar a leer").click()
    assert urlsplit(page.url).path == PATH + CHAPTER
    expect(page.locator(".contents progress")).to_have_attribute("value", "1")
    page.locator(".turn__next").click()
    assert urlsplit(page.url).path == f"{PATH}10-madrid-2018/chapters/02-asuntos-birregionales/"
    page.locator(".turn__previous").click()
    assert urlsplit(page.url).path == PATH + CHAPTER


def test_the_measure_is_comfortable(window: Window) -> None:
    page = window(viewport={"width": 1280, "height": 800}).open(CHAPTER)
    lengths = page.evaluate(
        """() => [...document.querySelectorAll(".text h2 ~ p")].slice(0, 8).flatMap((p) => {
          const range = document.createRange(), text = p.firstChild, lines = [];
          let top, from = 0;
          for (let i = 0; i < text.length; i++) {
            range.setStart(text, i); range.setEnd(text, i + 1);
            const box = range.getBoundingClientRect();
            if (top !== undefined && box.top > top + 5) { lines.push(i - from); from = i; }
            top = box.top;
          }
          return lines;
        })"""
    )
    assert lengths
    assert 58 <= sum(lengths) / len(lengths) <= 75


def test_the_last_place_is_kept_on_the_device(window: Window) -> None:
    reader = window()
    page = reader.open(CHAPTER)
    section = page.locator(".text h2").nth(1)
    name = section.get_attribute("id")
    section.evaluate("e => e.scrollIntoView({behavior: 'instant'})")
    page.wait_for_timeout(500)
    page = reader.open("10-madrid-2018/")
    link = page.get_by_role("link", name="Seguir leyendo")
    assert link.get_attribute("href") == f"{PATH}{CHAPTER}#{name}"
    expect(reader.open("").get_by_role("link", name="Seguir leyendo")).to_be_visible()


def test_what_was_read_to_its_end_is_ticked(window: Window) -> None:
    reader = window()
    page = reader.open(CHAPTER)
    page.evaluate("window.scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.wait_for_timeout(500)
    page = reader.open("10-madrid-2018/")
    assert page.locator(".index [data-done]").evaluate_all("links => links.map(e => e.dataset.text)") == [
        "chapters/01-nuevas-alianzas"
    ]


def test_a_note_opens_in_place_by_keyboard(window: Window) -> None:
    page = window().open("10-madrid-2018/participants/")
    reference = page.locator(".footnote-ref").first
    reference.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("note")
    expect(note).to_be_visible()
    assert reference.get_attribute("aria-expanded") == "true"
    assert note.inner_text().strip() in page.locator(".footnote li").first.inner_text()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)


def test_a_figure_enlarges_and_closes(window: Window) -> None:
    page = window().open(CYCLE)
    button = page.get_by_role("button", name="Ampliar la figura")
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("svg")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    assert button.evaluate("e => e === document.activeElement")


def test_a_wide_table_scrolls_in_itself(window: Window) -> None:
    page = window(viewport={"width": 390, "height": 844}).open(
        "metodologia-alianzas/chapters/04-las-alianzas-y-sus-ciudades/"
    )
    box = page.locator(".scroll").first
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    expect(box).to_have_attribute("tabindex", "0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_page_of_a_volume_names_its_funders(window: Window) -> None:
    reader = window()
    for path in (
        "01-mexico-2013/",
        "10-madrid-2018/",
        CHAPTER,
        "metodologia-alianzas/chapters/03-el-ciclo-de-una-alianza/",
    ):
        expect(reader.open(path).locator(".funding__line").first).to_be_visible()
    band = reader.open("01-mexico-2013/").locator(".funding__funder")
    assert band.locator("img").get_attribute("alt") == "Emblema de la Unión Europea"
    assert "La presente publicación ha sido elaborada con la asistencia de la Unión Europea." in band.inner_text()


def test_reading_needs_no_script(window: Window) -> None:
    reader = window(java_script_enabled=False)
    page = reader.open("")
    expect(page.locator(".card:visible")).to_have_count(3)
    expect(page.locator(".filters")).not_to_be_visible()
    page.get_by_role("link", name="Alianzas locales para retos globales").click()
    page.get_by_role("link", name="Empezar a leer").click()
    expect(page.locator(".text p").first).to_be_visible()
    expect(page.locator(".contents a[aria-current]")).to_be_visible()
    page.locator(".turn__next").click()
    assert urlsplit(page.url).path.endswith("/02-asuntos-birregionales/")
    page = reader.open("10-madrid-2018/participants/")
    page.locator(".footnote-ref").first.click()
    assert "#fn" in page.url


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(window: Window) -> None:
    page = window(viewport={"width": 390, "height": 844}).open("")
    menu = page.locator(".menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu__panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu__panel")).not_to_be_visible()
    assert menu.evaluate("e => e === document.activeElement")


def test_a_volume_is_kept_and_read_without_a_connection(window: Window) -> None:
    reader = window(service_workers="allow")
    page = reader.open("metodologia-alianzas/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="Guardar para leer sin conexión").click()
    expect(page.locator(".offline [role=status]")).to_have_text("Guardado en este dispositivo")
    reader.context.set_offline(True)
    page = reader.open(CYCLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("El ciclo de una alianza")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    page = reader.open("10-madrid-2018/agenda/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sin conexión")
    expect(page.locator("[data-kept] a").first).to_be_visible()
