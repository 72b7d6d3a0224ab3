"""What a book may read: data inside the document, the volume's folder, our styles, emblems and fonts. Nothing else.

A pull request is untrusted input: a picture must not reach another file of the machine or another machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lxml import etree
from weasyprint.urls import URLFetcher, URLFetcherResponse

from imprenta.book.prints import ready
from imprenta.imagefiles import FORMATS

_REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href", "src")


class Refused(ValueError):
    """A file that a book asked for and may not have."""


class Jail(URLFetcher):  # type: ignore[misc]
    """Fetches `data:` URLs and files under the given folders, pictures as they are published; notes what it refused."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the contents of `url`.

        Raises:
            Refused: it is neither `data:` nor a file that the book may read.
        """
        if url[:5].lower() != "data:":
            path = local_file(url)
            if path is None or not any(is_inside(path, folder) for folder in self._folders):
                self.refused.append(url)
                raise Refused(url)
            if path.suffix.lower() == ".svg" and (loaded := loaded_by_svg(path.read_bytes())):
                self.refused.append(url)
                raise Refused(f"{url}: {loaded}")
            content = path.read_bytes() if path.suffix.lower() in FORMATS else b""
            if content and (picture := ready(content)) != content:
                # Under another address than a file's, which the layout engine would read again, as it was.
                return URLFetcherResponse(f"picture:{path.name}", picture)
        return super().fetch(url, headers)


def local_file(url: str) -> Path | None:
    """Return the file that a `file:` URL of this machine names; None for any other URL."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
        return None
    return Path(url2pathname(parts.path))


def is_inside(path: Path, folder: Path) -> bool:
    """Tell whether `path`, links followed, lies under `folder`."""
    return path.resolve().is_relative_to(folder.resolve())


def loaded_by_svg(content: bytes) -> str | None:
    """Return the first thing that a drawing takes from outside itself; None where it holds all it shows.

    Entities and document types count as outside, because they can name files. So does what is not XML at all.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        return str(problem.msg)
    tree: Any = root.getroottree()
    if doctype := str(tree.docinfo.doctype or ""):
        return doctype
    for node in (*root.itersiblings(preceding=True), *root.iter()):
        if isinstance(node, etree._ProcessingInstruction):
            return str(node)
        if isinstance(node.tag, str) and (found := _loaded_by(node)):
            return found
    return None


def _loaded_by(element: etree._Element) -> str | None:
    for name, value in element.attrib.items():
        text = str(value)
        if name in _REFERENCES and not text.strip().startswith(("#", "data:image/")) and not _is_link(element):
            return text
        if found := _outside_url(text):
            return found
    if etree.QName(element).localname in ("style", "script", "foreignObject"):
        words = "".join(map(str, element.itertext()))
        return _outside_url(words) or ("@import" if "@import" in words.lower() else None)
    return None


def _is_link(element: etree._Element) -> bool:
    return etree.QName(element).localname == "a"


def _outside_url(text: str) -> str | None:
    """Return the first `url(...)` in a style that is not an anchor of the drawing itself."""
    rest = unquote(text)
    while "url(" in rest.lower():
        rest = rest[rest.lower().index("url(") + 4 :]
        target = rest.partition(")")[0].strip(" '\"\t\r\n")
        if not target.startswith("#"):
            return target
    return None
