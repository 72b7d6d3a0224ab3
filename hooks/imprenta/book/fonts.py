"""The faces of the books: files of their packages, declared once for styles, cache and audit."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from imprenta.keeping import write

SERIF, SANS, EMBLEM = "Source Serif Pro", "Source Sans Pro", "Ubuntu"
"""Text; headings and furniture; the support line beside the emblems, in a face that the EU's rules name."""

PACKAGES = ("font-source-serif-pro", "font-source-sans-pro", "pymupdf-fonts")

_CUTS = (
    (SERIF, "font_source_serif_pro", "SourceSerifPro-Regular.ttf", 400, "normal"),
    (SERIF, "font_source_serif_pro", "SourceSerifPro-It.ttf", 400, "italic"),
    (SERIF, "font_source_serif_pro", "SourceSerifPro-Semibold.ttf", 600, "normal"),
    (SERIF, "font_source_serif_pro", "SourceSerifPro-SemiboldIt.ttf", 600, "italic"),
    (SANS, "font_source_sans_pro", "SourceSansPro-Light.ttf", 300, "normal"),
    (SANS, "font_source_sans_pro", "SourceSansPro-Regular.ttf", 400, "normal"),
    (SANS, "font_source_sans_pro", "SourceSansPro-It.ttf", 400, "italic"),
    (SANS, "font_source_sans_pro", "SourceSansPro-Semibold.ttf", 600, "normal"),
    (SANS, "font_source_sans_pro", "SourceSansPro-SemiboldIt.ttf", 600, "italic"),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """One face.

    Attributes:
        family: as the styles name it.
        url: of its file on this machine, or one that holds it.
        folder: of that file; None where there is none.
        weight, style: as CSS names them.
    """

    family: str
    url: str
    folder: Path | None
    weight: int
    style: str


def cuts(cache_folder: Path) -> Iterator[Cut]:
    """Yield the faces; the one that its package holds as data is written to `cache_folder` first."""
    for family, package, name, weight, style in _CUTS:
        path = Path(str(files(package) / "files" / name))
        yield Cut(family, path.as_uri(), path.parent, weight, style)
    yield _emblem_face(cache_folder)


def titles() -> Path:
    """Return the face that titles on covers are set in."""
    return Path(str(files("font_source_sans_pro") / "files" / "SourceSansPro-Semibold.ttf"))


def _emblem_face(cache_folder: Path) -> Cut:
    from pymupdf_fonts import myfont

    content: bytes = myfont("ubuntu")
    path = cache_folder / f"Ubuntu-{version('pymupdf-fonts')}.ttf"
    try:
        if not path.is_file() or path.read_bytes() != content:
            write(path, content)
    except OSError:  # a full disk, a folder that may only be read: slower to lay out with, and the same face
        held = base64.b64encode(content).decode("ascii")
        return Cut(EMBLEM, f"data:font/ttf;base64,{held}", None, 400, "normal")
    return Cut(EMBLEM, path.as_uri(), path.parent, 400, "normal")


@cache
def font_faces(cache_folder: Path) -> str:
    """Return the `@font-face` rules."""
    return "\n".join(
        f'@font-face {{ font-family: "{cut.family}"; font-weight: {cut.weight}; font-style: {cut.style};'
        f' src: url("{cut.url}") }}'
        for cut in cuts(cache_folder)
    )


def folders(cache_folder: Path) -> tuple[Path, ...]:
    """Return the folders that the faces lie in."""
    return tuple(sorted({cut.folder for cut in cuts(cache_folder) if cut.folder}))
