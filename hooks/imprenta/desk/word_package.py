"""Opens a Word file that nobody vouches for, and hands on only what was read and found harmless.

A `.docx` is a ZIP archive of XML files (ECMA-376, part 2). Archives lie: about sizes, about names, about what they
are. So every entry is unpacked once under our own limits, and the converter gets a new archive made of those.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from imprenta.desk.refusal import Refusal

MAX_FILE = 60_000_000
"""Bytes of the file itself; a Cuaderno with all its photographs has less than half."""

MAX_ENTRIES = 3_000
MAX_UNPACKED = 300_000_000
"""Bytes of everything unpacked."""

MAX_XML = 40_000_000
"""Bytes of one XML file; a book of 500 pages has about ten million."""

MAX_RATIO = 150
"""How often an entry of more than `SMALL` bytes may be larger than its packed form; XML packs at about 20."""

SMALL = 1_000_000
_CHUNK = 1 << 16
_OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK\x03\x04"
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The harmless entries of a Word file, unpacked.

    Attributes:
        entries: content by name inside the archive.
    """

    entries: Mapping[str, bytes]

    def xml(self, name: str) -> etree._Element | None:
        """Return an XML entry as a tree; None where there is none."""
        return read_xml(self.entries[name]) if name in self.entries else None

    def packed(self, changed: Mapping[str, bytes]) -> bytes:
        """Return a new archive of these entries, some of them replaced."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (dict(self.entries) | dict(changed)).items():
                archive.writestr(name, content)
        return buffer.getvalue()


def read_xml(content: bytes) -> etree._Element:
    """Parse XML without entities, external files or network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def open_word(path: Path) -> WordPackage:
    """Read the Word file at `path`.

    Raises:
        Refusal: `missing`, `folder`, `not_a_file`, `unreadable`, `too_large`, `old_word`, `not_word`, `damaged`,
            `locked`, `bomb` or `unsafe`; nothing has been written.
    """
    data = _bytes(path)
    if data.startswith(_OLD_WORD):
        raise Refusal("old_word", file=path.name)
    if not data.startswith(_ZIP):
        raise Refusal("not_word", file=path.name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = dict(_entries(archive, path.name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as problem:
        raise Refusal("damaged", file=path.name) from problem
    if _MAIN not in entries or "[Content_Types].xml" not in entries:
        raise Refusal("not_word", file=path.name)
    _require_sound_xml(entries, path.name)
    return WordPackage(entries)


def _bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refusal("folder", file=path.name or path)
        if not stat.S_ISREG(mode):
            raise Refusal("not_a_file", file=path.name)
        if path.stat().st_size > MAX_FILE:
            raise Refusal("too_large", file=path.name, limit=MAX_FILE // 1_000_000)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as problem:
        raise Refusal("missing", file=path) from problem
    except OSError as problem:
        raise Refusal("unreadable", file=path, reason=problem.strerror or problem) from problem


def _entries(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise Refusal("bomb", file=file)
    seen: set[str] = set()
    for info in infos:
        _require_safe_name(info, file)
        if info.flag_bits & 0x1:
            raise Refusal("locked", file=file)
        if info.filename in seen:
            raise Refusal("damaged", file=file)
        seen.add(info.filename)
        if not info.is_dir() and _wanted(info.filename):
            yield info.filename, _unpacked(archive, info, file)


def _require_safe_name(info: zipfile.ZipInfo, file: str) -> None:
    name = info.orig_filename
    parts = PurePosixPath(name).parts
    link = stat.S_ISLNK(info.external_attr >> 16)
    if link or name.startswith("/") or "\\" in name or ".." in parts or "\0" in name or ":" in name:
        raise Refusal("unsafe", file=file, entry=ascii(name[:60]))


def _wanted(name: str) -> bool:
    """Tell whether an entry is text or image; programs and embedded files are left behind."""
    return name.endswith((".xml", ".rels")) or name.startswith("word/media/")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> bytes:
    xml = info.filename.endswith((".xml", ".rels"))
    limit = MAX_XML if xml else MAX_FILE
    if info.file_size > limit or (info.file_size > SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size)):
        raise Refusal("bomb", file=file)
    with archive.open(info) as stream:
        content = bytearray()
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise Refusal("bomb", file=file)
    return bytes(content)


def _require_sound_xml(entries: Mapping[str, bytes], file: str) -> None:
    for name, content in entries.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            # Word never writes one; entities of entities fill the memory, and UTF-16 would hide them from this test.
            raise Refusal("unsafe", file=file, entry=name)
        try:
            read_xml(content)
        except etree.XMLSyntaxError as problem:
            raise Refusal("damaged", file=file) from problem
