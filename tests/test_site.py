"""Tiny sites built for real, strict and silent; read as a reader, a browser and a search engine do.

Nothing here knows a CSS class: what pages mean (links, relations, languages, texts) is held, how they look is not.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from imprenta.languages import strings
from lxml import etree
from lxml import html as lxml_html

from tests.sites import SITE_URL, Built, alternates, project, relation, texts
from tests.two_volumes import FILES, HOSTILE, LIMA, QUITO, STATEMENTS


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = project(tmp_path_factory.mktemp("library") / "press", FILES).configure().build()
    assert built.status == 0, built.log
    return built


def leads_to(url: str, href: str) -> str:
    """Return where a link on the page at `url` leads, relative to the site."""
    return urljoin(SITE_URL + url, href).removeprefix(SITE_URL)


def links(library: Built, url: str) -> list[tuple[str, lxml_html.HtmlElement]]:
    tree = library.page(url)
    return [(leads_to(url, str(anchor.get("href"))), anchor) for anchor in tree.xpath("//a[@href]")]


# --- the whole ------------------------------------------------------------------------------------------------------


def test_a_strict_build_is_silent(library: Built) -> None:
    assert "WARNING" not in library.log
    assert "Traceback" not in library.log


def test_every_page_stands_in_every_language(library: Built) -> None:
    spanish = {url for url in library.pages if not url.startswith("en/")}
    english = {url.removeprefix("en/") for url in library.pages if url.startswith("en/")}
    assert spanish == english
    assert {"", f"{LIMA}/", f"{LIMA}/concept-note/", f"{LIMA}/chapters/01-oficinas/", f"{QUITO}/agenda/"} <= spanish
    assert {f"{QUITO}/annexes/01-guia/", "metodo/", "about/", "team/"} <= spanish


def test_the_table_at_the_end(library: Built) -> None:
    rows = [line.split() for line in library.log.splitlines()]
    assert [QUITO, "es", "3", "0", "–", "–"] in [row[:6] for row in rows]
    assert [QUITO, "en", "1", "2", "–", "–"] in [row[:6] for row in rows]
    assert ["metodo", "en", "0", "–", "–", "–"] in [row[:6] for row in rows]


def test_every_link_inside_the_site_leads_somewhere(library: Built) -> None:
    broken = []
    for url in library.pages:
        for target, _ in links(library, url):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            if not _stands(library, parts.path, parts.fragment):
                broken.append((url, target))
    assert broken == []


def _stands(library: Built, path: str, fragment: str) -> bool:
    file = library.site / path / "index.html" if path.endswith("/") else library.site / path
    if not fragment or file.suffix != ".html":
        return file.exists()
    return file.exists() and bool(library.page(path).xpath("//*[@id=$id]", id=fragment))


def test_nothing_is_asked_of_third_parties(library: Built) -> None:
    """Neither a page nor a style sheet loads anything from another host; links to other sites are links."""
    asked = []
    for url in library.pages:
        tree = library.page(url)
        for element, attribute in [("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "srcset")]:
            asked += [(url, value) for value in tree.xpath(f"//{element}/@{attribute}")]
        loading = (
            "//link[not(@rel='canonical' or @rel='alternate' or @rel='prev' or @rel='next' or @rel='license')]/@href"
        )
        asked += [(url, value) for value in tree.xpath(loading)]
    foreign = [
        (url, value) for url, value in asked if urlsplit(str(value)).netloc not in ("", urlsplit(SITE_URL).netloc)
    ]
    assert foreign == []
    for sheet in library.site.rglob("*.css"):
        css = sheet.read_text(encoding="utf-8", errors="replace")
        assert not re.search(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", css), sheet


# --- languages ------------------------------------------------------------------------------------------------------


def test_pages_say_their_language(library: Built) -> None:
    for url in library.pages:
        assert library.page(url).get("lang") == ("en" if url.startswith("en/") else "es"), url


def test_labels_and_dates_are_in_the_readers_language(library: Built) -> None:
    spanish, english = texts(library.page(f"{LIMA}/")), texts(library.page(f"en/{LIMA}/"))
    assert "7 y 8 de julio de 2014" in spanish and "7–8 July 2014" in english
    assert "Lima, Perú" in spanish and "Lima, Peru" in english
    assert strings("es", "site")["funders"] in spanish and strings("en", "site")["funders"] in english
    assert strings("en", "site")["funders"] not in spanish and strings("es", "site")["funders"] not in english


def test_the_switch_leads_to_the_same_page(library: Built) -> None:
    for url in library.pages:
        english = url.startswith("en/")
        other = url.removeprefix("en/") if english else f"en/{url}"
        code = "es" if english else "en"
        switches = {
            target for target, anchor in links(library, url) if anchor.get("hreflang") == code and anchor.get("lang")
        }
        assert switches == {other}, url


def test_hreflang_and_canonical_are_absolute(library: Built) -> None:
    for url in library.pages:
        tree = library.page(url)
        bare = url.removeprefix("en/")
        only_spanish = bare in {f"{QUITO}/agenda/", f"{QUITO}/annexes/01-guia/", "team/"}
        if only_spanish:
            assert relation(tree, "canonical") == [SITE_URL + bare], url
            expected = {"es": SITE_URL + bare, "x-default": SITE_URL + bare} if url == bare else {}
            assert alternates(tree) == expected, url
        else:
            assert relation(tree, "canonical") == [SITE_URL + url], url
            expected = {"es": SITE_URL + bare, "en": f"{SITE_URL}en/{bare}", "x-default": SITE_URL + bare}
            assert alternates(tree) == expected, url


def test_a_missing_translation_shows_the_original(library: Built) -> None:
    url = f"en/{QUITO}/agenda/"
    tree = library.page(url)
    notice = strings("en", "site")["untranslated"].format(language="Español")
    assert notice in texts(tree)
    (note,) = tree.xpath("//*[@role='note']")
    assert notice in " ".join(note.text_content().split())
    (heading,) = tree.xpath("//h1")
    spoken = next(str(node.get("lang")) for node in (heading, *heading.iterancestors()) if node.get("lang"))
    assert spoken == "es"
    assert next(str(node.get("lang")) for node in (note, *note.iterancestors()) if node.get("lang")) == "en"


def test_links_on_a_fallback_page_stay_in_the_readers_language(library: Built) -> None:
    targets = {target for target, _ in links(library, f"en/{QUITO}/agenda/")}
    assert f"en/{QUITO}/concept-note/#part" in targets
    assert f"en/{QUITO}/annexes/01-guia/" in targets
    assert f"{QUITO}/concept-note/#part" not in targets
    assert "en/about/" in {target for target, _ in links(library, "en/team/")}


def test_links_between_docs_and_volumes(library: Built) -> None:
    assert {f"en/{QUITO}/concept-note/#part", "en/team/"} <= {target for target, _ in links(library, "en/about/")}
    assert "en/about/" in {target for target, _ in links(library, f"en/{QUITO}/concept-note/")}


def test_no_text_names_a_source_file(library: Built) -> None:
    for url in library.pages:
        assert [
            target for target, a in links(library, url) if target.endswith(".md") and not urlsplit(target).netloc
        ] == []


def test_not_found_speaks_every_language(library: Built) -> None:
    tree = library.page("404.html")
    for code in ("es", "en"):
        (section,) = tree.xpath("//section[@lang=$code]", code=code)
        assert strings(code, "site")["not_found"] in texts(section)
        # From anywhere in the site: so absolute from the root of the host, with the site's folder.
        home = "/press/" if code == "es" else "/press/en/"
        assert [urljoin("https://example.org/press/x/y/", href) for href in section.xpath(".//a/@href")] == [
            f"https://example.org{home}"
        ]


def test_sitemap(library: Built) -> None:
    tree = etree.parse(str(library.site / "sitemap.xml"))
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = {
        entry.findtext("s:loc", namespaces=names): {
            link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", names)
        }
        for entry in tree.iterfind("s:url", names)
    }
    expected = {}
    for url in library.pages:
        page = library.page(url)
        if QUITO in url:  # a draft: its pages ask not to be indexed
            assert page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]"), url
            continue
        if relation(page, "canonical") == [SITE_URL + url]:
            expected[SITE_URL + url] = alternates(page)
    hidden = {loc for loc in expected if re.search(r"/(search|compliance|offline|board)/$", loc)}
    assert {loc: found for loc, found in entries.items() if loc not in hidden} == {
        loc: found for loc, found in expected.items() if loc not in hidden
    }
    assert not (library.site / "sitemap.xml.gz").exists()
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (library.site / "robots.txt").read_text(encoding="utf-8")


# --- volumes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_previous_and_next_stay_in_the_volume(library: Built, prefix: str) -> None:
    for volume, order in {
        LIMA: ["", "chapters/01-oficinas/", "concept-note/"],
        QUITO: ["", "concept-note/", "agenda/", "annexes/01-guia/"],
        "metodo": [""],
    }.items():
        urls = [f"{prefix}{volume}/{part}" for part in order]
        for index, url in enumerate(urls):
            tree = library.page(url)
            before = [leads_to(url, href) for href in relation(tree, "prev")]
            after = [leads_to(url, href) for href in relation(tree, "next")]
            assert before == urls[max(index - 1, 0) : index], url
            assert after == urls[index + 1 : index + 2], url


@pytest.mark.parametrize(
    ("url", "source"),
    [
        (f"{LIMA}/", f"cuadernos/{LIMA}/volume.yml"),
        (f"en/{LIMA}/concept-note/", f"cuadernos/{LIMA}/concept-note.en.md"),
        (f"{LIMA}/chapters/01-oficinas/", f"cuadernos/{LIMA}/chapters/01-oficinas.es.md"),
        (f"en/{QUITO}/agenda/", f"cuadernos/{QUITO}/agenda.es.md"),
        ("about/", "docs/about.es.md"),
        ("en/about/", "docs/about.en.md"),
        ("en/team/", "docs/team.es.md"),
    ],
)
def test_the_edit_button_opens_the_right_file(library: Built, url: str, source: str) -> None:
    hrefs = set(library.page(url).xpath("//a[@rel='edit']/@href"))
    assert {href.partition("/edit/main/")[2] for href in hrefs} == {source}


def test_funding_stands_on_every_page_of_a_volume(library: Built) -> None:
    volumes = {LIMA: "union", QUITO: "union", "metodo": "fundacion"}
    for url in library.pages:
        code = "en" if url.startswith("en/") else "es"
        scheme = volumes.get(url.removeprefix("en/").split("/")[0])
        words = texts(library.page(url))
        other = STATEMENTS["es" if code == "en" else "en"]
        if scheme == "union":
            assert STATEMENTS[code] in words, url
            assert {"es": "Con el apoyo de la Unión", "en": "With the support of the Union"}[code] in words, url
            emblem = library.page(url).xpath(
                "//img[@alt=$alt]", alt={"es": "Emblema de la Unión", "en": "Emblem of the Union"}[code]
            )
            assert emblem, url
            assert (library.site / leads_to(url, emblem[0].get("src"))).is_file()
        elif scheme == "fundacion":
            assert {"es": "Con el apoyo de la Fundación", "en": "With the support of the Foundation"}[code] in words, (
                url
            )
        assert other not in words, url


def test_an_announced_volume_says_so(library: Built) -> None:
    for code, url in (("es", "metodo/"), ("en", "en/metodo/")):
        words = texts(library.page(url))
        assert strings(code, "site")["announced_notice"] in words
        assert not [target for target, _ in links(library, url) if target.endswith(".pdf")]


def test_a_draft_shows_on_all_its_pages(library: Built) -> None:
    for url in library.pages:
        code = "en" if url.startswith("en/") else "es"
        said = strings(code, "site")["draft_notice"] in texts(library.page(url))
        assert said is url.removeprefix("en/").startswith(QUITO), url


def test_missing_documents_are_pending(library: Built) -> None:
    for code, url in (("es", f"{QUITO}/"), ("en", f"en/{QUITO}/")):
        pending = strings(code, "site")["pending"]
        title = {"es": "Capítulos", "en": "Chapters"}[code]
        assert re.search(rf"{title}\s*·?\s*{pending}", texts(library.page(url))), url
    assert strings("es", "site")["pending"] not in texts(library.page(f"{LIMA}/"))


def test_untranslated_documents_are_marked_where_they_are_listed(library: Built) -> None:
    assert strings("en", "site")["not_translated"] in texts(library.page(f"en/{QUITO}/"))
    (entry,) = {
        str(anchor.get("lang")) for target, anchor in links(library, f"en/{QUITO}/") if target == f"en/{QUITO}/agenda/"
    } - {"None"}
    assert entry == "es"


def test_texts_are_escaped(library: Built) -> None:
    """Titles are words, whatever signs they hold, and never markup."""
    tree = library.page(f"{QUITO}/")
    assert tree.xpath("//h1")[0].text_content() == 'Redes & "vidas"'
    assert "Guía & «preguntas» de <b>" in texts(tree)
    assert 'Redes & "vidas"' in str(tree.xpath("string(//title)"))
    raw = (library.site / QUITO / "index.html").read_text(encoding="utf-8")
    assert "de <b>" not in raw and "&amp;amp;" not in raw
    chapter = library.page(f"{QUITO}/annexes/01-guia/")
    assert chapter.xpath("//h1")[0].text_content().startswith("Guía & «preguntas» de <b>")
    assert str(chapter.xpath("string(//title)")).startswith("Guía & «preguntas»")


def test_nothing_acts_wherever_titles_and_descriptions_go(library: Built) -> None:
    """Neither in an attribute, nor in data inside a page (JSON-LD), nor in a map or a feed."""
    for file in library.site.rglob("*"):
        if file.suffix in (".html", ".xml", ".atom", ".svg"):
            raw = file.read_text(encoding="utf-8")
            assert HOSTILE not in raw and "<img src=x" not in raw and "<script>alert" not in raw, file
