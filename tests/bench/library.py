"""A collection made for measuring: as large as asked, the same from run to run, with what real volumes have."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

WORDS = {
    "es": "ciudad gobierno local alianza cooperación internacional territorio política pública estrategia diálogo red "
    "aprendizaje taller oficina experiencia vecindad gestión recurso programa acuerdo región municipio agenda crisis "
    "respuesta servicio ciudadanía participación innovación proyecto capacidad instrumento evaluación comunicación",
    "en": "city government local alliance cooperation international territory policy public strategy dialogue network "
    "learning workshop office experience neighbourhood management resource programme agreement region municipality "
    "agenda crisis response service citizenship participation innovation project capacity instrument evaluation",
}
"""Vocabulary of the invented prose, per language."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to bind.

    Attributes:
        volumes: folders; each gives one whole book per language.
        chapters: per volume.
        sections: per chapter; with four, a volume of eight chapters comes to about 45 pages.
    """

    volumes: int = 11
    chapters: int = 8
    sections: int = 4


def make_library(folder: Path, size: Size) -> Path:
    """Write a project of `size` into `folder`, with the press's own templates and settings; return the folder."""
    folder.mkdir(parents=True)
    for name in ("overrides", "hooks"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    content = folder / "cuadernos"
    shutil.copytree(ROOT / "cuadernos" / "emblems", content / "emblems")
    for name in ("collection.yml", "funding.yml", "glossary.yml"):
        shutil.copy(ROOT / "cuadernos" / name, content)
    for number in range(1, size.volumes + 1):
        _volume(content / f"{number:02}-ciudad-{2000 + number}", number, size)
    return folder


def chapters(folder: Path, language: str) -> list[Path]:
    """Return the chapters of a volume in one language, in their order."""
    return sorted((folder / "chapters").glob(f"*.{language}.md"))


def volumes(project: Path) -> list[Path]:
    """Return the folders of the volumes."""
    return sorted(path.parent for path in (project / "cuadernos").glob("*/volume.yml"))


def _volume(folder: Path, number: int, size: Size) -> None:
    (folder / "chapters").mkdir(parents=True)
    (folder / "volume.yml").write_text(
        f"number: {number}\nkind: workshop\nstatus: review\n"
        f"title: {{es: Cuaderno de medida {number}, en: Volume for measuring {number}}}\n"
        "abstract: {es: Un tomo inventado para medir., en: A volume made up for measuring.}\n"
        f"workshop: {{city: {{es: Ciudad, en: City}}, country: UY, start: {2000 + number}-05-07}}\n"
        "funding: cordial-eu-sida\nsource_language: es\nyear: 2026\n",
        encoding="utf-8",
    )
    for chapter in range(1, size.chapters + 1):
        for language in WORDS:
            text = _chapter(random.Random(f"{number}/{chapter}/{language}"), chapter, language, size.sections)
            (folder / "chapters" / f"{chapter:02}-capitulo.{language}.md").write_text(text, encoding="utf-8")


def _chapter(dice: random.Random, number: int, language: str, sections: int) -> str:
    words = WORDS[language].split()

    def sentence() -> str:
        return " ".join(dice.choices(words, k=dice.randint(9, 24))).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(dice.randint(4, 6)))

    parts = [f"# {sentence()[:40].rstrip(' .')}", paragraph() + "[^1]"]
    for section in range(1, sections + 1):
        parts += [f"## {sentence()[:38].rstrip(' .')} {{#s{section}}}", paragraph(), paragraph()]
        parts += ["\n".join(f"- {sentence()}" for _ in range(4)), paragraph()]
    cells = [" | ".join(dice.choices(words, k=3)) for _ in range(6)]
    parts.append("\n".join(["| A | B | C |", "| --- | --- | --- |", *(f"| {row} |" for row in cells)]))
    parts += [paragraph(), f"[^1]: {sentence()}"]
    return "\n\n".join(parts) + "\n"
