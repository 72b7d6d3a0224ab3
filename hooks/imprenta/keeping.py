"""Keeps what took time to make, by a key of all that went into it. What is damaged is made anew, never trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from imprenta.book.cache import keep


class Keeper:
    """A folder of made things; each carries the digests of its key and its content in its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under `key`; where there is none, or it is damaged, make it and keep it if possible."""
        for path in sorted(self._folder.glob(f"{_name(key)}-*")):
            with suppress(OSError):
                content = path.read_bytes()
                if path.name == _name(key, content):
                    return content
                path.unlink(missing_ok=True)
        content = make()
        keep(self._folder / _name(key, content), content)
        return content

    def has(self, key: str) -> bool:
        """Tell whether something is kept under `key`, damaged or not."""
        return any(self._folder.glob(f"{_name(key)}-*"))


def _name(key: str, content: bytes | None = None) -> str:
    """Return the name that a thing is kept under, or how it begins; its end stands for key and content together."""
    begin = digest(key.encode())[:32]
    return begin if content is None else f"{begin}-{digest(begin.encode() + content)[:32]}"


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content`, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
