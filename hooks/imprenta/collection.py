"""Walks `cuadernos/` and `docs/`: the only module that knows how files and folders are named.

Reading never stops at the first error: what can be read is read, and everything that cannot becomes a diagnostic.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.metadata import Model, Validated, validate
from imprenta.model import (
    Collection,
    CollectionMetadata,
    Document,
    FundingMetadata,
    Glossary,
    Localized,
    Part,
    Status,
    Text,
    Volume,
    VolumeMetadata,
)
from imprenta.readings import AFRESH, Readings
from imprenta.records import read_records
from imprenta.source import read_bytes

CONTENT = "cuadernos"
PAGES = "docs"
VOLUME_FILE = "volume.yml"
GLOSSARY_FILE = "glossary.yml"
RECORDS_FILE = "translations.yml"
ASSETS = "assets"
"""Folder of `docs/` that holds the site's own styles and scripts, which are code and reviewed as such."""

NOT_PAGES = frozenset({"decisions"})
"""Folders of `docs/` for those who keep the press; `exclude_docs` in `mkdocs.yml` keeps them out of the site too."""

FOLDERS = {"chapters": Part.CHAPTER, "annexes": Part.ANNEX}
IMAGES = "images"
IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"})

OTHER_IMAGE_SUFFIXES = frozenset(
    {".tif", ".tiff", ".jp2", ".j2k", ".jpx", ".jxl", ".heic", ".heif", ".avif", ".bmp", ".ico", ".psd", ".raw", ".dng"}
    | {".eps", ".ai", ".pdf", ".emf", ".wmf", ".svgz", ".jfif"}
)
"""Pictures as cameras, scanners and drawing programs save them: some browsers show some of them, the book none."""

PAGE_SUFFIXES = frozenset({".md", *IMAGE_SUFFIXES})
"""What `docs/` holds. Any other file the site's engine would publish as it is, or read as a page that no rule has."""

_DOCUMENT = re.compile(r"^(?P<stem>.+?)\.(?P<language>[^.]+)\.md$")
_NUMBERED = re.compile(r"^(?P<number>\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the collection (None where `collection.yml` or `funding.yml` cannot be), and the problems."""

    collection: Collection | None
    diagnostics: tuple[Diagnostic, ...]


def read_collection(root: Path, readings: Readings = AFRESH) -> Reading:
    """Read everything under `root`/cuadernos and `root`/docs, what is in `readings` from there."""
    root = root.resolve()
    diagnostics: list[Diagnostic] = list(_symbolic_links(root))
    if diagnostics:  # what they lead to is not read, whatever it may be
        return Reading(None, tuple(diagnostics))
    metadata = _load(CollectionMetadata, readings, root, f"{CONTENT}/collection.yml", diagnostics)
    funding = _load(FundingMetadata, readings, root, f"{CONTENT}/funding.yml", diagnostics)
    if metadata.model is None:  # the languages and kinds of documents are not known: only the volumes' data can be read
        for file in sorted((root / CONTENT).glob(f"*/{VOLUME_FILE}")):
            _load(VolumeMetadata, readings, root, file.relative_to(root).as_posix(), diagnostics)
        return Reading(None, tuple(diagnostics))
    walker = _Walker(root, metadata.model, readings, diagnostics)
    records = read_records(root / CONTENT / RECORDS_FILE, root, diagnostics)
    volumes = sorted(walker.volumes(), key=lambda v: (v.metadata.number is None, v.metadata.number or 0, v.slug))
    pages = tuple(walker.pages())
    glossary = _glossary(readings, root, diagnostics)
    if funding.model is None:
        return Reading(None, tuple(diagnostics))
    collection = Collection(
        root=root,
        folder=root / CONTENT,
        metadata=metadata.model,
        funding=funding.model,
        volumes=tuple(volumes),
        pages=pages,
        lines=metadata.lines,
        funding_lines=funding.lines,
        records=records.records,
        record_lines=records.lines,
        glossary=glossary.model or Glossary(),
        glossary_lines=glossary.lines,
    )
    return Reading(collection, tuple(diagnostics))


def _glossary(readings: Readings, root: Path, diagnostics: list[Diagnostic]) -> Validated[Glossary]:
    """Read the glossary; a collection can do without one."""
    relative = f"{CONTENT}/{GLOSSARY_FILE}"
    if not (root / relative).exists():
        return Validated(None, {}, ())
    return _load(Glossary, readings, root, relative, diagnostics)


def _symbolic_links(root: Path) -> Iterator[Diagnostic]:
    for top in (CONTENT, PAGES):
        for entry in (root / top, *sorted((root / top).rglob("*"))):
            if entry.is_symlink():
                yield error("SEC05", Place(PurePosixPath(entry.relative_to(root).as_posix())))


def _load(
    model: type[Model], readings: Readings, root: Path, relative: str, diagnostics: list[Diagnostic]
) -> Validated[Model]:
    path = PurePosixPath(relative)
    source, problems = read_bytes(root / relative, path)
    diagnostics += problems
    if source is None:
        return Validated(None, {}, tuple(problems))
    found = validate(model, readings.yaml(source, path), path)
    diagnostics += found.diagnostics
    return found


@dataclass(frozen=True)
class _Walker:
    root: Path
    metadata: CollectionMetadata
    readings: Readings
    diagnostics: list[Diagnostic]

    def volumes(self) -> Iterator[Volume]:
        for folder in sorted((self.root / CONTENT).iterdir()):
            if folder.is_dir() and (folder / VOLUME_FILE).exists():
                yield self._volume(folder)
            elif folder.is_dir() and any(folder.rglob("*.md")):
                self.diagnostics.append(error("STR05", Place(self._path(folder)), file=VOLUME_FILE))

    def pages(self) -> Iterator[Document]:
        """Pages of the collection as a whole: `docs/<page>.<language>.md`."""
        folder = self.root / PAGES
        for file in sorted(folder.rglob("*")):
            known = file.is_dir() or file.suffix.lower() in PAGE_SUFFIXES or file.name.startswith(".")
            if not known and file.relative_to(folder).parts[0] != ASSETS:
                self.diagnostics.append(error("SEC06", Place(self._path(file)), found=file.name))
        files = [file for file in sorted(folder.rglob("*.md")) if self._is_page(file, folder)]
        for stem, texts in self._translations(files).items():
            slug = PurePosixPath(stem.relative_to(folder)).as_posix()
            yield Document(Part.PAGE, slug, slug, None, texts)

    def _is_page(self, file: Path, folder: Path) -> bool:
        return not any(part.startswith((".", "_")) or part in NOT_PAGES for part in file.relative_to(folder).parts[:-1])

    def _volume(self, folder: Path) -> Volume:
        path = self._path(folder / VOLUME_FILE)
        found = _load(VolumeMetadata, self.readings, self.root, path.as_posix(), self.diagnostics)
        self._report_strangers(folder)
        records = read_records(folder / RECORDS_FILE, self.root, self.diagnostics)
        return Volume(
            slug=folder.name,
            folder=folder,
            path=path,
            metadata=found.model or self._stand_in(folder.name),
            lines=found.lines,
            documents=tuple(self._documents(folder)),
            chapters=tuple(self._numbered(folder, "chapters")),
            annexes=tuple(self._numbered(folder, "annexes")),
            images=tuple(self._images(folder)),
            metadata_valid=found.model is not None,
            records=records.records,
            record_lines=records.lines,
        )

    def _stand_in(self, name: str) -> VolumeMetadata:
        words = Localized(dict.fromkeys(self.metadata.codes, name))
        return VolumeMetadata(
            status=Status.DRAFT,
            title=words,
            abstract=words,
            funding="unknown",
            source_language=self.metadata.default_language,
        )

    def _documents(self, folder: Path) -> Iterator[Document]:
        order = [kind.key for kind in self.metadata.documents]
        translations = self._translations(sorted(folder.glob("*.md")))
        for stem, texts in sorted(
            translations.items(), key=lambda item: order.index(item[0].name) if item[0].name in order else len(order)
        ):
            if stem.name in order:
                yield Document(Part.DOCUMENT, stem.name, stem.name, None, texts)
            else:
                near = difflib.get_close_matches(stem.name, order, n=1)
                for text in texts.values():
                    place = Place(text.path)
                    self.diagnostics.append(
                        error("STR06", place, found=stem.name, known=", ".join(order), near="".join(near))
                    )

    def _numbered(self, folder: Path, part: str) -> Iterator[Document]:
        for stem, texts in self._translations(sorted((folder / part).glob("*.md"))).items():
            found = _NUMBERED.match(stem.name)
            if found:
                slug = f"{part}/{stem.name}"
                yield Document(FOLDERS[part], stem.name, slug, int(found["number"]), texts)
            else:
                self.diagnostics.extend(error("STR07", Place(text.path), found=stem.name) for text in texts.values())

    def _translations(self, files: Iterable[Path]) -> dict[Path, dict[str, Text]]:
        """Group Markdown files by what they translate, in the order of the collection's languages."""
        grouped: dict[Path, dict[str, Text]] = {}
        for file in files:
            path = self._path(file)
            found = _DOCUMENT.match(file.name)
            if not found or found["language"] not in self.metadata.codes:
                language = found["language"] if found else ""
                known = ", ".join(self.metadata.codes)
                self.diagnostics.append(error("STR08", Place(path), found=language, known=known))
                continue
            text, problems = self.readings.text(file, path)
            self.diagnostics.extend(problems)
            if text:
                grouped.setdefault(file.with_name(found["stem"]), {})[found["language"]] = text
        codes = self.metadata.codes
        return {stem: {code: texts[code] for code in codes if code in texts} for stem, texts in sorted(grouped.items())}

    def _images(self, folder: Path) -> Iterator[PurePosixPath]:
        for file in sorted((folder / IMAGES).rglob("*")):
            if file.is_file() and file.suffix.lower() in IMAGE_SUFFIXES:
                yield PurePosixPath(file.relative_to(folder).as_posix())

    def _report_strangers(self, folder: Path) -> None:
        known: set[str] = {VOLUME_FILE, RECORDS_FILE, IMAGES, *FOLDERS}
        for entry in sorted(folder.iterdir()):
            if not (entry.name in known or (entry.is_file() and entry.suffix == ".md")):
                self._report_stranger(entry)
        for part in FOLDERS:
            for entry in sorted((folder / part).glob("*")):
                if not (entry.is_file() and entry.suffix == ".md"):
                    self._report_stranger(entry)
        for entry in sorted((folder / IMAGES).rglob("*")):
            if entry.is_file() and entry.suffix.lower() in OTHER_IMAGE_SUFFIXES:
                self.diagnostics.append(error("IMG10", Place(self._path(entry)), target=entry.name))
            elif entry.is_file() and entry.suffix.lower() not in IMAGE_SUFFIXES:
                self._report_stranger(entry)

    def _report_stranger(self, entry: Path) -> None:
        if not entry.name.startswith("."):
            self.diagnostics.append(error("STR09", Place(self._path(entry)), found=entry.name))

    def _path(self, file: Path) -> PurePosixPath:
        return PurePosixPath(file.relative_to(self.root).as_posix())
