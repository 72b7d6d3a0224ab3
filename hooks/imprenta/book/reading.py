"""Read the structure of a finished PDF back with pikepdf, once for all rules of the minimum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

PAINTING = frozenset(("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "BI"))
MARKING = frozenset(("BDC", "BMC", "EMC"))
OPERATORS = " ".join(PAINTING | MARKING)


@dataclass(eq=False, slots=True)
class Element:
    """A structure element: its role, where it stands, what it holds; `has_content` for sequences of its own."""

    role: str
    value: Object
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    has_content: bool = False

    @property
    def language(self) -> str:
        """Its own language; empty where it is inherited."""
        return self.text("/Lang")

    def text(self, key: str) -> str:
        """Return a text entry, empty where there is none."""
        return str(self.value.get(key, ""))

    def attribute(self, owner: str, key: str) -> Object | None:
        """Return an attribute of `owner` (`/Table`, `/List`, `/Layout`)."""
        attributes = self.value.get("/A", Array())
        for entry in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(entry, Dictionary) and entry.get("/O") == Name(owner) and key in entry:
                found: Object = entry[key]
                return found
        return None

    def span(self, key: str) -> int:
        """Return over how many rows or columns a cell goes."""
        return int(self.attribute("/Table", key) or 1)


@dataclass(slots=True)
class PageReading:
    """A page's marked content.

    Attributes:
        marked: numbers of the sequences on it.
        owned: numbers that the structure names.
        unmarked: painting operators outside any sequence.
        nested: sequences of content in artifacts and artifacts in content.
    """

    marked: set[int] = field(default_factory=set)
    owned: set[int] = field(default_factory=set)
    unmarked: int = 0
    nested: int = 0


@dataclass(slots=True)
class Reading:
    """What the rules need of a document.

    Attributes:
        elements: in reading order.
        pages: in their order.
        annotated: role of the element that each annotation's number in the parent tree leads to.
        fonts: font dictionaries, without the descendants of composite fonts.
        pictures: image XObjects.
        marked_forms: form XObjects that hold numbered sequences.
    """

    document: pikepdf.Pdf
    elements: list[Element] = field(default_factory=list)
    pages: list[PageReading] = field(default_factory=list)
    annotated: dict[int, str] = field(default_factory=dict)
    fonts: list[Object] = field(default_factory=list)
    pictures: list[Object] = field(default_factory=list)
    marked_forms: int = 0

    @classmethod
    def of(cls, document: pikepdf.Pdf) -> Self:
        """Read `document`, which must have a structure tree."""
        reading = cls(document, pages=[PageReading() for _ in document.pages])
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        for kid in _array(document.Root.StructTreeRoot.get("/K")):
            reading._walk(kid, None, None, numbers)
        for page, found in zip(document.pages, reading.pages, strict=True):
            _read_content(page, found)
        reading._read_parent_tree()
        reading._read_objects()
        return reading

    def _walk(self, value: Object, parent: Element | None, page: Object | None, numbers: dict[tuple[int, int], int],
              ) -> None:  # fmt: skip
        element = Element(str(value.S).lstrip("/"), value, parent)
        self.elements.append(element)
        if parent is not None:
            parent.kids.append(element)
        page = value.get("/Pg", page)
        for kid in _array(value.get("/K")):
            if isinstance(kid, Dictionary) and "/S" in kid:
                self._walk(kid, element, page, numbers)
                continue
            element.has_content = True
            sequence = kid.get("/MCID") if isinstance(kid, Dictionary) else kid
            on_page = kid.get("/Pg", page) if isinstance(kid, Dictionary) else page
            if sequence is not None and on_page is not None:
                self.pages[numbers[on_page.objgen]].owned.add(int(sequence))

    def _read_parent_tree(self) -> None:
        """Keep, of the sequences that the structure names, those that also lead back to it."""
        entries = _array(self.document.Root.StructTreeRoot.get("/ParentTree", Dictionary()).get("/Nums"))
        tree = {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}
        roles = {element.value.objgen: element.role for element in self.elements}
        for page, found in zip(self.document.pages, self.pages, strict=True):
            owners = _array(tree.pop(int(page.get("/StructParents", -1)), None))
            found.owned &= {
                number for number, owner in enumerate(owners)
                if isinstance(owner, Dictionary) and owner.objgen in roles
            }  # fmt: skip
        self.annotated = {key: roles.get(owner.objgen, "") for key, owner in tree.items() if hasattr(owner, "objgen")}

    def _read_objects(self) -> None:
        for value in self.document.objects:
            if not isinstance(value, Dictionary | pikepdf.Stream):
                continue
            if value.get("/Type") == Name.Font and not str(value.get("/Subtype")).startswith("/CIDFont"):
                self.fonts.append(value)
            if value.get("/Subtype") == Name.Image:
                self.pictures.append(value)
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == Name.Form:
                content = PageReading()
                _read_content(value, content)
                self.marked_forms += bool(content.marked)


def _read_content(stream: Object | pikepdf.Page, found: PageReading) -> None:
    """Read which sequences are marked, and what is painted outside of them."""
    stack: list[str] = []
    for instruction in pikepdf.parse_content_stream(stream, OPERATORS):
        operator = str(instruction.operator)
        if operator == "EMC":
            if stack:
                stack.pop()
        elif operator in MARKING:
            kind = _kind(instruction.operands, found)
            found.nested += bool(kind and any(other and other != kind for other in stack))
            stack.append(kind)
        elif not any(stack):
            found.unmarked += 1


def _kind(operands: Iterable[Object], found: PageReading) -> str:
    """Return what a sequence is: `artifact`, `content`, or nothing of its own."""
    tag, *properties = operands
    if tag == Name.Artifact:
        return "artifact"
    if properties and isinstance(properties[0], Dictionary) and "/MCID" in properties[0]:
        found.marked.add(int(properties[0].MCID))
        return "content"
    return ""


def _array(value: Object | None) -> list[Object]:
    """Return a value that may be missing, one, or several, as several."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def has_key(root: Object, key: str, below: str) -> bool:
    """Tell whether a dictionary of the catalog has a true entry."""
    return key in root and bool(root[key].get(below, False))
