"""A tiny collection, written into a folder and read as the real one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from imprenta.collection import read_collection
from imprenta.fences.context import RenderingContext
from imprenta.model import Collection

COLLECTION = """\
name: {es: Cuadernos, en: Notebooks}
description: {es: Memoria, en: Memory}
publisher: {short_name: AL-LAs, name: {es: Alianza, en: Alliance}}
licence: {id: CC-BY-4.0, name: {es: Atribución, en: Attribution}, url: "https://creativecommons.org/licenses/by/4.0/"}
languages:
  - {code: es, name: Español, locale: es_MX}
  - {code: en, name: English, locale: en_GB}
documents:
  - {key: agenda, title: {es: Agenda, en: Agenda}}
  - {key: participants, title: {es: Participantes, en: Participants}}
chapters: {title: {es: Capítulos, en: Chapters}, item: {es: Capítulo, en: Chapter}}
annexes: {title: {es: Anexos, en: Annexes}, item: {es: Anexo, en: Annex}}
editions:
  - {key: cuaderno, title: {es: Cuaderno, en: Cuaderno}, parts: [agenda]}
themes:
  alliances: {es: "Alianzas, ciudades", en: "Alliances, cities"}
"""

FUNDING = """\
schemes:
  own:
    title: {es: Propio, en: Own}
    responsible: {es: AL-LAs, en: AL-LAs}
    funders: [{name: {es: AL-LAs, en: AL-LAs}}]
"""

VOLUME = """\
number: 10
status: draft
title: {es: Alianzas locales, en: Local alliances}
abstract: {es: Un resumen, en: A summary}
themes: [alliances]
workshop:
  city: {es: Madrid, en: Madrid}
  country: ES
  start: 2018-09-07
  end: 2018-09-08
  timezone: Europe/Madrid
  coordinates: {latitude: 40.4168, longitude: -3.7038}
  venue: {name: Media Lab Prado, address: calle Alameda 15}
funding: own
source_language: es
year: 2026
"""

DELIVERABLES = """\
deliverables:
  - product: {es: Prediagnóstico, en: Pre-diagnosis}
    content: {es: Presenta el tema, en: Introduces the subject}
    due: 2020-10-12
    limit: {pages: 15, hard: true}
    state: pending
  - product: {es: Taller, en: Workshop}
    due: 2020-10-20
    until: 2020-10-21
    state: delivered
  - product: {es: Documento, en: Document}
    due: 2020-Q4
    due_note: {es: versión final, en: final version}
    state: accepted
"""

Write = Callable[..., Collection]


@pytest.fixture
def collection(tmp_path: Path) -> Write:
    """Return a function that writes one volume with `files` and reads the collection."""

    def write(files: Mapping[str, str] | None = None, volume: str = VOLUME) -> Collection:
        folder = tmp_path / "cuadernos" / "10-madrid"
        folder.mkdir(parents=True, exist_ok=True)
        (tmp_path / "cuadernos/collection.yml").write_text(COLLECTION, encoding="utf-8")
        (tmp_path / "cuadernos/funding.yml").write_text(FUNDING, encoding="utf-8")
        (folder / "volume.yml").write_text(volume, encoding="utf-8")
        for name, text in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        reading = read_collection(tmp_path)
        assert reading.diagnostics == ()
        assert reading.collection is not None
        return reading.collection

    return write


@pytest.fixture
def context(collection: Write) -> Callable[..., RenderingContext]:
    """Return a function that makes the context of a page of the tiny volume."""

    def make(language: str = "es", volume: str = VOLUME) -> RenderingContext:
        made = collection(volume=volume)
        return RenderingContext(language, made.metadata.language(language).locale, made, made.volumes[0])

    return make
