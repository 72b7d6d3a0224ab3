"""What a Word file holds that Markdown cannot, or that a person must decide: found in its XML, before conversion.

Names of elements are those of WordprocessingML (ECMA-376, part 1, clause 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from imprenta.desk.word_package import WordPackage

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_W = f"{{{_NAMESPACES['w']}}}"
_EXAMPLES = 3
_EXCERPT = 60
_MANUAL_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[IVXLC]{1,5}[.)]|[a-z]\))\s+\S")
_QUIET_FIELDS = frozenset({"HYPERLINK", "PAGE", "NUMPAGES", "TOC", "PAGEREF", "TC", "XE", ""})
"""Fields whose loss nobody notices: page numbers and contents, which the press makes itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that was lost or needs a person.

    Attributes:
        kind: name of its words in `messages/<language>/word_import.yml`.
        count: how often it was found.
        examples: the first few, as excerpts of the text.
    """

    kind: str
    count: int
    examples: tuple[str, ...] = ()


def found(kind: str, examples: Iterable[str]) -> Iterator[Finding]:
    """Yield one finding of all `examples`; nothing where there is none."""
    told = [_shortened(example) for example in examples]
    if told:
        yield Finding(kind, len(told), tuple(dict.fromkeys(filter(None, told)))[:_EXAMPLES])


def findings(package: WordPackage) -> tuple[Finding, ...]:
    """Return what the package's XML tells beforehand, in the order of the report."""
    document = package.xml("word/document.xml")
    if document is None:
        return ()
    comments = package.xml("word/comments.xml")
    return (
        *found("tracked_changes", _tracked(document)),
        *found("comments", map(_words, _all(comments, "//w:comment")) if comments is not None else ()),
        *found("text_boxes", map(_words, _all(document, _TEXT_BOXES))),
        *found("drawings", ("" for _ in _all(document, _DRAWINGS))),
        *found("merged_cells", map(_words, _all(document, _MERGED))),
        *found("nested_tables", map(_words, _all(document, "//w:tc//w:tbl"))),
        *found("fields", _fields(document)),
        *found("equations", map(_words, _all(document, "//m:oMath"))),
        *found("embedded", ("" for _ in _all(document, "//w:object"))),
        *found("manual_numbering", _numbered_by_hand(document)),
    )


_TEXT_BOXES = "//w:txbxContent[not(ancestor::mc:Fallback)]"
_DRAWINGS = (
    "//w:drawing[.//c:chart or .//dgm:relIds or (.//wps:wsp and not(.//w:txbxContent))][not(ancestor::mc:Fallback)]"
)
_MERGED = "//w:tc[w:tcPr/w:gridSpan[@w:val > 1] or w:tcPr/w:vMerge[@w:val='restart']]"


def without_contents(package: WordPackage) -> bytes:
    """Return the document's XML without its table of contents: the press makes its own."""
    document = package.xml("word/document.xml")
    assert document is not None
    contents = "//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']]"
    by_style = "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'TOC') or starts-with(@w:val, 'TDC')]]"
    for element in _all(document, f"{contents} | {by_style}"):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)


def _all(tree: etree._Element, path: str) -> list[etree._Element]:
    result = tree.xpath(path, namespaces=_NAMESPACES)
    return [node for node in result if isinstance(node, etree._Element)] if isinstance(result, list) else []


def _words(element: etree._Element) -> str:
    pieces = element.iter(f"{_W}t", f"{_W}delText", f"{{{_NAMESPACES['m']}}}t")
    return " ".join("".join(piece.text or "" for piece in pieces).split())


def _shortened(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"


def _tracked(document: etree._Element) -> Iterator[str]:
    """Yield insertions as `+words` and deletions as `−words`; a move is one of each."""
    for element in _all(document, "//w:ins[not(parent::w:rPr)] | //w:moveTo"):
        yield f"+{_words(element)}"
    for element in _all(document, "//w:del[not(parent::w:rPr)] | //w:moveFrom"):
        yield f"−{_words(element)}"


def _fields(document: etree._Element) -> Iterator[str]:
    codes = [str(element.get(f"{_W}instr", "")) for element in _all(document, "//w:fldSimple")]
    codes += [element.text or "" for element in _all(document, "//w:instrText")]
    for code in codes:
        kind = next(iter(code.split()), "").upper()
        if kind.isalpha() and kind not in _QUIET_FIELDS:
            yield kind


def _numbered_by_hand(document: etree._Element) -> Iterator[str]:
    paragraphs = _all(document, "/w:document/w:body/w:p[not(w:pPr/w:numPr)]")
    texts = (text for text in map(_words, paragraphs) if _MANUAL_NUMBER.match(text))
    yield from islice(texts, 10_000)
