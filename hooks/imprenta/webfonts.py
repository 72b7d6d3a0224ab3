"""The faces of the site: those of the books, cut down to the letters of its languages and renamed.

The licence (SIL Open Font License 1.1) allows a modified version under another name than the reserved one. Each face
comes in one WOFF2 file that a page loads only where it uses it, and without any other host.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import fontTools
from fontTools import subset
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


def write_fonts(site: Path, cache: Path) -> None:
    """Write the faces and their licences into the site; what was cut once comes from `cache`."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        (folder / f"{face.name}.woff2").write_bytes(_cached(face, cache))
    for package in sorted({face.package for face in FACES}):
        licence = files(package) / "files" / "LICENSE.txt"
        (folder / f"licence-{package.replace('_', '-')}.txt").write_bytes(licence.read_bytes())


def _cached(face: Face, cache: Path) -> bytes:
    original = (files(face.package) / "files" / face.original).read_bytes()
    rule = repr((face, FEATURES, fontTools.version)).encode()
    kept = cache / f"{face.name}-{sha256(original + rule).hexdigest()[:16]}.woff2"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(".part")
        partial.write_bytes(cut(original, face))
        partial.replace(kept)
    return kept.read_bytes()


def cut(original: bytes, face: Face) -> bytes:
    """Return a face cut down to its letters, under its own name, as WOFF2."""
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
