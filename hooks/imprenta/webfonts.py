"""The faces of the site: those of the books, cut down to the letters of its languages and renamed.

The licence (SIL Open Font License 1.1) allows a modified version under another name than the reserved one. Each face
comes in one WOFF2 file that a page loads only where it uses it, and without any other host.
"""

from __future__ import annotations

import io
import signal
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from imprenta.book.workers import can_be_ended, start_method, undisturbed
from imprenta.keeping import Keeper, digest, write

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = "assets/fonts"
"""Of the faces, relative to the root of the site."""

LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x131, 0x152, 0x153, 0x2009, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192, 0x2212),
)
"""Latin 1 and the punctuation of both languages; a rarer letter is shown in a face of the reader's device."""

DIGITS = tuple(range(0x30, 0x3A))
FEATURES = ("kern", "liga", "locl", "ccmp", "mark")
RESERVED = "Source"
"""Name that the licence keeps for the unmodified faces."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the site.

    Attributes:
        name: of its file, without ending; of its family for those who open the file.
        package: that brings the original.
        original: its file in that package.
        letters: code points that are kept.
    """

    name: str
    package: str
    original: str
    letters: tuple[int, ...] = LETTERS


FACES = (
    Face("cuadernos-serif", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    Face("cuadernos-serif-italic", "font_source_serif_pro", "SourceSerifPro-It.ttf"),
    Face("cuadernos-serif-semibold", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    Face("cuadernos-sans", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face("cuadernos-sans-semibold", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Face("cuadernos-numerals", "font_source_sans_pro", "SourceSansPro-Light.ttf", DIGITS),
)


def begin_fonts(cache: Path) -> BaseProcess | None:
    """Begin to cut the faces that `cache` has not, beside what else is made; return the process, None if all are."""
    keeper = Keeper(cache)
    if all(keeper.has(_key(face)) for face in FACES):
        return None
    process = start_method().Process(target=_cut_all, args=(cache,), daemon=True)
    with undisturbed():
        process.start()
    return process


def _cut_all(cache: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    can_be_ended()
    for face in FACES:
        _cut_face(face, Keeper(cache))


def write_fonts(site: Path, cache: Path) -> None:
    """Write the faces and their licences into the site; what was cut once comes from `cache`."""
    folder = site / FOLDER
    for face in FACES:
        write(folder / f"{face.name}.woff2", _cut_face(face, Keeper(cache)))
    for package in sorted({face.package for face in FACES}):
        licence = files(package) / "files" / "LICENSE.txt"
        write(folder / f"licence-{package.replace('_', '-')}.txt", licence.read_bytes())


def _cut_face(face: Face, keeper: Keeper) -> bytes:
    return keeper.get(_key(face), lambda: cut(_original(face), face))


def _original(face: Face) -> bytes:
    return (files(face.package) / "files" / face.original).read_bytes()


def _key(face: Face) -> str:
    return f"{digest(_original(face))} {face!r} {FEATURES} fonttools {version('fonttools')}"


def cut(original: bytes, face: Face) -> bytes:
    """Return a face cut down to its letters, under its own name, as WOFF2."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=list(FEATURES), name_IDs=["*"], notdef_outline=True
    )
    font = TTFont(io.BytesIO(original), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=face.letters)
    cutter.subset(font)
    _rename(font, face)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _rename(font: TTFont, face: Face) -> None:
    """Give the face its own names; copyright, trademark and licence (0, 7, 13, 14) stand as they were."""
    family = face.name.replace("-", " ").title()
    names = {1: family, 2: "Regular", 3: face.name, 4: family, 6: family.replace(" ", "")}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in (0, 5, 7, 13, 14):
            font["name"].names.remove(record)
