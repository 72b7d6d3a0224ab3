"""Mends a Word file's XML before conversion, so that the converter drops nothing that a reader saw."""

from __future__ import annotations

import copy

from lxml import etree

from imprenta.desk.word_findings import TEXT_BOXES, W, select
from imprenta.desk.word_package import WordPackage

_CONTENTS = (
    "//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery[@w:val='Table of Contents']]"
    " | //w:p[w:pPr/w:pStyle[starts-with(@w:val, 'TOC') or starts-with(@w:val, 'TDC')]]"
)
_COLUMN = "2000"
"""Width given to a column that has none, in twentieths of a point."""


def mended(package: WordPackage) -> bytes:
    """Return the document's XML without its contents (the press makes its own), its fields as the text they show."""
    document = package.xml("word/document.xml")
    assert document is not None
    for element in select(document, _CONTENTS):
        _drop(element)
    _plain_fields(document)
    _text_boxes(document)
    _bookmarks(document)
    for table in select(document, "//w:tbl"):
        _columns(table)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _plain_fields(document: etree._Element) -> None:
    """Leave of every field what it shows; links keep theirs, which the converter reads."""
    for simple in select(document, "//w:fldSimple"):
        for shown in [*simple]:
            simple.addprevious(shown)
        _drop(simple)
    fields: list[list[etree._Element]] = []
    for mark in select(document, "//w:fldChar | //w:instrText"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            fields.append([])
        if fields:
            fields[-1].append(mark)
        if kind == "end" and fields:
            field = fields.pop()
            code = "".join(part.text or "" for part in field if part.tag == f"{W}instrText")
            if "HYPERLINK" not in code.upper():
                for part in field:
                    _drop(part)


def _text_boxes(document: etree._Element) -> None:
    """Copy what stands in a text box to after the paragraph that it is anchored in."""
    for box in select(document, f"{TEXT_BOXES}[not(ancestor::w:txbxContent)]"):
        anchor = next(iter(select(box, "ancestor::w:p[last()]")), None)
        parent = anchor.getparent() if anchor is not None else None
        if anchor is None or parent is None:
            continue
        at = parent.index(anchor) + 1
        parent[at:at] = [copy.deepcopy(child) for child in box]
    for box in select(document, "//w:txbxContent"):
        _drop(box)


def _bookmarks(document: etree._Element) -> None:
    """Move bookmarks that stand between paragraphs into the next one: a link to a heading means its paragraph."""
    for mark in select(document, "/w:document/w:body/w:bookmarkStart"):
        following = mark.getnext()
        while following is not None and following.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            following = following.getnext()
        if following is not None and following.tag == f"{W}p":
            _drop(mark)
            following.insert(1 if select(following, "w:pPr") else 0, mark)
    # The converter gives headings ids of its own, and takes a bookmark of the same name for one of them.
    names = {
        str(mark.get(f"{W}name")): f"bookmark-{number}"
        for number, mark in enumerate(select(document, "//w:bookmarkStart"))
    }
    for mark in select(document, "//w:bookmarkStart"):
        mark.set(f"{W}name", names[str(mark.get(f"{W}name"))])
    for link in select(document, "//w:hyperlink[@w:anchor]"):
        link.set(f"{W}anchor", names.get(str(link.get(f"{W}anchor")), "bookmark"))
    for code in select(document, "//w:instrText[contains(., '\\l')]"):
        for name, new in names.items():
            code.text = (code.text or "").replace(f'"{name}"', f'"{new}"')


def _columns(table: etree._Element) -> None:
    """Give a table a column for every cell of its longest row: the converter cuts off what has none."""
    spans = (
        sum(int(next((s.get(f"{W}val", "1") for s in select(cell, "w:tcPr/w:gridSpan")), "1")) for cell in row)
        for row in (select(row, "w:tc") for row in select(table, "w:tr"))
    )
    wanted = min(max(spans, default=0), 100)
    grid = next(iter(select(table, "w:tblGrid")), None)
    if grid is None:
        grid = etree.Element(f"{W}tblGrid")
        table.insert(1 if select(table, "w:tblPr") else 0, grid)
    for _ in range(wanted - len(select(grid, "w:gridCol"))):
        etree.SubElement(grid, f"{W}gridCol")
    for column in select(grid, "w:gridCol"):
        if not column.get(f"{W}w"):
            column.set(f"{W}w", _COLUMN)
