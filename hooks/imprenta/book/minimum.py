"""The structural minimum: what a book must have before it may say that it is PDF/UA-1 and PDF/A-3a.

Needs pikepdf only, no Java, so that every build holds it. veraPDF (`make conformance`) decides beyond it. A rule is a
generator whose docstring is the rule, with its clause: UA for ISO 14289-1, A for ISO 19005-3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from imprenta.book.reading import Element, Reading, has_key

BEYOND: Mapping[str, str] = {
    "meaning": "whether the order, the roles and the alternative texts say what the page says: a person must judge",
    "contrast": "colours and contrast (UA 7.1): held by the test of the palette, not by the file",
    "glyphs": "widths and glyphs of the fonts (UA 7.21.4.2 to 7.21.8, A 6.2.11): veraPDF reads the font programs",
    "hyphens": "a hyphen at the end of a line should read as U+00AD (ISO 32000-1, 14.8.2.2.3): Source Serif draws it"
    " with the glyph of the hyphen proper, so that the file cannot tell the two apart; no clause of PDF/UA-1 fails",
}
"""What this minimum does not decide, and why."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A test of veraPDF that our books are known to fail: profile, clause and number of the test, and the reason."""

    profile: str
    clause: str
    test: int
    reason: str


CANNOT_BE_MET: tuple[Unmet, ...] = ()
"""The one list of known exceptions to `make conformance`. Empty: nothing that is claimed is unmet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is missing: the clause, and what was found where."""

    clause: str
    detail: str


def check(document: pikepdf.Pdf) -> tuple[Finding, ...]:
    """Return what keeps `document` from its marks; empty where the minimum is met."""
    if "/StructTreeRoot" not in document.Root:
        return (Finding("UA 7.1", "no structure tree"),)
    reading = Reading.of(document)
    return tuple(finding for rule in RULES for finding in rule(reading))


def _catalog(reading: Reading) -> Iterator[Finding]:
    """UA 7.1, 7.2: the document is marked, shows its title and names its language."""
    root = reading.document.Root
    if not has_key(root, "/MarkInfo", "/Marked") or has_key(root, "/MarkInfo", "/Suspects"):
        yield Finding("UA 6.2", "the document is not marked, or suspects its marks")
    if not has_key(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield Finding("UA 7.1", "the title is not shown")
    for code in {str(root.get("/Lang", "")), *(element.language for element in reading.elements if element.language)}:
        if not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", code):
            yield Finding("UA 7.2", f"«{code}» is no language")
    metadata = root.get("/Metadata")
    if metadata is None or b"dc:title" not in metadata.read_bytes():
        yield Finding("UA 7.1", "the metadata has no title")


def _archive(reading: Reading) -> Iterator[Finding]:
    """A 6.1 to 6.6: colours have a profile, nothing is encrypted, nothing acts, nothing is attached."""
    root = reading.document.Root
    intents = [intent for intent in root.get("/OutputIntents", Array()) if "/DestOutputProfile" in intent]
    if len(intents) != 1 or intents[0].S != Name.GTS_PDFA1:
        yield Finding("A 6.2.3", "no output intent of PDF/A with a profile")
    if reading.document.is_encrypted:
        yield Finding("A 6.1.3", "encrypted")
    for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/AF"):
        if key in root:
            yield Finding("A 6.6.1", f"{key} in the catalog")
    if "/Names" in root and ("/EmbeddedFiles" in root.Names or "/JavaScript" in root.Names):
        yield Finding("A 6.8", "attached files or scripts")


def _fonts(reading: Reading) -> Iterator[Finding]:
    """UA 7.21.4.1, 7.21.7: fonts are embedded and map to Unicode."""
    for font in reading.fonts:
        name = str(font.get("/BaseFont", "?"))
        descendants = font.get("/DescendantFonts", [font])
        descriptors = [descendant.get("/FontDescriptor", Dictionary()) for descendant in descendants]
        if not any(key in descriptors[0] for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Finding("UA 7.21.4.1", f"{name} is not embedded")
        if "/ToUnicode" not in font:
            yield Finding("UA 7.21.7", f"{name} does not map to Unicode")


def _pictures(reading: Reading) -> Iterator[Finding]:
    """A 6.2.4.3, 6.2.8: pictures are in the colours of the output intent, not smoothed, not JPEG 2000."""
    for picture in reading.pictures:
        if picture.get("/ColorSpace") == Name.DeviceCMYK:
            yield Finding("A 6.2.4.3", "a picture in CMYK (save it as RGB)")
        if bool(picture.get("/Interpolate", False)):
            yield Finding("A 6.2.8", "a picture that is smoothed when shown (image-rendering: crisp-edges)")
        if picture.get("/Filter") == Name.JPXDecode:
            yield Finding("A 6.2.8.3", "a picture in JPEG 2000 (save it as JPEG or PNG)")


def _content(reading: Reading) -> Iterator[Finding]:
    """UA 7.1: whatever is painted is either in the structure or an artifact, not both, and no tag hangs in the air."""
    for number, page in enumerate(reading.pages, start=1):
        if page.unmarked:
            yield Finding("UA 7.1", f"page {number}: {page.unmarked} unmarked painting operators")
        if page.nested:
            yield Finding("UA 7.1", f"page {number}: artifacts inside tagged content, or the other way round")
        if missing := page.marked - page.owned:
            yield Finding("UA 7.1", f"page {number}: {len(missing)} marked sequences outside the structure")
        if missing := page.owned - page.marked:
            yield Finding("UA 7.1", f"page {number}: the structure names {len(missing)} sequences that are not there")
    if reading.marked_forms:
        yield Finding("UA 7.20", f"{reading.marked_forms} form XObjects with tagged content (opacity around text?)")


PARENTS: Mapping[str, tuple[str, ...]] = {
    "TR": ("Table", "THead", "TBody", "TFoot"), "THead": ("Table",), "TBody": ("Table",), "TFoot": ("Table",),
    "TH": ("TR",), "TD": ("TR",), "LI": ("L",), "LBody": ("LI",), "TOCI": ("TOC",),
}  # fmt: skip
CHILDREN: Mapping[str, tuple[str, ...]] = {
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"), "TR": ("TH", "TD"), "L": ("L", "LI", "Caption"),
    "THead": ("TR",), "TBody": ("TR",), "TFoot": ("TR",), "LI": ("Lbl", "LBody"), "TOC": ("TOC", "TOCI", "Caption"),
}  # fmt: skip


def _nesting(reading: Reading) -> Iterator[Finding]:
    """UA 7.2: parts of tables, lists and contents stand where they belong, and nothing else stands there."""
    for element in reading.elements:
        above = element.parent.role if element.parent else ""
        if element.role in PARENTS and above not in PARENTS[element.role]:
            yield Finding("UA 7.2", f"{element.role} in {above}")
        for kid in element.kids:
            if element.role in CHILDREN and kid.role not in CHILDREN[element.role]:
                yield Finding("UA 7.2", f"{kid.role} in {element.role}")
        if element.role in CHILDREN and element.has_content and element.role != "Caption":
            yield Finding("UA 7.2", f"bare content in {element.role}")


def _tables(reading: Reading) -> Iterator[Finding]:
    """UA 7.2, 7.5: tables are regular, their headers say what they head, one head and a body where there is a head."""
    for element in reading.elements:
        if element.role == "TH" and not element.attribute("/Table", "/Scope"):
            yield Finding("UA 7.5", "a header without scope")
        if element.role == "Table":
            roles = [kid.role for kid in element.kids]
            if roles.count("THead") > 1 or roles.count("TFoot") > 1 or ("THead" in roles and "TBody" not in roles):
                yield Finding("UA 7.2", "a table with two heads, or a head without a body")
            if len(widths := _widths(element)) > 1:
                yield Finding("UA 7.2", f"a table with rows of {' and '.join(map(str, sorted(widths)))} columns")


def _widths(table: Element) -> set[int]:
    """Return the widths of a table's rows in columns, spans of rows and columns counted."""
    groups = [kid for kid in table.kids if kid.role in ("THead", "TBody", "TFoot")] or [table]
    widths: set[int] = set()
    for group in groups:
        hanging: list[tuple[int, int]] = []  # rows still to go, columns
        for row in (kid for kid in group.kids if kid.role == "TR"):
            cells = [(cell.span("/RowSpan"), cell.span("/ColSpan")) for cell in row.kids]
            widths.add(sum(columns for _, columns in cells) + sum(columns for _, columns in hanging))
            hanging = [(rows - 1, columns) for rows, columns in (*hanging, *cells) if rows > 1]
    return widths


def _headings(reading: Reading) -> Iterator[Finding]:
    """UA 7.4.2: the first heading is of level 1, and none skips a level."""
    last = 0
    for element in reading.elements:
        if re.fullmatch(r"H[1-6]", element.role):
            level = int(element.role[1])
            if level > last + 1:
                yield Finding("UA 7.4.2", f"a heading of level {level} after level {last or 'none'}")
            last = level


def _figures(reading: Reading) -> Iterator[Finding]:
    """UA 7.3: a figure has an alternative text."""
    for element in reading.elements:
        if element.role in ("Figure", "Formula") and not element.text("/Alt") and not element.text("/ActualText"):
            yield Finding("UA 7.3", "a figure without alternative text")


def _notes(reading: Reading) -> Iterator[Finding]:
    """UA 7.9: notes have IDs, each its own."""
    ids = [element.text("/ID") for element in reading.elements if element.role == "Note"]
    if "" in ids or len(ids) != len(set(ids)):
        yield Finding("UA 7.9", "notes without an ID of their own")


PRINTED = 4
"""The one flag an annotation has: third bit, printed (ISO 32000-1, table 165)."""


def _annotations(reading: Reading) -> Iterator[Finding]:
    """UA 7.18, A 6.3: annotations are links, in a Link element, described, printed, in the order of the structure."""
    for number, page in enumerate(reading.document.pages, start=1):
        annotations = list(page.get("/Annots", Array()))
        if annotations and page.get("/Tabs") != Name.S:
            yield Finding("UA 7.18.3", f"page {number}: the tab order is not the structure's")
        for annotation in annotations:
            key = int(annotation.get("/StructParent", -1))
            if annotation.Subtype != Name.Link or reading.annotated.get(key) != "Link":
                yield Finding("UA 7.18.5", f"page {number}: an annotation outside a Link element")
            if not str(annotation.get("/Contents", "")).strip():
                yield Finding("UA 7.18.5", f"page {number}: a link without description")
            if int(annotation.get("/F", 0)) != PRINTED:
                yield Finding("A 6.3.2", f"page {number}: an annotation that is not printed")
            if "/A" in annotation and annotation.A.S not in (Name.URI, Name.GoTo):
                yield Finding("A 6.6.1", f"page {number}: an action other than going somewhere")


RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    _catalog, _archive, _fonts, _pictures, _content, _nesting, _tables, _headings, _figures, _notes, _annotations,
)  # fmt: skip
