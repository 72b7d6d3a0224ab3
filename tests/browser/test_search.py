"""The search as a reader uses it: in a browser, by keyboard, on a phone, over a weak link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import Window

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
FIRST_QUERY = 150_000
"""Bytes over the wire that a first query may cost in all."""

QUERIES = [
    ("search/", "gestion", "gestión"),
    ("search/", "gestión", "gestión"),
    ("search/", "ciudad", "ciudades"),
    ("search/", "prediagnostico", "Prediagnóstico"),
    ("search/", "métodos de alianza", "alianza"),
    ("en/search/", "city", "cities"),
    ("en/search/", "network", "networks"),
    ("en/search/", "internationalisation", "internationalisation"),
]


def ask(page: Page, query: str) -> None:
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_have_text(re.compile(re.escape(query)))


@pytest.mark.browser
@pytest.mark.parametrize(("path", "query", "form"), QUERIES, ids=[f"{path}{query}" for path, query, _ in QUERIES])
def test_a_word_is_found_in_its_other_forms(window: Window, path: str, query: str, form: str) -> None:
    reader = window()
    page = reader.open(path)
    ask(page, query)
    page.locator("[data-more]").click()
    found = {text.strip(" .,;:»”").lower() for text in page.locator(".hit mark").all_text_contents()}
    assert form.lower() in found
    assert reader.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "one", "other"),
    [("search/", "ciudad", "ciudades"), ("search/", "taller", "talleres"), ("en/search/", "city", "cities")],
)
def test_singular_and_plural_find_the_same_pages(window: Window, path: str, one: str, other: str) -> None:
    page = window().open(path)
    counts = []
    for word in (one, other):
        ask(page, word)
        counts.append((page.get_by_role("status").text_content() or "").split()[0])
    assert counts[0] == counts[1]
    assert int(counts[0]) > 3


@pytest.mark.browser
def test_results_are_in_the_readers_language_only(window: Window) -> None:
    reader = window()
    page = reader.open("en/search/")
    ask(page, "gestión")
    expect(page.locator(".hit")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Nothing was found for “gestión”. Try another word, or fewer.")
    ask(page, "Madrid")
    for link in page.locator(".hit a").all():
        assert "/en/" in (link.get_attribute("href") or "")


@pytest.mark.browser
def test_a_result_shows_volume_chapter_words_in_context_and_leads_there(window: Window) -> None:
    reader = window()
    page = reader.open("search/")
    ask(page, "respuestas locales desafíos globales")
    hit = page.locator(".hit", has_text="Capítulo 1").first
    expect(hit.locator(".hit__where")).to_have_text("10 · Madrid 2018 · Capítulo 1 Edición de trabajo")
    expect(hit.locator("mark").first).to_have_text(re.compile("respuestas|locales|desafíos|globales", re.I))
    hit.locator(".hit__title a").click()
    expect(page).to_have_url(re.compile(r"/cuadernos/10-madrid-2018/chapters/01-nuevas-alianzas/$"))
    expect(page.locator("h1")).to_contain_text("Nuevas alianzas entre ciudades")


@pytest.mark.browser
def test_an_announced_volume_is_found_as_such(window: Window) -> None:
    page = window().open("search/")
    ask(page, "marco jurídico institucional de las relaciones internacionales")
    hit = page.locator(".hit", has_text="1 · Ciudad de México 2013").first
    expect(hit.locator(".hit__where")).to_contain_text("Anunciado")


@pytest.mark.browser
@pytest.mark.parametrize("query", ["gestion", "ciudades", "alianza"])
def test_a_first_query_is_light_and_the_page_loads_none_of_it(window: Window, query: str) -> None:
    reader = window(**PHONE)
    sizes: dict[str, int] = {}
    reader.page.on(
        "response", lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", "0"))})
    )
    page = reader.open("search/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in sizes if "pagefind" in url]
    sizes.clear()
    ask(page, query)
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("pagefind.js") for url in sizes)
    assert sum(sizes.values()) <= FIRST_QUERY, sizes
    assert all(url.startswith(reader.address) for url in reader.requests)


@pytest.mark.browser
def test_everything_works_by_keyboard(window: Window) -> None:
    reader = window()
    page = reader.open("search/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("alianzas")
    expect(page.get_by_role("status")).to_contain_text("«alianzas»")
    titles = page.locator(".hit__title a")
    page.keyboard.press("ArrowDown")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    shown = titles.count()
    more = page.get_by_role("button", name="Mostrar más resultados")
    more.focus()
    page.keyboard.press("Enter")
    expect(titles.nth(shown)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cuadernos/(?!search)"))


@pytest.mark.browser
def test_results_are_announced_and_the_address_keeps_the_query(window: Window) -> None:
    reader = window()
    page = reader.open("search/")
    status = page.get_by_role("status")
    assert status.evaluate("node => node.getAttribute('role')") == "status"
    ask(page, "gestion")
    assert re.fullmatch(r"\d+ resultados para «gestion»", status.text_content() or "")
    assert page.url.endswith("search/?q=gestion")
    assert page.title().startswith("gestion · Buscar")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("«gestion»")
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".hit")).to_have_count(0)
    expect(status).to_have_text("")


@pytest.mark.browser
def test_the_last_letters_typed_win(window: Window) -> None:
    page = window().open("search/")
    box = page.get_by_role("searchbox")
    box.fill("red")
    box.press("Enter")
    box.fill("Madrid")
    box.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("«Madrid»")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("status")).to_contain_text("«Madrid»")
    marks = {text.lower() for text in page.locator(".hit mark").all_text_contents()}
    assert not any(mark.startswith("red") for mark in marks)


@pytest.mark.browser
def test_a_search_that_cannot_load_says_so_and_can_be_tried_again(window: Window) -> None:
    reader = window()
    reader.context.route("**/pagefind/pagefind.js", lambda route: route.abort())
    page = reader.open("search/")
    page.get_by_role("searchbox").fill("gestion")
    expect(page.get_by_role("status")).to_have_text(
        "No se pudo cargar el buscador. Revise la conexión e inténtelo de nuevo."
    )
    reader.context.unroute("**/pagefind/pagefind.js")


@pytest.mark.browser
def test_on_a_phone_nothing_runs_off_the_side(window: Window) -> None:
    page = window(**PHONE).open("search/")
    ask(page, "internacionalización")
    page.locator("[data-more]").click()
    expect(page.locator(".hit").nth(3)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
def test_text_in_a_query_stays_text(window: Window) -> None:
    reader = window()
    page = reader.open("search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.get_by_role("status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".finder img").count() == 0
    assert reader.complaints == []


@pytest.mark.browser
def test_without_scripts_the_page_says_where_the_texts_are(window: Window) -> None:
    page = window(java_script_enabled=False).open("search/")
    expect(page.locator(".finder .notice")).to_contain_text("El buscador necesita JavaScript.")


@pytest.mark.browser
def test_a_citation_is_copied(window: Window) -> None:
    reader = window(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open("10-madrid-2018/")
    page.get_by_role("button", name="Copiar la cita en estilo APA").click()
    expect(page.locator(".cite [role=status]")).to_have_text("Copiado")
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "AL-LAs (Alianza Euro-Latinoamericana de Cooperación entre Ciudades). (2026). Alianzas locales"
    )
    page.get_by_role("button", name="Copiar la referencia en BibTeX").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('@techreport'))")
