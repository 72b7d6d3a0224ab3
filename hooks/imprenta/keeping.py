"""Keeps what took time to make, by a key of all that went into it. What is damaged is made anew, never trusted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from imprenta.book.cache import write


class Keeper:
    """A folder of made things; each carries the digest of its content in its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under `key`; where there is none, or it is damaged, make it and keep it."""
        name = digest(key.encode())[:32]
        for path in sorted(self._folder.glob(f"{name}-*")):
            content = path.read_bytes()
            if path.name == f"{name}-{digest(content)[:32]}":
                return content
            path.unlink(missing_ok=True)
        content = make()
        write(self._folder / f"{name}-{digest(content)[:32]}", content)
        return content

    def has(self, key: str) -> bool:
        """Tell whether something is kept under `key`, damaged or not."""
        return any(self._folder.glob(f"{digest(key.encode())[:32]}-*"))


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content`, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
