"""Feeds and catalogues, each against its specification, and what must not stand in them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from imprenta.machines.atom import feed
from imprenta.machines.complete import write_for_machines
from imprenta.sitemap import sitemap
from jsonschema import Draft202012Validator
from lxml import etree

from tests.machines.tiny import SITE, bind, collection, press

HERE = Path(__file__).parent
ATOM = {"a": "http://www.w3.org/2005/Atom"}
DRAFT = ("Borradorísimo", "Draftissimo", "No citable", "03-borrador")
ANNOUNCED = ("Anunciadísimo", "Announcedissimo", "04-lima")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write everything for machines, with books, once: the tests only read it."""
    return write(tmp_path_factory.mktemp("machines"), books=True)


def write(root: Path, *, books: bool) -> Path:
    opened = press(root, books=books)
    folder = root / "site"
    folder.mkdir(parents=True)
    write_for_machines(opened, bind(opened.collection, folder) if books else (), folder)
    return folder


def valid(value: Any, schema: str) -> None:
    validator = Draft202012Validator(json.loads((HERE / "schemas" / schema).read_text(encoding="utf-8")))
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)] == []


def load(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["opds.json", "en/opds.json"])
def test_opds_keeps_to_its_specification(site: Path, name: str) -> None:
    valid(load(site / name), "opds-feed.schema.json")


def test_opds_offers_each_published_volume_of_its_language(site: Path) -> None:
    spanish, english = load(site / "opds.json"), load(site / "en/opds.json")
    assert [p["metadata"]["title"] for p in spanish["publications"]] == [
        "Oficinas",
        "Redes <y> «alianzas» & retos_1. Una propuesta",
    ]
    assert [p["metadata"]["title"] for p in english["publications"]] == [
        "Networks <and> alliances & challenges_1: A proposal"
    ]
    assert spanish["metadata"]["numberOfItems"] == 2


def test_an_opds_publication_tells_status_size_pages_and_covers_that_are_there(site: Path) -> None:
    review, final = load(site / "opds.json")["publications"]
    assert review["metadata"]["description"] == "Edición de trabajo. Sobre oficinas"
    assert final["metadata"]["description"] == "Resumen de {todo} al 100 %"
    assert final["metadata"]["identifier"] == "urn:isbn:978-84-0000-000-0"
    assert (final["metadata"]["numberOfPages"], final["metadata"]["published"]) == (17, "2024-01-01")
    assert final["metadata"]["belongsTo"] == {"series": [{"name": "Cuadernos & ciudades", "position": 1}]}
    links = {link["rel"]: link for link in final["links"]}
    taken = links["http://opds-spec.org/acquisition/open-access"]
    assert taken["href"] == SITE + "01-mexico/cuaderno-1.es.pdf"
    assert taken["size"] == (site / "01-mexico/cuaderno-1.es.pdf").stat().st_size
    assert load(site / links["self"]["href"].removeprefix(SITE)) == final
    for image in final["images"]:
        assert (site / image["href"].removeprefix(SITE)).is_file()


@pytest.mark.parametrize("name", ["feed.xml", "en/feed.xml"])
def test_atom_keeps_to_its_specification(site: Path, name: str) -> None:
    schema = etree.RelaxNG(etree.parse(str(HERE / "schemas" / "atom.rng")))
    assert schema.validate(etree.parse(str(site / name))), schema.error_log


def test_atom_dates_come_from_the_volumes_and_ids_are_unique(site: Path) -> None:
    feed = etree.parse(str(site / "feed.xml"))
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-01-01T00:00:00Z"
    assert feed.xpath("//a:entry/a:updated/text()", namespaces=ATOM) == ["2026-01-01T00:00:00Z", "2024-01-01T00:00:00Z"]
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert ids == [SITE + "feed.xml", SITE + "02-quito/", SITE + "01-mexico/"]
    assert feed.xpath("//a:entry[1]/a:summary/text()", namespaces=ATOM) == ["Edición de trabajo. Sobre oficinas"]
    enclosure = feed.find("a:entry[2]/a:link[@rel='enclosure']", ATOM)
    assert enclosure is not None
    assert enclosure.get("length") == str((site / "01-mexico/cuaderno-1.es.pdf").stat().st_size)


def test_an_empty_feed_is_a_feed(tmp_path: Path) -> None:
    found = feed(press(tmp_path).collection, "es", SITE, (), {})
    schema = etree.RelaxNG(etree.parse(str(HERE / "schemas" / "atom.rng")))
    assert schema.validate(etree.fromstring(found).getroottree()), schema.error_log


def test_the_catalogue_keeps_to_its_schema(site: Path) -> None:
    valid(load(site / "catalog.json"), "catalog.schema.json")


def test_the_catalogue_holds_files_with_their_digests_and_announced_volumes_with_none(site: Path) -> None:
    volumes = {volume["id"]: volume for volume in load(site / "catalog.json")["volumes"]}
    assert list(volumes) == ["01-mexico", "02-quito", "04-lima"]
    assert [volume["status"] for volume in volumes.values()] == ["final", "review", "announced"]
    files = volumes["01-mexico"]["files"]
    assert [(file["edition"], file["language"]) for file in files] == [
        ("cuaderno", "es"),
        ("agenda", "es"),
        ("cuaderno", "en"),
        ("agenda", "en"),
    ]
    assert not {"files", "documents", "citations"} & volumes["04-lima"].keys()
    assert volumes["04-lima"]["workshop"]["start"] == "2014-07"
    assert list(volumes["02-quito"]["citations"]) == ["es"]
    assert volumes["02-quito"]["workshop"]["start"] == "2015-Q1"


def test_drafts_stand_nowhere_and_announced_volumes_only_as_such(site: Path) -> None:
    for file in [*site.rglob("*.json"), *site.rglob("*.xml"), *site.rglob("*.bib"), *site.rglob("*.ris")]:
        text = file.read_text(encoding="utf-8")
        names = DRAFT if file.name == "catalog.json" else DRAFT + ANNOUNCED
        assert [name for name in names if name in text] == [], file
    assert {file.parent.name for file in site.rglob("*.bib")} == {"01-mexico", "02-quito"}
    assert sorted(file.name for file in (site / "assets/cards").iterdir()) == sorted(
        f"{name}.{code}.png" for name in ("01-mexico", "02-quito", "04-lima", "collection") for code in ("es", "en")
    )


def test_the_sitemap_leaves_drafts_out(tmp_path: Path) -> None:
    text = sitemap(collection(tmp_path), SITE).decode()
    assert "03-borrador" not in text
    for url in ("01-mexico/", "en/01-mexico/", "02-quito/", "04-lima/"):
        assert f"<loc>{SITE}{url}</loc>" in text


def test_robots_keeps_crawlers_from_the_files_of_drafts(site: Path) -> None:
    assert (site / "robots.txt").read_text(encoding="utf-8") == (
        "User-agent: *\nAllow: /\nDisallow: /cuadernos/03-borrador/*.pdf\n\n"
        "Sitemap: https://example.org/cuadernos/sitemap.xml\n"
    )


def test_without_books_what_needs_them_is_left_out(tmp_path: Path) -> None:
    site = write(tmp_path, books=False)
    assert not list(site.rglob("*opds.json"))
    assert not (site / "assets/covers").exists()
    assert b"enclosure" not in (site / "feed.xml").read_bytes()
    assert all(volume.get("files", []) == [] for volume in load(site / "catalog.json")["volumes"])
    valid(load(site / "catalog.json"), "catalog.schema.json")
    assert (site / "01-mexico/cuaderno-1.es.bib").is_file()


def test_two_runs_write_the_same_bytes_and_no_day_of_today(tmp_path: Path) -> None:
    first = write(tmp_path / "one", books=True)
    second = write(tmp_path / "two", books=True)
    files = sorted(file.relative_to(first) for file in first.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(second) for file in second.rglob("*") if file.is_file())
    today = datetime.date.today().isoformat().encode()
    for file in files:
        content = (first / file).read_bytes()
        assert content == (second / file).read_bytes(), file
        assert today not in content, file
