"""Keeps finished books by the digest of everything that goes into them; an entry is trusted if its checksums hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache as once
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from imprenta.book import fonts
from imprenta.book.audit import AuditReport
from imprenta.book.order import BookOrder, PartPages
from imprenta.diagnostics import Diagnostic
from imprenta.keeping import keep

TOOLS = (
    *("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "pyphen", "pillow"),
    *("pikepdf", "pypdfium2", "mkdocs-with-pdf", "beautifulsoup4", "lxml"),
)
"""Packages whose version may change what a book looks like, beside those of the faces."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside a PDF: its measures, what reading it back has shown, and the warnings it came with."""

    pages: int
    parts: tuple[PartPages, ...]
    audit: AuditReport
    warnings: tuple[Diagnostic, ...] = ()


class Shelf:
    """A folder of finished books: `<digest>.pdf` and, with its checksum, `<digest>.json`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> tuple[bytes, Kept] | None:
        """Return a book and what is kept beside it; None where there is none, or one that is damaged in any way."""
        try:
            pdf = (self._folder / f"{key}.pdf").read_bytes()
            record = json.loads((self._folder / f"{key}.json").read_bytes())
            if record["sha256"] != hashlib.sha256(pdf).hexdigest() or record["checksum"] != _checksum(key, record):
                return None
            return pdf, _KEPT.validate_python(record["kept"])
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            return None

    def put(self, key: str, pdf: bytes, kept: Kept) -> None:
        """Keep a book, where that can be done; the record comes last, so that half an entry is none."""
        plain = _KEPT.dump_python(kept, mode="json")
        record: dict[str, Any] = {"sha256": hashlib.sha256(pdf).hexdigest(), "kept": plain}
        record["checksum"] = _checksum(key, record)
        if keep(self._folder / f"{key}.pdf", pdf):
            keep(self._folder / f"{key}.json", json.dumps(record, ensure_ascii=False).encode())


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)


def _checksum(key: str, record: dict[str, Any]) -> str:
    content = json.dumps([key, record["sha256"], record["kept"]], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def key(order: BookOrder) -> str:
    """Return the digest of everything that a book is made from."""
    digest = hashlib.sha256(_surroundings(order.templates).encode())
    # Where the folders lie on this machine changes nothing on the pages.
    told = {field.name: getattr(order, field.name) for field in fields(order) if field.name not in _FOLDERS}
    for part in _plain(told):
        digest.update(part.encode() + b"\0")
    emblems = [order.content / funder.emblem.file for funder in order.scheme.funders if funder.emblem]
    for path in [*(order.folder / image for image in order.images), *emblems]:
        digest.update(path.read_bytes() if path.is_file() else b"missing")
        digest.update(b"\0")
    return digest.hexdigest()


_FOLDERS = {"folder", "content", "templates"}


def _plain(value: object) -> Iterator[str]:
    """Yield every plain value in an order, with what it is called."""
    if isinstance(value, BaseModel):
        yield value.model_dump_json()
    elif is_dataclass(value):
        for field in fields(value):
            yield field.name
            yield from _plain(getattr(value, field.name))
    elif isinstance(value, dict):
        for name, held in value.items():
            yield name
            yield from _plain(held)
    elif isinstance(value, tuple):
        yield f"({len(value)}"
        for held in value:
            yield from _plain(held)
    else:
        yield value.as_posix() if isinstance(value, PurePath) else repr(value)


@once
def _code() -> str:
    """Return the digest of the press's own code that makes books, its words and its tools."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    words = [path for topic in ("book", "dates", "numbers") for path in package.glob(f"messages/*/{topic}.yml")]
    for path in sorted([*package.glob("book/*.py"), *package.glob("model/*.py"), *words, package / "languages.py"]):
        digest.update(path.name.encode() + path.read_bytes())
    for name in (*TOOLS, *fonts.PACKAGES):
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()


def _surroundings(templates: Path) -> str:
    digest = hashlib.sha256(_code().encode())
    for path in sorted(templates.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
