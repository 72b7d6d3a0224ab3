"""Read a laid-out document into a tree of PDF structure elements (ISO 32000-1, 14.7 and 14.8).

What WeasyPrint lays out is a tree of boxes per page: a paragraph cut by a page break is two boxes, a table's head
stands on each of its pages. What a reader listens to is one tree for the whole document: one paragraph, one table,
its head once. So elements of the HTML, not boxes, make the structure here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from imprenta.book.roles import BLOCK_ROLES, GROUPING, INLINE_ROLES, NO_ROLE, NUMBERINGS, alternative


@dataclass(frozen=True, slots=True)
class Content:
    """A marked-content sequence: its page (from 0) and its number there."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link's annotation, a pydyf dictionary, and the page (from 0) it lies on."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Node:
    """A structure element.

    Attributes:
        role: standard structure type of PDF 1.7, without the slash.
        language: BCP 47 code; inherited where it is the parent's.
        parent: None at the root.
        element: the HTML element it was made for.
        kids: in reading order.
        entries: text entries of the element's dictionary (`Alt`, `E`, `ID`).
        attributes: the attribute object, as (owner, key) to its value: names without their slash, numbers as they are.
        figures: page and box of an illustration, for its bounding box.
    """

    role: str
    language: str
    parent: Node | None
    element: Any = None
    kids: list[Node | Content | Annotated] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str | int] = field(default_factory=dict)
    figures: list[tuple[int, Any]] = field(default_factory=list)

    def add(self, role: str, language: str | None, element: Any = None, index: int | None = None) -> Node:
        """Insert a child (at the end, or at `index`) and return it."""
        child = Node(role, language or self.language, self, element)
        self.kids.insert(len(self.kids) if index is None else index, child)
        return child

    @property
    def nodes(self) -> Iterator[Node]:
        """The children that are structure elements."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def prune(self) -> bool:
        """Drop descendants without content and tell whether anything is left; cells stay, or the table limps."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.prune()]
        if self.role == "Table" and not any(kid.role == "TBody" for kid in self.nodes):
            for head in self.nodes:  # rows that head nothing are a body (ISO 14289-1, 7.2)
                head.role = "TBody" if head.role == "THead" else head.role
        return bool(self.kids) or self.role in {"TD", "TH", "TR"}


class Reader:
    """Reads pages one after the other; `root` is what they hold so far."""

    def __init__(self, language: str) -> None:
        """Begin with an empty document in `language`."""
        self.root = Node("Document", language, None)
        self.redundant: list[Any] = []
        """Boxes inside a link's box that WeasyPrint gave an annotation of their own: one is enough."""
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._calls: dict[Any, Node] = {}
        self._notes = 0

    def read(self, page_box: Any, page: int, marks: Mapping[Any, Mapping[str, Any]], hidden: Mapping[Any, Any]) -> None:
        """Add a page: its boxes, the number of each marked sequence, and the boxes that are artifacts."""
        for child in page_box.children:
            self._read(child, self.root, _Page(page, marks, hidden))

    def _read(self, box: Any, parent: Node, page: _Page, *, linked: bool = False) -> None:
        box = getattr(box, "_box", box)  # placeholders of absolutely positioned boxes
        if isinstance(box, boxes.MarginBox) or box in page.hidden:
            return
        if isinstance(box, boxes.LineBox) and parent.role in GROUPING and not _is_figure(parent):
            parent = self._implied(parent, box)
        elif isinstance(box, boxes.TextBox):
            language = box.style["lang"]
            if language and language != parent.language:
                parent = parent.add("Span", language)
        else:
            parent = self._enter(box, parent)
        if box.link_annotation:
            if linked and not isinstance(box, boxes.ReplacedBox):
                self.redundant.append(box)
            else:
                _link(parent).kids.append(Annotated(page.number, box.link_annotation))
            linked = True
        if box in page.marks:
            parent.kids.append(Content(page.number, page.marks[box]["mcid"]))
            if isinstance(box, boxes.ReplacedBox):
                parent.figures.append((page.number, box))
        for child in box.children:
            self._read(child, parent, page, linked=linked)

    def _implied(self, parent: Node, line: Any) -> Node:
        """Return the paragraph for a line that stands directly in a grouping element."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.element is line.element and last.role in {"P", "Reference"}:
            return last
        return parent.add("Reference" if parent.role == "TOCI" else "P", line.style["lang"], line.element)

    def _enter(self, box: Any, parent: Node) -> Node:
        """Return the structure element for what `box` holds: a new one, one begun before, or the parent."""
        element, tag = box.element, box.element_tag
        if element is None or tag in ("html", "body"):
            return parent
        key = element, tag
        if key not in self._nodes:
            self._nodes[key] = self._make(box, parent)
        return self._nodes[key]

    def _make(self, box: Any, parent: Node) -> Node:
        element, tag, language = box.element, box.element_tag, box.style["lang"] or parent.language
        name, _, pseudo = tag.partition("::")
        if pseudo:
            return self._make_pseudo(pseudo, element, parent, language)
        if isinstance(box, boxes.ReplacedBox):
            figure = parent.add("Figure", language, element)
            if words := alternative(element):
                figure.entries["Alt"] = words
            return figure
        if element in self._calls:
            call = self._calls[element]
            above = call.parent or self.root
            return self._note(above, language, element, above.kids.index(call) + 1)
        if name in ("ul", "ol", "dl"):
            return _list(parent, language, box)
        if name in ("li", "dt", "dd"):
            return self._make_item(name, element, parent, language)
        if element.get("role") in ("doc-footnote", "doc-endnote"):
            return self._note(parent, language, element)
        if name == "a" and (box.link or element.get("href")):
            if _is_note_call(element) or parent.role == "TOCI":
                parent = parent.add("Reference", language, element)
            return parent.add("Link", language, element)
        return _plain(name, box, parent, language)

    def _make_pseudo(self, pseudo: str, element: Any, parent: Node, language: str) -> Node:
        if pseudo == "footnote-call":
            self._calls[element] = parent.add("Reference", language, element)
            return self._calls[element]
        if pseudo == "footnote-marker":
            return parent.add("Lbl", language, element)
        item = self._nodes.get((element, "li"))
        while item is not None and item.role not in ("LI", "TOCI"):
            item = item.parent
        if pseudo == "marker" and item is not None:
            return item.add("Lbl", language, element, index=0)
        return parent

    def _make_item(self, name: str, element: Any, parent: Node, language: str) -> Node:
        if parent.role == "TOC":
            return parent.add("TOCI", language, element)
        if name == "li" or parent.role != "L":
            item = (parent if parent.role == "L" else parent.add("L", language)).add("LI", language, element)
        else:
            last = next(reversed(list(parent.nodes)), None)
            defined = last is not None and any(kid.role == "LBody" for kid in last.nodes)
            new = last is None or (name == "dt" and defined)
            item = parent.add("LI", language) if new or last is None else last
        if name == "dt":
            return item.add("Lbl", language, element)
        body = item.add("LBody", language, element)
        is_note = element.get("role") in ("doc-footnote", "doc-endnote") or (element.get("id") or "").startswith("fn:")
        return self._note(body, language, element) if is_note else body

    def _note(self, parent: Node, language: str, element: Any, index: int | None = None) -> Node:
        note = parent.add("Note", language, element, index)
        self._notes += 1
        note.entries["ID"] = f"note-{self._notes}"
        return note


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of the page being read."""

    number: int
    marks: Mapping[Any, Mapping[str, Any]]
    hidden: Mapping[Any, Any]


def _plain(name: str, box: Any, parent: Node, language: str) -> Node:
    """Make the structure element that an HTML element's name stands for, if any."""
    element = box.element
    if name in INLINE_ROLES and isinstance(box, boxes.InlineBox):
        return parent.add(INLINE_ROLES[name], language, element)
    if name == "abbr" and element.get("title"):
        span = parent.add("Span", language, element)
        span.entries["E"] = " ".join(element.get("title").split())
        return span
    if name in BLOCK_ROLES and element.get("role") not in NO_ROLE:
        node = parent.add(BLOCK_ROLES[name], language, element)
        if name in ("th", "td"):
            _describe_cell(node, box)
        return node
    if language != parent.language:
        inline = isinstance(box, (boxes.InlineBox, boxes.InlineBlockBox))
        return parent.add("Span" if inline and parent.role not in GROUPING else "Div", language, element)
    return parent


def _list(parent: Node, language: str, box: Any) -> Node:
    """Make a list, or the contents where it stands below an element with the role `doc-toc`."""
    above: Node | None = parent
    while above is not None:
        if above.role == "TOC" or (above.element is not None and above.element.get("role") == "doc-toc"):
            return parent.add("TOC", language, box.element)
        above = above.parent
    node = parent.add("L", language, box.element)
    style = "none" if box.element_tag == "dl" else str(box.style["list_style_type"])
    node.attributes["List", "ListNumbering"] = NUMBERINGS.get(style, "None")
    return node


def _describe_cell(node: Node, box: Any) -> None:
    """Say what a header heads, and over how many rows and columns a cell goes."""
    if node.role == "TH":
        in_head = node.parent is not None and node.parent.parent is not None and node.parent.parent.role == "THead"
        written = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
        node.attributes["Table", "Scope"] = written.get(box.element.get("scope"), "Column" if in_head else "Row")
    if box.colspan != 1:
        node.attributes["Table", "ColSpan"] = box.colspan
    if box.rowspan != 1:
        node.attributes["Table", "RowSpan"] = box.rowspan


def _is_figure(node: Node) -> bool:
    """Tell whether `node` groups a picture and its caption: the picture needs no paragraph around it."""
    return node.element is not None and node.element.tag == "figure"


def _is_note_call(element: Any) -> bool:
    """Tell whether a link calls a note."""
    return element.get("role") == "doc-noteref" or "footnote-ref" in (element.get("class") or "").split()


def _link(node: Node) -> Node:
    """Return the link around (or at) `node`: annotations of what stands inside it belong to it."""
    above: Node | None = node
    while above is not None and above.role != "Link":
        above = above.parent
    return above if above is not None else node.add("Link", node.language, node.element)
