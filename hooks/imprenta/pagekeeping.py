"""Keeps what was made for the pages of a site, until something that went into it is another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imprenta.keeping import Keeper, digest_of

CACHE = ".cache/imprenta/pages"
"""Relative to the root of the project."""


class PageKeeper:
    """Pages and parts of pages as former builds made them.

    What a build makes is kept at its end, if everything around it is then what it was: a template that was saved in
    between may have gone into any page. What a failed build made is not kept.
    """

    def __init__(self, folder: Path, surroundings: str) -> None:
        """Begin a build; `surroundings` is the digest of all that is not in a key."""
        self._keeper = Keeper(folder)
        self._surroundings = surroundings
        self._made: dict[str, str] = {}

    def get(self, key: tuple[object, ...], make: Callable[[], str]) -> str:
        """Return what is kept under `key`; where there is none, make it and keep it at the end."""
        found = self.find(key)
        if found is None:
            found = make()
            self.add(key, found)
        return found

    def find(self, key: tuple[object, ...]) -> str | None:
        """Return what is kept under `key`; None where there is none."""
        name = self._name(key)
        if name in self._made:
            return self._made[name]
        content = self._keeper.find(name)
        return None if content is None else content.decode(errors="surrogatepass")

    def add(self, key: tuple[object, ...], made: str) -> None:
        """Have something kept at the end of the build."""
        self._made[self._name(key)] = made

    def close(self, surroundings: str) -> int:
        """End a build that went well, around which is now `surroundings`; return how many things it made."""
        if surroundings == self._surroundings:
            for name, made in self._made.items():
                self._keeper.keep(name, made.encode(errors="surrogatepass"))
            self._keeper.prune()
        return len(self._made)

    def _name(self, key: tuple[object, ...]) -> str:
        return digest_of(self._surroundings, *key)
