"""What the tests of every fence do: read a body that begins on line 12, and lay the result open."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from imprenta.diagnostics import Diagnostic, Place
from imprenta.fences import KINDS
from imprenta.fences.context import RenderingContext
from imprenta.model import Fence
from lxml import html

PATH = PurePosixPath("cuadernos/10-madrid/agenda.es.md")


def read(name: str, body: str) -> tuple[Any, list[Diagnostic]]:
    return KINDS[name].read(Fence(name, body, 12), Place(PATH, 12))


def found(name: str, body: str) -> list[tuple[int | None, str]]:
    """Return line and code of everything that is wrong with a body; there must be something, and no model."""
    model, diagnostics = read(name, body)
    assert model is None
    assert {diagnostic.place.path for diagnostic in diagnostics} == {PATH}
    return [(diagnostic.place.line, diagnostic.code) for diagnostic in diagnostics]


def drawn(name: str, body: str, context: RenderingContext) -> Any:
    """Return the fence as a tree; its data must be right."""
    model, diagnostics = read(name, body)
    assert diagnostics == []
    return html.fragment_fromstring(KINDS[name].render(model, context))


def texts(tree: Any, path: str) -> list[str]:
    """Return the words of every element at `path` (XPath)."""
    return [" ".join(str(node.text_content()).split()) for node in tree.xpath(path)]
