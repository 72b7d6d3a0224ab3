"""Write the metadata packet of a book (XMP, ISO 16684-1), as PDF/A-3 wants it (ISO 19005-3, 6.6.2).

Every property is one of a predefined schema, or its schema is described in the packet itself (`pdfaExtension`): the
mark of PDF/UA, and ours, which holds what Dublin Core has no place for: status and mandated funding statements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
PRESS = "urn:uuid:6d6f2c0e-6f0b-5c55-9c1e-3f1a4b7d20c4#"
"""Namespace of our own schema; a name only, nothing stands there."""

NAMESPACES: Mapping[str, str] = {
    "rdf": RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "press": PRESS,
}
PDFA_PART, PDFA_CONFORMANCE, PDFUA_PART = "3", "A", "1"


@dataclass(frozen=True, slots=True)
class FinishMetadata:
    """What a finished book says of itself, all in the book's language.

    Attributes:
        title: as on the cover.
        subtitle: empty where there is none.
        authors: names, in order.
        language: BCP 47 code of the book.
        subject: the abstract, in a few sentences.
        keywords: in order.
        rights: the rights line: holder and licence, in words.
        licence_url: address of the licence.
        identifiers: DOI, ISBN, address of the web edition, as URIs or `urn:isbn:`.
        publisher: full name.
        date: ISO 8601 (`2026`, `2026-03`, `2026-03-01`); None where it is not known.
        status: in words, as on the credits page: draft, review, final.
        funding: mandated statements, to the letter.
    """

    title: str
    language: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    licence_url: str = ""
    identifiers: tuple[str, ...] = ()
    publisher: str = ""
    date: str | None = None
    status: str = ""
    funding: tuple[str, ...] = ()

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


def packet(metadata: FinishMetadata, producer: str, *, conforming: bool) -> bytes:
    """Return the packet, with the marks of PDF/A-3a and PDF/UA-1 only where the file is `conforming`."""
    rdf = etree.Element(_name("rdf:RDF"), nsmap=dict(NAMESPACES))
    about = etree.SubElement(rdf, _name("rdf:Description"), {_name("rdf:about"): ""})
    if conforming:
        _text(about, "pdfaid:part", PDFA_PART)
        _text(about, "pdfaid:conformance", PDFA_CONFORMANCE)
        _text(about, "pdfuaid:part", PDFUA_PART)
    _alternatives(about, "dc:title", metadata.full_title, metadata.language)
    _array(about, "dc:creator", "Seq", metadata.authors)
    _alternatives(about, "dc:description", metadata.subject, metadata.language)
    _array(about, "dc:subject", "Bag", metadata.keywords)
    _array(about, "dc:publisher", "Bag", [metadata.publisher])
    _array(about, "dc:language", "Bag", [metadata.language])
    _array(about, "dc:date", "Seq", [metadata.date or ""])
    _text(about, "dc:format", "application/pdf")
    _text(about, "dc:identifier", metadata.identifiers[0] if metadata.identifiers else "")
    _array(about, "dc:relation", "Bag", metadata.identifiers[1:])
    _alternatives(about, "dc:rights", metadata.rights, metadata.language)
    _text(about, "xmpRights:Marked", "True" if metadata.rights else "")
    _text(about, "xmpRights:WebStatement", metadata.licence_url)
    _text(about, "pdf:Keywords", ", ".join(metadata.keywords))
    _text(about, "pdf:Producer", producer)
    _text(about, "press:status", metadata.status)
    _array(about, "press:fundingStatement", "Seq", metadata.funding)
    _extensions(about, conforming=conforming)
    meta = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    meta.append(rdf)
    body: bytes = etree.tostring(meta, encoding="utf-8", pretty_print=True)
    return b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' + body + b'<?xpacket end="w"?>'


def _name(qualified: str) -> str:
    """Turn `dc:title` into lxml's notation."""
    prefix, local = qualified.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _text(parent: etree._Element, name: str, text: str) -> None:
    if text:
        etree.SubElement(parent, _name(name)).text = text


def _alternatives(parent: etree._Element, name: str, text: str, language: str) -> None:
    """Write a text with its language, and as default."""
    if text:
        alternatives = etree.SubElement(etree.SubElement(parent, _name(name)), _name("rdf:Alt"))
        for code in ("x-default", language):
            etree.SubElement(alternatives, _name("rdf:li"), {f"{{{XML}}}lang": code}).text = text


def _array(parent: etree._Element, name: str, kind: str, texts: Sequence[str]) -> None:
    if any(texts):
        array = etree.SubElement(etree.SubElement(parent, _name(name)), _name(f"rdf:{kind}"))
        for text in filter(None, texts):
            etree.SubElement(array, _name("rdf:li")).text = text


def _extensions(parent: etree._Element, *, conforming: bool) -> None:
    """Describe the schemas that PDF/A does not know."""
    bag = etree.SubElement(etree.SubElement(parent, _name("pdfaExtension:schemas")), _name("rdf:Bag"))
    if conforming:
        part = ("part", "Integer", "internal", "Part of ISO 14289 that the file conforms to")
        _extension(bag, "pdfuaid", "PDF/UA Universal Accessibility Schema", [part])
    _extension(bag, "press", "Publication schema", [
        ("status", "Text", "external", "How far the publication has come"),
        ("fundingStatement", "seq Text", "external", "Statements that the funders of the publication mandate"),
    ])  # fmt: skip


def _extension(bag: etree._Element, prefix: str, title: str, properties: Sequence[tuple[str, str, str, str]]) -> None:
    resource = {_name("rdf:parseType"): "Resource"}
    schema = etree.SubElement(bag, _name("rdf:li"), resource)
    _text(schema, "pdfaSchema:schema", title)
    _text(schema, "pdfaSchema:namespaceURI", NAMESPACES[prefix])
    _text(schema, "pdfaSchema:prefix", prefix)
    described = etree.SubElement(etree.SubElement(schema, _name("pdfaSchema:property")), _name("rdf:Seq"))
    for name, kind, category, description in properties:
        entry = etree.SubElement(described, _name("rdf:li"), resource)
        _text(entry, "pdfaProperty:name", name)
        _text(entry, "pdfaProperty:valueType", kind)
        _text(entry, "pdfaProperty:category", category)
        _text(entry, "pdfaProperty:description", description)
