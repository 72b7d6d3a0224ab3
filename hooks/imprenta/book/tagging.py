"""Write a laid-out document as a tagged PDF: our structure tree in the place of WeasyPrint's.

WeasyPrint 70 tags box by box: a paragraph over two pages becomes two, the head of a table is read anew on each page,
running heads are tags that hang in the air (Kozea/WeasyPrint#1836), notes are spans (#2482), pictures without words
are nameless figures, and no language is told below the document. Two of its functions are replaced while it writes,
and only then: `weasyprint.pdf.add_tags`, which builds the tree, and `Stream.marked`, which opens each marked sequence.
The version is pinned, and `tests/book/test_tagging.py` holds that both are still there and still called as we expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from imprenta.book.roles import NO_ROLE, SVG, alternative, text_of
from imprenta.book.structure import Annotated, Content, Node, Reader

if TYPE_CHECKING:
    import weasyprint

    from imprenta.book.finish import FinishMetadata

POINTS_PER_PIXEL = 0.75


def write_tagged(document: weasyprint.Document, metadata: FinishMetadata) -> bytes:
    """Write `document` as PDF/A-3a with a structure tree for PDF/UA-1 (ISO 14289-1), still without its marks.

    To be called in the process that laid it out; not from two threads at once, for WeasyPrint is patched meanwhile.
    `finish.finish` then writes the metadata and, where the minimum is met, the conformance marks.
    """
    document.metadata.title = metadata.title
    document.metadata.lang = metadata.language
    with _tagging(document):
        # No identifier yet: WeasyPrint would write everything twice for it, and finishing gives a new one anyway.
        return bytes(document.write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=False))


@contextmanager
def _tagging(document: weasyprint.Document) -> Iterator[None]:
    """Replace WeasyPrint's tagging by ours while `document` is written."""
    hidden = _artifacts(document)
    mark = Stream.marked

    def marked(stream: Stream, box: Any, tag: str) -> AbstractContextManager[None]:
        if stream._tags is None or box not in hidden:
            return mark(stream, box, tag)  # type: ignore[no-any-return]
        return _artifact(stream, hidden[box])

    def add_tags(pdf: pydyf.PDF, document: weasyprint.Document, _version: object, streams: list[Stream]) -> None:
        reader = Reader(document.metadata.lang or "")
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            reader.read(page._page_box, number, stream._tags, hidden)
        _drop_links(pdf, [*hidden, *reader.redundant])
        reader.root.prune()
        _describe_links(reader.root)
        _Writer(pdf, document, streams).write(reader.root)

    with mock.patch.object(Stream, "marked", marked), mock.patch.object(weasyprint.pdf, "add_tags", add_tags):
        yield


@contextmanager
def _artifact(stream: Stream, properties: Mapping[str, Any]) -> Iterator[None]:
    """Mark what is drawn as no part of what is read (ISO 32000-1, 14.8.2.2)."""
    stream.begin_marked_content("Artifact", pydyf.Dictionary(properties) if properties else None)
    yield
    stream.end_marked_content()


# --- what is not read -----------------------------------------------------------------------------------------------


def _artifacts(document: weasyprint.Document) -> dict[Any, Mapping[str, Any]]:
    """Return the boxes that are artifacts, each with the property list of its sequence (empty: plain artifact)."""
    hidden: dict[Any, Mapping[str, Any]] = {}
    repeated: dict[tuple[Any, str], list[Any]] = {}
    for page in document.pages:
        for child in page._page_box.children:
            _collect(child, hidden, repeated, None)
    for groups in repeated.values():  # a head is read where it first stands, a foot where it last does
        for group in groups[1:] if groups[0].is_header else groups[:-1]:
            _collect(group, hidden, {}, {"Type": "/Pagination"})
    return hidden


def _collect(box: Any, hidden: dict[Any, Mapping[str, Any]], repeated: dict[tuple[Any, str], list[Any]],
             properties: Mapping[str, Any] | None) -> None:  # fmt: skip
    """Go through a box; with `properties`, all of it is an artifact of this kind."""
    box = getattr(box, "_box", box)
    if properties is None:
        properties = _kind_of_artifact(box)
    if properties is not None:
        hidden[box] = properties
    elif getattr(box, "is_header", False) or getattr(box, "is_footer", False):
        repeated.setdefault((box.element, box.element_tag), []).append(box)
    for child in box.children:
        _collect(child, hidden, repeated, properties)
    if properties is None and isinstance(box, boxes.LineBox) and _is_blank(box, hidden):
        hidden[box] = {}
        _collect(box, hidden, {}, {})


def _kind_of_artifact(box: Any) -> Mapping[str, Any] | None:
    """Return the property list of an artifact, None for content."""
    if isinstance(box, boxes.MarginBox):
        side = box.at_keyword.strip("@").partition("-")[0]
        subtypes = {"top": "/Header", "bottom": "/Footer"}
        subtype = {"Subtype": subtypes[side]} if side in subtypes else {}
        return {"Type": "/Pagination", **subtype, "Attached": pydyf.Array([f"/{side.capitalize()}"])}
    if box.style["position"] == "fixed":  # stands on every page
        return {"Type": "/Pagination"}
    element = box.element
    if box.is_leader or (element is not None and element.get("aria-hidden") == "true"):
        return {}
    is_picture = isinstance(box, boxes.ReplacedBox) and element is not None and "::" not in box.element_tag
    if is_picture and not alternative(element) and _is_decoration(element):
        return {}
    return None


def _is_blank(line: Any, hidden: Mapping[Any, Any]) -> bool:
    """Tell whether nothing is left to read on a line, lest a reader stop at an empty paragraph."""
    if any(child in hidden for child in line.children):
        leaves = [box for box in line.descendants(placeholders=True) if not getattr(box, "children", None)]
        return all(leaf in hidden or (isinstance(leaf, boxes.TextBox) and not leaf.text.strip()) for leaf in leaves)
    return False


def _is_decoration(element: Any) -> bool:
    """Tell a picture without words on purpose (alt="") from one whose words were forgotten."""
    return element.get("role") in NO_ROLE or element.get("alt") is not None or element.tag == f"{SVG}svg"


def _drop_links(pdf: pydyf.PDF, of: Iterable[Any]) -> None:
    """Take these boxes' links from their pages: a link outside the structure is forbidden (ISO 14289-1, 7.18.5)."""
    dropped = {box.link_annotation.reference for box in of if box.link_annotation}
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page" and "Annots" in page:
            page["Annots"] = pydyf.Array([link for link in page["Annots"] if link not in dropped])
            if not page["Annots"]:
                del page["Annots"]


def _describe_links(node: Node) -> None:
    """Give each link's annotations the words of the link: the writer leaves the bare address (ISO 14289-1, 7.18.5)."""
    for kid in node.kids:
        if isinstance(kid, Node):
            _describe_links(kid)
        elif isinstance(kid, Annotated) and (words := text_of(node.element)):
            kid.annotation["Contents"] = pydyf.String(words)


# --- the tree in PDF ------------------------------------------------------------------------------------------------


class _Writer:
    """Writes nodes as PDF objects: structure tree, parent tree and tree of IDs (ISO 32000-1, 14.7.2 to 14.7.4)."""

    def __init__(self, pdf: pydyf.PDF, document: weasyprint.Document, streams: list[Stream]) -> None:
        self._pdf = pdf
        self._heights = [page.height for page in document.pages]
        self._owners: list[list[Any]] = [["null"] * len(stream._tags or ()) for stream in streams]
        self._annotated: list[Any] = []
        self._ids: dict[str, Any] = {}

    def write(self, document: Node) -> None:
        """Write the tree below the catalog, with what goes with it."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(root)
        root["K"] = pydyf.Array([self._write(document, root.reference)])
        numbers = pydyf.Array()
        for number, owners in enumerate([*map(pydyf.Array, self._owners), *self._annotated]):
            numbers.extend([number, owners])
        root["ParentTree"] = self._add(pydyf.Dictionary({"Nums": numbers}))
        root["ParentTreeNextKey"] = len(self._owners) + len(self._annotated)
        if self._ids:
            names = pydyf.Array()
            for key, reference in sorted(self._ids.items()):
                names.extend([pydyf.String(key), reference])
            root["IDTree"] = self._add(pydyf.Dictionary({"Names": names}))
        catalog = self._pdf.catalog
        catalog["StructTreeRoot"] = root.reference
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _add(self, value: pydyf.Dictionary) -> bytes:
        self._pdf.add_object(value)
        reference: bytes = value.reference
        return reference

    def _write(self, node: Node, parent: bytes) -> bytes:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        reference = self._add(element)
        if node.parent is not None and node.language != node.parent.language:
            element["Lang"] = pydyf.String(node.language)
        for key, text in node.entries.items():
            element[key] = pydyf.String(text)
        if "ID" in node.entries:
            self._ids[node.entries["ID"]] = reference
        if attributes := self._attributes(node):
            element["A"] = attributes
        pages = [kid.page for kid in node.kids if not isinstance(kid, Node)]
        if pages:
            element["Pg"] = self._pdf.page_references[pages[0]]
        element["K"] = pydyf.Array([self._kid(kid, reference, pages[0] if pages else 0) for kid in node.kids])
        return reference

    def _kid(self, kid: Node | Content | Annotated, parent: bytes, page: int) -> Any:
        if isinstance(kid, Node):
            return self._write(kid, parent)
        on_page = self._pdf.page_references[kid.page]
        if isinstance(kid, Annotated):
            return self._link(kid, parent, on_page)
        self._owners[kid.page][kid.mcid] = parent
        if kid.page == page:
            return kid.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": on_page, "MCID": kid.mcid})

    def _link(self, kid: Annotated, parent: bytes, on_page: Any) -> pydyf.Dictionary:
        kid.annotation["StructParent"] = len(self._owners) + len(self._annotated)
        self._annotated.append(parent)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": on_page})

    def _attributes(self, node: Node) -> pydyf.Array | None:
        owners: dict[str, pydyf.Dictionary] = {}
        for (owner, key), value in node.attributes.items():
            entry = owners.setdefault(owner, pydyf.Dictionary({"O": f"/{owner}"}))
            entry[key] = f"/{value}" if isinstance(value, str) else value
        if node.figures:
            owners["Layout"] = pydyf.Dictionary({"O": "/Layout", "BBox": self._bounds(*node.figures[0])})
        return pydyf.Array(owners.values()) if owners else None

    def _bounds(self, page: int, box: Any) -> pydyf.Array:
        """Return a picture's rectangle in points from the foot of its page."""
        x, y, height = box.content_box_x(), box.content_box_y(), self._heights[page]
        corners = (x, height - y - box.height, x + box.width, height - y)
        return pydyf.Array([round(value * POINTS_PER_PIXEL, 3) for value in corners])
