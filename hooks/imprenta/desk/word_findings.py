"""What a Word file holds that Markdown cannot, or that a person must decide: found in its XML, before conversion.

Names of elements are those of WordprocessingML (ECMA-376, part 1, clause 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from imprenta.desk.word_package import WordPackage

NAMESPACES = {
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
W = f"{{{NAMESPACES['w']}}}"
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
        *found("comments", map(_words, select(comments, "//w:comment")) if comments is not None else ()),
        *found("text_boxes", map(_words, select(document, TEXT_BOXES))),
        *found("drawings", ("" for _ in select(document, _DRAWINGS))),
        *found("merged_cells", map(_words, select(document, _MERGED))),
        *found("nested_tables", map(_words, select(document, "//w:tc//w:tbl"))),
        *found("fields", _fields(document)),
        *found("equations", map(_words, select(document, "//m:oMath"))),
        *found("embedded", ("" for _ in select(document, "//w:object"))),
        *found("manual_numbering", _numbered_by_hand(document, _heading_styles(package))),
    )


TEXT_BOXES = "//w:txbxContent[not(ancestor::mc:Fallback)]"
_DRAWINGS = (
    "//w:drawing[.//c:chart or .//dgm:relIds or (.//wps:wsp and not(.//w:txbxContent))][not(ancestor::mc:Fallback)]"
)
_MERGED = "//w:tc[w:tcPr/w:gridSpan[@w:val > 1] or w:tcPr/w:vMerge[@w:val='restart']]"


def select(tree: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath finds, with Word's namespaces."""
    result = tree.xpath(path, namespaces=NAMESPACES)
    return [node for node in result if isinstance(node, etree._Element)] if isinstance(result, list) else []


def _words(element: etree._Element) -> str:
    pieces = element.iter(f"{W}t", f"{W}delText", f"{{{NAMESPACES['m']}}}t")
    return " ".join("".join(piece.text or "" for piece in pieces).split())


def _shortened(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"


def _tracked(document: etree._Element) -> Iterator[str]:
    """Yield insertions as `+words` and deletions as `−words`; a move is one of each."""
    for element in select(document, "//w:ins[not(parent::w:rPr)] | //w:moveTo"):
        yield f"+{_words(element)}"
    for element in select(document, "//w:del[not(parent::w:rPr)] | //w:moveFrom"):
        yield f"−{_words(element)}"


def _fields(document: etree._Element) -> Iterator[str]:
    codes = [str(element.get(f"{W}instr", "")) for element in select(document, "//w:fldSimple")]
    codes += [element.text or "" for element in select(document, "//w:instrText")]
    for code in codes:
        kind = next(iter(code.split()), "").upper()
        if kind.isalpha() and kind not in _QUIET_FIELDS:
            yield kind


def _heading_styles(package: WordPackage) -> frozenset[str]:
    """Return the ids of the heading styles: their ids are translated (`Ttulo1`), their names never."""
    styles = package.xml("word/styles.xml")
    named = select(styles, "//w:style[w:name]") if styles is not None else []
    names = {str(style.get(f"{W}styleId")): select(style, "w:name")[0].get(f"{W}val", "") for style in named}
    return frozenset(key for key, name in names.items() if str(name).lower().startswith(("heading", "title")))


def _numbered_by_hand(document: etree._Element, headings: frozenset[str]) -> Iterator[str]:
    for paragraph in select(document, "/w:document/w:body/w:p[not(w:pPr/w:numPr)]"):
        style = next((str(mark.get(f"{W}val")) for mark in select(paragraph, "w:pPr/w:pStyle")), "")
        text = "" if style in headings else _words(paragraph)
        if _MANUAL_NUMBER.match(text):
            yield text
