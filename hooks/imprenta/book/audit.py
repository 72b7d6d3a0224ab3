"""Read a finished book back and prove what it must hold: with PDFium, which did not write it, and with pikepdf."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from imprenta.book import minimum
from imprenta.book.emblems import EmblemMark, bounds, shapes, shows
from imprenta.book.wording import plain, to_the_letter
from imprenta.diagnostics import Diagnostic, Place, error

FORM_DEPTH = 5
TOLERANCE = 1.0
"""Points that the bounds of a glyph may pass the edge of the page by."""
EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a book must hold.

    Attributes:
        place: whom to tell: the volume's `volume.yml`.
        file: name of the book, for the messages.
        title: as in the metadata, subtitle included.
        language: BCP 47 code.
        statements: mandated texts that every page carries to the letter.
        support_lines: lines beside the emblems, on every page too.
        emblems: on every page.
        outline: titles that the outline must have, in this order; it may have more.
        fonts: families that may be embedded.
        pages: number of pages; None where it is not known beforehand.
        max_problems: of one kind, lest one fault fill the screen.
    """

    place: Place
    file: str
    title: str
    language: str
    statements: tuple[str, ...]
    support_lines: tuple[str, ...]
    emblems: tuple[EmblemMark, ...]
    outline: tuple[str, ...]
    fonts: tuple[str, ...]
    pages: int | None = None
    max_problems: int = 5


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was read, and what is wrong with it.

    Attributes:
        pages: in the file.
        pages_with_statements: that carry every statement and support line to the letter.
        pages_with_emblems: that show every emblem.
        links: internal links, all of which were followed.
        outline_entries: in the outline.
        fonts: embedded, without their subset tags.
        size: in bytes.
        sha256: of the file, hexadecimal.
        conforms: whether the file bears the marks of PDF/UA-1 and PDF/A-3a.
        problems: empty where all is well.
    """

    pages: int
    pages_with_statements: int
    pages_with_emblems: int
    links: int
    outline_entries: int
    fonts: tuple[str, ...]
    size: int
    sha256: str
    conforms: bool
    problems: tuple[Diagnostic, ...]


def audit(pdf: bytes, expectations: Expectations) -> AuditReport:
    """Read `pdf` back and compare it with what is expected; whatever is wrong is a diagnostic of the family PDF."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return _Audit(pdf, document, expectations).report(sha256)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as fault:
        problem = error("PDF10", expectations.place, file=expectations.file, reason=fault)
        return AuditReport(0, 0, 0, 0, 0, (), len(pdf), sha256, False, (problem,))


class _Audit:
    """One reading of one file."""

    def __init__(self, pdf: bytes, document: pikepdf.Pdf, expected: Expectations) -> None:
        self._pdf = pdf
        self._document = document
        self._expected = expected
        self._problems: list[Diagnostic] = []

    def report(self, sha256: str) -> AuditReport:
        """Go through the file once."""
        said, shown, pages = self._pages()
        if pages == 0 or self._expected.pages not in (None, pages):
            self._tell("PDF11", found=pages, expected_pages=self._expected.pages or "> 0")
        links, entries, fonts = self._links(), self._outline(), self._fonts()
        self._metadata()
        conforms = self._conformance()
        return AuditReport(
            pages, said, shown, links, entries, fonts, len(self._pdf), sha256, conforms, tuple(self._problems)
        )

    def _tell(self, code: str, **values: object) -> None:
        if sum(problem.code == code for problem in self._problems) < self._expected.max_problems:
            self._problems.append(error(code, self._expected.place, file=self._expected.file, **values))

    def _pages(self) -> tuple[int, int, int]:
        """Return the pages with every statement, those with every emblem, and all."""
        said = shown = 0
        document = pypdfium2.PdfDocument(self._pdf)
        try:
            for number in range(len(document)):
                page = document[number]
                objects = list(page.get_objects(max_depth=FORM_DEPTH))
                said += self._statements(page.get_textpage().get_text_range(), number + 1)
                shown += self._emblems(objects, number + 1)
                self._edges(page.get_mediabox(), objects, number + 1)
                page.close()
            return said, shown, len(document)
        finally:
            document.close()

    def _statements(self, text: str, page: int) -> bool:
        complete = True
        for code, wanted in (("PDF12", self._expected.statements), ("PDF13", self._expected.support_lines)):
            for statement in wanted:
                if not to_the_letter(statement).search(text):
                    complete = False
                    self._tell(code, page=page, statement=_excerpt(statement))
        return complete

    def _emblems(self, objects: Sequence[pypdfium2.PdfObject], page: int) -> bool:
        found = shapes(objects) if self._expected.emblems else []
        missing = [mark for mark in self._expected.emblems if not shows(found, mark)]
        for mark in missing:
            self._tell("PDF14", page=page, emblem=mark.name)
        return not missing

    def _edges(self, box: Sequence[float], objects: Sequence[pypdfium2.PdfObject], page: int) -> None:
        """Find text and pictures that pass the edge of the page; drawings may, they are cut there on purpose."""
        over = 0.0
        for item in objects:
            if item.type in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE):
                left, bottom, right, top = bounds(item)
                over = max(over, box[0] - left, box[1] - bottom, right - box[2], top - box[3])
        if over > TOLERANCE:
            self._tell("PDF15", page=page, millimetres=f"{over * 25.4 / 72:.1f}")

    def _links(self) -> int:
        """Follow every internal link and return how many there are."""
        names = _destinations(self._document)
        pages = {page.obj.objgen for page in self._document.pages}
        count = 0
        for number, page in enumerate(self._document.pages, start=1):
            for annotation in page.get("/Annots", pikepdf.Array()):
                target = annotation.get("/Dest")
                action = annotation.get("/A", pikepdf.Dictionary())
                if target is None and action.get("/S") == pikepdf.Name.GoTo:
                    target = action.get("/D")
                if target is not None:
                    count += 1
                    if not _leads_to(target, names, pages):
                        self._tell("PDF16", page=number, target=_excerpt(str(target)))
        return count

    def _outline(self) -> int:
        """Compare the outline and return how many entries it has."""
        pages = {page.obj.objgen for page in self._document.pages}
        names = _destinations(self._document)
        titles = []
        with self._document.open_outline() as outline:
            for item in _walk(outline.root):
                titles.append(plain(item.title))
                target: object = item.destination
                if target is None and item.action is not None:
                    target = item.action.get("/D")
                if target is None or not _leads_to(target, names, pages):
                    self._tell("PDF16", page="–", target=_excerpt(item.title))
        left = iter(titles)
        for title in self._expected.outline:
            if plain(title) not in left:  # also moves on: the order counts
                self._tell("PDF17", title=title)
                left = iter(titles)
        return len(titles)

    def _fonts(self) -> tuple[str, ...]:
        """Compare the embedded fonts and return their names."""
        found = set()
        for value in self._document.objects:
            if isinstance(value, pikepdf.Dictionary) and value.get("/Type") == pikepdf.Name.FontDescriptor:
                found.add(str(value.FontName).lstrip("/").partition("+")[2] or str(value.FontName).lstrip("/"))
        declared = tuple(_squeezed(family) for family in self._expected.fonts)
        for name in sorted(found):
            if not _squeezed(name).startswith(declared or ("\0",)):
                self._tell("PDF18", font=name)
        return tuple(sorted(found))

    def _metadata(self) -> None:
        language = str(self._document.Root.get("/Lang", ""))
        if language != self._expected.language:
            self._tell("PDF19", found=language or "–", wanted=self._expected.language)
        title = str(self._document.docinfo.get("/Title", ""))
        if title != self._expected.title:
            self._tell("PDF22", found=title or "–", wanted=self._expected.title)

    def _conformance(self) -> bool:
        """Return whether the marks are there; where they are not, say what keeps them away."""
        with self._document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            marks = metadata.get("pdfuaid:part"), metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")
        if marks == ("1", "3", "A"):
            return True
        findings = minimum.check(self._document)
        for finding in findings:
            self._tell("PDF20", clause=finding.clause, detail=finding.detail)
        if not findings:
            self._tell("PDF21")
        return False


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def _squeezed(name: str) -> str:
    return re.sub(r"[\s-]", "", name).lower()


def _walk(items: Sequence[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _walk(item.children)


def _destinations(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return the named destinations."""
    names = document.Root.get("/Names", pikepdf.Dictionary())
    return {str(name): target for name, target in pikepdf.NameTree(names.Dests).items()} if "/Dests" in names else {}


def _leads_to(target: object, names: dict[str, pikepdf.Object], pages: set[tuple[int, int]]) -> bool:
    """Tell whether a destination, by name or of its own, is a page of the document."""
    if isinstance(target, pikepdf.String | str):
        target = names.get(str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return isinstance(target, pikepdf.Array) and isinstance(target[0], pikepdf.Dictionary) and target[0].objgen in pages
