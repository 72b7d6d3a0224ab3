"""A tiny collection on disk, read by the press itself and rendered to fragments as the site would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import markdown
from imprenta.book.order import BookOrder, Fragment
from imprenta.book.plan import orders
from imprenta.collection import read_collection
from imprenta.model import Collection
from imprenta.urls import page_url

PROJECT = Path(__file__).parents[2]
SITE = "https://cuadernos.example.org/"

COLLECTION = """\
name: {es: Colección de prueba, en: Test collection}
description: {es: Una colección, en: A collection}
publisher: {short_name: AL-LAs, name: {es: Alianza, en: Alliance}}
licence: {id: CC-BY-4.0, name: {es: Atribución, en: Attribution}, url: "https://creativecommons.org/licenses/by/4.0/"}
languages:
  - {code: es, name: Español, locale: es_MX}
  - {code: en, name: English, locale: en_GB}
documents:
  - key: concept-note
    title: {es: Nota conceptual, en: Concept note}
  - key: agenda
    title: {es: Agenda, en: Agenda}
  - key: prediagnosis
    title: {es: Prediagnóstico, en: Pre-diagnosis}
    limit: {pages: 1, hard: true}
chapters:
  title: {es: Capítulos, en: Chapters}
  item: {es: Capítulo, en: Chapter}
  limit: {pages: 2}
annexes:
  title: {es: Anexos, en: Annexes}
  item: {es: Anexo, en: Annex}
editions:
  - key: cuaderno
    title: {es: Cuaderno, en: Cuaderno}
    parts: [chapters, concept-note, agenda, prediagnosis, annexes]
  - key: prediagnosis
    title: {es: Prediagnóstico, en: Pre-diagnosis}
    parts: [prediagnosis]
"""
FUNDING = """\
schemes:
  two:
    title: {es: Dos, en: Two}
    responsible: {es: CGLU, en: UCLG}
    funders:
      - name: {es: Unión Europea, en: European Union}
        emblem:
          file: emblems/european-union.svg
          alt: {es: Emblema de la Unión Europea, en: Emblem of the European Union}
        support_line:
          es: Con el apoyo financiero de la Unión Europea
          en: With the financial support of the European Union
        statement:
          es: El contenido es responsabilidad exclusiva de CGLU.
          en: The contents are the sole responsibility of UCLG.
      - name: {es: Suecia, en: Sweden}
        emblem: {file: emblems/sweden.svg, alt: {es: Bandera de Suecia, en: Flag of Sweden}}
        support_line: {es: Suecia / Sverige, en: Sweden / Sverige}
        statement:
          es: Asdi no comparte necesariamente la opinión/las ideas.
          en: Sida does not necessarily share the views.
"""
VOLUME = """\
number: 11
status: STATUS
title: {es: Una respuesta conjunta, en: A joint response}
abstract: {es: De qué trata., en: What it is about.}
keywords: {es: [ciudades, redes], en: [cities, networks]}
workshop:
  city: {es: Montevideo, en: Montevideo}
  country: UY
  start: 2020-10-20
  end: 2020-10-21
  coordinates: {latitude: -34.91, longitude: -56.19}
funding: two
source_language: es
year: 2026
"""
AGENDA = """\
```agenda
days:
  - date: 2020-10-20
    sessions:
      - {time: "09:00-09:30", title: Apertura}
      - {time: "09:30-10:00", title: Café, kind: break}
      - {time: "10:00-11:00", title: Debate}
```
"""
PARAGRAPH = "Las ciudades actúan juntas cuando una crisis pasa de sus fronteras, y lo hacen con oficinas que duran. "
TEXTS: Mapping[str, str] = {
    "chapters/01-frente.es.md": "# La ciudad en el frente\n\n"
    f"{PARAGRAPH}\n\n## Razones {{#reasons}}\n\nVéase la [nota](../concept-note.es.md).\n",
    "chapters/01-frente.en.md": "# The city on the front line\n\nCities act.\n\n## Reasons {#reasons}\n\nText.\n",
    "chapters/02-redes.es.md": f"# Las redes\n\n{PARAGRAPH}[Razones](01-frente.es.md#reasons).\n",
    "concept-note.es.md": f"# Nota conceptual\n\n{PARAGRAPH}\n",
    "concept-note.en.md": "# Concept note\n\nCities act together.\n",
    "agenda.es.md": f"# Agenda\n\n{AGENDA}\n",
    "prediagnosis.es.md": f"# Prediagnóstico\n\n{PARAGRAPH}\n",
    "annexes/01-guia.es.md": "# Guía\n\nPreguntas.\n",
}


def library(root: Path, texts: Mapping[str, str] = TEXTS, status: str = "review", volume: str = VOLUME) -> Collection:
    """Write a collection of one volume under `root` and read it."""
    content = root / "cuadernos"
    folder = content / "11-montevideo-2020"
    files = {content / "collection.yml": COLLECTION, content / "funding.yml": FUNDING}
    files[folder / "volume.yml"] = volume.replace("STATUS", status)
    files |= {folder / name: text for name, text in texts.items()}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(PROJECT / "cuadernos" / "emblems", content / "emblems", dirs_exist_ok=True)
    shutil.copytree(PROJECT / "overrides" / "book", root / "overrides" / "book", dirs_exist_ok=True)
    reading = read_collection(root)
    assert reading.collection, reading.diagnostics
    return reading.collection


def fragments(collection: Collection) -> dict[tuple[str, str, str], Fragment]:
    """Render every document in every language of the collection, the untranslated ones from what there is."""
    made = {}
    for volume in collection.volumes:
        for document in volume.everything:
            for language in collection.metadata.codes:
                shown = language if language in document.translations else next(iter(document.translations))
                text = document.translations[shown]
                made[language, volume.slug, document.slug] = Fragment(
                    language=language,
                    text_language=shown,
                    volume=volume.slug,
                    document=document.slug,
                    url=page_url(collection, language, volume, document),
                    title=text.title,
                    html=rendered(text.source),
                    source=text.path,
                )
    return made


def rendered(source: str) -> str:
    """Return Markdown as HTML, links between sources led to pages as MkDocs does."""
    html = markdown.markdown(source, extensions=["attr_list", "tables", "footnotes", "admonition", "toc"])
    return re.sub(r'href="([^":]+)\.(?:es|en)\.md', r'href="../\1/', html)


def orders_of(root: Path, *args: object, **values: object) -> dict[str, BookOrder]:
    """Return the orders of a tiny collection by file name."""
    collection = library(root, *args, **values)  # type: ignore[arg-type]
    return {order.file.name: order for order in orders(collection, fragments(collection), SITE)}
