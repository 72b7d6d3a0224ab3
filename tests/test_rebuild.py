"""A site built from what is kept is, to the byte, the one built from nothing; and little of it is made again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from imprenta.model import TranslationRecord
from imprenta.pagekeeping import CACHE
from imprenta.records import written as written_records
from imprenta.source import read_text
from imprenta.translation import digests as digests_of

from tests.sites import REPOSITORY, Built, Files, Project, digests, project

LIMA = "cuadernos/01-lima-2014"
CHAPTER, ENGLISH = f"{LIMA}/chapters/01-oficinas.es.md", f"{LIMA}/chapters/01-oficinas.en.md"
NOTE = f"{LIMA}/concept-note.es.md"
ALLIANCES = """
```alliances
- name: Red
  cities:
    - {name: Lima, country: PE, latitude: -12.0, longitude: -77.0}
    - {name: Quito, country: EC, latitude: -0.2, longitude: -78.5}
```
"""
AGENDA = """```agenda
days:
  - date: 2014-07-07
    sessions:
      - {time: "9:30-10:00", title: Apertura}
```
"""
FILES: Files = {
    "cuadernos/glossary.yml": "terms:\n  - key: oficina\n    term: {es: oficina, en: office}\n"
    "    definition: {es: Lugar de trabajo., en: Place of work.}\n",
    "docs/about.es.md": "# Acerca de la colección\n\nQuién la hace. Véase [la nota](../" + NOTE + "#at-stake).\n",
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Project:
    found = project(tmp_path_factory.mktemp("rebuild") / "press", FILES).configure()
    text, _ = read_text(found.root / NOTE, PurePosixPath(NOTE))
    assert text
    record = TranslationRecord(source="es", translations={"en": digests_of(text)})
    found.write({f"{LIMA}/translations.yml": written_records({"concept-note": record}, "Test")})
    overrides = found.root / "overrides"
    overrides.unlink()
    shutil.copytree(REPOSITORY / "overrides", overrides)
    return found


def said(built: Built) -> str:
    """Return what a build said, but for how long it took."""
    return re.sub(r"built in [\d.]+ seconds", "", built.log)


def cold(found: Project, books: bool = False) -> Built:
    """Build as if nothing of any page had ever been kept; pictures and faces are no pages."""
    kept, put_away = found.root / ".cache" / "imprenta", found.root / ".cache" / "away"
    put_away.mkdir()
    for name in PAGES:
        if (kept / name).exists():
            (kept / name).rename(put_away / name)
    built = found.build(books=books)
    for name in PAGES:
        shutil.rmtree(kept / name, ignore_errors=True)
        if (put_away / name).exists():
            (put_away / name).rename(kept / name)
    put_away.rmdir()
    return built


PAGES = ("pages", "readings")
"""Folders of what is kept of texts and of pages."""


def replaced(path: str, old: str, new: str) -> Callable[[Project], object]:
    return lambda found: found.replace(path, old, new)


def written(files: Files) -> Callable[[Project], object]:
    return lambda found: found.write(files)


EDITS: dict[str, Callable[[Project], object]] = {
    "nothing": lambda found: None,
    "a paragraph": replaced(CHAPTER, "empieza con alguien", "empieza con una persona"),
    "a use of a term": replaced(ENGLISH, "begins with somebody", "is an office"),
    "the title of a chapter": replaced(CHAPTER, "# Las oficinas", "# Las oficinas nuevas"),
    "front matter": lambda found: found.replace(NOTE, "# Nota", "---\ndescription: De qué trata.\n---\n# Nota"),
    "a source, whose translation is behind": replaced(NOTE, "no dura.", "no dura mucho tiempo."),
    "the status of a volume": replaced(f"{LIMA}/volume.yml", "status: review", "status: draft"),
    "the title of a volume": replaced(f"{LIMA}/volume.yml", "Oficinas que duran", "Oficinas que quedan"),
    "a term": replaced("cuadernos/glossary.yml", "Lugar de trabajo", "Sitio de trabajo"),
    "another name of a term": replaced(
        "cuadernos/glossary.yml", "key: oficina", "key: oficina\n    also: {es: [taller]}"
    ),
    "a statement": replaced("cuadernos/funding.yml", "que no responde de él", "que no responde de este texto"),
    "a new chapter": written(
        {
            f"{LIMA}/chapters/02-redes.{code}.md": f"# {title}\n" + ALLIANCES
            for code, title in (("es", "Redes"), ("en", "Networks"))
        }
    ),
    "the body of a fence that the home page shows": lambda found: [
        found.replace(f"{LIMA}/chapters/02-redes.{code}.md", "-0.2", "-0.3") for code in ("es", "en")
    ],
    "an agenda, which makes a calendar": written(
        {f"{LIMA}/agenda.{code}.md": "# Agenda\n\n" + AGENDA for code in ("es", "en")}
    ),
    "another hour of it": lambda found: [
        found.replace(f"{LIMA}/agenda.{code}.md", "9:30", "9:45") for code in ("es", "en")
    ],
    "a chapter gone": written({f"{LIMA}/chapters/02-redes.{code}.md": None for code in ("es", "en")}),
    "a translation gone": lambda found: found.replace(
        NOTE.replace(".es.", ".en."), "01-oficinas.en.md#people", "01-oficinas.es.md#people"
    ).write({ENGLISH: None}),
    "a template": replaced("overrides/partials/edit.html", 'class="edit"', 'class="edit" data-x'),
    "a picture": replaced(f"{LIMA}/images/plano.svg", "viewBox", 'class="x" viewBox'),
    "a page of docs": replaced("docs/about.en.md", "Who makes it.", "Who makes it, and how."),
    "the title of a page of docs": replaced("docs/about.en.md", "# About the collection", "# About us"),
}


def test_every_edit_gives_the_site_of_a_cold_build(drawn: Project) -> None:
    for name, edit in EDITS.items():
        edit(drawn)
        warm = drawn.build()
        assert warm.status == 0, f"{name}\n{warm.log}"
        site = digests(warm.site)
        fresh = cold(drawn)
        assert site == digests(fresh.site), name
        assert said(warm) == said(fresh), name


def kept(found: Project) -> set[str]:
    return {file.name for file in (found.root / CACHE).iterdir()}


def test_little_is_made_again(drawn: Project) -> None:
    drawn.build()
    before = kept(drawn)
    assert drawn.build().status == 0 and kept(drawn) == before, "nothing was made"
    drawn.replace("docs/about.es.md", "Quién la hace", "Quién la hizo")
    assert drawn.build().status == 0
    assert len(kept(drawn) - before) == 3, "the text rendered, the text finished, and its page"
    drawn.replace(NOTE, "Lo que está en juego", "Lo que se juega")
    assert drawn.build().status == 0
    assert len(kept(drawn) - before) > 10, "others show a heading, or might"


def test_a_heading_that_is_linked_to_is_missed(drawn: Project) -> None:
    """What stops a cold build stops a warm one, in the same words."""
    drawn.build()
    drawn.replace(NOTE, "{#at-stake}", "{#stake}").replace(NOTE.replace(".es.", ".en."), "{#at-stake}", "{#stake}")
    warm, fresh = drawn.build(), cold(drawn)
    assert warm.status == fresh.status != 0
    assert "LNK" in warm.log and said(warm) == said(fresh)
    drawn.replace(NOTE, "{#stake}", "{#at-stake}").replace(NOTE.replace(".es.", ".en."), "{#stake}", "{#at-stake}")


@pytest.mark.parametrize("damage", [lambda b: b"", lambda b: b[: len(b) // 2], lambda b: b.replace(b"<p>", b"<p>Evil")])
def test_what_is_damaged_is_made_anew(drawn: Project, damage: Callable[[bytes], bytes]) -> None:
    whole = digests(drawn.build().site)
    for folder in PAGES:
        for file in (drawn.root / ".cache" / "imprenta" / folder).glob("*"):
            file.write_bytes(damage(file.read_bytes()))
    assert digests(drawn.build().site) == whole


def test_settings_count(drawn: Project, tmp_path: Path) -> None:
    here = digests(drawn.build().site)
    (drawn.root / "mkdocs.yml").write_text(
        (drawn.root / "mkdocs.yml").read_text(encoding="utf-8").replace("example.org", "example.net"), encoding="utf-8"
    )
    there = digests(drawn.build().site)
    assert there != here and there == digests(cold(drawn).site)


def test_books_leave_their_figures_in_pages_that_are_kept(drawn: Project) -> None:
    drawn.build(books=True)
    drawn.replace(NOTE, "El taller", "Aquel taller")
    warm = drawn.build(books=True)
    site = digests(warm.site)
    assert warm.status == 0, warm.log
    assert site == digests(cold(drawn, books=True).site)


SERVED = """
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

url, text, template = "http://127.0.0.1:8000/press/", Path(sys.argv[1]), Path("overrides/partials/edit.html")

def show(site, config=None):
    config = config or load_config(site_dir=site)
    config.site_url = url
    build(config, serve_url=url)

config = load_config(site_dir="first")
config.plugins.on_startup(command="serve", dirty=False)
show("first", config)
if len(sys.argv) > 2:
    text.write_text(text.read_text("utf-8").replace("empieza", "comienza"), "utf-8")
    template.write_text(template.read_text("utf-8").replace("<p ", "<p data-y "), "utf-8")
    show("second")
config.plugins.on_shutdown()
"""


def test_the_live_preview_shows_what_was_saved(drawn: Project) -> None:
    """One process, two builds; then another process, from nothing."""

    def serve(*more: str) -> None:
        run = [sys.executable, "-c", SERVED, CHAPTER, *more]
        subprocess.run(run, cwd=drawn.root, check=True, capture_output=True, env={**os.environ, "PDF": "0"})

    serve("edit")
    shown = digests(drawn.root / "second")
    for name in PAGES:
        shutil.rmtree(drawn.root / ".cache" / "imprenta" / name)
    shutil.rmtree(drawn.root / "first")
    serve()
    assert shown == digests(drawn.root / "first")
    assert "comienza" in (drawn.root / "second" / "01-lima-2014/chapters/01-oficinas/index.html").read_text("utf-8")
