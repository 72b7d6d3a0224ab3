"""axe-core finds nothing: every kind of page, in both languages, light and dark, on a desk and in a hand."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.reader import Window

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "volume": "10-madrid-2018/",
    "announced": "01-mexico-2013/",
    "without a workshop": "metodologia-alianzas/",
    "chapter": "10-madrid-2018/chapters/04-dialogo-birregional/",
    "agenda": "10-madrid-2018/agenda/",
    "participants": "10-madrid-2018/participants/",
    "cycle": "metodologia-alianzas/chapters/03-el-ciclo-de-una-alianza/",
    "alliances": "metodologia-alianzas/chapters/04-las-alianzas-y-sus-ciudades/",
    "about": "about/",
    "glossary": "glossary/",
    "compliance": "compliance/",
    "search": "search/",
    "missing": "no-such-page/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""All that a change of scheme can break."""

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.mark.parametrize("language", ["", "en/"], ids=["es", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(window: Window, kind: str, language: str) -> None:
    reader, found = window(reduced_motion="reduce"), []
    page = reader.open(language + KINDS[kind])
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        found += [(size["width"], "light", *each) for each in _violations(page, {"type": "tag", "values": TAGS})]
        page.emulate_media(color_scheme="dark")
        found += [(size["width"], "dark", *each) for each in _violations(page, {"type": "rule", "values": COLOURS})]
    assert found == []


def _violations(page: Page, what: dict[str, object]) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": what}).response["violations"]
    return [(violation["id"], node["html"][:160]) for violation in found for node in violation["nodes"]]


@pytest.mark.parametrize("kind", ["home", "volume", "chapter"])
def test_every_stop_of_the_keyboard_can_be_seen(window: Window, kind: str) -> None:
    page = window(reduced_motion="reduce").open(KINDS[kind])
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const e = document.activeElement, card = e.closest(".card"), box = e.getBoundingClientRect();
              const drawn = (x) => x && getComputedStyle(x).outlineStyle !== "none";
              const outlined = (x) => drawn(x) && parseFloat(getComputedStyle(x).outlineWidth) >= 2;
              if (e === document.body) return null;
              const seen = (outlined(e) || outlined(card)) && box.width > 0 && box.height > 0;
              return { name: e.outerHTML.slice(0, 120), seen };
            }"""
        )
        if stop is None:
            break
        if not stop["seen"]:
            unseen.append(stop["name"])
    assert unseen == []


def test_moving_is_left_out_for_those_who_ask(window: Window) -> None:
    page = window(reduced_motion="reduce").open("")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
