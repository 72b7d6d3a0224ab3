"""Brings a Word file into a volume: Markdown in our conventions, its images, and a report of what needs a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from imprenta.collection import IMAGES
from imprenta.desk import pandoc
from imprenta.desk.outline import Outlined, Section, chapters, outlined, slug, whole
from imprenta.desk.refusal import Refusal
from imprenta.desk.table_layout import laid_out
from imprenta.desk.tree import Nodes, plain
from imprenta.desk.word_blocks import Blocks
from imprenta.desk.word_findings import Finding, findings, found
from imprenta.desk.word_images import Pictures
from imprenta.desk.word_mending import mended
from imprenta.desk.word_package import open_word
from imprenta.desk.writing import scratch_folder, write_together
from imprenta.model import Collection, Document, Text, Volume

NUMBERED = ("chapters", "annexes")
"""Parts of a volume whose documents are numbered, one file each."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is imported, and to where.

    Attributes:
        file: the Word file.
        document: a kind of document of the collection, `chapters` or `annexes`.
        language: of the text.
        split: one chapter (or annex) per first-level heading, numbered from 1.
        force: whether texts and images that are there may be replaced.
    """

    file: Path
    volume: Volume
    document: str
    language: str
    split: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, relative to the root of the project, and what a person must look at."""

    texts: tuple[PurePosixPath, ...]
    images: tuple[PurePosixPath, ...]
    findings: tuple[Finding, ...]


def import_word(collection: Collection, order: Order) -> Imported:
    """Convert the Word file and write its texts and images into the volume, all of them or none.

    Raises:
        Refusal: the file is not a sound `.docx`, the target is there already, or it cannot be written.
    """
    package = open_word(order.file)
    with scratch_folder(collection.root) as scratch:
        copy = scratch / "text.docx"
        copy.write_bytes(package.packed({"word/document.xml": mended(package)}))
        tree = pandoc.read_word(copy, scratch / "media", order.file.name)
        pictures = Pictures(scratch / "media")
        desk = _Desk(collection, order, pictures, tree)
        texts = desk.texts()
    files = {path: text.encode() for path, text in texts.items()}
    files |= {PurePosixPath(IMAGES, name): content for name, content in pictures.files.items()}
    targets = {_target(order, path): content for path, content in files.items()}
    write_together(targets, collection.root)
    base = order.volume.path.parent
    return Imported(
        texts=tuple(base / path for path in texts),
        images=tuple(base / IMAGES / name for name in pictures.files),
        findings=(*findings(package), *desk.findings()),
    )


def _target(order: Order, path: PurePosixPath) -> Path:
    target = order.volume.folder / path
    shown = (order.volume.path.parent / path).as_posix()
    if target.is_symlink() or not target.parent.resolve().is_relative_to(order.volume.folder.resolve()):
        raise Refusal("leads_out", path=shown)
    if target.exists() and not order.force:
        raise Refusal("exists", path=shown)
    return target


class _Desk:
    """The conversion of one Word file."""

    def __init__(self, collection: Collection, order: Order, pictures: Pictures, tree: Mapping[str, Any]) -> None:
        self._metadata = collection.metadata
        self._order = order
        self._pictures = pictures
        self._tree = tree
        self._blocks = Blocks(pictures.place)

    def texts(self) -> dict[PurePosixPath, str]:
        """Return Markdown by path inside the volume."""
        note = self._blocks.note
        places: list[PurePosixPath] = []
        done: list[Outlined] = []
        for number, section in enumerate(self._sections(), start=self._first_number()):
            place, other = self._place(number, section)
            self._pictures.begin(place.name.partition(".")[0], place)
            blocks = self._blocks.clean(section.blocks, top=True)
            cleaned = Section(self._blocks.inlines(section.title), blocks, section.anchor)
            places.append(place)
            done.append(outlined(cleaned, other, self._names(), note))
        texts: dict[PurePosixPath, str] = {}
        for place, text in zip(places, done, strict=True):
            tree = self._document(self._relinked(text, place, places, done))
            texts[place] = _finished(pandoc.write_markdown(tree, self._order.file.name))
        return texts

    def findings(self) -> Iterator[Finding]:
        """Yield what was noted on the way, and what Word keeps beside the text."""
        beside = [key for key in ("subtitle", "author", "date", "abstract") if key in self._tree["meta"]]
        yield from found("title_page", [self._meta(key) for key in beside])
        for kind, excerpts in self._blocks.notes.items():
            yield from found(kind, excerpts)

    def _meta(self, key: str) -> str:
        return plain(self._tree["meta"].get(key, {}).get("c"))

    def _sections(self) -> list[Section]:
        blocks: Nodes = _without_divisions(self._tree["blocks"])
        if self._order.split:
            sections = chapters(blocks, self._blocks.note)
            if not sections:
                raise Refusal("no_chapters", file=self._order.file.name)
            return sections
        title = self._tree["meta"].get("title", {}).get("c", [])
        if not blocks:
            raise Refusal("empty", file=self._order.file.name)
        return [whole(blocks, title if plain(title) else [], self._default_title(), self._blocks.note)]

    def _default_title(self) -> str:
        kinds = {kind.key: kind.title for kind in self._metadata.documents}
        kinds |= {"chapters": self._metadata.chapters.item, "annexes": self._metadata.annexes.item}
        return kinds[self._order.document].best(self._order.language, *self._metadata.codes)

    def _names(self) -> list[str]:
        parts = (self._metadata.chapters.item, self._metadata.annexes.item)
        return [name for part in parts for name in part.root.values() if name]

    def _numbered(self) -> tuple[Document, ...]:
        volume = self._order.volume
        return {"chapters": volume.chapters, "annexes": volume.annexes}.get(self._order.document, ())

    def _first_number(self) -> int:
        """Return where numbers begin: at 1 for a whole book, after the last one for a single chapter."""
        if self._order.split:
            return 1
        mine = [document.number or 0 for document in self._numbered()]
        return max(mine, default=0) + 1

    def _place(self, number: int, section: Section) -> tuple[PurePosixPath, Text | None]:
        """Return where a text goes, and the same document in another language, whose name it shares."""
        order = self._order
        if order.document not in NUMBERED:
            same = [document for document in order.volume.documents if document.key == order.document]
            stem = order.document
        else:
            same = [document for document in self._numbered() if document.number == number]
            title = re.sub(r"^[\d.\s]+", "", plain(section.title))
            name = same[0].key if same else f"{number:02}-{slug(title) or 'texto'}"
            stem = f"{order.document}/{name}"
        others = [text for document in same for code, text in document.translations.items() if code != order.language]
        return PurePosixPath(f"{stem}.{order.language}.md"), next(iter(others), None)

    def _relinked(
        self, text: Outlined, place: PurePosixPath, places: Sequence[PurePosixPath], done: Sequence[Outlined]
    ) -> Nodes:
        """Point the links inside the Word file at the headings they mean, wherever these are now."""
        targets: dict[str, str] = {}
        for other, where in zip(done, places, strict=True):
            file = "" if where == place else where.name
            leads = {old: file + (f"#{new}" if new else "") for old, new in other.anchors.items() if old}
            targets |= {f"#{old}": target for old, target in leads.items() if target}
        return [_with_links(block, targets, self._blocks) for block in text.blocks]

    def _document(self, blocks: Nodes) -> dict[str, Any]:
        return {"pandoc-api-version": self._tree["pandoc-api-version"], "meta": {}, "blocks": blocks}


def _without_divisions(blocks: Nodes) -> Nodes:
    """Return the blocks with those inside divisions in their place, so that headings stand at the top."""
    return [
        inner for block in blocks for inner in (_without_divisions(block["c"][1]) if block["t"] == "Div" else [block])
    ]


def _with_links(node: Any, targets: Mapping[str, str], blocks: Blocks) -> Any:
    if isinstance(node, list):
        result = []
        for item in node:
            if isinstance(item, dict) and item.get("t") == "Link" and item["c"][2][0].startswith("#"):
                inner = _with_links(item["c"][1], targets, blocks)
                target = targets.get(item["c"][2][0])
                if target is None:
                    blocks.note("lost_targets", plain(inner))
                    result += inner
                    continue
                result.append({"t": "Link", "c": [item["c"][0], inner, [target, ""]]})
            else:
                result.append(_with_links(item, targets, blocks))
        return result
    if isinstance(node, dict) and "c" in node:
        return {"t": node["t"], "c": _with_links(node["c"], targets, blocks)}
    return node


def _finished(markdown: str) -> str:
    """Return Markdown with our list markers, our tables and one final newline."""
    lines = (re.sub(r"^(\s*)(-|\d+\.)\s{1,3}(?=\S)", r"\1\2 ", line).rstrip() for line in markdown.splitlines())
    blocks = groupby(lines, key=lambda line: line.startswith("|"))
    finished = [line for table, block in blocks for line in (laid_out(list(block)) if table else block)]
    return "\n".join(finished).strip("\n") + "\n"
