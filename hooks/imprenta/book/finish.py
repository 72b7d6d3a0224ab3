"""Finish a book: its metadata, and the marks of conformance where the structural minimum is met."""

from __future__ import annotations

import io

import pikepdf
import weasyprint

from imprenta.book import minimum
from imprenta.book.xmp import FinishMetadata, packet

__all__ = ["FinishMetadata", "finish"]

PRODUCER = f"WeasyPrint {weasyprint.__version__}, pikepdf {pikepdf.__version__}"


def finish(pdf: bytes, metadata: FinishMetadata, foot: bytes | None = None) -> bytes:
    """Return `pdf` (from `tagging.write_tagged`) with its foot and its metadata, identical byte for byte on every run.

    `foot` is a PDF whose one page is put on each page of the book, as an artifact: laying it out anew for every page
    would take a fifth of the time that a book takes.
    The marks of PDF/A-3a and PDF/UA-1 are written only where `minimum.check` finds nothing; the audit says what it
    found otherwise.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if foot is not None:
            _put_foot(document, foot)
        _drop_empty_resources(document)
        _describe(document, metadata, conforming=False)
        conforming = not minimum.check(document)
        if conforming:
            _describe(document, metadata, conforming=True)
        out = io.BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
        return out.getvalue()


def _put_foot(document: pikepdf.Pdf, foot: bytes) -> None:
    """Draw one form on every page (ISO 32000-1, 8.10), marked as what stands at the foot of pages (14.8.2.2)."""
    with pikepdf.open(io.BytesIO(foot)) as drawn:
        form = document.copy_foreign(drawn.pages[0].as_form_xobject())
    before = document.make_stream(b"q")
    after = document.make_stream(
        b"Q /Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC /Foot Do EMC"
    )
    for page in document.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        forms = pikepdf.Dictionary(dict(resources.get("/XObject", pikepdf.Dictionary()).items()) | {"/Foot": form})
        page.obj.Resources = pikepdf.Dictionary(dict(resources.items()) | {"/XObject": forms})
        contents = page.obj.Contents
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        page.obj.Contents = pikepdf.Array([before, *streams, after])


def _drop_empty_resources(document: pikepdf.Pdf) -> None:
    """Drop dictionaries that name nothing: allowed, but a strict checker stumbles over patterns that are not there."""
    for value in document.objects:
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream) or "/Resources" not in value:
            continue
        for key in list(value.Resources.keys()):
            if isinstance(value.Resources[key], pikepdf.Dictionary) and not value.Resources[key].keys():
                del value.Resources[key]


def _describe(document: pikepdf.Pdf, metadata: FinishMetadata, *, conforming: bool) -> None:
    """Write the metadata stream and the older information dictionary, which say the same."""
    stream = document.make_stream(packet(metadata, PRODUCER, conforming=conforming))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    document.Root.Metadata = stream
    document.Root.Lang = pikepdf.String(metadata.language)
    entries = {
        "/Title": metadata.full_title,
        "/Author": ", ".join(metadata.authors),
        "/Subject": metadata.subject,
        "/Keywords": ", ".join(metadata.keywords),
        "/Producer": PRODUCER,
    }
    document.trailer.Info = document.make_indirect(
        pikepdf.Dictionary({key: pikepdf.String(text) for key, text in entries.items() if text})
    )
