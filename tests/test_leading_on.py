"""Where the real site leads on from a text: to the glossary, from the map and the timeline, to a calendar."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import icalendar
import pytest
from imprenta.urls import join_url
from lxml import html as lxml_html

from tests.real import RealSite

LANGUAGES = {"es": "", "en": "en/"}


@cache
def page(file: Path) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(file.read_bytes())


def pages(site: RealSite) -> dict[str, lxml_html.HtmlElement]:
    """Return every page by its address."""
    assert site.status == 0, site.log[-3000:]
    files = sorted(site.folder.rglob("index.html"))
    found = {f"{file.parent.relative_to(site.folder).as_posix()}/": page(file) for file in files}
    return {"" if url == "./" else url: tree for url, tree in found.items()}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_lead_to_their_explanation_in_their_language(real_site: RealSite, language: str) -> None:
    glossary = f"{LANGUAGES[language]}glossary/"
    anchors = set(pages(real_site)[glossary].xpath("//dl[@class='glossary']//dt/@id"))
    assert len(anchors) == 30
    used: set[str] = set()
    for url, tree in pages(real_site).items():
        if tree.get("lang") != language:
            continue
        links = [join_url(url, href) for href in tree.xpath("//a[@class='term']/@href")]
        assert len(links) == len(set(links)), f"{url}: a term is linked twice"
        assert {link.partition("#")[0] for link in links} <= {glossary}, url
        used |= {link.partition("#")[2] for link in links}
    assert used <= anchors
    assert len(used) >= 25, sorted(anchors - used)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_is_linked_in_both_languages_alike(real_site: RealSite, language: str) -> None:
    """Parity, roughly: a text whose terms are found in one language only has lost its wording in the other."""
    other = next(prefix for code, prefix in LANGUAGES.items() if code != language)
    trees, own = pages(real_site), LANGUAGES[language]
    texts = (url for url, tree in trees.items() if tree.get("lang") == language and tree.xpath("//*[@data-document]"))
    bare = [url.removeprefix(own) for url in texts]
    assert len(bare) > 40
    without = [
        url
        for url in bare
        if trees[own + url].xpath("//a[@class='term']") and not trees[other + url].xpath("//a[@class='term']")
    ]
    assert without == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_map_and_timeline_lead_to_pages_that_are_there(real_site: RealSite, language: str) -> None:
    home = LANGUAGES[language]
    trees = pages(real_site)
    for drawing in ("map", "timeline"):
        links = trees[home].xpath(f"//*[local-name()='svg' and @class='{drawing}']//a/@href")
        assert links, drawing
        for href in links:
            assert join_url(home, href.partition("?")[0]).partition("#")[0] in trees, href


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_volumes_and_agendas_offer_the_calendar_of_a_workshop_whose_days_are_known(
    real_site: RealSite, language: str
) -> None:
    offered = set()
    for url, tree in pages(real_site).items():
        if tree.get("lang") != language:
            continue
        for href in tree.xpath("//a[@type='text/calendar']/@href"):
            file = real_site.folder / join_url(url, href)
            assert icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"), file
            assert file.name == f"calendar.{language}.ics"
            offered.add(url.removeprefix(LANGUAGES[language]))
    assert {"01-mexico-2013/", "10-madrid-2018/", "10-madrid-2018/agenda/", "11-montevideo-2020/agenda/"} <= offered
    assert not {"05-lima-2014/", "metodologia-alianzas/"} & offered
