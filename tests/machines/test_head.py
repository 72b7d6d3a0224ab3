"""What the head of a page tells machines."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from imprenta.figures import fill_in
from imprenta.machines.view import Head, Machines
from imprenta.press import Press

from tests.machines.tiny import SITE, bind, press

FINAL, REVIEW, DRAFT, ANNOUNCED = range(4)


def head(opened: Press, language: str, volume: int | None, document: int | None = None) -> Head:
    found = opened.collection.volumes[volume] if volume is not None else None
    text = found.everything[document] if found and document is not None else None
    return Machines(opened, language).head(found, text, "Una descripción.")


def things(found: Head) -> dict[str, dict[str, Any]]:
    """Return what a page describes by its type (the first of several); figures that the books tell are 0."""
    graph = json.loads(re.sub(r"@@figure[^@]*@@", "0", found.json_ld))
    assert graph["@context"] == "https://schema.org"
    return {_first(thing["@type"]): thing for thing in graph["@graph"]}


def _first(types: str | list[str]) -> str:
    return types if isinstance(types, str) else types[0]


def test_a_landing_page_has_the_tags_of_a_technical_report(tmp_path: Path) -> None:
    found = head(press(tmp_path), "es", FINAL)
    assert [tag for tag in found.names if tag[0].startswith("citation_")] == [
        ("citation_title", "Redes <y> «alianzas» & retos_1. Una propuesta"),
        ("citation_author", "Pérez Soto, Ana"),
        ("citation_author", "Red de Ciudades"),
        ("citation_publication_date", "2024"),
        ("citation_technical_report_institution", "AL-LAs"),
        ("citation_technical_report_number", "1"),
        ("citation_series_title", "Cuadernos & ciudades"),
        ("citation_publisher", "AL-LAs"),
        ("citation_language", "es"),
        ("citation_keywords", "ciudades"),
        ("citation_keywords", "gestión"),
        ("citation_isbn", "978-84-0000-000-0"),
        ("citation_doi", "10.1234/abc"),
        ("citation_abstract_html_url", SITE + "01-mexico/"),
        ("citation_pdf_url", SITE + "01-mexico/cuaderno-1.es.pdf"),
    ]


@pytest.mark.parametrize(
    ("language", "volume", "document"),
    [("es", FINAL, 0), ("es", DRAFT, None), ("es", ANNOUNCED, None), ("en", REVIEW, None), ("es", None, None)],
    ids=["chapter", "draft", "announced", "not in this language", "home"],
)
def test_no_other_page_has_citation_tags(
    tmp_path: Path, language: str, volume: int | None, document: int | None
) -> None:
    found = head(press(tmp_path), language, volume, document)
    assert [tag for tag in found.names if tag[0].startswith("citation_")] == []


def test_only_the_pages_of_a_draft_ask_not_to_be_indexed(tmp_path: Path) -> None:
    opened = press(tmp_path)
    asked = [("robots", "noindex") in head(opened, "es", volume).names for volume in range(4)]
    assert asked == [False, False, True, False]
    assert ("robots", "noindex") in head(opened, "es", DRAFT, 0).names


def test_a_final_volume_is_a_book_and_report_in_the_series(tmp_path: Path) -> None:
    opened = press(tmp_path)
    site = tmp_path / "site"
    page = site / "01-mexico/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(head(opened, "es", FINAL).json_ld, encoding="utf-8")
    books = bind(opened.collection, site)
    fill_in([page], books)
    book = next(t for t in json.loads(page.read_text(encoding="utf-8"))["@graph"] if "Book" in t["@type"])
    whole = next(b for b in books if b.file.as_posix() == "01-mexico/cuaderno-1.es.pdf")
    assert book["@type"] == ["Book", "Report"]
    assert book["@id"] == SITE + "01-mexico/#book"
    assert book["isPartOf"]["@id"] == SITE + "#collection"
    assert (book["position"], book["numberOfPages"], book["datePublished"]) == (1, 17, "2024")
    assert book["inLanguage"] == "es"
    assert book["workTranslation"] == [{"@id": SITE + "en/01-mexico/#book"}]
    assert book["encoding"] == {
        "@type": "MediaObject",
        "contentUrl": SITE + "01-mexico/cuaderno-1.es.pdf",
        "encodingFormat": "application/pdf",
        "inLanguage": "es",
        "contentSize": f"{whole.size} B",
        "sha256": whole.sha256,
    }
    assert [author["@type"] for author in book["author"]] == ["Person", "Organization"]
    assert book["funder"] == [
        {"@type": "Organization", "name": "Unión Europea", "url": "https://european-union.europa.eu/"}
    ]
    assert "creativeWorkStatus" not in book
    assert [(part["@type"], part["name"]) for part in book["hasPart"]] == [
        ("Chapter", "La gestión"),
        ("CreativeWork", "Agenda del taller"),
    ]
    event = book["about"]
    assert (event["@type"], event["startDate"], event["endDate"]) == ("EducationEvent", "2013-05-07", "2013-05-09")
    assert event["location"]["name"] == "Casa Abierta"
    assert event["location"]["address"]["addressLocality"] == "Ciudad de México"


def test_a_translation_names_what_it_is_translated_from(tmp_path: Path) -> None:
    book = things(head(press(tmp_path), "en", FINAL))["Book"]
    assert book["translationOfWork"] == {"@id": SITE + "01-mexico/#book"}
    assert "workTranslation" not in book


def test_a_review_says_so_and_a_quarter_becomes_its_year(tmp_path: Path) -> None:
    book = things(head(press(tmp_path), "es", REVIEW))["Book"]
    assert book["creativeWorkStatus"] == "Edición de trabajo"
    assert book["about"]["startDate"] == "2015"


def test_of_an_announced_volume_only_its_workshop_is_told_and_of_a_draft_only_the_way_to_it(tmp_path: Path) -> None:
    opened = press(tmp_path)
    assert set(things(head(opened, "es", ANNOUNCED))) == {"BreadcrumbList", "EducationEvent"}
    assert set(things(head(opened, "es", DRAFT))) == {"BreadcrumbList"}
    assert set(things(head(opened, "es", DRAFT, 0))) == {"BreadcrumbList"}
    assert set(things(head(opened, "en", REVIEW))) == {"BreadcrumbList"}


def test_a_chapter_is_a_chapter_of_its_book(tmp_path: Path) -> None:
    chapter = things(head(press(tmp_path), "es", FINAL, 0))["Chapter"]
    assert (chapter["name"], chapter["position"]) == ("La gestión", 1)
    assert chapter["isPartOf"]["@id"] == SITE + "01-mexico/#book"


def test_the_home_page_holds_the_series_and_its_published_volumes(tmp_path: Path) -> None:
    page = things(head(press(tmp_path), "es", None))["CollectionPage"]
    assert page["mainEntity"]["@type"] == "BookSeries"
    assert [part["name"] for part in page["mainEntity"]["hasPart"]] == ["Redes <y> «alianzas» & retos_1", "Oficinas"]


def test_no_description_can_end_the_script_it_stands_in(tmp_path: Path) -> None:
    found = head(press(tmp_path), "es", FINAL).json_ld
    assert not {"<", ">", "&"} & set(found)


def test_without_books_no_file_is_named(tmp_path: Path) -> None:
    found = head(press(tmp_path, books=False), "es", FINAL)
    assert "citation_pdf_url" not in dict(found.names)
    assert not {"encoding", "numberOfPages", "image"} & things(found)["Book"].keys()
    assert [other.url for other in found.alternates if "opds" in other.url] == []
    assert Machines(press(tmp_path, books=False), "es").cover(press(tmp_path).collection.volumes[FINAL]) is None


def test_open_graph_of_a_volume(tmp_path: Path) -> None:
    assert list(head(press(tmp_path), "en", FINAL).properties) == [
        ("og:type", "book"),
        ("og:site_name", "Notebooks & cities"),
        ("og:title", "Networks <and> alliances & challenges_1"),
        ("og:description", "Una descripción."),
        ("og:url", SITE + "en/01-mexico/"),
        ("og:locale", "en_GB"),
        ("og:locale:alternate", "es_MX"),
        ("book:isbn", "978-84-0000-000-0"),
        ("og:image", SITE + "assets/cards/01-mexico.en.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Card of “Networks <and> alliances & challenges_1”"),
    ]


def test_a_page_without_its_translation_is_shared_as_the_original(tmp_path: Path) -> None:
    found = dict(head(press(tmp_path), "en", REVIEW, 0).properties)
    assert found["og:url"] == SITE + "02-quito/chapters/01-oficinas/"


def test_a_draft_is_shown_with_the_card_of_the_collection(tmp_path: Path) -> None:
    found = dict(head(press(tmp_path), "es", DRAFT).properties)
    assert found["og:image"] == SITE + "assets/cards/collection.es.png"
    assert found["og:image:alt"] == "Tarjeta de «Cuadernos & ciudades»"


def test_feeds_and_references_are_announced(tmp_path: Path) -> None:
    opened = press(tmp_path)
    assert [other.url for other in head(opened, "en", FINAL).alternates] == [
        "en/feed.xml",
        "en/opds.json",
        "01-mexico/cuaderno-1.en.bib",
        "01-mexico/cuaderno-1.en.ris",
        "01-mexico/cuaderno-1.en.csl.json",
    ]
    assert [other.url for other in head(opened, "es", DRAFT).alternates] == ["feed.xml", "opds.json"]


def test_a_volume_is_cited_in_a_language_that_it_has(tmp_path: Path) -> None:
    opened = press(tmp_path)
    cited = Machines(opened, "en").cite(opened.collection.volumes[REVIEW])
    assert cited is not None
    assert (cited.language, cited.words["cite"]) == ("es", "How to cite")
    assert Machines(opened, "es").cite(opened.collection.volumes[DRAFT]) is None
    assert Machines(opened, "es").cite(opened.collection.volumes[ANNOUNCED]) is None
