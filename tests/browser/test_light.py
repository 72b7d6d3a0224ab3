"""What a first view weighs, what it asks for, and whether anything moves while it comes."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.browser.reader import Window

pytestmark = pytest.mark.browser

BUDGET = 100_000
"""Bytes over the wire (compressed), pictures apart."""

PAGES = (
    "",
    "en/",
    "10-madrid-2018/",
    "10-madrid-2018/prediagnosis/",
    "en/10-madrid-2018/chapters/01-nuevas-alianzas/",
    "metodologia-alianzas/chapters/03-el-ciclo-de-una-alianza/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_first_view_weighs_at_most_100_kb(window: Window, path: str, record_property: pytest.RecordProperty) -> None:
    reader = window()
    session = reader.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    weights: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]})
    )
    reader.page.goto(reader.address + path, wait_until="networkidle")
    weight = sum(size for request, size in weights.items() if kinds.get(request) != "Image")
    record_property("bytes", weight)
    print(f"{path or 'home'}: {weight} bytes")
    assert {"Document", "Stylesheet", "Script", "Font"} <= set(kinds.values())
    assert weight <= BUDGET


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves(window: Window, path: str, size: tuple[int, int]) -> None:
    reader = window(viewport={"width": size[0], "height": size[1]})
    reader.page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    reader.page.goto(reader.address + path, wait_until="networkidle")
    reader.page.mouse.wheel(0, 2000)
    reader.page.wait_for_timeout(100)
    assert reader.page.evaluate("window.shift") < 0.01


@pytest.mark.parametrize("path", [*PAGES, "search/", "about/", "01-mexico-2013/", "compliance/"])
def test_no_other_host_is_asked_and_nothing_is_complained_of(window: Window, path: str) -> None:
    reader = window()
    reader.page.goto(reader.address + path, wait_until="networkidle")
    own = urlsplit(reader.address).netloc
    assert [url for url in reader.requests if urlsplit(url).netloc != own and not url.startswith("data:")] == []
    assert reader.complaints == []


def test_no_script_stands_in_an_attribute(window: Window) -> None:
    reader = window(java_script_enabled=False)
    for path in PAGES:
        html = reader.page.request.get(reader.address + path).text()
        assert " onclick=" not in html and " onload=" not in html and "javascript:" not in html
