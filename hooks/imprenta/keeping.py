"""Keeps what took time to make, by a key of all that went into it. What is damaged is made anew, never trusted.

Nothing kept is ever run: it is bytes, read as pictures, as text or as JSON.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

PACKAGE = Path(__file__).parent

SPARE = 2
"""How many times as many unused things may stay as used ones: a preview and a build in turn keep what each needs."""

_DIGITS = 32


class Keeper:
    """A folder of made things; each carries the digests of its key and its content in its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, set[str]] | None = None
        self._used: set[str] = set()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under `key`; where there is none, or it is damaged, make it and keep it if possible."""
        content = self.find(key)
        if content is None:
            content = make()
            self.keep(key, content)
        return content

    def find(self, key: str) -> bytes | None:
        """Return what is kept under `key`; None where there is none. What is damaged is removed."""
        name = _name(key)
        for entry in sorted(self._entries.get(name, ())):
            path = self._folder / entry
            with suppress(OSError):
                content = path.read_bytes()
                if entry == _entry(name, content):
                    self._used.add(entry)
                    return content
                path.unlink(missing_ok=True)
        return None

    def keep(self, key: str, content: bytes) -> None:
        """Keep something made under `key`, where that can be done."""
        name = _name(key)
        entry = _entry(name, content)
        if keep(self._folder / entry, content):
            self._entries.setdefault(name, set()).add(entry)
            self._used.add(entry)

    def has(self, key: str) -> bool:
        """Tell whether something is kept under `key`, damaged or not."""
        return bool(self._entries.get(_name(key)))

    def prune(self) -> None:
        """Remove what this keeper was not asked for, but the youngest, `SPARE` times as many as it was asked for."""
        found = {path.name: path for path in self._folder.glob("[!.]*")}
        with suppress(OSError):  # another build tidies up too; a folder that may only be read
            for entry in self._used & found.keys():
                os.utime(found.pop(entry))  # when it was last of use, not when it was made
            unused = sorted(found.values(), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in unused[SPARE * len(self._used) :]:
                path.unlink(missing_ok=True)

    @property
    def _entries(self) -> dict[str, set[str]]:
        """What lies in the folder, by the part of its name that stands for its key; looked at once."""
        if self._found is None:
            self._found = {}
            for path in self._folder.glob("[!.]*"):
                self._found.setdefault(path.name.partition("-")[0], set()).add(path.name)
        return self._found


def _name(key: str) -> str:
    return digest(key.encode())[:_DIGITS]


def _entry(name: str, content: bytes) -> str:
    """Return the name of a file that is kept; its end stands for key and content together."""
    return f"{name}-{digest(name.encode() + content)[:_DIGITS]}"


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content`, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(*parts: object) -> str:
    """Return the digest of strings, numbers, tuples and lists of them; others have another, in another order too."""
    return digest(repr(parts).encode(errors="surrogatepass"))


def write(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole, or as it was before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def keep(path: Path, content: bytes) -> bool:
    """Write a file of a cache; tell whether it is there. What cannot be kept is made anew the next time."""
    try:
        write(path, content)
    except OSError:  # a full disk, a folder that may only be read
        return False
    return True


def files(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder, in an order that is the same everywhere."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(place, name) for name in sorted(names))


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal; a hyphen for what cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:  # a link that leads nowhere
        return "-"


def packages() -> list[str]:
    """Return what is installed, each with its version, and the version of Python."""
    return [sys.version, *sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")})]


def press_digest() -> str:
    """Return the digest of the press itself: its code and its words, and all that is installed."""
    own = [(path.relative_to(PACKAGE).as_posix(), file_digest(path)) for path in files(PACKAGE)]
    return digest_of(own, packages())
