"""A tiny collection with a volume of every status, and books bound of it: real files of one page, without the press."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, cast

import pikepdf
from imprenta.book.order import BoundBook
from imprenta.collection import read_collection
from imprenta.editions import is_made
from imprenta.model import Collection
from imprenta.press import Press
from imprenta.urls import edition_url

SITE = "https://example.org/cuadernos/"

COLLECTION = """\
name: {es: Cuadernos & ciudades, en: Notebooks & cities}
description: {es: Una memoria, en: A memory}
publisher: {short_name: AL-LAs, name: {es: Alianza, en: Alliance}}
licence: {id: CC-BY-4.0, name: {es: Atribución, en: Attribution}, url: "https://creativecommons.org/licenses/by/4.0/"}
languages:
  - {code: es, name: Español, locale: es_MX}
  - {code: en, name: English, locale: en_GB}
documents:
  - {key: agenda, title: {es: Agenda, en: Agenda}}
chapters: {title: {es: Capítulos, en: Chapters}, item: {es: Capítulo, en: Chapter}}
annexes: {title: {es: Anexos, en: Annexes}, item: {es: Anexo, en: Annex}}
editions:
  - {key: cuaderno, title: {es: Cuaderno, en: Cuaderno}, parts: [chapters, agenda, annexes]}
  - {key: agenda, title: {es: Agenda, en: Agenda}, parts: [agenda]}
themes:
  alliances: {es: Alianzas, en: Alliances}
"""

FUNDING = """\
schemes:
  own:
    title: {es: Propio, en: Own}
    responsible: {es: AL-LAs, en: AL-LAs}
    funders: [{name: {es: Unión Europea, en: European Union}, url: "https://european-union.europa.eu/"}]
"""

FINAL = """\
number: 1
status: final
title: {es: "Redes <y> «alianzas» & retos_1", en: "Networks <and> alliances & challenges_1"}
subtitle: {es: Una propuesta, en: A proposal}
abstract: {es: "Resumen de {todo} al 100 %", en: "Summary of {all} at 100%"}
keywords: {es: [ciudades, gestión], en: [cities, management]}
themes: [alliances]
workshop:
  city: {es: Ciudad de México, en: Mexico City}
  country: MX
  start: 2013-05-07
  end: 2013-05-09
  coordinates: {latitude: 19.43, longitude: -99.13}
  hosts: [{es: Ayuntamiento, en: City Council}]
  venue: {name: Casa Abierta}
funding: own
authors:
  - {name: {es: "Pérez Soto, Ana", en: "Pérez Soto, Ana"}, organisation: false}
  - {name: {es: Red de Ciudades, en: City Network}}
source_language: es
year: 2024
isbn: 978-84-0000-000-0
doi: 10.1234/abc
"""

REVIEW = """\
number: 2
status: review
title: {es: Oficinas, en: Offices}
abstract: {es: Sobre oficinas, en: On offices}
workshop: {city: {es: Quito, en: Quito}, country: EC, start: 2015-Q1}
funding: own
authors: [{name: {es: AL-LAs (Alianza), en: AL-LAs (Alliance)}}]
source_language: es
year: 2026
"""

DRAFT = """\
number: 3
status: draft
title: {es: Borradorísimo, en: Draftissimo}
abstract: {es: No citable, en: Not to be cited}
funding: own
source_language: es
year: 2026
"""

ANNOUNCED = """\
number: 4
status: announced
title: {es: Anunciadísimo, en: Announcedissimo}
abstract: {es: Por venir, en: To come}
workshop: {city: {es: Lima, en: Lima}, country: PE, start: 2014-07}
funding: own
source_language: es
"""

TEXTS = {
    "01-mexico/volume.yml": FINAL,
    "01-mexico/chapters/01-uno.es.md": "# La gestión\n\n## Sección {#section}\n\nLa ciudad cuenta.\n",
    "01-mexico/chapters/01-uno.en.md": "# Management\n\n## Section {#section}\n\nThe city counts.\n",
    "01-mexico/agenda.es.md": "# Agenda del taller\n\nDos días.\n",
    "01-mexico/agenda.en.md": "# Agenda of the workshop\n\nTwo days.\n",
    "02-quito/volume.yml": REVIEW,
    "02-quito/chapters/01-oficinas.es.md": "# Las oficinas\n\nTexto.\n",
    "03-borrador/volume.yml": DRAFT,
    "03-borrador/chapters/01-nada.es.md": "# Nada aún\n\nTexto.\n",
    "03-borrador/chapters/01-nada.en.md": "# Nothing yet\n\nText.\n",
    "04-lima/volume.yml": ANNOUNCED,
}


def collection(root: Path, files: Mapping[str, str] | None = None) -> Collection:
    """Write the tiny collection, with `files` in place of its own, and read it."""
    content = {"collection.yml": COLLECTION, "funding.yml": FUNDING, **TEXTS, **(files or {})}
    for name, text in content.items():
        file = root / "cuadernos" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.es.md").write_text("# Inicio\n", encoding="utf-8")
    (root / "docs/index.en.md").write_text("# Home\n", encoding="utf-8")
    reading = read_collection(root)
    assert reading.diagnostics == ()
    assert reading.collection is not None
    return reading.collection


def press(root: Path, files: Mapping[str, str] | None = None, *, books: bool = True) -> Press:
    """Open a press on the tiny collection, as far as machines need one."""
    return Press(collection(root, files), (), SITE, books)


def bind(made: Collection, site: Path) -> list[BoundBook]:
    """Write a PDF of one page for every edition that is made, drafts included, as the press would."""
    found = []
    for volume in made.volumes:
        for language in made.metadata.codes:
            for edition in made.metadata.editions:
                if is_made(volume, language, edition):
                    file = PurePosixPath(edition_url(made, volume, language, edition))
                    content = _pdf(site / file, len(found))
                    found.append(_book(volume.slug, language, edition.key, file, site / file, content))
    return found


def _pdf(path: Path, number: int) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595.28, 841.89))
    shade = 0.2 + number / 20
    page.Contents = document.make_stream(f"{shade} 0 0 rg 0 421 596 421 re f".encode())
    document.save(path, deterministic_id=True)
    return path.read_bytes()


def _book(volume: str, language: str, edition: str, file: PurePosixPath, path: Path, content: bytes) -> BoundBook:
    return BoundBook(
        edition=edition,
        language=language,
        volume=volume,
        path=path,
        file=file,
        status="",
        place=PurePosixPath("volume.yml"),
        pages=17,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        parts=(),
        audit=cast(Any, None),
        from_cache=False,
    )
